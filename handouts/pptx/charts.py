"""Native charts as chart XML with the workbook that holds their data."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from html import escape
from typing import assert_never

from handouts.document import BarRow, Bars, IntervalRow, Intervals, Unit, plain
from handouts.layout.typeset import Style
from handouts.pptx.workbooks import CellValue, Formula, reference, workbook
from handouts.pptx.xml import HEAD, Pen, emu, fill
from handouts.slides.value import ChartFrame
from handouts.words import word

SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CATEGORIES, VALUES = 111_111, 222_222  # axis ids
DIRECTION_ROW = Decimal("0.35")
NO_LINE = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
UNSEEN = '<c:marker><c:symbol val="none"/></c:marker>'
SHEET_HEADS = ("estimate", "low", "high", "row", "row", "plus", "minus", "printed")
TITLE_LINE = 1.35  # lines of type that an axis title keeps at the foot of a chart
INSIDE = Decimal("0.002")  # share of a scale that points keep from its ends
GAP = 45  # percent of a bar's width


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart part and its workbook."""

    xml: bytes
    workbook: bytes


def chart_of(frame: ChartFrame, pen: Pen) -> Chart:
    """The chart of a frame."""
    figure = frame.figure
    match figure:
        case Bars():
            return Chart(_space(_bars(frame, figure, pen), frame, pen), workbook(_bar_rows(figure)))
        case Intervals():
            return Chart(
                _space(_intervals(frame, figure, pen), frame, pen),
                workbook(_interval_rows(figure, frame.lang)),
            )
        case _:
            assert_never(figure)


def _space(plot: str, frame: ChartFrame, pen: Pen) -> bytes:
    look = _text_look(frame.mark, pen, word("locale", frame.lang))
    text = (
        f'{HEAD}<c:chartSpace {SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{_inner(frame)}{plot}</c:plotArea><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return text.encode()


def _inner(frame: ChartFrame) -> str:
    """The inner plot area as shares of the chart."""
    shares = {
        "x": frame.plot.x / frame.box.width,
        "y": frame.plot.y / frame.box.height,
        "w": frame.plot.width / frame.box.width,
        "h": frame.plot.height / frame.box.height,
    }
    places = "".join(f'<c:{name} val="{share:.5f}"/>' for name, share in shares.items())
    return (
        '<c:layout><c:manualLayout><c:layoutTarget val="inner"/><c:xMode val="edge"/><c:yMode val="edge"/>'
        f"{places}</c:manualLayout></c:layout>"
    )


def _text_look(style: Style, pen: Pen, locale: str, tag: str = "a:defRPr") -> str:
    lang = "" if tag == "a:defRPr" else f' lang="{locale}"'
    return (
        f'<{tag}{lang} sz="{round(style.size * 100)}" b="{int(style.bold)}">{fill(style.colour, pen)}'
        f'<a:latin typeface="+mn-lt"/></{tag}>'
    )


def _text_props(style: Style, pen: Pen, locale: str) -> str:
    look = _text_look(style, pen, locale)
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="{locale}"/></a:p></c:txPr>'


def _rich(lines: Sequence[str], style: Style, pen: Pen, locale: str) -> str:
    """Text as measured lines, which the chart may not break again."""
    look = _text_look(style, pen, locale, "a:rPr")
    paras = "".join(f"<a:p><a:r>{look}<a:t>{escape(line, quote=False)}</a:t></a:r></a:p>" for line in lines)
    return f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>{paras}</c:rich></c:tx>'


def _axis_title(unit: Unit, frame: ChartFrame, pen: Pen) -> str:
    if not unit.text:
        return ""
    text = _rich([plain(unit.text)], replace(frame.mark, bold=False), pen, word("locale", unit.lang))
    top = frame.box.height - TITLE_LINE * frame.mark.line
    place = f'<c:x val="{frame.plot.x / frame.box.width:.5f}"/><c:y val="{top / frame.box.height:.5f}"/>'
    layout = f'<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>{place}</c:manualLayout></c:layout>'
    return f'<c:title>{text}{layout}<c:overlay val="0"/></c:title>'


def _numbers(place: int, values: Sequence[object]) -> str:
    return _cells(reference(place, len(values)), values)


def _cells(cells: str, values: Sequence[object]) -> str:
    """Numbers with the cells that they come from."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    return (
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def _words(place: int, values: Sequence[str]) -> str:
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(value, quote=False)}</c:v></c:pt>' for n, value in enumerate(values)
    )
    return (
        f"<c:strRef><c:f>{reference(place, len(values))}</c:f><c:strCache>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'
    )


def _shown(show: str) -> str:
    """Which parts of a point its label shows: its value, or a text of its own."""
    flags = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return "".join(f'<c:{flag} val="{int(flag == show)}"/>' for flag in flags)


# --- bars -----------------------------------------------------------------------------------------


def _bar_rows(figure: Bars) -> list[list[CellValue]]:
    head: list[CellValue] = ["", plain(figure.axis.text)]
    rows: list[list[CellValue]] = [[plain(row.label.text), row.amount] for row in figure.rows]
    return [head, *rows]


def _bars(frame: ChartFrame, figure: Bars, pen: Pen) -> str:
    locale, colours = word("locale", frame.lang), frame.colours
    names = ["\n".join(lines) if len(lines) > 1 else lines[0] for lines in frame.labels]
    series = (
        '<c:ser><c:idx val="0"/><c:order val="0"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{escape(plain(figure.axis.text), quote=False)}</c:v></c:pt>'
        f"</c:strCache></c:strRef></c:tx><c:spPr>{fill(colours['main'], pen)}</c:spPr>"
        f'<c:invertIfNegative val="0"/>{_bar_labels(frame, figure, pen)}'
        f"<c:cat>{_words(0, [plain(row.label.text) for row in figure.rows] if names else [])}</c:cat>"
        f"<c:val>{_numbers(1, [row.amount for row in figure.rows])}</c:val></c:ser>"
    )
    line = f'<c:spPr><a:ln w="{emu(1.5)}">{fill(colours["line"], pen)}</a:ln></c:spPr>'
    return (
        '<c:barChart><c:barDir val="bar"/><c:grouping val="clustered"/><c:varyColors val="0"/>'
        f'{series}<c:gapWidth val="{GAP}"/><c:axId val="{CATEGORIES}"/><c:axId val="{VALUES}"/></c:barChart>'
        f'<c:catAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="maxMin"/></c:scaling>'
        '<c:delete val="0"/><c:axPos val="l"/><c:numFmt formatCode="General" sourceLinked="0"/>'
        '<c:majorTickMark val="none"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>'
        f'{line}{_text_props(replace(frame.label, bold=False), pen, locale)}<c:crossAx val="{VALUES}"/>'
        '<c:crosses val="autoZero"/><c:auto val="0"/><c:lblAlgn val="ctr"/><c:lblOffset val="60"/>'
        f'<c:noMultiLvlLbl val="1"/></c:catAx><c:valAx><c:axId val="{VALUES}"/><c:scaling>'
        f'<c:orientation val="minMax"/><c:max val="{max(row.amount for row in figure.rows)}"/><c:min val="0"/>'
        f'</c:scaling><c:delete val="0"/><c:axPos val="b"/>{_axis_title(figure.axis, frame, pen)}'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/>{NO_LINE}<c:crossAx val="{CATEGORIES}"/>'
        '<c:crosses val="max"/></c:valAx>'
    )


def _bar_labels(frame: ChartFrame, figure: Bars, pen: Pen) -> str:
    """A label at the end of each bar: its value with the unit, or its own words where these differ."""
    locale = word("locale", frame.lang)
    pattern = number_format(figure.rows)
    texts = ""
    if pattern is None:
        texts = "".join(
            f'<c:dLbl><c:idx val="{place}"/>{_rich([plain(row.printed.text)], frame.label, pen, locale)}'
            f'<c:dLblPos val="outEnd"/>{_shown("showVal")}</c:dLbl>'
            for place, row in enumerate(figure.rows)
        )
    form = f'<c:numFmt formatCode="{escape(pattern or "General")}" sourceLinked="0"/>'
    look = _text_props(frame.label, pen, locale)
    return f'<c:dLbls>{texts}{form}{NO_FILL}{look}<c:dLblPos val="outEnd"/>{_shown("showVal")}</c:dLbls>'


NO_FILL = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"


def number_format(rows: Sequence[BarRow]) -> str | None:
    """The number format that prints every amount as its words say, or None."""
    decimals = {_decimals(row.amount) for row in rows}
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


def _decimals(value: Decimal) -> int:
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0


# --- intervals ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Axis:
    """The scale of an interval chart: its ends, the base of its logarithm, and where its line stands."""

    low: Decimal
    high: Decimal
    base: int | None
    line: Decimal


def axis_of(figure: Intervals) -> Axis:
    """Ends that hold all intervals: powers of 2 (or 10) around 1, or round numbers around 0."""
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
    """A round distance of which about four to eight fill the width."""
    power = Decimal(10) ** math.floor(math.log10(float(width or 1)))
    return next(
        share * power
        for share in (Decimal("0.2"), Decimal("0.5"), Decimal(1), Decimal(2))
        if width / (share * power) <= 6
    )


def _heights(figure: Intervals) -> list[Decimal]:
    return [Decimal(len(figure.rows) - place) for place in range(len(figure.rows))]


def _interval_rows(figure: Intervals, lang: str) -> list[list[CellValue]]:
    """Name, estimate, bounds and height of each row, and how far its bars reach to either side."""
    head: list[CellValue] = ["", *(word(f"sheet.{name}", lang) for name in SHEET_HEADS)]
    rows: list[list[CellValue]] = [head]
    for place, (row, height) in enumerate(zip(figure.rows, _heights(figure), strict=True), start=2):
        plus = Formula(f"D{place}-B{place}", row.high - row.estimate)
        minus = Formula(f"B{place}-C{place}", row.estimate - row.low)
        label, printed = plain(row.label.text), plain(row.printed.text)
        rows.append([label, row.estimate, row.low, row.high, height, height, plus, minus, printed])
    return rows


def _intervals(frame: ChartFrame, figure: Intervals, pen: Pen) -> str:
    axis = axis_of(figure)
    heights = _heights(figure)
    count = len(figure.rows)
    labels, printed = frame.labels[:count], frame.labels[count:]
    pairs = zip(figure.rows, heights, strict=True)
    lines = [_reach(place, row, height, frame, pen) for place, (row, height) in enumerate(pairs)]
    points = [
        _estimates(count, frame, figure.rows, heights, pen),
        _texts(count + 1, [_inside(axis, axis.low)] * count, heights, labels, frame.label, "l", frame, pen),
        _texts(count + 2, [_inside(axis, axis.high)] * count, heights, printed, frame.mark, "r", frame, pen),
    ]
    if figure.lower.text or figure.higher.text:
        sides = [(plain(figure.lower.text),), (plain(figure.higher.text),)]
        lines.append(
            _texts(count + 3, _sides(axis), [DIRECTION_ROW] * 2, sides, frame.mark, "ctr", frame, pen)
        )
    # LibreOffice drops points of a series that comes before a longer one; the others hold two points each
    series = points + lines if count > 1 else lines + points
    return (
        f'<c:scatterChart><c:scatterStyle val="lineMarker"/><c:varyColors val="0"/>{"".join(series)}'
        f'<c:axId val="{VALUES}"/><c:axId val="{CATEGORIES}"/></c:scatterChart>'
        f"{_value_axis(frame, figure, axis, pen)}{_row_axis(frame, axis, count, pen)}"
    )


def _inside(axis: Axis, end: Decimal) -> Decimal:
    """A point so near an end of the scale that it looks the same, but never falls outside."""
    way = 1 if end == axis.low else -1
    return end * (1 + way * INSIDE) if axis.base else end + way * INSIDE * (axis.high - axis.low)


def _sides(axis: Axis) -> list[Decimal]:
    """The middles of both halves of the scale."""
    if axis.base is None:
        return [(axis.low + axis.line) / 2, (axis.high + axis.line) / 2]
    return [axis.low.sqrt(), axis.high.sqrt()]


def _reach(place: int, row: IntervalRow, height: Decimal, frame: ChartFrame, pen: Pen) -> str:
    """A line from the low to the high end of a row, as its error bars are: LibreOffice draws no level ones."""
    line = f'<c:spPr><a:ln w="{emu(3)}" cap="flat">{fill(frame.colours["main"], pen)}</a:ln></c:spPr>'
    at = place + 2
    across = _cells(f"Sheet1!$C${at}:$D${at}", [row.low, row.high])
    level = _cells(f"Sheet1!$E${at}:$F${at}", [height, height])
    return (
        f'<c:ser><c:idx val="{place}"/><c:order val="{place}"/>{line}{UNSEEN}<c:xVal>{across}</c:xVal>'
        f'<c:yVal>{level}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _estimates(
    number: int, frame: ChartFrame, rows: Sequence[IntervalRow], heights: Sequence[Decimal], pen: Pen
) -> str:
    main = fill(frame.colours["main"], pen)
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/><c:tx><c:strRef><c:f>Sheet1!$B$1</c:f><c:strCache>'
        f'<c:ptCount val="1"/><c:pt idx="0"><c:v>{word("sheet.estimate", frame.lang)}</c:v></c:pt></c:strCache></c:strRef></c:tx>'
        f'{NO_LINE}<c:marker><c:symbol val="square"/><c:size val="13"/><c:spPr>{main}<a:ln><a:noFill/></a:ln></c:spPr>'
        '</c:marker><c:errBars><c:errDir val="x"/><c:errBarType val="both"/><c:errValType val="cust"/>'
        f'<c:noEndCap val="1"/><c:plus>{_numbers(6, [row.high - row.estimate for row in rows])}</c:plus>'
        f"<c:minus>{_numbers(7, [row.estimate - row.low for row in rows])}</c:minus>"
        f'<c:spPr><a:ln w="{emu(3)}">{main}</a:ln></c:spPr></c:errBars>'
        f"<c:xVal>{_numbers(1, [row.estimate for row in rows])}</c:xVal>"
        f'<c:yVal>{_numbers(4, heights)}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _texts(
    number: int,
    across: Sequence[Decimal],
    heights: Sequence[Decimal],
    texts: Sequence[Sequence[str]],
    style: Style,
    side: str,
    frame: ChartFrame,
    pen: Pen,
) -> str:
    """Points that are not seen and carry the words of the chart."""
    locale = word("locale", frame.lang)
    labels = "".join(
        f'<c:dLbl><c:idx val="{place}"/>{_rich(lines, style, pen, locale)}{NO_FILL}<c:dLblPos val="{side}"/>'
        f"{_shown('showVal')}</c:dLbl>"
        for place, lines in enumerate(texts)
    )
    return (
        f'<c:ser><c:idx val="{number}"/><c:order val="{number}"/>{NO_LINE}{UNSEEN}<c:dLbls>{labels}'
        f"{NO_FILL}{_shown('none')}</c:dLbls><c:xVal>{_literal(across)}</c:xVal>"
        f'<c:yVal>{_literal(heights)}</c:yVal><c:smooth val="0"/></c:ser>'
    )


def _literal(values: Sequence[Decimal]) -> str:
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    return (
        f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'
    )


def _value_axis(frame: ChartFrame, figure: Intervals, axis: Axis, pen: Pen) -> str:
    base = f'<c:logBase val="{axis.base}"/>' if axis.base else ""
    unit = f'<c:majorUnit val="{axis.base}"/>' if axis.base else ""
    line = f'<c:spPr><a:ln w="{emu(1.5)}">{fill(frame.colours["line"], pen)}</a:ln></c:spPr>'
    return (
        f'<c:valAx><c:axId val="{VALUES}"/><c:scaling>{base}<c:orientation val="minMax"/><c:max val="{axis.high}"/>'
        f'<c:min val="{axis.low}"/></c:scaling><c:delete val="0"/><c:axPos val="b"/>'
        f'{_axis_title(figure.axis, frame, pen)}<c:numFmt formatCode="General" sourceLinked="0"/>'
        f'<c:majorTickMark val="out"/><c:minorTickMark val="none"/><c:tickLblPos val="low"/>{line}'
        f'{_text_props(frame.mark, pen, word("locale", frame.lang))}<c:crossAx val="{CATEGORIES}"/>'
        f'<c:crosses val="min"/><c:crossBetween val="midCat"/>{unit}</c:valAx>'
    )


def _row_axis(frame: ChartFrame, axis: Axis, rows: int, pen: Pen) -> str:
    """The upright axis, which is the line at 1 or 0."""
    line = f'<c:spPr><a:ln w="{emu(1.5)}">{fill(frame.colours["quiet"], pen)}<a:prstDash val="dash"/></a:ln></c:spPr>'
    return (
        f'<c:valAx><c:axId val="{CATEGORIES}"/><c:scaling><c:orientation val="minMax"/>'
        f'<c:max val="{rows}.6"/><c:min val="0"/></c:scaling><c:delete val="0"/><c:axPos val="l"/>'
        '<c:numFmt formatCode="General" sourceLinked="0"/><c:majorTickMark val="none"/>'
        f'<c:minorTickMark val="none"/><c:tickLblPos val="none"/>{line}<c:crossAx val="{VALUES}"/>'
        f'<c:crossesAt val="{axis.line}"/><c:crossBetween val="midCat"/></c:valAx>'
    )
