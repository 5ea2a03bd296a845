"""Routes as native PowerPoint connectors, which follow when a shape that they are glued to moves."""

from __future__ import annotations

from dataclasses import dataclass

from handouts.render.deck.value import Form
from handouts.render.type.geometry import Bounds, Point
from handouts.render.type.routes import Route, Side

RECT_SITES: dict[Side, int] = {"top": 0, "left": 1, "bottom": 2, "right": 3}
ELLIPSE_SITES: dict[Side, int] = {"top": 0, "left": 2, "bottom": 4, "right": 6}
LEAST = 1.0  # pt; a connector without extent cannot have a bend


@dataclass(frozen=True, slots=True)
class ConnectorShape:
    """A connector's preset with its adjustment, its bounds before rotation, its rotation and its flips."""

    preset: str
    adjust: int | None
    box: Bounds
    turned: bool
    flip_across: bool
    flip_down: bool


def site(form: Form, side: Side) -> int:
    """Return the number of the connection site in the middle of a side."""
    return ELLIPSE_SITES[side] if form == "ellipse" else RECT_SITES[side]


def shape_of(route: Route) -> ConnectorShape:
    """Return the connector that draws a route."""
    start, end = route.points[0], route.points[-1]
    level = route.start in ("left", "right")
    if route.form == "straight":
        return _placed("straightConnector1", None, start, end, True)
    if route.form == "bent":
        if len(route.points) == 3:
            return _placed("bentConnector2", None, start, end, level)
        return _placed("bentConnector3", _bend(route.points[1], start, end, level), start, end, level)
    if len(route.points) == 4:
        return _placed("curvedConnector2", None, start, end, level)
    return _placed("curvedConnector3", _bend(route.points[3], start, end, level), start, end, level)


def _bend(corner: Point, start: Point, end: Point, level: bool) -> int:
    """Return the position of the bend, in 1/100000 of the connector's extent."""
    way = end.x - start.x if level else end.y - start.y
    far = corner.x - start.x if level else corner.y - start.y
    extent = way if abs(way) >= LEAST else LEAST
    return round(far / extent * 100_000)


def _placed(preset: str, adjust: int | None, start: Point, end: Point, level: bool) -> ConnectorShape:
    wide, tall = abs(end.x - start.x), abs(end.y - start.y)
    middle = Point((start.x + end.x) / 2, (start.y + end.y) / 2)
    if level:
        wide = max(wide, LEAST) if adjust is not None else wide
        box = Bounds(middle.x - wide / 2, middle.y - tall / 2, wide, tall)
        return ConnectorShape(preset, adjust, box, False, end.x < start.x - 0.01, end.y < start.y - 0.01)
    tall = max(tall, LEAST) if adjust is not None else tall
    box = Bounds(middle.x - tall / 2, middle.y - wide / 2, tall, wide)
    return ConnectorShape(preset, adjust, box, True, end.y < start.y - 0.01, end.x > start.x + 0.01)
