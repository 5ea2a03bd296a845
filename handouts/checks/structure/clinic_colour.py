"""A clinic's colour can be seen on paper: at least 4.5:1 for bars, rules and large titles (LOOK).

Text in a colour below 7:1 is ink instead (`render/paper/look.py`).
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.colour import LEAST_OF_CLINIC, PAPER, contrast, is_colour, nearest_shade
from handouts.core.problem import Problem

ID = "wrong-colour"
PALE_ID = "low-contrast"


def check(subject: Subject) -> Iterator[Problem]:
    """Report a clinic colour that is invalid or too pale."""
    clinic = subject.content.clinic
    if clinic is None or clinic.colour is None:
        return
    mark = clinic.mark_of("colour")
    if not is_colour(clinic.colour):
        yield Problem(mark, ID, f"{clinic.colour!r} is not a colour; write it as '#rrggbb'")
        return
    colour = clinic.colour.lower()
    reached = contrast(colour, PAPER)
    if reached < LEAST_OF_CLINIC:
        near = nearest_shade(colour, lambda each: contrast(each, PAPER) >= LEAST_OF_CLINIC)
        instead = f"the nearest colour that has {LEAST_OF_CLINIC:g}:1 is {near!r}" if near else "use a darker one"
        yield Problem(mark, PALE_ID, f"titles in {colour} on paper have a contrast of {reached:.1f}:1; {instead}")
