"""The texts of a document for patients in reading order, without its list of sources."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.packs import pack_of
from handouts.checks.packs.pack import LanguagePack
from handouts.checks.readability import Sentence, sentences_of
from handouts.checks.subject import Subject
from handouts.content.model import Draft
from handouts.document.blocks import Callout, References
from handouts.document.document import Document
from handouts.document.text import Unit
from handouts.document.walk import blocks, units


def with_pack(subject: Subject) -> Iterator[tuple[Draft, Document, LanguagePack]]:
    """Yield each document for patients in a language with a pack, together with that pack."""
    for draft, document in subject.read_by_patients:
        pack = pack_of(document.lang)
        if pack is not None:
            yield draft, document, pack


def read_units(document: Document) -> Iterator[Unit]:
    """Yield every text unit except those of the sources: title and message first."""
    yield from units((document.title, document.lead))
    for section in document.sections:
        if not any(isinstance(block, References) for block in blocks(section)):
            yield from units(section)


def read_sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of all these texts, including tables, titles and alt texts."""
    for unit in read_units(document):
        yield from sentences_of(unit)


def may_wait(document: Document) -> frozenset[str]:
    """Return the ids of titles and of the texts of help boxes, which may use words that a later text explains."""
    found = [document.title.id]
    for section in document.sections:
        if section.title is not None:
            found.append(section.title.id)
        for block in blocks(section):
            if isinstance(block, Callout) and block.kind in ("emergency", "call-today"):
                found.extend(unit.id for unit in units(block))
    return frozenset(found)


def block_of(unit_id: str) -> str:
    """Return the id of the block that a text unit belongs to."""
    return "/".join(unit_id.split("/")[:3])
