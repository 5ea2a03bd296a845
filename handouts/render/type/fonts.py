"""Font faces and their widths, chosen for each character; each file is parsed once per process."""

from __future__ import annotations

import sys
from array import array
from dataclasses import dataclass, field
from functools import cache, lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

# the first four bytes of a font file with TrueType outlines
TRUETYPE = (b"\x00\x01\x00\x00", b"true")
# characters without a glyph: they end a line or keep words together
UNPRINTED = frozenset("\u200b\u2060\n")


@dataclass(frozen=True, slots=True)
class Face:
    """A font file: its registered name for drawing, and the widths of its characters in 1/1000 em."""

    name: str
    path: Path
    widths: dict[str, float]
    ascent: float
    descent: float
    words: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    covered: set[str] = field(default_factory=set, compare=False, repr=False)

    def width(self, text: str) -> float:
        """Return the width in pt of a text set at 1 pt; characters that the face lacks count as 0."""
        known = self.words.get(text)
        if known is None:
            widths = self.widths
            known = self.words[text] = sum([widths.get(char, 0.0) for char in text]) / 1000
        return known

    def covers(self, text: str) -> bool:
        """Return whether the face has a glyph for every character of a text."""
        if text in self.covered:
            return True
        if self.widths.keys() >= set(text):
            self.covered.add(text)
            return True
        return False

    def has(self, char: str) -> bool:
        """Return whether the face has a glyph for a character, or the character needs none."""
        return char in self.widths or char in UNPRINTED


@dataclass(frozen=True, slots=True)
class FontSet:
    """The faces of a layout, regular and bold, in order of preference for each character."""

    regular: tuple[Face, ...]
    bold: tuple[Face, ...]
    # texts cut into measured words, which do not depend on the width of their lines
    cut: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def faces(self, bold: bool) -> tuple[Face, ...]:
        """Return the faces of one weight."""
        return self.bold if bold else self.regular

    def split(self, text: str, bold: bool) -> list[tuple[Face, str]]:
        """Return a text split by face; characters that no face has stay with the first face."""
        faces = self.faces(bold)
        first = faces[0]
        if first.covers(text):
            return [(first, text)] if text else []
        pieces: list[tuple[Face, str]] = []
        for char in text:
            face = next((face for face in faces if face.has(char)), first)
            if pieces and pieces[-1][0] is face:
                pieces[-1] = (face, pieces[-1][1] + char)
            else:
                pieces.append((face, char))
        return pieces

    def missing(self, text: str) -> list[str]:
        """Return the characters of a text that no face of the set has, each once."""
        lacking = list(dict.fromkeys(text))
        for face in (*self.regular, *self.bold):
            lacking = [char for char in lacking if not face.has(char)]
        return lacking


@cache
def load_face(path: Path) -> Face:
    """Return a face read from a TrueType file by ReportLab, whose font object also draws it."""
    font = drawing_font(path)
    widths = {chr(code): float(width) for code, width in font.face.charWidths.items()}
    return Face(font.fontName, path, widths, font.face.ascent / 1000, font.face.descent / 1000)


@cache
def drawing_font(path: Path) -> TTFont:
    """Return ReportLab's font object for a file, registered under the file's stem."""
    return _font(path.stem, path.read_bytes())


# by its bytes, because two editions that are compared lie in two folders with the same fonts
@lru_cache(maxsize=32)
def _font(name: str, data: bytes) -> TTFont:
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # asciiReadable=0 embeds only the glyphs that are used, which makes files less than half as large
    rl_config.ttfAsciiReadable = 0
    font = TTFont(name, BytesIO(data), asciiReadable=0)
    pdfmetrics.registerFont(font)
    return font


def load_fonts(regular: tuple[Path, ...], bold: tuple[Path, ...]) -> FontSet:
    """Return the font set of these files."""
    return FontSet(tuple(map(load_face, regular)), tuple(map(load_face, bold)))


# --- licences -------------------------------------------------------------------------------------

# `fsType` of the table OS/2: the kinds of embedding that a font allows, and what limits each
_KINDS, _RESTRICTED, _NO_SUBSETS, _BITMAPS_ONLY = 0x000F, 0x0002, 0x0100, 0x0200


def embedding_fault(path: Path) -> str | None:
    """Return why the licence of a font forbids to embed the glyphs that a page uses; None if it allows that."""
    allowed = _embedding(path.read_bytes())
    if allowed & _KINDS == _RESTRICTED:
        return "may not be embedded: its licence is restricted (fsType 0x0002); use another font"
    if allowed & _BITMAPS_ONLY:
        return "may be embedded as bitmaps only (fsType 0x0200); use another font"
    if allowed & _NO_SUBSETS:
        return "may be embedded only whole (fsType 0x0100), but a page embeds the glyphs that it uses; use another font"
    return None


# of the same fonts it is asked for each weight and layout
@lru_cache(maxsize=32)
def _embedding(data: bytes) -> int:
    """Return `fsType` of a font, or 0 if it says nothing about embedding."""
    table = _tables(data).get(b"OS/2")
    return 0 if table is None else int.from_bytes(data[table.start + 8 : table.start + 10], "big")


# --- whether a file is a font ---------------------------------------------------------------------

# the tables that drawing reads, and of these the ones that hold the shapes and widths of letters
_NEEDED = (b"head", b"hhea", b"maxp", b"name", b"post", b"cmap", b"glyf", b"hmtx", b"loca")
_LETTERS = (b"cmap", b"glyf", b"hmtx", b"loca")


@dataclass(frozen=True, slots=True)
class _FontTable:
    """A table of a font file as its head lists it."""

    checksum: int
    start: int
    length: int

    @property
    def end(self) -> int:
        """The offset of the first byte after it."""
        return self.start + self.length


def is_font(path: Path) -> bool:
    """Return whether a file is a whole TrueType font that can be drawn with; its licence is another question."""
    data = path.read_bytes()
    # what loads is kept by `drawing_font`; that something failed to load is asked again
    return _is_whole(data) and (_is_protected(data) or _loads(path))


# several layouts ask for the same fonts
@lru_cache(maxsize=32)
def _is_whole(data: bytes) -> bool:
    """Return whether a font file has the tables that drawing reads, and its letters the listed checksums."""
    tables = _tables(data) if data[:4] in TRUETYPE else {}
    if not all(tag in tables for tag in _NEEDED) or any(table.end > len(data) for table in tables.values()):
        return False
    # a damaged letter would be drawn as another shape, or as none
    return all(tables[tag].checksum == _checksum(data, tables[tag]) for tag in _LETTERS)


def _tables(data: bytes) -> dict[bytes, _FontTable]:
    """Return the tables that the head of a font lists, by name."""
    count = int.from_bytes(data[4:6], "big")
    entries = (data[start : start + 16] for start in range(12, min(12 + 16 * count, len(data) - 15), 16))
    return {
        entry[:4]: _FontTable(*(int.from_bytes(entry[place : place + 4], "big") for place in (4, 8, 12)))
        for entry in entries
    }


def _checksum(data: bytes, table: _FontTable) -> int:
    """Return the sum of a table's numbers of four bytes, padded with zeros, as the head of a font should list it."""
    whole = data[table.start : table.end]
    numbers = array("I", whole + bytes(-len(whole) % 4))
    if sys.byteorder == "little":
        numbers.byteswap()
    return sum(numbers) & 0xFFFFFFFF


def _is_protected(data: bytes) -> bool:
    """Return whether the licence forbids what ReportLab does, so that it refuses a font that is whole."""
    allowed = _embedding(data)
    return allowed == _RESTRICTED or bool(allowed & (_NO_SUBSETS | _BITMAPS_ONLY))


def _loads(path: Path) -> bool:
    """Return whether ReportLab loads a font; what fails after that is a fault of the program."""
    try:
        drawing_font(path)
    except Exception:  # noqa: BLE001 - ReportLab raises whatever a damaged table leads to
        return False
    return True
