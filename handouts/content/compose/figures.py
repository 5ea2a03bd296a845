"""Figures composed from their data, with the values of claims and foods filled in."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from typing import Literal, assert_never

from handouts.content.compose.texts import Composer, UnresolvedError
from handouts.content.model import (
    AmountEntry,
    BarsData,
    DiagramData,
    FigureData,
    FigureEntry,
    IconArrayData,
    IntervalsData,
    SpanEntry,
    TimelineData,
)
from handouts.content.prose import Placeholder
from handouts.core.quantity import Interval, Number, Range, Ratio, in_base_unit, printed
from handouts.document.blocks import FigureBlock
from handouts.document.figures import (
    BarRow,
    Bars,
    Diagram,
    Edge,
    Figure,
    IconArray,
    IntervalRow,
    Intervals,
    Node,
    Span,
    Tick,
    Timeline,
)
from handouts.document.figures import Part as IconPart
from handouts.document.text import Unit, Value


def figure_block(composer: Composer, entry: FigureEntry, place: str) -> FigureBlock:
    """Return a figure with caption and alt text, or the visible step of one that a slide builds up."""
    name = entry.uses or place
    data = composer.figures[entry.uses] if entry.uses is not None else entry.data
    if data is None:
        raise UnresolvedError(name)
    composer.note("figures", name)
    shown = None if entry.shown is None else tuple(name for name, _ in entry.shown)
    figure = _figure(composer, data, shown)
    return FigureBlock(place, figure, composer.optional(entry.caption), composer.unit(entry.alt), entry.illustration)


def _figure(composer: Composer, data: FigureData, shown: tuple[str, ...] | None) -> Figure:
    match data:
        case DiagramData():
            return _diagram(composer, data, shown)
        case IconArrayData():
            return _icon_array(composer, data)
        case TimelineData():
            return _timeline(composer, data)
        case IntervalsData():
            rows = tuple(_interval(composer, row) for row in data.rows)
            log = all(_interval_of(composer, row.value).measure != "change" for row in data.rows)
            return Intervals(rows, composer.unit(data.axis), composer.unit(data.lower), composer.unit(data.higher), log)
        case BarsData():
            return Bars(tuple(_bar(composer, row) for row in data.rows), composer.unit(data.axis))
        case _:
            assert_never(data)


def _diagram(composer: Composer, data: DiagramData, shown: tuple[str, ...] | None) -> Diagram:
    nodes = tuple(Node(n.id, composer.unit(n.label), composer.optional(n.detail), n.kind) for n in data.nodes)
    edges = tuple(Edge(e.id, e.start, e.end, composer.optional(e.label), e.kind) for e in data.edges)
    return Diagram(data.arrange, data.lanes, nodes, edges, shown)


def _icon_array(composer: Composer, data: IconArrayData) -> IconArray:
    quantity = composer.measured(data.value).quantity
    if not isinstance(quantity, Ratio):
        raise UnresolvedError(str(data.value))
    share = quantity.per(data.total)
    part = IconPart("part", composer.unit(data.label), share.low, share.high)
    return IconArray(data.total, part, composer.unit(data.rest))


def _timeline(composer: Composer, data: TimelineData) -> Timeline:
    origin = Tick(Decimal(0), composer.unit(data.origin))
    spans, ticks = [], {Decimal(0): origin}
    for entry in data.spans:
        (start, first), (end, last) = _ends(composer, entry)
        spans.append(Span(entry.id, composer.unit(entry.label), start, end, entry.kind))
        for at, tick in ((start, first), (end, last)):
            ticks.setdefault(at, Tick(at, tick))
    return Timeline(tuple(spans), tuple(ticks[at] for at in sorted(ticks)))


def _ends(composer: Composer, entry: SpanEntry) -> tuple[tuple[Decimal, Unit], tuple[Decimal, Unit]]:
    """Return start and end of a span in minutes, each with its printed words; a window of one number begins at 0."""
    start, end = _moment(composer, entry.ends[0], entry, "low"), _moment(composer, entry.ends[-1], entry, "high")
    lasts = len(entry.ends) == 1 and isinstance(composer.measured(entry.ends[0]).quantity, Number)
    return ((Decimal(0), start[1]), end) if lasts else (start, end)


def _moment(
    composer: Composer, place: Placeholder, entry: SpanEntry, end: Literal["low", "high"]
) -> tuple[Decimal, Unit]:
    measured = composer.measured(place)
    quantity = measured.quantity
    match quantity:
        case Number(amount, unit):
            pass
        case Range(low, high, unit):
            amount = low if end == "low" else high
        case _:
            raise UnresolvedError(str(place))
    text = printed(Number(amount, unit), composer.lang)
    value = Value("claim", place.source, place.name, end, measured, text)
    tick = Unit(f"{entry.label.id}/{end}", (value,), place.mark, composer.lang)
    return in_base_unit(amount, unit), tick


def _interval_of(composer: Composer, place: Placeholder) -> Interval:
    quantity = composer.measured(place).quantity
    if not isinstance(quantity, Interval):
        raise UnresolvedError(str(place))
    return quantity


def _interval(composer: Composer, row: AmountEntry) -> IntervalRow:
    quantity = _interval_of(composer, row.value)
    text = Unit(f"{row.label.id}/value", (composer.value(row.value, None),), row.value.mark, composer.lang)
    return IntervalRow(row.id, composer.unit(row.label), quantity.estimate, quantity.low, quantity.high, text)


def _bar(composer: Composer, row: AmountEntry) -> BarRow:
    place, quantity = row.value, composer.measured(row.value).quantity
    match quantity:
        case Number(value=amount):
            pass
        case Ratio(low=amount):
            place = replace(place, part="numerator")
        case _:
            raise UnresolvedError(str(place))
    text = Unit(f"{row.label.id}/value", (composer.value(place, None),), row.value.mark, composer.lang)
    return BarRow(row.id, composer.unit(row.label), amount, text)
