"""The review of a leaflet is due within 24 months of its check, and never after more than 36 months.

A project may have another cycle of leaflets than 24 months (`content/reviews.yaml`). Without `review_due` it is due 12
months after `checked`. Source: two years in FOI 3695 of an English trust, three at most in the consent policy G082 of
NHS Ayrshire & Arran.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject, found, warned
from handouts.core.problem import Problem
from handouts.core.schema import DAY

ID = "wrong-review-date"
MONTHS = 24
MOST_MONTHS = 36
DAYS_A_MONTH = 365.25 / 12


def check(subject: Subject) -> Iterator[Problem]:
    """Report review dates that are too late, or before the leaflet was checked."""
    most = subject.content.library.reviews.cycles.documents.get("leaflet", MONTHS)
    for draft, document in leaflets(subject):
        if DAY in (document.checked, document.review_due):
            continue
        months = (document.review_due - document.checked).days / DAYS_A_MONTH
        if months <= 0:
            yield found(
                draft,
                draft.mark,
                ID,
                f"the review is due on {document.review_due}, before the check on {document.checked}; write a later day",
            )
        elif months > most + 0.1:
            report = found if months > MOST_MONTHS + 0.1 else warned
            yield report(
                draft,
                draft.mark,
                ID,
                f"the review comes after {months:.0f} months; write an earlier 'review_due' (at most {most})",
            )
