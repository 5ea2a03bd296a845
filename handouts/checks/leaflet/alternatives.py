"""A leaflet names the reader's alternatives, including doing nothing.

Mark them with `role: alternatives`. For a leaflet that asks for consent (`offers: procedure`) this is an error. Source:
UK Supreme Court, Montgomery v Lanarkshire Health Board, 2015.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import has_role, leaflets
from handouts.checks.subject import Subject, found, warned
from handouts.core.problem import Problem

ID = "missing-alternatives"


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets without alternatives."""
    for draft, document in leaflets(subject):
        if not has_role(document, "alternatives"):
            report = found if draft.offers == "procedure" else warned
            yield report(
                draft,
                draft.mark,
                ID,
                "no alternatives; say what else there is, and mark the block with 'role: alternatives'",
            )
