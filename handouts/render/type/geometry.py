"""Points and boxes on a page or slide, in pt, x to the right and y down."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Point:
    """A place."""

    x: float
    y: float

    def moved(self, dx: float, dy: float) -> Point:
        """The place so far off."""
        return Point(self.x + dx, self.y + dy)


@dataclass(frozen=True, slots=True)
class Bounds:
    """An upright rectangle by its upper left corner."""

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
        """Its middle."""
        return Point(self.x + self.width / 2, self.y + self.height / 2)

    def grown(self, by: float) -> Bounds:
        """The box with this much more on all four sides."""
        return Bounds(self.x - by, self.y - by, self.width + 2 * by, self.height + 2 * by)

    def moved(self, dx: float, dy: float) -> Bounds:
        """The box so far off."""
        return Bounds(self.x + dx, self.y + dy, self.width, self.height)

    def meets(self, other: Bounds) -> bool:
        """Whether two boxes share an area."""
        across = self.x < other.right and other.x < self.right
        return across and self.y < other.bottom and other.y < self.bottom

    def holds(self, other: Bounds) -> bool:
        """Whether another box lies within."""
        across = self.x <= other.x + 0.01 and other.right <= self.right + 0.01
        return across and self.y <= other.y + 0.01 and other.bottom <= self.bottom + 0.01

    def cut_by(self, start: Point, end: Point) -> bool:
        """Whether a straight line passes through the box."""
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
    """The smallest box that holds all of these."""
    left, top = min(box.x for box in boxes), min(box.y for box in boxes)
    width = max(box.right for box in boxes) - left
    return Bounds(left, top, width, max(box.bottom for box in boxes) - top)
