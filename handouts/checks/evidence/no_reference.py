"""Every claim rests on a reference; a statement without a source is not printed (ANCHORS T3, PIF 4)."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "missing-reference"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims without a reference."""
    for claim in subject.facts.claims.values():
        if not claim.references:
            message = f"the claim {claim.id!r} names no reference"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
