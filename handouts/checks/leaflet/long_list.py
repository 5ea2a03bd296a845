"""A list has seven items at most; a longer one is parted under heads of its own.

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
    """Lists that nobody keeps in mind."""
    for draft, document in leaflets(subject):
        for bullets in blocks(document.sections):
            if isinstance(bullets, Bullets) and len(bullets.items) > MOST:
                message = f"a list of {len(bullets.items)} items; part it, at most {MOST} stand together"
                yield warned(draft, bullets.items[0].mark, ID, message)
