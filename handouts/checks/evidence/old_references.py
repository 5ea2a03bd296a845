"""A fact is as fresh as its newest reference: one older than 5 years is noted (ANCHORS T6).

One note a document lists its claims whose newest dated reference is older. A living page without a date tells nothing.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, listed, noted
from handouts.content.model import Claim
from handouts.core.problem import Problem

ID = "old-references"
YEARS = 5


def check(subject: Subject) -> Iterator[Problem]:
    """Documents with claims on old references alone."""
    oldest = subject.as_of.year - YEARS
    for draft in subject.drafts:
        claims = {claim.id: claim for claim, _ in subject.claims(draft)}
        old = sorted(name for name, claim in claims.items() if _newest(subject, claim) < oldest)
        if old:
            message = f"claims without a reference newer than {YEARS} years, {len(old)} in all: {listed(old)}"
            yield noted(draft, draft.mark, ID, message)


def _newest(subject: Subject, claim: Claim) -> int:
    """The year of the newest reference; of one that has no date, as a living page, this year."""
    known = subject.content.library.references
    years = [known[name].year or subject.as_of.year for name in claim.references if name in known]
    return max(years, default=subject.as_of.year)
