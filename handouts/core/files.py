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
    """Yield the files in some folders of a project, as paths from its root; skip hidden files and folders."""
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
                        waiting.append(name)
                    else:
                        yield name
