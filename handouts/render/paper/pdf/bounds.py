"""The bounding boxes of shapes, for elements that must state their position."""

from __future__ import annotations

from collections.abc import Iterator
from typing import assert_never

from handouts.render.paper.shapes import Copy, Curve, Disc, Drawn, Picture, Polygon, Rect, Shape, StraightLine, TextLine

Box = tuple[float, float, float, float]


def bounds(drawn: Drawn, height: float) -> Box:
    """Return the bounding box of shapes in PDF's axes, on a page of this height: left, bottom, right, top."""
    points = [point for shape in drawn.shapes for point in _corners(shape)]
    across, down = [x for x, _ in points] or [0.0], [y for _, y in points] or [0.0]
    return (
        min(across) + drawn.dx,
        height - max(down) - drawn.dy,
        max(across) + drawn.dx,
        height - min(down) - drawn.dy,
    )


def around(box: Box | None, other: Box) -> Box:
    """Return the bounding box of two boxes."""
    if box is None:
        return other
    return (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))


def _corners(shape: Shape) -> Iterator[tuple[float, float]]:
    match shape:
        case Rect(x, y, width, height) | Picture(x, y, width, height) | Copy(x, y, width, height):
            yield from ((x, y), (x + width, y + height))
        case StraightLine(x1, y1, x2, y2):
            yield from ((x1, y1), (x2, y2))
        case Disc(x, y, radius):
            yield from ((x - radius, y - radius), (x + radius, y + radius))
        case Polygon(points) | Curve(points):
            yield from points
        case TextLine(x, y, line):
            size = max((run.size for run in line.runs), default=0.0)
            yield from ((x, y - size), (x + line.width, y + 0.3 * size))
        case _:
            assert_never(shape)
