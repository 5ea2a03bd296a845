"""Native charts: chart XML with the workbook that holds its data."""

from __future__ import annotations

from dataclasses import dataclass
from typing import assert_never

from handouts.document.figures import Bars, Intervals
from handouts.render.deck.pptx.bars import bar_rows, bars_xml
from handouts.render.deck.pptx.chartxml import chart_space
from handouts.render.deck.pptx.intervals import interval_rows, intervals_xml
from handouts.render.deck.pptx.workbooks import workbook
from handouts.render.deck.pptx.xml import DrawingContext
from handouts.render.deck.value import ChartFrame


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart part and its workbook."""

    xml: bytes
    workbook: bytes


def chart_of(frame: ChartFrame, context: DrawingContext) -> Chart:
    """Return the chart of a frame."""
    figure = frame.figure
    match figure:
        case Bars():
            plot, rows = bars_xml(frame, figure, context), bar_rows(figure)
        case Intervals():
            plot, rows = intervals_xml(frame, figure, context), interval_rows(figure, frame.lang)
        case _:
            assert_never(figure)
    return Chart(chart_space(plot, frame, context), workbook(rows))
