"""A finished slide whose every text is measured in its frame: line ends that are written, and what is too wide."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from typing import assert_never

from handouts.core.problem import Mark, Problem
from handouts.document.figures import Bars
from handouts.document.text import Text, plain
from handouts.render.deck.ends import has_other_ends, line_ends
from handouts.render.deck.graphs import INTERVAL_LABEL_SHARE, LABEL_SHARE
from handouts.render.deck.look import DeckLook
from handouts.render.deck.texts import drawn_text
from handouts.render.deck.value import (
    ChartFrame,
    Connector,
    DeckSlide,
    Frame,
    Freeform,
    GroupFrame,
    IconFrame,
    Para,
    PictureFrame,
    TableFrame,
    TableRow,
    TextFrame,
)
from handouts.render.type.lines import Style, count_lines, greedy_lines, shortened, too_wide, widest_word

Child = TextFrame | Freeform | Connector


def fitted(slide: DeckSlide, look: DeckLook) -> tuple[DeckSlide, tuple[Problem, ...]]:
    """Return a slide with the line ends that are written, and the problems of texts that do not fit their frames."""
    fitting = _Fitting(look)
    (title,) = fitting.texts((slide.title,))
    foot = tuple(fitting.texts(slide.foot))
    content = tuple(fitting.frame(frame) for frame in slide.content)
    return replace(slide, title=title, content=content, foot=foot), tuple(dict.fromkeys(fitting.problems))


@dataclass(slots=True)
class _Fitting:
    """A slide while its texts are measured in their frames."""

    look: DeckLook
    problems: list[Problem] = field(default_factory=list)

    def frame(self, frame: Frame) -> Frame:
        """Return a frame with its texts measured."""
        match frame:
            case TextFrame():
                return self.text(frame)
            case TableFrame():
                return replace(frame, rows=tuple(self.row(row, frame) for row in frame.rows))
            case GroupFrame():
                return replace(frame, children=tuple(self.child(child) for child in frame.children))
            case ChartFrame():
                self.chart(frame)
                return frame
            case PictureFrame() | IconFrame():
                return frame
            case _:
                assert_never(frame)

    def child(self, child: Child) -> Child:
        """Return a shape of a group with its text measured."""
        return self.text(child) if isinstance(child, TextFrame) else child

    def texts(self, frames: Iterable[TextFrame]) -> Iterator[TextFrame]:
        """Yield text frames with their texts measured."""
        return (self.text(frame) for frame in frames)

    def text(self, frame: TextFrame) -> TextFrame:
        """Return a text frame with its text measured."""
        room = frame.box.width - frame.inset.left - frame.inset.right
        return replace(frame, paras=tuple(self.para(item, room) for item in frame.paras)) if frame.paras else frame

    def row(self, row: TableRow, table: TableFrame) -> TableRow:
        """Return a row of a table with its cells measured."""
        pad = table.pad.left + table.pad.right
        cells = zip(row.cells, table.widths, strict=False)
        return replace(row, cells=tuple(tuple(self.para(item, wide - pad) for item in cell) for cell, wide in cells))

    def para(self, para: Para, width: float) -> Para:
        """Return a paragraph with its line ends in a frame of this width in pt."""
        fonts, room = self.look.fonts, (width - para.hang) * self.look.space["slack"]
        count = count_lines(para.text, para.style, room, fonts)
        fits = widest_word(para.text, para.style, fonts) <= room
        if fits and count * para.style.line > para.height + 1:
            self.problems.append(_overflow(para.mark, para.unit, _too_many(para, count)))
        if fits and (count < 2 or not has_other_ends(para.text)):
            return para
        lines = greedy_lines(para.text, para.style, room, fonts)
        if (message := too_wide(lines, room)) is not None:
            self.problems.append(_overflow(para.mark, para.unit, message))
        return replace(para, ends=line_ends(lines, width - para.hang))

    def chart(self, frame: ChartFrame) -> None:
        """Look at the labels of a chart's rows."""
        share = LABEL_SHARE if isinstance(frame.figure, Bars) else INTERVAL_LABEL_SHARE
        for row in frame.figure.rows:
            text = drawn_text(row.label.text, frame.lang)
            self.label(text, frame.label, frame.box.width * share, row.label.mark, row.label.id)

    def label(self, text: Text, style: Style, room: float, mark: Mark, unit: str) -> None:
        """Look at one label."""
        message = too_wide(greedy_lines(text, style, room, self.look.fonts), room)
        if message is not None:
            self.problems.append(_overflow(mark, unit, message))


def _too_many(para: Para, count: int) -> str:
    fit = round(para.height / para.style.line)
    return f"{shortened(plain(para.text))!r} takes {count} lines of {para.style.size:g} pt; {fit} fit"


def _overflow(mark: Mark, unit: str, message: str) -> Problem:
    return Problem(mark, "overflowing-text", f"{unit}: {message}" if unit else message)
