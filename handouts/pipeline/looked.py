"""What a designer would redraw: the limits of look that finished pages miss, measured where a check would set them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from handouts.core.problem import Problem
from handouts.pipeline.check import looked_over
from handouts.pipeline.documents import Set
from handouts.pipeline.plan import PlannedFile
from handouts.pipeline.press import Paper
from handouts.pipeline.request import Request


class Missed(NamedTuple):
    """A file, by its path below the output folder, and the limits of look that it misses, in words."""

    path: str
    misses: tuple[str, ...]


class Looked(NamedTuple):
    """The files that miss a limit, how many were looked at, and the problems that kept others from being set."""

    missed: tuple[Missed, ...]
    files: int
    problems: list[Problem]


def look_at(request: Request) -> Looked:
    """Set what a request asks for, as drafts, and return which files miss a limit of look."""
    over = looked_over(request)
    found = [Missed(file.path, tuple(_misses(each, file))) for each in over.sound() for file in each.files]
    return Looked(tuple(each for each in found if each.misses), len(found), over.problems)


def _misses(each: Set, file: PlannedFile) -> Iterator[str]:
    placed = each.in_layout(file.layout)
    if isinstance(placed, Paper) and placed.document.kind == "leaflet" and placed.pages.pages:
        from handouts.render.paper.rhythm import misses, rhythm

        yield from misses(rhythm(placed.document, placed.pages, placed.look), placed.look)
