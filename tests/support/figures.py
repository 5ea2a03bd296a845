"""Figures of typed values, as they are composed, and strategies that draw them at 0, negative, equal, tiny and huge."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from hypothesis import strategies as st

from handouts.core.quantity import Interval, Number, Quantity, printed
from handouts.document.blocks import FigureBlock
from handouts.document.figures import BarRow, Bars, IconArray, IntervalRow, Intervals, Part, Span, Tick, Timeline
from handouts.document.text import Unit, Value
from support.deck_samples import MARK, figure, unit
from support.units import unit_named

Three = tuple[Decimal, Decimal, Decimal]
MINUTES = {
    "0": "Birth",
    "1440": "1 day",
    "10080": "1 week",
    "43800": "1 month",
    "525600": "1 year",
    "2628000": "5 years",
}
KINDS = ("early", "classic", "late", "peak", "plain")

_SIZES = ("0.000001", "0.00004", "0.1", "1", "5", "7", "12.5", "1200000", "999999999999")
POSITIVE = tuple(map(Decimal, _SIZES))
SIGNED = (*(-size for size in POSITIVE), Decimal(0), *POSITIVE)


def value(name: str, quantity: Quantity) -> Unit:
    """A printed value."""
    return Unit(f"sample/{name}/v", (Value("claim", name, None, None, None, printed(quantity, "en")),), MARK, "en")


def bars_of(amounts: Sequence[Decimal], unit_id: str = "ug") -> Bars:
    """Bars of these amounts."""
    rows = tuple(
        BarRow(f"r{n}", unit(f"r{n}", f"Row {n}"), amount, value(f"r{n}", Number(amount, unit_named(unit_id))))
        for n, amount in enumerate(amounts)
    )
    return Bars(rows, unit("axis", "Amount"))


def intervals_of(rows: Sequence[Three], measure: str) -> Intervals:
    """Estimates with their low and high ends; `change` stands on a linear axis, ratios on a log axis."""
    made = tuple(
        IntervalRow(
            f"r{n}",
            unit(f"r{n}", f"Row {n}"),
            *row,
            value(f"r{n}", Interval(*row, measure, Decimal(95), unit_named("none"))),
        )
        for n, row in enumerate(rows)
    )
    return Intervals(made, unit("axis", "Effect"), unit("lower", "fewer"), unit("higher", "more"), measure != "change")


def timeline_of(spans: Sequence[tuple[str, str, str]]) -> Timeline:
    """Spans between times in minutes, with their kinds."""
    made = tuple(
        Span(f"s{n}", unit(f"s{n}", f"Span {n}"), Decimal(start), Decimal(end), kind)  # type: ignore[arg-type]
        for n, (start, end, kind) in enumerate(spans)
    )
    times = sorted({Decimal(0), *(end for span in made for end in (span.start, span.end))})
    return Timeline(made, tuple(Tick(at, unit(f"t{at}", MINUTES[str(at)])) for at in times))


def icons_of(total: int, low: Decimal, high: Decimal) -> IconArray:
    """An icon array of a risk between two shares of its total."""
    return IconArray(total, Part("part", unit("part", "Bleed"), low, high), unit("rest", "Do not"))


def block_of(drawn: object) -> FigureBlock:
    """A figure as a block with its alt text."""
    return figure("f", drawn, "What the figure shows.")


def _ordered(sizes: Sequence[Decimal]) -> st.SearchStrategy[Three]:
    return st.lists(st.sampled_from(sizes), min_size=3, max_size=3).map(lambda ends: _three(sorted(ends)))


def _three(ends: list[Decimal]) -> Three:
    """Estimate, low and high from the lowest to the highest."""
    return ends[1], ends[0], ends[2]


BARS = st.lists(st.sampled_from(SIGNED), min_size=1, max_size=5).map(bars_of)
CHANGES = st.lists(_ordered(SIGNED), min_size=1, max_size=4).map(lambda rows: intervals_of(rows, "change"))
# a ratio whose interval reaches 0 has an estimate above it
RATIOS = st.lists(_ordered((Decimal(0), *POSITIVE)).filter(lambda row: row[0] > 0), min_size=1, max_size=4).map(
    lambda rows: intervals_of(rows, "OR")
)
_SPAN = st.lists(st.sampled_from(list(MINUTES)), min_size=2, max_size=2).map(lambda ends: sorted(ends, key=int))
TIMELINES = st.lists(
    st.tuples(_SPAN, st.sampled_from(KINDS)).map(lambda span: (*span[0], span[1])), min_size=1, max_size=5
).map(timeline_of)
ICONS = st.tuples(st.sampled_from((1, 7, 10, 100, 999, 1000)), st.fractions(0, 1), st.fractions(0, 1)).map(
    lambda drawn: icons_of(
        drawn[0], *sorted(Decimal(part.numerator) / Decimal(part.denominator) * drawn[0] for part in drawn[1:])
    )
)


def in_order(values: Sequence[Decimal], places: Sequence[float]) -> bool:
    """Whether places stand in the order of their values, and equal values at one place."""
    found = sorted(zip(values, places, strict=True))
    return all(
        abs(near - far) < 1e-6 if low == high else near <= far + 1e-6 for (low, near), (high, far) in pairwise(found)
    )
