"""Which files a request makes: the layouts that there are and that it asks for, and where each file lies."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handouts.content.model import Draft
from handouts.content.project import FOLDERS, Kind
from handouts.pipeline.request import Request


def layouts_of(root: Path, kind: Kind) -> tuple[str, ...]:
    """The names of all layouts of a kind of document."""
    return tuple(sorted(path.stem for path in (root / "layouts" / FOLDERS[kind]).glob("*.yaml")))


def dossier_layouts(root: Path) -> tuple[str, ...]:
    """The names of all layouts of evidence packs."""
    return layouts_below(root, "dossiers")


def layouts_below(root: Path, folder: str) -> tuple[str, ...]:
    """The names of all layouts in a folder of `layouts/`."""
    return tuple(sorted(path.stem for path in (root / "layouts" / folder).glob("*.yaml")))


def chosen_layouts(request: Request, kind: Kind) -> tuple[str, ...]:
    """The layouts asked for that fit the kind; without any, those that say they are default."""
    if request.layouts:
        return tuple(name for name in layouts_of(request.root, kind) if name in request.layouts)
    return default_layouts(request.root, kind)


def default_layouts(root: Path, kind: Kind) -> tuple[str, ...]:
    """The layouts of a kind that say they are default."""
    names = layouts_of(root, kind)
    return tuple(name for name in names if _is_default(root / "layouts" / FOLDERS[kind] / f"{name}.yaml"))


def _is_default(path: Path) -> bool:
    return "default:true" in _plain_lines(path)


def format_of(path: Path) -> str:
    """The ending of the files that a layout makes."""
    return "pdf" if "format:pdf" in _plain_lines(path) else "pptx"


def _plain_lines(path: Path) -> list[str]:
    """A layout's lines without spaces and comments: its two plain facts are asked before it is read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.split("#")[0].replace(" ", "") for line in lines]


def path_of(request: Request, draft_id: str, kind: Kind, lang: str, layout: str) -> str:
    """Where an output lies below the output folder."""
    length = f"-{request.minutes}min" if request.minutes and kind == "deck" else ""
    ending = format_of(request.root / "layouts" / FOLDERS[kind] / f"{layout}.yaml")
    name = f"{FOLDERS[kind]}/{draft_id}.{lang}.{layout}{length}.{ending}"
    return f"{request.clinic}/{name}" if request.clinic else name


def outputs_of(request: Request, draft: Draft) -> Iterator[tuple[str, str, str]]:
    """The language, layout and path of each file that a request makes of a document."""
    for lang in request.langs:
        for layout in chosen_layouts(request, draft.kind):
            yield lang, layout, path_of(request, draft.id, draft.kind, lang, layout)
