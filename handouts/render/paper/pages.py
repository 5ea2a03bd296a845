"""A document set on pages: strips distributed so that pages are balanced, and furniture around them.

The result is a value: every page with its shapes in place, and the bounds of every block and field.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache

from handouts.core.problem import Mark, Problem
from handouts.document.blocks import Fields, Paragraph, References
from handouts.document.document import Document, Letterhead, Section
from handouts.document.text import plain
from handouts.document.walk import units
from handouts.render.paper.blocks import lengthened, section_strips
from handouts.render.paper.header_footer import (
    Furniture,
    PageRoom,
    clinic_problems,
    clinic_texts,
    furnished,
    page_room,
    qr_width,
    with_feedback,
    with_qr,
)
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Drawn, FieldBox, Path, Strip, Tag, TextLine, moved, moved_fields, texts
from handouts.render.type.glyphs import unprintable

MOST_PAGES = 40
MOST_PAGES_OF_DECKS = 120
# room in pt per slide that is kept for larger gaps; lines to write on fill the rest
SLACK = 10.0


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
    """A document on its pages."""

    width: float
    height: float
    pages: tuple[PaperPage, ...]
    problems: tuple[Problem, ...] = ()
    headings: tuple[tuple[str, str, int], ...] = field(default=())


def set_pages(document: Document, look: LeafletLook, furniture: Furniture) -> Pages:
    """Return a document on the pages of a look, or no pages and the problems where it does not fit."""
    setter = Setter(look, document.lang)
    setter = replace(setter, aside=qr_width(setter, furniture))
    missing = list(_unprintable(document, look, furniture))
    crowded = list(clinic_problems(setter, furniture, document.title.mark))
    if crowded:
        return Pages(look.width, look.height, (), (*missing, *crowded))
    room = page_room(setter, furniture)
    front, inside = _strips(setter, document, room)
    last = inside or front
    handed_out = furniture.foot is None and document.kind == "leaflet"
    if not _ends_in_references(document) and (furniture.qr is not None or handed_out):
        last.append(Strip(0.0, (), document.id, gap=setter.space("block")))
    if handed_out:
        last[-1] = with_feedback(setter, last[-1], furniture, document.title.mark)
    if last:
        last[-1] = with_qr(setter, last[-1], furniture)
    too_high = [problem for strip in (*front, *inside) for problem in _too_high(strip, document, room)]
    if too_high:
        return Pages(look.width, look.height, (), (*setter.log, *missing, *too_high))
    runs = _shared_out(front, inside, look, room)
    if runs is None:
        message = f"{document.id} does not fit on {_most_pages(look)} pages"
        return Pages(
            look.width,
            look.height,
            (),
            (*setter.log, *missing, Problem(document.title.mark, "overflowing-text", message)),
        )
    pages = tuple(_page(setter, furniture, run, number + 1, len(runs), room) for number, run in enumerate(runs))
    problems = (*setter.log, *missing, *_crowded(document, furniture, look, pages[-1]))
    return Pages(look.width, look.height, pages, problems, tuple(_headings(document, pages)))


def _ends_in_references(document: Document) -> bool:
    """Return whether the last block is the reference list, beside which the QR code has room."""
    blocks = document.sections[-1].blocks if document.sections else ()
    return bool(blocks) and isinstance(blocks[-1], References)


def _crowded(document: Document, furniture: Furniture, look: LeafletLook, page: PaperPage) -> Iterator[Problem]:
    """Yield a problem for furniture that extends over the margin or overlaps other furniture."""
    lines = list(texts(page.furniture))
    for place, line in enumerate(lines):
        end = line.x + line.line.width
        over = end - (look.width - look.end)
        for other in lines[place + 1 :]:
            if _level(line, other) and line.x < other.x + other.line.width:
                over = max(over, end - other.x)
        if over > 1:
            place_name, mark = _written(line.line.text, document, furniture)
            room = f"its place of {line.line.width - over:.0f} pt"
            yield Problem(
                mark, "overflowing-text", f"{place_name}: {line.line.text[:40]!r} is {over:.0f} pt too long for {room}"
            )


def _written(text: str, document: Document, furniture: Furniture) -> tuple[str, Mark]:
    """Return what a line of head or foot is called, and where its words are written: by the clinic or the document."""
    head, title = furniture.letterhead, document.title.mark
    typed = [key for key, words in clinic_texts(furniture) if words in text]
    if head is None or not typed:
        return f"{document.id}#furniture", title
    return f"the clinic's {typed[0]}", head.mark_of(typed[0], title)


def _level(line: TextLine, other: TextLine) -> bool:
    """Return whether two lines are so close in height that capitals could touch descenders."""
    upper, lower = sorted((line, other), key=lambda each: each.y)
    return lower.y - 0.7 * lower.line.runs[0].size < upper.y + 0.15 * upper.line.runs[0].size


def _strips(setter: Setter, document: Document, room: PageRoom) -> tuple[list[Strip], list[Strip]]:
    """Return the strips of the first page with the title, and those of all other sections."""
    front = list(_title(setter, document))
    inside: list[Strip] = []
    parts = [list(section_strips(setter, section)) for section in document.sections]
    for place, section in enumerate(document.sections):
        after = parts[place + 1] if place + 1 < len(parts) else []
        strips = _whole(section, parts[place], after, room)
        if setter.look.pages == "flow":
            strips = _held_together(section, strips, room)
        (front if section.front else inside).extend(strips)
    if any(section.front or section.teaching is None for section in document.sections):
        return front, inside
    return [], [*(replace(strip, keep=True) for strip in front), *inside]


def _whole(section: Section, strips: list[Strip], after: list[Strip], room: PageRoom) -> list[Strip]:
    """Return a slide's strips, kept together if they fit on a page; a part title stays with its first slide."""
    if section.teaching is None or section.teaching.kind == "references" or not strips:
        return strips
    if strips[-1].ruled and _height(strips[:-1]) <= room.height < _height(strips):
        # on a page that its slide fills, there is no room for lines to write on
        strips = strips[:-1]
    if section.teaching.kind == "section" and _height([*strips, *after]) <= room.height:
        return [replace(strip, keep=True) for strip in strips]
    if _height(strips) <= room.height:
        return [*(replace(strip, keep=True) for strip in strips[:-1]), strips[-1]]
    # longer than a page: lines to write on stay with the text before them
    return [*strips[:-2], *(replace(strip, keep=True) for strip in strips[-2:-1]), strips[-1]]


def _held_together(section: Section, strips: list[Strip], room: PageRoom) -> list[Strip]:
    """Return a section with fields kept together if it fits on a page; else keep its first words with the next."""
    if any(isinstance(block, Fields) for block in section.blocks) and _height(strips) <= room.height:
        return [*(replace(strip, keep=True) for strip in strips[:-1]), *strips[-1:]]
    if len(section.blocks) > 1 and isinstance(section.blocks[0], Paragraph):
        return [*(replace(strip, keep=True) for strip in strips[:2]), *strips[2:]]
    return strips


def _title(setter: Setter, document: Document) -> Iterator[Strip]:
    path: Path = ()
    style = setter.style("title")
    lines = setter.balanced(document.title, style, setter.look.inner)
    yield replace(setter.set_lines(lines, style, (*path, Tag("H1", document.title.id)), document.title.id), keep=True)
    if document.lead is not None:
        lead = setter.strip(document.lead, "lead", setter.look.inner, (Tag("P", document.lead.id),))
        yield replace(lead, gap=4.0)


# --- distribution over pages ----------------------------------------------------------------------


def _shared_out(front: list[Strip], inside: list[Strip], look: LeafletLook, room: PageRoom) -> list[list[Strip]] | None:
    """Return strips page by page: the front on the first, the rest balanced, on an even number of pages.

    Where pages flow, each is filled before the next one starts, as many as are needed.
    """
    if look.pages == "flow":
        return [*_in_order(front, room), *_in_order(inside, room)]
    step = 2 if look.pages == "even" else 1
    first = bool(front) and _height(front) <= room.height
    strips = inside if first else [*front, *inside]
    least = int(_height(strips) / room.height) // step * step or step
    for total in range(least, _most_pages(look) + 1, step):
        pages = total - 1 if first else total
        if pages == 0 and not strips:
            return [front]
        if pages > 0 and (runs := _evenly(tuple(strips), pages, room)) is not None:
            return [front, *runs] if first else runs
    # strips that are kept together cannot be distributed over two pages
    return [strips] if strips and look.shows is not None and _height(strips) <= room.height else None


def _in_order(strips: list[Strip], room: PageRoom) -> Iterator[list[Strip]]:
    """Yield page after page, each as full as possible; strips that are kept together move together."""
    start = 0
    while start < len(strips):
        end, height = start, 0.0
        while end < len(strips):
            height += _opening(strips[end]) if end == start else strips[end].gap + strips[end].height
            if height > room.height + 0.01:
                break
            end += 1
        cut = end
        while start < cut < len(strips) and strips[cut - 1].keep:
            cut -= 1
        # a group too high for any page is divided where the page is full
        cut = cut if cut > start else max(end, start + 1)
        yield strips[start:cut]
        start = cut


def _opening(strip: Strip) -> float:
    """Return the height of a strip at the top of a page, with its repeated head."""
    return strip.height + (strip.head.height if strip.head is not None else 0.0)


def _most_pages(look: LeafletLook) -> int:
    return MOST_PAGES if look.shows is None and not look.pictured else MOST_PAGES_OF_DECKS


def _height(strips: list[Strip] | tuple[Strip, ...]) -> float:
    """Return the height of strips from the top of a page, with a repeated head."""
    if not strips:
        return 0.0
    head = strips[0].head.height if strips[0].head is not None else 0.0
    return head + strips[0].height + sum(strip.gap + strip.height for strip in strips[1:])


def _evenly(strips: tuple[Strip, ...], pages: int, room: PageRoom) -> list[list[Strip]] | None:
    """Return strips on exactly this many pages, balanced as well as possible, or None where they do not fit."""
    tops = [0.0]
    for strip in strips:
        tops.append(tops[-1] + strip.gap + strip.height)

    def height(start: int, end: int) -> float:
        first = strips[start]
        head = first.head.height if first.head is not None else 0.0
        return head + tops[end] - tops[start] - first.gap

    def unfilled(spare: float, start: int, end: int) -> float:
        """Return the cost of empty room, which is low where lines to write on fill it."""
        return spare * spare * (0.05 if any(strip.ruled for strip in strips[start:end]) else 1.0)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        if left == 1:
            spare = room.height - height(start, len(strips))
            return (unfilled(spare, start, len(strips)), (len(strips),)) if spare >= -0.01 else (float("inf"), ())
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, len(strips)):
            spare = room.height - height(start, end)
            if spare < -0.01:
                break
            if strips[end - 1].keep:
                continue
            cost, ends = best(end, left - 1)
            cost += unfilled(spare, start, end) + _parting(strips[end])
            if cost < found[0]:
                found = (cost, (end, *ends))
        return found

    if len(strips) < pages:
        return None
    cost, ends = best(0, pages)
    if cost == float("inf"):
        return None
    starts = (0, *ends[:-1])
    return [list(strips[start:end]) for start, end in zip(starts, ends, strict=True)]


def _parting(strip: Strip) -> float:
    """Return the cost of starting a page with a strip: none for a section, little for a group, more inside one."""
    if strip.opens:
        return 0.0
    if strip.joined:
        return 40_000.0
    if strip.keep and strip.head is None:
        return 1_500.0
    return 9_000.0 if strip.head is not None or not strip.grows else 3_500.0


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


def _page(
    setter: Setter,
    furniture: Furniture,
    strips: list[Strip],
    number: int,
    pages: int,
    room: PageRoom,
) -> PaperPage:
    look = setter.look
    strips = _filled(strips, room.height - _height(strips), look.inner)
    spare = room.height - _height(strips)
    shares = sum(strip.grows for strip in strips[1:])
    grown = min(spare / shares, look.space["grow"]) if shares else 0.0
    y = room.top
    drawn: list[Drawn] = []
    fields: list[FieldBox] = []
    boxes: list[BlockBox] = []
    for place, strip in enumerate(strips):
        if place:
            y += strip.gap + grown * strip.grows
            drawn.extend(moved(strip.between, look.start, y))
        elif strip.head is not None:
            drawn.extend(moved(strip.head.drawn, look.start, y))
            y += strip.head.height
        drawn.extend(moved(strip.drawn, look.start, y))
        fields.extend(moved_fields(strip.fields, look.start, y))
        boxes.append(BlockBox(strip.block, look.start, y, look.inner, strip.height))
        y += strip.height
    return PaperPage(
        number,
        tuple(drawn),
        furnished(setter, furniture, number, pages),
        tuple(boxes),
        tuple(fields),
        room.top + room.height - y,
    )


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
        yield from unprintable(plain(unit.text), unit.mark, look.fonts, look.name)
    for key, words in clinic_texts(furniture):
        mark = furniture.letterhead.mark_of(key, document.title.mark) if furniture.letterhead else document.title.mark
        yield from unprintable(words, mark, look.fonts, look.name)


def _headings(document: Document, pages: tuple[PaperPage, ...]) -> Iterator[tuple[str, str, int]]:
    """Yield the bookmarks: each section's heading element, its words and its page."""
    at: Mapping[str, int] = {box.block: page.number for page in reversed(pages) for box in page.blocks}
    for section in document.sections:
        if section.title is not None and section.title.id in at:
            yield section.title.id, plain(section.title.text), at[section.title.id]


__all__ = ["BlockBox", "Letterhead", "Pages", "PaperPage", "set_pages"]
