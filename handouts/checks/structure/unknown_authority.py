"""The authority of a limit, an intake or a claim's value is one of those that `content/regions.yaml` lists.

Limits are compared by authority, and values of one quantity by it too: a misspelt one would hide a limit. In a project
without `regions.yaml` there is no such list, and no clinic can choose limits by it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.checks.subject import Subject
from handouts.content.safety import Intake, UpperLimit
from handouts.core.problem import Problem, unknown

ID = "unknown-authority"


def check(subject: Subject) -> Iterator[Problem]:
    """Report authorities that are not listed, and regions for whose authorities there is no limit."""
    library, known = subject.library, subject.library.regions.authorities
    if not known:
        return
    for claim in library.claims.values():
        for authority in dict.fromkeys(value.authority for value in claim.values.values()):
            if authority is not None and authority not in known:
                message = f"{claim.id}: {unknown('authority', authority, known)}"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
    rows: Iterable[UpperLimit | Intake] = (*library.safety.limits.values(), *library.safety.intakes.values())
    for row in rows:
        if row.authority and row.authority not in known:
            yield Problem(row.mark, ID, f"{row.id}: {unknown('authority', row.authority, known)}")
    yield from _without_limits(subject)


def _without_limits(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each region none of whose authorities sets a limit: no dose would be too high there."""
    library = subject.library
    setting = {limit.authority for limit in library.safety.limits.values()}
    for region in library.regions.by_id.values() if setting else ():
        if setting.isdisjoint(region.limits):
            named = ", ".join(sorted(setting))
            message = f"region {region.id!r}: {', '.join(region.limits)} sets no limit in limits.yaml; name one that does ({named})"
            yield Problem(region.mark, ID, message)
