"""Versions that will be due at the next release, reported while documents are being edited."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from handouts.content.project import Project, read_content
from handouts.core.problem import Problem
from handouts.editions.releases.due import last_editions, wrong_version
from handouts.editions.releases.edition import draft_edition
from handouts.editions.releases.shelf import FOLDER, read_releases
from handouts.pipeline.request import Request
from handouts.pipeline.sets import set_in_defaults


def versions_due(request: Request, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield a warning for each released document whose version is not the one due since its release.

    `problems` are those that a check has found: a document with an error cannot be compared with its last release.
    """
    log: list[Problem] = []
    last = last_editions(read_releases(request.root / FOLDER, log))
    yield from log
    project = Project(request.root)
    released = {document for document, _, clinic in last if clinic == request.clinic}
    ids = tuple(name for name in (request.ids or project.documents) if name in released and name in project.documents)
    if not ids:
        return
    content = read_content(project, ids, request.clinic, [])
    for each in set_in_defaults(content, request, list(problems)):
        before = last.get((each.draft.id, each.document.lang, request.clinic))
        if before is not None:
            now = draft_edition(each.document, content.library)
            wrong = wrong_version(before[1], before[0].tag, now, each.draft.mark)
            yield from [] if wrong is None else [replace(wrong, severity="warning")]
