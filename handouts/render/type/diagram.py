"""The geometry of a diagram: boxes sized to their text, and arrows with labels that touch nothing.

Positions depend only on lanes, nodes and edges, not on what a step shows. Lengths are pt, from the upper left corner of
the room.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handouts.document.figures import Diagram, Edge, Node
from handouts.render.type.arrange import (
    DiagramLook,
    EdgeLabel,
    boxes_of,
    bulge,
    edge_labels,
    is_cycle,
    least_height,
    ring_edges,
)
from handouts.render.type.geometry import Bounds, Point, around
from handouts.render.type.lines import TypesetLine, balanced_lines
from handouts.render.type.routes import Flow, Route, Side, best_route, crosses_boxes, curve, free, label_places

__all__ = ["DiagramLook", "Drawing", "PlacedEdge", "PlacedNode", "lay_out", "least_height", "lines_height"]

QUARTERS: tuple[tuple[Side, Side], ...] = (
    ("right", "top"),
    ("bottom", "right"),
    ("left", "bottom"),
    ("top", "left"),
)


@dataclass(frozen=True, slots=True)
class PlacedNode:
    """A node with its box and the lines in it."""

    node: Node
    box: Bounds
    label: tuple[TypesetLine, ...]
    detail: tuple[TypesetLine, ...]


@dataclass(frozen=True, slots=True)
class PlacedEdge:
    """An edge with its route, its label, and a dot at its middle where other edges end or begin."""

    edge: Edge
    route: Route
    label: tuple[TypesetLine, ...]
    label_box: Bounds | None
    joint: Bounds | None


@dataclass(frozen=True, slots=True)
class Drawing:
    """A drawn diagram: the visible nodes and edges, the bounds of the whole, and what did not fit.

    Words wider than their box are for the writer to report, which knows where they are written.
    """

    nodes: tuple[PlacedNode, ...]
    edges: tuple[PlacedEdge, ...]
    box: Bounds
    faults: tuple[str, ...]

    def moved(self, dx: float, dy: float) -> Drawing:
        """Return the same drawing, moved by `dx` and `dy` in pt."""
        nodes = tuple(replace(node, box=node.box.moved(dx, dy)) for node in self.nodes)
        edges = tuple(_moved_edge(edge, dx, dy) for edge in self.edges)
        return Drawing(nodes, edges, self.box.moved(dx, dy), self.faults)


def lay_out(diagram: Diagram, width: float, height: float, look: DiagramLook) -> Drawing:
    """Return a diagram centred in a room of this size in pt."""
    labels = edge_labels(diagram, look)
    placed = boxes_of(diagram, labels, width, height, look)
    nodes = [_placed_node(node, placed[node.id], look) for node in diagram.nodes if node.id in placed]
    edges = _routed(diagram, placed, labels, Bounds(0, 0, width, height), look)
    whole = around([*placed.values(), *_extents(edges)])
    faults = [*_edge_faults(edges, placed), *_size_faults(whole, width, height)]
    shown = tuple(node for node in nodes if _shows(diagram, node.node.id))
    drawing = Drawing(shown, tuple(_shown_edges(diagram, edges)), whole, tuple(faults))
    return drawing.moved((width - whole.width) / 2 - whole.x, (height - whole.height) / 2 - whole.y)


def lines_height(node: PlacedNode, look: DiagramLook) -> float:
    """Return the height of a node's text in pt."""
    return len(node.label) * look.label.line + len(node.detail) * look.detail.line


def _shows(diagram: Diagram, name: str) -> bool:
    return diagram.shown is None or name in diagram.shown


def _shows_edge(diagram: Diagram, edge: Edge) -> bool:
    return _shows(diagram, edge.id) and _shows(diagram, edge.start) and _shows(diagram, edge.end)


def _shown_edges(diagram: Diagram, edges: Sequence[PlacedEdge]) -> list[PlacedEdge]:
    """Return the visible edges; a dot is kept where a visible edge ends, and on every curved edge."""
    shown = [edge for edge in edges if _shows_edge(diagram, edge.edge)]
    joined = {name for edge in shown for name in (edge.edge.start, edge.edge.end)}
    return [
        edge if edge.edge.id in joined or edge.route.form == "curved" else replace(edge, joint=None) for edge in shown
    ]


# --- edges ----------------------------------------------------------------------------------------


def _routed(
    diagram: Diagram, boxes: Mapping[str, Bounds], labels: Mapping[str, EdgeLabel], room: Bounds, look: DiagramLook
) -> list[PlacedEdge]:
    """Return every edge with its route; edges that end on another edge are routed after it."""
    joined = {name for edge in diagram.edges for name in (edge.start, edge.end)} - set(boxes)
    known = dict(boxes)
    solid = list(boxes.values())
    routes: dict[str, Route] = {}
    waiting = list(diagram.edges)
    while waiting:
        ready = [edge for edge in waiting if edge.start in known and edge.end in known]
        for edge in ready:
            route = _route(diagram, edge, known, solid, list(routes.values()), room, look)
            routes[edge.id] = route
            if edge.id in joined or len(route.points) == 7:
                known[edge.id] = _joint(route, look)
        waiting = [edge for edge in waiting if edge not in ready]
        if not ready:
            break
    joints = {name: box for name, box in known.items() if name not in boxes}
    return _labelled(diagram, routes, labels, [*solid, *joints.values()], joints, room, look)


def _route(
    diagram: Diagram,
    edge: Edge,
    boxes: Mapping[str, Bounds],
    solid: Sequence[Bounds],
    taken: Sequence[Route],
    room: Bounds,
    look: DiagramLook,
) -> Route:
    start, end = boxes[edge.start], boxes[edge.end]
    if is_cycle(diagram) and edge in ring_edges(diagram) and len(diagram.lanes[0]) <= 4:
        return _ring_route(diagram.lanes[0], edge, start, end, solid, taken, room, look)
    flow: Flow = "across" if is_cycle(diagram) else "down"
    return best_route(start, end, solid, taken, room.grown(1), flow)


def _ring_route(
    ring: Sequence[str],
    edge: Edge,
    start: Bounds,
    end: Bounds,
    solid: Sequence[Bounds],
    taken: Sequence[Route],
    room: Bounds,
    look: DiagramLook,
) -> Route:
    """Return a curve or quarter turn, clockwise."""
    place = ring.index(edge.start)
    if len(ring) == 2:
        side: Side = "right" if place == 0 else "left"
        return curve(start, side, end, side, bulge(look))
    if len(ring) == 3 and place == 1:
        return best_route(start, end, solid, taken, room, "across")
    turn = QUARTERS[place] if len(ring) == 4 else QUARTERS[0 if place == 0 else 3]
    return curve(start, turn[0], end, turn[1], 0.0)


def _joint(route: Route, look: DiagramLook) -> Bounds:
    """Return the bounds of the dot at the middle of a route."""
    points = route.drawn()
    if route.form == "curved":
        at = points[len(points) // 2]
    else:
        a, b = max(pairwise(points), key=lambda ends: abs(ends[0].x - ends[1].x) + abs(ends[0].y - ends[1].y))
        at = Point((a.x + b.x) / 2, (a.y + b.y) / 2)
    return Bounds(at.x, at.y, 0, 0).grown(look.joint / 2)


def _labelled(
    diagram: Diagram,
    routes: Mapping[str, Route],
    labels: Mapping[str, EdgeLabel],
    solid: Sequence[Bounds],
    joints: Mapping[str, Bounds],
    room: Bounds,
    look: DiagramLook,
) -> list[PlacedEdge]:
    placed: list[PlacedEdge] = []
    full = list(solid)
    for edge in diagram.edges:
        if edge.id in routes:
            box = _label_box(edge, routes, labels[edge.id], full, room, look, _inward(diagram, routes))
            full += [box] if box is not None else []
            placed.append(PlacedEdge(edge, routes[edge.id], labels[edge.id].lines, box, joints.get(edge.id)))
    return placed


def _inward(diagram: Diagram, routes: Mapping[str, Route]) -> float | None:
    """Return the x of the ring's centre, towards which the labels of its curved edges are placed."""
    if not is_cycle(diagram):
        return None
    ring = [routes[edge.id].points[0].x for edge in ring_edges(diagram) if edge.id in routes]
    return sum(ring) / len(ring) if ring else None


def _label_box(
    edge: Edge,
    routes: Mapping[str, Route],
    label: EdgeLabel,
    full: Sequence[Bounds],
    room: Bounds,
    look: DiagramLook,
    inward: float | None,
) -> Bounds | None:
    if not label.lines:
        return None
    route = routes[edge.id]
    clear = look.clear + (look.joint / 2 if route.form == "curved" else 0)
    places = list(label_places(route, label.width, label.height, clear))
    if inward is not None and route.form == "curved":
        middle = inward
        places.sort(key=lambda box: round(abs(box.centre.x - middle) > abs(route.drawn()[8].x - middle)))
    paths = [way.drawn() for way in routes.values()]
    wide = room.grown(1)
    return next((place for place in places if free(place, full, paths, wide, look.clear)), None)


def _extents(edges: Sequence[PlacedEdge]) -> list[Bounds]:
    points = [Bounds(point.x, point.y, 0, 0) for edge in edges for point in edge.route.drawn()]
    return points + [edge.label_box for edge in edges if edge.label_box is not None]


# --- placed nodes and edges -----------------------------------------------------------------------


def _placed_node(node: Node, box: Bounds, look: DiagramLook) -> PlacedNode:
    inner = box.width - 2 * look.pad_x
    detail = balanced_lines(node.detail.text, look.detail, inner, look.fonts) if node.detail else ()
    return PlacedNode(node, box, balanced_lines(node.label.text, look.label, inner, look.fonts), detail)


def _moved_edge(edge: PlacedEdge, dx: float, dy: float) -> PlacedEdge:
    route = replace(edge.route, points=tuple(point.moved(dx, dy) for point in edge.route.points))
    label = edge.label_box.moved(dx, dy) if edge.label_box else None
    joint = edge.joint.moved(dx, dy) if edge.joint else None
    return PlacedEdge(edge.edge, route, edge.label, label, joint)


def _edge_faults(edges: Sequence[PlacedEdge], boxes: Mapping[str, Bounds]) -> list[str]:
    faults = []
    for edge in edges:
        ends = [boxes.get(edge.edge.start), boxes.get(edge.edge.end)]
        others = [box for box in boxes.values() if box not in ends]
        if crosses_boxes(edge.route, others):
            faults.append(f"the arrow {edge.edge.id!r} finds no way that crosses no box")
        if edge.label and edge.label_box is None:
            faults.append(f"the label of the arrow {edge.edge.id!r} finds no free place")
    return faults


def _size_faults(whole: Bounds, width: float, height: float) -> list[str]:
    faults = []
    if whole.height > height + 0.5:
        faults.append(f"the diagram is {whole.height - height:.0f} pt too high")
    if whole.width > width + 0.5:
        faults.append(f"the diagram is {whole.width - width:.0f} pt too wide")
    return faults
