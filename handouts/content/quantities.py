"""Typed quantities read from YAML, and the arithmetic that each of them must keep.

What cannot be is an error at the very value: an estimate outside its interval, more cases than people, a ratio below
zero. The number is kept as typed, so that the other rules still see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handouts.content.kinds import PRINTED
from handouts.content.units import unit_at
from handouts.core.quantity import (
    CALENDAR_YEAR,
    MEASURES,
    NO_UNIT,
    SHARE,
    Interval,
    Number,
    Quantity,
    Range,
    Ratio,
    Unit,
    Units,
)
from handouts.core.schema import DECIMAL, TEXT, Entry, Key, Shape, Variant, named, needed, one_of, optional

# confidence levels in use, in percent; any other is a slip of the pen
LEVELS = tuple(map(Decimal, ("80", "90", "95", "97.5", "98", "99", "99.5", "99.9")))
# purposes whose amounts are given, eaten or aimed at, and no differences
GIVEN = frozenset({"content", "dose", "incidence", "intake", "limit", "recommendation", "risk", "target"})
YEARS = (Decimal(1000), Decimal(2999))
CHANGE = "change"

Typed = Mapping[str, Decimal]
_UNIT = "the id of its unit in content/units.yaml, with a period as in mg/day"


class MeasureShape(Shape, id="value.measure"):
    """What a value that compares two others may say."""

    measure = optional(
        one_of(MEASURES), "how it compares: a ratio of risks, odds or hazards, or `change`, a difference", "RR"
    )


class NumberShape(MeasureShape, id="value"):
    """A value: a number, or, by its keys, a range, a part of a whole or an estimate."""

    number = needed(DECIMAL, "the number", "5")
    unit = needed(TEXT, _UNIT, "mg/day")


class RangeShape(MeasureShape, id="value.range"):
    """A value that is a range."""

    low = needed(DECIMAL, "the number at which it begins", "2.0")
    high = needed(DECIMAL, "the number at which it ends", "3.0")
    unit = needed(TEXT, _UNIT, "inr")


class WholeShape(Shape, id="value.whole"):
    """What a value that is a part of a whole says of the whole."""

    denominator = needed(DECIMAL, "the number of all, above zero and whole", "1000")
    span = optional(PRINTED, "the time in which they are counted", "first week")
    unit = optional(TEXT, "what is counted, for authors; it is not printed", "people")


class CountShape(WholeShape, id="value.count"):
    """A value that is a part of a whole: so many of so many."""

    numerator = needed(DECIMAL, "the number of the part", "3")


class ShareShape(WholeShape, id="value.share"):
    """A value that is a range of parts of a whole."""

    low = needed(DECIMAL, "the lowest number of the part", "4")
    high = needed(DECIMAL, "the highest number of the part", "17")


class IntervalShape(Shape, id="value.interval"):
    """A value that is an estimate with its confidence interval."""

    estimate = needed(DECIMAL, "the estimate", "0.43")
    low = needed(DECIMAL, "the lower end of the interval", "0.24")
    high = needed(DECIMAL, "the upper end of the interval", "0.77")
    level = needed(DECIMAL, "the level of confidence in percent", "95")
    measure = needed(one_of(MEASURES), "what is estimated: a ratio of risks, odds or hazards, or a change", "RR")
    unit = optional(TEXT, "the unit of a change", "percent")


def variants(count: type[Shape], share: type[Shape], interval: type[Shape], span: type[Shape]) -> tuple[Variant, ...]:
    """Return the shapes that a value has instead of a number, by the key that tells each."""
    keys = {"numerator": count, "denominator": share, "estimate": interval, "low": span, "high": span}
    return tuple(Variant(key, shape) for key, shape in keys.items())


NumberShape.VARIANTS = variants(CountShape, ShareShape, IntervalShape, RangeShape)


def read_quantity(entry: Entry, units: Units) -> Quantity:
    """Return the typed quantity of a mapping: number, range, interval or ratio."""
    before = len(entry.log)
    quantity = _quantity(entry, units)
    found = entry.log[before:]
    if any(problem.rule == "wrong-type" for problem in found):
        # a number that cannot be read stands as zero, of which nothing more is said
        entry.log[before:] = [problem for problem in found if problem.rule != "wrong-value"]
    return quantity


def _quantity(entry: Entry, units: Units) -> Quantity:
    if issubclass(entry.shape, WholeShape):
        return _ratio(entry)
    if issubclass(entry.shape, IntervalShape):
        return _interval(entry, units)
    if issubclass(entry.shape, RangeShape):
        return _range(entry, units)
    typed = _typed(entry, NumberShape.number)
    number = Number(_known(typed, "number"), unit_at(entry, NumberShape.unit, units))
    _check_unit(entry, typed, number.unit)
    return number


def check_given(entry: Entry, quantity: Quantity, purpose: str) -> None:
    """Report an amount below zero that is no difference: nobody takes, eats or aims at less than nothing."""
    if purpose not in GIVEN or _measure(entry) == CHANGE:
        return
    match quantity:
        case Number(unit=unit) | Range(unit=unit) if unit.definition.below_zero == "always":
            # a score or a temperature, which is no amount
            return
        case Number(value=value):
            _check_floor(entry, {"number": value}, f"a value for the purpose {purpose!r}")
        case Range(low=low):
            _check_floor(entry, {"low": low}, f"a value for the purpose {purpose!r}")
        case _:
            return


def _measure(entry: Entry) -> str | None:
    key = entry.shape.KEYS.get("measure")
    return entry.read(key) if key is not None and entry.has(key) else None


def _typed(entry: Entry, *keys: Key[Decimal]) -> Typed:
    """Return the numbers that are written, by their keys; those that are needed and missing are reported."""
    return {key.name: number for key in keys for number in (entry.read(key),) if entry.has(key)}


def _known(typed: Typed, key: str) -> Decimal:
    """Return a number, or zero if it is missing and already reported; `0.00` keeps its decimals."""
    return typed.get(key, Decimal(0))


def _range(entry: Entry, units: Units) -> Range:
    typed = _typed(entry, RangeShape.low, RangeShape.high)
    _check_order(entry, typed)
    quantity = Range(_known(typed, "low"), _known(typed, "high"), unit_at(entry, RangeShape.unit, units))
    _check_unit(entry, typed, quantity.unit)
    return quantity


def _ratio(entry: Entry) -> Ratio:
    """Return a ratio; a single numerator is both its low and its high end."""
    keys = (CountShape.numerator,) if issubclass(entry.shape, CountShape) else (ShareShape.low, ShareShape.high)
    typed = _typed(entry, *keys)
    _check_order(entry, typed)
    _check_floor(entry, typed, "the number of a part")
    denominator = _denominator(entry)
    if denominator is not None:
        _check_share(entry, typed, denominator)
    low, high = (_known(typed, key.name) for key in (keys[0], keys[-1]))
    return Ratio(low, high, denominator or Decimal(1), entry.read(WholeShape.span))


def _denominator(entry: Entry) -> Decimal | None:
    """Return the number of all, which is whole and above zero; None where it is not, which is reported."""
    denominator = entry.read(WholeShape.denominator)
    if denominator > 0 and _whole(denominator):
        return denominator
    if entry.has(WholeShape.denominator):
        message = f"{named(entry.path)} needs a denominator above zero, a whole number, not {denominator}"
        entry.problem(entry.mark_of(WholeShape.denominator), "wrong-value", message)
    return None


def _interval(entry: Entry, units: Units) -> Interval:
    measure = entry.read(IntervalShape.measure)
    typed = _typed(entry, IntervalShape.estimate, IntervalShape.low, IntervalShape.high)
    level = entry.read(IntervalShape.level)
    if len(typed) == 3:
        _check_inside(entry, typed)
    if entry.has(IntervalShape.level):
        _check_level(entry, level)
    _check_order(entry, typed)
    if measure != CHANGE:
        _check_floor(entry, typed, f"a ratio ({measure})")
    estimate, low, high = (_known(typed, key) for key in ("estimate", "low", "high"))
    unit = unit_at(entry, IntervalShape.unit, units) if entry.has(IntervalShape.unit) else NO_UNIT
    return Interval(estimate, low, high, measure, level, unit)


# --- what cannot be -------------------------------------------------------------------------------


def _whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _check_order(entry: Entry, typed: Typed) -> None:
    """Report a range that ends before it begins."""
    if {"low", "high"} <= typed.keys() and typed["low"] > typed["high"]:
        message = (
            f"{entry.path!r} is a range from {typed['low']} down to {typed['high']}; write the smaller number as low"
        )
        entry.problem(entry.mark_of(entry.shape.KEYS["low"]), "wrong-value", message)


def _check_inside(entry: Entry, typed: Typed) -> None:
    """Report an estimate outside its interval; one at an end is inside."""
    estimate, low, high = typed["estimate"], typed["low"], typed["high"]
    if low <= high and not low <= estimate <= high:
        message = f"the estimate {estimate} lies outside its interval from {low} to {high}; check all three"
        entry.problem(entry.mark_of(entry.shape.KEYS["estimate"]), "wrong-value", message)


def _check_level(entry: Entry, level: Decimal) -> None:
    if level not in LEVELS:
        known = ", ".join(map(str, LEVELS))
        entry.problem(
            entry.mark_of(entry.shape.KEYS["level"]),
            "wrong-value",
            f"{level} is not a level of confidence; use {known}",
        )


def _check_share(entry: Entry, typed: Typed, denominator: Decimal) -> None:
    """Report a part that is more than its whole."""
    for key, part in typed.items():
        if part > denominator:
            message = f"{part} of {denominator} is more than all of them; check {key} and denominator"
            entry.problem(entry.mark_of(entry.shape.KEYS[key]), "wrong-value", message)


def _check_unit(entry: Entry, typed: Typed, unit: Unit) -> None:
    """Report what a unit does not allow: a share above all, a part of a person, a time below zero."""
    measure = _measure(entry)
    if measure == CHANGE:
        return
    if measure or unit.definition.below_zero == "never":
        _check_floor(entry, typed, f"a ratio ({measure})" if measure else f"a value in {str(unit)!r}")
    for key, number in typed.items():
        fault = _fault(number, unit)
        if fault is not None:
            entry.problem(entry.mark_of(entry.shape.KEYS[key]), "wrong-value", fault)


def _fault(number: Decimal, unit: Unit) -> str | None:
    """Return why no number of this unit can be so large or have decimals, or None."""
    if (
        unit.dimension == SHARE
        and unit.period is None
        and number * unit.definition.factor.numerator > unit.definition.factor.denominator
    ):
        return f"{number} {unit} is more than all; a change of more than all has 'measure: change'"
    # a mean number of times a week may have decimals
    if unit.definition.whole and unit.period is None and not _whole(number):
        return f"{str(unit)!r} is counted in whole numbers, not {number}"
    if unit.dimension == CALENDAR_YEAR and not (_whole(number) and YEARS[0] <= number <= YEARS[1]):
        return f"{number} is not a year; write one such as 1993"
    return None


def _check_floor(entry: Entry, typed: Typed, what: str) -> None:
    """Report numbers below zero of what cannot be so."""
    for key, number in typed.items():
        if number < 0:
            message = f"{what} cannot be below 0, not {number}; a difference has 'measure: change'"
            entry.problem(entry.mark_of(entry.shape.KEYS[key]), "wrong-value", message)
