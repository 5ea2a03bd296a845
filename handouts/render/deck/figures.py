"""Figures of every kind: their least and greatest useful heights, and their drawing in a box."""

from __future__ import annotations

import math
from typing import assert_never

from handouts.document.blocks import FigureBlock
from handouts.document.figures import Bars, Diagram, Figure, IconArray, Intervals, Timeline
from handouts.render.deck.diagrams import diagram_look, draw_diagram
from handouts.render.deck.graphs import draw_bars, draw_intervals, least_chart, most_chart
from handouts.render.deck.icons import draw_icons
from handouts.render.deck.texts import Setting
from handouts.render.deck.timelines import draw_timeline, timeline_height
from handouts.render.deck.value import DrawnFigure
from handouts.render.type.diagram import least_height as diagram_height
from handouts.render.type.geometry import Bounds

LEAST_ICONS = 200.0


def least_height(figure: Figure, width: float, setting: Setting) -> float:
    """Return the least height at which a figure is readable."""
    match figure:
        case Diagram():
            return diagram_height(figure, width, diagram_look(setting))
        case IconArray():
            return LEAST_ICONS
        case Timeline():
            return timeline_height(figure, width, setting.space("band"), setting)
        case Intervals() | Bars():
            return least_chart(figure, setting)
        case _:
            assert_never(figure)


def most_height(figure: Figure, width: float, setting: Setting) -> float:
    """Return the height beyond which a figure gains only empty space."""
    match figure:
        case Intervals() | Bars():
            return most_chart(figure, setting)
        case Timeline():
            return 1.2 * timeline_height(figure, width, setting.space("band-most"), setting)
        case Diagram() | IconArray():
            return math.inf
        case _:
            assert_never(figure)


def draw_figure(block: FigureBlock, box: Bounds, setting: Setting) -> DrawnFigure:
    """Return a figure drawn in its box."""
    figure = block.figure
    match figure:
        case Diagram():
            return draw_diagram(block, figure, box, setting)
        case IconArray():
            return draw_icons(block, figure, box, setting)
        case Timeline():
            return draw_timeline(block, figure, box, setting)
        case Intervals():
            return draw_intervals(block, figure, box, setting)
        case Bars():
            return draw_bars(block, figure, box, setting)
        case _:
            assert_never(figure)
