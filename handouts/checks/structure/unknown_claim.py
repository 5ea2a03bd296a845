"""A text, figure or claim names only claims that exist in `content/claims`."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import NONE_REPORTED
from handouts.core.problem import Problem, did_you_mean

ID = "unknown-claim"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims that do not exist."""
    known = subject.content.claim_ids
    for draft, name, mark in subject.named_claims():
        if name not in known:
            yield found(draft, mark, ID, f"unknown claim {name!r}{did_you_mean(name, known)}")
    for claim in subject.facts.claims.values():
        for name in claim.companions:
            if name not in known:
                message = f"{claim.id}: unknown claim {name!r}{did_you_mean(name, (*known, NONE_REPORTED))}"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
