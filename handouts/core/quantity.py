"""Typed quantities, and the only function that prints them.

A quantity is a number, a range, an estimate with its interval, or a ratio with denominator and time span. Numbers are
`Decimal`, so that `2.0` stays `2.0`. Units are ids from a closed list, such as `mg`, `ug` (µg) and `iu` (IU).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, assert_never, get_args

from handouts.core.words import word

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# dimension, and factor to its base unit; a dimension with one unit compares only with itself
DIMENSIONS: dict[str, tuple[str, Decimal]] = {
    "ug": ("mass", Decimal("0.000001")),
    "mg": ("mass", Decimal("0.001")),
    "g": ("mass", Decimal(1)),
    "kg": ("mass", Decimal(1000)),
    "iu": ("activity", Decimal(1)),
    "ml": ("volume", Decimal("0.001")),
    "l": ("volume", Decimal(1)),
    "percent": ("share", Decimal("0.01")),
    "nmol/l": ("substance concentration", Decimal(1)),
    "ng/ml": ("mass concentration", Decimal(1)),
    "ug/l": ("mass concentration", Decimal(1)),
    "ug/100g": ("content", Decimal(1)),
    "mg/kg": ("dose by weight", Decimal(1)),
    "inr": ("inr", Decimal(1)),
    "minute": ("time", Decimal(1)),
    "hour": ("time", Decimal(60)),
    "day": ("time", Decimal(1440)),
    "week": ("time", Decimal(10080)),
    "month": ("time", Decimal(43800)),
    "year": ("time", Decimal(525600)),
    "people": ("people", Decimal(1)),
    "case": ("cases", Decimal(1)),
    "food": ("foods", Decimal(1)),
    "times": ("factor", Decimal(1)),
    "time": ("times", Decimal(1)),
    "unit": ("alcohol", Decimal(1)),
    "drop": ("drops", Decimal(1)),
    "portion": ("portions", Decimal(1)),
    "none": ("number", Decimal(1)),
    "year-date": ("calendar year", Decimal(1)),
}
# the printed words of each unit, period and measure, by their ids
UNIT_WORDS: Mapping[str, str] = {
    "ug": "unit.ug",
    "mg": "unit.mg",
    "g": "unit.g",
    "kg": "unit.kg",
    "iu": "unit.iu",
    "ml": "unit.ml",
    "l": "unit.l",
    "percent": "unit.percent",
    "nmol/l": "unit.nmol/l",
    "ng/ml": "unit.ng/ml",
    "ug/l": "unit.ug/l",
    "ug/100g": "unit.ug/100g",
    "mg/kg": "unit.mg/kg",
    "inr": "unit.inr",
    "minute": "unit.minute",
    "hour": "unit.hour",
    "day": "unit.day",
    "week": "unit.week",
    "month": "unit.month",
    "year": "unit.year",
    "people": "unit.people",
    "case": "unit.case",
    "food": "unit.food",
    "times": "unit.times",
    "time": "unit.time",
    "unit": "unit.unit",
    "drop": "unit.drop",
    "portion": "unit.portion",
    "none": "unit.none",
    "year-date": "unit.year-date",
}
PERIOD_WORDS: Mapping[str, str] = {"day": "period.day", "week": "period.week"}
MEASURE_WORDS: Mapping[str, str] = {
    "RR": "measure.RR",
    "OR": "measure.OR",
    "HR": "measure.HR",
    "change": "measure.change",
}
PERIODS = tuple(PERIOD_WORDS)
MEASURES = tuple(MEASURE_WORDS)
Part = Literal[
    "value",
    "low",
    "high",
    "unit",
    "numerator",
    "denominator",
    "span",
    "estimate",
    "per-1000",
    "of-1000",
    "per-100000",
    "of-100000",
]
PARTS: tuple[Part, ...] = get_args(Part)
_SHARES: tuple[Part, ...] = ("per-1000", "of-1000", "per-100000", "of-100000")


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit id with an optional period: `mg`, `mg/day`."""

    id: str
    period: str | None = None

    @property
    def dimension(self) -> str:
        """What is measured; only quantities of the same dimension can be compared."""
        return DIMENSIONS[self.id][0]

    def __str__(self) -> str:
        return f"{self.id}/{self.period}" if self.period else self.id


@dataclass(frozen=True, slots=True)
class Number:
    """A single number with its unit."""

    value: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Range:
    """A range from low to high in one unit."""

    low: Decimal
    high: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Interval:
    """An estimate with its confidence interval; `level` is in percent."""

    estimate: Decimal
    low: Decimal
    high: Decimal
    measure: str
    level: Decimal
    unit: Unit


@dataclass(frozen=True, slots=True)
class Ratio:
    """A count out of a denominator over a time span; low and high are equal where one number is known."""

    low: Decimal
    high: Decimal
    denominator: Decimal
    span: str | None

    def per(self, denominator: int) -> Range:
        """Return the same ratio for another denominator, not rounded."""
        # divided last, so that 3 of 3 are all of 1,000
        low, high = (end * denominator / self.denominator for end in (self.low, self.high))
        return Range(low, high, Unit("none"))


Quantity = Number | Range | Interval | Ratio


@dataclass(frozen=True, slots=True)
class Measured:
    """A quantity with its subject, population and purpose, by which materials are compared.

    `measure` is that of a relative estimate whose source gives no interval.
    """

    quantity: Quantity
    subject: str
    population: str
    purpose: str
    authority: str | None = None
    measure: str | None = None


def unit_named(name: str) -> Unit:
    """Return the unit with an id such as `ug/day`. Raises KeyError for an unknown id."""
    if name in DIMENSIONS:
        return Unit(name)
    stem, _, period = name.rpartition("/")
    if stem in DIMENSIONS and period in PERIODS:
        return Unit(stem, period)
    raise KeyError(name)


def known_units() -> list[str]:
    """Return all unit ids, including those with a period."""
    return [*DIMENSIONS, *(f"{stem}/{period}" for stem in DIMENSIONS for period in PERIODS)]


def in_base_unit(value: Decimal, unit: Unit) -> Decimal:
    """Return a number in the base unit of its dimension: a time in minutes, a mass in grams."""
    return value * DIMENSIONS[unit.id][1]


def parts_of(quantity: Quantity) -> tuple[Part, ...]:
    """Return the parts that a placeholder may request from a quantity."""
    match quantity:
        case Number():
            return ("value", "unit")
        case Range():
            return ("value", "low", "high", "unit")
        case Interval():
            return ("value", "estimate", "low", "high", "unit")
        case Ratio():
            ends: tuple[Part, ...] = ("low", "high") if quantity.low != quantity.high else ()
            return ("value", "numerator", "denominator", "span", *ends, *_SHARES)
        case _:
            assert_never(quantity)


def printed(quantity: Quantity, lang: str, part: Part | None = None) -> str:
    """Return the printed form of a quantity with its unit, or of one part of it."""
    match quantity:
        case Number():
            return _number(quantity, part, lang)
        case Range():
            return _range(quantity, part, lang)
        case Interval():
            return _interval(quantity, part, lang)
        case Ratio():
            return _ratio(quantity, part, lang)
        case _:
            assert_never(quantity)


def digits(value: Decimal, lang: str, *, grouped: bool = True) -> str:
    """Return a number with the decimals that were typed, a true minus sign and a thousands separator."""
    text = f"{value:,f}" if grouped else f"{value:f}"
    separators = {",": word("thousands", lang), ".": word("decimal-point", lang), "-": MINUS}
    return "".join(separators.get(char, char) for char in text)


def rounded(value: Decimal, decimals: int) -> Decimal:
    """Return a number rounded half up to a number of decimals."""
    return value.quantize(Decimal(1).scaleb(-decimals), rounding="ROUND_HALF_UP")


def _plain(value: Decimal, unit: Unit, lang: str) -> str:
    return digits(value, lang, grouped=unit.id != "year-date")


def _with_unit(amount: str, unit: Unit, count: Decimal, lang: str) -> str:
    names = word(UNIT_WORDS[unit.id], lang).split("|")
    name = names[0] if count == 1 else names[-1]
    gap = "" if unit.id == "percent" or not name else NO_BREAK_SPACE
    text = f"{amount}{gap}{name}"
    if unit.period is None:
        return text
    return word("per", lang, amount=text, period=word(PERIOD_WORDS[unit.period], lang))


def _unit_name(unit: Unit, lang: str) -> str:
    return word(UNIT_WORDS[unit.id], lang).split("|")[-1]


def _span(low: Decimal, high: Decimal, unit: Unit, lang: str) -> str:
    return word(
        "range.signed" if low < 0 else "range", lang, low=_plain(low, unit, lang), high=_plain(high, unit, lang)
    )


def _number(quantity: Number, part: Part | None, lang: str) -> str:
    text = _plain(quantity.value, quantity.unit, lang)
    if part is None:
        return _with_unit(text, quantity.unit, quantity.value, lang)
    return _unit_name(quantity.unit, lang) if part == "unit" else text


def _range(quantity: Range, part: Part | None, lang: str) -> str:
    match part:
        case "low":
            return _plain(quantity.low, quantity.unit, lang)
        case "high":
            return _plain(quantity.high, quantity.unit, lang)
        case "unit":
            return _unit_name(quantity.unit, lang)
        case None:
            text = _span(quantity.low, quantity.high, quantity.unit, lang)
            return _with_unit(text, quantity.unit, quantity.high, lang)
        case _:
            return _span(quantity.low, quantity.high, quantity.unit, lang)


def _interval(quantity: Interval, part: Part | None, lang: str) -> str:
    unit = quantity.unit
    match part:
        case "estimate" | "value":
            return _with_unit(_plain(quantity.estimate, unit, lang), unit, quantity.estimate, lang)
        case "low":
            return _plain(quantity.low, unit, lang)
        case "high":
            return _plain(quantity.high, unit, lang)
        case "unit":
            return _unit_name(unit, lang)
        case _:
            estimate = _with_unit(_plain(quantity.estimate, unit, lang), unit, quantity.estimate, lang)
            measure = word(MEASURE_WORDS[quantity.measure], lang)
            text = word(
                "interval",
                lang,
                estimate=estimate,
                level=digits(quantity.level, lang),
                range=_span(quantity.low, quantity.high, unit, lang),
            )
            return f"{measure}{NO_BREAK_SPACE}{text}" if measure else text


def _ratio(quantity: Ratio, part: Part | None, lang: str) -> str:
    match part:
        case "low":
            return digits(quantity.low, lang)
        case "high":
            return digits(quantity.high, lang)
        case "denominator":
            return digits(quantity.denominator, lang)
        case "span":
            return quantity.span or ""
        case "per-1000":
            return _share(quantity, 1_000, lang)
        case "of-1000":
            return digits(Decimal(1_000), lang)
        case "per-100000":
            return _share(quantity, 100_000, lang)
        case "of-100000":
            return digits(Decimal(100_000), lang)
        case "numerator" | "value":
            return _ends(quantity.low, quantity.high, lang)
        case _:
            return word(
                "out-of",
                lang,
                numerator=_ends(quantity.low, quantity.high, lang),
                denominator=digits(quantity.denominator, lang),
            )


def _ends(low: Decimal, high: Decimal, lang: str) -> str:
    if low == high:
        return digits(low, lang)
    return word("range", lang, low=digits(low, lang), high=digits(high, lang))


def _share(quantity: Ratio, denominator: int, lang: str) -> str:
    share = quantity.per(denominator)
    decimals = _decimals(share, Decimal(denominator))
    return _ends(_shown(share.low, decimals), _shown(share.high, decimals), lang)


def _decimals(share: Range, whole: Decimal) -> int:
    """Return how many decimals a derived share needs: one, or more where one would print some as nobody or as all."""
    decimals = 1
    while (share.high > 0 == rounded(share.high, decimals)) or (share.low < whole == rounded(share.low, decimals)):
        decimals += 1
    return decimals


def _shown(value: Decimal, decimals: int) -> Decimal:
    """Return a derived number without false precision: few decimals, and none that says nothing."""
    short = rounded(value, decimals)
    return rounded(short, 0) if short == short.to_integral_value() else short
