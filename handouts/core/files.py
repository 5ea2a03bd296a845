"""Atomic replacement of files, and the files below a folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Replace a file with these bytes, or pieces of bytes, in one step.

    A reader finds the old file or the new one, never a half-written one. Raises OSError.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name}.", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.writelines((data,) if isinstance(data, bytes) else data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


def files_below(root: Path, folders: tuple[str, ...]) -> Iterator[str]:
    """Yield the files in some folders of a project, as paths from its root; skip what is hidden or no ordinary file."""
    for folder in folders:
        waiting = [folder]
        while waiting:
            place = waiting.pop()
            with os.scandir(root / place) as entries:
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
