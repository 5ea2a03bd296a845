"""Timelines drawn for paper: spans and moments on one line, with their labels above and the times below."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from handouts.core.words import word
from handouts.document.figures import Span, Timeline
from handouts.document.text import Unit, Words
from handouts.render.paper.labels import set_words, words_at
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Disc, Rect, Shape, StraightLine
from handouts.render.type.geometry import Bounds, behind
from handouts.render.type.lines import SLIGHT, Style, TypesetLine, text_width

BAND = 24.0
EDGE = 4.0  # pt between the ends of the line and the frame
MOMENT = 7.0  # radius in pt of the mark of a moment
# Time is drawn as a power of itself, so that a day and half a year fit on one line; the figure says so.
TIME_POWER = 0.4
FILLS = {"early": "neutral", "classic": "second", "late": "paper", "peak": "danger", "plain": "primary-tint"}

Place = Callable[[Decimal], float]


@dataclass(frozen=True, slots=True)
class _Label:
    """A label at its place: its x, its row, and the height in lines of the rows nearer to the line."""

    x: float
    row: int
    lines: tuple[TypesetLine, ...]
    before: int = 0

    def box(self, y: float, style: Style) -> Bounds:
        """Return the bounds of the label whose first line begins at y."""
        width = max((line.width for line in self.lines), default=0.0)
        return Bounds(self.x, y, width, len(self.lines) * style.line)


def timeline(setter: Setter, figure: Timeline, width: float) -> tuple[float, list[Shape]]:
    """Return the height of a timeline in pt, and its shapes; time is compressed towards its end."""
    place = _scale(figure, width)
    bold, plain = replace(setter.style("label"), bold=True), setter.style("cell")
    above = _in_rows(setter, [(place(span.start), span.label) for span in figure.spans], bold, width)
    top = _lines_of(above) * bold.line + 4
    shapes = list(_names(setter, figure, above, bold, top, place))
    shapes.extend(_marks(figure, top, place))
    below = _in_rows(setter, [(place(tick.at), tick.label) for tick in figure.ticks], plain, width)
    first = top + BAND + 6
    boxes = [label.box(first + label.before * plain.line, plain) for label in below]
    for label, tick in zip(below, figure.ticks, strict=True):
        at, y = place(tick.at), first - 1 + label.before * plain.line
        shapes.extend(_upright(at, top + BAND, y + 2, "ink", [box for box in boxes if box.bottom <= y + 2]))
        shapes.extend(words_at(setter, label.lines, plain, label.x, y + 1))
    y = top + BAND + 7 + _lines_of(below) * plain.line
    return _note(setter, figure, width, y, shapes), shapes


def _scale(figure: Timeline, width: float) -> Place:
    """Return a function from a time to its x; the marks of moments stay inside the frame."""
    last = max(tick.at for tick in figure.ticks) or Decimal(1)
    edge = MOMENT + 1 if any(span.start == span.end for span in figure.spans) else EDGE
    room = width - 2 * edge
    return lambda at: edge + room * max(0.0, float(at) / float(last)) ** TIME_POWER


def _names(
    setter: Setter, figure: Timeline, labels: Sequence[_Label], style: Style, top: float, place: Place
) -> Iterator[Shape]:
    heights = [(label.before + len(label.lines)) * style.line for label in labels]
    boxes = [label.box(top - 4 - height, style) for label, height in zip(labels, heights, strict=True)]
    for label, span, own in zip(labels, figure.spans, boxes, strict=True):
        yield from words_at(setter, label.lines, style, label.x, own.y)
        if label.row:
            nearer = [box for box in boxes if box.y >= own.bottom - SLIGHT]
            yield from _upright(place(span.start), own.bottom, top, "line", nearer)


def _upright(x: float, top: float, bottom: float, ink: str, boxes: Sequence[Bounds]) -> Iterator[Shape]:
    """Yield an upright line from a label to its time, which passes behind the labels on its way."""
    for start, end in behind(x, top, bottom, boxes):
        yield StraightLine(x, start, x, end, ink, 0.8)


def _marks(figure: Timeline, top: float, place: Place) -> Iterator[Shape]:
    """Yield the bands of all spans, and above them the marks of all moments on a line from start to end."""
    if any(span.start == span.end for span in figure.spans):
        yield StraightLine(place(Decimal(0)), top + BAND, place(figure.ticks[-1].at), top + BAND, "ink", 0.8)
    for span in sorted(figure.spans, key=lambda span: span.start == span.end):
        yield _mark(span, place(span.start), place(span.end), top)


def _mark(span: Span, start: float, end: float, top: float) -> Shape:
    fill, line = FILLS[span.kind], "danger" if span.kind in ("late", "peak") else "ink"
    if span.start == span.end:
        return Disc(start, top + BAND / 2, MOMENT, fill, line, 1.2)
    return Rect(start, top, end - start, BAND, fill, line, 1.2)


def _note(setter: Setter, figure: Timeline, width: float, y: float, shapes: list[Shape]) -> float:
    """Add the words that time is not to scale, and return the y below them."""
    origin = figure.ticks[0].label
    note = Unit(origin.id, (Words(word("not-to-scale", setter.lang)),), origin.mark, setter.lang)
    lines, quiet = set_words(setter, note, "label", width)
    shapes.extend(words_at(setter, lines, quiet, width - max(line.width for line in lines), y - 1, quiet.colour))
    return y + quiet.line * len(lines)


def _in_rows(setter: Setter, labels: Sequence[tuple[float, Unit]], style: Style, width: float) -> list[_Label]:
    """Return labels at their starts, each in the first row where it touches no earlier one."""
    ends: list[float] = []
    placed: list[_Label] = []
    for start, unit in labels:
        wide = min(text_width(unit.text, style, setter.fonts), width)
        x = max(0.0, min(start, width - wide))
        row = next((number for number, end in enumerate(ends) if end + 10 <= x), len(ends))
        ends[row : row + 1] = [x + wide]
        placed.append(_Label(x, row, setter.lines(unit, style, min(wide + 2, width))))
    heights = [max(len(label.lines) for label in placed if label.row == row) for row in range(len(ends))]
    return [replace(label, before=sum(heights[: label.row])) for label in placed]


def _lines_of(labels: Sequence[_Label]) -> int:
    """Return how many lines all rows of labels take."""
    return max(label.before + len(label.lines) for label in labels)
