"""Interval charts: points with error bars computed in the workbook, with names and values beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape

from handouts.core.quantity import MINUS
from handouts.core.words import word
from handouts.document.figures import IntervalRow, Intervals
from handouts.document.text import plain
from handouts.render.deck.graphs import Axis, axis_of
from handouts.render.deck.pptx.chartxml import (
    CATEGORIES,
    NO_FILL,
    NO_LINE,
    UNSEEN,
    VALUES,
    axis_title,
    cells,
    decimals_of,
    literal,
    number_props,
    numbers,
    rich,
    shown,
)
from handouts.render.deck.pptx.workbooks import CellValue, Formula
from handouts.render.deck.pptx.xml import DrawingContext, emu, fill
from handouts.render.deck.value import ChartFrame
from handouts.render.type.lines import Style

DIRECTION_ROW = Decimal("0.3")  # y of the labels for the sides of the scale
ARROW = "\u25c4"  # an interval that goes on beyond the scale
LARGE, SMALL = Decimal(100_000), Decimal("0.001")  # numbers between them are printed plainly by themselves
BEFORE = Decimal("0.02")  # distance of that arrow from the end of a log scale, as a share of it
INSIDE = Decimal("0.002")  # distance of points from the ends of a scale, as a share of it


def _heights(figure: Intervals) -> list[Decimal]:
    return [Decimal(len(figure.rows) - place) for place in range(len(figure.rows))]


def _heads(lang: str) -> Iterator[str]:
    """Yield the column heads of the workbook; the first, above the names of the rows, is empty."""
    row = word("sheet.row", lang)
    yield from ("", word("sheet.estimate", lang), word("sheet.low", lang), word("sheet.high", lang), row, row)
    yield from (word("sheet.plus", lang), word("sheet.minus", lang), word("sheet.printed", lang))


def interval_rows(figure: Intervals, lang: str) -> list[list[CellValue]]:
    """Return name, estimate, bounds and height of each row, and the lengths of its error bars on both sides."""
    head: list[CellValue] = list(_heads(lang))
    rows: list[list[CellValue]] = [head]
    for place, (row, height) in enumerate(zip(figure.rows, _heights(figure), strict=True), start=2):
        plus = Formula(f"D{place}-B{place}", row.high - row.estimate)
        minus = Formula(f"B{place}-C{place}", row.estimate - row.low)
        label, printed = plain(row.label.text), plain(row.printed.text)
        rows.append([label, row.estimate, row.low, row.high, height, height, plus, minus, printed])
    return rows


def intervals_xml(frame: ChartFrame, figure: Intervals, context: DrawingContext) -> str:
    """Return the plot of an interval chart: points with error bars, and the names and printed values of its rows."""
    axis = axis_of(figure)
    heights = _heights(figure)
    count = len(figure.rows)
    labels, printed, sides = frame.labels[:count], frame.labels[count : 2 * count], frame.labels[2 * count :]
    pairs = zip(figure.rows, heights, strict=True)
    lines = [_reach(place, row, height, axis, frame, context) for place, (row, height) in enumerate(pairs)]
    points = [
        _estimates(count, frame, figure.rows, heights, axis, context),
        _texts(count + 1, [_inside(axis, axis.low)] * count, heights, labels, frame.label, "l", frame, context),
        _texts(count + 2, [_inside(axis, axis.high)] * count, heights, printed, frame.mark, "r", frame, context),
    ]
    open_rows = [height for row, height in zip(figure.rows, heights, strict=True) if not axis.shows(row.low)]
    if sides:
        lines.append(_texts(count + 3, _sides(axis), [DIRECTION_ROW] * 2, sides, frame.mark, "ctr", frame, context))
    if open_rows:
        arrows, style = [(ARROW,)] * len(open_rows), replace(frame.mark, colour=frame.colours["main"])
        ends = [axis.low * (axis.high / axis.low) ** BEFORE] * len(open_rows)
        lines.append(_texts(count + 4, ends, open_rows, arrows, style, "ctr", frame, context))
    # LibreOffice drops points of a series that comes before a longer one; the others hold two points each
    series = points + lines if count > 1 else lines + points
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(series)}'
        f'<c:axId val="{VALUES}"/><c:axId val="{CATEGORIES}"/></c:scatterChart>'
        f"{_value_axis(frame, figure, axis, context)}{_row_axis(frame, axis, count, context)}"
    )


def _inside(axis: Axis, end: Decimal) -> Decimal:
    """Return a point so close to an end of the scale that it looks the same, but never falls outside."""
    way = 1 if end == axis.low else -1
    return end * (1 + way * INSIDE) if axis.base else end + way * INSIDE * (axis.high - axis.low)


def _sides(axis: Axis) -> list[Decimal]:
    """Return the middles of both halves of the scale."""
    if axis.base is None:
        return [(axis.low + axis.line) / 2, (axis.high + axis.line) / 2]
    return [axis.low.sqrt(), axis.high.sqrt()]


def _reach(
    place: int, row: IntervalRow, height: Decimal, axis: Axis, frame: ChartFrame, context: DrawingContext
) -> str:
    """Return a line from the low to the high end of a row, because LibreOffice draws no horizontal error bars.

    A low end that the scale cannot show is drawn at the edge, which is no cell of the workbook.
    """
    line = f'<c:spPr><a:ln w="{emu(3)}" cap="flat">{fill(frame.colours["main"], context)}</a:ln></c:spPr>'
    at = place + 2
    ends = [_drawn_low(row, axis), row.high]
    across = cells(f"Sheet1!$C${at}:$D${at}", ends) if axis.shows(row.low) else literal(ends)
    level = cells(f"Sheet1!$E${at}:$F${at}", [height, height])
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{line}{UNSEEN}<c:xVal>{across}</c:xVal>'
        f'<c:yVal>{level}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _drawn_low(row: IntervalRow, axis: Axis) -> Decimal:
    """Return where the line of a row begins: at its low end, or near the edge of a scale that cannot show it."""
    return row.low if axis.shows(row.low) else axis.low * (axis.high / axis.low) ** BEFORE


def _estimates(
    number: int,
    frame: ChartFrame,
    rows: Sequence[IntervalRow],
    heights: Sequence[Decimal],
    axis: Axis,
    context: DrawingContext,
) -> str:
    main = fill(frame.colours["main"], context)
    drawn = [row.estimate - _drawn_low(row, axis) for row in rows]
    minus = numbers(7, drawn) if all(axis.shows(row.low) for row in rows) else literal(drawn)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{word("sheet.estimate", frame.lang)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'{NO_LINE}<c:marker><c:symbol val="square"/><c:size val="13"/><c:spPr>{main}<a:ln><a:noFill/></a:ln></c:spPr>'
        '</c:marker><c:errBars><c:errDir val="x"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/><c:plus>{numbers(6, [row.high - row.estimate for row in rows])}</c:plus>'
        f"<c:minus>{minus}</c:minus>"
        f'<c:spPr><a:ln w="{emu(3)}">{main}</a:ln></c:spPr></c:errBars>'
        f"<c:xVal>{numbers(1, [row.estimate for row in rows])}</c:xVal>"
        f'<c:yVal>{numbers(4, heights)}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _texts(
    number: int,
    across: Sequence[Decimal],
    heights: Sequence[Decimal],
    texts: Sequence[Sequence[str]],
    style: Style,
    side: str,
    frame: ChartFrame,
    context: DrawingContext,
) -> str:
    """Return invisible points that carry the labels of the chart."""
    locale = word("locale", frame.lang)
    labels = "".join(
        f'<c:dLbl><c:idx val="{place}"/>{rich(lines, style, context, locale)}{NO_FILL}<c:dLblPos val="{side}"/>'
        f"{shown('showVal')}</c:dLbl>"
        for place, lines in enumerate(texts)
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{NO_LINE}{UNSEEN}<c:dLbls>{labels}'
        f"{NO_FILL}{shown('none')}</c:dLbls><c:xVal>{literal(across)}</c:xVal>"
        f'<c:yVal>{literal(heights)}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _value_axis(frame: ChartFrame, figure: Intervals, axis: Axis, context: DrawingContext) -> str:
    base = f'<c:logBase val="{axis.base}"/>' if axis.base else ""
    line = f'<c:spPr><a:ln w="{emu(1.5)}">{fill(frame.colours["line"], context)}</a:ln></c:spPr>'
    return (
        f'<c:valAx><c:axId val="{VALUES}"/><c:scaling>{base}<c:orientation val="minMax"/><c:max val="{axis.high:f}"/>'
        f'<c:min val="{axis.low:f}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'{axis_title(figure.axis, frame, context)}<c:numFmt formatCode="{escape(tick_format(axis))}" sourceLinked="0"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}'
        f'{number_props(frame.mark, context, word("locale", frame.lang))}<c:crossAx val="{CATEGORIES}"/>'
        f'<c:crosses val="min"/><c:crossBetween val="midCat"/><c:majorUnit val="{axis.step:f}"/></c:valAx>'
    )


def tick_format(axis: Axis) -> str:
    """Return the number format of an axis: plain digits where programs would write powers of ten, and a true minus."""
    if axis.base is None:
        places = decimals_of(axis.step.normalize())
        digits = "#,##0" + ("." + "0" * places if places else "")
        return f"{digits};{MINUS}{digits};0"
    plain_by_itself = axis.low >= SMALL and axis.high < LARGE
    return "General" if plain_by_itself else "[<1]0.#########;#,##0"


def _row_axis(frame: ChartFrame, axis: Axis, rows: int, context: DrawingContext) -> str:
    """Return the vertical axis, which is the line at 1 or 0."""
    line = (
        f'<c:spPr><a:ln w="{emu(1.5)}">{fill(frame.colours["quiet"], context)}<a:prstDash val="dash"/></a:ln></c:spPr>'
    )
    return (
        f'<c:valAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{rows}.6"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/>{line}<c:crossAx val="{VALUES}"/>'
        f'<c:crossesAt val="{axis.line}"/><c:crossBetween val="midCat"/></c:valAx>'
    )
