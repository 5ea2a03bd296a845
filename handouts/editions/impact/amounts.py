"""The units in which the entries of tables state their amounts."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import suppress

from handouts.content.meaning import entries_of
from handouts.content.project import Project
from handouts.core.quantity import Units, ids_in
from handouts.editions.impact.uses import FactKey

Amounts = Mapping[FactKey, frozenset[str]]


def amounts_of_tables(project: Project, units: Units) -> Amounts:
    """Return the ids of the units of each limit and food of a project."""
    return {**dict(_of_limits(project, units)), **dict(_of_foods(project, units))}


def _of_limits(project: Project, units: Units) -> Iterator[tuple[FactKey, frozenset[str]]]:
    for (kind, name), row in entries_of(project, "content/limits.yaml").items():
        if kind == "limit" and isinstance(row, dict):
            yield FactKey(kind, name), _ids(units, row.get("unit")) | _ids(units, row.get("per"))


def _of_foods(project: Project, units: Units) -> Iterator[tuple[FactKey, frozenset[str]]]:
    """Yield each food with the units of all columns, because a food prints totals that it does not type."""
    entries = entries_of(project, "content/foods.yaml")
    columns = [each for (_, name), each in entries.items() if name.startswith("columns/") and isinstance(each, dict)]
    used = frozenset[str]().union(*(_ids(units, column.get("unit")) for column in columns))
    yield from ((FactKey(kind, name), used) for kind, name in entries if kind == "food")


def _ids(units: Units, typed: object) -> frozenset[str]:
    """Return the ids in a unit as it is typed, such as `mg/day`; none where there is no such unit."""
    with suppress(KeyError):
        return ids_in(units.named(str(typed)))
    return frozenset()
