"""A clinic's phones are written as in its region, and its emergency number is one of the region's.

Who calls a wrong emergency number gets no help, so that is an error; another phone in an unusual form is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.model import Phone
from handouts.content.regions import Region
from handouts.core.problem import Problem, unknown

ID = "wrong-phone"
EMERGENCY_ID = "wrong-emergency-number"


def check(subject: Subject) -> Iterator[Problem]:
    """Report an emergency number of another region, and phones in a form that the region does not write."""
    clinic = subject.content.clinic
    region = subject.library.regions.by_id.get(clinic.region) if clinic is not None else None
    if clinic is None or region is None:
        return
    for key, phone in clinic.phones.items():
        if key == "emergency":
            yield from _emergency(phone, region)
        elif not region.writes(phone.number):
            forms = ", or ".join(str(form) for form in region.phones)
            message = f"{phone.number!r} is not how a phone is written in {region.id!r}: {forms}{_more(phone)}"
            yield Problem(phone.mark, ID, message, "warning")


def _emergency(phone: Phone, region: Region) -> Iterator[Problem]:
    if phone.number not in region.emergency:
        message = f"{unknown('emergency number', phone.number, region.emergency)} (region {region.id!r})"
        yield Problem(phone.mark, EMERGENCY_ID, message)


def _more(phone: Phone) -> str:
    """Return where to write what follows a number, for a phone that holds words."""
    if not any(letter.isalpha() for letter in phone.number):
        return ""
    return "; write it as {number: ..., extension: ..., option: ..., hours: ...}"
