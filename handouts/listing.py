"""Every document of a project in a line."""

from __future__ import annotations

from datetime import date

from handouts.build import layouts_of
from handouts.compose import review_due
from handouts.content.drafts import read_draft
from handouts.content.model import Draft
from handouts.content.project import FOLDERS, Project
from handouts.content.prose import Said, flat
from handouts.problem import Problem
from handouts.words import LANGUAGES


def listing(project: Project, as_of: date) -> tuple[list[dict[str, object]], list[Problem]]:
    """Kind, title, languages, layouts, sign-off and review of each document, and what could not be read."""
    log: list[Problem] = []
    rows = []
    for name, kind in project.documents.items():
        source = project.source(f"content/{FOLDERS[kind]}/{name}.yaml")
        log.extend(source.problems)
        draft = read_draft(source, name, kind, log)
        if draft is not None:
            rows.append(_row(project, draft, as_of))
    return rows, [problem for problem in log if problem.severity == "error"]


def _row(project: Project, draft: Draft, as_of: date) -> dict[str, object]:
    due = draft.review_due or review_due(draft.checked)
    return {
        "id": draft.id,
        "kind": draft.kind,
        "title": "".join(piece.text for piece in flat(draft.title.pieces) if isinstance(piece, Said)),
        "languages": list(LANGUAGES),
        "layouts": list(layouts_of(project.root, draft.kind)),
        "signed_off": False,
        "review_due": str(due),
        "overdue": as_of > due,
    }
