"""Atomic replacement of files, the files that a name may stand for, and the files below a folder."""

from __future__ import annotations

import errno
import os
import re
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path, PurePosixPath
from typing import Literal

# the name of a file that is not finished yet; only this program gives such a name
_BEFORE, _AFTER = ".handouts-", ".draft"
DRAFT = re.compile(rf"{re.escape(_BEFORE)}\w{{8}}{re.escape(_AFTER)}\Z")
_CONTROL = re.compile(r"[\x00-\x1f\x7f]")
# the folder of a workplace in which files lie until they are whole
DRAFTS = "drafts"
LONGEST_NAME = 1000
LONGEST_PART = 255  # bytes that a file system takes for one name
# what the reading of a JSON file may raise that is missing, damaged or nested without end
DAMAGE = (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError)

Data = bytes | Iterable[bytes]
Relation = Literal["is", "is in", "holds"]


def replace_file(path: Path, data: Data, drafts: Path | None = None) -> None:
    """Replace a file with these bytes, or pieces of bytes, in one step.

    A reader finds the old file or the new one, never a half-written one. Until it is whole, it lies in the folder
    `drafts`, which whoever holds the lock of a workplace has made, or else beside the path. What a power cut takes can be made again: nothing is flushed. Raises OSError.
    """
    draft = _drafted(path, data, drafts)
    try:
        _move(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise


def replace_durably(path: Path, data: Data, drafts: Path | None = None) -> None:
    """Replace a file as `replace_file` does, flushed to disk before and after; for what cannot be made again.

    Raises OSError.
    """
    draft = _drafted(path, data, drafts)
    try:
        flush(draft)
        _move(draft, path)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    flush(path.parent)


def flush(path: Path) -> None:
    """Wait until a file, or the names in a folder, are on disk. Raises OSError for a file that cannot be flushed."""
    folder = path.is_dir()
    try:
        handle = os.open(path, os.O_RDONLY if folder else os.O_RDWR)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)
    except OSError:
        # Windows and some network shares cannot flush a folder; its files are on disk all the same
        if not folder:
            raise


def flush_tree(folder: Path) -> None:
    """Wait until a folder is on disk with everything below it. Raises OSError."""
    for place, _, names in os.walk(folder, topdown=False):
        for name in names:
            flush(Path(place, name))
        flush(Path(place))


def _drafted(path: Path, data: Data, drafts: Path | None) -> Path:
    """Return a new draft for a path that holds these bytes. Raises OSError."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft, handle = _opened(path.parent, drafts)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
        draft.chmod(0o644)
    except BaseException:
        draft.unlink(missing_ok=True)
        raise
    return draft


def _opened(beside: Path, drafts: Path | None) -> tuple[Path, int]:
    """Open a new draft in the folder of drafts, or beside the path where there is no such folder."""
    # imported here, because a run with nothing to do writes nothing
    import tempfile

    if drafts is not None:
        with suppress(FileNotFoundError, NotADirectoryError, PermissionError):
            handle, name = tempfile.mkstemp(prefix=_BEFORE, suffix=_AFTER, dir=drafts)
            return Path(name), handle
    handle, name = tempfile.mkstemp(prefix=_BEFORE, suffix=_AFTER, dir=beside)
    return Path(name), handle


def _move(draft: Path, path: Path) -> None:
    """Give a draft its place, also on another file system than that of the drafts."""
    try:
        draft.replace(path)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        near = _drafted(path, draft.read_bytes(), None)
        try:
            near.replace(path)
        except BaseException:
            near.unlink(missing_ok=True)
            raise
        draft.unlink(missing_ok=True)


def sweep_drafts(folder: Path) -> None:
    """Remove the drafts that killed runs left in a folder; the caller must hold the lock of those who write there."""
    with suppress(OSError):
        with os.scandir(folder) as entries:
            left = [entry.path for entry in entries if DRAFT.match(entry.name) and entry.is_file(follow_symlinks=False)]
        for path in left:
            Path(path).unlink(missing_ok=True)


def is_plain(name: object) -> bool:
    """Return whether a name is a relative path without detours, written with `/`, as this program writes it."""
    if not isinstance(name, str) or not 0 < len(name) <= LONGEST_NAME or _CONTROL.search(name):
        return False
    if not is_encodable(name):
        return False
    drive = name[1:2] == ":" or (sys.platform == "win32" and ":" in name)
    parts = name.split("/")
    if any(part in ("", ".", "..") or len(part.encode()) > LONGEST_PART for part in parts):
        return False
    return not drive and "\\" not in name


def numbered(path: str) -> Iterator[str]:
    """Yield a path as it is, then with a number before its ending: `a.pdf`, `a.2.pdf`, `a.3.pdf`, without end."""
    yield path
    own = PurePosixPath(path)
    number = 2
    while True:
        yield str(own.with_name(f"{own.stem}.{number}{own.suffix}"))
        number += 1


def is_encodable(text: str) -> bool:
    """Return whether a text can be written: JSON can name half a pair of characters, which no file can hold."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def is_file(path: Path) -> bool:
    """Return whether a path leads to an ordinary file; one that the system does not take, or let us see, does not."""
    return _seen(path.is_file)


def is_folder(path: Path) -> bool:
    """Return whether a path leads to a folder; one that the system does not take, or let us see, does not."""
    return _seen(path.is_dir)


def is_link(path: Path) -> bool:
    """Return whether a path is a link; one that the system does not take, or let us see, is none."""
    return _seen(path.is_symlink)


def _seen(look: Callable[[], bool]) -> bool:
    try:
        return look()
    except (OSError, ValueError):
        return False


def inside(folder: Path, name: object) -> Path | None:
    """Return the path that a listed name stands for, or None where it does not lie in the folder.

    The folders on the way may be links that stay inside; the last part is not followed.
    """
    if not is_plain(name):
        return None
    path = folder / str(name)
    try:
        return path if followed(path.parent).is_relative_to(followed(folder)) else None
    except (OSError, ValueError):
        return None


def followed(path: Path) -> Path:
    """Return an absolute path without links, as far as it exists; links in a circle are left as they are."""
    return Path(os.path.realpath(path))


def relation(path: Path, folder: Path) -> Relation | None:
    """Return how a path, which need not exist, lies to a folder: it is it, is in it, holds it, or None for neither.

    Links are followed, and names are compared by the file system, so that letters' case counts where it counts there.
    """
    path, found = followed(path), followed(folder)
    # the folder may be a link: what holds the link holds the folder
    link = followed(folder.parent) / folder.name
    if _same(path, found):
        return "is"
    if any(_same(each, found) for each in path.parents):
        return "is in"
    return "holds" if any(_same(path, each) for each in (*found.parents, link, *link.parents)) else None


def _same(path: Path, other: Path) -> bool:
    with suppress(OSError, ValueError):
        return path == other or path.samefile(other)
    return False


def files_below(root: Path, folders: tuple[str, ...]) -> Iterator[str]:
    """Yield the files in some folders of a project, as paths from its root; skip what is hidden or no ordinary file."""
    for folder in folders:
        waiting = [folder]
        while waiting:
            place = waiting.pop()
            # what one may not look into is none of ours, as `lost+found`; a folder of content is asked for before
            with suppress(PermissionError), os.scandir(root / place) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    name = f"{place}/{entry.name}"
                    if entry.is_dir():
                        if not (entry.is_symlink() and _leads_back(root / place, entry.name)):
                            waiting.append(name)
                    elif entry.is_file():  # reading a pipe or a device would wait for ever
                        yield name


def _leads_back(place: Path, name: str) -> bool:
    """Return whether a link leads to a folder above it, so that following it would never end."""
    return place.resolve().is_relative_to((place / name).resolve())


def yaml_files(folder: Path) -> list[Path]:
    """Return the YAML files of a folder by name; hidden ones and names that cannot be printed are no content."""
    found = (path for path in folder.glob("*.yaml") if path.name.endswith(".yaml") and path.name.isprintable())
    return sorted(path for path in found if not path.name.startswith(".") and path.is_file())
