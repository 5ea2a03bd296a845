"""Routes for the arrows of a diagram and positions for their labels, found by comparing candidates.

A route starts in the middle of a side of one box and ends in the middle of a side of another, so that a connector can
be glued to both. It is straight, bent once or twice, or curved. Lengths are pt.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from handouts.render.type.geometry import Bounds, Point

Side = Literal["top", "left", "bottom", "right"]
Form = Literal["straight", "bent", "curved"]
Flow = Literal["down", "across"]

OUTWARD: dict[Side, tuple[int, int]] = {"top": (0, -1), "left": (-1, 0), "bottom": (0, 1), "right": (1, 0)}
FACING: tuple[tuple[Side, Side], ...] = (
    ("right", "left"),
    ("left", "right"),
    ("bottom", "top"),
    ("top", "bottom"),
)
TRACKS = (0.5, 0.36, 0.64, 0.22, 0.78)
DETOURS = (20.0, 34.0)
CURVE_STEPS = 8


@dataclass(frozen=True, slots=True)
class Route:
    """A route from one side to another; a curved one lists the control points of its Bezier segments."""

    start: Side
    end: Side
    form: Form
    points: tuple[Point, ...]

    def drawn(self) -> tuple[Point, ...]:
        """Return the corners of the route; a curve is approximated by short straight lines."""
        return _drawn(self)


@lru_cache(maxsize=4096)
def _drawn(route: Route) -> tuple[Point, ...]:
    points = route.points
    if route.form != "curved":
        return points
    pieces = [points[at : at + 4] for at in range(0, len(points) - 1, 3)]
    return (points[0], *(point for piece in pieces for point in _curve(piece)))


def side_of(box: Bounds, side: Side) -> Point:
    """Return the middle of a side."""
    across, down = OUTWARD[side]
    centre = box.centre
    return Point(centre.x + across * box.width / 2, centre.y + down * box.height / 2)


def curve(start: Bounds, start_side: Side, end: Bounds, end_side: Side, bulge: float) -> Route:
    """Return a quarter turn between perpendicular sides, or a curve between equal sides of two boxes."""
    a, b = side_of(start, start_side), side_of(end, end_side)
    level = OUTWARD[start_side][1] == 0
    if start_side == end_side:
        return Route(start_side, end_side, "curved", _bow(a, b, start_side, bulge))
    if level:
        points = (a, Point((a.x + b.x) / 2, a.y), Point(b.x, (a.y + b.y) / 2), b)
    else:
        points = (a, Point(a.x, (a.y + b.y) / 2), Point((a.x + b.x) / 2, b.y), b)
    return Route(start_side, end_side, "curved", points)


def _bow(a: Point, b: Point, side: Side, bulge: float) -> tuple[Point, ...]:
    """Return the control points of a curve as PowerPoint's connector `curvedConnector3` draws it."""
    across, down = OUTWARD[side]
    if down == 0:
        far = (max if across > 0 else min)(a.x, b.x) + across * bulge
        middle, third = (a.y + b.y) / 2, (b.y - a.y) / 4
        first = (Point((a.x + far) / 2, a.y), Point(far, a.y + third), Point(far, middle))
        return (a, *first, Point(far, b.y - third), Point((b.x + far) / 2, b.y), b)
    far = (max if down > 0 else min)(a.y, b.y) + down * bulge
    middle, third = (a.x + b.x) / 2, (b.x - a.x) / 4
    first = (Point(a.x, (a.y + far) / 2), Point(a.x + third, far), Point(middle, far))
    return (a, *first, Point(b.x - third, far), Point(b.x, (b.y + far) / 2), b)


def _curve(piece: Sequence[Point]) -> Iterator[Point]:
    p, q, r, s = piece
    for step in range(1, CURVE_STEPS + 1):
        t = step / CURVE_STEPS
        u = 1 - t
        weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
        x = sum(weight * point.x for weight, point in zip(weights, (p, q, r, s), strict=True))
        y = sum(weight * point.y for weight, point in zip(weights, (p, q, r, s), strict=True))
        yield Point(x, y)


def best_route(
    start: Bounds, end: Bounds, boxes: Sequence[Bounds], taken: Sequence[Route], room: Bounds, flow: Flow
) -> Route:
    """Return the best route: it crosses no box and few other routes, follows the flow, and is short with few bends."""
    others = [box.grown(3) for box in boxes if box not in (start, end)]
    field = _Surroundings(start, end, others, [(way.points[0], way.points[-1], way.drawn()) for way in taken], room)
    ways = list(_ways(start, end)) or list(_detours(start, end))
    cost, _, first = min((_cost(way, field, flow), place, way) for place, way in enumerate(ways))
    if cost < 1000:
        return first
    more = [first, *_detours(start, end)]
    return min((_cost(way, field, flow), place, way) for place, way in enumerate(more))[2]


@dataclass(frozen=True, slots=True)
class _Surroundings:
    """The surroundings of a route: its own two boxes, the other boxes, earlier routes, and the room."""

    start: Bounds
    end: Bounds
    others: Sequence[Bounds]
    taken: Sequence[tuple[Point, Point, tuple[Point, ...]]]
    room: Bounds


def crosses_boxes(route: Route, boxes: Sequence[Bounds]) -> bool:
    """Return whether a route passes through one of these boxes, or within 3 pt of it."""
    return any(box.grown(3).cut_by(a, b) for a, b in pairwise(route.drawn()) for box in boxes)


def _ways(start: Bounds, end: Bounds) -> Iterator[Route]:
    for first, second in FACING:
        a, b = side_of(start, first), side_of(end, second)
        if not _ahead(a, b, first):
            continue
        if _level(a, b, first):
            yield Route(first, second, "straight", (a, b))
        else:
            yield from (Route(first, second, "bent", _step(a, b, first, share)) for share in TRACKS)
    for first, ahead in OUTWARD.items():
        for second, onward in OUTWARD.items():
            a, b = side_of(start, first), side_of(end, second)
            square = ahead[0] * onward[0] + ahead[1] * onward[1] == 0
            if square and _ahead(a, b, first) and _ahead(b, a, second):
                corner = Point(b.x, a.y) if ahead[1] == 0 else Point(a.x, b.y)
                yield Route(first, second, "bent", (a, corner, b))


def _detours(start: Bounds, end: Bounds) -> Iterator[Route]:
    """Yield routes that leave a side and return to the same side of the other box."""
    for side, (across, down) in OUTWARD.items():
        for far in DETOURS:
            a, b = side_of(start, side), side_of(end, side)
            x = (max if across > 0 else min)(a.x, b.x) + across * far
            y = (max if down > 0 else min)(a.y, b.y) + down * far
            corners = (Point(x, a.y), Point(x, b.y)) if down == 0 else (Point(a.x, y), Point(b.x, y))
            yield Route(side, side, "bent", (a, *corners, b))


def _ahead(a: Point, b: Point, side: Side) -> bool:
    across, down = OUTWARD[side]
    return (b.x - a.x) * across + (b.y - a.y) * down > 8


def _level(a: Point, b: Point, side: Side) -> bool:
    return abs(a.y - b.y) < 0.5 if OUTWARD[side][1] == 0 else abs(a.x - b.x) < 0.5


def _step(a: Point, b: Point, side: Side, share: float) -> tuple[Point, ...]:
    if OUTWARD[side][1] == 0:
        x = a.x + (b.x - a.x) * share
        return a, Point(x, a.y), Point(x, b.y), b
    y = a.y + (b.y - a.y) * share
    return a, Point(a.x, y), Point(b.x, y), b


def _cost(way: Route, field: _Surroundings, flow: Flow) -> float:
    points = way.points
    legs = list(pairwise(points))
    through = any(box.cut_by(a, b) for a, b in legs for box in field.others)
    back = any(box.grown(-1).cut_by(a, b) for a, b in legs for box in (field.start, field.end))
    outside = any(not field.room.holds(Bounds(point.x, point.y, 0, 0)) for point in points)
    length = sum(abs(a.x - b.x) + abs(a.y - b.y) for a, b in legs)
    off_middle = abs(_share_of(way) - 0.5)
    corner = way.form == "bent" and len(points) == 3
    shape = 0.05 * length + 6 * len(points) + 14 * corner + 4 * off_middle
    wrong = 2000 * (through + back + outside)
    if wrong:
        return wrong + shape
    return shape + _shares(way, field) + _against(way, field.start, field.end, flow)


def _against(way: Route, start: Bounds, end: Bounds, flow: Flow) -> float:
    """Return the cost of leaving a box on a side across the flow."""
    if flow == "down":
        apart = start.bottom < end.y or end.bottom < start.y
        return 30.0 * (apart and way.start in ("left", "right"))
    apart = start.right < end.x or end.right < start.x
    return 30.0 * (apart and way.start in ("top", "bottom"))


def _share_of(way: Route) -> float:
    if len(way.points) != 4 or way.form != "bent":
        return 0.5
    a, corner, _, b = way.points
    whole = abs(b.x - a.x) if corner.y == a.y else abs(b.y - a.y)
    part = abs(corner.x - a.x) if corner.y == a.y else abs(corner.y - a.y)
    return part / whole if whole else 0.5


def _shares(way: Route, field: _Surroundings) -> float:
    """Return the cost of ending where another route ends, and of crossing or overlapping routes from elsewhere."""
    cost = 0.0
    for start, end, path in field.taken:
        if end == way.points[-1]:
            cost += 40.0
        elif start != way.points[0]:
            cost += sum(_touch(a, b, c, d) for a, b in pairwise(way.points) for c, d in pairwise(path))
    return cost


def _touch(a: Point, b: Point, c: Point, d: Point) -> float:
    """Return the cost of two straight lines that meet: higher where they run parallel."""
    left, right = (a.x, b.x) if a.x < b.x else (b.x, a.x)
    top, bottom = (a.y, b.y) if a.y < b.y else (b.y, a.y)
    if max(c.x, d.x) < left - 3 or min(c.x, d.x) > right + 3:
        return 0.0
    if max(c.y, d.y) < top - 3 or min(c.y, d.y) > bottom + 3:
        return 0.0
    if not Bounds(left - 3, top - 3, right - left + 6, bottom - top + 6).cut_by(c, d):
        return 0.0
    return 60.0 if abs((b.x - a.x) * (d.y - c.y) - (b.y - a.y) * (d.x - c.x)) < 1e-6 else 25.0


def label_places(route: Route, width: float, height: float, clear: float) -> Iterator[Bounds]:
    """Yield bounds for a label beside a route, best position first."""
    points = route.drawn()
    if route.form == "curved":
        yield from _beside(points[len(points) // 2], width, height, clear)
    longest_first = sorted(pairwise(points), key=lambda ends: -abs(ends[0].x - ends[1].x) - abs(ends[0].y - ends[1].y))
    for share in (0.5, 0.32, 0.68, 0.2, 0.8):
        for a, b in longest_first:
            at = Point(a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share)
            level = abs(a.x - b.x) >= abs(a.y - b.y)
            places = list(_beside(at, width, height, clear))
            yield from places[2:] if level else places[:2]


def _beside(at: Point, width: float, height: float, clear: float) -> Iterator[Bounds]:
    yield Bounds(at.x + clear, at.y - height / 2, width, height)
    yield Bounds(at.x - clear - width, at.y - height / 2, width, height)
    yield Bounds(at.x - width / 2, at.y - clear - height, width, height)
    yield Bounds(at.x - width / 2, at.y + clear, width, height)


def free(place: Bounds, boxes: Sequence[Bounds], paths: Sequence[Sequence[Point]], room: Bounds, clear: float) -> bool:
    """Return whether bounds touch no box and no route, keep a distance from both, and lie in the room.

    The distance is 60 % of `clear`.
    """
    guard = place.grown(clear * 0.6)
    if not room.holds(place) or any(guard.meets(box) for box in boxes):
        return False
    return not any(_near(guard, a, b) and guard.cut_by(a, b) for path in paths for a, b in pairwise(path))


def _near(box: Bounds, a: Point, b: Point) -> bool:
    if max(a.x, b.x) < box.x or min(a.x, b.x) > box.right:
        return False
    return max(a.y, b.y) >= box.y and min(a.y, b.y) <= box.bottom
