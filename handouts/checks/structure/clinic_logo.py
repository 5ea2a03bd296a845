"""A clinic's logo is a PNG or JPEG file inside the project, beside the clinic's own file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from handouts.checks.subject import Subject
from handouts.content.logo import logo_file
from handouts.core.problem import Problem

ID = "clinic-logo"
LARGEST_SIDE = 4000
FORMATS = ("PNG", "JPEG")


def check(subject: Subject) -> Iterator[Problem]:
    """Report a logo that is missing, in another folder, or not a picture."""
    clinic = subject.content.clinic
    if clinic is None or clinic.logo is None:
        return
    fault = _fault(subject.root, clinic.logo)
    if fault is not None:
        yield Problem(clinic.mark_of("logo"), ID, f"the logo {clinic.logo!r} {fault}")


def _fault(root: Path, name: str) -> str | None:
    file = logo_file(root, name)
    if not file.resolve().is_relative_to((root / "content").resolve()):
        return "lies outside the project's content"
    if not file.is_file():
        return "is not there; its place is relative to content/clinics"
    from PIL import Image, UnidentifiedImageError

    try:
        with Image.open(file, formats=FORMATS) as image:
            if max(image.size) > LARGEST_SIDE:
                return f"is larger than {LARGEST_SIDE} pixels"
            image.load()
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError, ValueError):
        return "is no PNG or JPEG picture that can be read"
    return None
