"""A document set on pages: strips distributed so that pages are balanced, and furniture around them.

The result is a value: every page with its shapes in place, and the bounds of every block and field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from handouts.core.problem import Mark, Problem
from handouts.document.document import Document, Letterhead
from handouts.document.text import plain
from handouts.document.walk import units
from handouts.render.paper.arranged import Ways, arranged
from handouts.render.paper.blocks import lengthened
from handouts.render.paper.breaking import height_of
from handouts.render.paper.fields import higher
from handouts.render.paper.foot import foot_problems
from handouts.render.paper.furniture import Furniture, clinic_texts
from handouts.render.paper.head import clinic_problems
from handouts.render.paper.header_footer import PageRoom, furnished, page_room
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.qr import qr_width
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Drawn, FieldBox, Strip, moved, moved_fields
from handouts.render.paper.touching import touching
from handouts.render.type.glyphs import unprintable

# room in pt per slide that is kept for larger gaps; lines to write on fill the rest
SLACK = 10.0
# what the largest gap before a section may be of the smallest, and the share of a page that its foot may leave empty
EVEN, FOOT = 1.5, 0.12
LEAST_LINES = 6  # of running text, between head and foot


@dataclass(frozen=True, slots=True)
class BlockBox:
    """The bounds of a block on a page, in pt from the upper left corner."""

    block: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class PaperPage:
    """A page: its content in reading order, its furniture, and the positions of blocks and fields."""

    number: int
    drawn: tuple[Drawn, ...]
    furniture: tuple[Drawn, ...]
    blocks: tuple[BlockBox, ...]
    fields: tuple[FieldBox, ...]
    spare: float = 0.0


@dataclass(frozen=True, slots=True)
class Pages:
    """A document on its pages; `top` and `room` are where the content of a page begins, and its height, in pt."""

    width: float
    height: float
    pages: tuple[PaperPage, ...]
    problems: tuple[Problem, ...] = ()
    headings: tuple[tuple[str, str, int], ...] = field(default=())
    top: float = 0.0
    room: float = 0.0


def set_pages(document: Document, look: LeafletLook, furniture: Furniture) -> Pages:
    """Return a document on the pages of a look, or no pages and the problems where it does not fit."""
    setter, room = prepared(document, look, furniture)
    missing = list(_unprintable(document, look, furniture))
    mark = document.title.mark
    crowded = [*clinic_problems(setter, furniture, mark), *foot_problems(setter, furniture, mark), *_low(look, room)]
    if crowded:
        return Pages(look.width, look.height, (), (*missing, *crowded))
    chosen = arranged(setter, document, furniture, room, Ways())
    too_high = [problem for strip in chosen.parts.strips for problem in _too_high(strip, document, room)]
    log = (*setter.log, *chosen.problems, *missing)
    if too_high:
        return Pages(look.width, look.height, (), (*log, *too_high))
    if chosen.broken is None:
        message = f"{document.id} does not fit on {look.most_pages} pages"
        return Pages(look.width, look.height, (), (*log, Problem(document.title.mark, "overflowing-text", message)))
    runs = chosen.broken.pages
    filled = [_written_on(run, room, look.inner) for run in runs]
    pages = tuple(
        _page(setter, furniture, run, more, (number + 1, len(runs)), room)
        for number, (run, more) in enumerate(zip(filled, growth(filled, look, room), strict=True))
    )
    problems = (*log, *touching(pages[-1].furniture, furniture, look, document.title.mark))
    return Pages(look.width, look.height, pages, problems, tuple(_headings(document, pages)), room.top, room.height)


def prepared(document: Document, look: LeafletLook, furniture: Furniture) -> tuple[Setter, PageRoom]:
    """Return what sets a document in a look, and the room that its head and foot leave on a page."""
    setter = Setter(look, document.lang)
    setter = replace(setter, aside=qr_width(setter, furniture))
    return setter, page_room(setter, furniture)


def _low(look: LeafletLook, room: PageRoom) -> Iterator[Problem]:
    """Yield a problem, at the layout, where head and foot leave too little of a page."""
    least = LEAST_LINES * look.styles["body"].line
    if room.height < least:
        message = f"head and foot leave {max(room.height, 0):.0f} pt of the page; {least:.0f} pt are needed"
        yield Problem(look.mark_of("page/height"), "tight-page", f"{message} ({LEAST_LINES} lines of text)")


# --- what does not fit ----------------------------------------------------------------------------


def _too_high(strip: Strip, document: Document, room: PageRoom) -> Iterator[Problem]:
    head = strip.head.height if strip.head is not None else 0.0
    over = strip.height + head - room.height
    if over > 0:
        mark = _mark_of(document, strip.block)
        yield Problem(mark, "overflowing-text", f"{strip.block} is {over:.0f} pt higher than a page")


def _mark_of(document: Document, block: str) -> Mark:
    for unit in units(document.sections):
        if unit.id == block or unit.id.startswith(f"{block}/"):
            return unit.mark
    return document.title.mark


# --- one page -------------------------------------------------------------------------------------


def growth(pages: Sequence[Sequence[Strip]], look: LeafletLook, room: PageRoom) -> list[float]:
    """Return by how many pt a gap before a section grows on each page, alike on all where the feet allow it.

    A gap grows no further than the look allows, nor beyond `EVEN` of the smallest in the document, unless the foot of
    its page would stay emptier than `FOOT` of the page.
    """
    shares = [sum(strip.grows for strip in strips[1:]) for strips in pages]
    spares = [room.height - height_of(strips) for strips in pages]
    most = [
        min(spare / share, look.space["grow"]) if share else 0.0 for spare, share in zip(spares, shares, strict=True)
    ]
    gaps = [[strip.gap for strip in strips[1:] if strip.opens] for strips in pages]
    least = min((min(own) + more for own, more in zip(gaps, most, strict=True) if own), default=0.0)
    even = [EVEN * least - max(own, default=0.0) for own in gaps]
    needed = [
        (spare - FOOT * room.height) / share if share else 0.0 for spare, share in zip(spares, shares, strict=True)
    ]
    return [max(0.0, min(more, max(wanted, foot))) for more, wanted, foot in zip(most, even, needed, strict=True)]


def _page(
    setter: Setter, furniture: Furniture, strips: list[Strip], grown: float, place: tuple[int, int], room: PageRoom
) -> PaperPage:
    """Return one page; `place` is its number and the number of all pages, `grown` what gaps grow by in pt."""
    look, (number, pages) = setter.look, place
    y = room.top
    drawn: list[Drawn] = []
    fields: list[FieldBox] = []
    boxes: list[BlockBox] = []
    for position, strip in enumerate(strips):
        if position:
            y += strip.gap + grown * strip.grows
            drawn.extend(moved(strip.between, look.start, y))
        elif strip.head is not None:
            drawn.extend(moved(strip.head.drawn, look.start, y))
            y += strip.head.height
        drawn.extend(moved(strip.drawn, look.start, y))
        fields.extend(moved_fields(strip.fields, look.start, y))
        boxes.append(BlockBox(strip.block, look.start, y, look.inner, strip.height))
        boxes += (BlockBox(e.block, look.start + e.x, y + e.y, e.width, e.height) for e in strip.holds)
        y += strip.height
    return PaperPage(
        number,
        tuple(drawn),
        furnished(setter, furniture, number, pages),
        tuple(boxes),
        tuple(fields),
        room.top + room.height - y,
    )


def _written_on(strips: list[Strip], room: PageRoom, width: float) -> list[Strip]:
    """Return the strips of a page whose boxes and lines to write on have taken the room that is left, before gaps do."""
    strips = _filled(strips, room.height - height_of(strips), width)
    spare = room.height - height_of(strips)
    wanted = sum(strip.stretches for strip in strips)
    share = min(spare / wanted, 1.0) if wanted else 0.0
    return [higher(strip, strip.stretches * share) if strip.stretches else strip for strip in strips]


def _filled(strips: list[Strip], spare: float, width: float) -> list[Strip]:
    """Return strips with as many added lines to write on as the page has room for, shared between them."""
    ruled = [place for place, strip in enumerate(strips) if strip.ruled]
    if not ruled:
        return strips
    count = max(0, int((spare - SLACK * len(ruled)) // strips[ruled[0]].ruled))
    more = {
        place: count // len(ruled) + (number >= len(ruled) - count % len(ruled)) for number, place in enumerate(ruled)
    }
    return [lengthened(strip, more.get(place, 0), width) for place, strip in enumerate(strips)]


def _unprintable(document: Document, look: LeafletLook, furniture: Furniture) -> Iterator[Problem]:
    """Yield a problem for each character that the look cannot print, with the text concerned."""
    for unit in units((document.title, document.lead, document.sections)):
        yield from unprintable(plain(unit.text), unit.mark, look.fonts)
    for key, words in clinic_texts(furniture):
        mark = furniture.letterhead.mark_of(key, document.title.mark) if furniture.letterhead else document.title.mark
        yield from unprintable(words, mark, look.fonts)


def _headings(document: Document, pages: tuple[PaperPage, ...]) -> Iterator[tuple[str, str, int]]:
    """Yield the bookmarks: each section's heading element, its words and its page."""
    at: Mapping[str, int] = {box.block: page.number for page in reversed(pages) for box in page.blocks}
    for section in document.sections:
        if section.title is not None and section.title.id in at:
            yield section.title.id, plain(section.title.text), at[section.title.id]


__all__ = ["BlockBox", "Letterhead", "Pages", "PaperPage", "set_pages"]
