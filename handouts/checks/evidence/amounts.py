"""Quantities in a common form, so that two of them can be compared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from handouts.content.model import Claim
from handouts.content.safety import Conversion
from handouts.content.vocabulary import Vocabulary
from handouts.core.quantity import FACTOR, Interval, Measured, Number, Quantity, Range, Ratio, Unit

RELATIVE = ("RR", "OR", "HR")
# purposes of claims that state how likely something is, or how much more likely
RISKS = ("risk", "incidence")
COMPARISONS = (*RISKS, "effect", "association")


@dataclass(frozen=True, slots=True)
class Amount:
    """A quantity in base units: what is measured, and its numbers; a ratio is a proportion with its time span."""

    dimension: str
    numbers: tuple[Fraction, ...]
    span: str | None = None

    def agrees(self, other: Amount) -> bool:
        """Return whether two amounts agree in what both state; one may lack the interval or the time span."""
        spans_agree = self.span == other.span or self.span is None or other.span is None
        return spans_agree and all(one == two for one, two in zip(self.numbers, other.numbers, strict=False))

    def says_more(self, other: Amount) -> bool:
        """Return whether this amount gives an interval or a time span that the other lacks."""
        return len(self.numbers) > len(other.numbers) or (self.span is not None and other.span is None)


def amount(measured: Measured, conversions: Iterable[Conversion]) -> Amount:
    """Return a value in base units, after the conversions of its substance that fit its unit."""
    quantity = measured.quantity
    match quantity:
        case Ratio(low=low, high=high, denominator=denominator, span=span):
            ends = Fraction(low) / Fraction(denominator), Fraction(high) / Fraction(denominator)
            return Amount("share", ends, span)
        case Interval(measure=measure):
            return Amount(measure, tuple(map(Fraction, (*numbers(quantity), quantity.level))))
        case Number(unit=unit) | Range(unit=unit):
            dimension, factor = _base(unit, conversions)
            found = [Fraction(number) * factor for number in numbers(quantity)]
            if measured.measure is not None:
                return Amount(measured.measure, (found[0],))
            return Amount(dimension, (found[0], found[-1]))
        case _:
            assert_never(quantity)


def numbers(quantity: Quantity) -> tuple[Decimal, ...]:
    """Return the numbers of a quantity as typed, without its denominator."""
    match quantity:
        case Number(value=value):
            return (value,)
        case Range(low=low, high=high) | Ratio(low=low, high=high):
            return (low, high)
        case Interval(estimate=estimate, low=low, high=high):
            return (estimate, low, high)
        case _:
            assert_never(quantity)


def conversions_of(claim: Claim, measured: Measured, conversions: Iterable[Conversion]) -> tuple[Conversion, ...]:
    """Return the conversions of the substances that a claim is about, found by name in its words."""
    words = f"{measured.subject} {claim.statement}".casefold()
    return tuple(each for each in conversions if each.substance.casefold() in words)


def is_risk(measured: Measured, vocabulary: Vocabulary) -> bool:
    """Return whether a value says how likely something is."""
    return vocabulary.counts_as(measured.purpose) in RISKS


def is_relative(measured: Measured, vocabulary: Vocabulary) -> bool:
    """Return whether a value is relative (RR, OR, HR or so many times), and not an absolute probability."""
    quantity = measured.quantity
    if isinstance(quantity, Interval):
        return quantity.measure in RELATIVE
    if isinstance(quantity, Ratio):
        return False
    compares = vocabulary.counts_as(measured.purpose) in COMPARISONS
    return measured.measure in RELATIVE or (quantity.unit.dimension == FACTOR and compares)


def _base(unit: Unit, conversions: Iterable[Conversion]) -> tuple[str, Fraction]:
    """Return what a unit measures, with its period, and the factor to the base unit."""
    factor = Fraction(1)
    for conversion in conversions:
        if conversion.per.id == unit.id:
            unit, factor = replace(conversion.unit, period=unit.period, per=unit.per), Fraction(conversion.factor)
            break
    factor *= unit.definition.factor
    return f"{unit.dimension} a {unit.period}" if unit.period else unit.dimension, factor
