"""A text, figure or claim names only claims that exist in `content/claims`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.checks.subject import Subject, found
from handouts.content.claim_files import prefix_of
from handouts.content.model import NONE_REPORTED
from handouts.core.problem import Problem, unknown_name

ID = "unknown-claim"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims that do not exist."""
    known, unread = subject.content.claim_ids, subject.content.library.unread
    for draft, name, mark in subject.named_claims():
        if name not in known and _file(name) not in unread:
            yield found(draft, mark, ID, _unknown(name, known))
    for claim in subject.facts.claims.values():
        for name in claim.companions:
            if name not in known and _file(name) not in unread:
                message = (
                    f"{claim.id}: {unknown_name('claim', name, (*known, NONE_REPORTED), f'content/{_file(name)}.yaml')}"
                )
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _unknown(name: str, known: Iterable[str]) -> str:
    """Return the message for an unknown claim; a value of a case's invented patient has a form of its own."""
    head, _, rest = name.partition(".")
    if head == "example" and rest:
        return f"unknown claim {name!r}; write a value of the patient of a case as 'example/{rest}'"
    return unknown_name("claim", name, known, f"content/{_file(name)}.yaml")


def _file(claim: str) -> str:
    """Return the file of a claim, as `Library.unread` names it."""
    return f"claims/{prefix_of(claim)}"
