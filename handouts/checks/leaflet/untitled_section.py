"""Every section has a heading, so that a reader finds it again.

On page 1 a box needs no further heading: its title is the heading. Source: PEMAT-P item 9.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem

ID = "missing-section-title"


def check(subject: Subject) -> Iterator[Problem]:
    """Report sections after page 1 without a heading."""
    for draft, _ in leaflets(subject):
        for part in draft.parts:
            if part.title is None and not part.front:
                yield warned(draft, part.mark, ID, f"the section {part.id!r} has no title")
