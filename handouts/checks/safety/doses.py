"""The doses in the facts of a project: amounts of a substance for people of certain ages."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from typing import assert_never

from handouts.checks.safety.terms import ages_of, first_named, names
from handouts.content.model import Claim, Library
from handouts.content.safety import EVERYBODY, Ages, RuleAmount, Safety, Scope
from handouts.core.quantity import DAY, MASS, Interval, Measured, Number, Range, Ratio, Unit, in_base_unit
from handouts.document.text import Value

# purposes of claims that tell a reader what to take or to eat
OFFERED = ("dose", "intake", "recommendation", "lifestyle advice")
# how many grams are the weight of a person and not of a dose
KILOGRAM = 1000
# purposes of claims about the whole intake, including food
WHOLE = ("intake", "lifestyle advice")


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount of a substance stated by a claim, up to `most`, for people of these ages; `a_day` is in g per day."""

    claim: Claim
    name: str | None
    nutrient: str
    most: RuleAmount
    a_day: Decimal
    ages: Ages
    scope: Scope


def offered(claim: Claim, safety: Safety) -> Iterator[Dose]:
    """Yield the doses that a claim offers to its readers."""
    if claim.purpose in OFFERED:
        yield from stated(claim, safety)


def stated(claim: Claim, safety: Safety) -> Iterator[Dose]:
    """Yield the amounts of substances in a claim, whatever its purpose."""
    for name, measured in claim.values.items():
        most = most_of(measured)
        nutrient = nutrient_of(claim, name, measured, safety) if most is not None and is_mass(most.unit) else None
        if most is not None and nutrient is not None:
            ages = ages_of(measured.population, safety) or EVERYBODY
            yield Dose(claim, name, nutrient, most, daily(most, nutrient, safety), ages, _scope(claim))


def dose_of(value: Value, library: Library) -> Dose | None:
    """Return the amount of a substance that a printed value gives, or None if it is something else."""
    claim = library.claims.get(value.source) if value.kind == "claim" else None
    doses = stated(claim, library.safety) if claim is not None else ()
    return next((dose for dose in doses if dose.name == value.name), None)


def offer_of(value: Value, library: Library) -> Dose | None:
    """Return the dose that a printed value offers, or None if it offers none."""
    dose = dose_of(value, library)
    return dose if dose is not None and dose.claim.purpose in OFFERED else None


def nutrient_of(claim: Claim, name: str | None, measured: Measured, safety: Safety) -> str | None:
    """Return the substance of a value: named in the value's name, otherwise in its subject or the claim's statement."""
    spoken = (name or "").replace("-", " ").replace("_", " ")
    return _first_of((spoken, measured.subject, claim.statement), safety)


def substance_of(claim: Claim, safety: Safety) -> str | None:
    """Return the substance that a claim is about."""
    return _first_of((claim.subject, claim.statement), safety)


def _first_of(texts: tuple[str, ...], safety: Safety) -> str | None:
    """Return the substance that is named first, in the first text that names one."""
    substances = tuple((key, substance.terms) for key, substance in safety.substances.items())
    return next((found for text in texts if text and (found := _named_first(text, substances)) is not None), None)


# cached, since each rule asks for the doses of the same claims
@lru_cache(maxsize=4096)
def _named_first(text: str, substances: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """Return the substance that a text names first, or None."""
    places = [(first_named(text, terms), key) for key, terms in substances if names(text, terms)]
    return min(places)[1] if places else None


def _scope(claim: Claim) -> Scope:
    if claim.scope is not None:
        return claim.scope
    return "total_intake" if claim.purpose in WHOLE else "supplements_only"


def is_mass(unit: Unit) -> bool:
    """Return whether a unit measures an amount of a substance; nobody takes kilograms, which weigh a person."""
    return unit.dimension in (MASS, "activity") and unit.definition.factor < KILOGRAM


def most_of(measured: Measured) -> RuleAmount | None:
    """Return the upper end of a number or range, with its unit; None for other quantities."""
    quantity = measured.quantity
    match quantity:
        case Number(value, unit):
            return RuleAmount(value, unit)
        case Range(high=high, unit=unit):
            return RuleAmount(high, unit)
        case Interval() | Ratio():
            return None
        case _:
            assert_never(quantity)


def daily(amount: RuleAmount | None, nutrient: str, safety: Safety) -> Decimal:
    """Return the amount of the substance in g per day; zero for no amount, and for a unit without a conversion."""
    if amount is None:
        return Decimal(0)
    unit = amount.unit
    grams = amount.value * (_grams(unit) or _converted(unit.id, nutrient, safety))
    days = unit.per.factor / DAY if unit.per is not None else Fraction(1)
    return grams * days.denominator / days.numerator


def _grams(unit: Unit) -> Decimal:
    """Return how many grams one of a unit is, or zero for a unit that is no mass."""
    return in_base_unit(Decimal(1), unit) if unit.dimension == MASS else Decimal(0)


def _converted(unit: str, nutrient: str, safety: Safety) -> Decimal:
    labels = {safety.substances[name].label for name in safety.whole(nutrient) if name in safety.substances}
    for conversion in safety.conversions:
        if conversion.substance in labels and conversion.per.id == unit:
            return conversion.factor * _grams(conversion.unit)
    return Decimal(0)


def printed_amount(amount: RuleAmount) -> str:
    """Return an amount as messages print it."""
    return f"{amount.value:,f} {amount.unit}"
