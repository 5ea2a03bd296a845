"""Watch mode: a build after each save of a project that somebody edits, until they end it.

Each turn reports the problems that are new and those that are solved since the turn before; a problem that only moved
to another line is neither.
"""

from __future__ import annotations

import re
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from handouts.content.project import Project
from handouts.core.lock import Waiting, unheard
from handouts.core.problem import Mark, Problem
from handouts.pipeline.build import Built
from handouts.pipeline.plan import layouts_of
from handouts.pipeline.request import Request
from handouts.pipeline.watch.process import built_apart
from handouts.pipeline.watch.saves import FOLDERS, Saves

_LINE = re.compile(r"\bline \d+")


@dataclass(frozen=True, slots=True)
class Turn:
    """The result of a save: the files that changed, the build, and the problems that are new or solved.

    The first turn has no save.
    """

    changed: tuple[str, ...]
    built: Built
    came: tuple[Problem, ...]
    went: tuple[Problem, ...]
    seconds: float


def watch(request: Request, today: Callable[[], date], waiting: Waiting = unheard) -> Iterator[Turn]:
    """Yield a turn now and one after each save, without end; review dates are compared with the day of each turn."""
    saves = Saves(request.root)
    last = Built(())
    changed: tuple[str, ...] = ()
    while True:
        turn = _turn(replace(request, as_of=today()), last, changed, waiting)
        yield turn
        last, changed = turn.built, saves.wait()


def _turn(request: Request, last: Built, changed: tuple[str, ...], waiting: Waiting) -> Turn:
    start = time.monotonic()
    missing = list(_missing(request))
    result = _built(request, missing, waiting)
    seconds = time.monotonic() - start
    came = tuple(beyond(result.problems, last.problems))
    return Turn(changed, result, came, tuple(beyond(last.problems, result.problems)), seconds)


def _built(request: Request, missing: list[Problem], waiting: Waiting) -> Built:
    """Return the build of the documents that exist; those that are missing are among its problems."""
    known = Project(request.root).documents
    ids = tuple(name for name in request.ids if name in known)
    if any(not problem.reaches for problem in missing) or (request.ids and not ids):
        return Built(tuple(missing))
    result = built_apart(replace(request, ids=ids), waiting)
    return replace(result, problems=tuple(sorted({*result.problems, *missing})))


def _missing(request: Request) -> Iterator[Problem]:
    """Yield a problem for everything that the command line names and that has been deleted since."""
    for folder in FOLDERS:
        if not (request.root / folder).is_dir():
            yield Problem(Mark(folder), "missing-project", f"the folder {folder}/ is gone")
    known = Project(request.root).documents
    for name in request.ids:
        if name not in known:
            yield Problem(Mark("content"), "unknown-document", f"the document {name!r} is gone").reaching(name)
    layouts = {*layouts_of(request.root, "leaflet"), *layouts_of(request.root, "deck")}
    for name in request.layouts:
        if name not in layouts:
            yield Problem(Mark("layouts"), "unknown-layout", f"the layout {name!r} is gone").reaching(name)


def beyond(these: Iterable[Problem], those: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the problems of the first list that are not in the second, regardless of their lines."""
    left = Counter(map(_identity, those))
    for problem in these:
        identity = _identity(problem)
        if left[identity]:
            left[identity] -= 1
        else:
            yield problem


def _identity(problem: Problem) -> tuple[str, str, str, str]:
    """Return what stays the same in a problem when lines are added or removed above it."""
    return problem.mark.file, problem.rule, problem.severity, _LINE.sub("line", problem.message)
