"""A retracted paper is not evidence: no claim, no source list and no safety rule may rest on it."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem

ID = "retracted-reference"


def check(subject: Subject) -> Iterator[Problem]:
    """Report retracted references cited as evidence."""
    references = subject.library.references
    retracted = {name for name, reference in references.items() if reference.retracted}
    for draft, name, mark in subject.cited():
        if name in retracted:
            yield found(draft, mark, ID, f"{name!r} is retracted and may not be cited as evidence")
    for claim in subject.facts.claims.values():
        for name in claim.references:
            if name in retracted:
                message = f"the claim {claim.id!r} rests on {name!r}, which is retracted"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
    for name, mark in subject.facts.safety.references:
        if name in retracted:
            message = f"a safety rule rests on {name!r}, which is retracted; name another reference"
            # what is wrong with a safety rule is wrong for all documents
            yield Problem(mark, ID, message)
