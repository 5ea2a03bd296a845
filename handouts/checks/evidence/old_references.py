"""A fact whose newest reference is more than 5 years old is noted (ANCHORS T6).

One note for each document lists its claims whose newest dated reference is older. A living page without a date counts
as current, since its age is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, listed, noted
from handouts.content.model import Claim
from handouts.core.problem import Problem

ID = "old-references"
YEARS = 5


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents with claims that rest on old references only."""
    oldest = subject.as_of.year - YEARS
    for draft in subject.drafts:
        claims = {claim.id: claim for claim, _ in subject.claims(draft)}
        old = sorted(name for name, claim in claims.items() if _newest(subject, claim) < oldest)
        if old:
            many = "1 claim" if len(old) == 1 else f"{len(old)} claims"
            message = f"{many} without a reference newer than {YEARS} years; look for newer ones of {listed(old)}"
            yield noted(draft, draft.mark, ID, message)


def _newest(subject: Subject, claim: Claim) -> int:
    """Return the year of the newest reference; a reference without a date, as a living page, counts as this year."""
    known = subject.library.references
    years = [known[name].year or subject.as_of.year for name in claim.references if name in known]
    return max(years, default=subject.as_of.year)
