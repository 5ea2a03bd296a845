"""Whether files are as they were: by what the file system says of them, and where that differs by their bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# ns within which a second write can leave the same time behind; such a stamp is not trusted
COARSEST_CLOCK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """What the file system says of a file, and the digest of its bytes; times in ns.

    An edit that puts the old time of change back still shows in `changed_ns`, which nobody can set.
    """

    size: int
    written_ns: int
    changed_ns: int
    inode: int
    digest: str

    def fits(self, status: os.stat_result) -> bool:
        """Whether the file system still says the same."""
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        return seen == (self.size, self.written_ns, self.changed_ns, self.inode)


def digest_of(path: Path) -> str:
    """The digest of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:40]


def stamp_of(path: Path, now_ns: int) -> Stamp:
    """The stamp of a file; one that was written just now does not fit again. Raises OSError."""
    status = path.stat()
    young = now_ns - max(status.st_mtime_ns, status.st_ctime_ns) < COARSEST_CLOCK
    return Stamp(
        status.st_size, -1 if young else status.st_mtime_ns, status.st_ctime_ns, status.st_ino, digest_of(path)
    )


def differing(root: Path, known: Mapping[str, Stamp], names: Iterator[str]) -> tuple[set[str], dict[str, Stamp]]:
    """The files that are new, gone or other than they were, and the stamps of those that only look so."""
    changed: set[str] = set()
    renewed: dict[str, Stamp] = {}
    gone = set(known)
    for name in names:
        gone.discard(name)
        stamp, path = known.get(name), root / name
        try:
            if stamp is None or not stamp.fits(path.stat()):
                if stamp is None or digest_of(path) != stamp.digest:
                    changed.add(name)
                else:
                    renewed[name] = stamp
        except OSError:
            changed.add(name)
    return changed | gone, renewed
