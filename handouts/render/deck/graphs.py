"""Bar and interval charts as native charts with measured labels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handouts.document.blocks import FigureBlock, described
from handouts.document.figures import BarRow, Bars, Intervals
from handouts.document.text import Unit, plain
from handouts.render.deck.texts import Setting, drawn_text
from handouts.render.deck.value import ChartFrame, DrawnFigure
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style, break_lines, shortened

LABEL_SHARE = 0.42  # most of a chart's width for the labels of its rows
INTERVAL_LABEL_SHARE = 0.3  # that of an interval chart, which has printed values at its end too
AXIS_ROOM = 30.0  # pt for the numbers below an axis
TITLE_ROOM = 32.0  # pt for the title of an axis
SIDE_GAP = 12.0  # pt between the labels on both sides of no difference
SIDE_LINES = 2
LEAST_TALL = 280.0  # height in pt to which an interval chart with few rows may grow
LEAST_WIDE = 120.0  # width in pt of the narrowest plot
BASES = (10, 100, 1000)  # of log scales that go beyond an eighth and eight; a file may have no larger one
STEPS = (6, 3, 2)  # most round steps between the lowest and the highest value, fewer where their numbers are long
SHARES = tuple(map(Decimal, ("0.2", "0.5", "1", "2", "5")))  # of a power of ten, for round steps
TICK_GAP = 6.0  # pt between the numbers of two ticks
LETTERS = 45  # of the numbers at all ticks together
SIDE_SHARE = Decimal("0.3")  # least length of each side of 0, compared with the length of all values
BESIDE = 16.0  # pt for a value beside its bar, over its width


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of an interval chart: its ends, the base of its logarithm, and the position of its reference line.

    `step` is the distance of its ticks, in powers of the base on a log scale.
    """

    low: Decimal
    high: Decimal
    base: int | None
    line: Decimal
    step: Decimal

    @property
    def share(self) -> float:
        """The part of the scale before its line, 0 to 1."""
        low, high, line = (float(end) for end in (self.low, self.high, self.line))
        if self.base:
            low, high, line = math.log(low), math.log(high), math.log(line)
        return (line - low) / (high - low)

    @property
    def readable(self) -> bool:
        """Whether the numbers at its ticks stand side by side, in about a line of letters."""
        return max(map(len, self.numbers)) * (self.steps + 1) <= LETTERS

    @property
    def steps(self) -> int:
        """How many steps lie between its ends."""
        if self.base:
            return round(math.log(self.high / self.low, self.base))
        return int((self.high - self.low) / self.step)

    @property
    def numbers(self) -> tuple[str, str]:
        """The numbers at its ends, of which one is the longest at its ticks."""
        return f"{self.low.normalize():,f}", f"{self.high.normalize():,f}"

    def shows(self, value: Decimal) -> bool:
        """Return whether a value has a place on the scale; 0 has none on a log scale."""
        return self.low <= value <= self.high


def axis_of(figure: Intervals) -> Axis:
    """Return a scale that contains all that it can show: powers around 1, or round numbers around 0.

    No estimate stands on an end of it, where programs draw no point.
    """
    ends = [end for row in figure.rows for end in (row.low, row.high)]
    points = [row.estimate for row in figure.rows]
    return _log_axis(ends, points) if figure.log else _linear_axis(ends, points)


def _log_axis(ends: Sequence[Decimal], points: Sequence[Decimal]) -> Axis:
    shown = [value for value in (*ends, *points) if value > 0] or [Decimal(1)]
    low, high = min(shown), max(shown)
    if low >= Decimal("0.125") and high <= 8:
        return _powers(low, high, 2, points)
    axes = [_powers(low, high, base, points) for base in BASES]
    return next((axis for axis in axes if axis.readable), axes[-1])


def _powers(low: Decimal, high: Decimal, base: int, points: Sequence[Decimal]) -> Axis:
    """Return a scale of powers of a base that holds 1 and both ends."""
    first = min(-1, math.floor(math.log(low, base) + 1e-9))
    last = max(1, math.ceil(math.log(high, base) - 1e-9))
    first -= Decimal(base) ** first in points
    last += Decimal(base) ** last in points
    return Axis(Decimal(base) ** first, Decimal(base) ** last, base, Decimal(1), Decimal(base))


def _linear_axis(ends: Sequence[Decimal], points: Sequence[Decimal]) -> Axis:
    """Return a scale with 0 on it, and room for a label on both sides of 0."""
    low, high = min(*ends, *points, Decimal(0)), max(*ends, *points, Decimal(0))
    axes = [_steps(low, high, most, (*ends, *points)) for most in STEPS]
    return next((axis for axis in axes if axis.readable), axes[-1])


def _steps(low: Decimal, high: Decimal, most: int, taken: Sequence[Decimal]) -> Axis:
    """Return a scale of round steps that holds both ends and stops at none of the values that are taken."""
    step = _step(high - low, most)
    first = (low / step).to_integral_value("ROUND_FLOOR")
    last = (high / step).to_integral_value("ROUND_CEILING")
    first -= first * step in taken
    last += last * step in taken
    least = math.ceil((last - first) * SIDE_SHARE)
    return Axis(min(first, Decimal(-least)) * step, max(last, Decimal(least)) * step, None, Decimal(0), step)


def _step(width: Decimal, most: int) -> Decimal:
    """Return a round distance of which at most so many fill the width."""
    power = Decimal(10) ** math.floor(math.log10(float(width or 1)))
    return next(share * power for share in SHARES if width / (share * power) <= most)


def least_chart(figure: Bars | Intervals, setting: Setting) -> float:
    """Return the least height at which a chart is readable."""
    if isinstance(figure, Bars):
        return len(figure.rows) * setting.space("bar") + TITLE_ROOM
    return len(figure.rows) * setting.space("row") + AXIS_ROOM + 2 * TITLE_ROOM


def most_chart(figure: Bars | Intervals, setting: Setting) -> float:
    """Return the height beyond which a chart gains only empty space."""
    if isinstance(figure, Bars):
        return len(figure.rows) * setting.space("bar-most") + TITLE_ROOM
    return max(LEAST_TALL, 1.4 * len(figure.rows) * setting.space("row") + AXIS_ROOM + 2 * TITLE_ROOM)


def _labels(units: Sequence[Unit], style: Style, widest: float, setting: Setting) -> list[tuple[str, ...]]:
    fonts = setting.look.fonts
    return [
        tuple(line.text for line in break_lines(drawn_text(unit.text, setting.lang), style, widest, fonts))
        for unit in units
    ]


def _widest(labels: Sequence[Sequence[str]], style: Style, setting: Setting) -> float:
    face = setting.look.fonts.faces(style.bold)[0]
    return max((face.width(line) * style.size for lines in labels for line in lines), default=0.0)


def draw_bars(block: FigureBlock, figure: Bars, box: Bounds, setting: Setting) -> DrawnFigure:
    """Return a bar chart with measured room for its labels."""
    style, mark = setting.style("label"), setting.style("mark")
    most = box.width * LABEL_SHARE
    labels = _labels([row.label for row in figure.rows], style, most, setting)
    # a word that is wider than that is reported by itself, and takes no room from the chart
    start = min(_widest(labels, style, setting), most) / setting.space("slack") + 14
    title = TITLE_ROOM if figure.axis.text else 4.0
    after = _beside([row for row in figure.rows if row.amount >= 0], style, setting)
    plot = Bounds(start, 2, box.width - start - after, box.height - title - 4)
    before = _beside([row for row in figure.rows if row.amount < 0], style, setting)
    narrow = _too_narrow(plot.width - before)
    frame = ChartFrame(
        f"chart {block.id}",
        box,
        figure,
        plot,
        tuple(labels),
        style,
        mark,
        dict(setting.look.data),
        setting.lang,
        described(block),
        _bar_ends(figure, before, plot.width),
    )
    high = _label_faults(labels, style, plot.height / len(figure.rows))
    return DrawnFigure(frame, (*_too_high(figure, box, setting), *narrow, *high))


def _beside(rows: Sequence[BarRow], style: Style, setting: Setting) -> float:
    """Return the room in pt for the values beside bars to one side of zero."""
    printed = _labels([row.printed for row in rows], style, 1e6, setting)
    return _widest(printed, style, setting) + BESIDE if rows else 0.0


def _bar_ends(figure: Bars, before: float, width: float) -> tuple[Decimal, Decimal]:
    """Return the ends of an axis that holds zero and all amounts, and `before` pt for values left of the lowest."""
    amounts = [row.amount for row in figure.rows]
    low, high = min(Decimal(0), *amounts), max(Decimal(0), *amounts)
    if low == high:
        return low, Decimal(1)
    if low == 0:
        return low, high
    units = float(high - low) * before / max(width - before, LEAST_WIDE)
    return Decimal(f"{float(low) - units:.5g}"), high


def _too_narrow(width: float) -> tuple[str, ...]:
    return (f"the labels leave the chart only {width:.0f} pt",) if width < LEAST_WIDE else ()


def draw_intervals(block: FigureBlock, figure: Intervals, box: Bounds, setting: Setting) -> DrawnFigure:
    """Return an interval chart with measured room for its labels."""
    style, mark = setting.style("label"), setting.style("mark")
    most = box.width * INTERVAL_LABEL_SHARE
    labels = _labels([row.label for row in figure.rows], style, most, setting)
    printed = _labels([row.printed for row in figure.rows], mark, most, setting)
    start = min(_widest(labels, style, setting), most) / setting.space("slack") + 18
    end = _widest(printed, mark, setting) / setting.space("slack") + 18
    plot = Bounds(start, 4, box.width - start - end, box.height - AXIS_ROOM - TITLE_ROOM - 8)
    axis = axis_of(figure)
    sides, crowded = _side_labels(figure, axis, plot.width, mark, setting)
    frame = ChartFrame(
        f"chart {block.id}",
        box,
        figure,
        plot,
        tuple(labels + printed + sides),
        style,
        mark,
        dict(setting.look.data),
        setting.lang,
        described(block),
        (axis.low, axis.high),
    )
    narrow = (*_too_narrow(plot.width), *_tick_faults(axis, mark, plot.width, setting))
    return DrawnFigure(frame, (*_too_high(figure, box, setting), *narrow, *crowded))


def _tick_faults(axis: Axis, style: Style, width: float, setting: Setting) -> tuple[str, ...]:
    """Return whether the numbers at the ticks are too long to stand side by side."""
    over = _widest([axis.numbers], style, setting) + TICK_GAP - width / axis.steps
    return (f"the numbers of the axis are {over:.0f} pt too long; give these values in a table",) if over > 0.5 else ()


def _side_labels(
    figure: Intervals, axis: Axis, width: float, style: Style, setting: Setting
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return the labels on both sides of no difference, each within its part of the scale, and what does not fit."""
    labels: list[tuple[str, ...]] = []
    faults: list[str] = []
    for unit, share in ((figure.lower, axis.share), (figure.higher, 1 - axis.share)):
        room = width * share * setting.space("slack") - SIDE_GAP
        labels += _labels([unit], style, max(room, 1.0), setting)
        over = _widest(labels[-1:], style, setting) - room
        if over > 0.5 or len(labels[-1]) > SIDE_LINES:
            faults.append(f"{shortened(plain(unit.text))!r} is too long for its side of the scale ({room:.0f} pt)")
    return labels, tuple(faults)


def _too_high(figure: Bars | Intervals, box: Bounds, setting: Setting) -> tuple[str, ...]:
    over = least_chart(figure, setting) - box.height
    return (f"the chart is {over:.0f} pt too high",) if over > 0.5 else ()


def _label_faults(labels: Sequence[Sequence[str]], style: Style, room: float) -> tuple[str, ...]:
    tallest = max((len(lines) for lines in labels), default=0) * style.line
    return (f"a label is {tallest - room:.0f} pt higher than its bar",) if tallest > room + 0.5 else ()
