"""Figures on paper draw their values truly, whatever these are, or say at their place why they cannot."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.deck_samples import MARK, lanes, unit
from support.figures import (
    BARS,
    CHANGES,
    ICONS,
    POSITIVE,
    RATIOS,
    TIMELINES,
    bars_of,
    block_of,
    icons_of,
    in_order,
    intervals_of,
    timeline_of,
)
from support.samples import look_of
from support.shapes import edges
from support.units import unit_named

from handouts.core.quantity import Measured, Number
from handouts.document.blocks import Column, Group, Row, Table
from handouts.document.figures import Bars, Figure, IconArray, Intervals, Timeline
from handouts.document.text import Unit, Value, plain
from handouts.render.paper.charts import HAIRLINE
from handouts.render.paper.figures import figure_strip
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Disc, Polygon, Rect, Shape, StraightLine, TextLine
from handouts.render.paper.tables import table_strips

D = Decimal
WIDTHS = st.sampled_from((140.0, 260.0, 330.0, 480.0))
LAYOUTS = st.sampled_from(("a4", "letter-large-print"))
bounded = settings(derandomize=True, max_examples=60, deadline=None)


def drawn(figure: Figure, width: float = 480.0, layout: str = "a4") -> tuple[Shape, ...]:
    """The shapes of a figure, all inside its frame; none where the figure is a problem with a place."""
    setter = Setter(look_of(layout), "en")
    strip = figure_strip(setter, block_of(figure), width, ())
    for problem in setter.log:
        assert (problem.rule, problem.mark.line) == ("overflowing-text", 7)
    if setter.log:
        return ()
    shapes = tuple(shape for each in strip.drawn for shape in each.shapes)
    for shape in shapes:
        left, top, right, bottom = edges(shape)
        assert -0.01 <= left <= right <= width + 0.01, shape
        assert -0.01 <= top <= bottom <= strip.height + 2, shape
    return shapes


def said(shapes: tuple[Shape, ...]) -> list[str]:
    return [shape.line.text for shape in shapes if isinstance(shape, TextLine)]


def on_one_line(unit: Unit, shapes: tuple[Shape, ...]) -> TextLine:
    """The line that prints a value, whole."""
    return next(s for s in shapes if isinstance(s, TextLine) and s.line.text == plain(unit.text))


def filled(shapes: tuple[Shape, ...], fill: str) -> list[Rect]:
    return [shape for shape in shapes if isinstance(shape, Rect) and shape.fill == fill]


@bounded
@given(BARS, WIDTHS, LAYOUTS)
def test_a_bar_is_as_long_as_its_value_on_its_side_of_zero(figure: Bars, width: float, layout: str) -> None:
    shapes = drawn(figure, width, layout)
    if not shapes:
        assert width < 480 or layout != "a4"
        return
    zero = next(shape.x1 for shape in shapes if isinstance(shape, StraightLine) and shape.x1 == shape.x2)
    rows = [row for row in figure.rows if row.amount]
    rects = filled(shapes, "primary")
    assert len(rects) == len(rows)
    longest = max((abs(row.amount) for row in rows), default=D(1))
    reach = max((rect.width for rect in rects), default=0.0)
    for row, rect in zip(rows, rects, strict=True):
        assert rect.width == pytest.approx(max(float(abs(row.amount) / longest) * reach, HAIRLINE))
        assert (rect.x if row.amount > 0 else rect.x + rect.width) == pytest.approx(zero)
    for row in figure.rows:
        line = on_one_line(row.printed, shapes)
        assert line.x >= zero if row.amount >= 0 else line.x + line.line.width <= zero


def test_bars_to_both_sides_share_one_scale() -> None:
    shapes = drawn(bars_of((D(-5), D(12), D(0))))
    left, right = filled(shapes, "primary")
    assert left.x + left.width == pytest.approx(right.x)
    assert left.width / right.width == pytest.approx(5 / 12)
    assert [text for text in said(shapes) if "µg" in text] == ["−5\u00a0µg", "12\u00a0µg", "0\u00a0µg"]


def test_bars_of_nothing_have_no_length() -> None:
    assert filled(drawn(bars_of((D(0), D(0)))), "primary") == []


@bounded
@given(st.one_of(RATIOS, CHANGES), WIDTHS, LAYOUTS)
def test_estimates_stand_in_their_intervals_and_in_order(figure: Intervals, width: float, layout: str) -> None:
    shapes = drawn(figure, width, layout)
    if not shapes:
        assert width < 480 or layout != "a4"
        return
    points = [(rect.x + rect.width / 2, rect.y + rect.height / 2) for rect in filled(shapes, "primary")]
    lines = [shape for shape in shapes if isinstance(shape, StraightLine) and shape.colour == "primary"]
    assert len(points) == len(lines) == len(figure.rows)
    for (x, y), line in zip(points, lines, strict=True):
        assert line.x1 - 1e-6 <= x <= line.x2 + 1e-6
        assert y == line.y1 == line.y2
    assert in_order([row.estimate for row in figure.rows], [x for x, _ in points])
    assert in_order([row.high for row in figure.rows], [line.x2 for line in lines])
    closed = [(row.low, line.x1) for row, line in zip(figure.rows, lines, strict=True) if row.low > 0 or not figure.log]
    assert in_order([low for low, _ in closed], [x for _, x in closed])
    arrows = [shape for shape in shapes if isinstance(shape, Polygon)]
    assert len(arrows) == len(figure.rows) - len(closed)
    words = " ".join(said(shapes))
    for row in figure.rows:
        assert all(word in words for word in plain(row.printed.text).split(" "))


def test_an_interval_that_reaches_0_ends_in_an_arrow_at_the_edge() -> None:
    shapes = drawn(intervals_of([(D("0.5"), D(0), D("2.1")), (D("0.6"), D("0.3"), D("1.1"))], "OR"))
    (arrow,) = [shape for shape in shapes if isinstance(shape, Polygon)]
    axis = next(s for s in shapes if isinstance(s, StraightLine) and s.colour == "ink")
    assert min(x for x, _ in arrow.points) == axis.x1
    open_line, closed = [s for s in shapes if isinstance(s, StraightLine) and s.colour == "primary"]
    assert open_line.x1 < closed.x1
    assert "OR\u00a00.5 (95%\u00a0CI\u00a00–2.1)" in said(shapes)


@bounded
@given(TIMELINES, WIDTHS, LAYOUTS)
def test_times_stand_in_order_and_a_moment_has_no_length(figure: Timeline, width: float, layout: str) -> None:
    shapes = drawn(figure, width, layout)
    if not shapes:
        assert width < 480 or layout != "a4"
        return
    moments = [span for span in figure.spans if span.start == span.end]
    lasting = [span for span in figure.spans if span.start != span.end]
    bands = [shape for shape in shapes if isinstance(shape, Rect)]
    dots = [shape for shape in shapes if isinstance(shape, Disc)]
    assert (len(bands), len(dots)) == (len(lasting), len(moments))
    times = [time for span in lasting for time in (span.start, span.end)] + [span.start for span in moments]
    places = [x for band in bands for x in (band.x, band.x + band.width)] + [dot.x for dot in dots]
    assert in_order(times, places)
    assert all(band.width > 0 for band in bands)
    labels = [span.label for span in figure.spans] + [tick.label for tick in figure.ticks]
    assert {plain(label.text) for label in labels} <= set(said(shapes))


def test_a_moment_is_a_mark_at_its_time() -> None:
    shapes = drawn(timeline_of([("2628000", "2628000", "late")]))
    (dot,) = [shape for shape in shapes if isinstance(shape, Disc)]
    assert not [shape for shape in shapes if isinstance(shape, Rect)]
    end = max(shape.x1 for shape in shapes if isinstance(shape, StraightLine) and shape.x1 == shape.x2)
    assert dot.x == end
    assert {"Birth", "5 years", "Span 0"} <= set(said(shapes))


@pytest.mark.parametrize(
    "spans", [[("10080", "10080", "late")] * 3, [("0", "2628000", "plain"), ("1440", "10080", "plain")]]
)
def test_no_line_of_a_timeline_runs_through_a_label(spans: list[tuple[str, str, str]]) -> None:
    shapes = drawn(timeline_of(spans))
    uprights = [shape for shape in shapes if isinstance(shape, StraightLine) and shape.x1 == shape.x2]
    for label in (shape for shape in shapes if isinstance(shape, TextLine)):
        low, high = label.y - 3, label.y
        through = [line for line in uprights if line.y1 < high and low < line.y2]
        assert not [line for line in through if label.x - 0.01 <= line.x1 <= label.x + label.line.width]


def test_a_timeline_of_no_length_is_drawn_at_its_start() -> None:
    shapes = drawn(timeline_of([("0", "0", "plain")]))
    (dot,) = [shape for shape in shapes if isinstance(shape, Disc)]
    assert dot.x < 20


def test_the_label_of_an_arrow_that_takes_the_room_of_the_boxes_is_the_problem() -> None:
    figure = lanes()
    long = unit("e", "Donaudampfschifffahrtselektrizitaetenhauptbetriebswerkbauunterbeamtengesellschaft")
    setter = Setter(look_of("a4"), "en")
    figure_strip(
        setter, block_of(replace(figure, edges=(replace(figure.edges[0], label=long), *figure.edges[1:]))), 480.0, ()
    )
    assert [problem.message.partition(":")[0] for problem in setter.log] == [long.id]


@bounded
@given(ICONS, WIDTHS)
def test_as_many_icons_are_filled_as_the_risk_says(figure: IconArray, width: float) -> None:
    shapes = drawn(figure, width)
    # the legend repeats one icon of each kind
    framed = [shape for shape in shapes if isinstance(shape, Rect) and shape.stroke == "danger"]
    both = figure.marked > figure.filled
    assert len(filled(shapes, "danger")) == figure.filled + 1
    assert len(framed) == figure.marked - figure.filled + both
    assert len(filled(shapes, "neutral")) == figure.total - figure.marked + 1
    assert figure.filled <= figure.marked <= figure.total


@pytest.mark.parametrize(
    ("risk", "filled_icons", "marked"),
    [
        ("0", 0, 0),
        ("0.3", 0, 1),
        ("0.5", 1, 1),
        ("1", 1, 1),
        ("2.5", 3, 3),
        ("999.4", 999, 999),
        ("999.6", 999, 1000),
        ("1000", 1000, 1000),
    ],
)
def test_icons_are_rounded_half_up_and_what_is_nearly_none_or_all_has_half_an_icon(
    risk: str, filled_icons: int, marked: int
) -> None:
    figure = icons_of(1000, D(risk), D(risk))
    assert (figure.filled, figure.marked) == (filled_icons, marked)


def test_tiny_and_huge_bars_are_told_apart_from_nothing() -> None:
    shapes = drawn(bars_of((POSITIVE[0], POSITIVE[-1], D(0))))
    tiny, huge = filled(shapes, "primary")
    assert HAIRLINE == tiny.width < huge.width


def _table(*cells: Unit) -> Table:
    columns = (Column("name", unit("c0", "Name")), Column("much", unit("c1", "µg"), "bar"))
    rows = tuple(Row(f"row{n}", (unit(f"n{n}", f"Food {n}"), cell)) for n, cell in enumerate(cells))
    return Table("t", None, columns, (Group("g", None, None, rows),))


def _cell(name: str, amount: str) -> Unit:
    quantity = Number(D(amount), unit_named("ug"))
    measured = Measured(quantity, "a thing", "adults", "content")
    return Unit(name, (Value("claim", name, None, None, measured, amount),), MARK, "en")


def test_the_bars_of_a_table_are_to_scale_and_neither_zero_nor_unknown_has_one() -> None:
    table = _table(_cell("a", "100"), _cell("b", "25"), _cell("c", "0"), unit("d", "not known"))
    strips = list(table_strips(Setter(look_of("a4"), "en"), table, 400.0, ()))
    shapes = [shape for strip in strips for each in strip.drawn for shape in each.shapes]
    long, short = filled(tuple(shapes), "primary")
    assert short.width == pytest.approx(long.width / 4)
    assert {"100", "25", "0", "not known"} <= set(said(tuple(shapes)))
