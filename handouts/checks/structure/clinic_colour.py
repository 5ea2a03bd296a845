"""A clinic's colour has enough contrast: at least 7:1 for text on paper and on its tint (LOOK, WCAG 1.4.6)."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.colour import CLINIC_TINT_SHARE, contrast, is_colour, mixed
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
        yield Problem(mark, ID, f"{clinic.colour!r} is no colour; write it as '#rrggbb'")
        return
    colour = clinic.colour.lower()
    reached = min(contrast(colour, PAPER), contrast(colour, mixed(colour, PAPER, CLINIC_TINT_SHARE)))
    if reached < subject.contrast:
        message = f"text in {colour} on its tint reaches {reached:.1f}:1; it must reach {subject.contrast:.0f}:1"
        yield Problem(mark, PALE_ID, message)
