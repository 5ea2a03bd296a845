"""Spaces typed between a value and its unit, or between the ends of a range, as spaces at which no line ends."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.core.quantity import UNIT_WORDS, Interval, Number, Range
from handouts.core.words import LANGUAGES, word
from handouts.document.text import Inline, Text, Value, Words

NO_BREAK_SPACE = "\u00a0"
BARE = frozenset({"value", "low", "high", "estimate"})


def together(text: Text) -> Text:
    """Return a text with no-break spaces between a bare number and its unit, and between the ends of a range."""
    if not any(isinstance(inline, Value) and inline.part in BARE for inline in text):
        return text
    return tuple(_together(text))


def _together(text: Text) -> Iterator[Inline]:
    for place, inline in enumerate(text):
        before = text[place - 1] if place else None
        if not isinstance(inline, Words) or not isinstance(before, Value) or before.part not in BARE:
            yield inline
        elif _joins(before, inline, text[place + 1 : place + 2]):
            yield Words(inline.text.replace(" ", NO_BREAK_SPACE))
        elif inline.text[:1] == " " and _starts_with_unit(inline.text[1:], before):
            yield Words(NO_BREAK_SPACE + inline.text[1:])
        else:
            yield inline


def _joins(low: Value, words: Words, after: Text) -> bool:
    """Return whether words such as `to` stand between the two ends of one range."""
    high = after[0] if after else None
    if not isinstance(high, Value) or (low.part, high.part) != ("low", "high"):
        return False
    return (low.source, low.name) == (high.source, high.name) and len(words.text.split()) <= 1


def _starts_with_unit(words: str, value: Value) -> bool:
    quantity = value.measured.quantity if value.measured is not None else None
    if not isinstance(quantity, Number | Range | Interval):
        return False
    name = UNIT_WORDS[quantity.unit.id]
    units = {each for lang in LANGUAGES for each in word(name, lang).split("|") if each}
    return any(words.startswith(unit) and not words[len(unit) : len(unit) + 1].isalnum() for unit in units)
