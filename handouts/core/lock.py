"""One build at a time in an output folder, one addition at a time to what people wrote: a second one waits."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """The lock of a folder, held as long as the block runs; a process that dies gives it up.

    A folder that takes no file takes no lock either; that nothing can be written there is told by the writing.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder / LOCK, os.O_RDWR | os.O_CREAT, 0o644)
    except OSError:
        yield
        return
    try:
        _take(handle)
        yield
    finally:
        os.close(handle)


@contextmanager
def one_writer(folder: Path) -> Iterator[None]:
    """The lock of a folder of content, in which no file is left.

    Windows, where a folder is no file, has none, nor have some network shares; there the block runs without.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        handle = os.open(folder, os.O_RDONLY)
    except OSError:
        yield
        return
    try:
        with suppress(OSError):
            _take(handle)
        yield
    finally:
        os.close(handle)


def _take(handle: int) -> None:
    """Waits for the lock; the operating system frees it when the handle closes."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
