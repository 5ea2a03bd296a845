"""The text of each piece of marked content as a screen reader says it: with replacement text, without artifacts."""

from __future__ import annotations

from operator import attrgetter

from handouts.audit.readers.chunk import Chunk, TextPosition
from handouts.audit.readers.pdf.painted import Painted, Replacement, Shown


def said(painted: Painted) -> dict[int, list[Shown | Replacement]]:
    """Return what a screen reader says of each piece of marked content on a page, by its number, in painting order."""
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
    """Return a text that is said, with its position where it is painted."""
    if isinstance(piece, Replacement):
        return Chunk(piece.text)
    place = TextPosition(page, piece.base, piece.size)
    return Chunk(piece.text, place, place)
