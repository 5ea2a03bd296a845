"""Locks on folders: one build at a time in an output folder, one writer at a time in a content folder; others wait."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

LOCK = "lock"


@contextmanager
def locked(folder: Path) -> Iterator[None]:
    """Hold the lock of a folder while the block runs; a process that dies releases it.

    In a folder that is not writable the block runs without a lock; writing its files will report that error.
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
    """Hold the lock of a content folder while the block runs, without leaving a lock file in it.

    Windows cannot open a folder as a file, and some network shares have no locks; there the block runs without one.
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
    """Wait for the lock; the operating system releases it when the handle closes."""
    if sys.platform == "win32":
        import msvcrt

        msvcrt.locking(handle, msvcrt.LK_LOCK, 1)
    else:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX)
