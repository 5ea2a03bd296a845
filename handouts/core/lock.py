"""Locks on folders: one build at a time in an output folder, one writer at a time in a content folder; others wait.

The operating system releases the lock of a process that dies, however it dies. A workplace is a folder of ours that
holds such a lock, a note about who has it, and the drafts of what its holder is writing.
"""

from __future__ import annotations

import json
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.core.files import DAMAGE, DRAFTS, replace_file, sweep_drafts

if TYPE_CHECKING:
    from filelock import BaseFileLock

LOCK = "lock"
_NOTE = "lock.holder"
# seconds of waiting before it is said for whom
PATIENCE = 1.0
LONGEST_WORK = 80


@dataclass(frozen=True, slots=True)
class Holder:
    """The process that holds a lock: its number, what it does, and the time at which it began."""

    process: int
    work: str
    since: str

    def __str__(self) -> str:
        return f"process {self.process} ({self.work}, since {self.since})"


@dataclass(frozen=True, slots=True)
class Workplace:
    """A folder whose lock is held: where drafts lie until they are whole, and whether somebody had to be waited for."""

    drafts: Path
    waited: bool = False


# told who is waited for, or None where that is not known
Waiting = Callable[[Holder | None], None]


def unheard(_: Holder | None) -> None:
    """Do nothing; the wait for a lock that nobody watches."""


@contextmanager
def locked(folder: Path, work: str = "a run", waiting: Waiting = unheard) -> Iterator[Workplace]:
    """Hold the lock of a workplace while the block runs, and remove the drafts that killed runs left there.

    Where there can be no lock, in a folder that is not writable or on a share without locks, the block runs without;
    writing its files will report the error.
    """
    drafts = folder / DRAFTS
    taken = _taken(folder, waiting)
    if taken is None:
        yield Workplace(drafts)
        return
    lock, waited = taken
    try:
        with suppress(OSError):
            drafts.mkdir(exist_ok=True)
        sweep_drafts(drafts)
        _note(folder, work)
        yield Workplace(drafts, waited)
    finally:
        with suppress(OSError):
            (folder / _NOTE).unlink(missing_ok=True)
        lock.release()


def is_free(folder: Path) -> bool:
    """Return whether nobody holds the lock of a workplace."""
    from filelock import Timeout

    try:
        with _lock(folder).acquire(timeout=0):
            return True
    except (Timeout, OSError, NotImplementedError):
        return False


def _taken(folder: Path, waiting: Waiting) -> tuple[BaseFileLock, bool] | None:
    """Return the lock of a workplace, taken, and whether it was waited for; None where there can be no lock."""
    # imported here, because a run with nothing to do takes no lock
    from filelock import Timeout

    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = _lock(folder)
        try:
            lock.acquire(timeout=0)
        except Timeout:
            _wait(lock, folder, waiting)
            return lock, True
    except (OSError, NotImplementedError):
        return None
    return lock, False


def _lock(folder: Path) -> BaseFileLock:
    from filelock import FileLock

    # a soft lock is a file that a killed process leaves behind, and that would block everybody for ever
    return FileLock(folder / LOCK, fallback_to_soft=False)


def _wait(lock: BaseFileLock, folder: Path, waiting: Waiting) -> None:
    """Wait for a lock; after a moment, say for whom, and say it again when somebody else has got it."""
    from filelock import Timeout

    told: list[Holder | None] = []
    while True:
        with suppress(Timeout):
            lock.acquire(timeout=PATIENCE)
            return
        holder = holder_of(folder)
        if not told or (holder is not None and holder != told[-1]):
            waiting(holder)
            told.append(holder)


def _note(folder: Path, work: str) -> None:
    """Say in a file who holds the lock; it is information only, and a killed process leaves it behind."""
    with suppress(OSError):
        note = {"process": os.getpid(), "work": work, "since": time.strftime("%H:%M")}
        replace_file(folder / _NOTE, json.dumps(note).encode(), folder / DRAFTS)


def holder_of(folder: Path) -> Holder | None:
    """Return who noted last that it holds the lock of a workplace; None where there is no such note."""
    try:
        data = json.loads((folder / _NOTE).read_text(encoding="utf-8"))
        holder = Holder(int(data["process"]), str(data["work"]), str(data["since"]))
    except DAMAGE:
        return None
    words = f"{holder.work}{holder.since}"
    return holder if words.isprintable() and len(words) <= LONGEST_WORK else None
