"""The claims, references and placeholders in documents, found once for many rules."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

from handouts.content.model import Draft
from handouts.content.project import grounds
from handouts.content.prose import Cited, Placeholder, flat
from handouts.content.walk import pointers, prose_in
from handouts.core.problem import Mark


@dataclass(frozen=True)
class Uses:
    """The content that some documents name, by the id of the document."""

    drafts: tuple[Draft, ...]

    @cached_property
    def pointers(self) -> Mapping[str, tuple[Placeholder, ...]]:
        """The placeholders of each document, in its texts and figures."""
        return {draft.id: tuple(pointers(draft)) for draft in self.drafts}

    @cached_property
    def named(self) -> Mapping[str, tuple[tuple[str, Mark], ...]]:
        """The claims that a document names, by their values or as the basis of its words, with their marks."""
        return {draft.id: (*self._printed(draft), *grounds(draft)) for draft in self.drafts}

    def _printed(self, draft: Draft) -> Iterator[tuple[str, Mark]]:
        places = self.pointers[draft.id]
        yield from ((place.source, place.mark) for place in places if place.kind == "claim" and place.source)

    @cached_property
    def users(self) -> Mapping[str, tuple[str, ...]]:
        """The documents that use each claim."""
        users: dict[str, dict[str, None]] = {}
        for draft in self.drafts:
            for name, _ in self.named[draft.id]:
                users.setdefault(name, {})[draft.id] = None
        return {name: tuple(found) for name, found in users.items()}

    @cached_property
    def cited(self) -> Mapping[str, tuple[tuple[str, Mark], ...]]:
        """The references that each document names, with their marks."""
        return {draft.id: tuple(_cited(draft)) for draft in self.drafts}


def _cited(draft: Draft) -> Iterator[tuple[str, Mark]]:
    yield from draft.sources
    for part in draft.parts:
        yield from part.lesson.sources if part.lesson else ()
    for prose in prose_in((draft.title, draft.lead, draft.parts)):
        for piece in flat(prose.pieces):
            if isinstance(piece, Cited):
                yield piece.reference, piece.mark
