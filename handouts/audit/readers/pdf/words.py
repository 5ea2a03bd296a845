"""The words of each piece of marked content, as a reader hears them: replacements said, artifacts silent.

After ISO 32000-1, 14.6 (marked content) and 14.9.4 (replacement text).
"""

from __future__ import annotations

from operator import attrgetter

from handouts.audit.readers.chunk import Chunk, TextPosition
from handouts.audit.readers.pdf.painted import Painted, Replacement, Shown


def said(painted: Painted) -> dict[int, list[Shown | Replacement]]:
    """Return what is heard of a page's marked content by its number, in the order in which it is painted."""
    found: dict[int, list[Shown | Replacement]] = {}
    for shown in painted.texts:
        mark = shown.mark
        if mark.number is not None and not mark.replaced:
            found.setdefault(mark.number, []).append(shown)
    for each in painted.replacements:
        found.setdefault(each.number, []).append(each)
        found[each.number].sort(key=attrgetter("order"))
    return found


def chunk_of(piece: Shown | Replacement, page: int) -> Chunk:
    """Return words that are heard, with their place where they are seen."""
    if isinstance(piece, Replacement):
        return Chunk(piece.text)
    place = TextPosition(page, piece.base, piece.size)
    return Chunk(piece.text, place, place)
