"""A leaflet names what else the reader can do, also nothing.

Mark it with `role: alternatives`. Where the reader is asked to consent (`offers: procedure`) a leaflet without it is
stopped. Source: consent practice after Montgomery, as in the NHS Scotland leaflet guidance (G082).
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import has_role, leaflets
from handouts.checks.subject import Subject, found, warned
from handouts.core.problem import Problem

ID = "alternatives"


def check(subject: Subject) -> Iterator[Problem]:
    """Leaflets that leave no choice."""
    for draft, document in leaflets(subject):
        if not has_role(document, "alternatives"):
            report = found if draft.offers == "procedure" else warned
            yield report(draft, draft.mark, ID, "nothing says what else there is: no block has 'role: alternatives'")
