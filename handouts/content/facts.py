"""Claims, references, foods, limits, terms and clinics read from their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from handouts.content.entry import EntryReader, one_line
from handouts.content.markup import csl_texts
from handouts.content.model import (
    CONFIDENCES,
    FINDINGS,
    NONE_REPORTED,
    PRINT_RULES,
    PURPOSES,
    STRENGTHS,
    Band,
    Banded,
    BlockedClaim,
    Claim,
    Food,
    Limit,
    Portion,
    Reference,
    SourceNote,
)
from handouts.content.quantities import check_given, read_quantity, unit_at
from handouts.content.safety import SCOPES
from handouts.core.problem import Mark, Problem, did_you_mean, unknown
from handouts.core.quantity import (
    MEASURES,
    Measured,
    Number,
    Quantity,
    Unit,
    known_units,
    rounded,
    unit_named,
)
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Sequence, Source
from handouts.document.grades import BASES, CERTAINTIES

# the printed form of a typed fraction
FRACTIONS = {"1/4": "¼", "1/3": "⅓", "1/2": "½", "2/3": "⅔", "3/4": "¾"}
_FRACTION = re.compile(r"\b\d/\d\b")
# an extension, or a key to press
_DIALLED = re.compile(r"[0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """The entries of one file of claims."""

    claims: Mapping[str, Claim]
    blocked: Mapping[str, BlockedClaim]
    notes: Mapping[str, SourceNote]


def entries_of(source: Source, log: list[Problem]) -> Iterator[tuple[str, EntryReader]]:
    """Yield the ids of a file that is one mapping, each with its entry."""
    if source.root is None:
        return
    if not isinstance(source.root, Nodes):
        log.append(Problem(source.root.mark, "wrong-type", "the file must be a mapping of ids"))
        return
    for name, node in source.root.entries.items():
        yield name, EntryReader(node, log, name, source.root.keys[name])


# --- claims ---------------------------------------------------------------------------------------


def read_claims(source: Source, stem: str, log: list[Problem]) -> ClaimFile:
    """Return the claims of `claims/<stem>.yaml`, whose ids must all be `<stem>.*`."""
    claims: dict[str, Claim] = {}
    blocked: dict[str, BlockedClaim] = {}
    notes: dict[str, SourceNote] = {}
    for name, entry in entries_of(source, log):
        if not name.startswith(f"{stem}."):
            entry.problem(entry.mark, "misplaced-claim", f"claims/{stem}.yaml holds only ids '{stem}.*', not {name!r}")
        if entry.has("blocked"):
            blocked[name] = _blocked(name, entry)
        else:
            claims[name] = _claim(name, entry)
        if (note := _source_note(name, entry)) is not None:
            notes[name] = note
        entry.close()
    return ClaimFile(claims, blocked, notes)


def _claim(name: str, entry: EntryReader) -> Claim:
    before = len(entry.log)
    values = _values(entry)
    misread = any(problem.rule in ("wrong-type", "missing-key") for problem in entry.log[before:])
    return Claim(
        id=name,
        statement=entry.needed("statement"),
        subject=entry.needed("subject"),
        population=entry.needed("population"),
        purpose=entry.choice("purpose", PURPOSES),
        values=values,
        certainty=entry.choice("certainty", CERTAINTIES),
        basis=entry.choice("basis", BASES),
        strength=entry.choice("strength", STRENGTHS) if entry.has("strength") else None,
        references=entry.words("references"),
        audience=entry.choice("audience", ("any", "clinician"), "any"),
        checked=entry.needed_day("checked"),
        review_due=entry.needed_day("review_due"),
        mark=entry.mark,
        scope=entry.choice("scope", SCOPES, SCOPES[0]) if entry.has("scope") else None,
        strength_reason=entry.text("strength_reason") or None,
        graded_by=entry.text("graded_by") or None,
        harms=_harms(entry),
        absolute=entry.text("absolute") or None,
        restates=_restated(entry),
        misread=misread,
    )


def _harms(entry: EntryReader) -> tuple[str, ...]:
    """Return the claims that state the harms, or the word for sources that report none."""
    if isinstance(entry.get("harms"), Scalar):
        return (entry.choice("harms", (NONE_REPORTED,)),)
    return entry.words("harms")


def _restated(entry: EntryReader) -> dict[str | None, tuple[str, ...]]:
    """Return what the values of a claim repeat, by the name of the value."""
    found: dict[str | None, tuple[str, ...]] = {}
    value = entry.get("value")
    if isinstance(value, Nodes) and "restates" in value.entries:
        found[None] = EntryReader(value, entry.log, f"{entry.path}/value").words("restates")
    for name, child in entry.entries("values"):
        if child.has("restates"):
            found[name] = child.words("restates")
    return found


def _blocked(name: str, entry: EntryReader) -> BlockedClaim:
    for key in ("subject", "population"):
        entry.needed(key)
    entry.choice("purpose", PURPOSES)
    entry.choice("audience", ("any", "clinician"), "any")
    return BlockedClaim(
        name,
        entry.needed("blocked"),
        entry.words("references"),
        entry.needed_day("checked"),
        entry.needed_day("review_due"),
        entry.mark,
    )


def _source_note(name: str, entry: EntryReader) -> SourceNote | None:
    node = entry.get("source_says")
    if node is None:
        return None
    says = EntryReader(node, entry.log, f"{name}/source_says")
    note = SourceNote(
        name,
        says.needed("text"),
        says.text("quantity") or None,
        says.choice("verdict", FINDINGS),
        says.choice("print_rule", PRINT_RULES),
        says.needed("why"),
        says.choice("grade", CERTAINTIES) if says.has("grade") else None,
    )
    says.close()
    return note


def _values(entry: EntryReader) -> dict[str | None, Measured]:
    values: dict[str | None, Measured] = {}
    node = entry.get("value")
    if node is not None:
        values[None] = _measured(EntryReader(node, entry.log, f"{entry.path}/value"), entry)
    for name, child in entry.entries("values"):
        values[name] = _measured(child, entry)
    return values


def _measured(value: EntryReader, about: EntryReader) -> Measured:
    """Return a value with its subject and population: its own if it has them, otherwise those of its claim."""
    quantity = read_quantity(value)
    measure = value.choice("measure", MEASURES) if value.has("measure") else None
    value.has("restates")
    purpose = value.choice("purpose", PURPOSES) if value.has("purpose") else about.text("purpose")
    check_given(value, quantity, purpose)
    measured = Measured(
        quantity,
        value.text("subject") or about.text("subject"),
        value.text("population") or about.text("population"),
        purpose,
        value.text("authority") or None,
        measure,
    )
    value.close()
    return measured


# --- references -----------------------------------------------------------------------------------

_OURS = ("confidence", "note", "retracted", "superseded_by", "short", "plain")


def read_references(source: Source, log: list[Problem]) -> dict[str, Reference]:
    """Return the bibliography: CSL items with the project's own fields."""
    return {name: _reference(name, entry) for name, entry in entries_of(source, log)}


def _reference(name: str, entry: EntryReader) -> Reference:
    csl = {key: _as_printed(as_data(node)) for key, node in entry.node.entries.items() if key not in _OURS}
    for key in ("type", "title"):
        entry.need(key)
    for field, text in csl_texts(csl):
        entry.as_printed(text, field, entry.mark_of(field))
    return Reference(
        name,
        csl,
        entry.needed("short"),
        entry.needed("plain"),
        entry.choice("confidence", CONFIDENCES),
        entry.truth("retracted"),
        entry.mark,
        entry.text("superseded_by") or None,
    )


def _as_printed(data: object) -> object:
    """Return the data of an entry with each text on one line."""
    match data:
        case str():
            return one_line(data)
        case list():
            return [_as_printed(item) for item in data]
        case dict():
            return {key: _as_printed(item) for key, item in data.items()}
        case _:
            return data


def as_data(node: Node) -> object:
    """Return a node as plain texts, lists and mappings."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [as_data(item) for item in node.items]
        case Nodes():
            return {key: as_data(child) for key, child in node.entries.items()}


# --- foods and limits -----------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _ColumnRule:
    unit: Unit
    decimals: int
    label: str
    sums: tuple[str, ...]
    of: str
    by: str


def read_foods(source: Source, log: list[Problem]) -> dict[str, Food]:
    """Return foods with the columns declared in their file; a total with an unknown part is unknown."""
    if source.root is None:
        return {}
    whole = EntryReader(source.root, log)
    rules = {name: _column_rule(entry) for name, entry in whole.entries("columns")}
    for name, entry in whole.entries("columns"):
        named = ((entry.mark_of(key), other) for key, other in (("of", rules[name].of), ("by", rules[name].by)))
        _known_columns([*named, *((mark, other) for other, mark in entry.marked_words("sum"))], rules, log)
    bands = tuple(_band(name, entry) for name, entry in whole.entries("bands"))
    parts = whole.words("banded") if bands else ()
    _known_columns([(mark, other) for other, mark in whole.marked_words("banded")], rules, log)
    return {name: _food(name, entry, rules, bands, parts) for name, entry in whole.entries("foods")}


def _known_columns(named: Iterable[tuple[Mark, str]], known: Iterable[str], log: list[Problem]) -> None:
    """Report names of columns that the file does not declare."""
    columns = tuple(known)
    log.extend(
        Problem(mark, "unknown-value", unknown("column", name, columns))
        for mark, name in named
        if name and name not in columns
    )


def _column_rule(entry: EntryReader) -> _ColumnRule:
    decimals = entry.whole("decimals", 0, 0, 6)
    rule = _ColumnRule(
        unit_at(entry, "unit"), decimals, entry.needed("label"), entry.words("sum"), entry.text("of"), entry.text("by")
    )
    entry.close()
    return rule


def _band(name: str, entry: EntryReader) -> Band:
    least, below = entry.amount("from"), entry.amount("below")
    if least is not None and below is not None and least >= below:
        message = f"the band {name!r} ends below {below}, before it begins at {least}"
        entry.problem(entry.mark_of("below"), "wrong-value", message)
    band = Band(name, least, below)
    entry.text("label")
    entry.close()
    return band


# keys of a food that are only for authors
_FOOD_NOTES = ("k2_form", "warfarin_caution", "note", "usda_ndb", "usda_description", "usda_release")


def _food(
    name: str, entry: EntryReader, rules: Mapping[str, _ColumnRule], bands: tuple[Band, ...], parts: tuple[str, ...]
) -> Food:
    food = entry.needed("name")
    for column, rule in rules.items():
        # null says that an amount is unknown; a column that is left out says nothing
        if not rule.sums and column not in entry.node.entries:
            entry.problem(
                entry.mark, "missing-key", f"{entry.path!r} needs the key {column!r}; null, if it is not known"
            )
    amounts = {column: amount for column in rules if (amount := entry.amount(column)) is not None}
    for column, rule in rules.items():
        if rule.sums and all(part in amounts for part in rule.sums):
            amounts[column] = sum((amounts[part] for part in rule.sums), Decimal(0))
    serving = _FRACTION.sub(lambda found: FRACTIONS.get(found[0], found[0]), entry.text("serving"))
    about = f"{food}, {serving}"
    columns = {
        column: Measured(Number(rounded(amount, rules[column].decimals), rules[column].unit), food, about, "content")
        for column, amount in amounts.items()
    }
    portions = tuple(_portions(entry, amounts, rules))
    banded = _banded(entry, amounts, bands, parts) if bands else None
    references, checked = entry.needed_words("references"), entry.needed_day("checked")
    for key in _FOOD_NOTES:
        entry.has(key)
    entry.close()
    return Food(name, food, columns, references, entry.mark, serving, checked, portions, banded)


def _banded(
    entry: EntryReader, amounts: Mapping[str, Decimal], bands: tuple[Band, ...], parts: tuple[str, ...]
) -> Banded:
    """Return the band of a food as typed, and the bands that fit the sum of its known parts."""
    typed = entry.choice("band", tuple(band.id for band in bands))
    known = [amounts[part] for part in parts if part in amounts]
    fitting = tuple(band.id for band in bands if _falls(sum(known, Decimal(0)) if known else None, band))
    return Banded(typed, fitting, entry.mark_of("band"))


def _falls(amount: Decimal | None, band: Band) -> bool:
    if amount is None or band.least is None:
        return amount is None and band.least is None
    return band.least <= amount and (band.below is None or amount < band.below)


def _portions(
    entry: EntryReader, amounts: Mapping[str, Decimal], rules: Mapping[str, _ColumnRule]
) -> Iterator[Portion]:
    """Yield what the amount per 100 g makes of a serving: column `of` is the serving, column `by` its weight."""
    for column, rule in rules.items():
        if rule.of and {column, rule.of, rule.by} <= amounts.keys():
            hundreds = amounts[rule.by] / 100
            leeway = _last_digit(amounts[rule.of]) / 2 + _last_digit(amounts[column]) / 2 * hundreds
            derived, mark = amounts[column] * hundreds, entry.mark_of(rule.of)
            yield Portion(rule.of, amounts[rule.of], derived, leeway, mark)


def _last_digit(amount: Decimal) -> Decimal:
    """Return the value of one unit in the last typed decimal place."""
    exponent = amount.as_tuple().exponent
    return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


def read_limits(source: Source, log: list[Problem]) -> dict[str, Limit]:
    """Return the tolerable upper intakes; the other rules of the file are read by the checks that use them."""
    if source.root is None:
        return {}
    whole = EntryReader(source.root, log)
    columns = tuple(name for name, _ in whole.entries("columns"))
    return {name: _limit(name, entry, columns) for name, entry in whole.entries("limits")}


def _limit(name: str, entry: EntryReader, columns: tuple[str, ...]) -> Limit:
    unit = _limit_unit(entry)
    about = (entry.needed("nutrient"), entry.needed("population"), "upper limit", entry.text("authority") or None)
    amounts = {column: amount for column in columns if (amount := entry.amount(column)) is not None}
    values = {column: Measured(Number(amount, unit), *about) for column, amount in amounts.items()}
    return Limit(name, values, entry.words("references"), entry.mark)


def _limit_unit(entry: EntryReader) -> Unit:
    """Return the unit of a limit, with the period that it applies to."""
    name, period = entry.needed("unit"), entry.text("per")
    whole = f"{name}/{period}" if period else name
    try:
        return unit_named(whole)
    except KeyError:
        if name:
            hint = did_you_mean(whole, known_units())
            entry.problem(entry.mark_of("unit"), "unknown-unit", f"unknown unit {whole!r}{hint}")
        return Unit("none")


# --- amounts that claims restate ------------------------------------------------------------------

_NO_TABLES = ("columns", "conversion", "substances")


def read_tables(source: Source, log: list[Problem]) -> dict[str, Measured]:
    """Return every typed amount of the file of limits by its path: `limits/d.us.19/ul`, `intakes/d.rda.71/value`.

    Of what is wrong with an entry, only the arithmetic is reported here; the rest is, where the rules read it.
    """
    if not isinstance(source.root, Nodes):
        return {}
    sections = {name: node for name, node in source.root.entries.items() if isinstance(node, Nodes)}
    columns = ("value", *sections["columns"].entries) if "columns" in sections else ("value",)
    labels = _labels(EntryReader(source.root, []))
    return {
        path: amount
        for section, node in sections.items()
        if section not in _NO_TABLES
        for name, entry in node.entries.items()
        if isinstance(entry, Nodes)
        for path, amount in _amounts(f"{section}/{name}", entry, columns, labels, log)
    }


def _labels(whole: EntryReader) -> dict[str, str]:
    """Return the name of each substance as texts use it."""
    return {name: entry.text("label") or name for name, entry in whole.entries("substances")}


def _amounts(
    path: str, node: Nodes, columns: tuple[str, ...], labels: Mapping[str, str], log: list[Problem]
) -> Iterator[tuple[str, Measured]]:
    """Yield the amounts of one entry: numbers in the unit of the entry, and quantities in their own units."""
    entry = EntryReader(node, [], path)
    nutrient = entry.text("nutrient")
    about = (labels.get(nutrient, nutrient), entry.text("population"), entry.text("kind"))
    authority = entry.text("authority") or None
    unit = _limit_unit(entry) if entry.has("unit") else None
    for key, child in node.entries.items():
        if unit is not None and key in columns and isinstance(child, Scalar) and not child.empty:
            yield f"{path}/{key}", Measured(Number(entry.decimal(child, key), unit), *about, authority)
        elif isinstance(child, Nodes):
            for below, quantity in _quantities(f"{path}/{key}", child, log):
                yield below, Measured(quantity, *about, authority)


def _quantities(path: str, node: Nodes, log: list[Problem]) -> Iterator[tuple[str, Quantity]]:
    """Yield the quantity of a mapping, or the quantities inside it."""
    if "unit" in node.entries and not {"number", "low"}.isdisjoint(node.entries):
        entry = EntryReader(node, [], path)
        yield path, read_quantity(entry)
        log.extend(problem for problem in entry.log if problem.rule == "wrong-value")
        return
    for key, child in node.entries.items():
        if isinstance(child, Nodes):
            yield from _quantities(f"{path}/{key}", child, log)
