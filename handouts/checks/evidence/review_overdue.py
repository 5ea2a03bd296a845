"""A document is reviewed in time: due 12 months after it was checked, or when it says so.

Overdue warns; 90 days later it is an error (PRODUCT, Dates).
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

from handouts.checks.subject import Subject
from handouts.compose import review_due
from handouts.content.entry import DAY
from handouts.problem import Problem

ID = "review-overdue"
GRACE = timedelta(days=90)


def check(subject: Subject) -> Iterator[Problem]:
    """Documents whose review is overdue."""
    for draft in subject.content.drafts:
        due = draft.review_due or review_due(draft.checked)
        if subject.as_of <= due or draft.checked == DAY:
            continue
        message = f"the review of {draft.id!r} was due on {due}"
        severity = "error" if subject.as_of > due + GRACE else "warning"
        yield Problem(draft.mark, ID, message, "error" if severity == "error" else "warning", (draft.id,))
