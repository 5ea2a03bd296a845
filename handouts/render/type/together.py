"""Spaces typed between a bare number and its unit, as spaces at which no line ends."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.core.quantity import Interval, Number, Range
from handouts.document.text import Inline, Text, Value, Words

NO_BREAK_SPACE = "\u00a0"
BARE = frozenset({"value", "low", "high", "estimate"})


def together(text: Text) -> Text:
    """Return a text with no-break spaces between a bare number and the unit that is typed after it."""
    if not any(isinstance(inline, Value) and inline.part in BARE for inline in text):
        return text
    return tuple(_together(text))


def _together(text: Text) -> Iterator[Inline]:
    before: Inline | None = None
    for inline in text:
        if isinstance(inline, Words) and isinstance(before, Value) and _starts_with_unit(inline.text, before):
            yield Words(NO_BREAK_SPACE + inline.text[1:])
        else:
            yield inline
        before = inline


def _starts_with_unit(words: str, value: Value) -> bool:
    quantity = value.measured.quantity if value.measured is not None else None
    if words[:1] != " " or value.part not in BARE or not isinstance(quantity, Number | Range | Interval):
        return False
    units = quantity.unit.definition.words
    return any(words.startswith(unit, 1) and not words[len(unit) + 1 : len(unit) + 2].isalnum() for unit in units)
