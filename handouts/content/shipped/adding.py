"""Skeletons of new documents, claims, clinics and layouts in a project; what is there already is never overwritten."""

from __future__ import annotations

import os
import re
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, get_args

from handouts.content.misnamed import right_name
from handouts.content.project import FOLDERS, OWN_FOLDERS, Kind
from handouts.content.regions import read_regions
from handouts.content.shipped.beginning import REVIEWED_EVERY, no_line
from handouts.content.shipped.place import shipped
from handouts.core.files import replace_durably, yaml_files
from handouts.core.ids import id_fault
from handouts.core.problem import did_you_mean
from handouts.core.schema import ID
from handouts.core.source import Mapping as Nodes
from handouts.core.source import read_source, source_of

Thing = Literal["leaflet", "deck", "claim", "clinic", "layout"]
THINGS: tuple[Thing, ...] = get_args(Thing)
REFERENCES = "content/references.yaml"
# the entry for a source that nobody has named yet
UNNAMED = "source_to_name"
LAYOUT_FOLDERS = tuple(FOLDERS.values())
_SKELETONS = Path(__file__).parent / "files" / "skeletons"
_MEANWHILE = "somebody has written {} meanwhile; look at it, and run the command again"
_DEFAULT = re.compile(r"^(default:[ \t]*)\S+", re.MULTILINE)
_PAGE = re.compile(r"^page:.*$", re.MULTILINE)


class AddError(Exception):
    """What keeps a skeleton from being written, in words; nothing was written then."""


@dataclass(frozen=True, slots=True)
class PageSize:
    """The size of a page in mm, as typed."""

    width: str
    height: str


@dataclass(frozen=True, slots=True)
class Copied:
    """The layout that a new one begins as a copy of, and the size of its page if that is another one."""

    name: str
    page: PageSize | None = None


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be added to a project, on which day; `copied` is for a layout alone.

    `first_line` gives the first line of a new file by its path.
    """

    root: Path
    thing: Thing
    id: str
    day: date
    copied: Copied = Copied("a4")
    first_line: Callable[[str], str] = no_line


def add(wish: Wish, drafts: Path | None = None) -> tuple[str, ...]:
    """Write a skeleton; return the files that are new or longer, as paths from the root.

    `drafts` is where files lie until they are whole. Raises AddError, and OSError where nothing can be written.
    """
    texts = _WRITERS[wish.thing](wish)
    for name, data in texts.items():
        new = not (wish.root / name).exists()
        _write(wish.root / name, wish.first_line(name).encode() + data if new else data, drafts)
    return tuple(texts)


def _write(path: Path, data: bytes, drafts: Path | None) -> None:
    """Write a new file, or a file whose old bytes begin the new ones."""
    path.parent.mkdir(parents=True, exist_ok=True)
    if path.exists():
        if not data.startswith(path.read_bytes()):
            raise AddError(_MEANWHILE.format(path.name))
        replace_durably(path, data, drafts)
        return
    try:
        # also where somebody saves a file of this name at this moment, theirs stays
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
    except FileExistsError as error:
        raise AddError(_MEANWHILE.format(path.name)) from error
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
    except BaseException:
        path.unlink(missing_ok=True)
        raise


def _skeleton(name: str, values: Mapping[str, str]) -> str:
    text = (_SKELETONS / f"{name}.yaml").read_text(encoding="utf-8")
    for key, value in values.items():
        text = text.replace(f"<{key}>", value)
    return text


# --- documents and clinics ------------------------------------------------------------------------


def _document(wish: Wish) -> dict[str, bytes]:
    kind: Kind = "leaflet" if wish.thing == "leaflet" else "deck"
    _refuse_fault(id_fault(wish.id))
    for folder in LAYOUT_FOLDERS:
        # a leaflet and a deck cannot share an id
        _refuse_taken(wish.root, f"content/{folder}", wish.id)
    text = _skeleton(kind, {"id": wish.id, "today": str(wish.day)})
    return {f"content/{FOLDERS[kind]}/{wish.id}.yaml": text.encode()}


def _clinic(wish: Wish) -> dict[str, bytes]:
    taken = f"{wish.id!r} is a folder of finished files; use another id" if wish.id in OWN_FOLDERS else None
    _refuse_fault(taken or id_fault(wish.id))
    _refuse_taken(wish.root, "content/clinics", wish.id)
    regions = tuple(read_regions(read_source(wish.root / "content/regions.yaml", "content/regions.yaml"), []).by_id)
    if not regions:
        raise AddError("a clinic needs a region, and content/regions.yaml has none; write one there first")
    text = _skeleton("clinic", {"id": wish.id, "region": regions[0], "regions": " or ".join(regions)})
    return {f"content/clinics/{wish.id}.yaml": text.encode()}


def _refuse_fault(fault: str | None) -> None:
    if fault is not None:
        raise AddError(fault)


def _refuse_taken(root: Path, folder: str, name: str) -> None:
    """Raise AddError if a folder has something of this name, in any case of letters and with any ending."""
    with suppress(OSError):
        for path in (root / folder).iterdir():
            stem = (right_name(path.name) or "").removesuffix(".yaml")
            if stem.casefold() == name.casefold():
                raise AddError(f"{folder}/{path.name} is there already; nothing was written")


# --- claims ---------------------------------------------------------------------------------------


def _claim(wish: Wish) -> dict[str, bytes]:
    """Return the file of claims with one more, and the references with the one that it names until it has its own."""
    stem, dot, name = wish.id.partition(".")
    if not dot or not re.fullmatch(ID, name):
        raise AddError(f"{wish.id!r} is not an id of a claim; write the file and a name, such as inhaler.puffs")
    _refuse_fault(id_fault(stem))
    file = f"content/claims/{stem}.yaml"
    if not (wish.root / file).exists():
        _refuse_taken(wish.root, "content/claims", stem)
    texts = {}
    references = _entries(wish.root, REFERENCES)
    if UNNAMED not in references:
        texts[REFERENCES] = _longer(wish.root, REFERENCES, _skeleton("reference", {}), UNNAMED)
    if wish.id in _entries(wish.root, file):
        raise AddError(f"the claim {wish.id!r} is there already, in {file}; nothing was written")
    values = {"id": wish.id, "today": str(wish.day), "due": str(wish.day + REVIEWED_EVERY)}
    texts[file] = _longer(wish.root, file, _skeleton("claim", values), wish.id)
    return texts


def _entries(root: Path, file: str) -> tuple[str, ...]:
    """Return the ids in a file that is one mapping. Raises AddError for one that cannot be read as such."""
    path = root / file
    if not path.exists() or not path.read_bytes().strip():
        return ()
    source = read_source(path, file)
    if source.problems:
        raise AddError(f"mend the file first: {source.problems[0]}")
    if source.root is None:
        return ()
    if not isinstance(source.root, Nodes):
        raise AddError(f"{file} must be a mapping of ids; nothing was written")
    return tuple(source.root.entries)


def _longer(root: Path, file: str, text: str, name: str) -> bytes:
    """Return a file with an entry at its end, every byte before it as it was."""
    path = root / file
    before = path.read_bytes() if path.exists() else b""
    end = b"\r\n" if b"\r\n" in before else b"\n"
    gap = b"" if not before else end if before.endswith(b"\n") else end * 2
    after = before + gap + text.encode().replace(b"\n", end)
    # a file written as {...} or ended by `...` takes no entry at its end
    if _ids_in(after.decode("utf-8-sig"), file) != (*_entries(root, file), name):
        raise AddError(f"{file} takes no entry at its end; write {name!r} into it by hand")
    return after


def _ids_in(text: str, file: str) -> tuple[str, ...]:
    """Return the ids in the text of a file, or none where it cannot be read as a mapping."""
    source = source_of(text, file)
    return tuple(source.root.entries) if isinstance(source.root, Nodes) and not source.problems else ()


# --- layouts --------------------------------------------------------------------------------------


def _layout(wish: Wish) -> dict[str, bytes]:
    """Return a copy of a layout, which no build sets unless it is asked for."""
    _refuse_fault(id_fault(wish.id))
    for folder in LAYOUT_FOLDERS:
        _refuse_taken(wish.root, f"layouts/{folder}", wish.id)
    folder, source = _found(wish.root, wish.copied.name)
    text = source.read_bytes().decode("utf-8")
    if wish.copied.page is not None:
        page = f"page: {{width: {wish.copied.page.width}, height: {wish.copied.page.height}}}          # mm"
        if not _PAGE.search(text):
            raise AddError(f"the layout {wish.copied.name!r} has no page size; leave out --page")
        text = _PAGE.sub(page, text, count=1)
    text = _DEFAULT.sub(r"\1false", text, count=1)
    head = f"# {wish.id}: began as a copy of {wish.copied.name}. `default: true` sets every document in it.\n"
    return {f"layouts/{folder}/{wish.id}.yaml": (head + text).encode()}


def _found(root: Path, name: str) -> tuple[str, Path]:
    """Return the folder and the file of a layout, of the project or as shipped. Raises AddError."""
    files: dict[str, tuple[str, Path]] = {}
    for place in (shipped(), root):
        for folder in LAYOUT_FOLDERS:
            files.update({path.stem: (folder, path) for path in yaml_files(place / "layouts" / folder)})
    if name not in files:
        hint = did_you_mean(name, files) or f"; there are {', '.join(sorted(files))}"
        raise AddError(f"unknown layout {name!r}{hint}")
    return files[name]


_WRITERS: Mapping[Thing, Callable[[Wish], dict[str, bytes]]] = {
    "leaflet": _document,
    "deck": _document,
    "claim": _claim,
    "clinic": _clinic,
    "layout": _layout,
}
