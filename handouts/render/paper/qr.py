"""The QR code of a document, with its address in words below it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from handouts.core.words import word
from handouts.document.text import Contact, Strong, Words
from handouts.render.paper.furniture import Furniture, bare, width_of
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import Drawn, Path, Rect, Shape, Strip, Tag, TextLine, beside, stacked
from handouts.render.type.lines import break_lines

QUIET_MODULES = 4
QR_SHARE = 0.4  # most of a page's width for the words below its QR code


def with_qr(setter: Setter, strip: Strip, furniture: Furniture) -> Strip:
    """Return the last strip of a document with the QR code at its end; `qr_width` must be left free there."""
    if furniture.qr is None:
        return strip
    look = setter.look
    path = (Tag("Figure", f"{furniture.document}#qr", alt=_qr_words(furniture)),)
    code = Strip(look.qr, (Drawn(path, tuple(_qr(setter, furniture))),), strip.block)
    words = stacked(list(_address(setter, furniture, path)), strip.block)
    column = stacked((code, words), strip.block)
    return beside(((0.0, strip), (look.inner - qr_width(setter, furniture), column)), strip.block)


def qr_width(setter: Setter, furniture: Furniture) -> float:
    """Return the width of the QR code's column in pt: the code, or the words below it."""
    if furniture.qr is None:
        return 0.0
    style = setter.style("source")
    web = bare(furniture.letterhead.web or "") if furniture.letterhead is not None else ""
    words = max(width_of(setter, text, replace(style, bold=True)) for text in (word("scan", furniture.lang), web))
    # a longer address is broken below the code, so that it leaves room for the text beside it
    return max(setter.look.qr, min(words, QR_SHARE * setter.look.inner))


def _qr(setter: Setter, furniture: Furniture) -> Iterator[Shape]:
    """Yield the dark modules of the QR code; its quiet zone stays white."""
    modules = furniture.qr or ()
    size = setter.look.qr / (len(modules) + 2 * QUIET_MODULES)
    shift = (qr_width(setter, furniture) - setter.look.qr) / 2
    for row, line in enumerate(modules):
        for start, length in _runs(line):
            left = shift + (QUIET_MODULES + start) * size
            yield Rect(left, (QUIET_MODULES + row) * size, length * size, size, "ink")


def _qr_words(furniture: Furniture) -> str:
    """Return the alt text of the QR code."""
    web = furniture.letterhead.web if furniture.letterhead is not None else None
    return word("qr", furniture.lang, address=bare(web or ""))


def _address(setter: Setter, furniture: Furniture, path: Path) -> Iterator[Strip]:
    """Yield the purpose and the address of the QR code, in words below it."""
    style = setter.style("source")
    web = bare(furniture.letterhead.web or "") if furniture.letterhead is not None else ""
    for text in (Words(word("scan", furniture.lang)), Strong((Contact("web", web),))):
        room = qr_width(setter, furniture)
        for line in break_lines((text,), style, room, setter.fonts):
            drawn = TextLine((room - line.width) / 2, first_baseline(style, setter.fonts), line, style.colour)
            yield Strip(style.line, (Drawn(path, (drawn,)),), furniture.document)


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """Yield start and length of adjacent dark modules, which are drawn as one bar."""
    start = None
    for place, dark in enumerate(f"{line}0"):
        if dark == "1" and start is None:
            start = place
        elif dark != "1" and start is not None:
            yield start, place - start
            start = None


# every layout of an edition prints the same code
@lru_cache(maxsize=64)
def qr_modules(address: str) -> tuple[str, ...]:
    """Return the rows of a QR code at error correction level M, with `1` for a dark module."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    count = code.getModuleCount()
    return tuple("".join("1" if code.isDark(row, column) else "0" for column in range(count)) for row in range(count))
