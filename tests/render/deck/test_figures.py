"""Figures on slides draw their values truly, whatever these are, or say why they cannot."""

from __future__ import annotations

import math
from decimal import Decimal
from functools import cache
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree
from support import deck_samples as samples
from support.figures import (
    BARS,
    CHANGES,
    ICONS,
    RATIOS,
    TIMELINES,
    bars_of,
    block_of,
    icons_of,
    in_order,
    intervals_of,
    timeline_of,
)

from handouts.document.figures import Bars, Figure, IconArray, Intervals, Timeline
from handouts.document.text import plain
from handouts.render.deck.figures import draw_figure, least_height
from handouts.render.deck.graphs import axis_of
from handouts.render.deck.look import DeckLook
from handouts.render.deck.pptx.bars import bars_xml
from handouts.render.deck.pptx.chartxml import chart_space
from handouts.render.deck.pptx.intervals import ARROW, interval_rows, intervals_xml, tick_format
from handouts.render.deck.pptx.xml import DrawingContext, colour_names
from handouts.render.deck.texts import Setting
from handouts.render.deck.value import ChartFrame, Freeform, GroupFrame, TextFrame
from handouts.render.type.geometry import Bounds

D = Decimal
BOX = Bounds(40, 90, 860, 340)
ROOMS = st.sampled_from((BOX, Bounds(40, 90, 420, 340)))
C = {
    "c": "http://schemas.openxmlformats.org/drawingml/2006/chart",
    "a": "http://schemas.openxmlformats.org/drawingml/2006/main",
}
bounded = settings(derandomize=True, max_examples=60, deadline=None)


@cache
def look() -> DeckLook:
    return samples.read_look()


def setting() -> Setting:
    return Setting(look(), "chart", "en")


def drawn(figure: Figure, box: Bounds = BOX) -> ChartFrame | GroupFrame | None:
    """A figure in a box, which holds it; None where it says what does not fit."""
    tall = Bounds(box.x, box.y, box.width, max(box.height, least_height(figure, box.width, setting())))
    made = draw_figure(block_of(figure), tall, setting())
    if made.faults:
        return None
    assert isinstance(made.frame, ChartFrame | GroupFrame)
    assert tall.holds(made.frame.box)
    return made.frame


def width_of(text: str) -> float:
    """The width of a value beside its bar."""
    style = setting().style("label")
    return look().fonts.faces(style.bold)[0].width(text) * style.size


def chart_of(frame: ChartFrame) -> etree._Element:
    """A chart as XML."""
    figure, context = frame.figure, DrawingContext(colour_names(look()))
    plot = bars_xml(frame, figure, context) if isinstance(figure, Bars) else intervals_xml(frame, figure, context)
    return etree.fromstring(chart_space(plot, frame, context))


def found(chart: etree._Element, path: str) -> list[str]:
    return [str(each) for each in chart.xpath(path, namespaces=C)]


def axis_ends(chart: etree._Element) -> tuple[D, D]:
    (low,), (high,) = (found(chart, f"(//c:valAx)[1]/c:scaling/c:{end}/@val") for end in ("min", "max"))
    return D(low), D(high)


@bounded
@given(BARS, ROOMS)
def test_the_axis_of_bars_holds_zero_and_all_values_with_their_labels(figure: Bars, box: Bounds) -> None:
    frame = drawn(figure, box)
    if frame is None:
        assert box is not BOX
        return
    assert isinstance(frame, ChartFrame)
    chart = chart_of(frame)
    low, high = axis_ends(chart)
    assert low < high
    amounts = [row.amount for row in figure.rows]
    assert low <= min(0, *amounts) <= max(0, *amounts) <= high
    unit = frame.plot.width / float(high - low)
    for row in figure.rows:
        end, wide = frame.plot.x + float(row.amount - low) * unit, width_of(plain(row.printed.text))
        assert end - wide >= frame.plot.x if row.amount < 0 else end + wide <= frame.box.width
    assert [D(text) for text in found(chart, "//c:val//c:v/text()")] == amounts
    assert found(chart, "//c:crosses/@val") == ["autoZero", "max"]


@bounded
@given(BARS)
def test_no_label_of_a_chart_may_wrap(figure: Bars) -> None:
    frame = drawn(figure)
    assert isinstance(frame, ChartFrame)
    labels = "//c:dLbls//a:bodyPr/@wrap"
    chart = chart_of(frame)
    assert found(chart, labels) == ["none"] * len(found(chart, "//c:dLbls//a:bodyPr"))
    assert found(chart, labels)


@bounded
@given(st.one_of(RATIOS, CHANGES), ROOMS)
def test_the_axis_of_intervals_holds_what_it_can_show(figure: Intervals, box: Bounds) -> None:
    axis = axis_of(figure)
    assert axis.low < axis.line < axis.high
    for row in figure.rows:
        assert axis.low < row.estimate < axis.high
        assert axis.shows(row.high)
        assert axis.shows(row.low) or (figure.log and row.low == 0)
    frame = drawn(figure, box)
    if frame is None:
        return
    assert isinstance(frame, ChartFrame)
    chart = chart_of(frame)
    assert axis_ends(chart) == (axis.low, axis.high)
    across = [D(text) for text in found(chart, "//c:xVal//c:v/text()")]
    assert all(axis.low <= value <= axis.high for value in across)
    assert all(math.isfinite(float(text)) for text in found(chart, "//c:v[not(ancestor::c:strCache)]/text()"))
    arrows = sum(not axis.shows(row.low) for row in figure.rows)
    assert found(chart, "//c:dLbl//a:t/text()").count(ARROW) == arrows
    assert set(found(chart, "//c:valAx/c:txPr/a:bodyPr/@wrap")) == {"none"}
    said = " ".join(found(chart, "//c:dLbl//a:t/text()"))
    assert all(plain(row.printed.text) in said for row in figure.rows)


def test_an_interval_that_reaches_0_is_drawn_to_the_edge_and_keeps_its_0_in_the_workbook() -> None:
    figure = intervals_of([(D("0.5"), D(0), D("2.1")), (D("0.6"), D("0.3"), D("1.1"))], "OR")
    frame = drawn(figure)
    assert isinstance(frame, ChartFrame)
    chart = chart_of(frame)
    assert axis_ends(chart) == (D("0.25"), D(4))
    start, end = (D(text) for text in found(chart, '//c:ser[c:idx/@val="0"]/c:xVal/c:numLit//c:v/text()'))
    assert D("0.25") < start < D("0.27")
    assert end == D("2.1")
    # the interval beside it stands in cells
    assert found(chart, '//c:ser[c:idx/@val="1"]/c:xVal/c:numRef//c:v/text()') == ["0.3", "1.1"]
    assert [row[2] for row in interval_rows(figure, "en")[1:]] == [0, D("0.3")]


@pytest.mark.parametrize(
    ("row", "measure", "form"),
    [
        (("0.5", "0.3", "0.8"), "OR", "General"),
        (("1200000", "2", "2000000"), "OR", "[<1]0.#########;#,##0"),
        (("-9.1", "-17.7", "-0.5"), "change", "#,##0;−#,##0;0"),
        (("0.00004", "-0.00001", "0.0001"), "change", "#,##0.00000;−#,##0.00000;0"),
    ],
)
def test_ticks_print_plain_digits_and_a_true_minus(row: tuple[str, str, str], measure: str, form: str) -> None:
    figure = intervals_of([(D(row[0]), D(row[1]), D(row[2]))], measure)
    assert tick_format(axis_of(figure)) == form


def test_an_axis_whose_numbers_cannot_stand_side_by_side_is_refused() -> None:
    huge = intervals_of([(D(1), D("0.000001"), D("999999999999"))], "OR")
    faults = draw_figure(block_of(huge), BOX, setting()).faults
    assert any("numbers of the axis" in fault for fault in faults)


@bounded
@given(TIMELINES, ROOMS)
def test_times_stand_in_order_and_a_moment_is_a_dot(figure: Timeline, box: Bounds) -> None:
    frame = drawn(figure, box)
    if frame is None:
        return
    assert isinstance(frame, GroupFrame)
    shapes = {child.name: child for child in frame.children if isinstance(child, TextFrame)}
    assert all(box.x - 0.01 <= each.box.x and each.box.right <= box.right + 0.01 for each in shapes.values())
    times, places = [], []
    for span in figure.spans:
        mark = shapes[span.id]
        assert (mark.form == "ellipse") == (span.start == span.end)
        ends = (mark.box.centre.x,) if span.start == span.end else (mark.box.x, mark.box.right)
        times += [span.start, span.end][: len(ends)]
        places += ends
        assert mark.box.width > 0 < mark.box.height
    for number, tick in enumerate(figure.ticks, start=1):
        times.append(tick.at)
        places.append(shapes[f"tick {number}"].box.centre.x)
    assert in_order(times, places)


def test_a_moment_stands_at_its_time_and_not_from_birth_to_it() -> None:
    frame = drawn(timeline_of([("2628000", "2628000", "late")]))
    assert isinstance(frame, GroupFrame)
    shapes = {child.name: child for child in frame.children if isinstance(child, TextFrame)}
    assert shapes["s0"].form == "ellipse"
    assert shapes["s0"].box.centre.x == pytest.approx(shapes["tick 2"].box.centre.x)


def test_no_line_of_a_timeline_runs_through_a_label() -> None:
    frame = drawn(timeline_of([("10080", "10080", "late")] * 3))
    assert isinstance(frame, GroupFrame)
    shapes = [child for child in frame.children if isinstance(child, TextFrame)]
    labels = [shape.box for shape in shapes if shape.name.startswith("label")]
    leads = [shape.box for shape in shapes if shape.name.startswith("lead")]
    assert leads
    assert not [lead for lead in leads for label in labels if lead.meets(label)]


def test_times_that_stand_too_close_are_refused() -> None:
    times = ("0", "1440", "10080", "43800", "525600", "2628000")
    figure = timeline_of([(start, end, "plain") for start, end in pairwise(times)])
    narrow = Bounds(40, 90, 200, 300)
    assert any("too close together" in fault for fault in draw_figure(block_of(figure), narrow, setting()).faults)
    assert not any("too close together" in fault for fault in draw_figure(block_of(figure), BOX, setting()).faults)


@bounded
@given(ICONS)
def test_as_many_dots_are_filled_as_the_risk_says(figure: IconArray) -> None:
    frame = drawn(figure)
    assert isinstance(frame, GroupFrame)
    dots = {child.name: len(child.circles) for child in frame.children if isinstance(child, Freeform)}
    assert dots.get("certain", 0) == figure.filled
    assert dots.get("possible", 0) == figure.marked - figure.filled
    assert dots.get("rest", 0) == figure.total - figure.marked
    assert all(frame.box.holds(child.box) for child in frame.children)


@pytest.mark.parametrize("risk", ["0", "1000"])
def test_the_legend_of_nobody_and_of_everybody_has_its_dot(risk: str) -> None:
    frame = drawn(icons_of(1000, D(risk), D(risk)))
    assert isinstance(frame, GroupFrame)
    assert {"sample certain", "sample rest"} <= {child.name for child in frame.children}


def test_bars_below_zero_go_to_the_left_of_it() -> None:
    frame = drawn(bars_of((D(-5), D(12))))
    assert isinstance(frame, ChartFrame)
    low, high = axis_ends(chart_of(frame))
    assert low < -5
    assert high == 12
    assert found(chart_of(frame), "//c:dLbls//a:t/text()") == ["−5\u00a0µg", "12\u00a0µg"]
