"""Creation of a project: a copy of the shipped content and layouts, without their approvals and judgements.

The files are written to a hidden folder inside the new one and moved into place when all are complete: a run that fails
removes everything that it created, and one that is killed leaves nothing that looks like a project. What it leaves is
known by the name of the hidden folder; the next run goes ahead and removes it.
"""

from __future__ import annotations

import re
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

from handouts import __version__
from handouts.content.shipped.place import FOLDERS
from handouts.core.files import files_below

SIGN_OFFS = "content/sign-offs.yaml"
# the units of all values, which are no topic's own
UNITS = "content/units.yaml"
# what people said about the shipped documents, which does not apply to those of a new project
ANSWERS = (SIGN_OFFS, "content/sign-offs/", "content/waivers.yaml", "content/extensions.yaml", "content/judgements/")
# the folder of JSON Schema, which the first line of each file names to editors
SCHEMAS = "schemas"
TEXTS = {"README.md": "README.md", ".gitignore": "gitignore"}
# `content` is moved last: a folder without it is not a project
ORDER = ("layouts", SCHEMAS, *TEXTS, "content")
REVIEWED_EVERY = timedelta(days=365)
_FILES = Path(__file__).parent / "files"
# the hidden folder of a run that is not finished; only this program gives such a name
_BEFORE = ".handouts-"
_STAGE = re.compile(rf"{re.escape(_BEFORE)}\w{{8}}\Z")


@dataclass(frozen=True, slots=True)
class EditorFiles:
    """What editors need to complete and check what is typed: schemas by name, and the first line of a file by path."""

    schemas: Mapping[str, bytes]
    first_line: Callable[[str], str]

    def beside(self, named: Iterable[tuple[str, bytes]]) -> Iterator[tuple[str, bytes]]:
        """Yield the files of a project with their first lines, and the schemas that these name."""
        for name, data in named:
            yield name, self.first_line(name).encode() + data
        for name, data in self.schemas.items():
            yield f"{SCHEMAS}/{name}", data


def no_line(_: str) -> str:
    """Return no first line, for files whose project has no schemas."""
    return ""


NO_EDITORS = EditorFiles({}, no_line)


class OccupiedError(Exception):
    """The error for a new project's folder that exists and is not empty."""


@dataclass(frozen=True, slots=True)
class CreatedFiles:
    """What was created so far, to be removed if the rest fails: folders, and what was moved into the last of them."""

    folders: list[Path] = field(default_factory=list)
    parts: list[Path] = field(default_factory=list)

    def folder(self, path: Path) -> None:
        """Create a folder with its missing parents. Raises OSError."""
        missing = [each for each in (path, *path.parents) if not each.exists()]
        for each in reversed(missing):
            each.mkdir()
            self.folders.append(each)

    def take_back(self) -> None:
        for path in self.parts:
            if path.is_dir():
                shutil.rmtree(path, ignore_errors=True)
            else:
                path.unlink(missing_ok=True)
        for path in reversed(self.folders):
            # a folder into which somebody else has put something is kept
            with suppress(OSError):
                path.rmdir()


def begin(folder: Path, source: Path, editors: EditorFiles = NO_EDITORS) -> tuple[str, ...]:
    """Create a project from the shipped one, and return its files as paths from its root.

    Raises OccupiedError if the folder is in use, and OSError if it cannot be written; then nothing is left behind.
    """
    return _begun(folder, editors.beside(_files(source)))


def begin_empty(folder: Path, source: Path, day: date, editors: EditorFiles = NO_EDITORS) -> tuple[str, ...]:
    """Create a project with the shipped layouts and one small example of each kind of content, checked on a day.

    Returns and raises as `begin` does.
    """
    return _begun(folder, editors.beside(_example(source, day)))


def _begun(folder: Path, named: Iterable[tuple[str, bytes]]) -> tuple[str, ...]:
    """Create a project of these files, or leave nothing behind."""
    _refuse_occupied(folder)
    files = list(named)
    made = CreatedFiles()
    try:
        made.folder(folder)
        _fill(folder, files, made)
    except BaseException:
        made.take_back()
        raise
    return tuple(name for name, _ in files)


def _refuse_occupied(folder: Path) -> None:
    if folder.is_dir():
        if any(not _is_stage(path) for path in folder.iterdir()):
            raise OccupiedError(f"{folder} is not empty; name a folder that is empty or not there yet")
    elif folder.exists():
        raise OccupiedError(f"{folder} is a file; name a folder that is empty or not there yet")


def _fill(folder: Path, files: list[tuple[str, bytes]], made: CreatedFiles) -> None:
    """Write all files to a hidden folder, then move them into place."""
    stage = Path(tempfile.mkdtemp(prefix=_BEFORE, dir=folder))
    made.parts.append(stage)
    for name, data in files:
        path = stage / name
        path.parent.mkdir(parents=True, exist_ok=True)
        # a new file and not a copy, so that it can be edited even if the shipped one is read-only
        path.write_bytes(data)
    for name in (each for each in ORDER if (stage / each).exists()):
        (stage / name).rename(folder / name)
        made.parts.append(folder / name)
    stage.rmdir()
    for left in [path for path in folder.iterdir() if _is_stage(path)]:
        shutil.rmtree(left, ignore_errors=True)


def _is_stage(path: Path) -> bool:
    """Return whether a path is the hidden folder of a run that was killed, or is still at work and comes too late."""
    return _STAGE.match(path.name) is not None and path.is_dir() and not path.is_symlink()


def _files(source: Path) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a new project with its bytes. Raises OSError."""
    for name, own in TEXTS.items():
        text = (_FILES / own).read_text(encoding="utf-8")
        yield name, text.replace("{version}", __version__).encode()
    for name in sorted(files_below(source, FOLDERS)):
        if not name.startswith(ANSWERS):
            yield name, (source / name).read_bytes()
    yield SIGN_OFFS, _without_entries(source / SIGN_OFFS)


def _example(source: Path, day: date) -> Iterator[tuple[str, bytes]]:
    """Yield each file of a project with one small example of each kind. Raises OSError."""
    values = {"{version}": __version__, "<today>": str(day), "<due>": str(day + REVIEWED_EVERY)}
    for name in (*sorted(files_below(source, ("layouts",))), UNITS):
        yield name, (source / name).read_bytes()
    yield ".gitignore", (_FILES / "gitignore").read_bytes()
    yield "README.md", _filled(_FILES / "empty" / "README.md", values)
    for name in sorted(files_below(_FILES / "empty", ("content",))):
        yield name, _filled(_FILES / "empty" / name, values)
    yield SIGN_OFFS, _without_entries(source / SIGN_OFFS)


def _filled(path: Path, values: Mapping[str, str]) -> bytes:
    text = path.read_text(encoding="utf-8")
    for name, value in values.items():
        text = text.replace(name, value)
    return text.encode()


def _without_entries(sign_offs: Path) -> bytes:
    """Return the file of approvals with its leading comment and without any approval."""
    lines = sign_offs.read_text(encoding="utf-8").splitlines() if sign_offs.is_file() else []
    head = "".join(f"{line}\n" for line in lines[:1] if line.startswith("#"))
    return f"{head}[]\n".encode()
