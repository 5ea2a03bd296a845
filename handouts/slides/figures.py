"""Figures as native shapes and charts, measured for a box on a slide."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal, assert_never

from handouts.document import (
    Bars,
    Diagram,
    Figure,
    FigureBlock,
    IconArray,
    Intervals,
    Timeline,
    Unit,
    plain,
)
from handouts.layout.decks import Skin, Stroke
from handouts.layout.diagram import DiagramLook, Drawing, PlacedEdge, PlacedNode, lay_out
from handouts.layout.geometry import Box
from handouts.layout.routes import OUTWARD, Route, Side
from handouts.layout.typeset import Style, balanced_lines, break_lines, text_width
from handouts.slides.texts import Setting, drawn_text, para
from handouts.slides.value import (
    ChartFrame,
    Connector,
    Frame,
    Freeform,
    GroupFrame,
    Ink,
    Inset,
    Para,
    TextFrame,
)

BAR_LENGTH, BAR_THICK = 20.0, 4.0
LABEL_SHARE = 0.42  # of a chart's width, at most, for the labels of its rows
AXIS_ROOM = 30.0  # numbers below an axis
TITLE_ROOM = 32.0  # its title
MOST_ICON = 15.0


@dataclass(frozen=True, slots=True)
class Drawn:
    """What a figure became: its frame, and what did not fit."""

    frame: Frame
    faults: tuple[str, ...] = ()


def least_height(figure: Figure, width: float, setting: Setting) -> float:
    """The least height that a figure can be read at."""
    match figure:
        case Diagram():
            return lay_out(figure, width, 0, diagram_look(setting)).box.height
        case IconArray():
            return 200.0
        case Timeline():
            return _timeline_height(figure, width, setting.space("band"), setting)
        case Intervals(rows=rows):
            return len(rows) * setting.space("row") + AXIS_ROOM + 2 * TITLE_ROOM
        case Bars(rows=rows):
            return len(rows) * setting.space("bar") + TITLE_ROOM
        case _:
            assert_never(figure)


def most_height(figure: Figure, width: float, setting: Setting) -> float:
    """The height beyond which a figure only gets emptier."""
    match figure:
        case Bars(rows=rows):
            return len(rows) * setting.space("bar-most") + TITLE_ROOM
        case Intervals(rows=rows):
            return max(280.0, len(rows) * 1.4 * setting.space("row") + AXIS_ROOM + 2 * TITLE_ROOM)
        case Timeline():
            return 1.2 * _timeline_height(figure, width, setting.space("band-most"), setting)
        case Diagram() | IconArray():
            return math.inf
        case _:
            assert_never(figure)


def draw_figure(block: FigureBlock, box: Box, setting: Setting) -> Drawn:
    """A figure in its box."""
    figure = block.figure
    match figure:
        case Diagram():
            return _diagram(block, figure, box, setting)
        case IconArray():
            return _icons(block, figure, box, setting)
        case Timeline():
            return _timeline(block, figure, box, setting)
        case Intervals():
            return _intervals(block, figure, box, setting)
        case Bars():
            return _bars(block, figure, box, setting)
        case _:
            assert_never(figure)


# --- diagrams -------------------------------------------------------------------------------------


def diagram_look(setting: Setting) -> DiagramLook:
    """How the deck layout sets a diagram."""
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


def _diagram(block: FigureBlock, figure: Diagram, box: Box, setting: Setting) -> Drawn:
    drawing = lay_out(figure, box.width, box.height, diagram_look(setting))
    nodes = [_node(node, box, setting) for node in drawing.nodes]
    edges = [child for edge in drawing.edges for child in _edge(edge, box, setting)]
    group = GroupFrame(
        f"diagram {block.id}", _group_box(drawing, box), (*nodes, *edges), plain(block.alt.text)
    )
    return Drawn(group, drawing.faults)


def _group_box(drawing: Drawing, box: Box) -> Box:
    return drawing.box.moved(box.x, box.y)


def _node(node: PlacedNode, box: Box, setting: Setting) -> TextFrame:
    skin = setting.look.skins[node.node.kind]
    inner = node.box.width - 2 * setting.space("inset-x") + 2
    paras = [_centred(node.node.label, setting.style("node"), inner, skin, setting)]
    if node.node.detail is not None:
        paras.append(_centred(node.node.detail, setting.style("detail"), inner, skin, setting))
    lines = (*node.label, *node.detail)
    widest = max((line.width for line in lines), default=0.0)
    side = max(2.0, (node.box.width - widest) / 2 - 4)
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


def _centred(unit: Unit, style: Style, width: float, skin: Skin, setting: Setting) -> Para:
    lines = balanced_lines(drawn_text(unit.text, setting.lang), style, width, setting.look.fonts)
    item = para(unit, replace(style, colour=skin.text), width, setting)
    return replace(item, align="centre", height=len(lines) * style.line)


def _edge(edge: PlacedEdge, box: Box, setting: Setting) -> Iterator[TextFrame | Connector]:
    stroke = setting.look.edges[edge.edge.kind]
    route = replace(edge.route, points=tuple(point.moved(box.x, box.y) for point in edge.route.points))
    head: Literal["arrow", "none"] = "none" if edge.edge.kind == "blocks" else "arrow"
    if edge.joint is not None:
        yield TextFrame(
            edge.edge.id, edge.joint.moved(box.x, box.y), (), form="ellipse", ink=Ink(stroke.colour)
        )
    yield from _connectors(edge, route, stroke, head)
    if head == "none":
        yield _stop_bar(edge, box, stroke.colour)
    if edge.label_box is not None and edge.edge.label is not None:
        place = edge.label_box.moved(box.x, box.y)
        style = replace(setting.style("edge"), colour=stroke.colour)
        item = replace(
            para(edge.edge.label, style, place.width * 1.2, setting), align="centre", height=place.height
        )
        yield TextFrame(f"label {edge.edge.id}", place.grown(1), (item,), anchor="middle")


def _connectors(
    edge: PlacedEdge, route: Route, stroke: Stroke, head: Literal["arrow", "none"]
) -> Iterator[Connector]:
    """The connector of an edge; a bow is two quarter turns that meet at the dot on its middle."""
    name, look = f"arrow {edge.edge.id}", (stroke.colour, stroke.weight, stroke.dash)
    first, last = edge.edge.start, edge.edge.end
    if len(route.points) != 7 or edge.joint is None:
        yield Connector(name, first, last, route, *look, head)
        return
    before, after = _turns(route, edge.joint.width / 2)
    yield Connector(f"{name} 1", first, edge.edge.id, before, *look, "none")
    yield Connector(f"{name} 2", edge.edge.id, last, after, *look, head)


def _turns(route: Route, radius: float) -> tuple[Route, Route]:
    """The two halves of a bow, up to the dot of this radius and on from it."""
    points, middle = route.points, route.points[3]
    down = points[-1].y > points[0].y
    into: Side = "top" if down else "bottom"
    out: Side = "bottom" if down else "top"
    shift = radius if down else -radius
    before = (*points[:3], middle.moved(0, -shift))
    after = (middle.moved(0, shift), *points[4:])
    return Route(route.start, into, "curved", before), Route(out, route.end, "curved", after)


def _stop_bar(edge: PlacedEdge, box: Box, colour: str) -> TextFrame:
    """The bar across the end of an arrow that blocks."""
    end = edge.route.points[-1].moved(box.x, box.y)
    level = OUTWARD[edge.route.end][1] == 0
    width, height = (BAR_THICK, BAR_LENGTH) if level else (BAR_LENGTH, BAR_THICK)
    across, down = OUTWARD[edge.route.end]
    x, y = end.x + across * BAR_THICK / 2, end.y + down * BAR_THICK / 2
    return TextFrame(
        f"bar {edge.edge.id}", Box(x - width / 2, y - height / 2, width, height), (), ink=Ink(colour)
    )


# --- timelines ------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Scale:
    """Where a point of a timeline stands: every stretch between ticks is as wide as the next."""

    ticks: tuple[Decimal, ...]
    start: float
    width: float

    def at(self, value: Decimal) -> float:
        share = self.width / (len(self.ticks) - 1)
        for place in range(len(self.ticks) - 1):
            low, high = self.ticks[place], self.ticks[place + 1]
            if value <= high or place == len(self.ticks) - 2:
                return self.start + share * (place + float((value - low) / (high - low)))
        return self.start


def _tick_width(figure: Timeline, setting: Setting) -> float:
    widths = [text_width(tick.label.text, setting.style("mark"), setting.look.fonts) for tick in figure.ticks]
    return max(widths) + 8


def _scale(figure: Timeline, x: float, width: float, setting: Setting) -> _Scale:
    side = _tick_width(figure, setting) / 2
    return _Scale(tuple(tick.at for tick in figure.ticks), x + side, width - 2 * side)


def _tiers(figure: Timeline, width: float, setting: Setting) -> list[tuple[int, Box, Para]]:
    """The label of every span: its tier above the band, and its place there."""
    scale = _scale(figure, 0.0, width, setting)
    style = setting.style("label")
    ends: list[float] = []
    places: list[tuple[int, Box, Para]] = []
    for span in sorted(figure.spans, key=lambda span: (-scale.at(span.start), span.kind != "peak")):
        wide = text_width(span.label.text, style, setting.look.fonts) / setting.space("slack") + 4
        wide = min(wide, 260.0)
        item = para(span.label, style, wide, setting)
        start = max(0.0, min(scale.at(span.start), width - wide))
        tier = next((n for n, end in enumerate(ends) if start + wide + 10 <= end), len(ends))
        ends[tier : tier + 1] = [start]
        places.append((tier, Box(start, 0, wide, item.height), item))
    return places


def _timeline_height(figure: Timeline, width: float, band: float, setting: Setting) -> float:
    tiers = _tiers(figure, width, setting)
    above = _tier_tops(tiers)[-1]
    return above + band + 16 + setting.style("mark").line


def _tier_tops(tiers: Sequence[tuple[int, Box, Para]]) -> list[float]:
    """The height above the band at which each tier ends, from the lowest."""
    count = max(tier for tier, _, _ in tiers) + 1
    tops = [10.0]
    for tier in range(count):
        tops.append(tops[-1] + max(box.height for level, box, _ in tiers if level == tier) + 8)
    return tops


def _timeline(block: FigureBlock, figure: Timeline, box: Box, setting: Setting) -> Drawn:
    least = setting.space("band")
    spare = box.height - _timeline_height(figure, box.width, least, setting)
    band = min(setting.space("band-most"), least + max(0.0, spare))
    height = _timeline_height(figure, box.width, band, setting)
    tiers = _tiers(figure, box.width, setting)
    tops = _tier_tops(tiers)
    y = box.y + max(0.0, (box.height - height) * 0.45) + tops[-1]
    scale = _scale(figure, box.x, box.width, setting)
    children = [*_spans(figure, scale, y, band, setting)]
    ordered = sorted(figure.spans, key=lambda span: (-scale.at(span.start), span.kind != "peak"))
    for span, (tier, place, item) in zip(ordered, tiers, strict=True):
        top = y - tops[tier + 1] + 4
        children.append(
            TextFrame(f"label {span.id}", Box(box.x + place.x, top, place.width, place.height), (item,))
        )
        if tier:
            x = scale.at(span.start)
            lead = Box(x, top + place.height + 2, 1.5, y - top - place.height - 2)
            children.append(TextFrame(f"lead {span.id}", lead, (), ink=Ink(setting.look.data["line"])))
    children += _ticks(figure, scale, y + band, setting)
    whole = Box(box.x, y - tops[-1], box.width, height)
    faults = (f"the timeline is {height - box.height:.0f} pt too high",) if height > box.height + 0.5 else ()
    return Drawn(GroupFrame(f"timeline {block.id}", whole, tuple(children), plain(block.alt.text)), faults)


def _spans(figure: Timeline, scale: _Scale, y: float, band: float, setting: Setting) -> Iterator[TextFrame]:
    for span in sorted(figure.spans, key=lambda span: span.kind == "peak"):
        start, end = scale.at(span.start), scale.at(span.end)
        inset = 0.0 if span.kind == "peak" else 0.12 * band
        place = Box(start, y + inset, end - start, band - inset)
        line = setting.look.data["line"]
        yield TextFrame(span.id, place, (), ink=Ink(setting.look.spans[span.kind], line, 1.0))


def _ticks(figure: Timeline, scale: _Scale, y: float, setting: Setting) -> Iterator[TextFrame]:
    line, style = setting.look.data["ink"], setting.style("mark")
    axis = Box(scale.start, y, scale.width, 2)
    yield TextFrame("axis", axis, (), ink=Ink(line))
    wide = _tick_width(figure, setting)
    for place, tick in enumerate(figure.ticks):
        x = scale.at(tick.at)
        yield TextFrame(f"tick {place + 1}", Box(x - 0.75, y, 1.5, 8), (), ink=Ink(line))
        item = replace(para(tick.label, style, wide, setting), align="centre")
        yield TextFrame(f"tick label {place + 1}", Box(x - wide / 2, y + 12, wide, style.line), (item,))


# --- icon arrays ----------------------------------------------------------------------------------


def _icons(block: FigureBlock, figure: IconArray, box: Box, setting: Setting) -> Drawn:
    room = Box(box.x, box.y, box.width * 0.6, box.height)
    columns, size = _grid(figure.total, room)
    rows = math.ceil(figure.total / columns)
    top = box.y + (box.height - rows * size) / 2
    places = [
        Box(box.x + (n % columns) * size, top + (n // columns) * size, size, size).grown(-0.14 * size)
        for n in range(figure.total)
    ]
    low, high = math.floor(figure.part.low), math.ceil(figure.part.high)
    main, rest = setting.look.data["warn"], setting.look.data["line"]
    children: list[TextFrame | Freeform] = list(_dots(places, low, high, main, rest))
    legend_x = box.x + columns * size + 36
    legend = Box(legend_x, top, box.right - legend_x, rows * size)
    children += _legend(figure, legend, low, high, main, rest, setting)
    whole = Box(box.x, top, box.width, rows * size)
    return Drawn(GroupFrame(f"icons {block.id}", whole, tuple(children), plain(block.alt.text)))


def _grid(total: int, room: Box) -> tuple[int, float]:
    """So many columns that the icons get as large as the room allows."""
    choices = [columns for columns in (10, 20, 25, 40, 50, 100) if columns <= total] or [total]

    def size(columns: int) -> float:
        return min(room.width / columns, room.height / math.ceil(total / columns), MOST_ICON)

    best = max(choices, key=lambda columns: (size(columns), columns))
    return best, size(best)


def _dots(places: Sequence[Box], low: int, high: int, main: str, rest: str) -> Iterator[Freeform]:
    for name, some, form, ink in (
        ("certain", places[:low], "full", Ink(main, main, 0.75)),
        ("possible ring", places[low:high], "full", Ink("paper", main, 1.0)),
        ("possible", places[low:high], "half", Ink(main)),
        ("rest", places[high:], "full", Ink("paper", rest, 0.75)),
    ):
        if some:
            x, y = min(box.x for box in some), min(box.y for box in some)
            right, bottom = max(box.right for box in some), max(box.bottom for box in some)
            frame = Box(x, y, right - x, bottom - y)
            yield Freeform(name, frame, tuple(some), ink, "half" if form == "half" else "full")


def _legend(
    figure: IconArray, box: Box, low: int, high: int, main: str, rest: str, setting: Setting
) -> Iterator[TextFrame | Freeform]:
    size, style = 20.0, setting.style("body")
    wide = box.width - size - 14
    first = para(figure.part.label, replace(style, bold=True), wide, setting)
    second = para(figure.rest, style, wide, setting)
    y = box.y + (box.height - first.height - second.height - 20) / 2
    sample = Box(box.x, y + 2, size, size)
    yield from _dots([sample], 1 if low else 0, 1, main, rest)
    yield TextFrame("label part", Box(box.x + size + 14, y, wide, first.height), (first,))
    y += first.height + 20
    yield Freeform(
        "sample rest", Box(box.x, y + 2, size, size), (Box(box.x, y + 2, size, size),), Ink("paper", rest, 1)
    )
    yield TextFrame("label rest", Box(box.x + size + 14, y, wide, second.height), (second,))


# --- charts ---------------------------------------------------------------------------------------


def _labels(units: Sequence[Unit], style: Style, widest: float, setting: Setting) -> list[tuple[str, ...]]:
    fonts = setting.look.fonts
    return [
        tuple(line.text for line in break_lines(drawn_text(unit.text, setting.lang), style, widest, fonts))
        for unit in units
    ]


def _widest(labels: Sequence[Sequence[str]], style: Style, setting: Setting) -> float:
    face = setting.look.fonts.faces(style.bold)[0]
    return max((face.width(line) * style.size for lines in labels for line in lines), default=0.0)


def _bars(block: FigureBlock, figure: Bars, box: Box, setting: Setting) -> Drawn:
    style, mark = setting.style("label"), setting.style("mark")
    labels = _labels([row.label for row in figure.rows], style, box.width * LABEL_SHARE, setting)
    start = _widest(labels, style, setting) / setting.space("slack") + 14
    printed = _labels([row.printed for row in figure.rows], style, 1e6, setting)
    end = _widest(printed, style, setting) + 16
    title = TITLE_ROOM if figure.axis.text else 4.0
    plot = Box(start, 2, box.width - start - end, box.height - title - 4)
    frame = ChartFrame(
        f"chart {block.id}",
        box,
        figure,
        plot,
        tuple(labels),
        style,
        mark,
        dict(setting.look.data),
        setting.lang,
        plain(block.alt.text),
    )
    faults = _too_high(figure, box, setting)
    return Drawn(frame, (*faults, *_label_faults(labels, figure.rows, style, plot.height / len(figure.rows))))


def _intervals(block: FigureBlock, figure: Intervals, box: Box, setting: Setting) -> Drawn:
    style, mark = setting.style("label"), setting.style("mark")
    labels = _labels([row.label for row in figure.rows], style, box.width * 0.3, setting)
    printed = _labels([row.printed for row in figure.rows], mark, box.width * 0.3, setting)
    start = _widest(labels, style, setting) / setting.space("slack") + 18
    end = _widest(printed, mark, setting) / setting.space("slack") + 18
    plot = Box(start, 4, box.width - start - end, box.height - AXIS_ROOM - TITLE_ROOM - 8)
    frame = ChartFrame(
        f"chart {block.id}",
        box,
        figure,
        plot,
        tuple(labels + printed),
        style,
        mark,
        dict(setting.look.data),
        setting.lang,
        plain(block.alt.text),
    )
    narrow = (f"the labels leave the chart only {plot.width:.0f} pt",) if plot.width < 120 else ()
    return Drawn(frame, (*_too_high(figure, box, setting), *narrow))


def _too_high(figure: Bars | Intervals, box: Box, setting: Setting) -> tuple[str, ...]:
    over = least_height(figure, box.width, setting) - box.height
    return (f"the chart is {over:.0f} pt too high",) if over > 0.5 else ()


def _label_faults(
    labels: Sequence[Sequence[str]], rows: Sequence[object], style: Style, room: float
) -> tuple[str, ...]:
    tallest = max((len(lines) for lines in labels), default=0) * style.line
    return (f"a label is {tallest - room:.0f} pt higher than its bar",) if tallest > room + 0.5 else ()
