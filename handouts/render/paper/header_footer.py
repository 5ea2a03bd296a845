"""Head and foot around the content of a page, and the room between them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.render.paper.foot import foot_groups, foot_height
from handouts.render.paper.furniture import Furniture, Group
from handouts.render.paper.head import head_groups, head_height
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Drawn, Shape, Tag, TextLine, decoration


@dataclass(frozen=True, slots=True)
class PageRoom:
    """The room for content: its top and height in pt."""

    top: float
    height: float


def page_room(setter: Setter, furniture: Furniture) -> PageRoom:
    """Return the room between head and foot."""
    top = setter.look.top + head_height(setter, furniture) + 14
    bottom = setter.look.height - setter.look.bottom - foot_height(setter, furniture) - 10
    return PageRoom(top, bottom - top)


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
