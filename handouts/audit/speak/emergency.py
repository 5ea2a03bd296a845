"""How long a listener waits for the emergency advice."""

from __future__ import annotations

import re
from collections.abc import Sequence

from handouts.audit.speak.said import SpokenLine, phrase


def words_before(lines: Sequence[SpokenLine], lang: str) -> int | None:
    """Return how many of the document's own words are said before the first emergency box; None without one."""
    place = _first(lines, lang)
    if place is None:
        return None
    return sum(len(line.text.split()) for line in lines[: _opening(lines, place)] if line.role != "document")


def _first(lines: Sequence[SpokenLine], lang: str) -> int | None:
    """Return the index of the first line that is the name of the emergency box, or starts with it; else None."""
    name = re.escape(phrase("callout.emergency", lang))
    box = re.compile(rf"{name}\s*([:.,\u2013\u2014].*)?", re.IGNORECASE)
    return next((place for place, line in enumerate(lines) if box.fullmatch(line.text)), None)


def _opening(lines: Sequence[SpokenLine], place: int) -> int:
    """Return the index of the line where the box around a line starts, because its name may follow its title."""
    for start in range(place - 1, -1, -1):
        if lines[start].depth < lines[place].depth:
            return start if lines[start].role == "group" else place
    return place
