"""The check: problems found before anything is drawn, with nothing written; and documents as editions examine them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from handouts.checks import merged
from handouts.checks.language import OF_ALL_WORDS
from handouts.checks.readability import reading_of
from handouts.content.instruments import ITEMS
from handouts.content.project import ProjectContent, judgements_of
from handouts.core.faults import guarded
from handouts.core.problem import Mark, Problem
from handouts.pipeline.documents import Set, sound, sound_documents
from handouts.pipeline.plan import Plan, plan_of
from handouts.pipeline.read import read, read_for_check
from handouts.pipeline.request import Request

Beside = Callable[[Set, ProjectContent], Iterable[Problem]]


class Examined(NamedTuple):
    """The result of a check: problems, reading levels of patient documents, and the content that was read."""

    problems: list[Problem]
    levels: list[str]
    content: ProjectContent


def nothing(_: Set, __: ProjectContent) -> Iterable[Problem]:
    """Return no further problems."""
    return ()


def examine(request: Request, beside: Beside = nothing) -> Examined:
    """Check content and rules, and whether every page and slide fits.

    A build also reads finished files back, and only a check compares words with all others in the project. `beside`
    finds further problems of a document that no error stops.
    """
    return examined(plan_of(request), beside, _unfit)


def _unfit(each: Set, _: ProjectContent) -> Iterable[Problem]:
    """Return what does not fit on the pages or slides of a document in the layouts of its plan."""
    return each.unfit(each.plan.layouts[each.draft.kind])


def examined(plan: Plan, beside: Beside, unprintable: Beside) -> Examined:
    """Check the documents of a plan; `unprintable` finds what is wrong with the files of one that no error stops."""
    content, problems = read_for_check(plan)
    levels: list[str] = []
    for each in sound_documents(plan, content, problems, OF_ALL_WORDS):
        problems += unprintable(each, content)
        with each.guarded(problems, "the comparison with the last release"):
            problems += beside(each, content)
        with each.guarded(problems, "the reading level"):
            levels += _reading_level(each)
    problems += _misjudged(plan)
    return Examined(sorted(merged(problems)), levels, content)


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
