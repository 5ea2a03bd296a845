"""A clinic's logo is a PNG or JPEG file inside the project, beside the clinic's own file."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.logo import LogoError, read_logo
from handouts.content.markup import is_refused
from handouts.core.problem import Problem

ID = "wrong-logo"


def check(subject: Subject) -> Iterator[Problem]:
    """Report a logo that is missing, in another folder, or not a picture that can be shown."""
    clinic = subject.content.clinic
    if clinic is None or clinic.logo is None or is_refused(clinic.logo):
        return
    try:
        read_logo(subject.root, clinic.logo)
    except LogoError as error:
        yield Problem(clinic.mark_of("logo"), ID, f"the logo {clinic.logo!r} {error}")
