"""Units read from `content/units.yaml`, and looked up by the readers of values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from fractions import Fraction

from handouts.content.kinds import PRINTED
from handouts.core.problem import Mark, Problem
from handouts.core.quantity import (
    BELOW_ZERO,
    NO_UNIT,
    PLAIN,
    TIME,
    Unit,
    UnitDefinition,
    UnitForms,
    Units,
)
from handouts.core.schema import (
    TEXT,
    TRUTH,
    Entry,
    FileSchema,
    Key,
    Kind,
    Shape,
    needed,
    number_of,
    one,
    one_of,
    one_or,
    optional,
    otherwise,
    words_to,
)
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Source
from handouts.core.words import SOURCE

UNITS = "content/units.yaml"
# how many units a message lists, the nearest first
LISTED = 8
_ID = re.compile(r"[\w%°](?:[\w%°²³. /-]*[\w%°²³])?\Z")
_FRACTION = re.compile(r"([1-9][0-9]{0,11})/([1-9][0-9]{0,11})\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def _factor(entry: Entry, key: str, node: Node) -> Fraction:
    """Return a factor above zero, written as a number or as a fraction of whole numbers."""
    before = len(entry.log)
    typed = _FRACTION.match(node.text) if isinstance(node, Scalar) else None
    factor = Fraction(int(typed[1]), int(typed[2])) if typed else Fraction(number_of(entry, key, node))
    if factor > 0:
        return factor
    if len(entry.log) == before:
        message = f"the factor of {entry.path!r} must be above zero; write one such as 0.001 or 1/60"
        entry.problem(node.mark, "wrong-value", message)
    return Fraction(1)


FACTOR: Kind[Fraction] = Kind(
    "a number above zero, or a fraction such as 1/60", _factor, {"type": ["number", "string"]}
)


class UnitFormsShape(Shape, id="unit.forms"):
    """The printed forms of a unit in one language, where it has more than a symbol."""

    one = optional(PRINTED, "what stands after 1", "day")
    many = needed(PRINTED, "what stands after any other number", "days")
    space = otherwise(TRUTH, True, "whether a space stands before it", "false")


class UnitShape(Shape, id="unit"):
    """A unit in which values are written."""

    dimension = needed(
        TEXT,
        "what it measures; only values of one dimension are compared, and `time` is drawn on timelines",
        "pressure",
    )
    factor = otherwise(FACTOR, Fraction(1), "how many base units of its dimension one of it is", "1/60")
    forms = otherwise(
        words_to(one_or(PRINTED, one(UnitFormsShape)), "languages to printed forms"),
        (),
        "what stands after the number, by language: a symbol, or the words for one and for many",
        "{en: {one: puff, many: puffs}}",
    )
    bare = otherwise(TRUTH, False, "whether the number is printed alone, so that the text names what it counts", "true")
    period = otherwise(
        words_to(PRINTED, "languages to words"),
        (),
        "its words where it is the period of another unit, as in mg/day, by language",
        "{en: a day}",
    )
    below_zero = otherwise(
        one_of(BELOW_ZERO), "never", "whether a value, or only a difference, can be below 0", "always"
    )
    whole = otherwise(TRUTH, False, "whether it is counted one by one, without decimals", "true")
    in_words = otherwise(
        TRUTH, True, "whether a number word before it states a number: two puffs; `one time` does not", "false"
    )
    EXAMPLE = "dimension: puffs\nforms: {en: {one: puff, many: puffs}}\nwhole: true"


UNITS_FILE = FileSchema(UNITS, "the units of all values", words_to(one(UnitShape), "ids to units"))


def read_units(source: Source, log: list[Problem]) -> Units:
    """Return the units of a project; entries that cannot be read are reported, and are known all the same."""
    if not isinstance(source.root, Nodes):
        return Units()
    definitions = {name: _definition(entry) for name, entry in UNITS_FILE.read(source, log)}
    for name, mark in source.root.keys.items():
        _check_id(name, mark, log)
    _check_ambiguous(definitions, log)
    return Units(definitions, there=True)


def _definition(entry: Entry) -> UnitDefinition:
    definition = UnitDefinition(
        dimension=entry.read(UnitShape.dimension),
        factor=entry.read(UnitShape.factor),
        forms=_forms(entry),
        period=_periods(entry),
        below_zero=entry.read(UnitShape.below_zero),
        whole=entry.read(UnitShape.whole),
        in_words=entry.read(UnitShape.in_words),
        mark=entry.mark,
    )
    if definition.period and definition.dimension != TIME:
        message = f"{entry.path!r} has a period and must measure {TIME}, not {definition.dimension}"
        entry.problem(entry.mark_of(UnitShape.period), "wrong-value", message)
    return definition


def _forms(entry: Entry) -> Mapping[str, UnitForms]:
    """Return the printed forms by language; of a bare unit, a form without words."""
    found = {lang: _form(form) for lang, form in entry.read(UnitShape.forms)}
    _check_languages(entry, UnitShape.forms)
    if entry.read(UnitShape.bare):
        if found:
            message = f"{entry.path!r} is bare, so that its forms are never printed; leave one of the two out"
            entry.problem(entry.mark_of(UnitShape.forms), "mixed-keys", message)
        return {SOURCE: UnitForms("", "")}
    if SOURCE not in found:
        message = f"{entry.path!r} needs its printed form in {SOURCE!r}, such as forms: {{{SOURCE}: mg}}; or bare: true"
        entry.problem(entry.mark, "missing-key", message)
    return {SOURCE: UnitForms("", ""), **found}


def _form(form: str | Entry) -> UnitForms:
    """Return the forms of one language: a symbol, or the words for one and for many."""
    if isinstance(form, str):
        return UnitForms(form, form)
    many = form.read(UnitFormsShape.many)
    return UnitForms(form.read(UnitFormsShape.one) or many, many, form.read(UnitFormsShape.space))


def _periods(entry: Entry) -> Mapping[str, str]:
    periods = dict(entry.read(UnitShape.period))
    _check_languages(entry, UnitShape.period)
    if periods and SOURCE not in periods:
        message = f"the period of {entry.path!r} needs its words in {SOURCE!r}: period: {{{SOURCE}: a day}}"
        entry.problem(entry.mark_of(UnitShape.period), "missing-key", message)
    return {SOURCE: "", **periods} if periods else {}


def _check_languages(
    entry: Entry, key: Key[tuple[tuple[str, str], ...]] | Key[tuple[tuple[str, str | Entry], ...]]
) -> None:
    """Report keys that cannot be languages."""
    typed = entry.typed(key)
    for lang, mark in typed.keys.items() if isinstance(typed, Nodes) else ():
        if not _LANGUAGE.match(lang):
            message = f"{lang!r} is not a language; write one such as {SOURCE!r} before each form"
            entry.problem(mark, "unknown-language", message)


def _check_id(name: str, mark: Mark, log: list[Problem]) -> None:
    if name == PLAIN:
        message = f"{PLAIN!r} is the program's own unit of a plain number; give this one another id"
        log.append(Problem(mark, "duplicate-id", message))
    elif not _ID.match(name):
        message = f"{name!r} is not an id of a unit; write letters and digits, such as mmHg, L/min or working-day"
        log.append(Problem(mark, "wrong-id", message))


def _check_ambiguous(definitions: Mapping[str, UnitDefinition], log: list[Problem]) -> None:
    """Report ids that differ only in capitals, and ids that already mean one unit over a period of another."""
    seen: dict[str, str] = {}
    for name, definition in definitions.items():
        first = seen.setdefault(name.casefold(), name)
        if first != name and definition.mark:
            message = f"{name!r} differs from {first!r} only in capitals; give one of the two another id"
            log.append(Problem(definition.mark, "duplicate-id", message))
        stem, _, period = name.rpartition("/")
        if stem in definitions and period in definitions and definitions[period].period and definition.mark:
            message = f"{name!r} is already {stem!r} over the period {period!r}; leave this entry out"
            log.append(Problem(definition.mark, "duplicate-id", message))


# --- where values name them -----------------------------------------------------------------------


def unit_at(entry: Entry, key: Key[str] | Key[str | None], units: Units) -> Unit:
    """Return the unit that a key names."""
    return unit_named(entry.read(key) or "", entry.mark_of(key), units, entry.log)


def unit_named(name: str, mark: Mark, units: Units, log: list[Problem]) -> Unit:
    """Return a unit by its id; one that the project does not declare is reported, and counts as a plain number."""
    try:
        return units.named(name)
    except KeyError:
        # where the file is missing or cannot be read, that alone is said
        if name and units.there:
            log.append(Problem(mark, "unknown-unit", unknown_unit(name, units)))
        return NO_UNIT


def unknown_unit(name: str, units: Units) -> str:
    """Return the message for a unit that the project does not declare: those that it does, nearest first."""
    stem, _, period = name.rpartition("/")
    missing = stem if stem and stem not in units.definitions else period if stem else name
    # with an unknown word before the period, units of the same period are no help
    near = _nearest(name, units.known) if missing == period and stem else _nearest(missing, units.ids)
    others = len(units.ids) - LISTED
    more = f" or one of {others} others" if others > 0 else ""
    return f"unknown unit {name!r}; use {', '.join(near[:LISTED])}{more}, or declare {missing!r} in {UNITS}"


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return ids by their likeness to a name, those that are alike in the order in which they are declared."""
    # imported here, because most runs have no misspelt word
    import difflib

    typed = name.casefold()
    return sorted(known, key=lambda each: -difflib.SequenceMatcher(None, typed, each).ratio())
