"""A leaflet tells readers how to give feedback on it.

The last page prints the clinic's `feedback` contact, or without a clinic a line to write it on. Source: PIF TICK
criterion 8.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "missing-feedback"


def check(subject: Subject) -> Iterator[Problem]:
    """Report a clinic without a feedback contact."""
    clinic = subject.content.clinic
    reached = tuple(draft.id for draft, _ in leaflets(subject))
    if clinic is not None and clinic.feedback is None and reached:
        message = f"the clinic {clinic.id!r} has no 'feedback' contact to print in its leaflets"
        yield Problem(clinic.mark, ID, message, reaches=reached)
