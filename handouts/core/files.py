"""Files that are replaced whole, and the files below a folder."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path


def replace_file(path: Path, data: bytes | Iterable[bytes]) -> None:
    """Writes a file, its bytes or pieces of them, whole: a reader finds the old or the new, never half. Raises OSError."""
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
    """The files of some folders of a project, as paths from its root; hidden ones are not read."""
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
