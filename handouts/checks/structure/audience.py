"""A claim for clinicians is not used in a document for patients."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem

ID = "wrong-audience"


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims for clinicians in documents for patients."""
    for draft in subject.content.drafts:
        if draft.audience == "clinician":
            continue
        for claim, mark in subject.claims(draft):
            if claim.audience == "clinician":
                yield found(
                    draft, mark, ID, f"the claim {claim.id!r} is for clinicians only; use one that patients may read"
                )
