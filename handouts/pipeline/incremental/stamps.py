"""Detection of changed files: by size, times and inode, and where those differ by their bytes."""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

# ns within which a second write may get the same time; a stamp this young is not trusted
COARSEST_CLOCK = 2_000_000_000


@dataclass(frozen=True, slots=True)
class Stamp:
    """Size, times in ns and inode of a file, and the digest of its bytes.

    `changed_ns`, which nobody can set, reveals an edit even if the old modification time is restored.
    """

    size: int
    written_ns: int
    changed_ns: int
    inode: int
    digest: str

    def fits(self, status: os.stat_result) -> bool:
        """Return whether size, mtime, ctime and inode still match."""
        seen = (status.st_size, status.st_mtime_ns, status.st_ctime_ns, status.st_ino)
        return seen == (self.size, self.written_ns, self.changed_ns, self.inode)


def digest_of(path: Path) -> str:
    """Return the digest of a file's bytes. Raises OSError."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "blake2b").hexdigest()[:40]


def stamp_of(path: Path, now_ns: int) -> Stamp:
    """Return the stamp of a file; one of a file that was just written will not match again. Raises OSError."""
    status = path.stat()
    young = now_ns - max(status.st_mtime_ns, status.st_ctime_ns) < COARSEST_CLOCK
    return Stamp(
        status.st_size, -1 if young else status.st_mtime_ns, status.st_ctime_ns, status.st_ino, digest_of(path)
    )


def differing(root: Path, known: Mapping[str, Stamp], names: Iterator[str]) -> tuple[set[str], dict[str, Stamp]]:
    """Return the files that are new, missing or changed, and the outdated stamps of files with the same bytes."""
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
