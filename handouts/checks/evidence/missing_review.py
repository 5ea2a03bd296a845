"""The review of each claim is due on a day that it gives itself, or at the end of the cycle of its purpose."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "missing-review"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims of which nothing says when they are reviewed next."""
    cycles = subject.content.library.reviews.cycles
    for claim in subject.facts.every_claim:
        if claim.review_due is None and cycles.of_purpose(claim.purpose) is None:
            message = (
                f"{claim.id!r} needs the key 'review_due', or a cycle for {claim.purpose!r} in content/reviews.yaml"
            )
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
