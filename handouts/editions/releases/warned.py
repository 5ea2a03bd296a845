"""Versions that will be due at the next release, reported while documents are being edited."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from handouts.content.project import ProjectContent
from handouts.core.problem import Problem
from handouts.editions.releases.due import last_editions, wrong_version
from handouts.editions.releases.edition import draft_edition
from handouts.editions.releases.shelf import FOLDER, read_releases
from handouts.pipeline.documents import Set
from handouts.pipeline.request import Request


def versions_due(request: Request, log: list[Problem]) -> Callable[[Set, ProjectContent], Iterator[Problem]]:
    """Yield a warning for each released document whose version is not the one due since its release.

    `problems` are those that a check has found: a document with an error cannot be compared with its last release.
    """
    last = last_editions(read_releases(request.root / FOLDER, log))

    def due(each: Set, content: ProjectContent) -> Iterator[Problem]:
        before = last.get((each.draft.id, each.document.lang, request.clinic))
        if before is not None:
            now = draft_edition(each.document, content.library)
            wrong = wrong_version(before[1], before[0].tag, now, each.draft.mark)
            yield from [] if wrong is None else [replace(wrong, severity="warning")]

    return due
