"""Detection of saves: files are polled until their status has changed and then stays the same.

Polling takes a millisecond per hundred files, needs no library, and works on network folders, which send no notice of
changes made elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handouts.core.files import files_below
from handouts.pipeline.incremental.stamps import Stamp, differing, stamp_of

FOLDERS = ("content", "layouts")
INTERVAL = 0.1  # s between two polls
SETTLE = 0.2  # s without a change after which a save is complete; editors write in steps
SHARE = 20  # a poll takes at most 1/20 of the time, however large the project is

# size, mtime and ctime in ns, and inode by path
Look = dict[str, tuple[int, int, int, int]]


class Saves:
    """The files of a project as they were at the last save, identified by their bytes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen: Look = look(root)
        self.known: dict[str, Stamp] = {}
        self._take()

    def wait(self) -> tuple[str, ...]:
        """Wait for the next save; return the files that are new, deleted or changed, as paths from the root."""
        while True:
            self._until_seen()
            self._until_settled()
            changed = self._take()
            if changed:
                return changed

    def _until_seen(self) -> None:
        """Wait until the status of a file changes."""
        while True:
            start = time.monotonic()
            now = look(self.root)
            if now != self.seen:
                self.seen = now
                return
            time.sleep(max(INTERVAL, SHARE * (time.monotonic() - start)))

    def _until_settled(self) -> None:
        """Wait until no file has changed for a while."""
        while True:
            time.sleep(SETTLE)
            now = look(self.root)
            if now == self.seen:
                return
            self.seen = now

    def _take(self) -> tuple[str, ...]:
        """Return the files whose bytes differ from those known, and remember the new ones."""
        changed, renewed = differing(self.root, self.known, files(self.root))
        now = time.time_ns()
        for name in {*changed, *renewed}:
            self.known.pop(name, None)
            with suppress(OSError):
                self.known[name] = stamp_of(self.root / name, now)
        return tuple(sorted(changed))


def look(root: Path) -> Look:
    """Return the status of each file, without reading any."""
    found: Look = {}
    for name in files(root):
        # a file may be deleted after it was listed
        with suppress(OSError):
            status = (root / name).stat()
            found[name] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return found


def files(root: Path) -> Iterator[str]:
    """Yield the files that a build may read, without the backups that editors keep beside them."""
    for folder in FOLDERS:
        # a folder may be moved away, and back
        with suppress(OSError):
            yield from (name for name in files_below(root, (folder,)) if not _is_an_editors(name))


def _is_an_editors(name: str) -> bool:
    """Return whether a file is an editor's backup or unsaved copy: `a.yaml~`, `#a.yaml#`."""
    return name.endswith(("~", "#"))
