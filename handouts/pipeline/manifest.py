"""The manifest of built files, `manifest.json`, replaced whole or not at all.

It is input: a name in it that is not a plain path inside the folder counts as not listed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from operator import itemgetter
from pathlib import Path

from handouts.core.files import DAMAGE, is_encodable, is_plain, replace_durably
from handouts.document.document import Reads

MANIFEST = "manifest.json"
WITHHELD = "withheld"


@dataclass(frozen=True, slots=True)
class ManifestEntry:
    """A built file as the manifest lists it; `leaves` is the number of its pages or slides."""

    path: str
    id: str
    kind: str
    lang: str
    layout: str
    clinic: str | None
    sha256: str
    bytes: int
    leaves: int
    reads: Reads
    content: str
    inputs: str
    signed_off: bool = False

    def text(self) -> str:
        """Return the entry as JSON text, which takes a quarter of the memory of the entry."""
        return _text(self.data())

    def data(self) -> dict[str, object]:
        """Return the entry as JSON data."""
        return {
            "path": self.path,
            "id": self.id,
            "kind": self.kind,
            "lang": self.lang,
            "layout": self.layout,
            "clinic": self.clinic,
            "sha256": self.sha256,
            "bytes": self.bytes,
            ("slides" if self.path.endswith(".pptx") else "pages"): self.leaves,
            "claims": list(self.reads.claims),
            "references": list(self.reads.references),
            "foods": list(self.reads.foods),
            "limits": list(self.reads.limits),
            "terms": list(self.reads.terms),
            "figures": list(self.reads.figures),
            "content": self.content,
            "inputs": self.inputs,
            "signed_off": self.signed_off,
        }


def merge(out: Path, written: Mapping[str, str], gone: Iterable[str], drafts: Path | None = None) -> None:
    """Add the entries of written files, as text by path, and remove those of withheld ones. Raises OSError."""
    files = dict(_rows(out))
    for path in gone:
        files.pop(path, None)
    files.update(written)
    replace_durably(out / MANIFEST, _pieces(files), drafts)


def _rows(out: Path) -> Iterator[tuple[str, str]]:
    """Yield the entries of a manifest by path as JSON text, which takes a quarter of the memory of a dictionary."""

    def row(entry: dict[str, object]) -> object:
        text = _text(entry) if is_plain(entry.get("path")) else ""
        return (str(entry["path"]), text) if text and is_encodable(text) else entry

    with suppress(*DAMAGE):
        files = json.loads((out / MANIFEST).read_text(encoding="utf-8"), object_hook=row)["files"]
        yield from (each for each in files if isinstance(each, tuple))


def _pieces(files: Mapping[str, str]) -> Iterator[bytes]:
    """Yield a manifest in its stored form, entry by entry in the order of their paths."""
    yield b'{\n "files": ['
    for number, (_, text) in enumerate(sorted(files.items(), key=itemgetter(0))):
        yield f"{',' if number else ''}\n  {text}".encode()
    yield b"\n ]\n}\n" if files else b"]\n}\n"


def _text(entry: Mapping[str, object]) -> str:
    return json.dumps(entry, ensure_ascii=False, indent=1).replace("\n", "\n  ")


def read(out: Path) -> list[dict[str, object]]:
    """Return the entries of a manifest; none where it is missing or invalid."""
    try:
        files = json.loads((out / MANIFEST).read_text(encoding="utf-8"))["files"]
        return [entry for entry in files if isinstance(entry, dict) and is_plain(entry.get("path"))]
    except DAMAGE:
        return []


def sha256(data: bytes) -> str:
    """Return the digest that identifies a file."""
    return hashlib.sha256(data).hexdigest()


def is_manifest(path: Path) -> bool:
    """Return whether a file has the form of a manifest of built files."""
    try:
        return isinstance(json.loads(path.read_text(encoding="utf-8"))["files"], list)
    except DAMAGE:
        return False


def digests(out: Path) -> dict[str, str]:
    """Return the digest of each listed file by its path."""
    return {str(row["path"]): str(row.get("sha256")) for row in read(out)}
