"""A leaflet asks the reader to do at least one thing.

Write `do` cards or numbered `steps`, or mark another block with `role: actions`. Source: PEMAT-P item 20; CDC Clear
Communication Index 5.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets, steps
from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem

ID = "missing-actions"


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets without an action."""
    for draft, document in leaflets(subject):
        if not steps(document):
            yield found(draft, draft.mark, ID, "no action for the reader: no 'do' cards, 'steps' or 'role: actions'")
