"""Files that an approval puts in place before the entry that names them, noted so that a killed one leaves none."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from handouts.content.approvals import RECORDS
from handouts.core.files import DAMAGE, DRAFTS, inside, replace_file
from handouts.pipeline.manifest import sha256

UNFINISHED = "unfinished.json"


@dataclass(frozen=True, slots=True)
class RecordFile:
    """A file of `content/sign-offs/`: its text, and the word by which an entry of the ledger names it."""

    text: str
    named: str


def note(place: Path, files: Mapping[str, RecordFile]) -> None:
    """Note in a workplace the files that are about to be put in place, by their names, where it can be written."""
    data = {name: [each.named, sha256(each.text.encode())] for name, each in files.items()}
    with suppress(OSError):
        replace_file(place / UNFINISHED, json.dumps(data).encode(), place / DRAFTS)


def finished(place: Path) -> None:
    """Forget the note: the ledger names the files."""
    with suppress(OSError):
        (place / UNFINISHED).unlink(missing_ok=True)


def sweep(root: Path, place: Path, ledger: str) -> None:
    """Remove the files that a killed approval left and no entry of the ledger names, if nobody has changed them."""
    for name, (named, digest) in _noted(place).items():
        path = inside(root / RECORDS, name)
        with suppress(OSError):
            if path is not None and named not in ledger and sha256(path.read_bytes()) == digest:
                path.unlink()
    finished(place)


def _noted(place: Path) -> dict[str, tuple[str, str]]:
    """Return the noted files by name; none where the note is missing or damaged."""
    try:
        data = json.loads((place / UNFINISHED).read_text(encoding="utf-8"))
        return {name: (str(named), str(digest)) for name, (named, digest) in data.items() if named}
    except DAMAGE:
        return {}
