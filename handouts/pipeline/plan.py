"""The plan of a request: the files of each document, their paths, and the layouts in which they are set.

Build, check, release, approval and comparison use it; nothing else decides which files there are.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from handouts.content.project import FOLDERS, Kind, Project
from handouts.core.files import yaml_files
from handouts.pipeline.looks import Looks
from handouts.pipeline.request import Request


@dataclass(frozen=True, slots=True)
class PlannedFile:
    """A file of a document in a language and a layout; `path` is relative to the output folder."""

    document: str
    kind: Kind
    lang: str
    layout: str
    path: str


@dataclass(frozen=True)
class Plan:
    """What a request makes: its documents by id, their files and layouts; each layout file is examined only once."""

    request: Request
    documents: Mapping[str, Kind]
    project: Project
    looks: Looks
    formats: dict[tuple[Kind, str], str] = field(default_factory=dict, repr=False)

    @cached_property
    def layouts(self) -> Mapping[Kind, tuple[str, ...]]:
        """The requested layouts that fit each kind of document, or its default layouts if none is requested."""
        asked = self.request.layouts
        if not asked:
            return self.defaults
        return {kind: tuple(name for name in layouts_of(self.root, kind) if name in asked) for kind in FOLDERS}

    @cached_property
    def defaults(self) -> Mapping[Kind, tuple[str, ...]]:
        """The layouts of each kind that are marked as default."""
        return {kind: tuple(self._defaults(kind)) for kind in FOLDERS}

    @property
    def root(self) -> Path:
        """The folder of the project."""
        return self.request.root

    @property
    def files(self) -> Iterator[PlannedFile]:
        """Every file of the plan, document by document."""
        return (file for name in self.documents for file in self.files_of(name))

    def files_of(self, document: str) -> Iterator[PlannedFile]:
        """Yield the files of one document in the requested languages and layouts."""
        kind = self.documents[document]
        for lang in self.request.langs:
            for layout in self.layouts[kind]:
                yield PlannedFile(document, kind, lang, layout, self.path(document, kind, lang, layout))

    def path(self, document: str, kind: Kind, lang: str, layout: str) -> str:
        """Return the path of a file, relative to the output folder."""
        name = f"{FOLDERS[kind]}/{document}.{lang}.{self.lesson_of(kind, layout)}.{self.format_of(kind, layout)}"
        return f"{self.request.clinic}/{name}" if self.request.clinic else name

    def lesson_of(self, kind: Kind, layout: str) -> str:
        """Return the name of a layout, with the minutes to which a deck is cut."""
        return f"{layout}-{self.request.minutes}min" if self.request.minutes and kind == "deck" else layout

    def format_of(self, kind: Kind, layout: str) -> str:
        """Return the file extension that a layout produces."""
        if (kind, layout) not in self.formats:
            path = self.root / "layouts" / FOLDERS[kind] / f"{layout}.yaml"
            # a format that is written otherwise is reported when the layout is read, by the reader of the nearest one
            on_paper = kind == "leaflet" or _is_on_paper(path)
            self.formats[kind, layout] = "pdf" if on_paper else "pptx"
        return self.formats[kind, layout]

    def layout_file(self, file: PlannedFile) -> Path:
        """Return the path of the layout of a file."""
        return self.root / "layouts" / FOLDERS[file.kind] / f"{file.layout}.yaml"

    def only(self, ids: tuple[str, ...]) -> Plan:
        """Return the plan of only these documents."""
        documents = {name: self.documents[name] for name in ids if name in self.documents}
        return replace(self, request=replace(self.request, ids=ids), documents=documents)

    def _defaults(self, kind: Kind) -> Iterator[str]:
        for name in layouts_of(self.root, kind):
            # a layout with any other word, or that cannot be read, is read too: it is reported and not left out
            lines = _plain_lines(self.root / "layouts" / FOLDERS[kind] / f"{name}.yaml")
            if "default:false" not in lines:
                yield name


def plan_of(request: Request) -> Plan:
    """Return the plan of a request; it covers all documents of the project if the request names none."""
    project = Project(request.root)
    asked = request.ids or tuple(project.documents)
    documents = {name: project.documents[name] for name in asked if name in project.documents}
    return Plan(request, documents, project, Looks(request.root))


def layouts_of(root: Path, kind: Kind) -> tuple[str, ...]:
    """Return the names of all layouts for a kind of document."""
    return layouts_below(root, FOLDERS[kind])


def layouts_below(root: Path, folder: str) -> tuple[str, ...]:
    """Return the names of all layouts in a folder of `layouts/`."""
    return tuple(sorted(path.stem for path in yaml_files(root / "layouts" / folder)))


def dossier_layouts(root: Path) -> tuple[str, ...]:
    """Return the names of all layouts of evidence packs."""
    return layouts_below(root, "dossiers")


def printouts(root: Path) -> tuple[str, ...]:
    """Return the names of all layouts that print decks on paper."""
    folder = root / "layouts" / FOLDERS["deck"]
    return tuple(name for name in layouts_of(root, "deck") if _is_on_paper(folder / f"{name}.yaml"))


def _is_on_paper(path: Path) -> bool:
    """Return whether a layout for decks makes a PDF."""
    return "format:pdf" in map(str.casefold, _plain_lines(path))


def _plain_lines(path: Path) -> list[str]:
    """Return a layout's lines without spaces and comments, from which two facts are taken before it is read."""
    try:
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        return []
    return [line.split("#")[0].replace(" ", "") for line in lines]
