"""Reading the content of a plan from its project, and the references that decks print in full."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path

from handouts.content.compose import cited_references
from handouts.content.lesson import lesson
from handouts.content.model import Draft, Library
from handouts.content.project import Project, ProjectContent, read_all, read_content
from handouts.core.faults import guarded
from handouts.core.problem import Mark, Problem
from handouts.pipeline.plan import Plan
from handouts.pipeline.request import Request

CITATION_STYLE = Path("layouts") / "citation" / "vancouver.csl"
CONTENT = Mark("content")
NOTHING = ProjectContent((), Library(), None)


def read(plan: Plan) -> tuple[ProjectContent, list[Problem]]:
    """Return the documents of a plan with the facts that they use, and the problems in their files."""
    log: list[Problem] = []
    content = content_of(plan.project, tuple(plan.documents), plan.request.clinic, log)
    return _shortened(content, plan.request.minutes, log), log


def read_for_check(plan: Plan) -> tuple[ProjectContent, list[Problem]]:
    """Return the same; if all documents are requested, also the facts that none of them uses."""
    if plan.request.ids:
        return read(plan)
    log: list[Problem] = []
    return all_content(plan.project, plan.request.clinic, log), log


def content_of(project: Project, ids: Iterable[str], clinic: str | None, log: list[Problem]) -> ProjectContent:
    """Return the named documents with their facts; nothing where reading fails, with a fault that stops them all."""
    with guarded(log, CONTENT, "reading the content"):
        return read_content(project, ids, clinic, log)
    return NOTHING


def all_content(project: Project, clinic: str | None, log: list[Problem]) -> ProjectContent:
    """Return every document and fact; nothing where reading fails, with a fault that stops all documents."""
    with guarded(log, CONTENT, "reading the content"):
        return read_all(project, clinic, log)
    return NOTHING


def _shortened(content: ProjectContent, minutes: int | None, log: list[Problem]) -> ProjectContent:
    """Return the content with each deck cut to the requested minutes."""
    if minutes is None:
        return content
    drafts = []
    for draft in content.drafts:
        with guarded(log, draft.mark, f"cutting {draft.id!r} to {minutes} minutes", draft.id):
            shorter, found = lesson(draft, minutes) if draft.kind == "deck" else (draft, [])
            log += found
            drafts.append(shorter)
    return replace(content, drafts=tuple(drafts))


def printed_references(
    drafts: Iterable[Draft], library: Library, request: Request, log: list[Problem]
) -> Mapping[str, str]:
    """Return the references that decks print in full, in their citation style, by id.

    A deck whose references cannot be formatted gets a fault in the log.
    """
    decks = [draft for draft in drafts if draft.kind == "deck"]
    if not decks:
        return {}
    from handouts.content.citations import StyleError

    try:
        return in_full([name for draft in decks for name in cited_references(draft, library)], library, request)
    except StyleError as error:
        message = f"the citation style {error}; `handouts new` writes one to copy"
        log.append(
            Problem(Mark(CITATION_STYLE.as_posix()), "broken-citation-style", message).reaching(
                *(draft.id for draft in decks)
            )
        )
        return {}
    except Exception:  # noqa: BLE001 - each deck alone then tells which one fails
        return _one_by_one(decks, library, request, log)


def _one_by_one(decks: Iterable[Draft], library: Library, request: Request, log: list[Problem]) -> Mapping[str, str]:
    """Return the references of the decks whose formatting does not fail; each other deck gets a fault in the log."""
    printed: dict[str, str] = {}
    for draft in decks:
        with guarded(log, draft.mark, f"formatting the references of {draft.id!r}", draft.id):
            printed.update(in_full(cited_references(draft, library), library, request))
    return printed


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
