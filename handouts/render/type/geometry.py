"""Points and bounds on a page or slide, in pt; x grows to the right, y downwards."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

LEAST_PART = 3.0  # pt, of a line that passes behind labels


@dataclass(frozen=True, slots=True)
class Point:
    """A point."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Point:
        """Return the point moved by `dx` and `dy`."""
        return Point(self.x + dx, self.y + dy)


@dataclass(frozen=True, slots=True)
class Bounds:
    """An upright rectangle, given by its upper left corner, width and height."""

    x: float
    y: float
    width: float
    height: float

    @property
    def right(self) -> float:
        """The x of its right edge."""
        return self.x + self.width

    @property
    def bottom(self) -> float:
        """The y of its lower edge."""
        return self.y + self.height

    @property
    def centre(self) -> Point:
        """Its centre."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, by: float) -> Bounds:
        """Return the bounds extended by this much on all four sides."""
        return Bounds(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: float, dy: float) -> Bounds:
        """Return the bounds moved by `dx` and `dy`."""
        return Bounds(self.x + dx, self.y + dy, self.width, self.height)

    def meets(self, other: Bounds) -> bool:
        """Return whether two bounds overlap."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: Bounds) -> bool:
        """Return whether other bounds lie within these, with a tolerance of 0.01 pt."""
        across = self.x <= other.x + 0.01 and other.right <= self.right + 0.01
        return across and self.y <= other.y + 0.01 and other.bottom <= self.bottom + 0.01

    def cut_by(self, start: Point, end: Point) -> bool:
        """Return whether a straight line passes through the bounds."""
        low, high = 0.0, 1.0
        spans = (
            (start.x, end.x - start.x, self.x, self.right),
            (start.y, end.y - start.y, self.y, self.bottom),
        )
        for origin, way, first, last in spans:
            if abs(way) < 1e-9:
                if not first < origin < last:
                    return False
                continue
            near, far = sorted(((first - origin) / way, (last - origin) / way))
            low, high = max(low, near), min(high, far)
        return low < high


def around(boxes: Sequence[Bounds]) -> Bounds:
    """Return the smallest bounds that contain all of these."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    width = max(box.right for box in boxes) - left
    return Bounds(left, top, width, max(box.bottom for box in boxes) - top)


def behind(x: float, top: float, bottom: float, boxes: Sequence[Bounds]) -> list[tuple[float, float]]:
    """Return the parts of an upright line at x that stand outside all boxes, from the top: it passes behind them.

    Parts so short that they would look like dots are left out.
    """
    crossed = sorted((box.y, box.bottom) for box in boxes if box.x <= x <= box.right)
    parts: list[tuple[float, float]] = []
    for start, end in crossed:
        if min(start, bottom) > top:
            parts.append((top, min(start, bottom)))
        top = max(top, end)
    parts.append((top, bottom))
    return [(start, end) for start, end in parts if end - start >= LEAST_PART]
