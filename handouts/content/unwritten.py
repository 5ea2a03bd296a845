"""Texts that nobody has written yet: `handouts add` writes them into its skeletons, and says in them what to write."""

from __future__ import annotations

import re

# what such a text begins with, in content of the language in which all content is written
BEGINNING = "Write here: "
_UNWRITTEN = re.compile(r"\bWrite here:\s+\S")


def is_unwritten(text: str) -> bool:
    """Return whether a text, or a part of it, is one of a skeleton that nobody has replaced."""
    return "Write here:" in text and _UNWRITTEN.search(text) is not None
