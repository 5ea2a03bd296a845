"""A PDF font as far as reading its text needs it: the characters and widths of its codes, and whether it is embedded.

See ISO 32000-1, 9.10. A code without a known character becomes U+FFFD, because a screen reader cannot say it either.
"""

from __future__ import annotations

import re
import struct
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import islice
from typing import Any

import pikepdf

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.pdf.glyphs import CODES, UNKNOWN, encoded
from handouts.audit.readers.pdf.streams import unpacked

WIDE_CODES = 65_536  # number of codes in a font with two-byte codes
MOST = 100_000  # limit for the codes in a font's ToUnicode table, and for the widths that it lists
FONT = 20_000  # memory in bytes of a font with one-byte codes
CODE = 100  # memory in bytes of each known code or width
USUAL_WIDTH = 0.5
_SECTION = re.compile(rb"begin(bfchar|bfrange|codespacerange)(.*?)end\1", re.DOTALL)
_STRING = re.compile(rb"<([0-9A-Fa-f\s]*)>|(\[)|(\])")
_FILES = ("/FontFile", "/FontFile2", "/FontFile3")


@dataclass
class PdfFont:
    """A font of a file: `words` and `widths` (in em) by code, and the codes for which it has no glyph."""

    key: str
    name: str
    wide: bool
    embedded: bool
    unicode: bool
    words: dict[int, str]
    widths: dict[int, float]
    usual: float
    missing: frozenset[int] = frozenset()
    seen_missing: set[int] = field(default_factory=set)
    known: dict[bytes, tuple[str, float, int]] = field(default_factory=dict)

    def read(self, codes: bytes) -> tuple[str, float, int]:
        """Return the text of codes, their width in em, and their number."""
        found = self.known.get(codes)
        if found is None:
            found = self.known[codes] = self._read(codes)
        return found

    def _read(self, codes: bytes) -> tuple[str, float, int]:
        values: list[int] | bytes = codes
        if self.wide:
            values = [codes[place] << 8 | codes[place + 1] for place in range(0, len(codes) - 1, 2)]
        if self.missing and not self.missing.isdisjoint(values):
            self.seen_missing.update(self.missing.intersection(values))
        words, widths = self.words, self.widths
        if self.wide:
            text = "".join([words.get(code, UNKNOWN) for code in values])
            return text, sum([widths.get(code, self.usual) for code in values]), len(values)
        text = "".join(map(self.letters.__getitem__, codes))
        return text, sum(map(self.lengths.__getitem__, codes)), len(codes)

    @cached_property
    def letters(self) -> list[str]:
        """The characters of all one-byte codes."""
        return [self.words.get(code, UNKNOWN) for code in range(256)]

    @cached_property
    def lengths(self) -> list[float]:
        """The widths of all one-byte codes, in em."""
        return [self.widths.get(code, self.usual) for code in range(256)]


def font_of(name: str, data: Any, budget: Budget) -> PdfFont:
    """Return a font read from its dictionary; for a name without a dictionary, a font with WinAnsi encoding."""
    if data is None:
        data = pikepdf.Dictionary(BaseFont=pikepdf.Name(f"/{name}"), Encoding=pikepdf.Name.WinAnsiEncoding)
    kind = str(data.get("/Subtype", ""))
    inner = data["/DescendantFonts"][0] if kind == "/Type0" else data
    descriptor = inner.get("/FontDescriptor")
    embedded = kind == "/Type3" or (descriptor is not None and any(key in descriptor for key in _FILES))
    words = _words(data, kind)
    widths, usual = _wide_widths(inner) if kind == "/Type0" else _widths(data, descriptor)
    missing = _missing(data, inner, descriptor, kind)
    budget.tick()
    budget.keep(FONT + CODE * (len(words) + len(widths)))
    return PdfFont(
        name,
        str(data.get("/BaseFont", name)).lstrip("/"),
        kind == "/Type0",
        embedded,
        "/ToUnicode" in data,
        words,
        widths,
        usual,
        missing,
    )


# --- widths ---------------------------------------------------------------------------------------


def _widths(data: Any, descriptor: Any) -> tuple[dict[int, float], float]:
    usual = float(descriptor.get("/MissingWidth", 0)) / 1000 if descriptor is not None else USUAL_WIDTH
    if "/Widths" not in data:
        return {}, usual or USUAL_WIDTH
    first = int(data.get("/FirstChar", 0))
    scale = abs(float(data["/FontMatrix"][0])) if "/FontMatrix" in data else 0.001
    return {first + place: float(width) * scale for place, width in enumerate(islice(data["/Widths"], CODES))}, usual


def _wide_widths(inner: Any) -> tuple[dict[int, float], float]:
    usual = float(inner.get("/DW", 1000)) / 1000
    return dict(islice(_listed_widths(inner.get("/W", [])), MOST)), usual


def _listed_widths(rows: Any) -> Iterator[tuple[int, float]]:
    """Yield codes with widths in em from a W array: a first code with a list of widths, or a range with one width."""
    place = 0
    while place + 1 < len(rows):
        first, second = int(rows[place]), rows[place + 1]
        if isinstance(second, pikepdf.Array):
            yield from ((first + step, float(width) / 1000) for step, width in enumerate(second))
            place += 2
        elif place + 2 < len(rows):
            width = float(rows[place + 2]) / 1000
            yield from ((code, width) for code in range(first, min(int(second), first + WIDE_CODES - 1) + 1))
            place += 3
        else:
            return


# --- words ----------------------------------------------------------------------------------------


def _words(data: Any, kind: str) -> dict[int, str]:
    """Return the characters of a font's codes by its ToUnicode table, and by its encoding where that has no entry."""
    stream = data.get("/ToUnicode")
    table = dict(islice(_unicode(unpacked(stream)), MOST)) if isinstance(stream, pikepdf.Stream) else {}
    if kind == "/Type0":
        return table
    if table and "/Encoding" not in data:  # its own codes, which only the table maps to characters
        return table
    return {**encoded(data.get("/Encoding")), **table}


def _unicode(table: bytes) -> Iterator[tuple[int, str]]:
    """Yield the codes in a ToUnicode table with their characters."""
    for section in _SECTION.finditer(table):
        if section[1] == b"bfchar":
            pieces = [found[1] for found in _STRING.finditer(section[2]) if found[1] is not None]
            yield from ((int(code, 16), _utf16(text)) for code, text in zip(pieces[::2], pieces[1::2], strict=False))
        elif section[1] == b"bfrange":
            yield from _ranges(section[2])


def _ranges(text: bytes) -> Iterator[tuple[int, str]]:
    pieces: list[bytes | list[bytes]] = []
    inside: list[bytes] | None = None
    for found in _STRING.finditer(text):
        if found[2]:
            inside = []
        elif found[3]:
            pieces.append(inside or [])
            inside = None
        elif inside is not None:
            inside.append(found[1])
        else:
            pieces.append(found[1])
    for first, last, words in zip(pieces[::3], pieces[1::3], pieces[2::3], strict=False):
        if isinstance(first, bytes) and isinstance(last, bytes):
            yield from _range(int(first, 16), min(int(last, 16), int(first, 16) + WIDE_CODES - 1), words)


def _range(first: int, last: int, words: bytes | list[bytes]) -> Iterator[tuple[int, str]]:
    if isinstance(words, list):
        yield from ((first + place, _utf16(text)) for place, text in enumerate(words[: last - first + 1]))
        return
    start = _utf16(words)
    for code in range(first, last + 1):
        yield code, start[:-1] + chr(min(ord(start[-1]) + code - first, 0x10FFFF)) if start else ""


def _utf16(digits: bytes) -> str:
    digits = b"".join(digits.split())
    return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode()).decode("utf-16-be", "replace")


# --- characters that the font lacks ---------------------------------------------------------------


def _missing(data: Any, inner: Any, descriptor: Any, kind: str) -> frozenset[int]:
    """Return the codes that show the box for missing characters: glyph 0 of an embedded TrueType font."""
    if descriptor is None or "/FontFile2" not in descriptor:
        return frozenset()
    if kind == "/Type0":
        same = (
            str(inner.get("/CIDToGIDMap", "/Identity")) == "/Identity" and str(data.get("/Encoding")) == "/Identity-H"
        )
        return frozenset({0}) if same else frozenset()
    glyphs = _glyphs(unpacked(descriptor["/FontFile2"])) if "/Encoding" not in data else None
    if glyphs is None:
        return frozenset()
    return frozenset(code for code in range(256) if not glyphs.get(code))


def _glyphs(font: bytes) -> dict[int, int] | None:
    """Return the glyphs of a symbolic font by code, from its cmap subtable (1, 0) of format 0 or 6, or None."""
    try:
        count = struct.unpack_from(">H", font, 4)[0]
        for place in range(12, 12 + 16 * count, 16):
            tag, _, offset, _ = struct.unpack_from(">4sIII", font, place)
            if tag == b"cmap":
                return _cmap(font, offset)
    except struct.error:
        return None
    return None


def _cmap(font: bytes, offset: int) -> dict[int, int] | None:
    count = struct.unpack_from(">H", font, offset + 2)[0]
    for place in range(count):
        platform, encoding, start = struct.unpack_from(">HHI", font, offset + 4 + 8 * place)
        if (platform, encoding) == (1, 0):
            at = offset + start
            kind = struct.unpack_from(">H", font, at)[0]
            if kind == 0:
                return dict(enumerate(font[at + 6 : at + 262]))
            if kind == 6:
                first, many = struct.unpack_from(">HH", font, at + 6)
                return {
                    first + step: glyph for step, glyph in enumerate(struct.unpack_from(f">{many}H", font, at + 10))
                }
    return None
