"""Claims, references, foods, limits, terms and clinics read from their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from handouts.content.entry import Entry
from handouts.content.model import (
    BASES,
    CERTAINTIES,
    BlockedClaim,
    Claim,
    Clinic,
    Food,
    Limit,
    Reference,
    SourceNote,
    Term,
    Waiver,
)
from handouts.content.prose import Prose, parse
from handouts.content.safety import SCOPES
from handouts.problem import Problem, did_you_mean
from handouts.quantity import (
    MEASURES,
    Interval,
    Measured,
    Number,
    Quantity,
    Range,
    Ratio,
    Unit,
    known_units,
    rounded,
    unit_named,
)
from handouts.source import Mapping as Nodes
from handouts.source import Node, Scalar, Sequence, Source

AUTHORITIES = ("US", "EU", "UK")


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """The entries of one file of claims."""

    claims: Mapping[str, Claim]
    blocked: Mapping[str, BlockedClaim]
    notes: Mapping[str, SourceNote]


def entries_of(source: Source, log: list[Problem]) -> Iterator[tuple[str, Entry]]:
    """The ids of a file that is one mapping, each with its entry."""
    if source.root is None:
        return
    if not isinstance(source.root, Nodes):
        log.append(Problem(source.root.mark, "wrong-type", "the file must be a mapping of ids"))
        return
    for name, node in source.root.entries.items():
        yield name, Entry(node, log, name, source.root.keys[name])


# --- claims ---------------------------------------------------------------------------------------


def read_claims(source: Source, stem: str, log: list[Problem]) -> ClaimFile:
    """The claims of `claims/<stem>.yaml`, which holds only ids `<stem>.*`."""
    claims: dict[str, Claim] = {}
    blocked: dict[str, BlockedClaim] = {}
    notes: dict[str, SourceNote] = {}
    for name, entry in entries_of(source, log):
        if not name.startswith(f"{stem}."):
            entry.problem(entry.mark, "wrong-file", f"claims/{stem}.yaml holds only ids '{stem}.*', not {name!r}")
        if entry.has("blocked"):
            blocked[name] = _blocked(name, entry)
        else:
            claims[name] = _claim(name, entry)
        if (note := _source_note(name, entry)) is not None:
            notes[name] = note
        entry.close()
    return ClaimFile(claims, blocked, notes)


def _claim(name: str, entry: Entry) -> Claim:
    return Claim(
        id=name,
        statement=entry.needed("statement"),
        subject=entry.needed("subject"),
        population=entry.needed("population"),
        purpose=entry.needed("purpose"),
        values=_values(entry),
        certainty=entry.choice("certainty", CERTAINTIES),
        basis=entry.choice("basis", BASES),
        strength=entry.text("strength") or None,
        references=entry.words("references"),
        audience=entry.choice("audience", ("any", "clinician"), "any"),
        checked=entry.needed_day("checked"),
        review_due=entry.needed_day("review_due"),
        mark=entry.mark,
        scope=entry.choice("scope", SCOPES, SCOPES[0]) if entry.has("scope") else None,
    )


def _blocked(name: str, entry: Entry) -> BlockedClaim:
    for key in ("subject", "population", "purpose", "audience"):
        entry.text(key)
    return BlockedClaim(
        name,
        entry.needed("blocked"),
        entry.words("references"),
        entry.needed_day("checked"),
        entry.needed_day("review_due"),
        entry.mark,
    )


def _source_note(name: str, entry: Entry) -> SourceNote | None:
    node = entry.get("source_says")
    if node is None:
        return None
    says = Entry(node, entry.log, f"{name}/source_says")
    note = SourceNote(
        name,
        says.needed("text"),
        says.text("quantity") or None,
        says.needed("verdict"),
        says.needed("print_rule"),
        says.needed("why"),
    )
    says.close()
    return note


def _values(entry: Entry) -> dict[str | None, Measured]:
    values: dict[str | None, Measured] = {}
    node = entry.get("value")
    if node is not None:
        values[None] = _measured(Entry(node, entry.log, f"{entry.path}/value"), entry)
    for name, child in entry.entries("values"):
        values[name] = _measured(child, entry)
    return values


def _measured(value: Entry, about: Entry) -> Measured:
    quantity = read_quantity(value)
    authority = value.text("authority") or None
    value.close()
    return Measured(quantity, about.text("subject"), about.text("population"), about.text("purpose"), authority)


def read_quantity(entry: Entry) -> Quantity:
    """The typed quantity of a mapping: number, range, interval or ratio."""
    if entry.has("denominator"):
        return _ratio(entry)
    if entry.has("estimate"):
        return _interval(entry)
    if entry.has("low") or entry.has("high"):
        low, high = entry.number("low"), entry.number("high")
        if low is None or high is None:
            entry.problem(entry.mark, "missing-key", f"{entry.path!r} needs both low and high")
        _ordered(entry, low, high)
        return Range(_known(low), _known(high), _unit(entry))
    entry.need("number")
    return Number(_known(entry.number("number")), _unit(entry))


def _known(number: Decimal | None) -> Decimal:
    """A number, or zero for one whose absence is already a problem; `0.00` keeps its decimals."""
    return Decimal(0) if number is None else number


def _unit(entry: Entry, default: str | None = None) -> Unit:
    if default is not None and not entry.has("unit"):
        return unit_named(default)
    name = entry.needed("unit")
    try:
        return unit_named(name)
    except KeyError:
        if name:
            hint = did_you_mean(name, known_units())
            entry.problem(entry.mark_of("unit"), "unknown-unit", f"unknown unit {name!r}{hint}")
        return Unit("none")


def _ratio(entry: Entry) -> Ratio:
    numerator = entry.number("numerator")
    low, high = entry.number("low"), entry.number("high")
    if numerator is not None:
        low = high = numerator
    if low is None or high is None:
        entry.problem(entry.mark, "missing-key", f"{entry.path!r} needs a numerator, or low and high")
    denominator = _known(entry.number("denominator"))
    if denominator <= 0:
        entry.problem(entry.mark_of("denominator"), "wrong-value", f"{entry.path!r} needs a denominator above zero")
        denominator = Decimal(1)
    entry.text("unit")
    _ordered(entry, low, high)
    return Ratio(_known(low), _known(high), denominator, entry.text("span") or None)


def _ordered(entry: Entry, low: Decimal | None, high: Decimal | None) -> None:
    """Reports a range that ends before it begins."""
    if low is not None and high is not None and low > high:
        entry.problem(entry.mark_of("low"), "wrong-value", f"{entry.path!r} is a range from {low} down to {high}")


def _interval(entry: Entry) -> Interval:
    measure = entry.choice("measure", MEASURES)
    numbers = [entry.number(key) for key in ("estimate", "low", "high", "level")]
    if None in numbers:
        entry.problem(entry.mark, "missing-key", f"{entry.path!r} needs estimate, low, high and level")
    estimate, low, high, level = map(_known, numbers)
    _ordered(entry, low, high)
    return Interval(estimate, low, high, measure, level, _unit(entry, "none"))


# --- references -----------------------------------------------------------------------------------

_OURS = ("confidence", "note", "retracted", "short", "plain")


def read_references(source: Source, log: list[Problem]) -> dict[str, Reference]:
    """The bibliography: CSL items with what the project says of them."""
    return {name: _reference(name, entry) for name, entry in entries_of(source, log)}


def _reference(name: str, entry: Entry) -> Reference:
    csl = {key: as_data(node) for key, node in entry.node.entries.items() if key not in _OURS}
    for key in ("type", "title"):
        entry.needed(key)
    return Reference(
        name,
        csl,
        entry.needed("short"),
        entry.needed("plain"),
        entry.needed("confidence"),
        entry.truth("retracted"),
        entry.mark,
    )


def as_data(node: Node) -> object:
    """A node as plain texts, lists and mappings."""
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


def read_foods(source: Source, log: list[Problem]) -> dict[str, Food]:
    """Foods with the columns that their file declares; a total with an unknown part is unknown."""
    if source.root is None:
        return {}
    whole = Entry(source.root, log)
    rules = {name: _column_rule(entry) for name, entry in whole.entries("columns")}
    return {name: _food(name, entry, rules) for name, entry in whole.entries("foods")}


def _column_rule(entry: Entry) -> _ColumnRule:
    decimals = entry.whole("decimals", 0, 0, 6)
    rule = _ColumnRule(_unit(entry), decimals, entry.needed("label"), entry.words("sum"))
    entry.close()
    return rule


def _food(name: str, entry: Entry, rules: Mapping[str, _ColumnRule]) -> Food:
    food = entry.needed("name")
    amounts = {column: amount for column in rules if (amount := entry.number(column)) is not None}
    for column, rule in rules.items():
        if rule.sums and all(part in amounts for part in rule.sums):
            amounts[column] = sum((amounts[part] for part in rule.sums), Decimal(0))
    serving = f"{food}, {entry.text('serving')}"
    columns = {
        column: Measured(Number(rounded(amount, rules[column].decimals), rules[column].unit), food, serving, "content")
        for column, amount in amounts.items()
    }
    return Food(name, food, columns, entry.words("references"), entry.mark)


def read_limits(source: Source, log: list[Problem]) -> dict[str, Limit]:
    """The tolerable upper intakes; their other rules are read by the checks that use them."""
    if source.root is None:
        return {}
    whole = Entry(source.root, log)
    columns = tuple(name for name, _ in whole.entries("columns"))
    return {name: _limit(name, entry, columns) for name, entry in whole.entries("limits")}


def _limit(name: str, entry: Entry, columns: tuple[str, ...]) -> Limit:
    unit = _limit_unit(entry)
    about = (entry.needed("nutrient"), entry.needed("population"), "upper limit", entry.text("authority") or None)
    amounts = {column: amount for column in columns if (amount := entry.number(column)) is not None}
    values = {column: Measured(Number(amount, unit), *about) for column, amount in amounts.items()}
    return Limit(name, values, entry.words("references"), entry.mark)


def _limit_unit(entry: Entry) -> Unit:
    """The unit of a limit, with the time span that it holds for."""
    name, period = entry.needed("unit"), entry.text("per")
    whole = f"{name}/{period}" if period else name
    try:
        return unit_named(whole)
    except KeyError:
        if name:
            hint = did_you_mean(whole, known_units())
            entry.problem(entry.mark_of("unit"), "unknown-unit", f"unknown unit {whole!r}{hint}")
        return Unit("none")


# --- terms and clinics ----------------------------------------------------------------------------


def read_terms(source: Source, log: list[Problem]) -> dict[str, Term]:
    """The glossary: clinical words with plain words for them."""
    return {name: Term(name, entry.needed("plain"), entry.mark) for name, entry in entries_of(source, log)}


def read_waivers(source: Source, log: list[Problem]) -> tuple[Waiver, ...]:
    """The rules that are waived, each for one place."""
    if source.root is None:
        return ()
    if not isinstance(source.root, Sequence):
        log.append(Problem(source.root.mark, "wrong-type", "the file must be a list of waivers"))
        return ()
    return tuple(_waiver(Entry(node, log, "waiver")) for node in source.root.items)


def _waiver(entry: Entry) -> Waiver:
    waiver = Waiver(
        entry.needed("rule"),
        entry.needed("at"),
        entry.needed("reason"),
        entry.needed("by"),
        entry.needed_day("until"),
        entry.mark,
    )
    entry.close()
    return waiver


def read_clinic(source: Source, name: str, log: list[Problem]) -> Clinic | None:
    """A clinic's own file."""
    if source.root is None:
        return None
    entry = Entry(source.root, log)
    phones = Entry(entry.get("phones") or entry.node, log, "phones") if entry.has("phones") else None
    clinic = Clinic(
        id=name,
        name=entry.needed("name"),
        region=entry.needed("region"),
        address=entry.text("address") or None,
        day=_phone(phones, "day"),
        night=_phone(phones, "night"),
        emergency=_phone(phones, "emergency"),
        web=entry.text("web") or None,
        feedback=entry.text("feedback") or None,
        other_formats=entry.text("other_formats") or None,
        logo=entry.text("logo") or None,
        colour=entry.text("colour") or None,
        policies=_policies(entry),
        mark=entry.mark,
        logo_mark=entry.mark_of("logo"),
        colour_mark=entry.mark_of("colour"),
        web_mark=entry.mark_of("web"),
    )
    entry.close()
    if phones is not None:
        phones.close()
    return clinic


def _phone(phones: Entry | None, key: str) -> str | None:
    return phones.text(key) or None if phones is not None else None


def _policies(entry: Entry) -> dict[str, Prose | Measured]:
    policies: dict[str, Prose | Measured] = {}
    for name, node, mark in entry.children("policies"):
        if isinstance(node, Nodes):
            child = Entry(node, entry.log, f"policies/{name}")
            policies[name] = Measured(read_quantity(child), name, "this clinic", "policy")
            child.close()
        elif isinstance(node, Scalar) and not node.empty:
            prose, problems = parse(node.text, f"clinic/{name}", node.mark)
            entry.log.extend(problems)
            policies[name] = prose
        elif isinstance(node, Sequence):
            entry.problem(mark, "wrong-type", f"the policy {name!r} must be a text or a typed value")
    return policies
