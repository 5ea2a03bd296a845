"""Typed quantities, and the only function that prints them.

A quantity is a number, a range, an estimate with its interval, or a ratio with denominator and time span. Numbers are
`Decimal`, so that `2.0` stays `2.0`. Units are declared by the project (`content/units.yaml`); a unit carries what is
needed to print and to compare it.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction
from typing import Literal, assert_never, get_args

from handouts.core.problem import Mark
from handouts.core.words import SOURCE, word

NO_BREAK_SPACE = "\u00a0"
MINUS = "\u2212"

# the dimensions that the program computes with; it knows all others only as different from each other
TIME = "time"
MASS = "mass"
SHARE = "share"
NUMBER = "number"
FACTOR = "factor"
CALENDAR_YEAR = "calendar year"
# what it counts in: a time in minutes, a mass in grams, a share of the whole; the length of a day in minutes
DAY = 1440
BelowZero = Literal["never", "differences", "always"]
BELOW_ZERO: tuple[BelowZero, ...] = get_args(BelowZero)
MEASURE_WORDS: Mapping[str, str] = {
    "RR": "measure.RR",
    "OR": "measure.OR",
    "HR": "measure.HR",
    "change": "measure.change",
}
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
class UnitForms:
    """What a unit prints after a number in one language: after 1, after any other, and whether a space comes before."""

    one: str
    many: str
    spaced: bool = True


@dataclass(frozen=True, slots=True)
class UnitDefinition:
    """A unit as a project declares it.

    One of it is `factor` base units of its `dimension`; `forms` and `period` (`a day`, after the slash of `mg/day`) are
    its printed words by language. `whole` units are counted one by one. `in_words` says whether a number word before it
    states a number (`two puffs`).
    """

    dimension: str
    factor: Fraction
    forms: Mapping[str, UnitForms]
    period: Mapping[str, str] = field(default_factory=dict)
    below_zero: BelowZero = "never"
    whole: bool = False
    in_words: bool = True
    mark: Mark | None = None

    def forms_in(self, lang: str) -> UnitForms:
        """Return the forms of a language; without any, those of the content's language, which are reported."""
        return self.forms[lang if lang in self.forms else SOURCE]

    def period_in(self, lang: str) -> str:
        """Return the words of a period in a language; without any, those of the content's language."""
        return self.period[lang if lang in self.period else SOURCE]

    @property
    def words(self) -> frozenset[str]:
        """All forms in all languages, except empty ones."""
        return frozenset(form for forms in self.forms.values() for form in (forms.one, forms.many) if form)


# what the program itself computes is a plain number, also in a project that declares no unit
_PLAIN = UnitDefinition(NUMBER, Fraction(1), {SOURCE: UnitForms("", "")}, below_zero="always")
PLAIN = "none"


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit id with an optional period (`mg`, `mg/day`), and what the project declares of the two."""

    id: str
    period: str | None
    definition: UnitDefinition = field(compare=False, repr=False)
    per: UnitDefinition | None = field(default=None, compare=False, repr=False)

    @property
    def dimension(self) -> str:
        """What is measured; only quantities of the same dimension can be compared."""
        return self.definition.dimension

    def __str__(self) -> str:
        return f"{self.id}/{self.period}" if self.period else self.id


NO_UNIT = Unit(PLAIN, None, _PLAIN)


@dataclass(frozen=True, slots=True)
class Units:
    """The units of a project by id; `there` is false where its file is missing or cannot be read."""

    definitions: Mapping[str, UnitDefinition] = field(default_factory=dict)
    there: bool = False

    def named(self, name: str) -> Unit:
        """Return the unit with an id such as `ug/day`. Raises KeyError for an unknown id."""
        if name == PLAIN:
            return NO_UNIT
        if name in self.definitions:
            return Unit(name, None, self.definitions[name])
        stem, _, period = name.rpartition("/")
        per = self.definitions[period]
        if not per.period:
            raise KeyError(name)
        return Unit(stem, period, self.definitions[stem], per)

    def has(self, name: str) -> bool:
        """Return whether a unit has this id."""
        try:
            return self.named(name) is not None
        except KeyError:
            return False

    @property
    def ids(self) -> tuple[str, ...]:
        """The ids that may stand before a period."""
        return (*self.definitions, PLAIN)

    @property
    def periods(self) -> tuple[str, ...]:
        """The ids that may stand after the slash of another unit."""
        return tuple(name for name, each in self.definitions.items() if each.period)

    @property
    def known(self) -> tuple[str, ...]:
        """All ids, including those with a period."""
        return (*self.ids, *(f"{name}/{period}" for name in self.definitions for period in self.periods))

    def nouns(self, lang: str) -> tuple[str, ...]:
        """Return the nouns of the project that number words may count, besides those that the language has anyway."""
        forms = [each.forms[lang] for each in self.definitions.values() if each.in_words and lang in each.forms]
        nouns = dict.fromkeys(noun for each in forms for noun in (each.one, each.many) if is_noun(noun))
        return tuple(noun for noun in nouns if noun not in word("counted", lang).split())


def is_noun(form: str) -> bool:
    """Return whether a printed form consists of words, as opposed to a symbol such as `mg/kg` or `%`."""
    return bool(form) and all(each.isalpha() for each in form.replace("-", " ").split())


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
        return Range(low, high, NO_UNIT)


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


def unit_ids(quantity: Quantity) -> frozenset[str]:
    """Return the ids of the units in which a quantity is printed: `mg` and `day` for 5 mg a day."""
    match quantity:
        case Number(unit=unit) | Range(unit=unit) | Interval(unit=unit):
            return ids_in(unit)
        case Ratio():
            return frozenset()
        case _:
            assert_never(quantity)


def ids_in(unit: Unit) -> frozenset[str]:
    """Return the id of a unit, and that of its period, which is a unit too."""
    return frozenset((unit.id, unit.period) if unit.period else (unit.id,))


def in_base_unit(value: Decimal, unit: Unit) -> Decimal:
    """Return a number in the base unit of its dimension: a time in minutes, a mass in grams."""
    factor = unit.definition.factor
    return value * factor.numerator / factor.denominator


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
    return digits(value, lang, grouped=unit.dimension != CALENDAR_YEAR)


def _with_unit(amount: str, unit: Unit, count: Decimal, lang: str) -> str:
    forms = unit.definition.forms_in(lang)
    name = forms.one if count == 1 else forms.many
    gap = NO_BREAK_SPACE if name and forms.spaced else ""
    text = f"{amount}{gap}{name}"
    return word("per", lang, amount=text, period=unit.per.period_in(lang)) if unit.per is not None else text


def _unit_name(unit: Unit, lang: str) -> str:
    return unit.definition.forms_in(lang).many


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
