"""The check: problems found before anything is drawn, with nothing written; and documents as editions examine them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from handouts.checks.language import OF_ALL_WORDS
from handouts.checks.readability import reading_of
from handouts.checks.releasable import UNSIGNED, hurdles, unsigned
from handouts.checks.subject import sound
from handouts.content.instruments import ITEMS
from handouts.content.project import ProjectContent, judgements_of
from handouts.core.faults import guarded
from handouts.core.problem import Mark, Problem, merged
from handouts.pipeline.built import Progress, unseen
from handouts.pipeline.documents import Set, sound_documents
from handouts.pipeline.plan import Plan, plan_of
from handouts.pipeline.read import read, read_for_check
from handouts.pipeline.request import Request

# what stands in the way of a release, beside the kinds of `checks.releasable`
ERRORS = "errors"
Beside = Callable[[Set, ProjectContent], Iterable[Problem]]


class Examined(NamedTuple):
    """The result of a check: problems, reading levels of patient documents, and the content that was read."""

    problems: list[Problem]
    levels: list[str]
    content: ProjectContent
    readiness: Readiness


@dataclass(frozen=True, slots=True)
class Readiness:
    """How far the documents of a check are from their release: how many there are, and what stands in their way.

    `hurdles` holds, for each document that could not be released, ERRORS, UNSIGNED, or kinds of `checks.releasable`.
    """

    documents: int
    hurdles: Mapping[str, frozenset[str]]


def nothing(_: Set, __: ProjectContent) -> Iterable[Problem]:
    """Return no further problems."""
    return ()


def examine(request: Request, beside: Beside = nothing, progress: Progress = unseen) -> Examined:
    """Check content and rules, and whether every page and slide fits; `progress` hears of each document.

    A build also reads finished files back, and only a check compares words with all others in the project. `beside`
    finds further problems of a document that no error stops.
    """
    return examined(plan_of(request), beside, _unfit, progress)


def _unfit(each: Set, _: ProjectContent) -> Iterable[Problem]:
    """Return what does not fit on the pages or slides of a document in the layouts of its plan."""
    return each.unfit(each.plan.layouts[each.draft.kind])


def examined(plan: Plan, beside: Beside, unprintable: Beside, progress: Progress = unseen) -> Examined:
    """Check the documents of a plan; `unprintable` finds what is wrong with the files of one that no error stops."""
    content, problems = read_for_check(plan)
    levels: list[str] = []
    signed: set[str] = set()
    for done, each in enumerate(sound_documents(plan, content, problems, OF_ALL_WORDS), 1):
        problems += unprintable(each, content)
        with each.guarded(problems, "the comparison with the last release"):
            problems += beside(each, content)
        with each.guarded(problems, "the reading level"):
            levels += _reading_level(each)
        with each.guarded(problems, "checking the approvals"):
            approved = not any(unsigned(each.draft, each.document, each.standings(content.approvals), plan.root))
            signed |= {each.draft.id} if approved else set()
        progress(done, len(plan.documents) * len(plan.request.langs))
    problems += _misjudged(plan)
    found = sorted(merged(problems))
    return Examined(found, levels, content, _readiness(plan, content, found, signed))


def _readiness(plan: Plan, content: ProjectContent, problems: list[Problem], signed: set[str]) -> Readiness:
    """Return what stands in the way of each document of a plan."""
    fit = {draft.id for draft in sound(content.drafts, problems)}
    found = hurdles(content, problems)
    hindered: dict[str, frozenset[str]] = {}
    for name in plan.documents:
        # whether somebody approved a document with an error is not asked
        own = {ERRORS} if name not in fit else set() if name in signed else {UNSIGNED}
        if own := own | found.get(name, set()):
            hindered[name] = frozenset(own)
    return Readiness(len(plan.documents), hindered)


def _reading_level(each: Set) -> Iterator[str]:
    """Yield the reading level of a document for patients, in one line."""
    reading = reading_of(each.document) if each.draft.audience == "patient" else None
    if reading is not None:
        yield f"{each.draft.id}: {reading}"


def _misjudged(plan: Plan) -> Iterator[Problem]:
    """Yield the problems of people's recorded ratings of documents."""
    log: list[Problem] = []
    for name in plan.project.judged:
        if not plan.request.ids or name in plan.request.ids:
            with guarded(log, Mark(f"content/judgements/{name}.yaml"), f"reading the judgements of {name!r}", name):
                judgements_of(plan.project, name, ITEMS, log)
    yield from log


@dataclass(frozen=True, slots=True)
class LookedOver:
    """The content of a plan after checking: its problems, and the documents that no error stops."""

    plan: Plan
    content: ProjectContent
    problems: list[Problem]
    documents: tuple[Set, ...]

    def sound(self) -> Iterator[Set]:
        """Yield the documents that none of the problems found so far stops."""
        names = {draft.id for draft in sound(self.content.drafts, self.problems)}
        return (each for each in self.documents if each.draft.id in names)


def looked_over(request: Request) -> LookedOver:
    """Read, compose and check what a request asks for."""
    plan = plan_of(request)
    content, problems = read(plan)
    documents = tuple(sound_documents(plan, content, problems))
    return LookedOver(plan, content, list(merged(problems)), documents)
