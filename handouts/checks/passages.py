"""The text units of a document that belong together, those of one block, with the claims that support them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from handouts.content.model import Draft, DraftPart, Statement
from handouts.document.blocks import Block, FigureBlock, References, block_id
from handouts.document.document import Document, Section
from handouts.document.text import Unit, Value, inlines
from handouts.document.walk import blocks, units


@dataclass(frozen=True, slots=True)
class Passage:
    """The texts of a block, title or note; `grounds` are the claims that its author named as their basis.

    `section` is the id of the section or slide around it, `figures` the figures among its texts, `alt` the alt texts of
    these figures, which are only heard.
    """

    draft: Draft
    section: str
    id: str
    shown: tuple[Unit, ...]
    grounds: tuple[str, ...]
    figures: tuple[FigureBlock, ...] = ()
    alt: tuple[Unit, ...] = ()

    @property
    def units(self) -> tuple[Unit, ...]:
        """All text units that are read or heard."""
        return (*self.shown, *self.alt)

    def claims(self, unit: Unit) -> frozenset[str]:
        """Return the claims behind one of its text units: those whose values it prints, and those of the block."""
        return frozenset(value.source for value in values(unit) if value.kind == "claim").union(self.grounds)


def values(unit: Unit) -> Iterator[Value]:
    """Yield the values that a text unit prints."""
    return (inline for inline in inlines(unit.text) if isinstance(inline, Value))


def passages_of(draft: Draft, document: Document) -> tuple[Passage, ...]:
    """Return the passages of a document in reading order."""
    parts = {f"{part.home}/{part.id}": part for part in draft.parts}
    return tuple(_all(draft, document, parts))


def _all(draft: Draft, document: Document, parts: Mapping[str, DraftPart]) -> Iterator[Passage]:
    head = tuple(unit for unit in (document.title, document.lead) if unit is not None)
    yield Passage(draft, draft.id, draft.id, head, _names(draft))
    for section in document.sections:
        part = parts.get(section.id)
        if part is not None:
            yield from _of_section(draft, section, part)


def _of_section(draft: Draft, section: Section, part: DraftPart) -> Iterator[Passage]:
    around = _names(part)
    statements = {f"{section.id}/{statement.id}": statement for statement in part.statements}
    if section.title is not None:
        yield Passage(draft, section.id, section.id, (section.title,), around)
    for block in section.blocks:
        if not isinstance(block, References):
            place = _place(block)
            yield _of_block(draft, section, block, (*_names(statements.get(place)), *around), place)
    for note in section.teaching.notes if section.teaching else ():
        yield Passage(draft, section.id, note.id, (note,), around)


def _of_block(draft: Draft, section: Section, block: Block, grounds: tuple[str, ...], place: str) -> Passage:
    figures = tuple(each for each in blocks(block) if isinstance(each, FigureBlock))
    alt = tuple(figure.alt for figure in figures)
    heard = {unit.id for unit in alt}
    shown = tuple(unit for unit in units(block) if unit.id not in heard)
    return Passage(draft, section.id, place, shown, grounds, figures, alt)


def _place(block: Block) -> str:
    """Return the id of the block as its author wrote it: document, section and block."""
    return "/".join(block_id(block).split("/")[:3])


def _names(node: Draft | DraftPart | Statement | None) -> tuple[str, ...]:
    return tuple(name for name, _ in node.rests_on) if node is not None else ()
