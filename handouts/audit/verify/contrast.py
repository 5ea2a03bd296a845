"""The contrast of two colours by WCAG 2.1, and the background of a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import TYPE_CHECKING

from handouts.audit.readers.colour import Colour
from handouts.core import colour as colours
from handouts.core.colour import nearest_shade

if TYPE_CHECKING:
    from handouts.audit.readers.pdf.painted import Fill, Point, Shown

WHITE: Colour = (1.0, 1.0, 1.0)


@lru_cache(maxsize=512)
def contrast(one: Colour, other: Colour) -> float:
    """Return the contrast ratio of two colours, from 1 to 21."""
    high, low = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def passing(colour: Colour, behind: Colour, least: float) -> str:
    """Return the end of a message that names the nearest shade of a colour with at least this contrast."""
    on = _hex(behind)
    near = nearest_shade(_hex(colour), lambda each: colours.contrast(each, on) >= least)
    return f"; the nearest to {_hex(colour)} that has it is '{near}'" if near is not None else ""


def _hex(colour: Colour) -> str:
    return "#" + "".join(f"{round(255 * min(1.0, max(0.0, channel))):02x}" for channel in colour)


def _luminance(colour: Colour) -> float:
    red, green, blue = map(_linear, colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def _linear(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return channel / 12.92 if channel <= 0.04045 else float(((channel + 0.055) / 1.055) ** 2.4)


def ground(text: Shown, fills: Sequence[Fill]) -> Colour | None:
    """Return the colour behind the middle of a text: the last fill before it, or white paper; None where unknown."""
    x, y = (text.area.left + text.area.right) / 2, (text.area.bottom + text.area.top) / 2
    for fill in reversed(fills):
        if fill.order < text.order and fill.area.holds(x, y) and (not fill.points or _inside(fill.points, x, y)):
            return fill.colour
    return WHITE


def _inside(points: Sequence[Point], x: float, y: float) -> bool:
    """Return whether a point lies inside an outline, by counting the edges that a ray from it crosses."""
    inside = False
    x1, y1 = points[-1]
    for x2, y2 in points:
        if (y1 > y) != (y2 > y) and x < (x2 - x1) * (y - y1) / (y2 - y1) + x1:
            inside = not inside
        x1, y1 = x2, y2
    return inside
