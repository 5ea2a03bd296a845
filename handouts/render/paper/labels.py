"""Words inside figures: lines of a text unit, and lines at a place."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.core.problem import Problem
from handouts.document.blocks import FigureBlock
from handouts.document.text import Unit
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import Shape, TextLine
from handouts.render.type.lines import Style, TypesetLine


def set_words(setter: Setter, unit: Unit, role: str, width: float) -> tuple[tuple[TypesetLine, ...], Style]:
    """Return a unit as lines no wider than this in pt, and the style of its role."""
    style = setter.style(role)
    return setter.lines(unit, style, width), style


def words_at(
    setter: Setter, lines: tuple[TypesetLine, ...], style: Style, x: float, y: float, colour: str = "ink"
) -> Iterator[Shape]:
    """Yield lines of text, starting from an upper left corner."""
    first = first_baseline(style, setter.fonts)
    for number, line in enumerate(lines):
        yield TextLine(x, y + first + number * style.line, line, colour)


def too_narrow(setter: Setter, block: FigureBlock, room: float, least: float) -> float:
    """Return the room that the labels leave a drawing, in pt; less than it needs is a problem at the figure."""
    if room >= least:
        return room
    left = max(room, 0.0)
    message = (
        f"{block.id}: the labels leave the drawing {left:.0f} pt of the {least:.0f} pt that it needs; shorten them"
    )
    setter.log.append(Problem(block.alt.mark, "overflowing-text", message))
    return left
