"""A figure has values that it can draw truly: a ratio, times, intervals of one measure, or amounts in one unit.

A risk is no array in which nobody has it, a span does not end before it starts, a log axis has no
place for an estimate of 0, and the bars of a table begin at 0.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Literal

from handouts.checks.subject import Subject, found
from handouts.content.model import (
    BarsData,
    Draft,
    IconArrayData,
    IntervalsData,
    SpanEntry,
    TableBlock,
    TimelineData,
)
from handouts.content.prose import Placeholder
from handouts.content.walk import Written, pointers, walk
from handouts.core.problem import Problem
from handouts.core.quantity import (
    CALENDAR_YEAR,
    PLAIN,
    TIME,
    Interval,
    Number,
    Quantity,
    Range,
    Ratio,
    Unit,
    in_base_unit,
)
from handouts.document.figures import icons_show

ID = "wrong-figure-value"
MOST_ICONS = 1_000
# round numbers of icons: 10, 20, 25, 50, 100 and so on
ROUND = tuple(share * 10**power for power in range(1, 20) for share in (1, 2, 5))


def check(subject: Subject) -> Iterator[Problem]:
    """Report values that a figure cannot draw, or that do not belong on one axis."""
    for draft in subject.content.drafts:
        for node in walk(draft):
            yield from _figure(subject, draft, node)


def _figure(subject: Subject, draft: Draft, node: Written) -> Iterator[Problem]:
    match node:
        case IconArrayData(value=place):
            yield from _each(subject, draft, (place,), (Ratio,), "a ratio")
            yield from _icons(subject, draft, node)
        case TimelineData(spans=spans):
            places = tuple(place for span in spans for place in span.ends)
            yield from _each(subject, draft, places, (Number, Range), "a time")
            yield from _times(subject, draft, places)
            yield from _spans(subject, draft, spans)
        case IntervalsData(rows=rows):
            places = tuple(row.value for row in rows)
            yield from _each(subject, draft, places, (Interval,), "an estimate with its interval")
            yield from _alike(subject, draft, places)
            yield from _logarithms(subject, draft, places)
        case BarsData(rows=rows):
            places = tuple(row.value for row in rows)
            yield from _each(subject, draft, places, (Number, Ratio), "a number or a ratio")
            yield from _single(subject, draft, places)
            yield from _dated(subject, draft, places)
            yield from _alike(subject, draft, places)
        case TableBlock():
            yield from _bar_columns(subject, draft, node)
        case _:
            return


def _bar_columns(subject: Subject, draft: Draft, table: TableBlock) -> Iterator[Problem]:
    """Yield problems of the columns of a table that are drawn as bars: amounts from zero, in one unit."""
    drawn = [place for place, column in enumerate(table.columns) if column.kind == "bar"]
    rows = [row for group in table.groups for row in group.rows]
    places = tuple(
        place for row in rows for at in drawn for place in pointers(row.cells[at]) if _quantity(subject, place)
    )
    yield from _each(subject, draft, places, (Number,), "a number")
    yield from _alike(subject, draft, places)
    for place in places:
        quantity = _quantity(subject, place)
        if isinstance(quantity, Number) and quantity.value < 0:
            message = f"'{place}' is below 0, and the bars of a table begin there; draw a figure of kind bars"
            yield found(draft, place.mark, ID, message)


def _each(
    subject: Subject, draft: Draft, places: tuple[Placeholder, ...], kinds: tuple[type, ...], wanted: str
) -> Iterator[Problem]:
    for place in places:
        quantity = _quantity(subject, place)
        if quantity is not None and not isinstance(quantity, kinds):
            yield found(draft, place.mark, ID, f"'{place}' is not {wanted}, which this figure draws")


def _icons(subject: Subject, draft: Draft, data: IconArrayData) -> Iterator[Problem]:
    """Yield a problem if a risk is so small that icons would show nobody, or so large that they would show all."""
    quantity = _quantity(subject, data.value)
    if not isinstance(quantity, Ratio) or _shows(quantity, data.total):
        return
    if not 0 <= quantity.low <= quantity.high <= quantity.denominator:
        # no array shows what cannot be; it is reported where it is typed
        return
    enough = next(total for total in ROUND if _shows(quantity, total))
    if enough <= MOST_ICONS:
        advice = f"write 'total: {enough}' or more"
    else:
        advice = f"it takes {enough:,} icons, and an array has at most {MOST_ICONS:,}; draw bars or say it in words"
    whom = "nobody" if quantity.per(data.total).high < 1 else "everybody"
    icons = f"{data.total:,} icons" if data.total != 1 else "one icon"
    yield found(draft, data.value.mark, ID, f"{icons} would show '{data.value}' as {whom}; {advice}")


def _shows(quantity: Ratio, total: int) -> bool:
    share = quantity.per(total)
    return icons_show(share.low, share.high, total)


def _times(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    for place in places:
        quantity = _quantity(subject, place)
        if not isinstance(quantity, Number | Range):
            continue
        if quantity.unit.dimension != TIME or quantity.unit.period is not None:
            yield found(draft, place.mark, ID, f"'{place}' is not a time, which this figure draws")
        elif (quantity.value if isinstance(quantity, Number) else quantity.low) < 0:
            yield found(draft, place.mark, ID, f"'{place}' is before 0, where a timeline begins")


def _spans(subject: Subject, draft: Draft, spans: tuple[SpanEntry, ...]) -> Iterator[Problem]:
    """Yield a problem for each span that ends before it starts, and for a timeline all of whose times are 0."""
    ends: list[Decimal] = []
    for span in spans:
        start, end = _minutes(subject, span.ends[0], "low"), _minutes(subject, span.ends[-1], "high")
        if start is None or end is None:
            return
        # a window that ends before it starts is reported where it is typed
        if start > end and str(span.ends[0]) != str(span.ends[-1]):
            message = f"the span {span.id!r} ends with '{span.ends[-1]}' before it starts with '{span.ends[0]}'"
            yield found(draft, span.ends[-1].mark, ID, f"{message}; exchange from and to")
        ends += (start, end)
    if ends and not any(ends):
        yield found(draft, spans[0].ends[0].mark, ID, "all times of this timeline are 0, so that it has no length")


def _minutes(subject: Subject, place: Placeholder, end: Literal["low", "high"]) -> Decimal | None:
    """Return a time in minutes, of a range its low or high end; None for what is no time."""
    match _quantity(subject, place):
        case Number(value, unit) if unit.dimension == TIME:
            return in_base_unit(value, unit)
        case Range(low, high, unit) if unit.dimension == TIME:
            return in_base_unit(low if end == "low" else high, unit)
        case _:
            return None


def _logarithms(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    """Yield a problem for each ratio estimated as 0, or not above 0: a log axis has no place for it."""
    for place in places:
        quantity = _quantity(subject, place)
        if isinstance(quantity, Interval) and quantity.measure != "change" and quantity.estimate <= 0:
            message = f"'{place}' is estimated as {quantity.estimate}, for which an axis of ratios has no place"
            yield found(draft, place.mark, ID, f"{message}; say it in words")


def _single(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    """Yield a problem for each ratio whose low and high differ: a bar has only one end."""
    for place in places:
        quantity = _quantity(subject, place)
        if isinstance(quantity, Ratio) and quantity.low != quantity.high:
            yield found(draft, place.mark, ID, f"'{place}' is a range, which no bar can draw")


def _dated(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    """Yield a problem for each calendar year: it is no amount, and its bar from the year 0 would say nothing."""
    for place in places:
        quantity = _quantity(subject, place)
        if isinstance(quantity, Number) and quantity.unit.dimension == CALENDAR_YEAR:
            yield found(draft, place.mark, ID, f"'{place}' is a calendar year and no amount; say it in words")


def _alike(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    """Yield a problem if values on one axis differ in measure or unit."""
    kinds = {_kind(quantity): place for place in places if (quantity := _quantity(subject, place)) is not None}
    if len(kinds) > 1:
        names = " and ".join(sorted(kinds))
        yield found(draft, places[-1].mark, ID, f"one axis cannot show {names}")


def _kind(quantity: Quantity) -> str:
    match quantity:
        case Interval(measure=measure, unit=unit):
            return measure if unit.id == PLAIN else f"{measure} in {unit}"
        case Number(unit=Unit() as unit):
            return str(unit)
        case Ratio(denominator=denominator):
            return f"a ratio of {denominator:,f}"
        case _:
            return type(quantity).__name__.lower()


def _quantity(subject: Subject, place: Placeholder) -> Quantity | None:
    library = subject.library
    if place.kind == "claim":
        claim = library.claims.get(place.source)
        measured = claim.values.get(place.name) if claim is not None and not claim.misread else None
    else:
        table = library.foods if place.kind == "food" else library.limits
        entry = table.get(place.source)
        measured = entry.columns.get(place.part or "") if entry is not None else None
    return measured.quantity if measured is not None else None
