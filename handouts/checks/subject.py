"""The input of the rules: the content, the date, and the project folder.

A subject is checked in parts, first all facts and then a few documents at a time, so that a library of a thousand
leaflets is never composed as a whole. A rule looks at `facts` and `drafts`, which are those of its part; if it needs to
know about all others, it asks `whole`.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property
from pathlib import Path

from handouts.checks.passages import Passage, passages_of
from handouts.checks.readability import Sentence, sentences
from handouts.checks.uses import Uses
from handouts.content.compose import compose
from handouts.content.model import Claim, Draft, Library
from handouts.content.project import ProjectContent
from handouts.content.prose import Placeholder, Prose
from handouts.content.reviews import Overdue
from handouts.content.translation import Translation
from handouts.content.walk import prose_in
from handouts.core.faults import guarded
from handouts.core.matching import all_for_matching
from handouts.core.problem import Mark, Problem, errors
from handouts.core.words import SOURCE
from handouts.document.document import Document
from handouts.document.references import without_full_references
from handouts.document.text import Unit
from handouts.document.walk import map_text

Rule = Callable[["Subject"], Iterator[Problem]]
# the number of documents composed at a time
DOCUMENTS_A_PART = 20


@dataclass(frozen=True)
class Subject:
    """Content under check; results about a document that several rules need are computed once."""

    content: ProjectContent
    as_of: date
    root: Path
    contrast: float = 7.0
    part_of: Subject | None = None
    formatted: Mapping[str, str] = field(default_factory=dict, repr=False)
    made: dict[str, Document] = field(default_factory=dict, repr=False, compare=False)

    def without(self, problems: Iterable[Problem]) -> Subject:
        """Return the subject without the documents that an error among these problems stops."""
        drafts = sound(self.drafts, problems)
        return self if drafts == self.drafts else replace(self, content=replace(self.content, drafts=drafts))

    def parts(self) -> Iterator[Subject]:
        """Yield the facts without documents, then a few documents at a time; those that share slides stay together."""
        yield self._part(())
        drafts: list[Draft] = []
        for family in families(self.drafts):
            drafts += family
            if len(drafts) >= DOCUMENTS_A_PART:
                yield self._part(drafts)
                drafts = []
        if drafts:
            yield self._part(drafts)

    def _part(self, drafts: Iterable[Draft]) -> Subject:
        return replace(self, content=replace(self.content, drafts=tuple(drafts)), part_of=self, made={})

    def alone(self) -> tuple[Subject, ...]:
        """Return the facts, unless they belong to another part, and each document, as parts of their own."""
        facts = (self._part(()),) if self.part_of is None else ()
        if not self.drafts:
            return facts or (self,)
        return (*facts, *(self._one(draft) for draft in self.drafts))

    def _one(self, draft: Draft) -> Subject:
        return replace(self, content=replace(self.content, drafts=(draft,)), part_of=self.whole)

    def composable(self, log: list[Problem]) -> Subject:
        """Return the part without the documents whose composing fails; these faults are added to the log."""
        found: list[Problem] = []
        for draft in self.drafts:
            with guarded(found, draft.mark, f"composing {draft.id!r}", draft.id):
                self._composed(draft)
        log += found
        return self.without(found)

    @property
    def whole(self) -> Subject:
        """The whole content of this run."""
        return self.part_of or self

    @property
    def facts(self) -> Library:
        """The facts to be checked: none in a part with documents, whose content holds all of them for reference."""
        return Library() if self.part_of is not None and self.drafts else self.library

    @cached_property
    def library(self) -> Library:
        """All facts, in the form in which rules match words."""
        return self.part_of.library if self.part_of is not None else all_for_matching(self.content.library)

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The documents under check, as written."""
        return self.content.drafts

    @cached_property
    def composed(self) -> Mapping[str, Document]:
        """Each document in the source language, with all values filled in and full references as `formatted`."""
        return {draft.id: self._composed(draft) for draft in self.drafts}

    def composed_in(self, draft: Draft, lang: str) -> Document:
        """Return a document in a language; in the source language it is composed already."""
        return self._composed(draft) if lang == SOURCE else self._in(draft, lang)

    def _composed(self, draft: Draft) -> Document:
        """Return a document in the source language, composed once in a part."""
        if draft.id not in self.made:
            self.made[draft.id] = self._in(draft, SOURCE)
        return self.made[draft.id]

    def _in(self, draft: Draft, lang: str) -> Document:
        return compose(draft, self.content.library, Translation(lang), self.content.clinic, self.formatted)

    @cached_property
    def documents(self) -> Mapping[str, Document]:
        """Each document as the rules look at it: words in their matching form, without full references.

        The words of full references are not our own.
        """
        return {name: _as_matched(without_full_references(document)) for name, document in self.composed.items()}

    @cached_property
    def passages(self) -> tuple[Passage, ...]:
        """The passages of all documents: blocks, titles and notes as the reader sees them."""
        return tuple(passage for draft in self.drafts for passage in passages_of(draft, self.documents[draft.id]))

    @cached_property
    def proses(self) -> tuple[tuple[Draft, Prose], ...]:
        """Every text of the documents as typed, with its document; several rules read them."""
        return tuple((draft, prose) for draft in self.drafts for prose in prose_in(draft))

    @cached_property
    def read_by_patients(self) -> tuple[tuple[Draft, Document], ...]:
        """The documents for patients, each as written and as composed."""
        return tuple((draft, self.documents[draft.id]) for draft in self.drafts if draft.audience == "patient")

    @cached_property
    def sentences(self) -> Mapping[str, tuple[Sentence, ...]]:
        """The sentences of each document for patients; none if its language has no formula."""
        return {draft.id: tuple(sentences(document)) for draft, document in self.read_by_patients}

    @cached_property
    def uses(self) -> Uses:
        """The claims, references and other content that the documents of the whole content name."""
        return self.part_of.uses if self.part_of is not None else Uses(self.drafts)

    def placed(self, kind: str) -> Iterator[tuple[Draft, Placeholder]]:
        """Yield every placeholder of a kind, with the document that contains it."""
        for draft in self.drafts:
            yield from ((draft, place) for place in self.uses.pointers[draft.id] if place.kind == kind and place.source)

    def named_claims(self) -> Iterator[tuple[Draft, str, Mark]]:
        """Yield every claim that a document names, by a value or as the basis of its words."""
        for draft in self.drafts:
            yield from ((draft, name, mark) for name, mark in self.uses.named[draft.id])

    def claims(self, draft: Draft) -> Iterator[tuple[Claim, Mark]]:
        """Yield the known claims of a document, each with the mark where it is named."""
        known = self.library.claims
        yield from ((known[name], mark) for name, mark in self.uses.named[draft.id] if name in known)

    def overdue(self, draft: Draft) -> Overdue:
        """Return the overdue reviews of a document: its own, and those of the claims and foods that it uses."""
        used = {claim.id: claim for claim, _ in self.claims(draft)}
        known = self.content.library.foods
        foods = {place.source for place in self.uses.pointers[draft.id] if place.kind == "food"}
        named = (known[name] for name in foods if name in known)
        return self.content.library.reviews.overdue(draft, used.values(), named, self.as_of)

    def users(self, claim: str) -> tuple[str, ...]:
        """Return the documents that use a claim; without any, its own id, so that a problem in it blocks no file."""
        return self.uses.users.get(claim, (claim,))

    def cited(self) -> Iterator[tuple[Draft, str, Mark]]:
        """Yield every reference that a document names."""
        for draft in self.drafts:
            yield from ((draft, name, mark) for name, mark in self.uses.cited[draft.id])

    def references(self, draft: Draft) -> frozenset[str]:
        """Return the references that a document names, directly or through its claims."""
        return frozenset(name for name, _ in self.named_references(draft))

    def named_references(self, draft: Draft) -> Iterator[tuple[str, Mark]]:
        """Yield the references that a document names, directly or through its claims, with the marks where it does."""
        yield from self.uses.cited[draft.id]
        yield from ((name, mark) for claim, mark in self.claims(draft) for name in claim.references)


def sound(drafts: Iterable[Draft], problems: Iterable[Problem]) -> tuple[Draft, ...]:
    """Return the documents that no error stops; one that names no document stops all."""
    found = errors(problems)
    if any(not problem.reaches for problem in found):
        return ()
    reached = {name for problem in found for name in problem.reaches}
    return tuple(draft for draft in drafts if draft.id not in reached)


def _as_matched(document: Document) -> Document:
    return map_text(document, _unit_as_matched)


def _unit_as_matched(unit: Unit) -> Unit:
    text = all_for_matching(unit.text)
    return unit if text is unit.text else replace(unit, text=text)


def families(drafts: Iterable[Draft]) -> list[list[Draft]]:
    """Return the documents in groups that share slides, in the order of the first of each group."""
    found: dict[str, tuple[list[Draft], dict[str, None]]] = {}
    for draft in drafts:
        members, homes = [draft], dict.fromkeys((draft.id, *(part.home for part in draft.parts)))
        for others, theirs in {id(found[home]): found[home] for home in homes if home in found}.values():
            members, homes = [*others, *members], {**theirs, **homes}
        found.update(dict.fromkeys(homes, (members, homes)))
    return [members for members, _ in {id(family): family for family in found.values()}.values()]


def by_lesson(draft: Draft, named: Iterable[tuple[str, Mark]]) -> Mapping[Mark, list[str]]:
    """Return names, each once, by the document in which they stand: this one, or a deck that it includes.

    What is wrong in a lesson is one problem of all decks that hold it.
    """
    names: dict[Mark, dict[str, None]] = {}
    for name, mark in named:
        names.setdefault(draft.lessons.get(mark.file, draft.mark), {})[name] = None
    return {mark: [*of_lesson] for mark, of_lesson in names.items()}


def found(draft: Draft, mark: Mark, rule: str, message: str) -> Problem:
    """Return an error that blocks one document."""
    return Problem(mark, rule, message, reaches=(draft.id,))


def warned(draft: Draft, mark: Mark, rule: str, message: str) -> Problem:
    """Return a warning about one document."""
    return Problem(mark, rule, message, "warning", (draft.id,))


def noted(draft: Draft, mark: Mark, rule: str, message: str) -> Problem:
    """Return a note for the reviewer of one document, which requires no change."""
    return Problem(mark, rule, message, "note", (draft.id,))


def listed(names: Sequence[str], most: int = 5) -> str:
    """Return the first names of a list as words, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" and {more} more" if more > 0 else "")
