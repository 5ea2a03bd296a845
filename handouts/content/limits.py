"""The amounts of `content/limits.yaml` that texts print and claims restate; its rules are read by `safety_rules`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.content.limits_file import LIMITS, LimitColumnShape, LimitShape, LimitsShape, RowShape
from handouts.content.model import Limit
from handouts.content.quantities import NumberShape, read_quantity
from handouts.content.units import unit_named
from handouts.core.problem import Problem
from handouts.core.quantity import Measured, Number, Quantity, Unit, Units
from handouts.core.schema import AMOUNT, DECIMAL, Entry
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Source


def read_limits(source: Source, units: Units) -> dict[str, Limit]:
    """Return the limits that texts print; what is wrong with them is told where the rules read them."""
    if source.root is None:
        return {}
    file = LIMITS.read(source, [])
    columns = tuple(name for name, _ in file.read(LimitsShape.columns))
    return {name: _limit(name, entry, columns, units) for name, entry in file.read(LimitsShape.limits)}


def compared_column(file: Entry, columns: Mapping[str, Entry]) -> str:
    """Return the column with the limit that doses are compared with: the only one, or the one that says `compared`."""
    compared = [name for name, entry in columns.items() if entry.read(LimitColumnShape.compared)]
    found = compared if len(columns) > 1 else list(columns)
    for entry in columns.values():
        entry.read(LimitColumnShape.label)
    if len(found) != 1 and file.has(LimitsShape.limits):
        message = "limits need 'columns': one, or of several one with 'compared: true', with which doses are compared"
        file.problem(file.mark_of(LimitsShape.columns), "missing-key", message)
    return found[0] if found else ""


def _limit(name: str, entry: Entry, columns: tuple[str, ...], units: Units) -> Limit:
    unit = unit_of_row(entry, units)
    about = (entry.read(LimitShape.substance), entry.read(LimitShape.population), "upper limit")
    nodes = {column: entry.node.entries.get(column) for column in columns}
    values = {
        column: Measured(
            Number(AMOUNT.read(entry, column, node), unit), *about, entry.read(LimitShape.authority) or None
        )
        for column, node in nodes.items()
        if node is not None and not (isinstance(node, Scalar) and node.empty)
    }
    return Limit(name, values, tuple(each for each, _ in entry.read(LimitShape.references)), entry.mark)


def unit_of_row(entry: Entry, units: Units) -> Unit:
    """Return the unit of a limit or an intake, with the period that it applies to."""
    name, period = entry.read(RowShape.unit), entry.read(RowShape.per)
    return unit_named(f"{name}/{period}" if name and period else name, entry.mark_of(RowShape.unit), units, entry.log)


# --- amounts that claims restate ------------------------------------------------------------------

_NO_TABLES = ("columns", "conversion", "substances")


def read_tables(source: Source, units: Units, log: list[Problem]) -> dict[str, Measured]:
    """Return every typed amount of the file of limits by its path: `limits/d.us.19/ul`, `intakes/d.rda.71/value`.

    Of what is wrong with an entry, only the arithmetic is reported here; the rest is, where the rules read it.
    """
    if not isinstance(source.root, Nodes):
        return {}
    sections = {name: node for name, node in source.root.entries.items() if isinstance(node, Nodes)}
    columns = ("value", *sections["columns"].entries) if "columns" in sections else ("value",)
    substances = sections.get("substances")
    labels = {name: _typed(entry, "label") or name for name, entry in substances.entries.items()} if substances else {}
    return {
        path: amount
        for section, node in sections.items()
        if section not in _NO_TABLES
        for name, entry in node.entries.items()
        if isinstance(entry, Nodes)
        for path, amount in _amounts(f"{section}/{name}", entry, columns, labels, units, log)
    }


def _typed(entry: Node, key: str) -> str:
    """Return a text of an entry as typed; what is wrong with it is told where the rules read it."""
    node = entry.entries.get(key) if isinstance(entry, Nodes) else None
    return node.text if isinstance(node, Scalar) else ""


def _amounts(
    path: str, node: Nodes, columns: tuple[str, ...], labels: Mapping[str, str], units: Units, log: list[Problem]
) -> Iterator[tuple[str, Measured]]:
    """Yield the amounts of one entry: numbers in the unit of the entry, and quantities in their own units."""
    substance, name, period = _typed(node, "substance"), _typed(node, "unit"), _typed(node, "per")
    about = (labels.get(substance, substance), _typed(node, "population"), _typed(node, "kind"))
    authority = _typed(node, "authority") or None
    unit = unit_named(f"{name}/{period}" if period else name, node.mark, units, []) if name else None
    entry = Entry(None, LimitShape, [], path, node.mark)
    for key, child in node.entries.items():
        if unit is not None and key in columns and isinstance(child, Scalar) and not child.empty:
            yield f"{path}/{key}", Measured(Number(DECIMAL.read(entry, key, child), unit), *about, authority)
        elif isinstance(child, Nodes):
            for below, quantity in _quantities(f"{path}/{key}", child, units, log):
                yield below, Measured(quantity, *about, authority)


def _quantities(path: str, node: Nodes, units: Units, log: list[Problem]) -> Iterator[tuple[str, Quantity]]:
    """Yield the quantity of a mapping, or the quantities inside it."""
    if "unit" in node.entries and not {"number", "low"}.isdisjoint(node.entries):
        entry = Entry(node, NumberShape, [], path)
        yield path, read_quantity(entry, units)
        log.extend(problem for problem in entry.log if problem.rule == "wrong-value")
        return
    for key, child in node.entries.items():
        if isinstance(child, Nodes):
            yield from _quantities(f"{path}/{key}", child, units, log)
