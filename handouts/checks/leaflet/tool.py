"""A leaflet contains a tool that helps the reader to act: a checklist, a diary, a plan or a record.

Mark it with `role: tool`. Source: PEMAT-P item 23; two of 18 materials had one (PMC11033604).
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import has_role, leaflets
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "missing-tool"


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets without a tool."""
    for draft, document in leaflets(subject):
        if not has_role(document, "tool"):
            yield warned(draft, draft.mark, ID, "nothing to act with, such as a diary: no block has 'role: tool'")
