"""A reference that was superseded is cited only together with its successor (ANCHORS T6).

`superseded_by: <id>` in `content/references.yaml` names the successor. This is a warning, since the old text may still
be right: read the newer one and cite it. It blocks a release.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "superseded-reference"


def check(subject: Subject) -> Iterator[Problem]:
    """Report superseded references cited without their successor."""
    newer = {
        name: reference.superseded_by
        for name, reference in subject.library.references.items()
        if reference.superseded_by
    }
    if not newer:
        return
    for claim in subject.facts.claims.values():
        for name in claim.references:
            if name in newer and newer[name] not in claim.references:
                message = f"the claim {claim.id!r} rests on {name!r}, which {newer[name]!r} replaced; read that and cite it too"
                yield Problem(claim.mark, ID, message, "warning", subject.users(claim.id))
    named = {draft.id: subject.references(draft) for draft in subject.drafts}
    for draft, name, mark in subject.cited():
        if name in newer and newer[name] not in named[draft.id]:
            yield warned(draft, mark, ID, f"{name!r} was replaced by {newer[name]!r}; read that and cite it too")
