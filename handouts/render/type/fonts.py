"""Font faces with their widths, chosen per character, each file parsed once a process."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from reportlab.pdfbase.ttfonts import TTFont

# the first bytes of a font file with TrueType outlines
TRUETYPE = (b"\x00\x01\x00\x00", b"true")
# characters that take no glyph: they end a line or hold words together
UNPRINTED = frozenset("\u200b\u2060\n")


@dataclass(frozen=True, slots=True)
class Face:
    """One font file: its name as registered for drawing, and the widths of its characters in 1/1000 em."""

    name: str
    path: Path
    widths: dict[str, float]
    ascent: float
    descent: float
    cap_height: float
    words: dict[str, float] = field(default_factory=dict, compare=False, repr=False)
    covered: set[str] = field(default_factory=set, compare=False, repr=False)

    def width(self, text: str) -> float:
        """The width of a text at 1 pt, in pt; characters the face lacks count as nothing."""
        known = self.words.get(text)
        if known is None:
            widths = self.widths
            known = self.words[text] = sum([widths.get(char, 0.0) for char in text]) / 1000
        return known

    def covers(self, text: str) -> bool:
        """Whether the face shows every character of a text."""
        if text in self.covered:
            return True
        if self.widths.keys() >= set(text):
            self.covered.add(text)
            return True
        return False

    def has(self, char: str) -> bool:
        """Whether the face can show a character."""
        return char in self.widths or char in UNPRINTED


@dataclass(frozen=True, slots=True)
class FontSet:
    """The faces of a layout, regular and bold, in the order they are asked for a character."""

    regular: tuple[Face, ...]
    bold: tuple[Face, ...]
    # texts cut into measured words (`typeset`), which are the same for every width that they are set in
    cut: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)

    def faces(self, bold: bool) -> tuple[Face, ...]:
        """The faces of one weight."""
        return self.bold if bold else self.regular

    def split(self, text: str, bold: bool) -> list[tuple[Face, str]]:
        """A text cut where another face has to show it; missing characters stay with the first face."""
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
        """The characters of a text that no face of the set can show, each once."""
        lacking = list(dict.fromkeys(text))
        for face in (*self.regular, *self.bold):
            lacking = [char for char in lacking if not face.has(char)]
        return lacking


@cache
def load_face(path: Path) -> Face:
    """A face read from a TrueType file; ReportLab's reader, whose font object also draws it."""
    font = drawing_font(path)
    widths = {chr(code): float(width) for code, width in font.face.charWidths.items()}
    cap = getattr(font.face, "capHeight", 0) or 0.7 * font.face.ascent
    return Face(font.fontName, path, widths, font.face.ascent / 1000, font.face.descent / 1000, cap / 1000)


@cache
def drawing_font(path: Path) -> TTFont:
    """ReportLab's font object of a file, registered under the file's stem."""
    from reportlab import rl_config
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont

    # asciiReadable=0 embeds only the glyphs that are used (TAGGED-PDF: files get less than half as large)
    rl_config.ttfAsciiReadable = 0
    font = TTFont(path.stem, str(path), asciiReadable=0)
    pdfmetrics.registerFont(font)
    return font


def is_font(path: Path) -> bool:
    """Whether a file begins as a TrueType font does."""
    with path.open("rb") as file:
        return file.read(4) in TRUETYPE


def load_fonts(regular: tuple[Path, ...], bold: tuple[Path, ...]) -> FontSet:
    """The font set of these files."""
    return FontSet(tuple(map(load_face, regular)), tuple(map(load_face, bold)))
