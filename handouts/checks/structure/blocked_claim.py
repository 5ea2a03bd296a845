"""A blocked claim must not be printed, nor be named as the basis of printed words."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem

ID = "blocked-claim"


def check(subject: Subject) -> Iterator[Problem]:
    """Report uses of blocked claims."""
    blocked = subject.library.blocked
    for draft, name, mark in subject.named_claims():
        if name in blocked:
            yield found(
                draft,
                mark,
                ID,
                f"the claim {name!r} is blocked ({blocked[name].reason}); use another, or delete what rests on it",
            )
