"""Strong advice needs evidence of which somebody is sure, or a reason (ANCHORS T5, GRADE).

A claim with `strength: strong` whose certainty is low, very low or not graded says why in `strength_reason`: that the
harm is grave, say, or that the cost is small.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "strong-advice"
UNSURE = ("low", "very-low", "ungraded")


def check(subject: Subject) -> Iterator[Problem]:
    """Strong advice on evidence that is not sure, without a reason."""
    for claim in subject.facts.claims.values():
        if claim.strength == "strong" and claim.certainty in UNSURE and claim.strength_reason is None:
            message = f"{claim.id!r} is strong advice on {claim.certainty} certainty and gives no 'strength_reason'"
            yield Problem(claim.mark, ID, message, "warning", subject.users(claim.id))
