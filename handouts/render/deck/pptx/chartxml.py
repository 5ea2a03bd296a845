"""Parts common to all charts: chart space, text, axis titles, and data with references to their cells."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from html import escape

from handouts.core.words import word
from handouts.document.text import Unit, plain
from handouts.render.deck.pptx.workbooks import reference
from handouts.render.deck.pptx.xml import HEAD, DrawingContext, fill
from handouts.render.deck.value import ChartFrame
from handouts.render.type.lines import Style

SPACES = (
    'xmlns:c="http://schemas.openxmlformats.org/drawingml/2006/chart" '
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
)
CATEGORIES, VALUES = 111_111, 222_222  # axis ids
NO_LINE = "<c:spPr><a:ln><a:noFill/></a:ln></c:spPr>"
NO_FILL = "<c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>"
UNSEEN = '<c:marker><c:symbol val="none"/></c:marker>'
TITLE_LINE = 1.35  # lines reserved for an axis title at the foot of a chart


def chart_space(plot: str, frame: ChartFrame, context: DrawingContext) -> bytes:
    """Return the chart part around a plot."""
    look = _text_look(frame.mark, context, word("locale", frame.lang))
    text = (
        f'{HEAD}<c:chartSpace {SPACES}><c:date1904 val="0"/><c:roundedCorners val="0"/><c:chart>'
        f'<c:autoTitleDeleted val="1"/><c:plotArea>{_inner(frame)}{plot}</c:plotArea><c:plotVisOnly val="1"/>'
        '<c:dispBlanksAs val="gap"/></c:chart><c:spPr><a:noFill/><a:ln><a:noFill/></a:ln></c:spPr>'
        f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="en-GB"/></a:p></c:txPr>'
        '<c:externalData r:id="rId1"><c:autoUpdate val="0"/></c:externalData></c:chartSpace>'
    )
    return text.encode()


def _inner(frame: ChartFrame) -> str:
    """Return the inner plot area as shares of the chart."""
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


def _text_look(style: Style, context: DrawingContext, locale: str, tag: str = "a:defRPr") -> str:
    lang = "" if tag == "a:defRPr" else f' lang="{locale}"'
    return (
        f'<{tag}{lang} sz="{round(style.size * 100)}" b="{int(style.bold)}">{fill(style.colour, context)}'
        f'<a:latin typeface="+mn-lt"/></{tag}>'
    )


def text_props(style: Style, context: DrawingContext, locale: str) -> str:
    """Return the text properties of an axis or of labels."""
    look = _text_look(style, context, locale)
    return f'<c:txPr><a:bodyPr/><a:lstStyle/><a:p><a:pPr>{look}</a:pPr><a:endParaRPr lang="{locale}"/></a:p></c:txPr>'


def number_props(style: Style, context: DrawingContext, locale: str) -> str:
    """Return the text properties of numbers, which no program may break over lines."""
    return text_props(style, context, locale).replace("<a:bodyPr/>", '<a:bodyPr wrap="none"/>', 1)


def rich(lines: Sequence[str], style: Style, context: DrawingContext, locale: str) -> str:
    """Return text as measured lines, which the chart must not break again."""
    look = _text_look(style, context, locale, "a:rPr")
    paras = "".join(f"<a:p><a:r>{look}<a:t>{escape(line, quote=False)}</a:t></a:r></a:p>" for line in lines)
    return f'<c:tx><c:rich><a:bodyPr wrap="none"/><a:lstStyle/>{paras}</c:rich></c:tx>'


def axis_title(unit: Unit, frame: ChartFrame, context: DrawingContext) -> str:
    """Return the title of a horizontal axis, aligned with the start of the plot."""
    if not unit.text:
        return ""
    text = rich([plain(unit.text)], replace(frame.mark, bold=False), context, word("locale", unit.lang))
    top = frame.box.height - TITLE_LINE * frame.mark.line
    place = f'<c:x val="{frame.plot.x / frame.box.width:.5f}"/><c:y val="{top / frame.box.height:.5f}"/>'
    layout = f'<c:layout><c:manualLayout><c:xMode val="edge"/><c:yMode val="edge"/>{place}</c:manualLayout></c:layout>'
    return f'<c:title>{text}{layout}<c:overlay val="0"/></c:title>'


def numbers(place: int, values: Sequence[object]) -> str:
    """Return the numbers of a workbook column."""
    return cells(reference(place, len(values)), values)


def literal(values: Sequence[object]) -> str:
    """Return numbers without cells: positions that are no data."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    return f'<c:numLit><c:formatCode>General</c:formatCode><c:ptCount val="{len(values)}"/>{points}</c:numLit>'


def cells(cells: str, values: Sequence[object]) -> str:
    """Return numbers with the reference to their cells."""
    points = "".join(f'<c:pt idx="{n}"><c:v>{value}</c:v></c:pt>' for n, value in enumerate(values))
    return (
        f"<c:numRef><c:f>{cells}</c:f><c:numCache><c:formatCode>General</c:formatCode>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:numCache></c:numRef>'
    )


def words(place: int, values: Sequence[str]) -> str:
    """Return the words of a workbook column."""
    points = "".join(
        f'<c:pt idx="{n}"><c:v>{escape(value, quote=False)}</c:v></c:pt>' for n, value in enumerate(values)
    )
    return (
        f"<c:strRef><c:f>{reference(place, len(values))}</c:f><c:strCache>"
        f'<c:ptCount val="{len(values)}"/>{points}</c:strCache></c:strRef>'
    )


def shown(show: str) -> str:
    """Return which part of a point its label shows: its value, or a text of its own."""
    flags = ("showLegendKey", "showVal", "showCatName", "showSerName", "showPercent", "showBubbleSize")
    return "".join(f'<c:{flag} val="{int(flag == show)}"/>' for flag in flags)


def decimals_of(value: Decimal) -> int:
    """Return how many decimals a number was typed with."""
    exponent = value.as_tuple().exponent
    return max(0, -exponent) if isinstance(exponent, int) else 0
