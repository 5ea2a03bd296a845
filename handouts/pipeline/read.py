"""Reading the content of a plan from its project, and the references that decks print in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from handouts.content.compose import cited_references
from handouts.content.lesson import lesson
from handouts.content.model import Draft, Library
from handouts.content.project import ProjectContent, read_all, read_content
from handouts.core.problem import Problem
from handouts.pipeline.plan import Plan
from handouts.pipeline.request import Request

CITATION_STYLE = Path("layouts") / "citation" / "vancouver.csl"


def read(plan: Plan) -> tuple[ProjectContent, list[Problem]]:
    """Return the documents of a plan with the facts that they use, and the problems in their files."""
    log: list[Problem] = []
    content = read_content(plan.project, tuple(plan.documents), plan.request.clinic, log)
    return _shortened(content, plan.request.minutes, log), log


def read_for_check(plan: Plan) -> tuple[ProjectContent, list[Problem]]:
    """Return the same; if all documents are requested, also the facts that none of them uses."""
    if plan.request.ids:
        return read(plan)
    log: list[Problem] = []
    return read_all(plan.project, plan.request.clinic, log), log


def _shortened(content: ProjectContent, minutes: int | None, log: list[Problem]) -> ProjectContent:
    """Return the content with each deck cut to the requested minutes."""
    if minutes is None:
        return content
    drafts = []
    for draft in content.drafts:
        shorter, found = lesson(draft, minutes) if draft.kind == "deck" else (draft, [])
        log += found
        drafts.append(shorter)
    return replace(content, drafts=tuple(drafts))


def printed_references(drafts: Iterable[Draft], library: Library, request: Request) -> Mapping[str, str]:
    """Return the references that decks print in full, in their citation style, by id."""
    ids = [name for draft in drafts if draft.kind == "deck" for name in cited_references(draft, library)]
    return in_full(ids, library, request)


def in_full(ids: Iterable[str], library: Library, request: Request) -> Mapping[str, str]:
    """Return references in the citation style of decks, by id."""
    ids = tuple(ids)
    if not ids:
        return {}
    from handouts.content.citations import formatted

    items = {
        name: {**reference.csl, "retracted": reference.retracted} for name, reference in library.references.items()
    }
    return formatted(items, ids, request.root / CITATION_STYLE, request.cache)
