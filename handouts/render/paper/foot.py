"""The foot of a page: the edition, its dates and where to ask, beside the page number.

On a narrow page the texts of the foot are folded into more lines before any of them meets another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.edition import day, edition_words, issued_words, month
from handouts.document.text import Words
from handouts.render.paper.furniture import Furniture, Group, bare, set_line, set_lines, width_of
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import StraightLine
from handouts.render.type.lines import TypesetLine, break_lines

APART = 6.0  # pt, the least between two texts of one line
FORMATS_LINES = 3
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


def foot_height(setter: Setter, furniture: Furniture) -> float:
    """Return the height of the foot in pt, which is the same on all pages and in draft and reviewed documents."""
    rows = _foot_lines(setter, furniture).rows
    return _second_row(setter) + setter.style("footer").line * (rows - 1) + 7


def foot_groups(setter: Setter, furniture: Furniture, number: int, pages: int) -> Iterator[Group]:
    """Yield a rule, the texts of the foot at the start, page number and web address at the end."""
    look, footer, page = setter.look, setter.style("footer"), setter.style("page")
    top = look.height - look.bottom - foot_height(setter, furniture)
    end = look.width - look.end
    lines = _foot_lines(setter, furniture)
    yield (StraightLine(look.start, top, end, top, "rule", 0.75),)
    row = 0
    for text in lines.texts:
        yield _set(setter, text, top + 6, row)
        row += len(text)
    label = word("page-of", furniture.lang, page=number, pages=pages)
    yield (set_line(setter, (Words(label),), page, end - width_of(setter, label, page), top + 5),)
    if lines.address:
        low = top + 5 + page.line - 2 if lines.rows == 2 else top + 6 + _row_top(setter, lines.address_row)
        x = end - width_of(setter, lines.address, footer)
        yield (set_line(setter, (Words(lines.address),), footer, x, low),)


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
    return max(footer.line, page.line - 3) if tall else footer.line


# --- arrangement ----------------------------------------------------------------------------------


def _foot_lines(setter: Setter, furniture: Furniture) -> FootLines:
    """Return the foot in two lines, or three in large print; folded into more where they have no room."""
    texts = _texts(setter, furniture, issued_words(furniture.imprint, furniture.lang))
    # an issue date must not move the text of pages that were approved without it
    issued = (word("issued", furniture.lang, date=day(furniture.checked, furniture.lang)),)
    if not _fits(setter, _texts(setter, furniture, issued)):
        return _folded(setter, furniture, issued)
    address = _address(furniture)
    meets = bool(address) and not _apart(setter, texts[-1], width_of(setter, address, setter.style("footer")))
    if meets and not issued_words(furniture.imprint, furniture.lang):
        return _folded(setter, furniture, issued)
    # the issue date may leave no room for the address, which is also below the QR code
    lines = tuple(break_lines((Words(text),), setter.style("footer"), 1e9, setter.fonts) for text in texts)
    rows = _usual_rows(setter)
    return FootLines(lines, rows, "" if meets else address, rows - 1)


def _usual_rows(setter: Setter) -> int:
    """Return the number of lines of a foot that is not folded; in large print, dates have a line of their own."""
    return 3 if setter.look.large_print else 2


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
    rows = max(_usual_rows(setter), used, sum(map(len, _fold(setter, furniture, reserved))))
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


def _texts(setter: Setter, furniture: Furniture, issued: tuple[str, ...]) -> tuple[str, ...]:
    """Return the texts at the start of a foot that is not folded, one a line."""
    if furniture.foot is not None:
        return (furniture.foot,)
    edition, (checked, *others, due), (formats,) = _parts(furniture, issued)
    if setter.look.large_print:
        return _joined(edition), _joined((_opening(checked), *others, _inside(due))), formats
    return _joined((*edition, checked)), _joined((due, *others, formats))


def _parts(furniture: Furniture, issued: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    """Return edition, dates and where to ask for other formats, or the words that replace them all."""
    if furniture.foot is not None:
        return ((furniture.foot,),)
    lang, head = furniture.lang, furniture.letterhead
    edition = (furniture.document, *edition_words(furniture.version, furniture.imprint, lang), word("language", lang))
    checked = word("checked", lang, date=day(furniture.checked, lang))
    due = word("review-due", lang, date=month(furniture.review_due, lang))
    other = head.other_formats if head is not None else None
    formats = word("other-formats-at", lang, contact=other) if other else word("other-formats", lang)
    return edition, (checked, *issued, due), (formats,)


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
    head, lines = furniture.letterhead, _foot_lines(setter, furniture)
    if head is None or not head.other_formats or furniture.foot is not None:
        return
    taken = len(lines.texts[-1])
    if taken > FORMATS_LINES:
        message = (
            f"the contact for other formats takes {taken} lines in the foot of a page; at most {FORMATS_LINES} fit"
        )
        yield Problem(head.mark_of("other_formats", otherwise), "overflowing-text", f"{message}; shorten it")
