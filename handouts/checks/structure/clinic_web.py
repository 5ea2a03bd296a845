"""A clinic's web address is valid and fits on a line below its QR code."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "clinic-web"
LONGEST = 48
_ADDRESS = re.compile(r"https?://[^\x00-\x20\x7f<>\"]+\Z")


def check(subject: Subject) -> Iterator[Problem]:
    """Report a web address that is invalid, or too long for a QR code that a phone can read."""
    clinic = subject.content.clinic
    if clinic is None or clinic.web is None:
        return
    mark = clinic.mark_of("web")
    if not _ADDRESS.match(clinic.web):
        yield Problem(mark, ID, f"{clinic.web[:40]!r} is no web address; write it with https://")
    elif len(clinic.web) > LONGEST:
        message = f"the web address has {len(clinic.web)} characters; a QR code on paper takes at most {LONGEST}"
        yield Problem(mark, ID, message)
