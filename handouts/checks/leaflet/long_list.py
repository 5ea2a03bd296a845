"""A list has at most seven items; a longer list is split under separate headings.

Source: CDC Clear Communication Index 8.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.document.blocks import Bullets
from handouts.document.walk import blocks

ID = "long-list"
MOST = 7


def check(subject: Subject) -> Iterator[Problem]:
    """Report lists of more than seven items."""
    for draft, document in leaflets(subject):
        for bullets in blocks(document.sections):
            if isinstance(bullets, Bullets) and len(bullets.items) > MOST:
                message = f"list of {len(bullets.items)} items; split it (at most {MOST})"
                yield warned(draft, bullets.items[0].mark, ID, message)
