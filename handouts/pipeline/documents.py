"""Documents composed once and checked, each then set in its layouts as often as a layout asks for it."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from functools import cached_property

from handouts.checks import checked
from handouts.checks.language import WordRule
from handouts.checks.releasable import shortfalls, unsigned
from handouts.checks.subject import Subject
from handouts.content.approvals import Approval
from handouts.content.compose import compose
from handouts.content.model import Draft
from handouts.content.project import ProjectContent
from handouts.content.standing import Standing, concerning, standings
from handouts.content.translation import Translation
from handouts.core.problem import Problem, errors
from handouts.document.digest import content_digest
from handouts.document.document import Document
from handouts.pipeline.placement import placement, signed_digest
from handouts.pipeline.plan import Plan
from handouts.pipeline.press import Placed, set_paper, set_show
from handouts.pipeline.read import printed_references


@dataclass(frozen=True)
class Set:
    """A document in a language, with the layouts that it was set in so far."""

    draft: Draft
    document: Document
    plan: Plan
    formatted: Mapping[str, str] = field(default_factory=dict, repr=False)
    made: dict[str, Placed] = field(default_factory=dict, repr=False)

    @property
    def placed(self) -> Mapping[str, Placed]:
        """The document set as a draft in each default layout of its kind, by its name."""
        return {name: self.in_layout(name) for name in self.plan.defaults[self.document.kind]}

    def in_layout(self, name: str, signed: date | None = None) -> Placed:
        """Return the document set in a layout; as a draft it is set no more than once."""
        if signed is not None:
            return self._set(name, signed)
        if name not in self.made:
            self.made[name] = self._set(name, None)
        return self.made[name]

    def unfit(self, layouts: Iterable[str]) -> Iterator[Problem]:
        """Yield what does not fit on the pages or slides of some layouts."""
        for name in layouts:
            yield from (problem.reaching(self.draft.id) for problem in self.in_layout(name).problems)

    def standings(self, approvals: Iterable[Approval]) -> tuple[Standing, ...]:
        """Return where its sign-off stands, role by role, on the day of the request."""
        request = self.plan.request
        own = concerning(approvals, self.document, request.clinic)
        return standings(self.draft.roles, own, lambda: self.digest, request.as_of, request.root)

    @cached_property
    def content(self) -> str:
        """The digest of what the reader sees."""
        return content_digest(self.document)

    @cached_property
    def digest(self) -> str:
        """The digest that a sign-off of the document is bound to."""
        return signed_digest(self.document, (placement(name, placed) for name, placed in self.placed.items()))

    def _set(self, name: str, signed: date | None) -> Placed:
        on_paper = self.plan.format_of(self.document.kind, name) == "pdf"
        return (set_paper if on_paper else set_show)(self.document, name, self.plan.looks, signed, self.content)


def sound_documents(
    plan: Plan, content: ProjectContent, log: list[Problem], of_words: Iterable[WordRule] = ()
) -> Iterator[Set]:
    """Compose and check documents, a few at a time, and yield those that no error stops, in each language asked for.

    What is found joins the log: by the time a document is yielded, all that can stop it.
    """
    request = plan.request
    subject = Subject(content, request.as_of, request.root)

    def formatted(drafts: Iterable[Draft]) -> Mapping[str, str]:
        return printed_references(drafts, content.library, request)

    for part in checked(subject, log, of_words, formatted):
        log += part.problems
        drafts = part.subject.drafts
        found = deque(each for draft in sound(drafts, log) for each in _sets(draft, part.subject, plan))
        # what the rules knew of the part goes now, and each document when it is done with
        del part
        if request.release:
            found = deque(_releasable(tuple(found), replace(content, drafts=drafts), log))
        while found:
            yield found.popleft()


def _sets(draft: Draft, subject: Subject, plan: Plan) -> Iterator[Set]:
    """Yield a document in each language asked for."""
    for lang in plan.request.langs:
        yield Set(draft, subject.composed_in(draft, lang), plan, subject.formatted)


def _releasable(found: tuple[Set, ...], content: ProjectContent, log: list[Problem]) -> Iterator[Set]:
    """Yield the documents that a release may print; what the others lack joins the log."""
    lacks = list(shortfalls(content, log))
    for each in found:
        lacks += unsigned(each.draft, each.document, each.standings(content.approvals), each.plan.root)
    log += lacks
    names = {draft.id for draft in sound(content.drafts, lacks)}
    yield from (each for each in found if each.draft.id in names)


def composed_documents(
    plan: Plan, content: ProjectContent, problems: Iterable[Problem], formatted: Mapping[str, str] | None = None
) -> Iterator[Set]:
    """Compose documents that no error stops, in each language asked for, and hold them against no rule.

    `formatted` holds the printed form of each reference where it is known already.
    """
    drafts = sound(content.drafts, problems)
    if formatted is None:
        formatted = printed_references(drafts, content.library, plan.request)
    for draft in drafts:
        for lang in plan.request.langs:
            document = compose(draft, content.library, Translation(lang), content.clinic, formatted)
            yield Set(draft, document, plan, formatted)


def sound(drafts: Iterable[Draft], problems: Iterable[Problem]) -> list[Draft]:
    """Return the documents that no error stops."""
    found = errors(problems)
    if any(not problem.reaches for problem in found):
        return []
    reached = {name for problem in found for name in problem.reaches}
    return [draft for draft in drafts if draft.id not in reached]
