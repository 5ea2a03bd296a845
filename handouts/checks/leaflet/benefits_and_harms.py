"""A leaflet states both the benefits and the harms of its advice.

Mark the section, block or question that states them with `role: benefits` and `role: harms`. A leaflet with only one of
the two is an error. Source: CDC Clear Communication Index 19.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import has_role, leaflets
from handouts.checks.subject import Subject, found
from handouts.content.model import Role
from handouts.core.problem import Problem

ID = "missing-benefits-or-harms"
BOTH: tuple[Role, ...] = ("benefits", "harms")


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets that state only benefits, only harms, or neither."""
    for draft, document in leaflets(subject):
        for role in BOTH:
            if not has_role(document, role):
                yield found(
                    draft, draft.mark, ID, f"nothing says the {role} of the advice: no block has 'role: {role}'"
                )
