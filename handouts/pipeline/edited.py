"""Files that somebody changed after a build made them: kept in `edited/` before the build puts its own in their place.

A file is a build's own if its bytes are those that a build noted before it wrote them, in `.cache/`, or where nothing
is noted, those that the manifest lists. Whatever else stands in its place is somebody's work. No command removes,
replaces or lists what lies in `edited/`.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from handouts.core.files import DAMAGE, DRAFTS, flush, inside, is_folder, is_link, numbered, replace_file
from handouts.pipeline import manifest
from handouts.pipeline.incremental.uptodate import CACHE

EDITED = "edited"
NOTED = "own-files.txt"
_LINE = re.compile(r"([0-9a-f]{64}) (.+)")


@dataclass(frozen=True)
class Notes:
    """The digests of the files that commands wrote, noted in a folder before each of them is written."""

    folder: Path
    written: dict[str, str] = field(default_factory=dict)

    def note(self, path: str, digest: str) -> None:
        """Note a file that is about to be written, so that it is known even if the command is killed before its end."""
        self.written[path] = digest
        # where it cannot be noted, a manifest may tell; at worst the file counts as somebody's work
        with suppress(OSError):
            self.folder.mkdir(parents=True, exist_ok=True)
            with (self.folder / NOTED).open("a", encoding="utf-8") as file:
                file.write(f"\n{digest} {path}")

    def settle(self) -> None:
        """Keep only the last note of each file, when all are written."""
        if self.written:
            notes = {**{path: digests[-1] for path, digests in self.digests.items()}, **self.written}
            text = "\n".join(f"{digest} {path}" for path, digest in sorted(notes.items()))
            with suppress(OSError):
                replace_file(self.folder / NOTED, text.encode(), self.folder / DRAFTS)

    @cached_property
    def digests(self) -> Mapping[str, tuple[str, ...]]:
        """The digests that were noted for each path, the last one last; a killed command leaves two."""
        noted: dict[str, tuple[str, ...]] = {}
        with suppress(*DAMAGE):
            lines = (self.folder / NOTED).read_text(encoding="utf-8").split("\n")
            for found in filter(None, map(_LINE.fullmatch, lines)):
                noted[found[2]] = (*noted.get(found[2], ()), found[1])
        return noted


@dataclass(frozen=True)
class OwnFiles:
    """The files of an output folder as builds wrote them, by the digests of their bytes."""

    out: Path

    @cached_property
    def notes(self) -> Notes:
        """What builds noted of them."""
        return Notes(self.out / CACHE)

    def has(self, path: str, digest: str | None) -> bool:
        """Return whether a file with this digest is as a build wrote it; one that cannot be read is not."""
        noted = self.notes.digests.get(path)
        return digest is not None and (digest in noted if noted else self._listed.get(path) == digest)

    @cached_property
    def _listed(self) -> Mapping[str, str]:
        """The digest of each file as the manifest lists it."""
        return manifest.digests(self.out)


def keep_edited(own: OwnFiles, path: str, data: bytes) -> str | None:
    """Move the file at a path to `edited/` unless a build wrote it or it holds these bytes already.

    Returns the path at which it is kept, or None where there is nothing to keep. Raises OSError; then it is where it
    was.
    """
    old = own.out / path
    if not (old.exists() or is_link(old)) or is_folder(old):
        return None
    digest = digest_of_file(old)
    if digest == manifest.sha256(data) or own.has(path, digest):
        return None
    try:
        return _moved(own.out, path)
    except OSError as error:
        why = error.strerror or error
        raise OSError(f"somebody changed it, and the changed copy cannot be moved to {EDITED}/ ({why})") from error


def _moved(out: Path, path: str) -> str:
    """Move a file to the first free name in `edited/`; return that name, from the output folder. Raises OSError."""
    for name in numbered(f"{EDITED}/{path}"):
        aside = inside(out, name)
        if aside is None:
            raise OSError(f"{EDITED}/ leads out of the output folder")
        aside.parent.mkdir(parents=True, exist_ok=True)
        try:
            # taking the name first makes sure that nothing is there, also where two builds run at once
            os.close(os.open(aside, os.O_CREAT | os.O_EXCL | os.O_WRONLY))
        except FileExistsError:
            continue
        try:
            (out / path).replace(aside)
        except BaseException:
            aside.unlink(missing_ok=True)
            raise
        # nobody can make this file again
        flush(aside.parent)
        return name
    raise AssertionError("numbers do not end")


def digest_of_file(path: Path) -> str | None:
    """Return the digest of a file's bytes; None for a link and for what cannot be read."""
    try:
        return None if path.is_symlink() else manifest.sha256(path.read_bytes())
    except OSError:
        return None
