"""Page breaks: strips distributed over pages so that nothing is parted that need not be, and pages are balanced.

Costs are squares of pt: an empty foot of 100 pt costs 10,000.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import chain

from handouts.render.paper.header_footer import PageRoom
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.shapes import Strip

SLIGHT = 0.01  # pt, for sums of heights that differ by rounding
# what fits on a page and is parted costs more than any empty foot
PARTED_GROUP, PARTED_SECTION = 90_000.0, 60_000.0
# the cost of each box of help that does not stand on page 1 where pages are balanced
LATE = 200_000.0
SHEET = 500_000.0  # the cost of one sheet more
RULED = 0.05  # share of the cost of an empty foot that lines to write on will fill

Strips = Sequence[Strip]


@dataclass(frozen=True, slots=True)
class Broken:
    """Strips page by page, what their breaks cost, and how many of them part what one page has room for."""

    pages: list[list[Strip]]
    cost: float
    parted: int = 0


@dataclass(frozen=True, slots=True)
class Parts:
    """The strips of a document, section by section: those for page 1, and all others."""

    front: tuple[Strips, ...]
    inside: tuple[Strips, ...]

    @property
    def strips(self) -> list[Strip]:
        """All strips in reading order."""
        return _all((*self.front, *self.inside))


def broken(parts: Parts, help_boxes: frozenset[str], look: LeafletLook, room: PageRoom) -> Broken | None:
    """Return sections on pages: the front on the first, the rest balanced, on an even number of pages.

    Where pages flow, each is filled before the next one starts, as many as are needed. None where they do not fit.
    """
    front, inside = parts.front, parts.inside
    if look.pages == "flow":
        return Broken([*_in_order(_all(front), room), *_in_order(_all(inside), room)], 0.0)
    step = 2 if look.pages == "even" else 1
    first = bool(front) and height_of(_all(front)) <= room.first.height
    sections = inside if first else (*front, *inside)
    strips, parting = _all(sections), [*chain.from_iterable(_parting(section, room) for section in sections)]
    awaited = [0 if first else strip.block in help_boxes for strip in strips]
    least = int(height_of(strips) / room.height) // step * step or step
    for total in range(least, look.most_pages + 1, step):
        pages = total - 1 if first else total
        if pages == 0 and not strips:
            return Broken([_all(front)], 0.0)
        if pages > 0 and (found := _evenly(strips, parting, awaited, pages, room)) is not None:
            runs = [_all(front), *found.pages] if first else found.pages
            return Broken(runs, found.cost + SHEET * total / step, found.parted)
    # strips that are kept together cannot be distributed over two pages
    if strips and look.shows is not None and height_of(strips) <= room.height:
        return Broken([strips], 0.0)
    return None


def height_of(strips: Strips) -> float:
    """Return the height of strips from the top of a page, with a repeated head."""
    if not strips:
        return 0.0
    return _opening(strips[0]) + sum(strip.gap + strip.height for strip in strips[1:])


def _all(sections: Sequence[Strips]) -> list[Strip]:
    return [*chain.from_iterable(sections)]


def _opening(strip: Strip) -> float:
    """Return the height of a strip at the top of a page, with its repeated head."""
    return strip.height + (strip.head.height if strip.head is not None else 0.0)


# --- pages that flow ------------------------------------------------------------------------------


def _in_order(strips: list[Strip], room: PageRoom) -> Iterator[list[Strip]]:
    """Yield page after page, each as full as possible; strips that are kept together move together."""
    start = 0
    while start < len(strips):
        end, height = start, 0.0
        while end < len(strips):
            height += _opening(strips[end]) if end == start else strips[end].gap + strips[end].height
            if height > room.height + SLIGHT:
                break
            end += 1
        cut = end
        while start < cut < len(strips) and strips[cut - 1].keep:
            cut -= 1
        # a group too high for any page is divided where the page is full
        cut = cut if cut > start else max(end, start + 1)
        yield strips[start:cut]
        start = cut


# --- pages that are balanced ----------------------------------------------------------------------


def _evenly(strips: list[Strip], parting: list[float], awaited: list[int], pages: int, room: PageRoom) -> Broken | None:
    """Return strips on exactly this many pages, balanced as well as possible, or None where they do not fit.

    `parting` is the cost of starting a page with each strip, `awaited` tells which ones belong on the first page.
    """
    if len(strips) < pages:
        return None
    tops = [0.0]
    for strip in strips:
        tops.append(tops[-1] + strip.gap + strip.height)
    # what a page holds from its first strip on, less what stands above that strip
    opening = [_opening(strip) - strip.height - strip.gap - top for strip, top in zip(strips, tops, strict=False)]
    ruled = [*(bool(strip.ruled) for strip in strips)]
    whole = room.height

    def unfilled(start: int, end: int, spare: float) -> float:
        """Return the cost of empty room, which is low where lines to write on fill it."""
        return spare * spare * (RULED if any(ruled[start:end]) else 1.0)

    @cache
    def best(start: int, left: int) -> tuple[float, tuple[int, ...]]:
        held = opening[start]
        if left == 1:
            spare = whole - held - tops[-1]
            return (unfilled(start, len(strips), spare), (len(strips),)) if spare >= -SLIGHT else (float("inf"), ())
        found: tuple[float, tuple[int, ...]] = (float("inf"), ())
        for end in range(start + 1, len(strips)):
            spare = whole - held - tops[end]
            if spare < -SLIGHT:
                break
            if strips[end - 1].keep:
                continue
            cost, ends = best(end, left - 1)
            cost += unfilled(start, end, spare) + parting[end]
            if start == 0:
                cost += LATE * sum(awaited[end:])
            if cost < found[0]:
                found = (cost, (end, *ends))
        return found

    cost, ends = best(0, pages)
    if cost == float("inf"):
        return None
    parted = sum(parting[end] >= PARTED_SECTION for end in ends[:-1])
    return Broken([strips[start:end] for start, end in zip((0, *ends[:-1]), ends, strict=True)], cost, parted)


def _parting(section: Strips, room: PageRoom) -> Iterator[float]:
    """Yield the cost of starting a page with each strip of a section: none for its first, most inside a table group."""
    whole = height_of(section) <= room.height
    for place, strip in enumerate(section):
        if place == 0 or strip.opens:
            yield 0.0
            continue
        cost = _inside(strip)
        if whole:
            cost += PARTED_SECTION
        if strip.head is not None and _group_height(section, strip.head) <= room.height:
            cost += PARTED_GROUP
        yield cost


def _group_height(section: Strips, head: Strip) -> float:
    """Return the height of a table's rows with their head."""
    return head.height + sum(strip.height + strip.gap for strip in section if strip.head is head)


def _inside(strip: Strip) -> float:
    """Return the cost of starting a page inside a section: little for a group, more inside one."""
    if strip.joined:
        return 40_000.0
    if strip.keep and strip.head is None:
        return 1_500.0
    return 9_000.0 if strip.head is not None or not strip.grows else 3_500.0
