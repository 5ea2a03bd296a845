"""The dates of a claim are in order: its references, then its check, then its next review.

A claim cannot have been checked against a reference that was issued later, and its review cannot be due before the
check.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem
from handouts.core.schema import DAY

ID = "wrong-dates"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims with impossible dates."""
    references = subject.library.references
    for claim in subject.facts.claims.values():
        if DAY in (claim.checked, claim.review_due):
            continue
        if claim.review_due < claim.checked:
            message = f"the review of {claim.id!r} is due on {claim.review_due}, before it was checked"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
        for name in claim.references:
            year = references[name].year if name in references else None
            if year is not None and year > claim.checked.year:
                message = f"{claim.id!r} was checked on {claim.checked}, before {name!r} was issued ({year})"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
