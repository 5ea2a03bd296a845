"""The foot of a page: the edition, its dates and where to ask, beside the page number.

On a narrow page the texts of the foot are folded into more lines before any of them meets another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.edition import day, issued_words, month
from handouts.document.text import Words
from handouts.render.paper.furniture import Furniture, Group, bare, set_line, set_lines, width_of
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import StraightLine
from handouts.render.type.lines import Style, TypesetLine, break_lines

Side = Literal["front", "back"]  # of a sheet
SIDES: tuple[Side, ...] = ("front", "back")
APART = 6.0  # pt, the least between two texts of one line
FORMATS_LINES = 3
ROWS = 2  # lines of a foot that is not folded
# pt from the rule to the capitals below it, and between what hangs from one line and the capitals of the next
RULE_CLEAR, LINE_CLEAR = 6.0, 1.0
CAPITALS, HANGING = 0.7, 0.22  # shares of a type size
# a page number in larger type than this, relative to the foot's, keeps a line of the foot for itself
TALL_NUMBER = 1.5


@dataclass(frozen=True, slots=True)
class FootLines:
    """The texts at the start of the foot, each in lines; `rows` counts the lines that the foot has room for.

    `address_row` is the line at whose end the web address stands, counted from 0.
    """

    texts: tuple[tuple[TypesetLine, ...], ...]
    rows: int
    address: str = ""
    address_row: int = 0


@dataclass(frozen=True, slots=True)
class FirstLines:
    """The foot of page 1: edition and month of use in bold, what has room beside them, and the lines below."""

    edition: tuple[TypesetLine, ...]
    beside: str
    below: tuple[TypesetLine, ...]


def foot_height(setter: Setter, furniture: Furniture) -> float:
    """Return the height of the foot in pt, which is the same on all pages and in draft and reviewed documents."""
    footer = setter.style("footer")
    rows = max(_foot_lines(setter, furniture, side).rows for side in SIDES)
    height = _start(setter, footer) + _second_row(setter) + footer.line * (rows - 1)
    if furniture.foot is not None:
        return height
    most = max((_first_lines(setter, furniture, issued) for issued in _issues(furniture)), key=_first_rows)
    return max(height, _first_top(setter, most) + footer.line * len(most.below))


def foot_groups(setter: Setter, furniture: Furniture, number: int, pages: int) -> Iterator[Group]:
    """Yield a rule, the texts of the foot at the start, page number and web address at the end.

    Page 1 says its edition, and until when to use it, in the type of the page number: shelves are checked by eye.
    """
    look, page = setter.look, setter.style("page")
    top = look.height - look.bottom - foot_height(setter, furniture)
    end = look.width - look.end
    yield (StraightLine(look.start, top, end, top, "rule", 0.75),)
    if number == 1 and furniture.foot is None:
        yield from _first_groups(setter, furniture, top)
    else:
        yield from _usual_groups(setter, furniture, top, "front" if number % 2 else "back")
    label = word("page-of", furniture.lang, page=number, pages=pages)
    x = end - width_of(setter, label, page)
    yield (set_line(setter, (Words(label),), page, x, top + _start(setter, page)),)


def _usual_groups(setter: Setter, furniture: Furniture, top: float, side: Side) -> Iterator[Group]:
    """Yield the texts of the foot, and the web address, below a rule at `top`."""
    footer, page = setter.style("footer"), setter.style("page")
    lines = _foot_lines(setter, furniture, side)
    first = top + _start(setter, footer)
    row = 0
    for text in lines.texts:
        yield _set(setter, text, first, row)
        row += len(text)
    if lines.address:
        below = top + _start(setter, page) + _below(setter, page)
        low = below if lines.rows == ROWS else first + _row_top(setter, lines.address_row)
        x = setter.look.width - setter.look.end - width_of(setter, lines.address, footer)
        yield (set_line(setter, (Words(lines.address),), footer, x, low),)


def _first_groups(setter: Setter, furniture: Furniture, top: float) -> Iterator[Group]:
    """Yield the texts of the foot of page 1 below a rule at `top`."""
    look, page, footer = setter.look, setter.style("page"), setter.style("footer")
    lines = _first_lines(setter, furniture, issued_words(furniture.imprint, furniture.lang))
    first = top + _start(setter, page)
    yield set_lines(setter, lines.edition, page, look.start, first)
    if lines.beside:
        x = look.start + lines.edition[-1].width + APART
        down = first + (len(lines.edition) - 1) * page.line
        low = down + first_baseline(page, setter.fonts) - first_baseline(footer, setter.fonts)
        yield (set_line(setter, (Words(lines.beside),), footer, x, low),)
    if lines.below:
        yield set_lines(setter, lines.below, footer, look.start, top + _first_top(setter, lines))


def _first_top(setter: Setter, lines: FirstLines) -> float:
    """Return the distance in pt from the rule to the lines below the edition."""
    page = setter.style("page")
    return _start(setter, page) + page.line * (len(lines.edition) - 1) + _below(setter, page)


def _first_rows(lines: FirstLines) -> int:
    return len(lines.edition) + len(lines.below)


def _set(setter: Setter, text: tuple[TypesetLine, ...], top: float, row: int) -> Group:
    """Return the lines of a text, the first of them in this row of the foot."""
    footer = setter.style("footer")
    return tuple(
        line
        for place, each in enumerate(text)
        for line in set_lines(setter, (each,), footer, setter.look.start, top + _row_top(setter, row + place))
    )


def _row_top(setter: Setter, row: int) -> float:
    """Return the distance from the first row of the foot to another in pt."""
    return _second_row(setter) + setter.style("footer").line * (row - 1) if row else 0.0


def _second_row(setter: Setter) -> float:
    """Return the distance from the first row of the foot to the second; a large page number is cleared."""
    footer, page = setter.style("footer"), setter.style("page")
    tall = setter.look.large_print or page.size >= TALL_NUMBER * footer.size
    under = _start(setter, page) + _below(setter, page) - _start(setter, footer)
    return max(footer.line, under) if tall else footer.line


def _start(setter: Setter, style: Style) -> float:
    """Return the distance in pt from the rule to the top of a first line in a style."""
    return RULE_CLEAR - (first_baseline(style, setter.fonts) - CAPITALS * style.size)


def _below(setter: Setter, style: Style) -> float:
    """Return the distance in pt from the top of a line in a style to that of a line of the foot close below it."""
    footer = setter.style("footer")
    capitals = first_baseline(footer, setter.fonts) - CAPITALS * footer.size
    return first_baseline(style, setter.fonts) + HANGING * style.size + LINE_CLEAR - capitals


# --- arrangement ----------------------------------------------------------------------------------


def _foot_lines(setter: Setter, furniture: Furniture, side: Side) -> FootLines:
    """Return the foot of a side of a sheet in two lines; folded into more where they have no room."""
    said = issued_words(furniture.imprint, furniture.lang)
    reserved = _issues(furniture)[-1]
    if not all(_fits(setter, _texts(setter, furniture, reserved, each)) for each in SIDES):
        return _folded(setter, furniture, reserved)
    texts = _texts(setter, furniture, said, side)
    # in large print the address stands below the QR code only
    address = "" if setter.look.large_print else _address(furniture)
    meets = bool(address) and not _apart(setter, texts[-1], width_of(setter, address, setter.style("footer")))
    if meets and not said:
        return _folded(setter, furniture, reserved)
    # the issue date may leave no room for the address, which is also below the QR code
    lines = tuple(break_lines((Words(text),), setter.style("footer"), 1e9, setter.fonts) for text in texts)
    return FootLines(lines, ROWS, "" if meets else address, ROWS - 1)


def _issues(furniture: Furniture) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the issue date as printed, if any, and one that has its length.

    An issue date must not move the text of pages that were approved without it.
    """
    lang = furniture.lang
    return issued_words(furniture.imprint, lang), (word("issued", lang, date=day(furniture.checked, lang)),)


def _first_lines(setter: Setter, furniture: Furniture, issued: tuple[str, ...]) -> FirstLines:
    """Return the foot of page 1; digest and issue date stand beside the edition where they have room."""
    page, footer, lang = setter.style("page"), setter.style("footer"), furniture.lang
    room = setter.look.inner - _number_width(setter) - APART
    words = _joined((word("edition", lang, version=furniture.version), _until(furniture)))
    edition = break_lines((Words(words),), page, room, setter.fonts)
    digest = _digest(furniture)
    left = room - edition[-1].width - APART
    beside = next(
        (parts for parts in ((*digest, *issued), digest) if width_of(setter, _joined(parts), footer) <= left), ()
    )
    moved = tuple(part for part in (*digest, *issued) if part not in beside)
    _, (checked, *_), formats = _parts(furniture, issued)
    # in large print the back of the sheet says where to ask
    asked = () if setter.look.large_print else formats
    below = (furniture.document, *moved, word("language", lang), checked, *asked)
    return FirstLines(edition, _joined(beside), _wrapped(setter, below, setter.look.inner))


def _fits(setter: Setter, texts: tuple[str, ...]) -> bool:
    """Return whether each text has room on one line, the first beside the page number."""
    first, *others = texts
    wide = max((width_of(setter, text, setter.style("footer")) for text in others), default=0.0)
    return _apart(setter, first, _number_width(setter)) and wide <= setter.look.inner


def _apart(setter: Setter, start: str, end: float) -> bool:
    """Return whether a text and one of `end` pt have room on one line of the foot."""
    return width_of(setter, start, setter.style("footer")) + APART + end <= setter.look.inner


def _number_width(setter: Setter) -> float:
    """Return the width of the widest page number in pt."""
    most = setter.look.most_pages
    label = word("page-of", setter.lang, page=most, pages=most)
    return width_of(setter, label, setter.style("page"))


def _folded(setter: Setter, furniture: Furniture, reserved: tuple[str, ...]) -> FootLines:
    """Return the foot with edition, dates and where to ask each on lines of their own; `reserved` is an issue date."""
    lines = _fold(setter, furniture, issued_words(furniture.imprint, furniture.lang))
    used = sum(map(len, lines))
    rows = max(ROWS, used, sum(map(len, _fold(setter, furniture, reserved))))
    address = _address(furniture)
    beside = lines[-1][-1].width + APART + width_of(setter, address, setter.style("footer")) <= setter.look.inner
    if not address or beside:
        return FootLines(lines, rows, address, used - 1)
    return FootLines(lines, rows + 1, address, used)


def _fold(setter: Setter, furniture: Furniture, issued: tuple[str, ...]) -> tuple[tuple[TypesetLine, ...], ...]:
    """Return the texts of a folded foot in lines; the first leaves room for the page number."""
    beside = setter.look.inner - _number_width(setter) - APART
    first, *others = _parts(furniture, issued)
    lines = [_wrapped(setter, first, beside)]
    for pieces in others:
        start, *middle = pieces
        text = (_opening(start), *map(_inside, middle))
        lines.append(_wrapped(setter, text, setter.look.inner))
    return tuple(lines)


def _wrapped(setter: Setter, pieces: Iterable[str], room: float) -> tuple[TypesetLine, ...]:
    """Return pieces joined by dots as lines that end between pieces; only one wider than the room is broken inside."""
    style = setter.style("footer")
    rows: list[str] = []
    for piece in pieces:
        joined = _joined((rows[-1], piece)) if rows else piece
        if rows and width_of(setter, joined, style) <= room:
            rows[-1] = joined
        else:
            rows.append(piece)
    return tuple(line for row in rows for line in break_lines((Words(row),), style, room, setter.fonts))


# --- words ----------------------------------------------------------------------------------------


def _texts(setter: Setter, furniture: Furniture, issued: tuple[str, ...], side: Side) -> tuple[str, ...]:
    """Return the texts at the start of a foot that is not folded, one a line.

    In large print the front of a sheet says its dates, and the back where to ask.
    """
    if furniture.foot is not None:
        return (furniture.foot,)
    edition, (checked, *others, due), (formats,) = _parts(furniture, issued)
    if not setter.look.large_print:
        return _joined((*edition, checked)), _joined((due, *others, formats))
    dates = (_opening(checked), *others, _inside(due))
    return _joined(edition), _joined(dates if side == "front" else (due, formats))


def _parts(furniture: Furniture, issued: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return edition, dates and where to ask for other formats, or the words that replace them all."""
    if furniture.foot is not None:
        return ((furniture.foot,),)
    lang, head = furniture.lang, furniture.letterhead
    name = _inside(word("edition", lang, version=furniture.version))
    edition = (furniture.document, name, *_digest(furniture), word("language", lang))
    checked = word("checked", lang, date=day(furniture.checked, lang))
    other = head.other_formats if head is not None else None
    formats = word("other-formats-at", lang, contact=other) if other else word("other-formats", lang)
    return edition, (checked, *issued, _until(furniture)), (formats,)


def _digest(furniture: Furniture) -> tuple[str, ...]:
    """Return the short digest that people can read out."""
    return () if furniture.imprint is None else (furniture.imprint.short,)


def _until(furniture: Furniture) -> str:
    """Return the month in which the review is due: until then the leaflet may be used."""
    return word("use-until", furniture.lang, date=month(furniture.review_due, furniture.lang))


def _address(furniture: Furniture) -> str:
    """Return the clinic's web address as a person types it, or nothing."""
    return bare(furniture.letterhead.web or "") if furniture.letterhead is not None else ""


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(parts)


def _opening(words: str) -> str:
    """Return words in the form for the start of a line."""
    return words[:1].upper() + words[1:]


def _inside(words: str) -> str:
    """Return words in the form for the middle of a line."""
    return words[:1].lower() + words[1:]


# --- what does not fit ----------------------------------------------------------------------------


def foot_problems(setter: Setter, furniture: Furniture, otherwise: Mark) -> Iterator[Problem]:
    """Yield a problem, at its place in the clinic's file, for a contact that the foot has no room for."""
    head, lines = furniture.letterhead, _foot_lines(setter, furniture, "back")
    if head is None or not head.other_formats or furniture.foot is not None:
        return
    taken = len(lines.texts[-1])
    if taken > FORMATS_LINES:
        message = (
            f"the contact for other formats takes {taken} lines in the foot of a page; at most {FORMATS_LINES} fit"
        )
        yield Problem(head.mark_of("other_formats", otherwise), "overflowing-text", f"{message}; shorten it")
