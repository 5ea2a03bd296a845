"""The furniture of a page: letterhead, draft state, foot lines, feedback line and QR code."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache

from handouts.core.problem import Mark, Problem
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
from handouts.render.type.lines import Style, TypesetLine, balanced_lines, break_lines, text_width

LOGO_HEIGHT = 30.0
LOGO_WIDTH = 90.0
QUIET_MODULES = 4
QR_SHARE = 0.4  # most of a page's width for the words below its QR code


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
    logo: tuple[bytes, float] | None = None
    qr: tuple[str, ...] | None = None
    reviewed: str | None = None
    foot: str | None = None
    imprint: Imprint | None = None


@dataclass(frozen=True, slots=True)
class PageRoom:
    """The room for content: its top and height in pt."""

    top: float
    height: float


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
    head, foot = tuple(_head(setter, furniture)), tuple(_each(_foot(setter, furniture, number, pages)))
    if number < pages:
        return (Drawn((), tuple(_all(head)), artifact="Header"), Drawn((), tuple(_all(foot)), artifact="Footer"))
    # a listener learns here that it is a draft, whose it is, and how to ask for other formats
    still = decoration(*_still(head), *_still(foot))
    return (still, *_said(head, furniture, "head"), *_said(foot, furniture, "foot"))


# the shapes of one text, which is read as a whole, or of one ornament
_Group = tuple[Shape, ...]


def _each(shapes: Iterable[Shape]) -> Iterator[_Group]:
    return ((shape,) for shape in shapes)


def _all(groups: Iterable[_Group]) -> Iterator[Shape]:
    return (shape for group in groups for shape in group)


def _still(groups: Iterable[_Group]) -> Iterator[Shape]:
    return (shape for shape in _all(groups) if not isinstance(shape, TextLine))


def _said(groups: Iterable[_Group], furniture: Furniture, part: str) -> Iterator[Drawn]:
    """Yield each text of head or foot as a paragraph, with all its lines."""
    number = 0
    for group in groups:
        lines = tuple(shape for shape in group if isinstance(shape, TextLine))
        if lines:
            yield Drawn((Tag("P", f"{furniture.document}#{part}-{number}"),), lines)
        number += len(group)


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
    """Return the height of the head in pt: two lines or more for a clinic; large print adds one above for the state."""
    style = setter.style("badge")
    above = style.line + 12 if setter.look.columns == 1 else 0.0
    if furniture.letterhead is None:
        return above + style.line + 12
    return above + _clinic_height(setter, furniture) + 6


def _clinic_height(setter: Setter, furniture: Furniture) -> float:
    """Return the height of the clinic's lines in pt; one or two lines have the height of two."""
    lines = clinic_lines(setter, furniture)
    if len(lines.name) + lines.phone_count <= 2:
        return setter.style("badge").line * 2
    return len(lines.name) * setter.style("clinic").line + lines.phone_count * setter.style("phone").line


def _head(setter: Setter, furniture: Furniture) -> Iterator[_Group]:
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
        yield (Rect(end - wide - 18, top - 3, wide + 18, badge.line + 6, "warning-tint", "warning", 1.2),)
        yield (_line(setter, (Words(furniture.draft),), badge, end - wide - 9, top),)
    elif furniture.reviewed is not None:
        # no frame, because a completed review is no warning
        label = setter.style("clinic")
        wide = _wide(setter, furniture.reviewed, label)
        top = look.top + 3 if look.columns == 1 else below + (rows - label.line) / 2
        yield (_line(setter, (Words(furniture.reviewed),), label, end - wide, top),)
    yield from _clinic(setter, furniture, below)
    yield (Rule(look.start, look.top + height, look.width - look.end, look.top + height, "rule", 0.75),)


def _state_width(setter: Setter, furniture: Furniture) -> float:
    """Return the width in pt that the state takes at the end of the head; in large print it stands above."""
    if setter.look.columns == 1:
        return 0.0
    if furniture.draft is not None:
        return _wide(setter, furniture.draft, setter.style("badge")) + 18
    return _wide(setter, furniture.reviewed, setter.style("clinic")) if furniture.reviewed is not None else 0.0


# pt between the state and what is printed, or written by hand, beside it
STATE_GAP, WRITING_GAP = 6.0, 14.0
NAME_LINES = 3
PHONE_LINES = 4


@dataclass(frozen=True, slots=True)
class ClinicLines:
    """The clinic's name and phones in lines, each phone for itself where they do not fit on one; `room` in pt."""

    room: float
    name: tuple[TypesetLine, ...]
    phones: tuple[tuple[TypesetLine, ...], ...]

    @property
    def phone_count(self) -> int:
        """The number of lines of all phones."""
        return sum(map(len, self.phones))


def clinic_lines(setter: Setter, furniture: Furniture) -> ClinicLines:
    """Return the lines of a clinic in the head, as many as they take."""
    head, look = furniture.letterhead, setter.look
    state = _state_width(setter, furniture)
    room = look.inner - (state + STATE_GAP if state else 0.0) - _logo_width(furniture)
    if head is None:
        return ClinicLines(room, (), ())
    name, phone = setter.style("clinic"), setter.style("phone")
    phones = tuple(_phones(head, furniture.lang))
    joined = (Words(" · ".join(phones)),)
    texts = [joined] if text_width(joined, phone, setter.fonts) <= room else [(Words(each),) for each in phones]
    return ClinicLines(
        room,
        balanced_lines((Words(head.name),), name, room, setter.fonts),
        tuple(break_lines(text, phone, room, setter.fonts) for text in texts if phones),
    )


def _logo_size(furniture: Furniture) -> tuple[float, float]:
    """Return width and height of the logo in pt."""
    if furniture.logo is None:
        return 0.0, 0.0
    height = min(LOGO_HEIGHT, LOGO_WIDTH / furniture.logo[1])
    return height * furniture.logo[1], height


def _logo_width(furniture: Furniture) -> float:
    """Return the width of the logo with its distance to the name, or nothing without a logo."""
    return _logo_size(furniture)[0] + 10 if furniture.logo is not None else 0.0


def _clinic(setter: Setter, furniture: Furniture, top: float) -> Iterator[_Group]:
    """Yield the logo, the name and the phones of the clinic, or lines to write them on."""
    x, look = setter.look.start, setter.look
    name, phone = setter.style("clinic"), setter.style("phone")
    if furniture.letterhead is None:
        state = _state_width(setter, furniture)
        limit = look.width - look.end - (state + WRITING_GAP if state else 0.0)
        yield from _each(_blank_clinic(setter, furniture, x, limit, top + 2))
        return
    lines = clinic_lines(setter, furniture)
    if furniture.logo is not None:
        width, height = _logo_size(furniture)
        most = max(name.line + phone.line, len(lines.name) * name.line + lines.phone_count * phone.line)
        yield (Picture(x, top + (most - height) / 2, width, height, furniture.logo[0]),)
        x += width + 10
    yield _set(setter, lines.name, name, x, top)
    y = top + len(lines.name) * name.line
    for each in lines.phones:
        yield _set(setter, each, phone, x, y)
        y += len(each) * phone.line


def _set(setter: Setter, lines: tuple[TypesetLine, ...], style: Style, x: float, top: float) -> _Group:
    """Return lines one below another."""
    first = top + first_baseline(style, setter.fonts)
    return tuple(TextLine(x, first + row * style.line, line, style.colour) for row, line in enumerate(lines))


def _phones(head: Letterhead, lang: str) -> Iterator[str]:
    if head.day:
        yield head.day
    if head.night and head.night != head.day:
        yield f"{word('phone.night', lang).lower()}\u00a0{head.night}"


def clinic_problems(setter: Setter, furniture: Furniture, otherwise: Mark) -> Iterator[Problem]:
    """Yield a problem, at its place in the clinic's file, for each text that the head has no room for."""
    head, lines = furniture.letterhead, clinic_lines(setter, furniture)
    if head is None:
        return
    layout, room = f"in the layout {setter.look.name!r}", f"{lines.room:.0f} pt"
    if len(lines.name) > NAME_LINES or _over(lines.name, lines.room):
        needed = _wide(setter, head.name, setter.style("clinic"))
        message = f"the clinic's name is {needed:.0f} pt wide; the head of a page has {NAME_LINES} lines of {room}"
        yield Problem(head.mark_of("name", otherwise), "overflowing-text", f"{message} {layout}")
    needed = sum(line.width for phone in lines.phones for line in phone)
    if lines.phone_count > PHONE_LINES or any(_over(phone, lines.room) for phone in lines.phones):
        key = "day" if head.day else "night"
        message = f"the clinic's phones are {needed:.0f} pt wide; the head of a page has {PHONE_LINES} lines of {room}"
        yield Problem(head.mark_of(key, otherwise), "overflowing-text", f"{message} {layout}")


def _over(lines: tuple[TypesetLine, ...], room: float) -> bool:
    """Return whether a word is wider than the room by more than rounding."""
    return any(line.width > room + 0.5 for line in lines)


def clinic_texts(furniture: Furniture) -> Iterator[tuple[str, str]]:
    """Yield key and words of all that comes from a clinic's file, as printed in head and foot."""
    head = furniture.letterhead
    for key, text in head.texts.items() if head is not None else ():
        yield key, bare(text) if key == "web" else text


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
    if furniture.letterhead is not None:
        mark = furniture.letterhead.mark_of("feedback", mark)
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
    for text in (Words(word("scan", furniture.lang)), Strong((Words(web),))):
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


__all__ = [
    "Furniture",
    "clinic_problems",
    "clinic_texts",
    "furnished",
    "furniture_of",
    "page_room",
    "qr_modules",
    "qr_width",
    "with_feedback",
    "with_qr",
]
