"""The trace of the numbers in a deck, by slide, shape and paragraph, stored as a custom XML part of the file."""

from __future__ import annotations

import re
import uuid
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from html import unescape

from handouts.core.numbers import has_digit
from handouts.document.blocks import FigureBlock, described
from handouts.document.document import Document
from handouts.document.figures import BarRow, Bars
from handouts.document.provenance import (
    NAMESPACE,
    Address,
    Harmless,
    Ledger,
    Piece,
    figures,
    pieces_of,
    spoken_pieces,
)
from handouts.document.references import reference_units
from handouts.document.text import Contact, Text, Value, Words, inlines, plain
from handouts.render.deck.ends import as_read
from handouts.render.deck.pptx.shapes import DrawnFrame
from handouts.render.deck.value import (
    ChartFrame,
    Connector,
    DeckSlide,
    Freeform,
    IconFrame,
    Para,
    TableFrame,
    TextFrame,
)

# parts of a chart that position a point and print nothing, and its words
_CHART = re.compile(r"<(/?)c:(?:yVal|plus|minus|numLit)>|<(?:a:t|c:v)>([^<]*)</")


@dataclass
class DeckTrace:
    """The trace of a deck while it is written."""

    document: Document
    ledger: Ledger = field(init=False)

    def __post_init__(self) -> None:
        self.ledger = Ledger(self.document)

    @cached_property
    def references(self) -> frozenset[str]:
        """The ids of the text units that are reference entries."""
        return reference_units(self.document)

    @cached_property
    def spoken(self) -> dict[str, FigureBlock]:
        """Each figure by its alternative text."""
        return {described(block): block for block in figures(self.document)}

    def slide(self, number: int, slide: DeckSlide, drawn: Iterable[tuple[DrawnFrame, int]]) -> None:
        """Record the frames of a slide with the ids of their shapes, and its notes."""
        here: Address = (("slide", str(number)),)
        for frame, shape in drawn:
            counted: Harmless | None = "list" if slide.parts > 1 and frame is slide.title else None
            self._frame((*here, ("shape", str(shape))), frame, counted)
        for place, para in enumerate(slide.notes):
            self._para((*here, ("part", "notes"), ("paragraph", str(place))), para, None)

    def chart(self, number: int, shape: int, frame: ChartFrame, xml: bytes) -> None:
        """Record the words of a chart in the order of its XML."""
        here: Address = (("slide", str(number)), ("shape", str(shape)), ("part", "chart"))
        words = _ChartWords(frame)
        for place, text in enumerate(_chart_words(xml.decode())):
            self.ledger.put((*here, ("word", str(place))), words.pieces(text))

    def _frame(self, here: Address, frame: DrawnFrame, counted: Harmless | None) -> None:
        if isinstance(frame, TextFrame):
            for place, para in enumerate(frame.paras):
                self._para((*here, ("paragraph", str(place))), para, counted)
        elif isinstance(frame, TableFrame):
            for row, cells in enumerate(frame.rows):
                for column, paras in enumerate(cells.cells):
                    at: Address = (*here, ("row", str(row)), ("column", str(column)))
                    for place, para in enumerate(paras):
                        self._para((*at, ("paragraph", str(place))), para, counted)
        alt = "" if isinstance(frame, Freeform | Connector | IconFrame) else frame.alt
        if alt and has_digit(alt):
            self.ledger.put((*here, ("part", "alt")), self._alt(frame, alt))

    def _para(self, here: Address, para: Para, counted: Harmless | None) -> None:
        kind: Harmless | None = (
            "furniture" if not para.unit else "reference" if para.unit in self.references else counted
        )
        self.ledger.put(here, pieces_of(as_read(para.text, para.ends), kind))

    def _alt(self, frame: DrawnFrame, alt: str) -> Iterator[Piece]:
        """Yield the pieces in the alt text of a figure, a table or one of the program's signs."""
        block = self.spoken.get(alt) or next((each for words, each in self.spoken.items() if words in alt), None)
        if block is not None:
            yield from spoken_pieces(block)
        elif isinstance(frame, TableFrame):
            for cell in frame.rows[0].cells:
                for para in cell:
                    yield from pieces_of(para.text)
        else:
            yield alt, "furniture"

    def xml(self) -> bytes:
        """Return the whole trace."""
        return self.ledger.xml()


def properties(document: Document) -> bytes:
    """Return the properties of the custom XML part, with an id that depends only on the document."""
    guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{NAMESPACE}/{document.id}")).upper()
    return (
        '<?xml version="1.0" encoding="UTF-8" standalone="no"?>\n'
        f'<ds:datastoreItem ds:itemID="{{{guid}}}" '
        'xmlns:ds="http://schemas.openxmlformats.org/officeDocument/2006/customXml">'
        f'<ds:schemaRefs><ds:schemaRef ds:uri="{NAMESPACE}"/></ds:schemaRefs></ds:datastoreItem>'
    ).encode()


# --- charts ---------------------------------------------------------------------------------------


def _chart_words(xml: str) -> Iterator[str]:
    """Yield the words of a chart part, without those that only position a point."""
    placing = 0
    for found in _CHART.finditer(xml):
        if found[2] is None:
            placing += -1 if found[1] else 1
        elif not placing:
            yield unescape(found[2])


@dataclass
class _ChartWords:
    """The texts of a chart, each in reading order; the chart's XML has them line by line and in another order."""

    frame: ChartFrame
    read: dict[int, int] = field(default_factory=dict)

    @cached_property
    def texts(self) -> list[tuple[str, list[tuple[int, int, Value]]]]:
        """Every text of the chart, with the positions of its values."""
        figure = self.frame.figure
        units = [unit for row in figure.rows for unit in (row.label, row.printed)]
        units += [figure.axis] if isinstance(figure, Bars) else [figure.axis, figure.lower, figure.higher]
        return [(_spaced(plain(unit.text)), list(_values(unit.text))) for unit in units]

    @cached_property
    def amounts(self) -> dict[str, Value]:
        """Each number of the data with the value that prints it."""
        found: dict[str, Value] = {}
        for row in self.frame.figure.rows:
            value = next((each for each in inlines(row.printed.text) if isinstance(each, Value)), None)
            ends = (row.amount,) if isinstance(row, BarRow) else (row.estimate, row.low, row.high)
            if value is not None:
                found.update((str(end), value) for end in ends)
        return found

    def pieces(self, words: str) -> Iterator[Piece]:
        """Yield the values in the words: a number of the data, or those in a line of one of the texts."""
        if words in self.amounts:
            yield words, self.amounts[words]
            return
        line = _spaced(words)
        for number, (text, values) in enumerate(self.texts):
            start = text.find(line, self.read.get(number, 0))
            if start >= 0:
                self.read[number] = start + len(line)
                yield from _cut(line, start, values)
                return
        # the same words again, as in an axis title that also names the data
        for text, values in self.texts:
            if line in text:
                yield from _cut(line, text.index(line), values)
                return


def _spaced(text: str) -> str:
    """Return a text of the same length with ordinary spaces, because lines are broken at any space."""
    return text.replace("\u00a0", " ").replace("\n", " ")


def _values(text: Text) -> Iterator[tuple[int, int, Value]]:
    """Yield the values of a text with their start and end positions."""
    at = 0
    for inline in inlines(text):
        if isinstance(inline, Value):
            yield at, at + len(inline.text), inline
        if isinstance(inline, Words | Value | Contact):
            at += len(inline.text)


def _cut(line: str, start: int, values: Iterable[tuple[int, int, Value]]) -> Iterator[Piece]:
    """Yield the values, or parts of them, in a line of a text."""
    for first, last, value in values:
        low, high = max(first, start) - start, min(last, start + len(line)) - start
        if low < high:
            yield line[low:high], value
