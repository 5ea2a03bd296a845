"""A claim that repeats a limit, an intake, a rule or a food agrees with the table that it repeats.

A value names what it repeats: `{number: 100, unit: ug/day, authority: US, restates: [limits/d.us.19/ul]}`; a range
names the two entries of its ends. Paths are `limits/`, `intakes/` or another table of `content/limits.yaml`, or
`foods/`, then the id and the column. A value of the purpose limit or intake whose authority has an entry for that
substance must name it, so that neither of the two can change alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.checks.evidence.amounts import amount, conversions_of
from handouts.checks.subject import Subject
from handouts.content.model import Claim, Library
from handouts.core.problem import Problem, did_you_mean
from handouts.core.quantity import Measured, Range, printed
from handouts.core.words import SOURCE

ID = "wrong-restated-amount"
_TABLES = {"limit": "limits", "upper limit": "limits", "intake": "intakes"}


def check(subject: Subject) -> Iterator[Problem]:
    """Report values that differ from the entry they restate, and values that should name an entry."""
    library = subject.library
    known = _index(library.tables)
    for claim in subject.facts.claims.values():
        for name, measured in claim.values.items():
            paths = claim.restates.get(name, ())
            told = _differing(claim, measured, paths, library) if paths else _unnamed(claim, measured, known, library)
            for message in told:
                value = f"{claim.id}/{name}" if name else claim.id
                yield Problem(claim.mark, ID, f"{value!r} {message}", reaches=subject.users(claim.id))


def _differing(claim: Claim, measured: Measured, paths: tuple[str, ...], library: Library) -> Iterator[str]:
    conversions = conversions_of(claim, measured, library.safety.conversions)
    entries = {path: _entry(path, library) for path in paths}
    for path, entry in entries.items():
        if entry is None:
            yield f"restates {path!r}, which no table holds{did_you_mean(path, library.tables)}"
        elif measured.authority and entry.authority and measured.authority != entry.authority:
            yield f"is of the authority {measured.authority}, but restates {path!r} of {entry.authority}"
    found = [(path, entry, amount(entry, conversions)) for path, entry in entries.items() if entry is not None]
    value = amount(measured, conversions)
    if len(found) < len(paths) or {each.dimension for _, _, each in found} != {value.dimension}:
        if len(found) == len(paths):
            yield f"is {printed(measured.quantity, SOURCE)}, which cannot be compared with {', '.join(paths)}"
        return
    ends = [number for _, _, each in found for number in each.numbers]
    if value.numbers != (min(ends), max(ends)):
        said = ", ".join(f"{path} is {printed(entry.quantity, SOURCE)}" for path, entry, _ in found)
        yield f"is {printed(measured.quantity, SOURCE)}, but {said}"


def _entry(path: str, library: Library) -> Measured | None:
    """Return the amount at a path of a table, or None."""
    table, _, rest = path.partition("/")
    if table == "foods":
        food, _, column = rest.partition("/")
        return library.foods[food].columns.get(column) if food in library.foods else None
    return library.tables.get(path)


def _index(tables: Mapping[str, Measured]) -> dict[tuple[str, str | None, str], set[str]]:
    """Return the substances of each table, by table, authority and what is measured."""
    found: dict[tuple[str, str | None, str], set[str]] = {}
    for path, entry in tables.items():
        table = path.partition("/")[0]
        if table in _TABLES.values():
            key = (table, entry.authority, amount(entry, ()).dimension)
            found.setdefault(key, set()).add(entry.subject.casefold())
    return found


def _unnamed(
    claim: Claim, measured: Measured, known: Mapping[tuple[str, str | None, str], set[str]], library: Library
) -> Iterator[str]:
    table = _TABLES.get(library.vocabulary.counts_as(measured.purpose), "")
    conversions = conversions_of(claim, measured, library.safety.conversions)
    substances = known.get((table, measured.authority, amount(measured, conversions).dimension), set())
    for substance in sorted(substances):
        if substance in measured.subject.casefold() and not _beside(claim, measured):
            yield f"is {measured.purpose} of {substance} and names no entry of {table}: add 'restates: [{table}/...]'"


def _beside(claim: Claim, measured: Measured) -> bool:
    """Return whether another value of the claim on the same subject names the entry: one amount in another unit."""
    about = (measured.subject, measured.population, measured.purpose, measured.authority)
    kinds = [
        each
        for name, each in claim.values.items()
        if (each.subject, each.population, each.purpose, each.authority) == about and name in claim.restates
    ]
    return any(isinstance(each.quantity, Range) == isinstance(measured.quantity, Range) for each in kinds)
