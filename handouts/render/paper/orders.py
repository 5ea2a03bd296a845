"""A leaflet's sections tried in other orders, in one look: what each order parts and what its pages cost."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from typing import NamedTuple

from handouts.document.document import Document
from handouts.render.paper.arranged import Ways, arranged
from handouts.render.paper.furniture import Furniture
from handouts.render.paper.header_footer import PageRoom
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.pages import prepared
from handouts.render.paper.setting import Setter


class Judged(NamedTuple):
    """How many things an order parts that fit on a page, and the cost of its pages; infinite where it does not fit."""

    parted: int
    cost: float


@dataclass(frozen=True)
class Orders:
    """A document in one look; each section is set once for all orders."""

    document: Document
    look: LeafletLook
    furniture: Furniture
    ways: Ways = field(default_factory=Ways)

    @cached_property
    def _place(self) -> tuple[Setter, PageRoom]:
        return prepared(self.document, self.look, self.furniture)

    def judged(self, order: Sequence[str]) -> Judged:
        """Return the judgement on an order, given as the ids of all sections."""
        sections = {section.id: section for section in self.document.sections}
        document = replace(self.document, sections=tuple(sections[each] for each in order))
        setter, room = self._place
        made = arranged(setter, document, self.furniture, room, self.ways)
        if made.broken is None:
            return Judged(len(order), float("inf"))
        return Judged(made.broken.parted, made.broken.cost)
