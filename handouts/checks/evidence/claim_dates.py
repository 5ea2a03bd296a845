"""The dates of a claim are in order: its references, then its check, then its next review.

A claim cannot have been checked against a reference that was issued later, its review cannot be due before the check,
and neither a claim nor a document can have been checked on a day that is still to come.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handouts.checks.subject import Subject, warned
from handouts.content.project import ProjectContent
from handouts.core.problem import Problem
from handouts.core.schema import DAY

ID = "wrong-dates"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims with impossible dates."""
    yield from _to_come(subject)
    references = subject.library.references
    for claim in subject.facts.claims.values():
        if DAY in (claim.checked, claim.review_due):
            continue
        if claim.review_due is not None and claim.review_due < claim.checked:
            message = (
                f"the review of {claim.id!r} is due on {claim.review_due}, before it was checked; write a later day"
            )
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
        for name in claim.references:
            year = references[name].year if name in references else None
            if year is not None and year > claim.checked.year:
                message = f"{claim.id!r} was checked on {claim.checked}, before {name!r} was issued ({year}); correct one of the two"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def turning_days(content: ProjectContent, as_of: date) -> Iterator[date]:
    """Yield the days to come on which something is said to have been checked."""
    days = {*(claim.checked for claim in content.library.claims.values()), *(each.checked for each in content.drafts)}
    yield from (day for day in days if day > as_of)


def _to_come(subject: Subject) -> Iterator[Problem]:
    """Report claims and documents that are said to have been checked after the day of this check."""
    for claim in subject.facts.claims.values():
        if claim.checked > subject.as_of:
            message = _words(claim.id, claim.checked)
            yield Problem(claim.mark, ID, message, "warning", subject.users(claim.id))
    for draft in subject.drafts:
        if draft.checked > subject.as_of:
            yield warned(draft, draft.mark, ID, _words(draft.id, draft.checked))


def _words(name: str, day: date) -> str:
    return f"{name!r} says that it was checked on {day}, which is still to come; correct 'checked'"
