"""The anchors of headings in Markdown."""

from __future__ import annotations

import re

_SIGNS = re.compile(r"[^\w\- ]")


def anchor(heading: str) -> str:
    """Return the anchor that Markdown gives a heading: small letters, hyphens for spaces, and no other signs."""
    return _SIGNS.sub("", heading.lower()).replace(" ", "-")
