"""A clinic's web address is valid and fits on a line below its QR code; so is a web or mail address for feedback."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.markup import is_refused
from handouts.content.model import Clinic
from handouts.core.links import WEB, link_fault, mail_fault
from handouts.core.problem import Problem

ID = "wrong-address"
LONGEST = 48


def check(subject: Subject) -> Iterator[Problem]:
    """Report a web address that is invalid, or too long for a QR code that a phone can read."""
    clinic = subject.content.clinic
    if clinic is None:
        return
    yield from _feedback(clinic)
    if clinic.web is None or is_refused(clinic.web):
        return
    fault = link_fault(clinic.web, WEB)
    if fault is not None:
        yield Problem(clinic.mark_of("web"), ID, f"the web address {clinic.web[:40]!r} {fault}")
    elif len(clinic.web) > LONGEST:
        message = f"the web address has {len(clinic.web)} characters; a QR code on paper takes at most {LONGEST}"
        yield Problem(clinic.mark_of("web"), ID, message)


def _feedback(clinic: Clinic) -> Iterator[Problem]:
    """Report a place for feedback that looks like an address and is none; plain words may be anything."""
    place = clinic.feedback or ""
    if is_refused(place):
        return
    if "://" in place:
        fault = link_fault(place, WEB)
    else:
        fault = mail_fault(place) if "@" in place and " " not in place else None
    if fault is not None:
        yield Problem(clinic.mark_of("feedback"), ID, f"the place for feedback {place[:40]!r} {fault}")
