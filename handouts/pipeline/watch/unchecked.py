"""Problems that a build could not find again because it did not get so far: they are not known to be solved.

A file that cannot be read is not looked into; a document with an error is not held against the clinical rules, and what
is not sound is not drawn.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import IntEnum
from pathlib import Path

from handouts.checks import ids_of, rule_ids
from handouts.checks.structure import RULES as STRUCTURE
from handouts.content.project import FOLDERS
from handouts.core.faults import is_fault
from handouts.core.files import is_file
from handouts.core.problem import Problem, errors
from handouts.core.source import read_source
from handouts.pipeline.built import Built

DOCUMENTS = tuple(f"content/{folder}/" for folder in FOLDERS.values())


class Step(IntEnum):
    """The steps at which problems are found, in their order; an error at one keeps documents from those after it."""

    FAULT = 0
    READ = 1
    STRUCTURE = 2
    FACTS = 3
    DOCUMENTS = 4
    DRAWN = 5


def unchecked(root: Path, gone: Iterable[Problem], built: Built) -> Iterator[Problem]:
    """Yield those of the problems that are gone from a build which it did not look for again."""
    gone = tuple(gone)
    if not gone:
        return
    stops = errors(built.problems)
    unread = {problem.mark.file for problem in stops if _is_unread(root, problem.mark.file)}
    step = _steps(built)
    for problem in gone:
        unseen = problem.mark.file in unread or not built.complete
        untyped = step(problem) > Step.READ and bool(problem.reaches) and built.untyped >= {*problem.reaches}
        if is_file(root / problem.mark.file) and (unseen or untyped or _is_stopped(problem, stops, step)):
            yield problem


def _is_stopped(problem: Problem, stops: Iterable[Problem], step: Callable[[Problem], Step]) -> bool:
    """Return whether errors kept every document that a problem reached from the step at which it was found."""
    # all of structure is looked at, whatever is wrong with it
    earlier = [stop for stop in stops if step(stop) < step(problem) and step(problem) > Step.STRUCTURE]
    stopped = {name for stop in earlier for name in stop.reaches}
    return any(not stop.reaches for stop in earlier) or (bool(problem.reaches) and stopped >= {*problem.reaches})


def _steps(built: Built) -> Callable[[Problem], Step]:
    """Return how the step is told at which a problem is found."""
    clinical, structure = frozenset(rule_ids()), frozenset(ids_of(STRUCTURE))

    def step(problem: Problem) -> Step:
        if is_fault(problem):
            return Step.FAULT
        if problem.rule in clinical:
            return Step.DOCUMENTS if problem.mark.file.startswith(DOCUMENTS) else Step.FACTS
        if problem.rule in structure:
            return Step.STRUCTURE
        return Step.DRAWN if problem.rule in built.drawn else Step.READ

    return step


def _is_unread(root: Path, file: str) -> bool:
    """Return whether a file of the content is there and cannot be read as YAML."""
    return file.endswith(".yaml") and is_file(root / file) and read_source(root / file, file).root is None
