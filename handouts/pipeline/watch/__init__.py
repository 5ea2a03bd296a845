"""A build at each save: the turns of a project that somebody edits, until they end it.

A turn tells what came and what went since the turn before. A problem that only moved to another line did neither.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from handouts.content.project import Project
from handouts.core.problem import Mark, Problem
from handouts.pipeline.build import Built
from handouts.pipeline.plan import layouts_of
from handouts.pipeline.request import Request
from handouts.pipeline.watch.process import Broken, built_apart
from handouts.pipeline.watch.saves import FOLDERS, Saves

_LINE = re.compile(r"\bline \d+")


@dataclass(frozen=True, slots=True)
class Turn:
    """What a save led to: the files that changed, what the build of them did, and the problems that came and went.

    The first turn has no save. Where a bug of the program ended the build, the last one still stands.
    """

    changed: tuple[str, ...]
    built: Built
    came: tuple[Problem, ...]
    went: tuple[Problem, ...]
    seconds: float
    broken: Broken | None = None


def watch(request: Request, today: Callable[[], date]) -> Iterator[Turn]:
    """A turn now and one after each save; it has no end. Review dates are held against the day of each turn."""
    saves = Saves(request.root)
    last = Built(())
    changed: tuple[str, ...] = ()
    while True:
        turn = _turn(replace(request, as_of=today()), last, changed)
        yield turn
        last, changed = turn.built, saves.wait()


def _turn(request: Request, last: Built, changed: tuple[str, ...]) -> Turn:
    start = time.monotonic()
    missing = list(_missing(request))
    result = _built(request, missing)
    seconds = time.monotonic() - start
    if isinstance(result, Broken):
        return Turn(changed, replace(last, written=()), (), (), seconds, result)
    came = tuple(beyond(result.problems, last.problems))
    return Turn(changed, result, came, tuple(beyond(last.problems, result.problems)), seconds)


def _built(request: Request, missing: list[Problem]) -> Built | Broken:
    """A build of those documents that are there; what is missing is among its problems."""
    known = Project(request.root).documents
    ids = tuple(name for name in request.ids if name in known)
    if any(not problem.reaches for problem in missing) or (request.ids and not ids):
        return Built(tuple(missing))
    result = built_apart(replace(request, ids=ids))
    if isinstance(result, Broken):
        return result
    return replace(result, problems=tuple(sorted({*result.problems, *missing})))


def _missing(request: Request) -> Iterator[Problem]:
    """What the command line named and somebody has taken away since."""
    for folder in FOLDERS:
        if not (request.root / folder).is_dir():
            yield Problem(Mark(folder), "no-project", f"the folder {folder}/ is gone")
    known = Project(request.root).documents
    for name in request.ids:
        if name not in known:
            yield Problem(Mark("content"), "unknown-document", f"the document {name!r} is gone").reaching(name)
    layouts = {*layouts_of(request.root, "leaflet"), *layouts_of(request.root, "deck")}
    for name in request.layouts:
        if name not in layouts:
            yield Problem(Mark("layouts"), "unknown-layout", f"the layout {name!r} is gone").reaching(name)


def beyond(these: Iterable[Problem], those: Iterable[Problem]) -> Iterator[Problem]:
    """The problems of the first list that the second does not have, wherever in their file they stand."""
    left = Counter(map(_identity, those))
    for problem in these:
        identity = _identity(problem)
        if left[identity]:
            left[identity] -= 1
        else:
            yield problem


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    """What stays the same of a problem when lines above it are added or taken away."""
    return problem.mark.file, problem.rule, problem.severity, _LINE.sub("line", problem.message)
