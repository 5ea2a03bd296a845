"""The result of a build; it imports little, so that a run with nothing to do loads nothing else."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

from handouts.core.problem import Problem

Progress = Callable[[int, int], None]


def unseen(done: int, of: int) -> None:
    """Do nothing; the progress of a run that nobody watches."""


@dataclass(frozen=True, slots=True)
class MadeFile:
    """A file that was written, as people list it; `leaves` is the number of its pages or slides."""

    path: str
    document: str
    kind: str
    lang: str
    layout: str
    title: str
    leaves: int
    signed_off: bool


@dataclass(frozen=True, slots=True)
class Built:
    """The result of a build: problems, written files with reasons, stopped files, and files that were up to date.

    `before` are the problems of the last build of the same request; None if this is the first one that is known.
    `drawn` are the ids of problems that were found when documents were set, drawn or written; `untyped` are the
    documents that are too faulty to be looked at by any rule. `edited` tells where this build put copies that somebody
    had changed, by the paths at which they lay. A build that is not `complete` has not looked at all.
    """

    problems: tuple[Problem, ...]
    written: tuple[str, ...] = ()
    stopped: tuple[str, ...] = ()
    kept: tuple[str, ...] = ()
    why: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    made: tuple[MadeFile, ...] = ()
    before: tuple[Problem, ...] | None = None
    drawn: frozenset[str] = frozenset()
    untyped: frozenset[str] = frozenset()
    edited: Mapping[str, str] = field(default_factory=dict)
    complete: bool = True
