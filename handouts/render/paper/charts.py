"""Bar and interval charts drawn for paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from math import log

from handouts.document.blocks import FigureBlock
from handouts.document.figures import BarRow, Bars, IntervalRow, Intervals
from handouts.document.text import Unit, Words
from handouts.render.paper.labels import set_words, too_narrow, words_at
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Polygon, Rect, Shape, StraightLine
from handouts.render.type.lines import Style, TypesetLine, text_width

GAP = 12.0  # pt between the labels of rows and the axis
BESIDE = 6.0  # pt between the end of a bar and its value
HAIRLINE = 0.8  # length in pt of the shortest bar that is not of zero
LEAST_ROOM = 40.0  # pt that a drawing needs beside its labels
POINT = 8.0  # size in pt of the mark of an estimate
SIDE = 14.0  # pt between the line of no difference and the edge of a label beside it

Labels = list[tuple[TypesetLine, ...]]


def _labels(setter: Setter, units: list[Unit], width: float) -> tuple[float, Labels]:
    """Return the labels of rows and their common width, at most a third of the room."""
    style = setter.style("cell")
    wide = min(max(text_width(unit.text, style, setter.fonts) for unit in units), width / 3)
    return wide, [setter.lines(unit, style, wide + 0.5) for unit in units]


# --- bars -----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _BarScale:
    """An axis that holds zero and all amounts: where zero is drawn, and how many pt one unit is long."""

    zero: float
    unit: float

    def at(self, amount: Decimal) -> float:
        return self.zero + float(amount) * self.unit


def bars(setter: Setter, figure: Bars, block: FigureBlock, width: float) -> tuple[float, list[Shape]]:
    """Return the height of a bar chart in pt, and its bars from zero to either side, each with its value at its end."""
    style = setter.style("cell")
    start, labels = _labels(setter, [row.label for row in figure.rows], width)
    scale = _bar_scale(setter, figure, block, start + GAP, width)
    shapes: list[Shape] = []
    y = 0.0
    for row, lines in zip(figure.rows, labels, strict=True):
        shapes.extend(words_at(setter, lines, style, 0, y))
        shapes.extend(_bar(setter, row, scale, style, y))
        y += len(lines) * style.line + 6
    axis, quiet = set_words(setter, figure.axis, "label", width - start - GAP)
    shapes.append(StraightLine(scale.zero, 0, scale.zero, y, "line", 0.8))
    shapes.extend(words_at(setter, axis, quiet, start + GAP, y + 2, quiet.colour))
    return y + 2 + len(axis) * quiet.line, shapes


def _bar_scale(setter: Setter, figure: Bars, block: FigureBlock, left: float, width: float) -> _BarScale:
    """Return the scale of bars between x = left and the width; values stand outside the ends of their bars."""
    before = max((_beside(setter, row) for row in figure.rows if row.amount < 0), default=0.0)
    after = max((_beside(setter, row) for row in figure.rows if row.amount >= 0), default=0.0)
    amounts = [row.amount for row in figure.rows]
    low, high = min(Decimal(0), *amounts), max(Decimal(0), *amounts)
    room = too_narrow(setter, block, width - left - before - after - 4, LEAST_ROOM)
    unit = room / float(high - low or 1)
    return _BarScale(left + before - float(low) * unit, unit)


def _beside(setter: Setter, row: BarRow) -> float:
    """Return the room of a value beside its bar."""
    return text_width(row.printed.text, setter.style("cell"), setter.fonts) + BESIDE


def _bar(setter: Setter, row: BarRow, scale: _BarScale, style: Style, y: float) -> Iterator[Shape]:
    """Yield a bar and its value; zero has no bar, and what is not zero is never so short that it looks like zero."""
    end = scale.at(row.amount)
    length = max(abs(end - scale.zero), HAIRLINE)
    printed = setter.lines(row.printed, style, 1e6)
    if row.amount < 0:
        yield Rect(scale.zero - length, y + 2, length, style.line - 4, "primary")
        end -= BESIDE + max(line.width for line in printed)
    else:
        if row.amount:
            yield Rect(scale.zero, y + 2, length, style.line - 4, "primary")
        end += BESIDE
    yield from words_at(setter, printed, style, end, y)


# --- intervals ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _IntervalAxis:
    """The axis of intervals from x = left, `room` pt wide, from low to high in the measure of its scale."""

    left: float
    room: float
    low: float
    high: float
    measure: Callable[[float], float]

    def at(self, value: Decimal | float) -> float:
        return self.left + self.room * (self.measure(float(value)) - self.low) / (self.high - self.low)


def intervals(setter: Setter, figure: Intervals, block: FigureBlock, width: float) -> tuple[float, list[Shape]]:
    """Return the height of a chart in pt, and its estimates with intervals beside a line at no difference."""
    style = setter.style("cell")
    start, labels = _labels(setter, [row.label for row in figure.rows], width)
    reads = _reading_width(setter, figure, style, width)
    room = too_narrow(setter, block, width - start - reads - 30, LEAST_ROOM)
    axis = _axis(setter, figure, start + GAP + 2, max(room, 1.0), width)
    shapes: list[Shape] = []
    y = 0.0
    for row, lines in zip(figure.rows, labels, strict=True):
        value = setter.lines(row.printed, style, reads + 1)
        height = max(len(lines), len(value)) * style.line + 8
        middle = y + height / 2
        shapes.extend(words_at(setter, lines, style, 0, middle - len(lines) * style.line / 2))
        shapes.extend(words_at(setter, value, style, width - reads, middle - len(value) * style.line / 2))
        shapes.extend(_interval(row, figure, axis, middle))
        y += height
    return _foot(setter, figure, axis, width, y, shapes), shapes


def _reading_width(setter: Setter, figure: Intervals, style: Style, width: float) -> float:
    """Return the width of the printed values, which may take several lines but break no number from its unit."""
    printed = max(text_width(row.printed.text, style, setter.fonts) for row in figure.rows)
    return max(min(printed, width * 0.36), *(setter.least(row.printed, style) for row in figure.rows))


def _axis(setter: Setter, figure: Intervals, left: float, room: float, width: float) -> _IntervalAxis:
    """Return an axis that holds all values that its scale can show, and a label on each side of no difference."""
    measure: Callable[[float], float] = log if figure.log else float
    even = measure(_even(figure))
    ends = [end for row in figure.rows for end in (row.low, row.estimate, row.high) if not figure.log or end > 0]
    values = [even, *(measure(float(end)) for end in ends)]
    low, high = min(values), max(values)
    pad = (high - low) * 0.1 or 1.0
    low, high = low - pad, high + pad
    quiet = setter.style("label")
    before = (setter.least(figure.lower, quiet) + SIDE - left) / room
    after = (setter.least(figure.higher, quiet) + SIDE - (width - left - room)) / room
    if 0 < before < 1:
        low = min(low, (even - before * high) / (1 - before))
    if 0 < after < 1:
        high = max(high, (even - after * low) / (1 - after))
    return _IntervalAxis(left, room, low, high, measure)


def _even(figure: Intervals) -> float:
    return 1.0 if figure.log else 0.0


def _interval(row: IntervalRow, figure: Intervals, axis: _IntervalAxis, y: float) -> Iterator[Shape]:
    """Yield an interval and its estimate; one that reaches 0 on a log axis ends in an arrow at the edge of the axis."""
    if figure.log and row.low <= 0:
        tip = axis.left
        yield Polygon(((tip, y), (tip + POINT, y - POINT / 2), (tip + POINT, y + POINT / 2)), "primary")
        start = tip + POINT / 2
    else:
        start = axis.at(row.low)
    if row.high > 0 or not figure.log:
        yield StraightLine(start, y, axis.at(row.high), y, "primary", 2.0)
    if row.estimate > 0 or not figure.log:
        yield Rect(axis.at(row.estimate) - POINT / 2, y - POINT / 2, POINT, POINT, "primary")


def _foot(setter: Setter, figure: Intervals, axis: _IntervalAxis, width: float, y: float, shapes: list[Shape]) -> float:
    """Add the axis with its labels below the rows, and return the y below them."""
    quiet, even = setter.style("label"), axis.at(_even(figure))
    shapes.append(StraightLine(even, 0, even, y + 4, "line", 0.9, (3.0, 2.0)))
    shapes.append(StraightLine(axis.left, y + 4, axis.left + axis.room, y + 4, "ink", 0.9))
    (none,) = setter.lines(replace(figure.axis, text=(Words(f"{_even(figure):.0f}"),)), quiet, 60.0)
    shapes.extend(words_at(setter, (none,), quiet, even - none.width / 2, y + 6, quiet.colour))
    lower = setter.lines(figure.lower, quiet, max(even - SIDE, 1.0))
    higher = setter.lines(figure.higher, quiet, max(width - even - SIDE, 1.0))
    for number, line in enumerate(lower):
        at = y + 6 + number * quiet.line
        shapes.extend(words_at(setter, (line,), quiet, max(0.0, even - 12 - line.width), at, "quiet"))
    shapes.extend(words_at(setter, higher, quiet, even + 12, y + 6, quiet.colour))
    y += 6 + max(len(lower), len(higher)) * quiet.line
    title = setter.lines(figure.axis, quiet, width - axis.left)
    shapes.extend(words_at(setter, title, quiet, axis.left, y + 2, quiet.colour))
    return y + 4 + quiet.line * len(title)
