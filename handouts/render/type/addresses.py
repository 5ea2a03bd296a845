"""Web addresses in a text, turned into links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from handouts.document.text import Inline, Link, Text, Unit, Words

# an address ends before sentence punctuation
_ADDRESS = re.compile(r"(https?://[^\s<>]+[^\s<>.,;:)\]])")


def linked(unit: Unit) -> Unit:
    """Return a text unit in which every printed web address is a link."""
    return replace(unit, text=tuple(_linked(unit.text)))


def _linked(text: Text) -> Iterator[Inline]:
    for inline in text:
        if not isinstance(inline, Words) or "://" not in inline.text:
            yield inline
            continue
        for number, piece in enumerate(_ADDRESS.split(inline.text)):
            if piece:
                yield Link((Words(piece),), piece) if number % 2 else Words(piece)
