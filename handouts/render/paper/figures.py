"""Figures drawn for paper, with one case for each kind of figure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from math import hypot
from typing import assert_never

from handouts.core.problem import Problem
from handouts.core.words import word
from handouts.document.blocks import FigureBlock, described
from handouts.document.figures import Bars, Diagram, IconArray, Intervals, Timeline
from handouts.document.text import Unit, Words
from handouts.render.paper.charts import bars, intervals
from handouts.render.paper.labels import set_words, words_at
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import (
    Curve,
    Disc,
    Drawn,
    Path,
    Polygon,
    Rect,
    Shape,
    StraightLine,
    Strip,
    Tag,
    moved,
    stacked,
)
from handouts.render.paper.timelines import timeline
from handouts.render.type.diagram import DiagramLook, Drawing, PlacedEdge, PlacedNode, lay_out, least_height
from handouts.render.type.geometry import Point
from handouts.render.type.lines import too_wide

ICON = 6.0
ICONS_A_ROW = 50
ARROW = 8.0
JOINT = 2.6
ROOM = 420.0
RING = 200.0
LANE_GAP = 14.0


def figure_strip(setter: Setter, block: FigureBlock, width: float, path: Path) -> Strip:
    """Return a figure below its caption; both are one Figure element with alt text."""
    tag = Tag("Figure", block.id, alt=described(block))
    picture = _picture(setter, block, width, (*path, tag))
    caption = _caption(setter, block, width, (*path, tag))
    if caption is None:
        return picture
    return stacked((caption, replace(picture, gap=5.0)), block.id)


def _caption(setter: Setter, block: FigureBlock, width: float, path: Path) -> Strip | None:
    if block.caption is None:
        return None
    unit = block.caption
    if block.illustration:
        kind = Words(f" ({word('illustration', setter.lang).lower()})")
        unit = replace(unit, text=(*unit.text, kind))
    return setter.strip(unit, "caption", width, (*path, Tag("Caption", unit.id)))


def _picture(setter: Setter, block: FigureBlock, width: float, path: Path) -> Strip:
    figure = block.figure
    match figure:
        case Diagram():
            height, shapes = _diagram(setter, figure, block, width)
        case IconArray():
            height, shapes = _icons(setter, figure, width)
        case Timeline():
            height, shapes = timeline(setter, figure, width)
        case Intervals():
            height, shapes = intervals(setter, figure, block, width)
        case Bars():
            height, shapes = bars(setter, figure, block, width)
        case _:
            assert_never(figure)
    return Strip(height, (Drawn(path, tuple(shapes)),), block.id)


# --- diagrams -------------------------------------------------------------------------------------


def diagram_look(setter: Setter, figure: Diagram) -> DiagramLook:
    """Return the look of a diagram on paper; if arrows have labels, lanes stand further apart."""
    label = replace(setter.style("label"), bold=True)
    cell = setter.style("cell")
    gap = LANE_GAP if all(edge.label is None for edge in figure.edges) else LANE_GAP + cell.line
    return DiagramLook(
        label,
        cell,
        cell,
        setter.fonts,
        pad_x=7.0,
        gap_x=32.0,
        gap_y=gap,
        clear=4.0,
        widest_box=180.0,
        widest_label=110.0,
    )


def _diagram(setter: Setter, figure: Diagram, block: FigureBlock, width: float) -> tuple[float, list[Shape]]:
    look = diagram_look(setter, figure)
    # a ring fills the height that it gets
    room = max(RING, least_height(figure, width, look)) if figure.arrange == "cycle" else ROOM
    drawing = lay_out(figure, width, room, look)
    _check_room(setter, drawing, block, look)
    # the figure starts where the drawing does, not at the top of the available room
    drawing = drawing.moved(0, -drawing.box.y)
    shapes: list[Shape] = []
    for edge in drawing.edges:
        shapes.extend(_edge(setter, edge, look))
    for node in drawing.nodes:
        shapes.extend(_node(setter, node, look))
    return drawing.box.height + 1, shapes


def _check_room(setter: Setter, drawing: Drawing, block: FigureBlock, look: DiagramLook) -> None:
    """Report what does not fit; where the label of an arrow takes the room of everything else, that label alone."""
    texts = [
        (unit, lines, placed.box.width - 2 * look.pad_x)
        for placed in drawing.nodes
        for unit, lines in ((placed.node.label, placed.label), (placed.node.detail, placed.detail))
        if unit is not None
    ]
    wide = [edge for edge in drawing.edges if edge.edge.label and too_wide(edge.label, look.widest_label)]
    faults = drawing.faults
    if wide and (faults or any(too_wide(lines, room) for _, lines, room in texts)):
        texts, faults = [(edge.edge.label, edge.label, look.widest_label) for edge in wide if edge.edge.label], ()
    for fault in faults:
        setter.log.append(Problem(block.alt.mark, "overflowing-text", f"{block.id}: {fault}"))
    for unit, lines, room in texts:
        setter.check(lines, unit, room)


def _node(setter: Setter, placed: PlacedNode, look: DiagramLook) -> Iterator[Shape]:
    kind, box = placed.node.kind, placed.box
    named = kind not in ("plain", "quiet")
    fill = f"{kind}-tint" if named else "paper"
    yield Rect(box.x, box.y, box.width, box.height, fill, kind if named else "ink", 1.2)
    height = len(placed.label) * look.label.line + len(placed.detail) * look.detail.line
    y = box.y + (box.height - height) / 2
    for lines, style in ((placed.label, look.label), (placed.detail, look.detail)):
        for line in lines:
            yield from words_at(setter, (line,), style, box.x + (box.width - line.width) / 2, y)
            y += style.line


def _edge(setter: Setter, placed: PlacedEdge, look: DiagramLook) -> Iterator[Shape]:
    route, kind = placed.route, placed.edge.kind
    points = route.points
    dash = (4.0, 3.0) if kind == "acts" else ()
    colour = "danger" if kind == "blocks" else "ink"
    if route.form == "curved":
        for at in range(0, len(points) - 1, 3):
            p, q, r, s = points[at : at + 4]
            yield Curve(((p.x, p.y), (q.x, q.y), (r.x, r.y), (s.x, s.y)), colour, 1.5, dash)
    else:
        for first, second in pairwise(points):
            yield StraightLine(first.x, first.y, second.x, second.y, colour, 1.5, dash)
    yield _arrow_head(points[-2], points[-1], colour, kind)
    if placed.joint is not None:
        yield Disc(placed.joint.centre.x, placed.joint.centre.y, JOINT, colour)
    if placed.label_box is not None:
        box = placed.label_box
        for number, line in enumerate(placed.label):
            yield from words_at(
                setter, (line,), look.edge, box.x + (box.width - line.width) / 2, box.y + number * look.edge.line
            )


def _arrow_head(before: Point, end: Point, colour: str, kind: str) -> Shape:
    length = hypot(end.x - before.x, end.y - before.y) or 1.0
    ux, uy = (end.x - before.x) / length, (end.y - before.y) / length
    if kind == "blocks":
        return StraightLine(end.x - uy * ARROW, end.y + ux * ARROW, end.x + uy * ARROW, end.y - ux * ARROW, colour, 3.0)
    back = Point(end.x - ux * ARROW, end.y - uy * ARROW)
    half = ARROW * 0.5
    points = (
        (end.x, end.y),
        (back.x - uy * half, back.y + ux * half),
        (back.x + uy * half, back.y - ux * half),
    )
    return Polygon(points, colour)


# --- icon arrays ----------------------------------------------------------------------------------


def _icons(setter: Setter, figure: IconArray, width: float) -> tuple[float, list[Shape]]:
    """Return an icon array: icons up to the low end are filled, up to the high end framed, and the others pale.

    In large print it takes the whole width, and its words stand below it.
    """
    cell, columns = _cells(setter, width)
    low, high = figure.filled, figure.marked
    rows = -(-figure.total // columns)
    array = columns * cell
    stack = width < array + 14 * setter.style("body").size
    shapes: list[Shape] = []
    for number in range(figure.total):
        x, y = number % columns * cell, number // columns * cell
        shapes.append(_icon(x, y, "high" if low <= number < high else "low" if number < low else "rest", cell))
    height = rows * cell
    start = 0.0 if stack else array + 22
    y = height + 10 if stack else 0.0
    legend: list[tuple[str, Unit]] = [("both" if low != high else "low", figure.part.label), ("rest", figure.rest)]
    for kind, unit in legend:
        lines, style = set_words(setter, unit, "body", min(width - start - 2 * cell - 10, setter.look.measure))
        middle = y + (style.line - cell) / 2
        if kind == "both":
            shapes.extend((_icon(start, middle, "low", cell), _icon(start + cell + 2, middle, "high", cell)))
        else:
            shapes.append(_icon(start, middle, kind, cell))
        shapes.extend(words_at(setter, lines, style, start + 2 * cell + 10, y))
        y += len(lines) * style.line + 6
    return max(height, y), shapes


def _cells(setter: Setter, width: float) -> tuple[float, int]:
    """Return the size of a cell of an icon array in pt, and how many stand in a row."""
    columns = max(1, min(ICONS_A_ROW, int(width // ICON)))
    return (max(ICON, width / columns) if setter.look.large_print else ICON), columns


def _icon(x: float, y: float, kind: str, cell: float) -> Shape:
    size = cell - 0.2 * ICON
    match kind:
        case "low":
            return Rect(x, y, size, size, "danger")
        case "high":
            return Rect(x + 0.5, y + 0.5, size - 1, size - 1, "paper", "danger", 1.0)
        case _:
            return Rect(x + 0.3, y + 0.3, size - 0.6, size - 0.6, "neutral")


__all__ = ["diagram_look", "figure_strip", "moved"]
