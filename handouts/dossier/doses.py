"""Each dose that a document prints, and the limits that it was held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handouts.content.model import Library
from handouts.document import Document, Section, Value, Words, inlines, units
from handouts.dossier.case import Case, breakable, line, strong, table
from handouts.quantity import DIMENSIONS, Measured, Number, Range, printed

Held = Literal["below", "equal", "above", "other-unit"]
# doses are amounts of these dimensions for a period
DOSED = ("mass", "activity")


@dataclass(frozen=True, slots=True)
class HeldDose:
    """A printed dose beside the lowest limit of an authority."""

    claim: str
    dose: Measured
    limit: Measured
    held: Held


def doses(case: Case) -> Section:
    """The doses of the document against their limits."""
    title = case.word("dossier.limits")
    found = list(held_doses(case.document, case.library))
    if not found:
        return case.section("limits", title, case.paragraph("limits/none", case.word("dossier.limits-none")))
    heads = ("dossier.dose", "dossier.dose-of", "dossier.limit", "dossier.held")
    lines = (
        line(
            str(number),
            (strong(printed(each.dose.quantity, None, case.lang)), Words(f" {breakable(each.claim)}")),
            f"{each.dose.subject}: {each.dose.population}",
            case.word(
                "dossier.limit-is",
                amount=printed(each.limit.quantity, None, case.lang),
                authority=each.limit.authority or case.word("dossier.none"),
                population=each.limit.population,
            ),
            case.word(f"limit.{each.held}"),
        )
        for number, each in enumerate(found)
    )
    about = case.paragraph("limits/about", case.word("dossier.limits-of"))
    return case.section("limits", title, about, table(case, "limits/table", heads, lines))


def held_doses(document: Document, library: Library) -> Iterator[HeldDose]:
    """Every dose that the document prints against the lowest limit of each authority for its nutrient in adults."""
    limits = _lowest(library)
    seen: set[tuple[str, str | None]] = set()
    for unit in units((document.title, document.lead, document.sections)):
        for inline in inlines(unit.text):
            if isinstance(inline, Value) and (inline.source, inline.name) not in seen and _is_dose(inline):
                seen.add((inline.source, inline.name))
                yield from _held(inline, limits)


def _is_dose(value: Value) -> bool:
    """Whether a claim's value is an amount for a day that somebody takes, and no limit itself."""
    measured = value.measured
    if value.kind != "claim" or measured is None or measured.purpose == "limit":
        return False
    quantity = measured.quantity
    return isinstance(quantity, Number | Range) and bool(quantity.unit.period) and quantity.unit.dimension in DOSED


def _lowest(library: Library) -> Mapping[tuple[str, str], Measured]:
    """The lowest limit of each nutrient and authority for adults."""
    found: dict[tuple[str, str], Measured] = {}
    for limit in library.limits.values():
        for measured in limit.columns.values():
            key = (measured.subject.replace("_", " "), measured.authority or "")
            adults = "adult" in measured.population or "and over" in measured.population
            if adults and (key not in found or _upper(measured) < _upper(found[key])):
                found[key] = measured
    return found


def _held(value: Value, limits: Mapping[tuple[str, str], Measured]) -> Iterator[HeldDose]:
    if value.measured is None:
        return
    subject = value.measured.subject.casefold()
    for (nutrient, _), limit in limits.items():
        if nutrient in subject:
            yield HeldDose(value.source, value.measured, limit, _compared(value.measured, limit))


def _compared(dose: Measured, limit: Measured) -> Held:
    amount, most = _upper(dose), _upper(limit)
    if _dimension(dose) != _dimension(limit):
        return "other-unit"
    return "below" if amount < most else "equal" if amount == most else "above"


def _dimension(measured: Measured) -> tuple[str, str | None]:
    quantity = measured.quantity
    return (quantity.unit.dimension, quantity.unit.period) if isinstance(quantity, Number | Range) else ("", None)


def _upper(measured: Measured) -> Decimal:
    """The upper end of an amount in the base unit of its dimension."""
    match measured.quantity:
        case Number(value, unit):
            return value * DIMENSIONS[unit.id][1]
        case Range(_, high, unit):
            return high * DIMENSIONS[unit.id][1]
        case _:
            return Decimal(0)
