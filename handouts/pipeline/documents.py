"""Documents composed and checked once, then set in each layout that is needed."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from handouts.checks import checked
from handouts.checks.language import WordRule
from handouts.checks.releasable import shortfalls, unsigned
from handouts.checks.subject import Subject, sound
from handouts.checks.translated import untranslated
from handouts.content.approvals import Approval
from handouts.content.compose import compose
from handouts.content.model import Draft
from handouts.content.project import ProjectContent
from handouts.content.standing import Standing, concerning, reviewed, standings
from handouts.content.translation import Translation
from handouts.core.faults import guarded, is_fault
from handouts.core.problem import Mark, Problem
from handouts.document.digest import content_digest
from handouts.document.document import Document
from handouts.pipeline.approved_digest import placement, signed_digest
from handouts.pipeline.plan import Plan, PlannedFile
from handouts.pipeline.press import Placed, Unset, set_paper, set_show
from handouts.pipeline.read import printed_references


@dataclass(frozen=True)
class Set:
    """A document in one language, with the layouts in which it has been set so far."""

    draft: Draft
    document: Document
    plan: Plan
    formatted: Mapping[str, str] = field(default_factory=dict, repr=False)
    made: dict[str, Placed] = field(default_factory=dict, repr=False)

    @property
    def placed(self) -> Mapping[str, Placed]:
        """The document set as a draft in each default layout of its kind, by the name of the layout."""
        in_date = self.in_date
        return {name: in_date.in_layout(name) for name in self.plan.defaults[self.document.kind]}

    @property
    def in_date(self) -> Set:
        """The document as if no review were overdue: what an approval is bound to does not depend on the day."""
        if self.document.overdue is None:
            return self
        return replace(self, document=replace(self.document, overdue=None), made={})

    @property
    def is_held(self) -> bool:
        """Whether it may not be released anew, while files of it that were released before may stay."""
        return self.plan.request.release and self.document.overdue is not None

    @property
    def files(self) -> Iterator[PlannedFile]:
        """The files of the document in this language."""
        return (file for file in self.plan.files_of(self.document.id) if file.lang == self.document.lang)

    def in_layout(self, name: str, signed: date | None = None) -> Placed:
        """Return the document set in a layout; a draft is set only once."""
        if signed is not None:
            return self._set(name, signed)
        if name not in self.made:
            self.made[name] = self._set(name, None)
        return self.made[name]

    def unfit(self, layouts: Iterable[str]) -> Iterator[Problem]:
        """Yield a problem for everything that does not fit on the pages or slides of these layouts."""
        for name in layouts:
            yield from (problem.reaching(self.draft.id) for problem in self.in_layout(name).problems)

    def standings(self, approvals: Iterable[Approval]) -> tuple[Standing, ...]:
        """Return the state of its sign-off for each role, on the day of the request."""
        request = self.plan.request
        own = concerning(approvals, self.document, request.clinic)
        return standings(self.draft.roles, own, lambda: self.digest, request.as_of, request.root)

    def issued(self, approvals: Iterable[Approval]) -> date | None:
        """Return the day of the last approval that it needed; None if it is a draft, as it is while a review is overdue."""
        return reviewed(self.standings(approvals)) if self.document.overdue is None else None

    @property
    def faults(self) -> Iterator[Problem]:
        """The faults of the layouts in which it has been set so far."""
        for placed in self.made.values():
            yield from (problem.reaching(self.draft.id) for problem in placed.problems if is_fault(problem))

    def guarded(self, log: list[Problem], doing: str) -> AbstractContextManager[None]:
        """Run a block whose failure is a fault of this document in the log; `doing` is what it does with it."""
        return guarded(log, self.draft.mark, f"{doing} of {self.draft.id!r}", self.draft.id)

    @cached_property
    def content(self) -> str:
        """The digest of what the reader sees."""
        return content_digest(self.document)

    @cached_property
    def digest(self) -> str:
        """The digest to which a sign-off of the document is bound."""
        return signed_digest(self.document, (placement(name, placed) for name, placed in self.placed.items()))

    def _set(self, name: str, signed: date | None) -> Placed:
        on_paper = self.plan.format_of(self.document.kind, name) == "pdf"
        log: list[Problem] = []
        with self.guarded(log, "taking the digest"):
            return (set_paper if on_paper else set_show)(self.document, name, self.plan.looks, signed, self.content)
        return Unset(tuple(log))


def sound_documents(
    plan: Plan, content: ProjectContent, log: list[Problem], of_words: Iterable[WordRule] = ()
) -> Iterator[Set]:
    """Compose and check documents, a few at a time; yield those that no error stops, in each requested language.

    Problems are added to the log. When a document is yielded, the log contains everything that can stop it. Where the
    check itself fails, the fault stops the documents that are not yielded yet.
    """
    with guarded(log, Mark("content"), "checking the content"):
        yield from _sound_documents(plan, content, log, of_words)


def _sound_documents(
    plan: Plan, content: ProjectContent, log: list[Problem], of_words: Iterable[WordRule]
) -> Iterator[Set]:
    request = plan.request
    subject = Subject(content, request.as_of, request.root)

    def formatted(drafts: Iterable[Draft]) -> Mapping[str, str]:
        return printed_references(drafts, content.library, request, log)

    for part in checked(subject, log, of_words, formatted):
        log += part.problems
        drafts = part.subject.drafts
        found = deque(each for draft in sound(drafts, log) for each in _sets(draft, part.subject, plan, log))
        # this frees the memory of the rules now, and that of each document when it is done
        del part
        if request.release:
            found = deque(_releasable(tuple(found), replace(content, drafts=drafts), log))
        while found:
            yield found.popleft()


def _sets(draft: Draft, subject: Subject, plan: Plan, log: list[Problem]) -> Iterator[Set]:
    """Yield a document in each requested language.

    One in which composing fails is left out, with a fault; and one whose units have no words there, with a problem.
    """
    for lang in plan.request.langs:
        with guarded(log, draft.mark, f"composing {draft.id!r} in {lang}", draft.id):
            document = replace(subject.composed_in(draft, lang), overdue=subject.overdue(draft).since)
            lacks = list(untranslated(document))
            log += lacks
            if not lacks:
                yield Set(draft, document, plan, subject.formatted)


def _releasable(found: tuple[Set, ...], content: ProjectContent, log: list[Problem]) -> Iterator[Set]:
    """Yield the documents that may be released, and those that are held; what they lack is added to the log.

    A document is held if nothing but a review is overdue, and its own is not.
    """
    lacks = tuple(shortfalls(content, log))
    unapproved: list[Problem] = []
    for each in found:
        with each.guarded(unapproved, "checking the approvals"):
            unapproved += unsigned(each.draft, each.document, each.standings(content.approvals), each.plan.root)
    log += (*(lack.problem for lack in lacks), *unapproved)
    others = [lack.problem for lack in lacks if not lack.is_overdue]
    releasable = {draft.id for draft in sound(content.drafts, [*others, *unapproved])}
    late = {lack.draft.id for lack in lacks if lack.is_overdue}
    for each in found:
        held = each.is_held and each.document.review_until >= each.plan.request.as_of
        if each.draft.id in releasable and (held or each.draft.id not in late):
            yield each


def composed_documents(
    plan: Plan, content: ProjectContent, log: list[Problem], formatted: Mapping[str, str] | None = None
) -> Iterator[Set]:
    """Compose the documents that no error in the log stops, in each requested language, without checking them.

    One in which composing fails is left out, with a fault in the log. `formatted` holds the printed form of each
    reference if it is already known.
    """
    drafts = sound(content.drafts, log)
    if formatted is None:
        formatted = printed_references(drafts, content.library, plan.request, log)
    for draft in drafts:
        for lang in plan.request.langs:
            with guarded(log, draft.mark, f"composing {draft.id!r} in {lang}", draft.id):
                document = compose(draft, content.library, Translation(lang), content.clinic, formatted)
                yield Set(draft, document, plan, formatted)
