"""What the rules look at: the content that was read, the day, and where the project is."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from handouts.checks.passages import Passage, passages_of
from handouts.compose import compose
from handouts.content.model import Claim, Draft
from handouts.content.project import Content, named_claims, pointers
from handouts.content.prose import Cited, Placeholder, flat, prose_in
from handouts.document import Document
from handouts.problem import Mark, Problem
from handouts.reading import Sentence, sentences

Rule = Callable[["Subject"], Iterator[Problem]]


@dataclass(frozen=True)
class Subject:
    """Content under check; what several rules ask of a document is found once."""

    content: Content
    as_of: date
    root: Path
    contrast: float = 7.0

    def without(self, problems: Iterable[Problem]) -> Subject:
        """The documents that none of these problems stops; without a document where one reaches all."""
        reached = {name for problem in problems for name in problem.reaches or [draft.id for draft in self.drafts]}
        if not reached:
            return self
        drafts = tuple(draft for draft in self.drafts if draft.id not in reached)
        return replace(self, content=replace(self.content, drafts=drafts))

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The documents as written."""
        return self.content.drafts

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Each document as its English reader sees it, with every value filled in; without full references."""
        library, clinic = self.content.library, self.content.clinic
        return {draft.id: compose(draft, library, "en", clinic, {}) for draft in self.drafts}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """What stands together in each document: its blocks, titles and notes as they read."""
        return tuple(passage for draft in self.drafts for passage in passages_of(draft, self.documents[draft.id]))

    @cached_property
    def read_by_patients(self) -> tuple[tuple[Draft, Document], ...]:
        """The documents for patients, as written and as read."""
        return tuple((draft, self.documents[draft.id]) for draft in self.drafts if draft.audience == "patient")

    @cached_property
    def sentences(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences of each patient's document; none where no formula fits its language."""
        return {draft.id: tuple(sentences(document)) for draft, document in self.read_by_patients}

    def placed(self, kind: str) -> Iterator[tuple[Draft, Placeholder]]:
        """Every placeholder of a kind, with the document that holds it."""
        for draft in self.drafts:
            yield from ((draft, place) for place in self._pointers[draft.id] if place.kind == kind and place.source)

    def named_claims(self) -> Iterator[tuple[Draft, str, Mark]]:
        """Every claim that a document points to, by a value or as the ground of its words."""
        for draft in self.drafts:
            yield from ((draft, name, mark) for name, mark in self._named[draft.id])

    def claims(self, draft: Draft) -> Iterator[tuple[Claim, Mark]]:
        """The known claims of a document, each where it is named."""
        known = self.content.library.claims
        yield from ((known[name], mark) for name, mark in self._named[draft.id] if name in known)

    def users(self, claim: str) -> tuple[str, ...]:
        """The documents that use a claim; where none does its own id, so that a problem of it stops no file."""
        return self._users.get(claim, (claim,))

    def cited(self) -> Iterator[tuple[Draft, str, Mark]]:
        """Every reference that a document names."""
        for draft in self.drafts:
            yield from ((draft, name, mark) for name, mark in self._cited[draft.id])

    def references(self, draft: Draft) -> frozenset[str]:
        """The references that a document names, by itself or through its claims."""
        named = {name for name, _ in self._cited[draft.id]}
        return frozenset(named.union(*(claim.references for claim, _ in self.claims(draft))))

    @cached_property
    def _pointers(self) -> Mapping[str, tuple[Placeholder, ...]]:
        return {
            draft.id: tuple(pointers((draft.title, draft.lead, draft.parts, draft.figures))) for draft in self.drafts
        }

    @cached_property
    def _named(self) -> Mapping[str, tuple[tuple[str, Mark], ...]]:
        return {draft.id: tuple(named_claims(draft)) for draft in self.drafts}

    @cached_property
    def _users(self) -> Mapping[str, tuple[str, ...]]:
        users: dict[str, dict[str, None]] = {}
        for draft in self.drafts:
            for name, _ in self._named[draft.id]:
                users.setdefault(name, {})[draft.id] = None
        return {name: tuple(found) for name, found in users.items()}

    @cached_property
    def _cited(self) -> Mapping[str, tuple[tuple[str, Mark], ...]]:
        return {draft.id: tuple(_cited(draft)) for draft in self.drafts}


def _cited(draft: Draft) -> Iterator[tuple[str, Mark]]:
    yield from draft.sources
    for part in draft.parts:
        yield from part.lesson.sources if part.lesson else ()
    for prose in prose_in((draft.title, draft.lead, draft.parts)):
        for piece in flat(prose.pieces):
            if isinstance(piece, Cited):
                yield piece.reference, piece.mark


def found(draft: Draft, mark: Mark, rule: str, message: str) -> Problem:
    """An error that stops one document."""
    return Problem(mark, rule, message, reaches=(draft.id,))


def warned(draft: Draft, mark: Mark, rule: str, message: str) -> Problem:
    """A warning about one document."""
    return Problem(mark, rule, message, "warning", (draft.id,))


def noted(draft: Draft, mark: Mark, rule: str, message: str) -> Problem:
    """What one document's reviewer should know, and nobody has to mend."""
    return Problem(mark, rule, message, "note", (draft.id,))


def listed(names: Sequence[str], most: int = 5) -> str:
    """The first few names of a list, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
