"""A figure has values that it can draw: a ratio, times, intervals of one measure, or amounts in one unit."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import BarsData, Draft, FigureData, FigureEntry, IconArrayData, IntervalsData, TimelineData
from handouts.content.prose import Placeholder
from handouts.core.problem import Problem
from handouts.core.quantity import Interval, Number, Quantity, Range, Ratio, Unit

ID = "figure-value"


def check(subject: Subject) -> Iterator[Problem]:
    """Report values that a figure cannot draw, or that do not belong on one axis."""
    for draft in subject.content.drafts:
        entries = (statement.body for part in draft.parts for statement in part.statements)
        drawn = [entry.data for entry in entries if isinstance(entry, FigureEntry) and entry.data is not None]
        for data in (*draft.figures.values(), *drawn):
            yield from _figure(subject, draft, data)


def _figure(subject: Subject, draft: Draft, data: FigureData) -> Iterator[Problem]:
    match data:
        case IconArrayData(value=place):
            yield from _each(subject, draft, (place,), (Ratio,), "a ratio")
        case TimelineData(spans=spans):
            places = tuple(place for span in spans for place in (span.start, span.end))
            yield from _each(subject, draft, places, (Number, Range), "a time")
            yield from _times(subject, draft, places)
        case IntervalsData(rows=rows):
            places = tuple(row.value for row in rows)
            yield from _each(subject, draft, places, (Interval,), "an estimate with its interval")
            yield from _alike(subject, draft, places)
        case BarsData(rows=rows):
            places = tuple(row.value for row in rows)
            yield from _each(subject, draft, places, (Number, Ratio), "a number or a ratio")
            yield from _single(subject, draft, places)
            yield from _alike(subject, draft, places)
        case _:
            return


def _each(
    subject: Subject, draft: Draft, places: tuple[Placeholder, ...], kinds: tuple[type, ...], wanted: str
) -> Iterator[Problem]:
    for place in places:
        quantity = _quantity(subject, place)
        if quantity is not None and not isinstance(quantity, kinds):
            yield found(draft, place.mark, ID, f"'{place}' is not {wanted}, which this figure draws")


def _times(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    for place in places:
        quantity = _quantity(subject, place)
        if isinstance(quantity, Number | Range) and quantity.unit.dimension != "time":
            yield found(draft, place.mark, ID, f"'{place}' is not a time, which this figure draws")


def _single(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    """Yield a problem for each ratio whose low and high differ: a bar has only one end."""
    for place in places:
        quantity = _quantity(subject, place)
        if isinstance(quantity, Ratio) and quantity.low != quantity.high:
            yield found(draft, place.mark, ID, f"'{place}' is a range, which no bar can draw")


def _alike(subject: Subject, draft: Draft, places: tuple[Placeholder, ...]) -> Iterator[Problem]:
    """Yield a problem if values on one axis differ in measure or unit."""
    kinds = {_kind(quantity): place for place in places if (quantity := _quantity(subject, place)) is not None}
    if len(kinds) > 1:
        names = " and ".join(sorted(kinds))
        yield found(draft, places[-1].mark, ID, f"one axis cannot show {names}")


def _kind(quantity: Quantity) -> str:
    match quantity:
        case Interval(measure=measure):
            return measure
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
        measured = claim.values.get(place.name) if claim is not None else None
    else:
        table = library.foods if place.kind == "food" else library.limits
        entry = table.get(place.source)
        measured = entry.columns.get(place.part or "") if entry is not None else None
    return measured.quantity if measured is not None else None
