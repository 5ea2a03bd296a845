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
from handouts.content.safety import EVERYBODY, Ages, Conversion, RuleAmount, Safety
from handouts.core.quantity import (
    CALENDAR_YEAR,
    DAY,
    FACTOR,
    MASS,
    NO_BREAK_SPACE,
    NUMBER,
    SHARE,
    TIME,
    Interval,
    Measured,
    Number,
    Range,
    Ratio,
    Unit,
    in_base_unit,
    printed,
)
from handouts.core.words import SOURCE
from handouts.document.text import Value

# purposes of claims that tell a reader what to take or to eat
OFFERED = ("dose", "intake", "recommendation", "lifestyle advice")
# purposes of claims that tell a reader what to take, food left out
TAKEN = ("dose", "recommendation")
# what is measured in numbers that are no amounts of a substance
NO_AMOUNT = (TIME, SHARE, NUMBER, FACTOR, CALENDAR_YEAR)
# what an amount of a substance is measured in: a mass, units of its effect, or a mass for each kg of the person
AMOUNTS = (MASS, "activity", "dose by weight")
# so many grams are the weight of a person or a pack and not of a dose
KILOGRAM = 1000


@dataclass(frozen=True, slots=True)
class Rate:
    """An amount in the base unit of what is measured (mass in g): in a day, or `once`, for one time."""

    dimension: str
    number: Decimal
    once: bool

    def above(self, other: Rate) -> bool:
        """Return whether an amount is more than another; False where the two cannot be compared."""
        return self.dimension == other.dimension and self.number > other.number

    def equals(self, other: Rate) -> bool:
        """Return whether two amounts are the same."""
        return self.dimension == other.dimension and self.number == other.number

    def within(self, other: Rate) -> bool:
        """Return whether an amount is no more than another; False where the two cannot be compared."""
        return self.dimension == other.dimension and self.number <= other.number


@dataclass(frozen=True, slots=True)
class Dose:
    """An amount of a substance stated by a claim, up to `most`, for people of these ages; `scope` is what it counts."""

    claim: Claim
    name: str | None
    substance: str
    most: RuleAmount
    rate: Rate
    ages: Ages
    scope: str | None


def is_for(claim: Claim, name: str | None, purposes: tuple[str, ...], library: Library) -> bool:
    """Return whether a value is for one of these purposes, by its own purpose or by that of its claim."""
    typed = (claim.purpose, claim.values[name].purpose)
    return any(library.vocabulary.counts_as(purpose) in purposes for purpose in typed)


def offered(claim: Claim, library: Library) -> Iterator[Dose]:
    """Yield the doses that a claim tells its readers to take or to eat."""
    yield from (dose for dose in stated(claim, library) if is_for(claim, dose.name, OFFERED, library))


def stated(claim: Claim, library: Library) -> Iterator[Dose]:
    """Yield the amounts of substances in a claim, whatever its purpose."""
    safety = library.safety
    for name, measured in claim.values.items():
        most = most_of(measured)
        if most is None or not _may_be_amount(most.unit, safety):
            continue
        substance = substance_of_value(claim, name, measured, safety)
        if substance is not None and is_amount(most.unit, substance, safety):
            yield _dose(claim, name, substance, most, library)


def countable(claim: Claim, library: Library) -> Iterator[Dose]:
    """Yield what a claim tells its readers to take, also in units of which nobody has said how much they hold."""
    safety = library.safety
    for name, measured in claim.values.items():
        most = most_of(measured) if is_for(claim, name, TAKEN, library) else None
        if most is not None and most.unit.dimension not in NO_AMOUNT and not _weighs_people(most.unit):
            substance = substance_of_value(claim, name, measured, safety)
            if substance is not None:
                yield _dose(claim, name, substance, most, library)


def _dose(claim: Claim, name: str | None, substance: str, most: RuleAmount, library: Library) -> Dose:
    safety, measured = library.safety, claim.values[name]
    scope = claim.scope or library.vocabulary.scope_for(measured.purpose)
    ages = ages_of(measured.population, safety) or EVERYBODY
    return Dose(claim, name, substance, most, rate_of(most, substance, safety), ages, scope)


def dose_of(value: Value, library: Library) -> Dose | None:
    """Return the amount of a substance that a printed value gives, or None if it is something else."""
    claim = library.claims.get(value.source) if value.kind == "claim" else None
    doses = stated(claim, library) if claim is not None else ()
    return next((dose for dose in doses if dose.name == value.name), None)


def offer_of(value: Value, library: Library) -> Dose | None:
    """Return the dose that a printed value offers, or None if it offers none."""
    dose = dose_of(value, library)
    return dose if dose is not None and is_for(dose.claim, dose.name, OFFERED, library) else None


def substance_of_value(claim: Claim, name: str | None, measured: Measured, safety: Safety) -> str | None:
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


def is_amount(unit: Unit, substance: str, safety: Safety) -> bool:
    """Return whether a unit measures an amount of a substance: a mass, or what is converted to one, such as tablets."""
    return (
        _measures_amount(unit) or _conversion(unit, substance, safety) is not None or _limited(unit, substance, safety)
    )


def _may_be_amount(unit: Unit, safety: Safety) -> bool:
    """Return whether a unit measures an amount of any substance, which is known sooner than the substance."""
    return (
        _measures_amount(unit)
        or any(each.per.dimension == unit.dimension for each in safety.conversions)
        or any(each.most is not None and each.most.unit.dimension == unit.dimension for each in safety.limits.values())
    )


def _measures_amount(unit: Unit) -> bool:
    return unit.dimension in AMOUNTS and not _weighs_people(unit)


def _weighs_people(unit: Unit) -> bool:
    return unit.dimension == MASS and unit.definition.factor >= KILOGRAM


def _limited(unit: Unit, substance: str, safety: Safety) -> bool:
    """Return whether a limit of a substance is in such units: at most 8 puffs a day."""
    whole = safety.whole(substance)
    amounts = (limit.most for limit in safety.limits.values() if limit.substance in whole and not _weighs_people(unit))
    return any(most is not None and most.unit.dimension == unit.dimension for most in amounts)


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


def rate_of(amount: RuleAmount, substance: str, safety: Safety) -> Rate:
    """Return an amount of a substance in a form that can be compared, after the conversion of its unit, if any."""
    unit, number = amount.unit, in_base_unit(amount.value, amount.unit)
    conversion = _conversion(unit, substance, safety)
    dimension = unit.dimension
    if conversion is not None:
        # so many of the one unit are in one of the other
        number = number / in_base_unit(Decimal(1), conversion.per) * in_base_unit(conversion.factor, conversion.unit)
        dimension = conversion.unit.dimension
    # a period in days, as a fraction so that nothing is rounded before it is compared
    days = unit.per.factor / DAY if unit.per is not None else Fraction(1)
    return Rate(dimension, number * days.denominator / days.numerator, unit.period is None)


def _conversion(unit: Unit, substance: str, safety: Safety) -> Conversion | None:
    """Return the conversion of a substance from such units, or None."""
    labels = {safety.label(name) for name in safety.whole(substance)}
    fitting = (
        each
        for each in safety.conversions
        if each.substance in labels and each.per.dimension == unit.dimension != each.unit.dimension
    )
    return next(fitting, None)


def printed_amount(amount: RuleAmount) -> str:
    """Return an amount as messages print it."""
    return printed(Number(amount.value, amount.unit), SOURCE).replace(NO_BREAK_SPACE, " ")
