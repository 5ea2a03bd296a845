"""Figures as their authors write them: diagrams, icon arrays, timelines, intervals and bars."""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from handouts.content.kinds import PROSE
from handouts.content.model import (
    AmountEntry,
    Arrangement,
    BarsData,
    DiagramData,
    EdgeEntry,
    FigureData,
    FigureEntry,
    IconArrayData,
    IntervalsData,
    NodeEntry,
    SpanEntry,
    SpanKind,
    TimelineData,
)
from handouts.content.prose import Placeholder, placeholder
from handouts.core.problem import did_you_mean
from handouts.core.schema import (
    TEXT,
    TRUTH,
    Entry,
    Key,
    Shape,
    Variant,
    entries_of,
    marked,
    named,
    needed,
    one_of,
    optional,
    otherwise,
    untyped,
    whole,
    wrong,
)
from handouts.core.source import Node, Sequence
from handouts.document.figures import EdgeKind, NodeKind

NODE_KINDS: tuple[NodeKind, ...] = get_args(NodeKind)
EDGE_KINDS: tuple[EdgeKind, ...] = get_args(EdgeKind)
SPAN_KINDS: tuple[SpanKind, ...] = get_args(SpanKind)
ARRANGEMENTS: tuple[Arrangement, ...] = get_args(Arrangement)


class NodeShape(Shape, id="figure.diagram.node"):
    """A box of a diagram."""

    label = needed(PROSE, "the words in the box", "Inhaler")
    detail = optional(PROSE, "smaller words below them", "with a spacer")
    kind = otherwise(one_of(NODE_KINDS), "plain", "what the box means, which decides its colour", "good")


class EdgeShape(Shape, id="figure.diagram.edge"):
    """An arrow of a diagram."""

    from_ = needed(TEXT, "the id of the box where it starts", "mouth", name="from")
    to = needed(TEXT, "the id of the box or arrow where it ends", "lungs")
    label = optional(PROSE, "the words along the arrow", "is breathed in")
    kind = otherwise(one_of(EDGE_KINDS), "leads", "what the arrow means", "blocks")


class ChartRowShape(Shape, id="figure.row"):
    """A row of a chart: a name and the value that is drawn."""

    label = needed(PROSE, "the name of the row", "Tablet")
    value = needed(TEXT, "the value: a claim's id, id/name, or food/id:column", "dose.adult")


class SpanShape(Shape, id="figure.timeline.span"):
    """A span of a timeline: from one value to another, or a `window` that is one value."""

    label = needed(PROSE, "the words at the span", "Early")
    from_ = optional(TEXT, "the claim that says when it begins", "onset.early/begins", name="from")
    to = optional(TEXT, "the claim that says when it ends", "onset.early/ends")
    window = optional(
        TEXT, "the claim whose value is the span: a range, or the time until which it lasts", "onset.early"
    )
    kind = otherwise(one_of(SPAN_KINDS), "plain", "what the span means, which decides its colour", "peak")


class DiagramShape(Shape, id="figures.diagram"):
    """A diagram of boxes and arrows."""

    kind = needed(one_of(("diagram",)), "the kind of figure", "diagram")
    arrange = otherwise(one_of(ARRANGEMENTS), "lanes", "how boxes are arranged", "cycle")
    lanes = needed(
        untyped(
            "a list of lanes, each a list of ids of boxes",
            {"type": "array", "items": {"anyOf": [{"type": "string"}, {"type": "array", "items": {"type": "string"}}]}},
        ),
        "the rows of boxes, from the start to the end",
        "[[mouth], [lungs, throat]]",
    )
    nodes = needed(entries_of(NodeShape), "the boxes by id", "{mouth: {label: Mouth}}")
    edges = otherwise(entries_of(EdgeShape), (), "the arrows by id", "{breath: {from: mouth, to: lungs}}")


class IconArrayShape(Shape, id="figures.icon-array"):
    """An array of icons that shows how many of a number of people something happens to."""

    kind = needed(one_of(("icon-array",)), "the kind of figure", "icon-array")
    total = otherwise(whole(1, 1000), 1000, "how many icons there are", "100")
    value = needed(TEXT, "the claim whose value is the share: so many of so many", "risk.cough")
    label = needed(PROSE, "what the coloured icons are", "people with a cough")
    rest = needed(PROSE, "what the other icons are", "people without a cough")


class TimelineShape(Shape, id="figures.timeline"):
    """Spans of time along a line."""

    kind = needed(one_of(("timeline",)), "the kind of figure", "timeline")
    origin = needed(PROSE, "the word at the start of the line", "Birth")
    spans = needed(entries_of(SpanShape), "the spans by id", "{early: {label: Early, window: onset.early}}")


class IntervalsShape(Shape, id="figures.intervals"):
    """Estimates with their intervals, one below the other."""

    kind = needed(one_of(("intervals",)), "the kind of figure", "intervals")
    rows = needed(entries_of(ChartRowShape), "the estimates by id", "{all: {label: All, value: trial.all}}")
    axis = needed(PROSE, "what the axis shows", "Risk compared with placebo")
    lower = needed(PROSE, "what a value on the left means", "fewer attacks")
    higher = needed(PROSE, "what a value on the right means", "more attacks")


class BarsShape(Shape, id="figures.bars"):
    """Amounts as bars."""

    kind = needed(one_of(("bars",)), "the kind of figure", "bars")
    rows = needed(entries_of(ChartRowShape), "the amounts by id", "{oats: {label: Oats, value: food/oats:fibre}}")
    axis = needed(PROSE, "what the axis shows, with the unit", "g in a portion")


_DATA: tuple[type[Shape], ...] = (DiagramShape, IconArrayShape, TimelineShape, IntervalsShape, BarsShape)
FIGURES: tuple[str, ...] = tuple(shape.ID.partition(".")[2] for shape in _DATA)


class NamedFigureShape(Shape, id="figures"):
    """A figure that the document defines once, for several slides to use."""

    kind = needed(one_of(FIGURES), "the kind of figure", "bars")
    OTHERS = untyped("keys of that kind", {})
    EXAMPLE = "kind: bars\naxis: mg\nrows: {adult: {label: Adults, value: dose.adult}}\n"
    VARIANTS = tuple(Variant("kind", shape, shape.ID.partition(".")[2]) for shape in _DATA)


class ShownShape(Shape, id="figure.shown"):
    """The keys of every figure that is shown: the words that say what it shows."""

    caption = optional(PROSE, "the words below the figure", "Three foods compared.")
    alt = needed(
        PROSE, "what the figure shows, for who cannot see it", "Three bars; oats have the longest.", rule="missing-alt"
    )
    show = optional(marked(TEXT), "the parts to show, by id; the rest keeps its place", "[mouth, lungs]")
    illustration = otherwise(TRUTH, False, "whether it only illustrates, and has no value of its own", "true")


class UsedFigureShape(ShownShape, id="figure.use"):
    """A figure that the document defines once under `figures`."""

    use = needed(TEXT, "the id of the figure under `figures`", "cycle")


def _in_place(data: type[Shape]) -> type[Shape]:
    """Return the shape of a figure that stands in a block: the keys of its kind, and those of all figures."""
    return type(data.__name__, (ShownShape, data), {"__doc__": data.__doc__}, id=data.ID.replace("figures.", "figure."))


class FigureShape(ShownShape, id="figure"):
    """A figure with the words that say what it shows; its other keys depend on its kind."""

    kind = needed(one_of(FIGURES), "the kind of figure; or `use`, the id of a figure under `figures`", "bars")
    OTHERS = untyped("keys of that kind", {})
    EXAMPLE = "use: cycle\nalt: Two boxes with an arrow between them.\n"
    VARIANTS = (
        Variant("use", UsedFigureShape),
        *(Variant("kind", _in_place(shape), shape.ID.partition(".")[2]) for shape in _DATA),
    )


def named_figures(entry: Entry, key: Key[tuple[tuple[str, Entry], ...]]) -> Iterator[tuple[str, FigureData]]:
    """Yield the figures that a document defines once, by the id by which its slides use them."""
    for name, figure in entry.read(key):
        data = _data(figure)
        if data is not None:
            yield f"{entry.path}/{name}", data


def read_figure(figure: Entry) -> FigureEntry:
    """Return a figure of a block, or the use of one that the document defines once."""
    # a figure used by name belongs to its home document, also when another deck includes the slide
    home = figure.path.partition("/")[0]
    used = figure.read(UsedFigureShape.use) if figure.shape is UsedFigureShape else None
    return FigureEntry(
        _data(figure) if used is None else None,
        None if used is None else f"{home}/{used}",
        figure.read(ShownShape.show),
        figure.read(ShownShape.caption),
        figure.read(ShownShape.alt),
        figure.read(ShownShape.illustration),
    )


def _data(figure: Entry) -> FigureData | None:
    """Return the data of a figure, or None where its kind is missing or unknown, which is reported."""
    if issubclass(figure.shape, DiagramShape):
        return _diagram(figure)
    if issubclass(figure.shape, IconArrayShape):
        return _icon_array(figure)
    if issubclass(figure.shape, TimelineShape):
        return _timeline(figure)
    if issubclass(figure.shape, IntervalsShape):
        return _intervals(figure)
    if issubclass(figure.shape, BarsShape):
        return BarsData(_amounts(figure.read(BarsShape.rows)), figure.read(BarsShape.axis))
    figure.read(FigureShape.kind)
    return None


def _diagram(figure: Entry) -> DiagramData:
    nodes = tuple(
        NodeEntry(name, node.read(NodeShape.label), node.read(NodeShape.detail), node.read(NodeShape.kind))
        for name, node in figure.read(DiagramShape.nodes)
    )
    names = {node.id for node in nodes}
    edges = figure.read(DiagramShape.edges)
    # an arrow may end on another arrow: what blocks a step ends on the arrow of that step
    ends = names | {name for name, _ in edges}
    return DiagramData(
        figure.read(DiagramShape.arrange),
        _lanes(figure, names),
        nodes,
        tuple(_edge(name, edge, ends) for name, edge in edges),
    )


def _edge(name: str, entry: Entry, ends: set[str]) -> EdgeEntry:
    edge = EdgeEntry(
        name,
        entry.read(EdgeShape.from_),
        entry.read(EdgeShape.to),
        entry.read(EdgeShape.label),
        entry.read(EdgeShape.kind),
        entry.mark,
    )
    for key, end in ((EdgeShape.from_, edge.start), (EdgeShape.to, edge.end)):
        if end and end not in ends:
            message = f"unknown box or arrow {end!r} in the diagram{did_you_mean(end, ends)}"
            entry.problem(entry.mark_of(key), "unknown-node", message)
    return edge


def _lanes(figure: Entry, nodes: set[str]) -> tuple[tuple[str, ...], ...]:
    node = figure.read(DiagramShape.lanes)
    if not isinstance(node, Sequence):
        if figure.has(DiagramShape.lanes):
            wrong(figure, DiagramShape.lanes.name, node, DiagramShape.lanes.kind.says)
        return ()
    lanes = tuple(tuple(_lane(figure, lane, nodes)) for lane in node.items)
    placed = {name for lane in lanes for name in lane}
    for name in sorted(nodes - placed):
        figure.problem(node.mark, "missing-lane", f"the box {name!r} is in no lane; add it to one")
    return lanes


def _lane(figure: Entry, lane: Node, nodes: set[str]) -> Iterator[str]:
    for item in lane.items if isinstance(lane, Sequence) else (lane,):
        name = TEXT.read(figure, "lanes", item)
        if name and name not in nodes:
            message = f"unknown box {name!r} in the diagram{did_you_mean(name, nodes)}"
            figure.problem(item.mark, "unknown-node", message)
        yield name


def _icon_array(figure: Entry) -> IconArrayData:
    return IconArrayData(
        figure.read(IconArrayShape.total),
        _value(figure, IconArrayShape.value),
        figure.read(IconArrayShape.label),
        figure.read(IconArrayShape.rest),
    )


def _timeline(figure: Entry) -> TimelineData:
    spans = tuple(_span(name, span) for name, span in figure.read(TimelineShape.spans))
    return TimelineData(figure.read(TimelineShape.origin), spans)


def _span(name: str, span: Entry) -> SpanEntry:
    window = span.has(SpanShape.window)
    keys: tuple[Key[str | None], ...] = (SpanShape.window,) if window else (SpanShape.from_, SpanShape.to)
    ends = tuple(_value(span, key) for key in keys)
    return SpanEntry(name, span.read(SpanShape.label), ends, span.read(SpanShape.kind))


def _intervals(figure: Entry) -> IntervalsData:
    return IntervalsData(
        _amounts(figure.read(IntervalsShape.rows)),
        figure.read(IntervalsShape.axis),
        figure.read(IntervalsShape.lower),
        figure.read(IntervalsShape.higher),
    )


def _amounts(rows: tuple[tuple[str, Entry], ...]) -> tuple[AmountEntry, ...]:
    return tuple(
        AmountEntry(name, row.read(ChartRowShape.label), _value(row, ChartRowShape.value)) for name, row in rows
    )


def _value(entry: Entry, key: Key[str] | Key[str | None]) -> Placeholder:
    """Return the claim, food or limit that a figure draws; it is written without braces."""
    text, mark = entry.read(key), entry.mark_of(key)
    if text is None:
        message = f"{named(entry.path)} needs the key {key.name!r}: {key.says} ({key.name}: {key.example})"
        entry.problem(mark, "missing-key", message)
    found = placeholder(text, mark) if text else None
    if found is not None and found.kind in ("claim", "food", "limit"):
        return found
    if text:
        message = f"{text!r} at {key.name!r} names no value; write the id of a claim, id/name, or food/id:column"
        entry.problem(mark, "wrong-placeholder", message)
    return Placeholder("claim", "", None, None, mark)
