"""A document's sections set in the arrangements that make the best pages.

Each section offers one to four ways to be set; those are chosen that part least, leave least empty and need fewest
sheets, by one cost for the whole document.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import chain

from handouts.core.problem import Problem
from handouts.document.blocks import Callout, Fields, Paragraph, References
from handouts.document.document import Document, Section
from handouts.document.walk import blocks
from handouts.render.paper.arrangements import Arrangement, arrangements, paired, varied
from handouts.render.paper.breaking import Broken, Parts, broken, height_of
from handouts.render.paper.feedback import with_feedback
from handouts.render.paper.furniture import Furniture
from handouts.render.paper.header_footer import PageRoom
from handouts.render.paper.qr import with_qr
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Path, Strip, Tag

HELP = ("emergency", "call-today")
# the cost of 1 pt of lines whose last fifth is empty, in squares of pt, as breaks cost
RAGGED = 8.0
ROUNDS = 2


@dataclass(frozen=True, slots=True)
class Arranged:
    """A document in the arrangements chosen for its sections; `broken` is None where it does not fit."""

    parts: Parts
    broken: Broken | None
    names: tuple[str, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class _Maker:
    """A document whose sections are set in all their arrangements, and what stands around them."""

    setter: Setter
    document: Document
    furniture: Furniture
    room: PageRoom
    title: tuple[Strip, ...]
    choices: tuple[tuple[Arrangement, ...], ...]
    help_boxes: frozenset[str]

    def picked(self, chosen: tuple[int, ...]) -> list[Arrangement]:
        """Return the arrangement chosen for each section."""
        return [choices[number] for choices, number in zip(self.choices, chosen, strict=True)]

    def made(self, chosen: tuple[int, ...]) -> Arranged:
        """Return the document with one arrangement chosen for each section, on pages."""
        picked = self.picked(chosen)
        parts = _parts(self, picked)
        return Arranged(
            parts,
            broken(parts, self.help_boxes, self.setter.look, self.room),
            tuple(each.name for each in picked),
            tuple(chain.from_iterable(each.problems for each in picked)),
        )

    def cost(self, made: Arranged, chosen: tuple[int, ...]) -> float:
        """Return the cost of a choice; infinite where it does not fit."""
        if made.broken is None:
            return float("inf")
        ragged = sum(each.ragged for each in standing(self.picked(chosen)) if each is not None)
        return made.broken.cost + RAGGED * ragged


@dataclass(frozen=True, slots=True)
class Ways:
    """The arrangements of a document's sections in one look, each set once however often it is tried."""

    own: dict[str, tuple[Arrangement, ...]] = field(default_factory=dict)
    pairs: dict[tuple[str, str], Arrangement | None] = field(default_factory=dict)

    def of(self, setter: Setter, section: Section, after: Section | None) -> tuple[Arrangement, ...]:
        """Return the arrangements of a section; the one beside the section after it stands last."""
        if section.id not in self.own:
            self.own[section.id] = arrangements(setter, section)
        own = self.own[section.id]
        if after is None or not varied(setter):
            return own
        if (section.id, after.id) not in self.pairs:
            self.pairs[section.id, after.id] = paired(setter, section, after)
        pair = self.pairs[section.id, after.id]
        return own if pair is None else (*own, pair)


def arranged(setter: Setter, document: Document, furniture: Furniture, room: PageRoom, ways: Ways) -> Arranged:
    """Return a document on pages in its best arrangements; with one way to set each section, in that.

    `ways` may know the arrangements of its sections from another order of them.
    """
    following = (*document.sections[1:], None)
    choices = (ways.of(setter, section, after) for section, after in zip(document.sections, following, strict=False))
    maker = _Maker(
        setter,
        document,
        furniture,
        room,
        tuple(_title(setter, document)),
        tuple(choices),
        help_boxes(document),
    )
    chosen = (0,) * len(maker.choices)
    best = maker.made(chosen)
    least = maker.cost(best, chosen)
    for _ in range(ROUNDS):
        before = chosen
        for place, number in _others(maker.choices, chosen):
            tried = (*chosen[:place], number, *chosen[place + 1 :])
            made = maker.made(tried)
            if (cost := maker.cost(made, tried)) < least:
                best, chosen, least = made, tried, cost
        if chosen == before:
            break
    return best


def help_boxes(document: Document) -> frozenset[str]:
    """Return the ids of the boxes with help, which a reader must find on the first page."""
    return frozenset(block.id for block in blocks(document) if isinstance(block, Callout) and block.kind in HELP)


def _others(choices: tuple[tuple[Arrangement, ...], ...], chosen: tuple[int, ...]) -> Iterator[tuple[int, int]]:
    """Yield each arrangement of each section that is not chosen, as the section's place and its number."""
    for place, offered in enumerate(choices):
        yield from ((place, number) for number in range(len(offered)) if number != chosen[place])


def standing(picked: Sequence[Arrangement]) -> Iterator[Arrangement | None]:
    """Yield the arrangement of each section, or None for one that stands beside the section before it."""
    taken = False
    for place, each in enumerate(picked):
        if taken:
            taken = False
            yield None
            continue
        taken = each.name == "paired" and place + 1 < len(picked)
        yield each


# --- what stands on pages -------------------------------------------------------------------------


def _parts(maker: _Maker, picked: list[Arrangement]) -> Parts:
    """Return the strips of a document section by section, with what stands at its end."""
    front, inside = _sections(maker, picked)
    last = inside or front
    setter, document, furniture = maker.setter, maker.document, maker.furniture
    # a pack for a committee, which shows pictures of pages, asks no reader for feedback
    handed_out = furniture.foot is None and document.kind == "leaflet" and not setter.look.pictured
    if not _ends_in_references(document) and (furniture.qr is not None or handed_out):
        last[-1] = [*last[-1], Strip(0.0, (), document.id, gap=setter.space("block"))]
    if last[-1] and handed_out:
        last[-1] = [*last[-1][:-1], with_feedback(setter, last[-1][-1], furniture, document.title.mark)]
    if last[-1]:
        last[-1] = [*last[-1][:-1], with_qr(setter, last[-1][-1], furniture)]
    return Parts(tuple(front), tuple(inside))


def _sections(maker: _Maker, picked: list[Arrangement]) -> tuple[list[list[Strip]], list[list[Strip]]]:
    """Return the strips of the title and the sections for page 1, and of all other sections."""
    document, room = maker.document, maker.room
    front, inside = [list(maker.title)], list[list[Strip]]()
    stands = [*standing(picked), None]
    for place, section in enumerate(document.sections):
        own, after = stands[place], stands[place + 1]
        if own is None:
            continue
        strips = _whole(section, list(own.strips), list(after.strips) if after is not None else [], room)
        if maker.setter.look.pages == "flow":
            strips = _held_together(section, strips, room)
        (front if section.front else inside).append(strips)
    if any(section.front or section.teaching is None for section in document.sections):
        return front, inside
    return [], [[replace(strip, keep=True) for strip in front[0]], *inside]


def _ends_in_references(document: Document) -> bool:
    """Return whether the last block is the reference list, beside which the QR code has room."""
    blocks = document.sections[-1].blocks if document.sections else ()
    return bool(blocks) and isinstance(blocks[-1], References)


def _whole(section: Section, strips: list[Strip], after: list[Strip], room: PageRoom) -> list[Strip]:
    """Return a slide's strips, kept together if they fit on a page; a part title stays with its first slide."""
    if section.teaching is None or section.teaching.kind == "references" or not strips:
        return strips
    if strips[-1].ruled and height_of(strips[:-1]) <= room.height < height_of(strips):
        # on a page that its slide fills, there is no room for lines to write on
        strips = strips[:-1]
    if section.teaching.kind == "section" and height_of([*strips, *after]) <= room.height:
        return [replace(strip, keep=True) for strip in strips]
    if height_of(strips) <= room.height:
        return [*(replace(strip, keep=True) for strip in strips[:-1]), strips[-1]]
    # longer than a page: lines to write on stay with the text before them
    return [*strips[:-2], *(replace(strip, keep=True) for strip in strips[-2:-1]), strips[-1]]


def _held_together(section: Section, strips: list[Strip], room: PageRoom) -> list[Strip]:
    """Return a section with fields kept together if it fits on a page; else keep its first words with the next."""
    if any(isinstance(block, Fields) for block in section.blocks) and height_of(strips) <= room.height:
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
