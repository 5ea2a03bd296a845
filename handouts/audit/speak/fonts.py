"""What the codes of a font mean, by its own table (`ToUnicode`) or its encoding.

After ISO 32000-1, 9.10. A code that a font does not explain is U+FFFD, as a reader cannot say it either.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

UNKNOWN = "\ufffd"
MOST = 70_000  # codes that a range may name
ENCODINGS = {"/WinAnsiEncoding": "cp1252", "/MacRomanEncoding": "mac_roman"}
_BLOCK = re.compile(rb"begin(bfchar|bfrange)(.*?)end\1", re.DOTALL)
_CHAR = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]*)>")
_RANGE = re.compile(rb"<([0-9A-Fa-f\s]+)>\s*<([0-9A-Fa-f\s]+)>\s*(?:<([0-9A-Fa-f\s]*)>|\[([^\]]*)\])")


@dataclass(frozen=True, slots=True)
class Font:
    """Codes of so many bytes, and the words of each; `encoding` serves where the table is silent."""

    table: dict[int, str]
    width: int
    encoding: str | None

    def words(self, codes: bytes) -> str:
        """What codes mean."""
        starts = range(0, len(codes), self.width)
        return "".join(self._word(int.from_bytes(codes[start : start + self.width], "big")) for start in starts)

    def _word(self, code: int) -> str:
        found = self.table.get(code)
        if found is not None:
            return found
        if self.encoding is None:
            return UNKNOWN
        return bytes((code & 0xFF,)).decode(self.encoding, "replace")


def font_of(font: Any) -> Font:
    """A font of a page."""
    if font is None:
        return Font({}, 1, "cp1252")
    wide = font.get("/Subtype") == "/Type0"
    source = font.get("/ToUnicode")
    stream: Any = source.get_object() if source is not None else None
    table = dict(_entries(stream.get_data())) if hasattr(stream, "get_data") else {}
    return Font(table, 2 if wide else 1, None if wide else _encoding(font))


def _encoding(font: Any) -> str:
    named = font.get("/Encoding")
    named = named.get_object() if named is not None else None
    if isinstance(named, dict):
        named = named.get("/BaseEncoding")
    return ENCODINGS.get(str(named), "cp1252")


def _entries(cmap: bytes) -> Iterator[tuple[int, str]]:
    """The codes of a table with their words."""
    for kind, block in _BLOCK.findall(cmap):
        if kind == b"bfchar":
            yield from ((int(code, 16), _text(words)) for code, words in _CHAR.findall(block))
        else:
            for low, high, first, each in _RANGE.findall(block):
                yield from _range(int(low, 16), int(high, 16), first, each)


def _range(low: int, high: int, first: bytes, each: bytes) -> Iterator[tuple[int, str]]:
    """A range of codes: one word that counts up, or a word for each."""
    high = min(high, low + MOST)
    if each.strip():
        words = re.findall(rb"<([0-9A-Fa-f\s]*)>", each)
        yield from zip(range(low, high + 1), map(_text, words), strict=False)
        return
    start = _text(first)
    for code in range(low, high + 1):
        if start and ord(start[-1]) + code - low <= 0x10FFFF:
            yield code, start[:-1] + chr(ord(start[-1]) + code - low)


def _text(digits: bytes) -> str:
    return bytes.fromhex("".join(digits.decode("ascii").split())).decode("utf-16-be", "replace")
