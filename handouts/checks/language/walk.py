"""The texts of a patient's document in the order they are read, without its list of sources."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.document import Callout, Document, References, Unit, units


def read_units(document: Document) -> Iterator[Unit]:
    """Every text unit but those of sources: title and message first."""
    yield from units((document.title, document.lead))
    for section in document.sections:
        if not any(isinstance(block, References) for block in section.blocks):
            yield from units(section)


def may_wait(document: Document) -> frozenset[str]:
    """The ids of titles and of the texts of help boxes, which may name what a later text explains."""
    found = [document.title.id]
    for section in document.sections:
        if section.title is not None:
            found.append(section.title.id)
        for block in section.blocks:
            if isinstance(block, Callout) and block.kind in ("emergency", "call-today"):
                found.extend(unit.id for unit in units(block))
    return frozenset(found)


def block_of(unit_id: str) -> str:
    """The id of the block that a text unit stands in."""
    return "/".join(unit_id.split("/")[:3])
