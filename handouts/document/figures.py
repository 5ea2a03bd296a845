"""The closed set of figures: diagrams, icon arrays, timelines, intervals and bars."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handouts.document.text import Unit

NodeKind = Literal["plain", "primary", "good", "warning", "danger", "quiet"]
EdgeKind = Literal["leads", "blocks", "acts"]


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a diagram: a label, and one line below it."""

    id: str
    label: Unit
    detail: Unit | None
    kind: NodeKind


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one node to another; with `blocks` it ends in a bar, with `acts` it is dashed."""

    id: str
    start: str
    end: str
    label: Unit | None
    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes in lanes (rows in reading order) with edges; with `cycle`, the first lane forms a ring.

    `shown` names the nodes and edges that are visible on this step of a diagram built up over several slides; None
    shows all. Positions never depend on it.
    """

    arrange: Literal["lanes", "cycle"]
    lanes: tuple[tuple[str, ...], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    shown: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One class of an icon array: its label, and the number of icons as a low and a high end."""

    id: str
    label: Unit
    low: Decimal
    high: Decimal


# the least part of an icon that half an icon may stand for
LEAST_ICON = Decimal("0.25")


@dataclass(frozen=True, slots=True)
class IconArray:
    """An array of `total` icons: filled up to the low end, and marked as half up to the high end."""

    total: int
    part: Part
    rest: Unit

    @property
    def filled(self) -> int:
        """How many icons are filled: the low end rounded half up, but all only where it is of all."""
        low = self.part.low
        return min(_rounded(low), self.total - (low < self.total))

    @property
    def marked(self) -> int:
        """How many icons are filled or marked as half: the high end rounded half up, but none only where it is 0."""
        return max(_rounded(self.part.high), int(self.part.high > 0))


def _rounded(share: Decimal) -> int:
    return int(share.to_integral_value(rounding="ROUND_HALF_UP"))


def icons_show(low: Decimal, high: Decimal, total: int) -> bool:
    """Return whether icons can show a share of `total`: it is none or a good part of one, and all or as much less."""
    return (high == 0 or high >= LEAST_ICON) and (low == total or total - low >= LEAST_ICON)


@dataclass(frozen=True, slots=True)
class Span:
    """A period on a timeline in minutes, or a moment where both ends are equal; `peak` is drawn darkest."""

    id: str
    label: Unit
    start: Decimal
    end: Decimal
    kind: Literal["early", "classic", "late", "peak", "plain"]


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled point of a timeline or an axis."""

    at: Decimal
    label: Unit


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans along one axis; `stretch` holds the share of the width between each two ticks."""

    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """A named estimate with its interval."""

    id: str
    label: Unit
    estimate: Decimal
    low: Decimal
    high: Decimal
    printed: Unit


@dataclass(frozen=True, slots=True)
class Intervals:
    """Estimates with intervals for one contrast on one axis; ratios use a log axis with a line at 1."""

    rows: tuple[IntervalRow, ...]
    axis: Unit
    lower: Unit
    higher: Unit
    log: bool


@dataclass(frozen=True, slots=True)
class BarRow:
    """A named amount."""

    id: str
    label: Unit
    amount: Decimal
    printed: Unit


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts in one unit, drawn from zero in the given order."""

    rows: tuple[BarRow, ...]
    axis: Unit


Figure = Diagram | IconArray | Timeline | Intervals | Bars
