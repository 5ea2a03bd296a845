"""What the rules look at: the content that was read, the day, and where the project is."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from handouts.content.model import Claim, Draft
from handouts.content.project import Content, named_claims, pointers
from handouts.content.prose import Cited, Placeholder, flat, prose_in
from handouts.problem import Mark, Problem


@dataclass(frozen=True, slots=True)
class Subject:
    """Content under check; `known_claims` lists all ids of the files that were read."""

    content: Content
    as_of: date
    root: Path
    contrast: float = 7.0

    def placed(self, kind: str) -> Iterator[tuple[Draft, Placeholder]]:
        """Every placeholder of a kind, with the document that holds it."""
        for draft in self.content.drafts:
            for pointer in pointers((draft.title, draft.lead, draft.parts, draft.figures)):
                if pointer.kind == kind and pointer.source:
                    yield draft, pointer

    def named_claims(self) -> Iterator[tuple[Draft, str, Mark]]:
        """Every claim that a document points to, by a value or as the ground of its words."""
        for draft in self.content.drafts:
            yield from ((draft, name, mark) for name, mark in named_claims(draft))

    def claims(self, draft: Draft) -> Iterator[tuple[Claim, Mark]]:
        """The known claims of a document, each where it is named."""
        for owner, name, mark in self.named_claims():
            if owner is draft and name in self.content.library.claims:
                yield self.content.library.claims[name], mark

    def cited(self) -> Iterator[tuple[Draft, str, Mark]]:
        """Every reference that a document names."""
        for draft in self.content.drafts:
            yield from ((draft, name, mark) for name, mark in draft.sources)
            for part in draft.parts:
                yield from ((draft, name, mark) for name, mark in (part.lesson.sources if part.lesson else ()))
            for prose in prose_in((draft.title, draft.lead, draft.parts)):
                for piece in flat(prose.pieces):
                    if isinstance(piece, Cited):
                        yield draft, piece.reference, piece.mark


def found(draft: Draft, mark: Mark, rule: str, message: str) -> Problem:
    """An error that stops one document."""
    return Problem(mark, rule, message, reaches=(draft.id,))
