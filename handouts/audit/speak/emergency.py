"""How long a listener waits for the emergency advice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handouts.audit.speak.said import SpokenLine, phrase


def words_before(lines: Sequence[SpokenLine], lang: str) -> int | None:
    """The document's own words that are said before the first emergency box, or None where there is none."""
    place = _first(lines, lang)
    if place is None:
        return None
    return sum(len(line.text.split()) for line in lines[: _opening(lines, place)] if line.role != "document")


def _first(lines: Sequence[SpokenLine], lang: str) -> int | None:
    """The first line that is or begins with the name of the box."""
    name = re.escape(phrase("callout.emergency", lang))
    box = re.compile(rf"{name}\s*([:.,\u2013\u2014].*)?", re.IGNORECASE)
    return next((place for place, line in enumerate(lines) if box.fullmatch(line.text)), None)


def _opening(lines: Sequence[SpokenLine], place: int) -> int:
    """Where the box begins that a line stands in: its name may be said after its title."""
    for start in range(place - 1, -1, -1):
        if lines[start].depth < lines[place].depth:
            return start if lines[start].role == "group" else place
    return place
