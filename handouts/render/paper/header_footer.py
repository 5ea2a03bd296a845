"""Head and foot around the content of a page, and the room between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

from handouts.document.document import Document
from handouts.document.text import Blank, Contact, Inline, inlines
from handouts.document.walk import units
from handouts.render.paper.foot import foot_groups, foot_height
from handouts.render.paper.furniture import Furniture, Group
from handouts.render.paper.head import head_groups, head_height
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Drawn, Shape, Tag, TextLine, decoration

# pt from the head to the content, and from the content to the foot; lines of large print keep more room of their own
HEAD_GAP, LARGE_HEAD_GAP = 8.0, 4.5
FOOT_GAP, LARGE_FOOT_GAP = 10.0, 4.5
DAY = "day"  # the field of a clinic's phone by day


@dataclass(frozen=True, slots=True)
class PageRoom:
    """The room for content: its top and height in pt.

    `raised` is by how much it begins higher on page 1 where the text there says the clinic's phones.
    """

    top: float
    height: float
    raised: float = 0.0

    @property
    def first(self) -> PageRoom:
        """The room of a page 1 that says the phones in its text."""
        return PageRoom(self.top - self.raised, self.height + self.raised)


def page_room(setter: Setter, furniture: Furniture) -> PageRoom:
    """Return the room between head and foot."""
    look = setter.look
    above, below = (LARGE_HEAD_GAP, LARGE_FOOT_GAP) if look.large_print else (HEAD_GAP, FOOT_GAP)
    top = look.top + head_height(setter, furniture) + above
    bottom = look.height - look.bottom - foot_height(setter, furniture) - below
    return PageRoom(top, bottom - top)


def raised_room(setter: Setter, furniture: Furniture, document: Document) -> PageRoom:
    """Return the room between head and foot, raised on page 1 of large print whose text says the clinic's phones."""
    room = page_room(setter, furniture)
    if not setter.look.large_print or setter.look.pages == "flow" or not _says_phones(document, furniture):
        return room
    raised = head_height(setter, furniture) - head_height(setter, replace(furniture, phones="text"))
    return replace(room, raised=raised)


def _says_phones(document: Document, furniture: Furniture) -> bool:
    """Return whether the text for page 1 says the phone by day, or has a line to write it on where there is none."""
    front = tuple(section for section in document.sections if section.front)
    head = furniture.letterhead
    if head is not None and head.day is None:
        return False
    return any(_is_phone(inline) for unit in units(front) for inline in inlines(unit.text))


def _is_phone(inline: Inline) -> bool:
    return isinstance(inline, Contact | Blank) and inline.field == DAY


def furnished(setter: Setter, furniture: Furniture, number: int, pages: int) -> tuple[Drawn, ...]:
    """Return head and foot of a page: artifacts on all pages but the last, where they are tagged and read once."""
    head, foot = tuple(head_groups(setter, furniture)), tuple(foot_groups(setter, furniture, number, pages))
    if number < pages:
        return (Drawn((), tuple(_all(head)), artifact="Header"), Drawn((), tuple(_all(foot)), artifact="Footer"))
    # a listener learns here that it is a draft, whose it is, and how to ask for other formats
    still = decoration(*_still(head), *_still(foot))
    return (still, *_said(head, furniture, "head"), *_said(foot, furniture, "foot"))


def _all(groups: Iterable[Group]) -> Iterator[Shape]:
    return (shape for group in groups for shape in group)


def _still(groups: Iterable[Group]) -> Iterator[Shape]:
    return (shape for shape in _all(groups) if not isinstance(shape, TextLine))


def _said(groups: Iterable[Group], furniture: Furniture, part: str) -> Iterator[Drawn]:
    """Yield each text of head or foot as a paragraph, with all its lines."""
    number = 0
    for group in groups:
        lines = tuple(shape for shape in group if isinstance(shape, TextLine))
        if lines:
            yield Drawn((Tag("P", f"{furniture.document}#{part}-{number}"),), lines)
        number += len(group)
