"""A leaflet says what is not known, as well as what is known.

Mark it with `role: not-known`. Source: CDC Clear Communication Index 11.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import has_role, leaflets
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "missing-not-known"


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets that do not say what is not known."""
    for draft, document in leaflets(subject):
        if not has_role(document, "not-known"):
            yield warned(draft, draft.mark, ID, "nothing says what is not known: no block has 'role: not-known'")
