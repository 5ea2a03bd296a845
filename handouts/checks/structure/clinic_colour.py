"""A clinic's colour has enough contrast: at least 7:1 for text on paper and on its tint (LOOK, WCAG 1.4.6)."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.colour import CLINIC_TINT_SHARE, contrast, is_colour, mixed, nearest_shade
from handouts.core.problem import Problem

ID = "wrong-colour"
PALE_ID = "low-contrast"
PAPER = "#ffffff"


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
    reached = _reached(colour)
    if reached < subject.contrast:
        near = nearest_shade(colour, lambda each: _reached(each) >= subject.contrast)
        instead = f"the nearest colour that has {subject.contrast:.0f}:1 is {near!r}" if near else "use a darker one"
        message = f"text in {colour} on its tint has a contrast of {reached:.1f}:1; {instead}"
        yield Problem(mark, PALE_ID, message)


def _reached(colour: str) -> float:
    """Return the lower contrast of text in a colour: on paper, or on the tint of the colour."""
    return min(contrast(colour, PAPER), contrast(colour, mixed(colour, PAPER, CLINIC_TINT_SHARE)))
