"""Units read from `content/units.yaml`, and looked up by the readers of values."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from fractions import Fraction

from handouts.content.entry import EntryReader
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
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Source
from handouts.core.words import SOURCE

UNITS = "content/units.yaml"
# how many units a message lists, the nearest first
LISTED = 8
_ID = re.compile(r"[\w%°](?:[\w%°²³. /-]*[\w%°²³])?\Z")
_FRACTION = re.compile(r"([1-9][0-9]{0,11})/([1-9][0-9]{0,11})\Z")
_LANGUAGE = re.compile(r"[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*\Z")


def read_units(source: Source, log: list[Problem]) -> Units:
    """Return the units of a project; entries that cannot be read are reported, and are known all the same."""
    if not isinstance(source.root, Nodes):
        return Units()
    definitions = {}
    for name, node in source.root.entries.items():
        entry = EntryReader(node, log, name, source.root.keys[name])
        definitions[name] = _definition(entry)
        _check_id(name, entry.mark, log)
    _check_ambiguous(definitions, log)
    return Units(definitions, there=True)


def _definition(entry: EntryReader) -> UnitDefinition:
    definition = UnitDefinition(
        dimension=entry.needed("dimension"),
        factor=_factor(entry),
        forms=_forms(entry),
        period=_periods(entry),
        below_zero=entry.choice("below_zero", BELOW_ZERO, "never"),
        whole=entry.truth("whole"),
        in_words=entry.truth("in_words", "true"),
        mark=entry.mark,
    )
    entry.close()
    if definition.period and definition.dimension != TIME:
        message = f"{entry.path!r} has a period and must measure {TIME}, not {definition.dimension}"
        entry.problem(entry.mark_of("period"), "wrong-value", message)
    return definition


def _factor(entry: EntryReader) -> Fraction:
    """Return how many base units one of it is: a number, or a fraction of whole numbers."""
    node = entry.get("factor")
    if node is None:
        return Fraction(1)
    typed = _FRACTION.match(entry.scalar(node, "factor"))
    factor = Fraction(int(typed[1]), int(typed[2])) if typed else Fraction(entry.decimal(node, "factor"))
    if factor > 0:
        return factor
    entry.problem(node.mark, "wrong-value", f"the factor of {entry.path!r} must be above zero, such as 0.001 or 1/60")
    return Fraction(1)


def _forms(entry: EntryReader) -> Mapping[str, UnitForms]:
    """Return the printed forms by language; of a bare unit, a form without words."""
    bare = entry.truth("bare")
    if bare and entry.has("forms"):
        message = f"{entry.path!r} is bare, so that its forms are never printed; leave one of the two out"
        entry.problem(entry.mark_of("forms"), "stray-forms", message)
    if bare:
        return {SOURCE: UnitForms("", "")}
    forms = dict(_by_language(entry, "forms"))
    found = {lang: _form(entry, lang, node) for lang, node in forms.items()}
    if SOURCE not in found:
        message = f"{entry.path!r} needs its printed form in {SOURCE!r}: forms: {{{SOURCE}: mg}}"
        entry.problem(entry.mark, "missing-key", message)
    return {SOURCE: UnitForms("", ""), **found}


def _form(entry: EntryReader, lang: str, node: Node) -> UnitForms:
    """Return the forms of one language: a symbol, or the words for one and for many."""
    if isinstance(node, Scalar):
        text = _said(entry, node, lang)
        return UnitForms(text, text)
    form = EntryReader(node, entry.log, f"{entry.path}/forms/{lang}")
    many = form.needed("many")
    forms = UnitForms(form.text("one") or many, many, form.truth("space", "true"))
    form.close()
    return forms


def _periods(entry: EntryReader) -> Mapping[str, str]:
    periods = {lang: _said(entry, node, lang) for lang, node in _by_language(entry, "period")}
    if periods and SOURCE not in periods:
        message = f"the period of {entry.path!r} needs its words in {SOURCE!r}: period: {{{SOURCE}: a day}}"
        entry.problem(entry.mark_of("period"), "missing-key", message)
    return {SOURCE: "", **periods} if periods else {}


def _said(entry: EntryReader, node: Node, lang: str) -> str:
    text = entry.plain(node, lang)
    if isinstance(node, Scalar) and not text.strip():
        entry.problem(node.mark, "empty-text", f"{lang!r} in {entry.path!r} is empty; write it, or leave it out")
    return text.strip()


def _by_language(entry: EntryReader, key: str) -> Iterator[tuple[str, Node]]:
    """Yield the entries of a mapping by language; other keys are reported."""
    for lang, node, mark in entry.children(key):
        if _LANGUAGE.match(lang):
            yield lang, node
        else:
            message = f"{lang!r} is no language; write one such as {SOURCE!r} before each form"
            entry.problem(mark, "unknown-language", message)


def _check_id(name: str, mark: Mark, log: list[Problem]) -> None:
    if name == PLAIN:
        message = f"{PLAIN!r} is the program's own unit of a plain number; give this one another id"
        log.append(Problem(mark, "duplicate-id", message))
    elif not _ID.match(name):
        message = f"{name!r} is no id of a unit; write letters and digits, such as mmHg, L/min or working-day"
        log.append(Problem(mark, "bad-id", message))


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


def unit_at(entry: EntryReader, key: str, units: Units) -> Unit:
    """Return the unit that a required key names."""
    return unit_named(entry.needed(key), entry.mark_of(key), units, entry.log)


def unit_over_period(entry: EntryReader, units: Units) -> Unit:
    """Return the unit that the keys `unit` and `per` name."""
    name, period = entry.needed("unit"), entry.text("per")
    return unit_named(f"{name}/{period}" if name and period else name, entry.mark_of("unit"), units, entry.log)


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
    near = _nearest(name, units.known if "/" in name else units.ids)
    others = len(units.ids) - LISTED
    more = f" or one of {others} others in {UNITS}" if others > 0 else f"; declare others in {UNITS}"
    return f"unknown unit {name!r}; use {', '.join(near[:LISTED])}{more}"


def _nearest(name: str, known: Iterable[str]) -> list[str]:
    """Return ids by their likeness to a name, those that are alike in the order in which they are declared."""
    # imported here, because most runs have no misspelt word
    import difflib

    typed = name.casefold()
    return sorted(known, key=lambda each: -difflib.SequenceMatcher(None, typed, each).ratio())
