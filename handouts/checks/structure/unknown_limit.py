"""A limit placeholder names an entry of `content/limits.yaml` and a column that has a value there."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem, unknown_name

ID = "unknown-limit"


def check(subject: Subject) -> Iterator[Problem]:
    """Report limits that do not exist, and columns that are empty or not declared."""
    table = subject.library.limits
    for draft, place in subject.placed("limit"):
        entry = table.get(place.source)
        if entry is None:
            yield found(draft, place.mark, ID, unknown_name("limit", place.source, table, "content/limits.yaml"))
        elif (place.part or "") not in entry.columns:
            known = ", ".join(entry.columns) or "no value"
            message = f"the limit {place.source!r} has no value {place.part!r}; use one it has ({known})"
            yield found(draft, place.mark, ID, message)
