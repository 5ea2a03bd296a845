"""When somebody has saved: files looked at again and again until they are other than they were and rest.

Looking costs a millisecond for a hundred files, needs no library, and sees network folders, which send no word of a
change made elsewhere.
"""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from handouts.core.files import files_below
from handouts.pipeline.incremental.stamps import Stamp, differing, stamp_of

FOLDERS = ("content", "layouts")
INTERVAL = 0.1  # s between two looks
SETTLE = 0.2  # s without a change after which a save is over: editors write in steps
SHARE = 20  # a look takes no more than this part of the time, however large the project is

# size, time of writing and of change in ns, inode
Look = dict[str, tuple[int, int, int, int]]


class Saves:
    """The files of a project as they were at the last save; each is known by its bytes."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.seen: Look = look(root)
        self.known: dict[str, Stamp] = {}
        self._take()

    def wait(self) -> tuple[str, ...]:
        """Waits for the next save; the files that are new, gone or hold other bytes, as paths from the root."""
        while True:
            self._until_seen()
            self._until_settled()
            changed = self._take()
            if changed:
                return changed

    def _until_seen(self) -> None:
        """Waits until a file looks other than before."""
        while True:
            start = time.monotonic()
            now = look(self.root)
            if now != self.seen:
                self.seen = now
                return
            time.sleep(max(INTERVAL, SHARE * (time.monotonic() - start)))

    def _until_settled(self) -> None:
        """Waits until no file has changed for a while."""
        while True:
            time.sleep(SETTLE)
            now = look(self.root)
            if now == self.seen:
                return
            self.seen = now

    def _take(self) -> tuple[str, ...]:
        """The files with other bytes than those known, which are known from now on."""
        changed, renewed = differing(self.root, self.known, files(self.root))
        now = time.time_ns()
        for name in {*changed, *renewed}:
            self.known.pop(name, None)
            with suppress(OSError):
                self.known[name] = stamp_of(self.root / name, now)
        return tuple(sorted(changed))


def look(root: Path) -> Look:
    """What the file system says of each file, without reading any."""
    found: Look = {}
    for name in files(root):
        # a file may go between its listing and this
        with suppress(OSError):
            status = (root / name).stat()
            found[name] = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
    return found


def files(root: Path) -> Iterator[str]:
    """The files that a build may read; those that editors keep beside them are none."""
    for folder in FOLDERS:
        # somebody may move a folder away, and back
        with suppress(OSError):
            yield from (name for name in files_below(root, (folder,)) if not _is_an_editors(name))


def _is_an_editors(name: str) -> bool:
    """Whether a file is a backup or an unsaved copy: `a.yaml~`, `#a.yaml#`."""
    return name.endswith(("~", "#"))
