"""Typed quantities read from YAML, and the arithmetic that each of them must keep.

What cannot be is an error at the very value: an estimate outside its interval, more cases than people, a ratio below
zero. The number is kept as typed, so that the other rules still see it.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal

from handouts.content.entry import EntryReader
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

# confidence levels in use, in percent; any other is a slip of the pen
LEVELS = tuple(map(Decimal, ("80", "90", "95", "97.5", "98", "99", "99.5", "99.9")))
# purposes whose amounts are given, eaten or aimed at, and no differences
GIVEN = frozenset({"content", "dose", "incidence", "intake", "limit", "recommendation", "risk", "target"})
YEARS = (Decimal(1000), Decimal(2999))
CHANGE = "change"

Typed = Mapping[str, Decimal]


def read_quantity(entry: EntryReader, units: Units) -> Quantity:
    """Return the typed quantity of a mapping: number, range, interval or ratio."""
    before = len(entry.log)
    quantity = _quantity(entry, units)
    found = entry.log[before:]
    if any(problem.rule == "wrong-type" for problem in found):
        # a number that cannot be read stands as zero, of which nothing more is said
        entry.log[before:] = [problem for problem in found if problem.rule != "wrong-value"]
    return quantity


def _quantity(entry: EntryReader, units: Units) -> Quantity:
    if entry.has("denominator"):
        return _ratio(entry)
    if entry.has("estimate"):
        return _interval(entry, units)
    if entry.has("low") or entry.has("high"):
        return _range(entry, units)
    entry.need("number")
    typed = _typed(entry, "number")
    number = Number(_known(typed, "number"), unit_at(entry, "unit", units))
    _check_unit(entry, typed, number.unit)
    return number


def check_given(entry: EntryReader, quantity: Quantity, purpose: str) -> None:
    """Report an amount below zero that is no difference: nobody takes, eats or aims at less than nothing."""
    if purpose not in GIVEN or entry.text("measure") == CHANGE:
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


def _typed(entry: EntryReader, *keys: str) -> Typed:
    return {key: number for key in keys if (number := entry.number(key)) is not None}


def _known(typed: Typed, key: str) -> Decimal:
    """Return a number, or zero if it is missing and already reported; `0.00` keeps its decimals."""
    return typed.get(key, Decimal(0))


def _range(entry: EntryReader, units: Units) -> Range:
    typed = _typed(entry, "low", "high")
    if len(typed) < 2:
        entry.problem(entry.mark, "missing-key", f"{entry.path!r} needs both low and high")
    _check_order(entry, typed)
    quantity = Range(_known(typed, "low"), _known(typed, "high"), unit_at(entry, "unit", units))
    _check_unit(entry, typed, quantity.unit)
    return quantity


def _ratio(entry: EntryReader) -> Ratio:
    """Return a ratio; a single numerator is both its low and its high end."""
    keys = ("numerator",) if entry.has("numerator") else ("low", "high")
    typed = _typed(entry, *keys)
    if len(typed) < len(keys):
        entry.problem(entry.mark, "missing-key", f"{entry.path!r} needs a numerator, or low and high")
    entry.text("unit")
    _check_order(entry, typed)
    _check_floor(entry, typed, "the number of a part")
    denominator = _denominator(entry)
    if denominator is not None:
        _check_share(entry, typed, denominator)
    low, high = (_known(typed, key) for key in (keys[0], keys[-1]))
    return Ratio(low, high, denominator or Decimal(1), entry.text("span") or None)


def _denominator(entry: EntryReader) -> Decimal | None:
    """Return the number of all, which is whole and above zero; None where it is not, which is reported."""
    denominator = entry.number("denominator")
    if denominator is not None and denominator > 0 and _whole(denominator):
        return denominator
    message = f"{entry.path!r} needs a denominator above zero, a whole number, not {denominator}"
    entry.problem(entry.mark_of("denominator"), "wrong-value", message)
    return None


def _interval(entry: EntryReader, units: Units) -> Interval:
    measure = entry.choice("measure", MEASURES)
    typed, level = _typed(entry, "estimate", "low", "high"), entry.number("level")
    if len(typed) < 3 or level is None:
        entry.problem(entry.mark, "missing-key", f"{entry.path!r} needs estimate, low, high and level")
    else:
        _check_inside(entry, typed)
        _check_level(entry, level)
    _check_order(entry, typed)
    if measure != CHANGE:
        _check_floor(entry, typed, f"a ratio ({measure})")
    estimate, low, high = (_known(typed, key) for key in ("estimate", "low", "high"))
    unit = unit_at(entry, "unit", units) if entry.has("unit") else NO_UNIT
    return Interval(estimate, low, high, measure, level or Decimal(0), unit)


# --- what cannot be -------------------------------------------------------------------------------


def _whole(number: Decimal) -> bool:
    return number == number.to_integral_value()


def _check_order(entry: EntryReader, typed: Typed) -> None:
    """Report a range that ends before it begins."""
    if {"low", "high"} <= typed.keys() and typed["low"] > typed["high"]:
        message = (
            f"{entry.path!r} is a range from {typed['low']} down to {typed['high']}; write the smaller number as low"
        )
        entry.problem(entry.mark_of("low"), "wrong-value", message)


def _check_inside(entry: EntryReader, typed: Typed) -> None:
    """Report an estimate outside its interval; one at an end is inside."""
    estimate, low, high = typed["estimate"], typed["low"], typed["high"]
    if low <= high and not low <= estimate <= high:
        message = f"the estimate {estimate} lies outside its interval from {low} to {high}; check all three"
        entry.problem(entry.mark_of("estimate"), "wrong-value", message)


def _check_level(entry: EntryReader, level: Decimal) -> None:
    if level not in LEVELS:
        known = ", ".join(map(str, LEVELS))
        entry.problem(entry.mark_of("level"), "wrong-value", f"{level} is no level of confidence; one of {known}")


def _check_share(entry: EntryReader, typed: Typed, denominator: Decimal) -> None:
    """Report a part that is more than its whole."""
    for key, part in typed.items():
        if part > denominator:
            message = f"{part} of {denominator} is more than all of them; check {key} and denominator"
            entry.problem(entry.mark_of(key), "wrong-value", message)


def _check_unit(entry: EntryReader, typed: Typed, unit: Unit) -> None:
    """Report what a unit does not allow: a share above all, a part of a person, a time below zero."""
    measure = entry.text("measure")
    if measure == CHANGE:
        return
    if measure or unit.definition.below_zero == "never":
        _check_floor(entry, typed, f"a ratio ({measure})" if measure else f"a value in {str(unit)!r}")
    for key, number in typed.items():
        fault = _fault(number, unit)
        if fault is not None:
            entry.problem(entry.mark_of(key), "wrong-value", fault)


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
        return f"{number} is no year; write one such as 1993"
    return None


def _check_floor(entry: EntryReader, typed: Typed, what: str) -> None:
    """Report numbers below zero of what cannot be so."""
    for key, number in typed.items():
        if number < 0:
            message = f"{what} cannot be below 0, not {number}; a difference has 'measure: change'"
            entry.problem(entry.mark_of(key), "wrong-value", message)
