"""Bar and interval charts as native charts with measured labels."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from handouts.document.blocks import FigureBlock, described
from handouts.document.figures import Bars, Intervals
from handouts.document.text import Unit, plain
from handouts.render.deck.texts import Setting, drawn_text
from handouts.render.deck.value import ChartFrame, DrawnFigure
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style, break_lines

LABEL_SHARE = 0.42  # most of a chart's width for the labels of its rows
INTERVAL_LABEL_SHARE = 0.3  # that of an interval chart, which has printed values at its end too
AXIS_ROOM = 30.0  # pt for the numbers below an axis
TITLE_ROOM = 32.0  # pt for the title of an axis
SIDE_GAP = 12.0  # pt between the labels on both sides of no difference
SIDE_LINES = 2
LEAST_TALL = 280.0  # height in pt to which an interval chart with few rows may grow


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of an interval chart: its ends, the base of its logarithm, and the position of its reference line."""

    low: Decimal
    high: Decimal
    base: int | None
    line: Decimal

    @property
    def share(self) -> float:
        """The part of the scale before its line, 0 to 1."""
        low, high, line = (float(end) for end in (self.low, self.high, self.line))
        if self.base:
            low, high, line = math.log(low), math.log(high), math.log(line)
        return (line - low) / (high - low)


def axis_of(figure: Intervals) -> Axis:
    """Return a scale that contains all intervals: powers of 2 (or 10) around 1, or round numbers around 0."""
    low = min(row.low for row in figure.rows)
    high = max(row.high for row in figure.rows)
    if figure.log:
        base = 2 if low >= Decimal("0.125") and high <= 8 else 10
        first = min(-1, math.floor(math.log(low, base) + 1e-9))
        last = max(1, math.ceil(math.log(high, base) - 1e-9))
        return Axis(Decimal(base) ** first, Decimal(base) ** last, base, Decimal(1))
    low, high = min(low, Decimal(0)), max(high, Decimal(0))
    step = _step(high - low)
    return Axis(
        (low / step).to_integral_value("ROUND_FLOOR") * step,
        (high / step).to_integral_value("ROUND_CEILING") * step,
        None,
        Decimal(0),
    )


def _step(width: Decimal) -> Decimal:
    """Return a round distance of which at most six fill the width."""
    power = Decimal(10) ** math.floor(math.log10(float(width or 1)))
    return next(
        share * power
        for share in (Decimal("0.2"), Decimal("0.5"), Decimal(1), Decimal(2))
        if width / (share * power) <= 6
    )


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
    labels = _labels([row.label for row in figure.rows], style, box.width * LABEL_SHARE, setting)
    start = _widest(labels, style, setting) / setting.space("slack") + 14
    printed = _labels([row.printed for row in figure.rows], style, 1e6, setting)
    end = _widest(printed, style, setting) + 16
    title = TITLE_ROOM if figure.axis.text else 4.0
    plot = Bounds(start, 2, box.width - start - end, box.height - title - 4)
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
    )
    faults = _too_high(figure, box, setting)
    return DrawnFigure(frame, (*faults, *_label_faults(labels, style, plot.height / len(figure.rows))))


def draw_intervals(block: FigureBlock, figure: Intervals, box: Bounds, setting: Setting) -> DrawnFigure:
    """Return an interval chart with measured room for its labels."""
    style, mark = setting.style("label"), setting.style("mark")
    labels = _labels([row.label for row in figure.rows], style, box.width * INTERVAL_LABEL_SHARE, setting)
    printed = _labels([row.printed for row in figure.rows], mark, box.width * INTERVAL_LABEL_SHARE, setting)
    start = _widest(labels, style, setting) / setting.space("slack") + 18
    end = _widest(printed, mark, setting) / setting.space("slack") + 18
    plot = Bounds(start, 4, box.width - start - end, box.height - AXIS_ROOM - TITLE_ROOM - 8)
    sides, crowded = _side_labels(figure, plot.width, mark, setting)
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
    )
    narrow = (f"the labels leave the chart only {plot.width:.0f} pt",) if plot.width < 120 else ()
    return DrawnFigure(frame, (*_too_high(figure, box, setting), *narrow, *crowded))


def _side_labels(
    figure: Intervals, width: float, style: Style, setting: Setting
) -> tuple[list[tuple[str, ...]], tuple[str, ...]]:
    """Return the labels on both sides of no difference, each within its part of the scale, and what does not fit."""
    axis = axis_of(figure)
    labels: list[tuple[str, ...]] = []
    faults: list[str] = []
    for unit, share in ((figure.lower, axis.share), (figure.higher, 1 - axis.share)):
        room = width * share * setting.space("slack") - SIDE_GAP
        labels += _labels([unit], style, max(room, 1.0), setting)
        over = _widest(labels[-1:], style, setting) - room
        if over > 0.5 or len(labels[-1]) > SIDE_LINES:
            faults.append(f"{plain(unit.text)!r} is too long for its side of the scale ({room:.0f} pt)")
    return labels, tuple(faults)


def _too_high(figure: Bars | Intervals, box: Bounds, setting: Setting) -> tuple[str, ...]:
    over = least_chart(figure, setting) - box.height
    return (f"the chart is {over:.0f} pt too high",) if over > 0.5 else ()


def _label_faults(labels: Sequence[Sequence[str]], style: Style, room: float) -> tuple[str, ...]:
    tallest = max((len(lines) for lines in labels), default=0) * style.line
    return (f"a label is {tallest - room:.0f} pt higher than its bar",) if tallest > room + 0.5 else ()
