"""Each dose that a document prints, and the limits that it was held against."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handouts.content.model import Library
from handouts.document import Document, Section, Value, Words, inlines, units
from handouts.dossier.case import Case, Line, breakable, line, strong, table
from handouts.quantity import DIMENSIONS, Measured, Number, Range, printed

Held = Literal["below", "equal", "above", "other-unit"]
# doses are amounts of these dimensions for a period
DOSED = ("mass", "activity")
HEADS = ("dossier.dose", "dossier.dose-of", "dossier.limit", "dossier.held")


@dataclass(frozen=True, slots=True)
class HeldDose:
    """A printed dose beside the lowest limit of each authority, and how it compares with each."""

    claim: str
    dose: Measured
    limits: tuple[tuple[Measured, Held], ...]


def doses(case: Case) -> Section:
    """The doses of the document against their limits."""
    title = case.word("dossier.limits")
    found = list(held_doses(case.document, case.library))
    if not found:
        return case.section("limits", title, case.paragraph("limits/none", case.word("dossier.limits-none")))
    lines = (_line(case, number, each) for number, each in enumerate(found))
    about = case.paragraph("limits/about", case.word("dossier.limits-of"))
    return case.section("limits", title, about, table(case, "limits/table", HEADS, lines))


def _line(case: Case, number: int, each: HeldDose) -> Line:
    limits = (
        case.word(
            "dossier.limit-is",
            amount=printed(limit.quantity, None, case.lang),
            authority=limit.authority or case.word("dossier.none"),
            population=limit.population,
        )
        for limit, _ in each.limits
    )
    held = (
        case.word("dossier.held-is", authority=limit.authority or "", held=case.word(f"limit.{held}"))
        for limit, held in each.limits
    )
    dose = (strong(printed(each.dose.quantity, None, case.lang)), Words(f" ({breakable(each.claim)})"))
    about = f"{each.dose.subject}: {each.dose.population}"
    return line(str(number), dose, about, "; ".join(limits), "; ".join(held))


def held_doses(document: Document, library: Library) -> Iterator[HeldDose]:
    """Every dose that the document prints against the lowest limit of each authority for its nutrient in adults.

    A dose that a claim gives in two units is held in the one that can be compared.
    """
    found = list(_all_held(document, _lowest(library)))
    compared = {each.claim for each in found if not _is_other(each)}
    yield from (each for each in found if not _is_other(each) or each.claim not in compared)


def _is_other(each: HeldDose) -> bool:
    return all(held == "other-unit" for _, held in each.limits)


def _all_held(document: Document, limits: Mapping[tuple[str, str], Measured]) -> Iterator[HeldDose]:
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
    dose = value.measured
    if dose is None:
        return
    subject = dose.subject.casefold()
    found = tuple((limit, _compared(dose, limit)) for (nutrient, _), limit in limits.items() if nutrient in subject)
    if found:
        yield HeldDose(value.source, dose, found)


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
