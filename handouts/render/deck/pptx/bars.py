"""Bar charts: horizontal, from zero to either side, in the given order, each bar with its amount."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from html import escape

from handouts.core.words import word
from handouts.document.figures import BarRow, Bars
from handouts.document.text import plain
from handouts.render.deck.pptx.chartxml import (
    CATEGORIES,
    NO_FILL,
    NO_LINE,
    VALUES,
    axis_title,
    decimals_of,
    number_props,
    numbers,
    rich,
    shown,
    text_props,
    words,
)
from handouts.render.deck.pptx.workbooks import CellValue
from handouts.render.deck.pptx.xml import DrawingContext, emu, fill
from handouts.render.deck.value import ChartFrame

GAP = 45  # percent of a bar's width


def bar_rows(figure: Bars) -> list[list[CellValue]]:
    """Return the rows of a bar chart's workbook: names and amounts."""
    head: list[CellValue] = ["", plain(figure.axis.text)]
    rows: list[list[CellValue]] = [[plain(row.label.text), row.amount] for row in figure.rows]
    return [head, *rows]


def bars_xml(frame: ChartFrame, figure: Bars, context: DrawingContext) -> str:
    """Return the plot of a bar chart: horizontal bars from zero to either side, each with its amount."""
    locale, colours = word("locale", frame.lang), frame.colours
    names = ["\n".join(lines) if len(lines) > 1 else lines[0] for lines in frame.labels]
    series = (
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(plain(figure.axis.text), quote=False)}</c:v></c:pt>'
        f"</c:strCache></c:strRef></c:tx><c:spPr>{fill(colours['main'], context)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{_bar_labels(frame, figure, context)}'
        f"<c:cat>{words(0, [plain(row.label.text) for row in figure.rows] if names else [])}</c:cat>"
        f"<c:val>{numbers(1, [row.amount for row in figure.rows])}</c:val></c:ser>"
    )
    low, high = frame.ends
    line = f'<c:spPr><a:ln w="{emu(1.5)}">{fill(colours["line"], context)}</a:ln></c:spPr>'
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{GAP}"/><c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:barChart>'
        f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line}{text_props(replace(frame.label, bold=False), context, locale)}<c:crossAx val="{VALUES}"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
        f'<c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="{VALUES}"/><c:scaling>'
        f'<c:orientation val="minMax"/><c:max val="{high:f}"/><c:min val="{low:f}"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="b"/>{axis_title(figure.axis, frame, context)}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/>{NO_LINE}<c:crossAx val="{CATEGORIES}"/>'
        '<c:crosses val="max"/><c:crossBetween val="between"/></c:valAx>'
    )


def _bar_labels(frame: ChartFrame, figure: Bars, context: DrawingContext) -> str:
    """Return a label at the end of each bar: its value with the unit, or its printed words where they differ."""
    locale = word("locale", frame.lang)
    pattern = number_format(figure.rows)
    texts = ""
    if pattern is None:
        texts = "".join(
            f'<c:dLbl><c:idx val="{place}"/>{rich([plain(row.printed.text)], frame.label, context, locale)}'
            f'<c:dLblPos val="outEnd"/>{shown("showVal")}</c:dLbl>'
            for place, row in enumerate(figure.rows)
        )
    form = f'<c:numFmt formatCode="{escape(pattern or "General")}" sourceLinked="0"/>'
    look = number_props(frame.label, context, locale)
    return f'<c:dLbls>{texts}{form}{NO_FILL}{look}<c:dLblPos val="outEnd"/>{shown("showVal")}</c:dLbls>'


def number_format(rows: Sequence[BarRow]) -> str | None:
    """Return the number format that prints every amount like its words, or None if there is none."""
    decimals = {decimals_of(row.amount) for row in rows}
    if len(decimals) != 1:
        return None
    places = decimals.pop()
    digits = "#,##0" + ("." + "0" * places if places else "")
    ends = set()
    for row in rows:
        number, text = f"{row.amount:,.{places}f}", plain(row.printed.text)
        if not text.startswith(number):
            return None
        ends.add(text[len(number) :])
    end = ends.pop() if len(ends) == 1 else None
    if end is None or '"' in end:
        return None
    return f'{digits}"{end}"' if end else digits
