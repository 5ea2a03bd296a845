"""Where shapes on a page are."""

from __future__ import annotations

from handouts.render.paper.shapes import Curve, Disc, Picture, Polygon, Rect, Shape, StraightLine, TextLine

Edges = tuple[float, float, float, float]


def edges(shape: Shape, dx: float = 0.0, dy: float = 0.0) -> Edges:
    """Left, top, right and bottom of a shape."""
    match shape:
        case TextLine(x, y, line):
            size = line.runs[0].size if line.runs else 0
            box = (x, y - size * 0.75, x + line.width, y + size * 0.25)
        case Rect(x, y, width, height) | Picture(x, y, width, height):
            box = (x, y, x + width, y + height)
        case StraightLine(x1, y1, x2, y2):
            box = (min(x1, x2), min(y1, y2), max(x1, x2), max(y1, y2))
        case Disc(x, y, radius):
            box = (x - radius, y - radius, x + radius, y + radius)
        case Polygon(points=points) | Curve(points=points):
            across, down = [x for x, _ in points], [y for _, y in points]
            box = (min(across), min(down), max(across), max(down))
    return box[0] + dx, box[1] + dy, box[2] + dx, box[3] + dy
