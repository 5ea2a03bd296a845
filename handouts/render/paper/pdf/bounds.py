"""The bounding boxes of shapes, for elements that must state their position."""

from __future__ import annotations

from handouts.render.paper.shapes import Drawn, extent

Box = tuple[float, float, float, float]


def bounds(drawn: Drawn, height: float) -> Box:
    """Return the bounding box of shapes in PDF's axes, on a page of this height: left, bottom, right, top."""
    boxes = [extent(shape) for shape in drawn.shapes] or [(0.0, 0.0, 0.0, 0.0)]
    return (
        min(start for start, _, _, _ in boxes) + drawn.dx,
        height - max(bottom for _, _, _, bottom in boxes) - drawn.dy,
        max(end for _, _, end, _ in boxes) + drawn.dx,
        height - min(top for _, top, _, _ in boxes) - drawn.dy,
    )


def around(box: Box | None, other: Box) -> Box:
    """Return the bounding box of two boxes."""
    if box is None:
        return other
    return (min(box[0], other[0]), min(box[1], other[1]), max(box[2], other[2]), max(box[3], other[3]))
