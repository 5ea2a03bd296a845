"""The parts of an Office file and their relationships, each read within limits. See ISO/IEC 29500-2."""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any
from urllib.parse import unquote

from lxml import etree

from handouts.audit.readers.bounds import AGAIN, BROKEN, Budget, TooLargeError, UnreadableError, reason

TYPES = "[Content_Types].xml"
ROOT = ""  # the package itself, whose relationships lead to the main part
PACKED = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)  # the compression methods of Office
MOST_PARTS = 20_000
ENTRY = b"PK\x01\x02"  # the signature of an entry in the archive's directory
NODE = 250  # memory in bytes of an element or attribute with its text
RELATION = 600  # memory in bytes of a relationship


@dataclass(frozen=True, slots=True)
class Relation:
    """A relationship to a part, or to an address outside the file; `kind` is the last word of its type."""

    kind: str
    target: str
    external: bool


@dataclass(frozen=True, slots=True)
class Lost:
    """A part that another part refers to, and that is missing from the file."""

    source: str
    target: str
    kind: str


@contextmanager
def opened(data: bytes, budget: Budget) -> Iterator[Package]:
    """Open an Office file; errors while it is open are raised as UnreadableError."""
    try:
        budget.keep(len(data))
        if data.count(ENTRY) > MOST_PARTS:
            raise TooLargeError(f"the file has more than {MOST_PARTS} parts; {AGAIN}")
        with zipfile.ZipFile(BytesIO(data)) as archive:
            for entry in archive.infolist():
                if entry.compress_type not in PACKED:
                    message = f"the part {entry.filename!r} is packed in a way that no Office file is"
                    raise zipfile.BadZipFile(message)
            package = Package(archive, budget)
            if TYPES not in package.names:
                raise UnreadableError(
                    "unreadable-file",
                    f"the file has no {TYPES}, without which no program opens it; ask for another copy",
                )
            yield package
    except (etree.LxmlError, *BROKEN) as error:
        raise UnreadableError(
            "unreadable-file", f"the PowerPoint file cannot be read ({reason(error)}); ask for another copy"
        ) from error


@dataclass
class Package:
    """The parts of a file."""

    archive: zipfile.ZipFile
    budget: Budget
    related_by: dict[str, dict[str, Relation]] = field(default_factory=dict)

    @cached_property
    def names(self) -> frozenset[str]:
        """The names of all parts."""
        return frozenset(self.archive.namelist())

    @cached_property
    def _folded(self) -> dict[str, str]:
        """The names of all parts by their case-folded form, because part names differ in more than case."""
        return {name.casefold(): name for name in self.archive.namelist()}

    def bytes(self, name: str) -> bytes:
        """Return the bytes of a part. Raises TooLargeError."""
        most = self.budget.bounds.part
        self.budget.unpacked(self.archive.getinfo(name).file_size, f"the part {name!r}")
        with self.archive.open(name) as part:
            data = part.read(most + 1)
        self.budget.unpacked(len(data), f"the part {name!r}")
        return data

    def xml(self, name: str) -> Any:
        """Return a part as XML; external entities are not loaded. Raises TooLargeError."""
        data = self.bytes(name)
        with self.budget.holding(_cost(data)):
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True))

    def kept(self, name: str) -> Any:
        """Return a part as XML that stays in memory. Raises TooLargeError."""
        root = self.xml(name)
        self.budget.keep(_cost(self.bytes(name)))
        return root

    def relations(self, name: str) -> dict[str, Relation]:
        """Return the relationships of a part by id."""
        if name not in self.related_by:
            found = self.related_by[name] = dict(self._relations(name))
            self.budget.keep(RELATION * len(found))
        return self.related_by[name]

    def _relations(self, name: str) -> Iterator[tuple[str, Relation]]:
        folder, _, file = name.rpartition("/")
        rels = posixpath.join(folder, "_rels", f"{file}.rels")
        if rels not in self.names:
            return
        for node in self.xml(rels):
            if isinstance(node.tag, str):
                kind, target = node.get("Type", "").rpartition("/")[2], node.get("Target", "")
                external = node.get("TargetMode") == "External"
                yield node.get("Id", ""), Relation(kind, target if external else self._part(folder, target), external)

    def _part(self, folder: str, target: str) -> str:
        """Return the name of the part that a relationship targets; empty for a position in the same part."""
        path = unquote(target.partition("#")[0])
        if not path:
            return ""
        name = posixpath.normpath(posixpath.join("/", folder, path)).lstrip("/")
        return name if name in self.names else self._folded.get(name.casefold(), name)

    def related(self, name: str, kind: str) -> str | None:
        """Return the part to which a part has a relationship of this type, or None."""
        return next((each.target for each in self.relations(name).values() if each.kind == kind), None)

    def lost(self) -> Iterator[Lost]:
        """Yield the parts that relationships lead to and that are missing from the file."""
        for rels in sorted(self.names):
            folder, _, file = rels.rpartition("/")
            above, _, last = folder.rpartition("/")
            if last != "_rels" or not file.endswith(".rels"):
                continue
            source = posixpath.join(above, file.removesuffix(".rels"))
            for each in self.relations(source).values():
                if not each.external and each.target and each.target not in self.names:
                    yield Lost(source, each.target, each.kind)


def _cost(data: bytes) -> int:
    """Return the memory in bytes that parsing XML takes: each element has a `<`, each attribute a `=`."""
    return len(data) + NODE * (data.count(b"<") + data.count(b"="))
