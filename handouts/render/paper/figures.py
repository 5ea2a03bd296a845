"""Figures drawn for paper, with one case for each kind of figure."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from math import hypot, log
from typing import Literal, assert_never

from handouts.core.problem import Problem
from handouts.core.words import word
from handouts.document.blocks import FigureBlock, described
from handouts.document.figures import Bars, Diagram, IconArray, Intervals, Timeline
from handouts.document.text import Unit, Words
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import (
    Curve,
    Disc,
    Drawn,
    Path,
    Polygon,
    Rect,
    Rule,
    Shape,
    Strip,
    Tag,
    TextLine,
    moved,
    stacked,
)
from handouts.render.type.diagram import DiagramLook, PlacedEdge, PlacedNode, lay_out, least_height
from handouts.render.type.geometry import Point
from handouts.render.type.lines import Style, TypesetLine, text_width

ICON = 6.0
ICONS_A_ROW = 50
ARROW = 8.0
JOINT = 2.6
BAND = 24.0
# Time is drawn as a power of itself, so that a day and half a year fit on one line; the figure says so.
TIME_POWER = 0.4
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
            height, shapes = _timeline(setter, figure, width)
        case Intervals():
            height, shapes = _intervals(setter, figure, width)
        case Bars():
            height, shapes = _bars(setter, figure, width)
        case _:
            assert_never(figure)
    return Strip(height, (Drawn(path, tuple(shapes)),), block.id)


def _lines(setter: Setter, unit: Unit, role: str, width: float) -> tuple[tuple[TypesetLine, ...], Style]:
    style = setter.style(role)
    return setter.lines(unit, style, width), style


def _text(
    setter: Setter, lines: tuple[TypesetLine, ...], style: Style, x: float, y: float, colour: str = "ink"
) -> Iterator[Shape]:
    """Yield lines of text, starting from an upper left corner."""
    first = first_baseline(style, setter.fonts)
    for number, line in enumerate(lines):
        yield TextLine(x, y + first + number * style.line, line, colour)


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
    for fault in drawing.faults:
        setter.log.append(Problem(block.alt.mark, "overflow", f"{block.id}: {fault}"))
    # the figure starts where the drawing does, not at the top of the available room
    drawing = drawing.moved(0, -drawing.box.y)
    shapes: list[Shape] = []
    for edge in drawing.edges:
        shapes.extend(_edge(setter, edge, look))
    for node in drawing.nodes:
        shapes.extend(_node(setter, node, look))
    return drawing.box.height + 1, shapes


def _node(setter: Setter, placed: PlacedNode, look: DiagramLook) -> Iterator[Shape]:
    kind, box = placed.node.kind, placed.box
    for unit, lines in ((placed.node.label, placed.label), (placed.node.detail, placed.detail)):
        if unit is not None:
            setter.check(lines, unit, box.width - 2 * look.pad_x)
    named = kind not in ("plain", "quiet")
    fill = f"{kind}-tint" if named else "paper"
    yield Rect(box.x, box.y, box.width, box.height, fill, kind if named else "ink", 1.2)
    height = len(placed.label) * look.label.line + len(placed.detail) * look.detail.line
    y = box.y + (box.height - height) / 2
    for lines, style in ((placed.label, look.label), (placed.detail, look.detail)):
        for line in lines:
            yield from _text(setter, (line,), style, box.x + (box.width - line.width) / 2, y)
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
            yield Rule(first.x, first.y, second.x, second.y, colour, 1.5, dash)
    yield _arrow_head(points[-2], points[-1], colour, kind)
    if placed.joint is not None:
        yield Disc(placed.joint.centre.x, placed.joint.centre.y, JOINT, colour)
    if placed.label_box is not None:
        box = placed.label_box
        for number, line in enumerate(placed.label):
            yield from _text(
                setter, (line,), look.edge, box.x + (box.width - line.width) / 2, box.y + number * look.edge.line
            )


def _arrow_head(before: Point, end: Point, colour: str, kind: str) -> Shape:
    length = hypot(end.x - before.x, end.y - before.y) or 1.0
    ux, uy = (end.x - before.x) / length, (end.y - before.y) / length
    if kind == "blocks":
        return Rule(end.x - uy * ARROW, end.y + ux * ARROW, end.x + uy * ARROW, end.y - ux * ARROW, colour, 3.0)
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
    """Return an icon array: icons up to the low end are filled, up to the high end framed, and the others pale."""
    low = int(figure.part.low.to_integral_value(rounding="ROUND_HALF_UP"))
    high = int(figure.part.high.to_integral_value(rounding="ROUND_HALF_UP"))
    rows = -(-figure.total // ICONS_A_ROW)
    array = ICONS_A_ROW * ICON
    stack = width < array + 14 * setter.style("body").size
    shapes: list[Shape] = []
    for number in range(figure.total):
        x, y = number % ICONS_A_ROW * ICON, number // ICONS_A_ROW * ICON
        shapes.append(_icon(x, y, "high" if low <= number < high else "low" if number < low else "rest"))
    height = rows * ICON
    start = 0.0 if stack else array + 22
    y = height + 10 if stack else 0.0
    legend: list[tuple[str, Unit]] = [("both" if low != high else "low", figure.part.label), ("rest", figure.rest)]
    for kind, unit in legend:
        lines, style = _lines(setter, unit, "body", min(width - start - 30, setter.look.measure))
        middle = y + (style.line - ICON) / 2
        if kind == "both":
            shapes.extend((_icon(start, middle, "low"), _icon(start + ICON + 2, middle, "high")))
        else:
            shapes.append(_icon(start, middle, kind))
        shapes.extend(_text(setter, lines, style, start + 22, y))
        y += len(lines) * style.line + 6
    return max(height, y), shapes


def _icon(x: float, y: float, kind: str) -> Shape:
    size = ICON - 1.2
    match kind:
        case "low":
            return Rect(x, y, size, size, "danger")
        case "high":
            return Rect(x + 0.5, y + 0.5, size - 1, size - 1, "paper", "danger", 1.0)
        case _:
            return Rect(x + 0.3, y + 0.3, size - 0.6, size - 0.6, "neutral")


# --- timelines ------------------------------------------------------------------------------------


def _timeline(setter: Setter, figure: Timeline, width: float) -> tuple[float, list[Shape]]:
    """Return a timeline with all spans on one line; time is compressed towards its end."""
    last = float(max(tick.at for tick in figure.ticks)) or 1.0
    room = width - 8

    def place(at: Decimal) -> float:
        return 4 + room * float((float(at) / last) ** TIME_POWER)

    bold = replace(setter.style("label"), bold=True)
    labels = [(place(span.start), span.label) for span in figure.spans]
    above = _rows_of(setter, labels, bold, width)
    top = (max(row for _, row, _ in above) + 1) * bold.line + 4
    shapes: list[Shape] = []
    for (x, row, lines), span in zip(above, figure.spans, strict=True):
        y = top - 4 - (row + 1) * bold.line
        shapes.extend(_text(setter, lines, bold, x, y))
        if row:
            shapes.append(Rule(place(span.start), y + bold.line, place(span.start), top, "line", 0.8))
    shapes.extend(_band(place(span.start), place(span.end), top, span.kind) for span in figure.spans)
    plain = setter.style("cell")
    ticks = _rows_of(setter, [(place(tick.at), tick.label) for tick in figure.ticks], plain, width)
    for (x, row, lines), tick in zip(ticks, figure.ticks, strict=True):
        at = place(tick.at)
        y = top + BAND + 5 + row * plain.line
        shapes.append(Rule(at, top + BAND, at, y + 2, "ink", 0.8))
        shapes.extend(_text(setter, lines, plain, x, y + 1))
    y = top + BAND + 7 + (max(row for _, row, _ in ticks) + 1) * plain.line
    note = Unit(
        figure.ticks[0].label.id, (Words(word("not-to-scale", setter.lang)),), figure.ticks[0].label.mark, setter.lang
    )
    lines, quiet = _lines(setter, note, "label", width)
    shapes.extend(_text(setter, lines, quiet, width - lines[0].width, y - 1, quiet.colour))
    return y + quiet.line, shapes


def _rows_of(
    setter: Setter, labels: list[tuple[float, Unit]], style: Style, width: float
) -> list[tuple[float, int, tuple[TypesetLine, ...]]]:
    """Return labels at their starts, each in the first row where it touches no earlier one."""
    ends: list[float] = []
    placed = []
    for start, unit in labels:
        wide = text_width(unit.text, style, setter.fonts)
        x = max(0.0, min(start, width - wide))
        row = next((number for number, end in enumerate(ends) if end + 10 <= x), len(ends))
        if row == len(ends):
            ends.append(0.0)
        ends[row] = x + wide
        setter.check_one_line(unit, style, width)
        placed.append((x, row, setter.lines(unit, style, wide + 2)))
    return placed


def _band(start: float, end: float, top: float, kind: str) -> Shape:
    fills = {"early": "neutral", "classic": "second", "late": "paper", "peak": "danger", "plain": "primary-tint"}
    return Rect(start, top, end - start, BAND, fills[kind], "danger" if kind in ("late", "peak") else "ink", 1.2)


# --- charts ---------------------------------------------------------------------------------------


def _labels(setter: Setter, units: list[Unit], width: float) -> tuple[float, list[tuple[TypesetLine, ...]]]:
    """Return the labels of rows and their common width, at most a third of the room."""
    style = setter.style("cell")
    wide = min(max(text_width(unit.text, style, setter.fonts) for unit in units), width / 3)
    return wide, [setter.lines(unit, style, wide + 0.5) for unit in units]


def _bars(setter: Setter, figure: Bars, width: float) -> tuple[float, list[Shape]]:
    """Return bars from zero, with their values at the end."""
    style = setter.style("cell")
    start, labels = _labels(setter, [row.label for row in figure.rows], width)
    printed = max(text_width(row.printed.text, style, setter.fonts) for row in figure.rows)
    room = width - start - printed - 22
    largest = max(row.amount for row in figure.rows) or Decimal(1)
    shapes: list[Shape] = []
    y = 0.0
    for row, lines in zip(figure.rows, labels, strict=True):
        height = max(len(lines) * style.line, style.line) + 6
        length = float(row.amount / largest) * room
        shapes.extend(_text(setter, lines, style, 0, y))
        shapes.append(Rect(start + 12, y + 2, max(length, 0.8), style.line - 4, "primary"))
        shapes.extend(_text(setter, setter.lines(row.printed, style, printed + 1), style, start + 18 + length, y))
        y += height
    axis, quiet = _lines(setter, figure.axis, "label", room)
    shapes.append(Rule(start + 12, 0, start + 12, y, "line", 0.8))
    shapes.extend(_text(setter, axis, quiet, start + 12, y + 2, quiet.colour))
    return y + 2 + len(axis) * quiet.line, shapes


def _intervals(setter: Setter, figure: Intervals, width: float) -> tuple[float, list[Shape]]:
    """Return estimates with intervals on one axis, a line at no difference, and the printed values at the end."""
    style, quiet = setter.style("cell"), setter.style("label")
    start, labels = _labels(setter, [row.label for row in figure.rows], width)
    printed = max(text_width(row.printed.text, style, setter.fonts) for row in figure.rows)
    reads = min(printed, width * 0.36)
    left, room = start + 14, width - start - reads - 30
    ends = [float(end) for row in figure.rows for end in (row.low, row.high)]
    even = 1.0 if figure.log else 0.0
    scale = _scale([*ends, even], left, room, "log" if figure.log else "linear")
    shapes: list[Shape] = []
    y = 0.0
    for row, lines in zip(figure.rows, labels, strict=True):
        value = setter.lines(row.printed, style, reads + 1)
        height = max(len(lines), len(value)) * style.line + 8
        middle = y + height / 2
        shapes.extend(_text(setter, lines, style, 0, middle - len(lines) * style.line / 2))
        shapes.extend(_text(setter, value, style, width - reads, middle - len(value) * style.line / 2))
        shapes.append(Rule(scale(float(row.low)), middle, scale(float(row.high)), middle, "primary", 2.0))
        at = scale(float(row.estimate))
        shapes.append(Rect(at - 4, middle - 4, 8, 8, "primary"))
        y += height
    shapes.append(Rule(scale(even), 0, scale(even), y + 4, "line", 0.9, (3.0, 2.0)))
    shapes.append(Rule(left, y + 4, left + room, y + 4, "ink", 0.9))
    (none,) = setter.lines(replace(figure.axis, text=(Words(f"{even:.0f}"),)), quiet, 60.0)
    shapes.extend(_text(setter, (none,), quiet, scale(even) - none.width / 2, y + 6, quiet.colour))
    lower = setter.lines(figure.lower, quiet, max(scale(even) - 14, 60.0))
    higher = setter.lines(figure.higher, quiet, max(width - scale(even) - 14, 60.0))
    for number, line in enumerate(lower):
        shapes.extend(
            _text(setter, (line,), quiet, scale(even) - 12 - line.width, y + 6 + number * quiet.line, "quiet")
        )
    shapes.extend(_text(setter, higher, quiet, scale(even) + 12, y + 6, quiet.colour))
    y += 6 + max(len(lower), len(higher)) * quiet.line
    axis = setter.lines(figure.axis, quiet, width - left)
    shapes.extend(_text(setter, axis, quiet, left, y + 2, quiet.colour))
    return y + 4 + quiet.line * len(axis), shapes


def _scale(values: list[float], start: float, room: float, kind: Literal["log", "linear"]) -> Callable[[float], float]:
    """Return a function from a value to its position on the axis in pt."""
    measure: Callable[[float], float] = log if kind == "log" else float
    low, high = min(map(measure, values)), max(map(measure, values))
    pad = (high - low) * 0.1 or 1.0
    low, high = low - pad, high + pad
    return lambda value: start + room * (measure(value) - low) / (high - low)


__all__ = ["diagram_look", "figure_strip", "moved"]
