"""Diagrams: positions from lanes, nodes and edges; labels that touch nothing."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

import pytest
from support import deck_samples as samples

from handouts.document.figures import Diagram
from handouts.render.type.diagram import DiagramLook, Drawing, lay_out, least_height, lines_height
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style

WIDTH, HEIGHT = 864.0, 344.0
ALL = [samples.cycle(), samples.lanes(), samples.gatekeeper()]


def deck_type() -> DiagramLook:
    fonts = samples.read_look().fonts
    return DiagramLook(Style(18, 22, bold=True), Style(18, 22), Style(18, 22, bold=True), fonts)


def leaflet_type() -> DiagramLook:
    fonts = samples.read_look().fonts
    style = Style(12.5, 16)
    return DiagramLook(style, style, style, fonts, pad_x=8, pad_y=6, gap_x=24, gap_y=24)


def drawn(diagram: Diagram) -> Drawing:
    return lay_out(diagram, WIDTH, HEIGHT, deck_type())


@pytest.mark.parametrize("diagram", ALL)
def test_everything_fits_and_no_box_touches_another(diagram):
    drawing = drawn(diagram)
    assert drawing.faults == ()
    room = Bounds(0, 0, WIDTH, HEIGHT)
    boxes = [node.box for node in drawing.nodes]
    assert all(room.holds(box) for box in boxes)
    assert not any(a.meets(b) for place, a in enumerate(boxes) for b in boxes[:place])


@pytest.mark.parametrize("diagram", ALL)
def test_text_lies_within_its_box(diagram):
    for node in drawn(diagram).nodes:
        widest = max(line.width for line in (*node.label, *node.detail))
        assert widest <= node.box.width
        assert lines_height(node, deck_type()) <= node.box.height


@pytest.mark.parametrize("diagram", ALL)
def test_labels_touch_neither_arrow_nor_box_nor_each_other(diagram):
    drawing = drawn(diagram)
    labels = [edge.label_box for edge in drawing.edges if edge.label_box]
    assert len(labels) == sum(edge.label is not None for edge in diagram.edges)
    for label in labels:
        assert not any(label.meets(node.box) for node in drawing.nodes)
        assert not any(label.meets(other) for other in labels if other is not label)
        for edge in drawing.edges:
            assert not any(label.cut_by(a, b) for a, b in pairwise(edge.route.drawn()))


@pytest.mark.parametrize("diagram", ALL)
def test_arrows_cross_no_box_but_their_own(diagram):
    drawing = drawn(diagram)
    for edge in drawing.edges:
        ends = (edge.edge.start, edge.edge.end)
        for node in drawing.nodes:
            if node.node.id not in ends:
                assert not any(node.box.cut_by(a, b) for a, b in pairwise(edge.route.drawn()))


def test_arrows_begin_and_end_on_their_boxes():
    drawing = drawn(samples.lanes())
    boxes = {node.node.id: node.box for node in drawing.nodes}
    for edge in drawing.edges:
        assert edge.route.points[0].x == pytest.approx(boxes[edge.edge.start].right)
        assert edge.route.points[-1].x == pytest.approx(boxes[edge.edge.end].x)


def test_a_step_moves_nothing():
    whole = {node.node.id: node.box for node in drawn(samples.cycle()).nodes}
    step = drawn(samples.cycle(("reduced", "epoxide", "ggcx", "vkorc1")))
    assert [node.node.id for node in step.nodes] == ["reduced", "epoxide"]
    assert [edge.edge.id for edge in step.edges] == ["ggcx", "vkorc1"]
    assert all(whole[node.node.id] == node.box for node in step.nodes)


def test_an_arrow_needs_both_its_ends():
    step = drawn(samples.cycle(("reduced", "ggcx")))
    assert step.edges == ()


def test_lanes_are_rows_and_their_boxes_are_alike():
    boxes = {node.node.id: node.box for node in drawn(samples.lanes()).nodes}
    assert boxes["more"].y == boxes["falls"].y == boxes["clot"].y < boxes["fewer"].y
    assert boxes["more"].x == boxes["fewer"].x
    assert len({round(box.width, 3) for box in boxes.values()}) == 1


def test_what_acts_on_the_way_back_stands_before_the_ring():
    boxes = {node.node.id: node.box for node in drawn(samples.cycle()).nodes}
    assert boxes["warfarin"].right < boxes["reduced"].x < boxes["liver"].x
    assert boxes["reduced"].bottom < boxes["epoxide"].y


def test_too_small_a_room_is_told_with_how_much():
    drawing = lay_out(samples.lanes(), WIDTH, 60, deck_type())
    assert any("pt too high" in fault for fault in drawing.faults)


def test_two_lanes_of_three_fit_a_leaflet():
    drawing = lay_out(samples.lanes(), 505, 200, leaflet_type())
    assert drawing.faults == ()


def test_the_least_height_is_enough():
    for diagram in ALL:
        least = least_height(diagram, WIDTH, deck_type())
        assert lay_out(diagram, WIDTH, least, deck_type()).faults == ()


def test_rings_of_three_to_six():
    for count in range(3, 7):
        names = tuple(f"n{place}" for place in range(count))
        nodes = tuple(samples.node(name, f"Step {name}") for name in names)
        steps = zip(names, (*names[1:], names[0]), strict=True)
        edges = tuple(samples.edge(f"e{place}", a, b) for place, (a, b) in enumerate(steps))
        drawing = drawn(Diagram("cycle", (names,), nodes, edges))
        assert drawing.faults == (), count


def test_an_arrow_to_an_unknown_place_is_not_drawn():
    diagram = samples.lanes()
    lost = replace(diagram, edges=(*diagram.edges, samples.edge("lost", "more", "nowhere")))
    assert [edge.edge.id for edge in drawn(lost).edges] == ["1", "2", "3", "4"]
