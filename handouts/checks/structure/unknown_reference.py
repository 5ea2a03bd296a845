"""A citation, a source list, a claim and a safety rule name entries of `content/references.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem, did_you_mean

ID = "unknown-reference"


def check(subject: Subject) -> Iterator[Problem]:
    """Report references that do not exist."""
    known = subject.library.references
    for draft, name, mark in subject.cited():
        if name not in known:
            yield found(draft, mark, ID, f"unknown reference {name!r}{did_you_mean(name, known)}")
    for reference in known.values():
        newer = reference.superseded_by
        if newer is not None and newer not in known:
            message = f"{reference.id!r} is superseded by an unknown reference {newer!r}{did_you_mean(newer, known)}"
            yield Problem(reference.mark, ID, message)
    for name, mark in subject.library.safety.references:
        if name not in known:
            yield Problem(mark, ID, f"unknown reference {name!r}{did_you_mean(name, known)}")
    for draft in subject.content.drafts:
        for claim, _ in subject.claims(draft):
            for name in claim.references:
                if name not in known:
                    message = f"{claim.id}: unknown reference {name!r}{did_you_mean(name, known)}"
                    yield found(draft, claim.mark, ID, message)
