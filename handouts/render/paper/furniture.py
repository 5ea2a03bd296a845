"""What head and foot of a page say, and how their words are set."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handouts.document.document import Document, Letterhead
from handouts.document.imprint import Imprint
from handouts.document.text import Contact, Inline, Words, plain
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import Shape, TextLine
from handouts.render.type.lines import Style, TypesetLine, break_lines, text_width

# the shapes of one text, which is read as a whole, or of one ornament
Group = tuple[Shape, ...]


@dataclass(frozen=True, slots=True)
class Furniture:
    """The content of a document's furniture; `draft` and `reviewed` hold the words of its state.

    `foot` is the foot line of a document that is no handout, in place of version, dates and where to ask. `phones` tells
    where a page says the clinic's phones: in its head, or in its text (only in large print, on page 1).
    """

    letterhead: Letterhead | None
    draft: str | None
    lang: str
    document: str
    title: str
    version: str
    checked: date
    review_due: date
    logo: tuple[bytes, float] | None = None
    qr: tuple[str, ...] | None = None
    reviewed: str | None = None
    foot: str | None = None
    imprint: Imprint | None = None
    phones: Literal["head", "text"] = "head"


def furniture_of(
    document: Document,
    draft: str | None,
    logo: tuple[bytes, float] | None,
    qr: tuple[str, ...] | None,
    reviewed: str | None = None,
    imprint: Imprint | None = None,
) -> Furniture:
    """Return the furniture of a document; `logo` is its PNG or JPEG file, and its width divided by its height."""
    return Furniture(
        document.letterhead,
        draft,
        document.lang,
        document.id,
        plain(document.title.text),
        document.version,
        document.checked,
        document.review_until,
        logo,
        qr,
        reviewed,
        imprint=imprint,
    )


def set_line(
    setter: Setter, inlines: tuple[Inline, ...], style: Style, x: float, top: float, colour: str | None = None
) -> TextLine:
    """Return one line of head or foot, without line breaks."""
    (line,) = break_lines(inlines, style, 1e9, setter.fonts)
    return TextLine(x, top + first_baseline(style, setter.fonts), line, colour or style.colour)


def set_lines(setter: Setter, lines: tuple[TypesetLine, ...], style: Style, x: float, top: float) -> Group:
    """Return lines one below another."""
    first = top + first_baseline(style, setter.fonts)
    return tuple(TextLine(x, first + row * style.line, line, style.colour) for row, line in enumerate(lines))


def width_of(setter: Setter, text: str, style: Style) -> float:
    """Return the width of a text on one line in pt."""
    return text_width((Words(text),), style, setter.fonts) if text else 0.0


def clinic_texts(furniture: Furniture) -> Iterator[tuple[str, str]]:
    """Yield key and words of all that comes from a clinic's file, as printed in head and foot."""
    head = furniture.letterhead
    for key, text in head.texts.items() if head is not None else ():
        yield key, bare(text) if key == "web" else text


def with_contacts(furniture: Furniture, text: str) -> tuple[Inline, ...]:
    """Return words of head or foot in which the clinic's phones and addresses can be opened."""
    known = {words: key for key, words in clinic_texts(furniture) if key != "name"}
    if not known:
        return (Words(text),)
    # of two that begin alike, the longer
    pattern = "|".join(re.escape(words) for words in sorted(known, key=len, reverse=True))
    pieces = re.split(f"({pattern})", text)
    return tuple(
        Contact(known[piece], piece) if number % 2 else Words(piece) for number, piece in enumerate(pieces) if piece
    )


def bare(web: str) -> str:
    """Return a web address as a person types it."""
    return web.removeprefix("https://").removeprefix("http://").rstrip("/")
