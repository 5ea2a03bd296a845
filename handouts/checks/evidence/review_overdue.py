"""Documents, and the claims that they use, are reviewed on time.

The review of a document is due on the date that it gives, otherwise 12 months after it was checked; a claim gives its
own date. An overdue review is a warning, and after 90 days an error (PRODUCT, Dates).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from handouts.checks.subject import Subject
from handouts.content.compose import review_due
from handouts.core.problem import Problem, Severity
from handouts.core.schema import DAY

ID = "overdue-review"
GRACE = timedelta(days=90)


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents and used claims whose review is overdue."""
    for draft in subject.content.drafts:
        due = draft.review_due or review_due(draft.checked)
        if subject.as_of > due and draft.checked != DAY:
            message = f"the review of {draft.id!r} was due on {due}"
            yield Problem(draft.mark, ID, message, _severity(subject, due), (draft.id,))
    for claim in subject.facts.claims.values():
        users, due = subject.users(claim.id), claim.review_due
        if users != (claim.id,) and DAY != due < subject.as_of:
            message = f"the review of the claim {claim.id!r} was due on {due}"
            yield Problem(claim.mark, ID, message, _severity(subject, due), users)


def turning_days(subject: Subject) -> Iterator[date]:
    """Yield the days on which a review becomes overdue, and those on which this becomes an error."""
    dues = {draft.review_due or review_due(draft.checked) for draft in subject.drafts if draft.checked != DAY}
    dues |= {claim.review_due for claim in subject.facts.claims.values()} - {DAY}
    for due in dues:
        yield due + timedelta(days=1)
        yield due + GRACE + timedelta(days=1)


def _severity(subject: Subject, due: date) -> Severity:
    return "error" if subject.as_of > due + GRACE else "warning"
