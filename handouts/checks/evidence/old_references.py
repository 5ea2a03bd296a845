"""A fact whose newest reference is more than 5 years old is noted (ANCHORS T6).

One note for each document lists its claims whose newest dated reference is older. A living page without a date counts
as current, since its age is unknown.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, by_lesson, listed, noted
from handouts.content.model import Claim
from handouts.core.problem import Problem

ID = "old-references"
YEARS = 5


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents with claims that rest on old references only."""
    oldest = subject.as_of.year - YEARS
    for draft in subject.drafts:
        old = ((claim.id, mark) for claim, mark in subject.claims(draft) if _newest(subject, claim) < oldest)
        for mark, names in by_lesson(draft, old).items():
            many = "1 claim" if len(names) == 1 else f"{len(names)} claims"
            words = listed(sorted(names))
            message = f"{many} without a reference newer than {YEARS} years; look for newer ones of {words}"
            yield noted(draft, mark, ID, message)


def _newest(subject: Subject, claim: Claim) -> int:
    """Return the year of the newest reference; a reference without a date, as a living page, counts as this year."""
    known = subject.library.references
    years = [known[name].year or subject.as_of.year for name in claim.references if name in known]
    return max(years, default=subject.as_of.year)
