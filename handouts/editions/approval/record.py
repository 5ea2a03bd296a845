"""The record of what was approved, kept with the approval to tell later what has changed since.

A record is a small JSON file in `content/sign-offs/`, with one line per text unit and each claim as written. The
approval holds the record's digest, so that an edited record is rejected.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.content.approvals import RECORDS, Approval
from handouts.content.meaning import claim_as_written
from handouts.content.project import Project
from handouts.document.digest import canonical, content_digest
from handouts.document.document import Document
from handouts.document.text import plain
from handouts.document.walk import units
from handouts.pipeline.approved_digest import Placement, placement
from handouts.pipeline.documents import Set


@dataclass(frozen=True, slots=True)
class ApprovalRecord:
    """A document as it was approved.

    `units` holds a digest and the words of each text unit. `frame` is the digest of everything else: order and kind of
    blocks, what figures draw. `claims` holds each claim that the document read, as written.
    """

    content: str
    frame: str
    placements: tuple[Placement, ...]
    units: Mapping[str, str]
    claims: Mapping[str, object]

    def text(self) -> str:
        """Return the text of the record's file."""
        data = {
            "content": self.content,
            "frame": self.frame,
            "layouts": {each.layout: [list(each.emergency), each.smallest] for each in self.placements},
            "units": self.units,
            "claims": self.claims,
        }
        return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def record_of(each: Set, project: Project) -> ApprovalRecord:
    """Return the record of a document as it is now."""
    placements = tuple(placement(name, placed) for name, placed in each.placed.items())
    claims = {name: raw for name in each.document.reads.claims if (raw := claim_as_written(project, name)) is not None}
    return document_record(each.document, placements, claims)


def document_record(
    document: Document, placements: tuple[Placement, ...], claims: Mapping[str, object]
) -> ApprovalRecord:
    """Return the record of a composed document with these placements."""
    frame = _digest(_without_units(canonical(document)), 20)
    return ApprovalRecord(content_digest(document), frame, placements, _units(document), claims)


def _units(document: Document) -> dict[str, str]:
    """Return the digest and words of each text unit; units that share an id, such as a source line, are joined."""
    found: dict[str, list[tuple[object, str]]] = {}
    for unit in units(document):
        found.setdefault(unit.id, []).append((canonical(unit), plain(unit.text)))
    return {
        name: f"{_digest([node for node, _ in each], 8)} {' / '.join(dict.fromkeys(words for _, words in each))}"
        for name, each in found.items()
    }


def _without_units(node: object) -> object:
    if isinstance(node, list):
        return [_without_units(item) for item in node]
    if isinstance(node, dict):
        if node.get("kind") == "Unit":
            return {"unit": node["id"]}
        return {key: _without_units(item) for key, item in node.items()}
    return node


def _digest(node: object, size: int) -> str:
    text = json.dumps(node, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=size).hexdigest()


# --- files ----------------------------------------------------------------------------------------


def digest_of(text: str) -> str:
    """Return the digest by which an approval identifies its record."""
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


def edition(document: str, lang: str, clinic: str | None) -> str:
    """Return the start of the file names of an edition's records and signatures."""
    return ".".join((document, lang, *([clinic] if clinic else [])))


def path_of(approval: Approval) -> str:
    """Return the path of an approval's record from the project's root."""
    return f"{RECORDS}/{edition(approval.document, approval.lang, approval.clinic)}.{approval.record[:12]}.json"


def recorded(root: Path, approval: Approval) -> ApprovalRecord | None:
    """Return what was approved; None where the record is missing or does not match the approval's digest."""
    try:
        text = (root / path_of(approval)).read_text(encoding="utf-8")
        return _read(text) if digest_of(text) == approval.record else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def _read(text: str) -> ApprovalRecord:
    data = json.loads(text)
    placements = _placements(data["layouts"].items())
    return ApprovalRecord(data["content"], data["frame"], placements, data["units"], data["claims"])


def _placements(layouts: Iterable[tuple[str, tuple[list[int], str]]]) -> tuple[Placement, ...]:
    return tuple(Placement(name, tuple(emergency), smallest) for name, (emergency, smallest) in layouts)
