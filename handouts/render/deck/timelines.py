"""Timelines as a group of bands over an axis, with a dot for each moment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import pairwise

from handouts.document.blocks import FigureBlock
from handouts.document.figures import Span, Timeline
from handouts.document.text import plain
from handouts.render.deck.texts import Setting, para
from handouts.render.deck.value import DrawnFigure, GroupFrame, Ink, Para, TextFrame
from handouts.render.type.geometry import Bounds, behind
from handouts.render.type.lines import text_width

DOT = 0.5  # size of the dot of a moment, as a share of the height of a band
LEAST_DOT = 8.0  # pt


@dataclass(frozen=True, slots=True)
class _Scale:
    """The positions on a timeline: all intervals between ticks are equally wide."""

    ticks: tuple[Decimal, ...]
    start: float
    width: float

    @property
    def share(self) -> float:
        """The width of an interval."""
        return self.width / max(1, len(self.ticks) - 1)

    def at(self, value: Decimal) -> float:
        for place in range(len(self.ticks) - 1):
            low, high = self.ticks[place], self.ticks[place + 1]
            if value <= high or place == len(self.ticks) - 2:
                return self.start + self.share * (place + float((value - low) / (high - low)))
        return self.start


def _tick_widths(figure: Timeline, setting: Setting) -> list[float]:
    return [text_width(tick.label.text, setting.style("mark"), setting.look.fonts) for tick in figure.ticks]


def _tick_width(figure: Timeline, setting: Setting) -> float:
    return max(_tick_widths(figure, setting)) + 8


def _scale(figure: Timeline, x: float, width: float, setting: Setting) -> _Scale:
    side = _tick_width(figure, setting) / 2
    return _Scale(tuple(tick.at for tick in figure.ticks), x + side, max(0.0, width - 2 * side))


def _crowded(figure: Timeline, scale: _Scale, setting: Setting) -> tuple[str, ...]:
    """Return whether two times beside each other need more room than the distance of their ticks."""
    over = max((a / 2 + b / 2 + 4 for a, b in pairwise(_tick_widths(figure, setting))), default=0.0) - scale.share
    return (f"the times of the timeline stand {over:.0f} pt too close together",) if over > 0.5 else ()


def _tiers(figure: Timeline, width: float, setting: Setting) -> list[tuple[int, Bounds, Para]]:
    """Return the label of every span: its tier above the band, and its bounds there."""
    scale = _scale(figure, 0.0, width, setting)
    style = setting.style("label")
    ends: list[float] = []
    places: list[tuple[int, Bounds, Para]] = []
    for span in sorted(figure.spans, key=lambda span: (-scale.at(span.start), span.kind != "peak")):
        wide = text_width(span.label.text, style, setting.look.fonts) / setting.space("slack") + 4
        wide = min(wide, 260.0, width)
        item = para(span.label, style, wide, setting)
        start = max(0.0, min(scale.at(span.start), width - wide))
        tier = next((n for n, end in enumerate(ends) if start + wide + 10 <= end), len(ends))
        ends[tier : tier + 1] = [start]
        places.append((tier, Bounds(start, 0, wide, item.height), item))
    return places


def timeline_height(figure: Timeline, width: float, band: float, setting: Setting) -> float:
    """Return the height of a timeline with bands of this height."""
    tiers = _tiers(figure, width, setting)
    above = _tier_tops(tiers)[-1]
    return above + band + 16 + setting.style("mark").line


def _tier_tops(tiers: Sequence[tuple[int, Bounds, Para]]) -> list[float]:
    """Return the heights above the band at which the tiers end, from the lowest."""
    count = max(tier for tier, _, _ in tiers) + 1
    tops = [10.0]
    for tier in range(count):
        tops.append(tops[-1] + max(box.height for level, box, _ in tiers if level == tier) + 8)
    return tops


def draw_timeline(block: FigureBlock, figure: Timeline, box: Bounds, setting: Setting) -> DrawnFigure:
    """Return a timeline as bands over an axis, with their labels above."""
    least = setting.space("band")
    spare = box.height - timeline_height(figure, box.width, least, setting)
    band = min(setting.space("band-most"), least + max(0.0, spare))
    height = timeline_height(figure, box.width, band, setting)
    tiers = _tiers(figure, box.width, setting)
    tops = _tier_tops(tiers)
    y = box.y + max(0.0, (box.height - height) * 0.45) + tops[-1]
    scale = _scale(figure, box.x, box.width, setting)
    children = [*_spans(figure, scale, y, band, setting)]
    ordered = sorted(figure.spans, key=lambda span: (-scale.at(span.start), span.kind != "peak"))
    labels = [place.moved(box.x, y - tops[tier + 1] + 4) for tier, place, _ in tiers]
    # labels are placed from the end, but read from the beginning
    for span, (tier, _, item), own in reversed(list(zip(ordered, tiers, labels, strict=True))):
        children.append(TextFrame(f"label {span.id}", own, (item,)))
        if tier:
            nearer = [label for label in labels if label.y > own.y]
            children += _leads(span, scale.at(span.start), own.bottom + 2, y, nearer, setting)
    children += _ticks(figure, scale, y + band, setting)
    whole = Bounds(box.x, y - tops[-1], box.width, height)
    high = (f"the timeline is {height - box.height:.0f} pt too high",) if height > box.height + 0.5 else ()
    group = GroupFrame(f"timeline {block.id}", whole, tuple(children), plain(block.alt.text))
    return DrawnFigure(group, (*high, *_crowded(figure, scale, setting)))


def _leads(
    span: Span, x: float, top: float, bottom: float, labels: Sequence[Bounds], setting: Setting
) -> Iterator[TextFrame]:
    """Yield the line from the label of a span down to its band; it passes behind the labels on its way."""
    ink = Ink(setting.look.data["line"])
    for part, (start, end) in enumerate(behind(x, top, bottom, labels), start=1):
        name = f"lead {span.id}" if part == 1 else f"lead {span.id} {part}"
        yield TextFrame(name, Bounds(x, start, 1.5, end - start), (), ink=ink)


def _spans(figure: Timeline, scale: _Scale, y: float, band: float, setting: Setting) -> Iterator[TextFrame]:
    """Yield the bands of spans, the peak over the others, and over them a dot for each moment."""
    line = setting.look.data["line"]
    for span in sorted(figure.spans, key=lambda span: (span.start == span.end, span.kind == "peak")):
        ink = Ink(setting.look.spans[span.kind], line, 1.0)
        start, end = scale.at(span.start), scale.at(span.end)
        if span.start == span.end:
            yield TextFrame(span.id, _dot(start, y, band, scale), (), form="ellipse", ink=replace(ink, weight=1.5))
            continue
        inset = 0.0 if span.kind == "peak" else 0.12 * band
        yield TextFrame(span.id, Bounds(start, y + inset, end - start, band - inset), (), ink=ink)


def _dot(x: float, y: float, band: float, scale: _Scale) -> Bounds:
    """Return the bounds of the dot of a moment, halfway up the band."""
    size = min(DOT * band, max(LEAST_DOT, scale.share))
    return Bounds(x - size / 2, y + (band - size) / 2, size, size)


def _ticks(figure: Timeline, scale: _Scale, y: float, setting: Setting) -> Iterator[TextFrame]:
    line, style = setting.look.data["ink"], setting.style("mark")
    axis = Bounds(scale.start, y, scale.width, 2)
    yield TextFrame("axis", axis, (), ink=Ink(line))
    wide = _tick_width(figure, setting)
    for place, tick in enumerate(figure.ticks):
        x = scale.at(tick.at)
        yield TextFrame(f"tick {place + 1}", Bounds(x - 0.75, y, 1.5, 8), (), ink=Ink(line))
        item = replace(para(tick.label, style, wide, setting), align="centre")
        yield TextFrame(f"tick label {place + 1}", Bounds(x - wide / 2, y + 12, wide, style.line), (item,))
