"""The room that text takes on a slide, by the widths of Arial's characters: accurate enough to detect overflow."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from handouts.audit.readers.pptx.file import Box, PptxShape, Run, ShapeParagraph

# advance widths of the characters from space to tilde, in 1/1000 em
REGULAR = (
    *(278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556),
    *(556, 556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667),
    *(556, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556),
    *(556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722),
    *(500, 500, 500, 334, 260, 334, 584),
)
BOLD = (
    *(278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556),
    *(556, 556, 556, 556, 333, 333, 584, 584, 584, 611, 975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722),
    *(611, 833, 722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556, 333, 556),
    *(611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611, 611, 611, 389, 556, 333, 611, 556, 778),
    *(556, 556, 500, 389, 280, 389, 584),
)
OTHERS = {"\u00a0": 278, "\u00b7": 333, "\u2019": 222, "\u2014": 1000, "\u2192": 1000}
SINGLE = 1.17  # line height relative to the type size, where none is set


def width_of(text: str, run: Run) -> float:
    """Return the width of a text in the type of a run, in pt."""
    return sum(map((_BOLD if run.bold else _REGULAR).__getitem__, text)) * run.size / 1000


class _Widths(dict[str, int]):
    """The widths of characters in 1/1000 em; an accented character is as wide as the plain one."""

    def __missing__(self, char: str) -> int:
        plain = unicodedata.normalize("NFD", char)[0]
        wide = self.get(plain) or OTHERS.get(char, 1000 if ord(char) >= 0x2E80 else 556)
        self[char] = wide
        return wide


_REGULAR, _BOLD = (_Widths(zip(map(chr, range(32, 127)), table, strict=True)) for table in (REGULAR, BOLD))


def lines_of(paragraph: ShapeParagraph, room: float) -> list[float]:
    """Return the widths of a paragraph's lines in a room of this width, in pt."""
    lines, at, gap = [0.0], 0.0, 0.0
    for word, wide, space in _words(paragraph):
        if word == "\n":
            lines.append(0.0)
            at = gap = 0.0
            continue
        if at and at + gap + wide > room:
            lines.append(0.0)
            at = gap = 0.0
        at += gap + wide
        gap = space
        lines[-1] = at
    return lines


def _words(paragraph: ShapeParagraph) -> Iterator[tuple[str, float, float]]:
    """Yield unbreakable words, which may extend over runs, with their width and that of the space after them."""
    word, wide = "", 0.0
    for run in paragraph.runs:
        for piece in _PIECE.findall(run.text):
            if piece == "\n":
                yield word, wide, 0.0
                yield "\n", 0.0, 0.0
                word, wide = "", 0.0
            elif piece == " ":
                yield word, wide, width_of(" ", run)
                word, wide = "", 0.0
            else:
                word, wide = word + piece, wide + width_of(piece, run)
                if piece[-1] in "-\u2013\u2014":
                    yield word, wide, 0.0
                    word, wide = "", 0.0
    if word:
        yield word, wide, 0.0


_PIECE = re.compile("\n| |[^-\u2013\u2014 \n]*[-\u2013\u2014]|[^-\u2013\u2014 \n]+")


def text_height(paragraphs: tuple[ShapeParagraph, ...], room: float) -> tuple[float, float]:
    """Return the width and height of paragraphs in a room of this width, in pt."""
    height = widest = 0.0
    for number, paragraph in enumerate(paragraphs):
        lines = lines_of(paragraph, room - paragraph.margin)
        tall = paragraph.line or SINGLE * max((run.size for run in paragraph.runs), default=0.0)
        height += len(lines) * tall + (paragraph.before if number else 0.0)
        widest = max(widest, paragraph.margin + max(lines))
    return widest, height


def inner(shape: PptxShape) -> Box | None:
    """Return the room for text in a shape, or None."""
    if shape.box is None:
        return None
    left, top, right, bottom = shape.body.insets
    box = shape.box
    return Box(box.left + left, box.top + top, box.right - right, box.bottom - bottom)


def text_box(shape: PptxShape) -> Box | None:
    """Return the bounds of a shape's text on the slide, or None."""
    room = inner(shape)
    if room is None or not shape.text.strip():
        return None
    wide, tall = text_height(shape.paragraphs, room.width if shape.body.wraps else 1e6)
    top = {"ctr": (room.top + room.bottom - tall) / 2, "b": room.bottom - tall}.get(shape.body.anchor, room.top)
    align = shape.paragraphs[0].align
    left = {"ctr": (room.left + room.right - wide) / 2, "r": room.right - wide}.get(align, room.left)
    return Box(left, top, left + wide, top + tall)
