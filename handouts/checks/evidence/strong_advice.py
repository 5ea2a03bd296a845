"""A strong recommendation needs high or moderate certainty, or a stated reason (ANCHORS T5, GRADE).

A claim with `strength: strong` and low, very low or ungraded certainty gives the reason in `strength_reason`: for
example, that the harm is severe or that the cost is small.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "unsupported-advice"
UNSURE = ("low", "very-low", "ungraded")


def check(subject: Subject) -> Iterator[Problem]:
    """Report strong recommendations on uncertain evidence without a reason."""
    for claim in subject.facts.claims.values():
        if claim.strength == "strong" and claim.certainty in UNSURE and claim.strength_reason is None:
            message = f"{claim.id!r} is strong advice on {claim.certainty} certainty and gives no 'strength_reason'"
            yield Problem(claim.mark, ID, message, "warning", subject.users(claim.id))
