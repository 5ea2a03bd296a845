"""Ids of documents, clinics, layouts, themes and files of claims, which become names of files on any machine."""

from __future__ import annotations

import re

LONGEST = 60  # characters, so that a file name with language, layout and digest stays below 255 bytes
_PLAIN = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_DEVICE = re.compile(r"(?:con|prn|aux|nul|(?:com|lpt)[0-9])\Z")


def id_fault(name: str) -> str | None:
    """Return why a name cannot be an id, as the words of a problem; None if it can."""
    if not _PLAIN.match(name):
        return f"{name!r} is not an id; use lower-case letters from a to z, digits and single hyphens between them"
    if _DEVICE.match(name):
        return f"{name!r} is not an id; Windows keeps this name for a device"
    if len(name) > LONGEST:
        return f"an id of {len(name)} characters; use at most {LONGEST}"
    return None
