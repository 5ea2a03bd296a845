"""Characters that a layout cannot print: those of scripts that the writers cannot set, and those without a glyph."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

from handouts.core.alphabets import unset
from handouts.core.problem import Mark, Problem
from handouts.render.type.fonts import FontSet


def unprintable(text: str, mark: Mark, fonts: FontSet, layout: str) -> Iterator[Problem]:
    """Yield a problem for the script of a text that cannot be set, and for each character without a glyph."""
    barred = unset(text)
    if barred:
        yield Problem(mark, "unsupported-script", f"{_shown(barred[0])} cannot be set: {_why(barred[0])}")
    for char in fonts.missing(text):
        if char not in barred:
            yield Problem(mark, "missing-glyph", f"no font of the layout {layout!r} can show {_shown(char)}")


def _shown(char: str) -> str:
    """Return a character with its code; a mark is shown on a dotted circle."""
    shown = f"\u25cc{char}" if unicodedata.category(char)[0] == "M" else char
    name = unicodedata.name(char, "").lower()
    return f"{shown!r} (U+{ord(char):04X}{', ' + name if name else ''})"


def _why(char: str) -> str:
    if unicodedata.category(char)[0] == "M":
        return "a mark has no place over a letter with which it has no common character; write it in words"
    if unicodedata.bidirectional(char) in ("R", "AL", "AN"):
        return "its script runs from right to left"
    return "the letters of its script change their form beside others"
