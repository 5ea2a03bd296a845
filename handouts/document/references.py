"""The full references of a document: their positions, and the document without them."""

from __future__ import annotations

from dataclasses import replace

from handouts.document.blocks import Block, Entry, References
from handouts.document.document import Document, Section, Teaching
from handouts.document.text import Unit
from handouts.document.walk import walk


def reference_units(document: Document) -> frozenset[str]:
    """Return the ids of the text units that are reference entries: in lists, source lines and notes."""
    found: set[str] = set()
    for section in document.sections:
        found.update(each.unit.id for each in walk(section.blocks) if isinstance(each, Entry))
        if section.teaching is not None:
            if section.teaching.source_line is not None:
                found.add(section.teaching.source_line.id)
            cited = (note.id for note in section.teaching.notes)
            found.update(name for name in cited if name.rpartition("/notes/")[2] in document.reads.references)
    return frozenset(found)


def without_full_references(document: Document) -> Document:
    """Return a deck without the entries on its reference slides and the full references in its notes."""
    if document.kind == "leaflet":
        return document
    cited = frozenset(document.reads.references)
    return replace(document, sections=tuple(_bare(section, cited) for section in document.sections))


def _bare(section: Section, cited: frozenset[str]) -> Section:
    teaching = section.teaching
    if teaching is not None:
        teaching = replace(teaching, notes=_own_notes(teaching, cited))
    return replace(section, blocks=tuple(map(_without_entries, section.blocks)), teaching=teaching)


def _own_notes(teaching: Teaching, cited: frozenset[str]) -> tuple[Unit, ...]:
    return tuple(note for note in teaching.notes if note.id.rpartition("/notes/")[2] not in cited)


def _without_entries(block: Block) -> Block:
    return replace(block, entries=()) if isinstance(block, References) else block
