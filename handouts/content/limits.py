"""The amounts of `content/limits.yaml` that texts print and claims restate; its rules are read by `safety_rules`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.entry import EntryReader
from handouts.content.model import Limit
from handouts.content.quantities import read_quantity
from handouts.core.problem import Problem, unknown
from handouts.core.quantity import Measured, Number, Quantity, Unit, known_units, unit_named
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Scalar, Source


def read_limits(source: Source, log: list[Problem]) -> dict[str, Limit]:
    """Return the limits; the other rules of the file are read by the checks that use them."""
    if source.root is None:
        return {}
    whole = EntryReader(source.root, log)
    columns = tuple(_column(name, entry) for name, entry in whole.entries("columns"))
    return {name: _limit(name, entry, columns) for name, entry in whole.entries("limits")}


def _column(name: str, entry: EntryReader) -> str:
    entry.needed("label")
    entry.truth("compared")
    entry.close()
    return name


def limit_column(whole: EntryReader) -> str:
    """Return the column with the limit that doses are compared with: the only one, or the one that says `compared`."""
    columns = dict(whole.entries("columns"))
    compared = [name for name, entry in columns.items() if entry.truth("compared")]
    found = compared if len(columns) > 1 else list(columns)
    if len(found) != 1 and whole.has("limits"):
        message = "limits need 'columns': one, or of several one with 'compared: true', with which doses are compared"
        whole.problem(whole.mark_of("columns"), "missing-key", message)
    return found[0] if found else ""


def _limit(name: str, entry: EntryReader, columns: tuple[str, ...]) -> Limit:
    unit = unit_by_period(entry)
    about = (entry.needed("substance"), entry.needed("population"), "upper limit", entry.text("authority") or None)
    amounts = {column: amount for column in columns if (amount := entry.amount(column)) is not None}
    values = {column: Measured(Number(amount, unit), *about) for column, amount in amounts.items()}
    return Limit(name, values, entry.words("references"), entry.mark)


def unit_by_period(entry: EntryReader) -> Unit:
    """Return the unit of an entry with the period that it applies to, such as a day."""
    name, period = entry.needed("unit"), entry.text("per")
    return unit_of(entry, "unit", f"{name}/{period}" if period else name)


def unit_of(entry: EntryReader, key: str, name: str) -> Unit:
    """Return the unit with this name; one that is not known is a problem at the key."""
    try:
        return unit_named(name)
    except KeyError:
        if name:
            entry.problem(entry.mark_of(key), "unknown-unit", unknown("unit", name, known_units()))
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
    substance = entry.text("substance")
    about = (labels.get(substance, substance), entry.text("population"), entry.text("kind"))
    authority = entry.text("authority") or None
    unit = unit_by_period(entry) if entry.has("unit") else None
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
