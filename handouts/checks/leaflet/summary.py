"""A leaflet of more than one page has a summary.

Mark the summary block with `role: summary`: the key points, or a table of what to do for whom. The content of
`sections` begins on page 2. Source: PEMAT-P item 11; two of 17 materials had one (PMC11033604).
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import has_role, leaflets
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "missing-summary"


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets of more than one page without a summary."""
    for draft, document in leaflets(subject):
        if any(not part.front for part in draft.parts) and not has_role(document, "summary"):
            yield warned(draft, draft.mark, ID, "more than a page and no summary: no block has 'role: summary'")
