"""Placement of the boxes of a diagram: rows, or a ring with columns beside it, sized to their text.

Lengths are pt. Positions do not depend on what a step of the diagram shows.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from handouts.document.figures import Diagram, Edge, Node
from handouts.document.text import Unit
from handouts.render.type.fonts import FontSet
from handouts.render.type.geometry import Bounds, Point, around
from handouts.render.type.lines import Style, TypesetLine, balanced_lines, text_width, widest_word


@dataclass(frozen=True, slots=True)
class DiagramLook:
    """The look of a diagram: type of labels, padding of boxes, and least distances in pt."""

    label: Style
    detail: Style
    edge: Style
    fonts: FontSet
    pad_x: float = 12.0
    pad_y: float = 9.0
    gap_x: float = 48.0
    gap_y: float = 44.0
    least_height: float = 0.0
    most_growth: float = 1.0
    clear: float = 6.0
    joint: float = 8.0
    widest_box: float = 300.0
    widest_label: float = 170.0


@dataclass(frozen=True, slots=True)
class EdgeLabel:
    """The lines of an edge's label, with their width and height in pt."""

    lines: tuple[TypesetLine, ...]
    width: float
    height: float


def least_height(diagram: Diagram, width: float, look: DiagramLook) -> float:
    """Return the least height in pt that a diagram needs at a width."""
    return around(list(boxes_of(diagram, edge_labels(diagram, look), width, 0.0, look).values())).height


def edge_labels(diagram: Diagram, look: DiagramLook) -> dict[str, EdgeLabel]:
    """Return the measured label of every edge, by the edge's id."""
    return {edge.id: _label(edge, look) for edge in diagram.edges}


def boxes_of(
    diagram: Diagram, labels: Mapping[str, EdgeLabel], width: float, height: float, look: DiagramLook
) -> dict[str, Bounds]:
    """Return the box of every node, by the node's id."""
    arrange = _ring_and_columns if is_cycle(diagram) else _lanes
    return arrange(diagram, labels, width, height, look)


def is_cycle(diagram: Diagram) -> bool:
    """Return whether the first lane forms a ring."""
    return diagram.arrange == "cycle" and len(diagram.lanes[0]) > 1


# --- sizes ----------------------------------------------------------------------------------------


def _label(edge: Edge, look: DiagramLook) -> EdgeLabel:
    if edge.label is None:
        return EdgeLabel((), 0.0, 0.0)
    lines = balanced_lines(edge.label.text, look.edge, look.widest_label, look.fonts)
    return EdgeLabel(lines, max(line.width for line in lines) + 1, len(lines) * look.edge.line)


def _natural(node: Node, look: DiagramLook) -> float:
    """Return the width that sets a node's label and detail on one line each, or on two where that is long."""
    widths = [text_width(unit.text, style, look.fonts) for unit, style in _texts(node, look)]
    words = [widest_word(unit.text, style, look.fonts) for unit, style in _texts(node, look)]
    wanted = max(width if width < look.widest_box * 0.6 else width * 0.56 for width in widths)
    return max(wanted, *words) + 2 * look.pad_x + 2


def _texts(node: Node, look: DiagramLook) -> list[tuple[Unit, Style]]:
    detail = [(node.detail, look.detail)] if node.detail is not None else []
    return [(node.label, look.label), *detail]


def _height(node: Node, width: float, look: DiagramLook) -> float:
    inner = width - 2 * look.pad_x
    lines = sum(len(balanced_lines(u.text, s, inner, look.fonts)) * s.line for u, s in _texts(node, look))
    return max(lines + 2 * look.pad_y, look.least_height)


def _tallest(nodes: Sequence[Node], width: float, look: DiagramLook) -> float:
    return max(_height(node, width, look) for node in nodes)


# --- lanes ----------------------------------------------------------------------------------------


def _lanes(
    diagram: Diagram, labels: Mapping[str, EdgeLabel], width: float, height: float, look: DiagramLook
) -> dict[str, Bounds]:
    """Return rows of boxes, each row spread over the width."""
    nodes = {node.id: node for node in diagram.nodes}
    lanes = [[nodes[name] for name in lane if name in nodes] for lane in diagram.lanes]
    lanes = [lane for lane in lanes if lane]
    gap = _gap_across(diagram, labels, look)
    margin = 2 * look.gap_x if _detours_around(diagram) else 0.0
    widths = _box_widths(lanes, gap, width - margin, look)
    heights = [_tallest(lane, size, look) for lane, size in zip(lanes, widths, strict=True)]
    gap_down = _gap_down(diagram, labels, heights, height, look)
    heights = _grown(heights, gap_down, height, look)
    boxes: dict[str, Bounds] = {}
    y = 0.0
    for lane, size, tall in zip(lanes, widths, heights, strict=True):
        for node, x in zip(lane, _places(len(lane), size, gap, width - margin), strict=True):
            boxes[node.id] = Bounds(x + margin / 2, y, size, tall)
        y += tall + gap_down
    return {name: box.moved(0, max(0.0, (height - y + gap_down) / 2)) for name, box in boxes.items()}


def _grown(heights: Sequence[float], gap: float, height: float, look: DiagramLook) -> list[float]:
    """Return row heights that fill the room, without letting a box grow far beyond its text."""
    spare = 0.85 * height - gap * (len(heights) - 1)
    factor = min(look.most_growth, max(1.0, spare / sum(heights)))
    return [tall * factor for tall in heights]


def _lane_of(diagram: Diagram) -> dict[str, tuple[int, int]]:
    return {name: (row, place) for row, lane in enumerate(diagram.lanes) for place, name in enumerate(lane)}


def _gap_across(diagram: Diagram, labels: Mapping[str, EdgeLabel], look: DiagramLook) -> float:
    """Return the least distance between neighbours in a row, which must hold the label of their arrow."""
    at = _lane_of(diagram)
    needed = [look.gap_x]
    for edge in diagram.edges:
        same_row = edge.start in at and edge.end in at and at[edge.start][0] == at[edge.end][0]
        if same_row and labels[edge.id].lines:
            needed.append(labels[edge.id].width + 2 * look.clear + 8)
    return max(needed)


def _detours_around(diagram: Diagram) -> bool:
    at = _lane_of(diagram)
    rows = [(at[e.start][0], at[e.end][0]) for e in diagram.edges if e.start in at and e.end in at]
    return any(abs(first - last) > 1 for first, last in rows)


def _box_widths(lanes: Sequence[Sequence[Node]], gap: float, width: float, look: DiagramLook) -> list[float]:
    """Return one width for all boxes where it suits every row, else one for each row."""
    shares = [(width - (len(lane) - 1) * gap) / len(lane) for lane in lanes]
    natural = [max(_natural(node, look) for node in lane) for lane in lanes]
    wide = [min(share, max(need, min(share, look.widest_box))) for share, need in zip(shares, natural, strict=True)]
    common = min(wide)
    if all(common >= min(need, share) - 0.5 for need, share in zip(natural, shares, strict=True)):
        return [common] * len(lanes)
    return wide


def _places(count: int, size: float, gap: float, width: float) -> list[float]:
    """Return the left edges of boxes spread over a width, at most about twice as far apart as their arrow needs."""
    if count == 1:
        return [(width - size) / 2]
    between = min((width - count * size) / (count - 1), max(2.2 * gap, 120.0))
    start = (width - count * size - (count - 1) * between) / 2
    return [start + number * (size + between) for number in range(count)]


def _gap_down(
    diagram: Diagram, labels: Mapping[str, EdgeLabel], heights: Sequence[float], height: float, look: DiagramLook
) -> float:
    """Return the distance between rows: as the room allows, within limits, but enough for labels."""
    if len(heights) < 2:
        return 0.0
    at = _lane_of(diagram)
    down = [e for e in diagram.edges if e.start in at and e.end in at and at[e.start][0] != at[e.end][0]]
    stretches = 2 if len({edge.start for edge in down}) < len(down) else 1
    across = [stretches * (labels[edge.id].height + 2 * look.clear) + 8 for edge in down if labels[edge.id].lines]
    least = max([look.gap_y, *across])
    spare = (height - sum(heights)) / (len(heights) - 1)
    return max(least, min(spare, 1.6 * look.gap_y))


# --- ring and columns -----------------------------------------------------------------------------


def _ring_and_columns(
    diagram: Diagram, labels: Mapping[str, EdgeLabel], width: float, height: float, look: DiagramLook
) -> dict[str, Bounds]:
    """Place the first lane on a ring, clockwise from the top, and each further lane in a column beside it."""
    nodes = {node.id: node for node in diagram.nodes}
    first, *further = [[nodes[name] for name in lane if name in nodes] for lane in diagram.lanes]
    left = [lane for lane in further if lane and _works_on_return(diagram, lane)]
    right = [lane for lane in further if lane and lane not in left]
    height = max(height, *(_column_height(lane, width, look) for lane in (*left, *right)), 0.0)
    ring = _ring(diagram, first, labels, height, look)
    frame = around([*ring.values(), _ring_extent(ring, look)])
    gap = _column_gap(diagram, labels, look)
    columns = left + right
    spare = width - frame.width - gap * len(columns)
    sizes = _column_widths(columns, spare, look)
    x = 0.0
    boxes: dict[str, Bounds] = {}
    for lane, size in zip(left, sizes, strict=False):
        boxes |= _column(lane, x, size, frame, look)
        x += size + gap
    boxes |= {name: box.moved(x - frame.x, 0) for name, box in ring.items()}
    x += frame.width + gap
    for lane, size in zip(right, sizes[len(left) :], strict=True):
        boxes |= _column(lane, x, size, frame, look)
        x += size + gap
    top = (height - frame.height) / 2 - frame.y
    shift = max(0.0, (width - x + gap) / 2)
    return {name: box.moved(shift, max(0.0, top)) for name, box in boxes.items()}


def _works_on_return(diagram: Diagram, lane: Sequence[Node]) -> bool:
    """Return whether a column acts on the left half of the ring: the edges that lead back to its first node."""
    ring = diagram.lanes[0]
    later = set(ring[(len(ring) + 1) // 2 :])
    back = {edge.id for edge in diagram.edges if edge.start in later and edge.end in ring}
    names = {node.id for node in lane}
    return any(edge.start in names and edge.end in back for edge in diagram.edges)


def _column_height(lane: Sequence[Node], width: float, look: DiagramLook) -> float:
    """Return the least height of a column whose boxes take a quarter of the width."""
    size = max(width / 4, *(_natural(node, look) for node in lane))
    return len(lane) * _tallest(lane, size, look) + (len(lane) - 1) * 2 * look.clear


def _ring(
    diagram: Diagram, nodes: Sequence[Node], labels: Mapping[str, EdgeLabel], height: float, look: DiagramLook
) -> dict[str, Bounds]:
    size = max(_natural(node, look) for node in nodes)
    tall = _tallest(nodes, size, look)
    height = max(height, 2 * tall + 2 * look.edge.line + 6 * look.clear)
    inside = sum(labels[edge.id].width for edge in ring_edges(diagram)) + 4 * look.clear
    if len(nodes) == 2:
        size = max(size, inside - 2 * bulge(look) + 24)
        return _on(nodes, size, tall, [Point(0, 0), Point(0, height - tall)])
    if len(nodes) <= 4:
        far, low = size * 0.5 + max(44.0, inside / 4), height - tall
        middle = (low - tall) * 0.5 + tall * 0.5
        round_3 = [Point(0, 0), Point(far, low), Point(-far, low)]
        round_4 = [Point(0, 0), Point(far, middle), Point(0, low), Point(-far, middle)]
        return _on(nodes, size, tall, round_3 if len(nodes) == 3 else round_4)
    return _racetrack(nodes, size, tall, height, _gap_across(diagram, labels, look))


def _racetrack(nodes: Sequence[Node], size: float, tall: float, height: float, gap: float) -> dict[str, Bounds]:
    above = (len(nodes) + 1) // 2
    there = [Point(place * (size + gap), 0) for place in range(above)]
    back = [Point(place * (size + gap), height - tall) for place in range(len(nodes) - above)]
    return _on(nodes, size, tall, [*there, *reversed(back)])


def _on(nodes: Sequence[Node], size: float, tall: float, places: Sequence[Point]) -> dict[str, Bounds]:
    pairs = zip(nodes, places, strict=True)
    return {node.id: Bounds(place.x - size / 2, place.y, size, tall) for node, place in pairs}


def ring_edges(diagram: Diagram) -> list[Edge]:
    """Return the edges from each node of the ring to the next."""
    ring = diagram.lanes[0]
    steps = {(name, ring[(place + 1) % len(ring)]) for place, name in enumerate(ring)}
    return [edge for edge in diagram.edges if (edge.start, edge.end) in steps]


def _ring_extent(ring: Mapping[str, Bounds], look: DiagramLook) -> Bounds:
    """Return the bounds of a ring with its curved edges."""
    whole = around(list(ring.values()))
    bow = bulge(look) if len(ring) == 2 else 0.0
    return Bounds(whole.x - bow, whole.y, whole.width + 2 * bow, whole.height)


def bulge(look: DiagramLook) -> float:
    """Return how far, in pt, the curved edges of a ring of two extend beyond its boxes."""
    return 1.1 * look.gap_x


def _column_gap(diagram: Diagram, labels: Mapping[str, EdgeLabel], look: DiagramLook) -> float:
    ring = set(diagram.lanes[0])
    on_ring = {edge.id for edge in ring_edges(diagram)}
    beside = [
        labels[edge.id].width + 2 * look.clear + 10
        for edge in diagram.edges
        if edge.id not in on_ring and labels[edge.id].lines and not (edge.start in ring and edge.end in ring)
    ]
    return max([look.gap_x, *beside])


def _column_widths(columns: Sequence[Sequence[Node]], spare: float, look: DiagramLook) -> list[float]:
    natural = [max(_natural(node, look) for node in lane) for lane in columns]
    more = max(0.0, spare - sum(natural))
    each = more / len(columns) if columns else 0.0
    if sum(natural) <= spare:
        return [min(size + each, max(size, look.widest_box)) for size in natural]
    return [size * spare / sum(natural) for size in natural]


def _column(lane: Sequence[Node], x: float, size: float, frame: Bounds, look: DiagramLook) -> dict[str, Bounds]:
    """Return boxes of equal height in a column, centred on the ring."""
    tall = max(_tallest(lane, size, look), min(96.0, frame.height / len(lane) - 24))
    gap = min(40.0, (frame.height - tall * len(lane)) / max(1, len(lane) - 1))
    gap = max(gap, look.clear * 2)
    y = frame.y + (frame.height - tall * len(lane) - gap * (len(lane) - 1)) / 2
    return {node.id: Bounds(x, y + place * (tall + gap), size, tall) for place, node in enumerate(lane)}
