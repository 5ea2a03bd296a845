"""Watch mode: a build after each save of a project that somebody edits, until they end it.

Each turn reports the problems that are new and those that are solved since the turn before; a problem that only moved
to another line is neither.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date

from handouts.content.project import Project
from handouts.core.lock import Waiting, unheard
from handouts.core.problem import Mark, Problem, beyond
from handouts.pipeline.built import Built
from handouts.pipeline.plan import layouts_of
from handouts.pipeline.request import Request
from handouts.pipeline.watch.process import built_apart
from handouts.pipeline.watch.saves import FOLDERS, Saves
from handouts.pipeline.watch.unchecked import unchecked


@dataclass(frozen=True, slots=True)
class Turn:
    """The result of a save: the files that changed, the build, and the problems that are new or solved.

    `unchecked` are those of earlier turns that this build could not look for: they are neither. `drawn` are the ids of
    all problems so far that are found when documents are drawn. The first turn has no save.
    """

    changed: tuple[str, ...]
    built: Built
    came: tuple[Problem, ...]
    went: tuple[Problem, ...]
    seconds: float
    unchecked: tuple[Problem, ...] = ()
    drawn: frozenset[str] = frozenset()

    @property
    def known(self) -> tuple[Problem, ...]:
        """The problems that there are, as far as is known."""
        return (*self.built.problems, *self.unchecked)


def watch(request: Request, today: Callable[[], date], waiting: Waiting = unheard) -> Iterator[Turn]:
    """Yield a turn now and one after each save, without end; review dates are compared with the day of each turn."""
    saves = Saves(request.root)
    last = Turn((), Built(()), (), (), 0)
    changed: tuple[str, ...] = ()
    while True:
        last = _turn(replace(request, as_of=today()), last, changed, waiting)
        yield last
        changed = saves.wait()


def _turn(request: Request, last: Turn, changed: tuple[str, ...], waiting: Waiting) -> Turn:
    start = time.monotonic()
    missing = list(_missing(request))
    result = _built(request, missing, waiting)
    seconds = time.monotonic() - start
    came = tuple(beyond(result.problems, last.known))
    gone, drawn = tuple(beyond(last.known, result.problems)), last.drawn | result.drawn
    left = tuple(unchecked(request.root, gone, replace(result, drawn=drawn)))
    return Turn(changed, result, came, tuple(beyond(gone, left)), seconds, left, drawn)


def _built(request: Request, missing: list[Problem], waiting: Waiting) -> Built:
    """Return the build of the documents that exist; those that are missing are among its problems."""
    known = Project(request.root).documents
    ids = tuple(name for name in request.ids if name in known)
    if any(not problem.reaches for problem in missing) or (request.ids and not ids):
        return Built(tuple(missing), complete=False)
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
