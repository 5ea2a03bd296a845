"""The foot of a page: edition and month of use beside the page number, below them its dates and where to ask.

It is the same on every sheet, because sheets get parted and shelves are checked by eye. On a narrow page its texts are
folded into more lines before any of them meets another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.edition import day, issued_words, month
from handouts.document.text import Words
from handouts.render.paper.furniture import Furniture, Group, bare, set_line, set_lines, width_of, with_contacts
from handouts.render.paper.setting import Setter, first_baseline
from handouts.render.paper.shapes import StraightLine
from handouts.render.type.lines import Style, TypesetLine, break_lines

Side = Literal["front", "back"]  # of a sheet
SIDES: tuple[Side, ...] = ("front", "back")
APART = 6.0  # pt, the least between two texts of one line
FORMATS_LINES = 3
# pt from the rule to the capitals below it, and between what hangs from one line and the capitals of the next
RULE_CLEAR, LINE_CLEAR = 6.0, 1.0
CAPITALS, HANGING = 0.7, 0.22  # shares of a type size


@dataclass(frozen=True, slots=True)
class FootLines:
    """The foot in lines: edition and month of use, what has room beside them, the lines below, and a web address.

    The address stands at the end of the last line.
    """

    edition: tuple[TypesetLine, ...]
    beside: str
    below: tuple[TypesetLine, ...]
    address: str = ""


def foot_height(setter: Setter, furniture: Furniture) -> float:
    """Return the height of the foot in pt, which is the same on all pages and in draft and reviewed documents."""
    lines = [_foot_lines(setter, furniture, side, issued) for side in SIDES for issued in _issues(furniture)]
    return max(_below_top(setter, each) + setter.style("footer").line * len(each.below) for each in lines)


def foot_groups(setter: Setter, furniture: Furniture, number: int, pages: int) -> Iterator[Group]:
    """Yield a rule, the texts of the foot at the start, page number and web address at the end."""
    look, page, footer = setter.look, setter.style("page"), setter.style("footer")
    top, end = look.height - look.bottom - foot_height(setter, furniture), look.width - look.end
    issued, _ = _issues(furniture)
    lines = _foot_lines(setter, furniture, "front" if number % 2 else "back", issued)
    first, low = top + _start(setter, page), top + _below_top(setter, lines)
    yield (StraightLine(look.start, top, end, top, "rule", 0.75),)
    if lines.edition:
        yield set_lines(setter, lines.edition, page, look.start, first)
    if lines.beside:
        x = look.start + lines.edition[-1].width + APART
        down = first + (len(lines.edition) - 1) * page.line
        same = first_baseline(page, setter.fonts) - first_baseline(footer, setter.fonts)
        yield (set_line(setter, (Words(lines.beside),), footer, x, down + same),)
    if lines.below:
        yield set_lines(setter, lines.below, footer, look.start, low)
    label = word("page-of", furniture.lang, page=number, pages=pages)
    yield (set_line(setter, (Words(label),), page, end - width_of(setter, label, page), first),)
    if lines.address:
        x = end - width_of(setter, lines.address, footer)
        last = low + (len(lines.below) - 1) * footer.line
        yield (set_line(setter, with_contacts(furniture, lines.address), footer, x, last),)


def _below_top(setter: Setter, lines: FootLines) -> float:
    """Return the distance in pt from the rule to the lines below the edition."""
    page = setter.style("page")
    if not lines.edition:
        return _start(setter, setter.style("footer"))
    return _start(setter, page) + page.line * (len(lines.edition) - 1) + _under(setter, page)


def _start(setter: Setter, style: Style) -> float:
    """Return the distance in pt from the rule to the top of a first line in a style."""
    return RULE_CLEAR - (first_baseline(style, setter.fonts) - CAPITALS * style.size)


def _under(setter: Setter, style: Style) -> float:
    """Return the distance in pt from the top of a line in a style to that of a line of the foot close below it."""
    footer = setter.style("footer")
    capitals = first_baseline(footer, setter.fonts) - CAPITALS * footer.size
    return first_baseline(style, setter.fonts) + HANGING * style.size + LINE_CLEAR - capitals


# --- arrangement ----------------------------------------------------------------------------------


def _issues(furniture: Furniture) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the issue date as printed, if any, and one that has its length.

    An issue date must not move the text of pages that were approved without it.
    """
    lang = furniture.lang
    return issued_words(furniture.imprint, lang), (word("issued", lang, date=day(furniture.checked, lang)),)


def _foot_lines(setter: Setter, furniture: Furniture, side: Side, issued: tuple[str, ...]) -> FootLines:
    """Return the foot of a side of a sheet; digest and issue date stand beside the edition where they have room."""
    page, footer = setter.style("page"), setter.style("footer")
    room = setter.look.inner - _number_width(setter) - APART
    if furniture.foot is not None:
        return FootLines((), "", _wrapped(setter, furniture, (furniture.foot,), room))
    words = _joined((word("edition", furniture.lang, version=furniture.version), _until(furniture)))
    edition = break_lines((Words(words),), page, room, setter.fonts)
    digest = () if furniture.imprint is None else (furniture.imprint.short,)
    left = room - edition[-1].width - APART
    choices = ((*digest, *issued), digest)
    beside = next((parts for parts in choices if width_of(setter, _joined(parts), footer) <= left), ())
    moved = tuple(part for part in (*digest, *issued) if part not in beside)
    return _with_address(setter, furniture, edition, _joined(beside), _texts(setter, furniture, moved, side))


def _with_address(
    setter: Setter, furniture: Furniture, edition: tuple[TypesetLine, ...], beside: str, texts: tuple[str, ...]
) -> FootLines:
    """Return the foot with the web address at the end of its last line.

    Where one line has no room for it, it stands below the QR code only, as in large print; of more lines it is one.
    """
    below, address = _wrapped(setter, furniture, texts, setter.look.inner), _address(furniture)
    wide = width_of(setter, address, setter.style("footer"))
    if not address or setter.look.large_print:
        return FootLines(edition, beside, below)
    if below[-1].width + APART + wide <= setter.look.inner:
        return FootLines(edition, beside, below, address)
    if len(below) > 1:
        below = _wrapped(setter, furniture, (*texts, address), setter.look.inner)
    return FootLines(edition, beside, below)


def _number_width(setter: Setter) -> float:
    """Return the width of the widest page number in pt."""
    most = setter.look.most_pages
    label = word("page-of", setter.lang, page=most, pages=most)
    return width_of(setter, label, setter.style("page"))


def _wrapped(setter: Setter, furniture: Furniture, pieces: Iterable[str], room: float) -> tuple[TypesetLine, ...]:
    """Return pieces joined by dots as lines that end between pieces; only one wider than the room is broken inside."""
    style = setter.style("footer")
    rows: list[str] = []
    for piece in pieces:
        joined = _joined((rows[-1], piece)) if rows else piece
        if rows and width_of(setter, joined, style) <= room:
            rows[-1] = joined
        else:
            rows.append(piece)
    texts = (with_contacts(furniture, row) for row in rows)
    return tuple(line for text in texts for line in break_lines(text, style, room, setter.fonts))


# --- words ----------------------------------------------------------------------------------------


def _texts(setter: Setter, furniture: Furniture, moved: tuple[str, ...], side: Side) -> tuple[str, ...]:
    """Return the texts below the edition; `moved` had no room beside it.

    In large print the front of a sheet says its date, and the back where to ask.
    """
    lang = furniture.lang
    named = (furniture.document, *moved, word("language", lang))
    checked = word("checked", lang, date=day(furniture.checked, lang))
    if not setter.look.large_print:
        return (*named, checked, _formats(furniture))
    return (*named, checked) if side == "front" else (furniture.document, _formats(furniture))


def _formats(furniture: Furniture) -> str:
    """Return where to ask for other formats."""
    head = furniture.letterhead
    other = head.other_formats if head is not None else None
    return word("other-formats-at", furniture.lang, contact=other) if other else word("other-formats", furniture.lang)


def _until(furniture: Furniture) -> str:
    """Return the month in which the review is due: until then the leaflet may be used."""
    return word("use-until", furniture.lang, date=month(furniture.review_due, furniture.lang))


def _address(furniture: Furniture) -> str:
    """Return the clinic's web address as a person types it, or nothing."""
    return bare(furniture.letterhead.web or "") if furniture.letterhead is not None else ""


def _joined(parts: Iterable[str]) -> str:
    return " · ".join(parts)


# --- what does not fit ----------------------------------------------------------------------------


def foot_problems(setter: Setter, furniture: Furniture, otherwise: Mark) -> Iterator[Problem]:
    """Yield a problem, at its place in the clinic's file, for a contact that the foot has no room for."""
    head = furniture.letterhead
    if head is None or not head.other_formats or furniture.foot is not None:
        return
    taken = len(_wrapped(setter, furniture, (_formats(furniture),), setter.look.inner))
    if taken > FORMATS_LINES:
        message = (
            f"the contact for other formats takes {taken} lines in the foot of a page; at most {FORMATS_LINES} fit"
        )
        yield Problem(head.mark_of("other_formats", otherwise), "overflowing-text", f"{message}; shorten it")
