"""The sections of a leaflet's file written in another order, with their comments; all other lines stay as they are."""

from __future__ import annotations

from collections.abc import Sequence

from handouts.core.source import Mapping, as_data, source_of
from handouts.core.source import Sequence as Items

KEY = "sections"


class ReorderingError(Exception):
    """The reason why sections cannot be written in another order."""


def reordered(text: str, name: str, order: Sequence[str]) -> str:
    """Return a leaflet's text with its `sections` in this order of ids; comments above a section move with it.

    Raises ReorderingError where each section does not begin a line of its own, or where the result would not read as
    the same sections in that order.
    """
    before = _sections(text, name)
    lines = text.splitlines(keepends=True)
    starts, end = _starts(text, name, lines)
    ending = "\r\n" if text.count("\r\n") > text.count("\n") / 2 else "\n"
    pieces = [_Piece(lines[start:stop], ending) for start, stop in zip(starts, [*starts[1:], end], strict=True)]
    by_id = dict(zip(before, pieces, strict=True))
    if sorted(by_id) != sorted(order):
        raise ReorderingError(f"{name} does not hold the sections {', '.join(order)}")
    moved = [line for own, piece in zip(order, pieces, strict=True) for line in (*by_id[own].said, *piece.blank)]
    whole = "".join((*lines[: starts[0]], *moved, *lines[end:]))
    if _sections(whole, name) != {own: before[own] for own in order}:
        raise ReorderingError(f"{name} cannot be written in another order; move its sections by hand")
    return whole


def section_ids(text: str, name: str) -> tuple[str, ...]:
    """Return the ids of a leaflet's sections in the order of its file. Raises ReorderingError where it is unreadable."""
    return tuple(_sections(text, name))


class _Piece:
    """The lines of a section, the last of them closed by a line end, and the blank lines after them."""

    def __init__(self, lines: list[str], ending: str) -> None:
        last = max(place for place, line in enumerate(lines) if line.strip()) + 1
        self.said = (*lines[: last - 1], lines[last - 1].rstrip("\r\n") + ending)
        self.blank = tuple(lines[last:])


def _sections(text: str, name: str) -> dict[str, object]:
    """Return the sections of a leaflet by id, in order."""
    return {str(data["id"]): data for data in map(as_data, _items(text, name).items) if isinstance(data, dict)}


def _items(text: str, name: str) -> Items:
    source = source_of(text, name)
    found = source.root.entries.get(KEY) if isinstance(source.root, Mapping) else None
    if source.problems or not isinstance(found, Items):
        raise ReorderingError(f"{name} cannot be read, or has no list of {KEY}")
    return found


def _starts(text: str, name: str, lines: list[str]) -> tuple[list[int], int]:
    """Return the first line of each section, with the comments above it, and the line after the last; from 0."""
    root = source_of(text, name).root
    keys = root.keys if isinstance(root, Mapping) else {}
    items = _items(text, name).items
    firsts = [item.mark.line - 1 for item in items]
    if any(not lines[first].lstrip().startswith("-") for first in firsts) or len({*firsts}) != len(firsts):
        raise ReorderingError(f"{name}: each section must begin a line of its own (- id: ...)")
    later = [mark.line - 1 for mark in keys.values() if mark.line - 1 > firsts[-1]]
    end = _above(lines, min(later), 0) if later else len(lines)
    return [_above(lines, first, _indent(lines[first])) for first in firsts], end


def _above(lines: list[str], first: int, indent: int) -> int:
    """Return the line at which the comments directly above a line begin, those that are not further in."""
    while first and lines[first - 1].lstrip().startswith("#") and _indent(lines[first - 1]) <= indent:
        first -= 1
    return first


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())
