"""The calendar of a project: what is due on which day, and who has to do it.

It lists the reviews of claims, foods and documents, the ends of approvals, and those of waivers.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal

from handouts.checks.subject import Subject
from handouts.content.approvals import Approval
from handouts.content.owners import Owner, Owners
from handouts.content.project import Project, ProjectContent
from handouts.content.reviews import FOOD, Extension, Review
from handouts.core.problem import Problem, errors
from handouts.pipeline.read import all_content
from handouts.pipeline.request import Request

Kind = Literal["claim", "food", "document", "approval", "waiver"]


@dataclass(frozen=True, slots=True)
class Deadline:
    """One thing that is due on a day: its kind and id, the documents that it reaches, and who has to do it.

    `place` is what its owner keeps: `claims/inr`, `foods` or a document. `note` says more in words.
    """

    day: date
    kind: Kind
    id: str
    place: str
    documents: tuple[str, ...]
    owner: Owner | None
    overdue: bool
    note: str = ""
    extension: Extension | None = None

    def data(self) -> dict[str, object]:
        """Return the deadline as JSON data."""
        return {
            "due": str(self.day),
            "kind": self.kind,
            "id": self.id,
            "owner": self.owner.name if self.owner is not None else None,
            "deputy": self.owner.deputy if self.owner is not None else None,
            "documents": list(self.documents),
            "overdue": self.overdue,
            "note": self.note or None,
            "extended": self.extension.data() if self.extension is not None else None,
        }


def deadlines(request: Request) -> tuple[list[Deadline], list[Problem]]:
    """Return what is due in a project, by day, with what is overdue on the day of the request; and unreadable files."""
    log: list[Problem] = []
    content = all_content(Project(request.root), None, log)
    calendar = _Calendar(content, Subject(content, request.as_of, request.root), request.as_of)
    found = sorted(calendar.all(), key=lambda each: (each.day, each.kind, each.place, each.id))
    return found, errors(log)


@dataclass(frozen=True, slots=True)
class _Calendar:
    """The content whose days are asked for, and the day from which they are looked at."""

    content: ProjectContent
    subject: Subject
    as_of: date

    @property
    def owners(self) -> Owners:
        return self.content.owners

    def all(self) -> Iterator[Deadline]:
        """Yield everything that is due."""
        library, reviews = self.content.library, self.content.library.reviews
        users = self.subject.uses.users
        for claim in library.every_claim:
            place = f"claims/{claim.id.partition('.')[0]}"
            yield from self._review("claim", reviews.of_claim(claim), place, users.get(claim.id, ()))
        eaten = _eaten(self.subject)
        for food in library.foods.values():
            yield from self._review("food", reviews.of_food(food), "foods", eaten.get(food.id, ()))
        for draft in self.content.drafts:
            yield from self._review("document", reviews.of_document(draft), draft.id, (draft.id,))
        yield from map(self._approval, _last(self.content.approvals))
        yield from self._waivers()

    def _review(self, kind: Kind, review: Review | None, place: str, documents: tuple[str, ...]) -> Iterator[Deadline]:
        if review is not None:
            extension = review.extension
            note = f"extended {extension.words()}" if extension is not None else ""
            owner = self.owners.of_review(review.id)
            overdue = review.until < self.as_of
            yield Deadline(review.until, kind, review.id, place, documents, owner, overdue, note, extension)

    def _approval(self, approval: Approval) -> Deadline:
        edition = " ".join(filter(None, (approval.lang, approval.clinic)))
        return Deadline(
            approval.until,
            "approval",
            approval.document,
            approval.document,
            (approval.document,),
            self.owners.of(approval.document),
            approval.until < self.as_of,
            f"{approval.role} {approval.name} ({edition})",
        )

    def _waivers(self) -> Iterator[Deadline]:
        for waiver in self.content.waivers:
            place = waiver.at.partition("/")[0]
            documents = (place,) if place in {draft.id for draft in self.content.drafts} else ()
            overdue, owner = waiver.until < self.as_of, self.owners.of_review(place)
            note = f"{waiver.rule}, by {waiver.by}"
            yield Deadline(waiver.until, "waiver", waiver.at, place, documents, owner, overdue, note)


def _eaten(subject: Subject) -> Mapping[str, tuple[str, ...]]:
    """Return the documents that print each food."""
    found: dict[str, dict[str, None]] = {}
    for draft, place in subject.placed(FOOD.rstrip("/")):
        found.setdefault(place.source, {})[draft.id] = None
    return {food: tuple(documents) for food, documents in found.items()}


def _last(approvals: Iterable[Approval]) -> Iterable[Approval]:
    """Return the last approval of each edition by each role."""
    return {(each.document, each.lang, each.clinic, each.role): each for each in approvals}.values()
