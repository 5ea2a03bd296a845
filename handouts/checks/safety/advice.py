"""Advice: the text that one reader reads as a unit (a row, a card, an item, an answer), and the people it is for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import assert_never

from handouts.core.problem import Mark
from handouts.document.blocks import (
    Addressees,
    Answers,
    Block,
    Bullets,
    Callout,
    Cards,
    ColumnPair,
    Facts,
    Fields,
    FigureBlock,
    Gates,
    Ladder,
    Options,
    Paragraph,
    References,
    Sheets,
    Situations,
    Table,
)
from handouts.document.document import Document, Section
from handouts.document.text import Unit, Value, inlines, plain
from handouts.document.walk import units

# boxes that warn against what they name
WARNING = ("emergency", "call-today", "do-not")


@dataclass(frozen=True, slots=True)
class Advice:
    """A text with its headings: `head` says who or what it is about, `asked` is the question that it answers.

    `block` is the id of its block; `refused` is true inside a box that warns against what it names.
    """

    text: str
    head: str
    asked: str
    section: str
    block: str
    refused: bool
    values: tuple[Value, ...]
    mark: Mark


def advice_in(document: Document) -> Iterator[Advice]:
    """Yield each piece of advice in a document, in reading order, including the notes of slides."""
    for section in document.sections:
        title = plain(section.title.text) if section.title is not None else ""
        for block in section.blocks:
            yield from _of(block, _BlockHeads(title, "", "", _id(block, section), refused=False))
        for note in section.teaching.notes if section.teaching is not None else ():
            yield _advice(note, _BlockHeads(title, "", "", f"{section.id}/notes", refused=False))


def _id(block: Block, section: Section) -> str:
    return section.id if isinstance(block, Paragraph) else block.id


def section_text(section: Section) -> str:
    """Return all words of a section, notes included."""
    return " ".join(plain(unit.text) for unit in units((section.title, section.blocks, section.teaching)))


def section_values(section: Section) -> Iterator[tuple[Value, Unit]]:
    """Yield all values that a section prints, notes included, each with its text unit."""
    for unit in units((section.title, section.blocks, section.teaching)):
        yield from ((inline, unit) for inline in inlines(unit.text) if isinstance(inline, Value))


@dataclass(frozen=True, slots=True)
class _BlockHeads:
    """The headings above a block."""

    section: str
    head: str
    asked: str
    block: str
    refused: bool

    def under(self, head: Unit) -> _BlockHeads:
        return replace(self, head=plain(head.text))


def _advice(unit: Unit, place: _BlockHeads) -> Advice:
    values = tuple(inline for inline in inlines(unit.text) if isinstance(inline, Value))
    return Advice(
        plain(unit.text), place.head, place.asked, place.section, place.block, place.refused, values, unit.mark
    )


def _of(block: Block, place: _BlockHeads) -> Iterator[Advice]:
    match block:
        case Paragraph(unit):
            yield _advice(unit, place)
        case Bullets(items=items, style=style):
            # the options of a question are not advice
            yield from (_advice(item, place) for item in items if style != "letter")
            for item in items:
                if (list_below := block.under(item)) is not None:
                    yield from _of(list_below, place.under(item))
        case Callout(kind=kind, title=title, blocks=blocks):
            box = replace(place, refused=kind in WARNING)
            yield _advice(title, box)
            yield from _all(blocks, box.under(title))
        case Ladder(grades=grades):
            yield from _all(grades, place)
        case Facts(facts=facts):
            yield from (_advice(fact.text, place.under(fact.label)) for fact in facts)
        case Cards(cards=cards) | ColumnPair(columns=cards):
            for card in cards:
                yield from _all(card.blocks, place.under(card.title))
        case Table():
            yield from _table(block, place)
        case Answers(rows=rows):
            for row in rows:
                question = place.under(row.question)
                yield from _all(row.blocks, replace(question, asked=question.head))
        case Gates(gates=gates):
            for gate in gates:
                asked = place.under(gate.question)
                for answer in gate.answers:
                    yield _advice(answer, replace(asked, refused=place.refused or answer is gate.do_not_start))
        case Situations(rows=situations):
            for situation in situations:
                found = (situation.answer, situation.more)
                yield from (_advice(unit, place.under(situation.who)) for unit in found if unit is not None)
        case Options(options=options):
            # the reason against a wrong option names what is wrong with it
            yield from (_advice(option.reason, place) for option in options if option.right)
        case FigureBlock(caption=caption):
            yield from (_advice(unit, place) for unit in (caption,) if unit is not None)
        case Addressees():
            # whom a leaflet is for is no advice
            pass
        case Fields() | References() | Sheets():
            pass
        case _:
            assert_never(block)


def _all(blocks: tuple[Block, ...], place: _BlockHeads) -> Iterator[Advice]:
    for block in blocks:
        yield from _of(block, place)


def _table(table: Table, place: _BlockHeads) -> Iterator[Advice]:
    """Yield each cell under the headings of its row and column; the column heading is the question that it answers."""
    for row in (row for group in table.groups for row in group.rows):
        head = plain(row.cells[0].text)
        for column, cell in zip(table.columns[1:], row.cells[1:], strict=True):
            asked = plain(column.head.text)
            yield _advice(cell, replace(place, head=f"{head} {asked}", asked=asked))
