"""A text, figure or claim names only claims that exist in `content/claims`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.checks.subject import Subject, found
from handouts.content.claim_files import prefix_of
from handouts.content.model import NONE_REPORTED
from handouts.core.problem import Problem, did_you_mean

ID = "unknown-claim"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims that do not exist."""
    known, unread = subject.content.claim_ids, subject.content.library.unread
    for draft, name, mark in subject.named_claims():
        if name not in known and _file(name) not in unread:
            yield found(draft, mark, ID, f"unknown claim {name!r}{_hint(name, known)}")
    for claim in subject.facts.claims.values():
        for name in claim.companions:
            if name not in known and _file(name) not in unread:
                message = f"{claim.id}: unknown claim {name!r}{did_you_mean(name, (*known, NONE_REPORTED))}"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _hint(name: str, known: Iterable[str]) -> str:
    """Return what was probably meant: a claim that is written nearly so, or a value of a case's invented patient."""
    head, _, rest = name.partition(".")
    if head == "example" and rest:
        return f"; a value of the patient of a case is written 'example/{rest}'"
    return did_you_mean(name, known)


def _file(claim: str) -> str:
    """Return the file of a claim, as `Library.unread` names it."""
    return f"claims/{prefix_of(claim)}"
