"""A leaflet says how to get it in large print, in another language or read aloud.

Every page prints the clinic's `other_formats` contact. Without that contact it prints `ask us`, so the clinic needs a
day phone. Source: Accessible Information Standard DAPB1605.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "missing-other-formats"


def check(subject: Subject) -> Iterator[Problem]:
    """Report a clinic without a contact for other formats."""
    clinic = subject.content.clinic
    reached = tuple(draft.id for draft, _ in leaflets(subject))
    if clinic is not None and not (clinic.other_formats or clinic.day) and reached:
        message = f"the clinic {clinic.id!r} has neither an 'other_formats' contact nor a day phone"
        yield Problem(clinic.mark, ID, message, reaches=reached)
