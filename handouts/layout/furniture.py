"""What stands around the content of every page: letterhead, draft state, foot line, QR code."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from handouts.document import Document, Inline, Letterhead, Strong, Words, plain
from handouts.layout.setting import Setter, first_baseline
from handouts.layout.shapes import Drawn, Picture, Rect, Rule, Shape, TextLine, decoration
from handouts.layout.typeset import Style, break_lines, text_width
from handouts.words import word

LOGO_HEIGHT = 26.0
QUIET_MODULES = 4


@dataclass(frozen=True, slots=True)
class Furniture:
    """What the furniture of a document says."""

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

    def words(self) -> Iterator[str]:
        """All the words that a clinic's file brings in."""
        if self.letterhead is not None:
            head = self.letterhead
            yield from (text for text in (head.name, head.day, head.night, head.web, head.other_formats) if text)


@dataclass(frozen=True, slots=True)
class PageRoom:
    """The room for content: its top and height in pt."""

    top: float
    height: float


def furniture_of(
    document: Document, draft: str | None, logo: tuple[str, float] | None, qr: tuple[str, ...] | None
) -> Furniture:
    """The furniture of a document; `logo` is its file and its width for each pt of height."""
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
    )


def page_room(setter: Setter, document: Document, furniture: Furniture, page: int) -> PageRoom:
    """The room between head and foot."""
    top = setter.look.top + _head_height(setter, furniture) + 14
    bottom = setter.look.height - setter.look.bottom - _foot_height(setter, furniture) - 10
    return PageRoom(top, bottom - top)


def last_page_room(setter: Setter, document: Document, furniture: Furniture) -> PageRoom:
    """The room on the last page, above the QR code where there is one."""
    room = page_room(setter, document, furniture, 1)
    if furniture.qr is None:
        return room
    return replace(room, height=room.height - _qr_block(setter, furniture) - 10)


def furnished(
    setter: Setter, document: Document, furniture: Furniture, number: int, pages: int
) -> tuple[Drawn, ...]:
    """Head and foot of a page, and on the last one the QR code."""
    shapes = [*_head(setter, furniture, number), *_foot(setter, furniture, number, pages)]
    if number == pages and furniture.qr is not None:
        shapes.extend(_qr(setter, furniture))
    return (decoration(*shapes),)


# --- words ----------------------------------------------------------------------------------------


def _line(
    setter: Setter, inlines: tuple[Inline, ...], style: Style, x: float, top: float, colour: str | None = None
) -> TextLine:
    """One line of furniture; it may not break."""
    (line,) = break_lines(inlines, style, 1e9, setter.fonts)
    return TextLine(x, top + first_baseline(style, setter.fonts), line, colour or style.colour)


def _wide(setter: Setter, text: str, style: Style) -> float:
    return text_width((Words(text),), style, setter.fonts) if text else 0.0


def day(when: date, lang: str) -> str:
    """A date in words."""
    names = word("months", lang).split()
    return word("date", lang, day=when.day, month=names[when.month - 1], year=when.year)


def month(when: date, lang: str) -> str:
    """A month with its year."""
    return word("month-date", lang, month=word("months", lang).split()[when.month - 1], year=when.year)


# --- head -----------------------------------------------------------------------------------------


def _head_height(setter: Setter, furniture: Furniture) -> float:
    style = setter.style("badge")
    rows = 2 if setter.look.columns == 1 else 1
    return style.line * rows + (14 if rows == 1 else 22)


def _head(setter: Setter, furniture: Furniture, number: int) -> Iterator[Shape]:
    """Clinic and phones at the start, the draft state framed at the end, a rule under both."""
    look = setter.look
    height = _head_height(setter, furniture)
    badge = setter.style("badge")
    top = look.top + 4
    end = look.width - look.end
    if furniture.draft is not None:
        wide = _wide(setter, furniture.draft, badge)
        yield Rect(end - wide - 18, top - 3, wide + 18, badge.line + 6, "warning-tint", "warning", 1.2)
        yield _line(setter, (Words(furniture.draft),), badge, end - wide - 9, top)
        end -= wide + 18 + 14
    below = top + (badge.line + 9 if look.columns == 1 else 0)
    limit = look.width - look.end if look.columns == 1 else end
    yield from _clinic(setter, furniture, look.start, limit, below)
    yield Rule(look.start, look.top + height, look.width - look.end, look.top + height, "rule", 0.75)


def _clinic(setter: Setter, furniture: Furniture, x: float, limit: float, top: float) -> Iterator[Shape]:
    head = furniture.letterhead
    name, phone = setter.style("clinic"), setter.style("phone")
    if head is None:
        yield from _blank_clinic(setter, furniture, x, limit, top)
        return
    if furniture.logo is not None:
        file, ratio = furniture.logo
        yield Picture(x, top + (name.line - LOGO_HEIGHT) / 2, LOGO_HEIGHT * ratio, LOGO_HEIGHT, file)
        x += LOGO_HEIGHT * ratio + 8
    yield _line(setter, (Words(head.name),), name, x, top)
    x += _wide(setter, head.name, name) + 10
    for text in _phones(head, furniture.lang):
        wide = _wide(setter, text, phone)
        if x + wide <= limit:
            yield _line(setter, (Words(text),), phone, x, top)
            x += wide + 10


def _phones(head: Letterhead, lang: str) -> Iterator[str]:
    if head.day:
        yield head.day.replace(" ", "\u00a0")
    if head.night and head.night != head.day:
        yield f"{word('phone.night', lang).lower()}\u00a0{head.night}".replace(" ", "\u00a0")


def _blank_clinic(setter: Setter, furniture: Furniture, x: float, limit: float, top: float) -> Iterator[Shape]:
    """Lines to write the clinic's name and phone on."""
    style = setter.style("phone")
    base = top + first_baseline(style, setter.fonts) + 3
    room = limit - x
    for name, share in (("clinic", 0.56), ("phone", 0.44)):
        label = word(name, furniture.lang)
        wide = _wide(setter, label, style)
        yield _line(setter, (Words(label),), style, x, top, "quiet")
        end = x + room * share - (12 if share > 0.5 else 0)
        yield Rule(x + wide + 5, base, end, base, "line", 0.9)
        x += room * share


# --- foot -----------------------------------------------------------------------------------------


def _foot_height(setter: Setter, furniture: Furniture) -> float:
    return 2 * setter.style("footer").line + 7


def _foot(setter: Setter, furniture: Furniture, number: int, pages: int) -> Iterator[Shape]:
    """Id, version, language and dates at the start, the page number in the middle, the address at the end."""
    look, lang = setter.look, furniture.lang
    footer, page = setter.style("footer"), setter.style("page")
    top = look.height - look.bottom - _foot_height(setter, furniture)
    yield Rule(look.start, top, look.width - look.end, top, "rule", 0.75)
    first = " · ".join(
        (
            furniture.document,
            word("version", lang, version=furniture.version),
            word("language", lang),
            word("checked", lang, date=day(furniture.checked, lang)),
        )
    )
    other = furniture.letterhead.other_formats if furniture.letterhead is not None else None
    formats = word("other-formats-at", lang, contact=other) if other else word("other-formats", lang)
    second = f"{word('review-due', lang, date=month(furniture.review_due, lang))} · {formats}"
    for line, text in enumerate((first, second)):
        yield _line(setter, (Words(text),), footer, look.start, top + 6 + line * footer.line)
    label = word("page-of", lang, page=number, pages=pages)
    wide = _wide(setter, label, page)
    web = furniture.letterhead.web if furniture.letterhead is not None else None
    end = look.width - look.end
    yield _line(setter, (Words(label),), page, end - wide, top + 5)
    if web:
        address = bare(web)
        yield _line(
            setter, (Words(address),), footer, end - _wide(setter, address, footer), top + 5 + page.line - 2
        )


def bare(web: str) -> str:
    """A web address as a person types it."""
    return web.removeprefix("https://").removeprefix("http://").rstrip("/")


# --- QR code --------------------------------------------------------------------------------------


def _qr_block(setter: Setter, furniture: Furniture) -> float:
    return setter.look.qr


def _qr(setter: Setter, furniture: Furniture) -> Iterator[Shape]:
    """The QR code with its quiet zone, and its address in words beside it."""
    look = setter.look
    modules = furniture.qr or ()
    size = look.qr / (len(modules) + 2 * QUIET_MODULES)
    top = look.height - look.bottom - _foot_height(setter, furniture) - 8 - look.qr
    x = look.width - look.end - look.qr
    for row, line in enumerate(modules):
        for start, length in _runs(line):
            left = x + (QUIET_MODULES + start) * size
            yield Rect(left, top + (QUIET_MODULES + row) * size, length * size, size, "ink")
    style = setter.style("label")
    label = word("scan", furniture.lang)
    web = bare(furniture.letterhead.web or "") if furniture.letterhead is not None else ""
    middle = top + look.qr / 2
    wide = _wide(setter, label, style)
    yield _line(setter, (Words(label),), style, x - wide - 6, middle - style.line)
    address = _wide(setter, web, replace(style, bold=True))
    yield _line(setter, (Strong((Words(web),)),), style, x - address - 6, middle)


def _runs(line: str) -> Iterator[tuple[int, int]]:
    """Dark modules that touch, as one bar: start and length."""
    start = None
    for place, dark in enumerate(f"{line}0"):
        if dark == "1" and start is None:
            start = place
        elif dark != "1" and start is not None:
            yield start, place - start
            start = None


def qr_modules(address: str) -> tuple[str, ...]:
    """The rows of a QR code at error level M, a `1` for each dark module."""
    from reportlab.graphics.barcode.qrencoder import QRCode, QRErrorCorrectLevel

    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(address)
    code.make()
    count = code.getModuleCount()
    return tuple("".join("1" if code.isDark(row, column) else "0" for column in range(count)) for row in range(count))


__all__ = ["Furniture", "furniture_of", "furnished", "page_room", "last_page_room", "qr_modules"]
