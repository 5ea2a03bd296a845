"""Diagrams as a group of shapes and connectors."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from typing import Literal

from handouts.document.blocks import FigureBlock
from handouts.document.figures import Diagram
from handouts.document.text import Unit, plain
from handouts.render.deck.look import Skin, Stroke
from handouts.render.deck.texts import Setting, drawn_text, para
from handouts.render.deck.value import Connector, DrawnFigure, GroupFrame, Ink, Inset, Para, TextFrame
from handouts.render.type.diagram import DiagramLook, Drawing, PlacedEdge, PlacedNode, lay_out
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import ROUNDED, Style, TypesetLine
from handouts.render.type.routes import OUTWARD, Route, Side

BAR_LENGTH, BAR_THICK = 20.0, 4.0  # pt, of the bar across the end of a blocking arrow


def diagram_look(setting: Setting) -> DiagramLook:
    """Return the look of a diagram in the deck layout."""
    return DiagramLook(
        setting.style("node"),
        setting.style("detail"),
        setting.style("edge"),
        setting.look.fonts,
        pad_x=setting.space("inset-x"),
        gap_x=setting.space("gap-x"),
        gap_y=setting.space("gap-y"),
        least_height=setting.space("box-height"),
        most_growth=1.5,
    )


def draw_diagram(block: FigureBlock, figure: Diagram, box: Bounds, setting: Setting) -> DrawnFigure:
    """Return a diagram as shapes with connectors glued to them."""
    drawing = lay_out(figure, box.width, box.height, diagram_look(setting))
    nodes = [_node(node, box, setting) for node in drawing.nodes]
    edges = [child for edge in drawing.edges for child in _edge(edge, box, setting)]
    group = GroupFrame(f"diagram {block.id}", _group_box(drawing, box), (*nodes, *edges), plain(block.alt.text))
    return DrawnFigure(group, drawing.faults)


def _group_box(drawing: Drawing, box: Bounds) -> Bounds:
    return drawing.box.moved(box.x, box.y)


def _node(node: PlacedNode, box: Bounds, setting: Setting) -> TextFrame:
    skin = setting.look.skins[node.node.kind]
    paras = [_centred(node.node.label, node.label, setting.style("node"), skin, setting)]
    if node.node.detail is not None:
        paras.append(_centred(node.node.detail, node.detail, setting.style("detail"), skin, setting))
    lines = (*node.label, *node.detail)
    widest = max((line.width for line in lines), default=0.0)
    pad = setting.space("inset-x")
    # a word that is wider than its box is reported by the room that the box has
    side = max(2.0, (node.box.width - widest) / 2 - 4) if widest <= node.box.width - 2 * pad + ROUNDED else pad
    place = node.box.moved(box.x, box.y)
    return TextFrame(
        node.node.id,
        place,
        tuple(paras),
        inset=Inset(side, 2, side, 2),
        anchor="middle",
        form="round",
        ink=_ink(skin),
    )


def _ink(skin: Skin) -> Ink:
    return Ink(skin.fill, skin.line if skin.weight else None, skin.weight)


def _centred(unit: Unit, lines: tuple[TypesetLine, ...], style: Style, skin: Skin, setting: Setting) -> Para:
    """Return a centred text whose lines the diagram has measured."""
    text, coloured = drawn_text(unit.text, setting.lang), replace(style, colour=skin.text)
    return Para(unit.id, text, coloured, unit.lang, len(lines) * style.line, unit.mark, align="centre")


def _edge(edge: PlacedEdge, box: Bounds, setting: Setting) -> Iterator[TextFrame | Connector]:
    stroke = setting.look.edges[edge.edge.kind]
    route = replace(edge.route, points=tuple(point.moved(box.x, box.y) for point in edge.route.points))
    head: Literal["arrow", "none"] = "none" if edge.edge.kind == "blocks" else "arrow"
    if edge.joint is not None:
        yield TextFrame(edge.edge.id, edge.joint.moved(box.x, box.y), (), form="ellipse", ink=Ink(stroke.colour))
    yield from _connectors(edge, route, stroke, head)
    if head == "none":
        yield _stop_bar(edge, box, stroke.colour)
    if edge.label_box is not None and edge.edge.label is not None:
        place = edge.label_box.moved(box.x, box.y)
        style = replace(setting.style("edge"), colour=stroke.colour)
        item = replace(para(edge.edge.label, style, place.width * 1.2, setting), align="centre", height=place.height)
        yield TextFrame(f"label {edge.edge.id}", place.grown(1), (item,), anchor="middle")


def _connectors(edge: PlacedEdge, route: Route, stroke: Stroke, head: Literal["arrow", "none"]) -> Iterator[Connector]:
    """Yield the connector of an edge; a curve between equal sides is two quarter turns that meet at its dot."""
    name, look = f"arrow {edge.edge.id}", (stroke.colour, stroke.weight, stroke.dash)
    first, last = edge.edge.start, edge.edge.end
    if len(route.points) != 7 or edge.joint is None:
        yield Connector(name, first, last, route, *look, head)
        return
    before, after = _turns(route, edge.joint.width / 2)
    yield Connector(f"{name} 1", first, edge.edge.id, before, *look, "none")
    yield Connector(f"{name} 2", edge.edge.id, last, after, *look, head)


def _turns(route: Route, radius: float) -> tuple[Route, Route]:
    """Return the two halves of a curve: up to the dot of this radius, and on from it."""
    points, middle = route.points, route.points[3]
    down = points[-1].y > points[0].y
    into: Side = "top" if down else "bottom"
    out: Side = "bottom" if down else "top"
    shift = radius if down else -radius
    before = (*points[:3], middle.moved(0, -shift))
    after = (middle.moved(0, shift), *points[4:])
    return Route(route.start, into, "curved", before), Route(out, route.end, "curved", after)


def _stop_bar(edge: PlacedEdge, box: Bounds, colour: str) -> TextFrame:
    """Return the bar across the end of a blocking arrow."""
    end = edge.route.points[-1].moved(box.x, box.y)
    level = OUTWARD[edge.route.end][1] == 0
    width, height = (BAR_THICK, BAR_LENGTH) if level else (BAR_LENGTH, BAR_THICK)
    across, down = OUTWARD[edge.route.end]
    x, y = end.x + across * BAR_THICK / 2, end.y + down * BAR_THICK / 2
    return TextFrame(f"bar {edge.edge.id}", Bounds(x - width / 2, y - height / 2, width, height), (), ink=Ink(colour))
