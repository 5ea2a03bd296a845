"""The furniture of a page: letterhead, draft state, foot lines, feedback line and QR code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.document import Document, Letterhead
from handouts.document.edition import day, edition_words, issued_words, month
from handouts.document.imprint import Imprint
from handouts.document.text import Blank, Contact, Inline, Strong, Unit, Words, plain
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import (
    Drawn,
    Path,
    Picture,
    Rect,
    Rule,
    Shape,
    Strip,
    Tag,
    TextLine,
    beside,
    decoration,
    stacked,
)
from handouts.render.type.lines import Style, break_lines, text_width

LOGO_HEIGHT = 30.0
LOGO_WIDTH = 90.0
QUIET_MODULES = 4


@dataclass(frozen=True, slots=True)
class Furniture:
    """The content of a document's furniture; `draft` and `reviewed` hold the words of its state.

    `foot` is the foot line of a document that is no handout, in place of version, dates and where to ask.
    """

    letterhead: Letterhead | None
    draft: str | None
    lang: str
    document: str
    title: str
    version: str
    checked: date
    review_due: date
    logo: tuple[str, float] | None = None
    qr: tuple[str, ...] | None = None
    reviewed: str | None = None
    foot: str | None = None
    imprint: Imprint | None = None

    def words(self) -> Iterator[str]:
        """Yield all words that come from a clinic's file."""
        if self.letterhead is not None:
            head = self.letterhead
            said = (head.name, head.day, head.night, head.web, head.other_formats, head.feedback)
            yield from (text for text in said if text)


@dataclass(frozen=True, slots=True)
class PageRoom:
    """The room for content: its top and height in pt."""

    top: float
    height: float


def furniture_of(
    document: Document,
    draft: str | None,
    logo: tuple[str, float] | None,
    qr: tuple[str, ...] | None,
    reviewed: str | None = None,
    imprint: Imprint | None = None,
) -> Furniture:
    """Return the furniture of a document; `logo` is its file, and its width divided by its height."""
    return Furniture(
        document.letterhead,
        draft,
        document.lang,
        document.id,
        plain(document.title.text),
        document.version,
        document.checked,
        document.review_due,
        logo,
        qr,
        reviewed,
        imprint=imprint,
    )


def page_room(setter: Setter, furniture: Furniture) -> PageRoom:
    """Return the room between head and foot."""
    top = setter.look.top + _head_height(setter, furniture) + 14
    bottom = setter.look.height - setter.look.bottom - _foot_height(setter) - 10
    return PageRoom(top, bottom - top)


def furnished(setter: Setter, furniture: Furniture, number: int, pages: int) -> tuple[Drawn, ...]:
    """Return head and foot of a page: artifacts on all pages but the last, where they are tagged and read once."""
    head, foot = tuple(_head(setter, furniture)), tuple(_foot(setter, furniture, number, pages))
    if number < pages:
        return (Drawn((), head, artifact="Header"), Drawn((), foot, artifact="Footer"))
    # a listener learns here that it is a draft, whose it is, and how to ask for other formats
    return (decoration(*_still(head), *_still(foot)), *_said(head, furniture, "head"), *_said(foot, furniture, "foot"))


def _still(shapes: Iterable[Shape]) -> Iterator[Shape]:
    return (shape for shape in shapes if not isinstance(shape, TextLine))


def _said(shapes: Iterable[Shape], furniture: Furniture, part: str) -> Iterator[Drawn]:
    """Yield each line of head or foot as a paragraph."""
    for number, shape in enumerate(shapes):
        if isinstance(shape, TextLine):
            yield Drawn((Tag("P", f"{furniture.document}#{part}-{number}"),), (shape,))


# --- words ----------------------------------------------------------------------------------------


def _line(
    setter: Setter, inlines: tuple[Inline, ...], style: Style, x: float, top: float, colour: str | None = None
) -> TextLine:
    """Return one line of furniture, without line breaks."""
    (line,) = break_lines(inlines, style, 1e9, setter.fonts)
    return TextLine(x, top + first_baseline(style, setter.fonts), line, colour or style.colour)


def _wide(setter: Setter, text: str, style: Style) -> float:
    return text_width((Words(text),), style, setter.fonts) if text else 0.0


# --- head -----------------------------------------------------------------------------------------


def _head_height(setter: Setter, furniture: Furniture) -> float:
    """Return the height of the head in pt: two lines for a clinic; large print adds one above for the state."""
    style = setter.style("badge")
    rows = 2 if furniture.letterhead is not None else 1
    above = style.line + 12 if setter.look.columns == 1 else 0.0
    return above + style.line * rows + (6 if rows == 2 else 12)


def _head(setter: Setter, furniture: Furniture) -> Iterator[Shape]:
    """Yield clinic and phones at the start, the framed draft state or the review month at the end, and a rule."""
    look = setter.look
    height = _head_height(setter, furniture)
    badge = setter.style("badge")
    end = look.width - look.end
    below = look.top + (badge.line + 12 if look.columns == 1 else 0)
    rows = look.top + height - 4 - below
    if furniture.draft is not None:
        wide = _wide(setter, furniture.draft, badge)
        top = look.top + 3 if look.columns == 1 else below + (rows - badge.line) / 2
        yield Rect(end - wide - 18, top - 3, wide + 18, badge.line + 6, "warning-tint", "warning", 1.2)
        yield _line(setter, (Words(furniture.draft),), badge, end - wide - 9, top)
        end -= 0 if look.columns == 1 else wide + 18 + 14
    elif furniture.reviewed is not None:
        # no frame, because a completed review is no warning
        label = setter.style("clinic")
        wide = _wide(setter, furniture.reviewed, label)
        top = look.top + 3 if look.columns == 1 else below + (rows - label.line) / 2
        yield _line(setter, (Words(furniture.reviewed),), label, end - wide, top)
        end -= 0 if look.columns == 1 else wide + 14
    yield from _clinic(setter, furniture, look.start, end, below)
    yield Rule(look.start, look.top + height, look.width - look.end, look.top + height, "rule", 0.75)


def _clinic(setter: Setter, furniture: Furniture, x: float, limit: float, top: float) -> Iterator[Shape]:
    head = furniture.letterhead
    name, phone = setter.style("clinic"), setter.style("phone")
    if head is None:
        yield from _blank_clinic(setter, furniture, x, limit, top + 2)
        return
    if furniture.logo is not None:
        file, ratio = furniture.logo
        height = min(LOGO_HEIGHT, LOGO_WIDTH / ratio)
        yield Picture(x, top + (name.line + phone.line - height) / 2, height * ratio, height, file)
        x += height * ratio + 10
    yield _line(setter, (Words(head.name),), name, x, top)
    phones = " · ".join(_phones(head, furniture.lang))
    if phones:
        yield _line(setter, (Words(phones),), phone, x, top + name.line)


def _phones(head: Letterhead, lang: str) -> Iterator[str]:
    if head.day:
        yield head.day
    if head.night and head.night != head.day:
        yield f"{word('phone.night', lang).lower()}\u00a0{head.night}"


def _blank_clinic(setter: Setter, furniture: Furniture, x: float, limit: float, top: float) -> Iterator[Shape]:
    """Yield lines to write the clinic's name and phone number on."""
    style = setter.style("phone")
    base = top + first_baseline(style, setter.fonts) + 3
    room = limit - x
    lang = furniture.lang
    for label, share in ((word("clinic", lang), 0.56), (word("phone", lang), 0.44)):
        wide = _wide(setter, label, style)
        yield _line(setter, (Words(label),), style, x, top, "quiet")
        end = x + room * share - (12 if share > 0.5 else 0)
        yield Rule(x + wide + 5, base, end, base, "line", 0.9)
        x += room * share


# --- foot -----------------------------------------------------------------------------------------


def _foot_height(setter: Setter) -> float:
    return _second_row(setter) + setter.style("footer").line * (_rows(setter) - 1) + 7


def _rows(setter: Setter) -> int:
    """Return the number of foot lines; large print has a third one, because dates have a line of their own."""
    return 3 if setter.look.columns == 1 else 2


def _second_row(setter: Setter) -> float:
    """Return the distance from the first foot line to the second; in large print it clears the page number."""
    footer = setter.style("footer").line
    return max(footer, setter.style("page").line - 3) if setter.look.columns == 1 else footer


def _foot(setter: Setter, furniture: Furniture, number: int, pages: int) -> Iterator[Shape]:
    """Yield id, version, digest, language and dates at the start, page number and web address at the end."""
    look, lang = setter.look, furniture.lang
    footer, page = setter.style("footer"), setter.style("page")
    top = look.height - look.bottom - _foot_height(setter)
    yield Rule(look.start, top, look.width - look.end, top, "rule", 0.75)
    end = look.width - look.end
    lines = [top + 6, *(top + 6 + _second_row(setter) + footer.line * row for row in range(_rows(setter) - 1))]
    words = _foot_lines(setter, furniture)
    # a `foot` line replaces the usual lines, and is only one
    for y, text in zip(lines, words, strict=False):
        yield _line(setter, (Words(text),), footer, look.start, y)
    label = word("page-of", lang, page=number, pages=pages)
    yield _line(setter, (Words(label),), page, end - _wide(setter, label, page), top + 5)
    web = furniture.letterhead.web if furniture.letterhead is not None else None
    address = bare(web or "")
    # the issue date may leave no room for the address, which is also below the QR code
    if address and not (issued_words(furniture.imprint, lang) and _meet(setter, words[-1], address)):
        low = lines[-1] if _rows(setter) == 3 else top + 5 + page.line - 2
        yield _line(setter, (Words(address),), footer, end - _wide(setter, address, footer), low)


def _meet(setter: Setter, start: str, end: str) -> bool:
    """Return whether words at the start and end of a foot line are less than 6 pt apart."""
    footer = setter.style("footer")
    return _wide(setter, start, footer) + _wide(setter, end, footer) + 6 > setter.look.inner


def _foot_lines(setter: Setter, furniture: Furniture) -> tuple[str, ...]:
    """Return the lines at the start of the foot."""
    lang = furniture.lang
    edition = (furniture.document, *edition_words(furniture.version, furniture.imprint, lang), word("language", lang))
    checked = word("checked", lang, date=day(furniture.checked, lang))
    issued = issued_words(furniture.imprint, lang)
    due = word("review-due", lang, date=month(furniture.review_due, lang))
    other = furniture.letterhead.other_formats if furniture.letterhead is not None else None
    formats = word("other-formats-at", lang, contact=other) if other else word("other-formats", lang)
    if furniture.foot is not None:
        return (furniture.foot,)
    if _rows(setter) == 3:
        return _joined(edition), _joined((checked[:1].upper() + checked[1:], *issued, _inside(due))), formats
    return _joined((*edition, checked)), _joined((due, *issued, formats))


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(parts)


def _inside(words: str) -> str:
    """Return words in the form for the middle of a line."""
    return words[:1].lower() + words[1:]


def bare(web: str) -> str:
    """Return a web address as a person types it."""
    return web.removeprefix("https://").removeprefix("http://").rstrip("/")


# --- feedback -------------------------------------------------------------------------------------

FEEDBACK_GAP = 6.0
FEEDBACK_LETTERS = 30


def with_feedback(setter: Setter, strip: Strip, furniture: Furniture, mark: Mark) -> Strip:
    """Return the last strip of a leaflet with a feedback line below it: a contact, or a line to write on."""
    contact = furniture.letterhead.feedback if furniture.letterhead is not None else None
    room: Inline = Contact("feedback", contact) if contact else Blank("feedback", FEEDBACK_LETTERS)
    name = f"{furniture.document}#feedback"
    unit = Unit(name, (Words(word("feedback", furniture.lang)), room), mark, furniture.lang)
    width = setter.look.inner - (setter.aside + setter.space("column") if setter.aside else 0.0)
    line = setter.strip(unit, "source", width, (Tag("P", name),))
    both = stacked((strip, replace(line, gap=FEEDBACK_GAP if strip.height else 0.0)), strip.block)
    return replace(strip, height=both.height, drawn=both.drawn, fields=both.fields)


# --- QR code --------------------------------------------------------------------------------------


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
    words = max(_wide(setter, text, replace(style, bold=True)) for text in (word("scan", furniture.lang), web))
    return max(setter.look.qr, words)


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
    for text in (Words(word("scan", furniture.lang)), Strong((Words(web),))):
        wide = text_width((text,), style, setter.fonts)
        x = (qr_width(setter, furniture) - wide) / 2
        yield Strip(style.line, (Drawn(path, (_line(setter, (text,), style, x, 0.0),)),), furniture.document)


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


__all__ = ["Furniture", "furnished", "furniture_of", "page_room", "qr_modules", "qr_width", "with_feedback", "with_qr"]
