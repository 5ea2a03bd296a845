"""The list of a project's documents, one line each."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from handouts.checks.subject import Subject
from handouts.content.approvals import Approval
from handouts.content.drafts import read_draft
from handouts.content.model import Draft
from handouts.content.project import FOLDERS, Project, read_signed, units_of
from handouts.content.prose import PlainText, flat
from handouts.content.standing import reviewed
from handouts.core.faults import guarded, is_fault
from handouts.core.problem import Mark, Problem, errors, merged
from handouts.core.words import LANGUAGES
from handouts.pipeline.check import looked_over
from handouts.pipeline.documents import Set
from handouts.pipeline.plan import layouts_of
from handouts.pipeline.read import all_content
from handouts.pipeline.request import Request


def listing(project: Project, as_of: date) -> tuple[list[dict[str, object]], list[Problem]]:
    """Return kind, title, languages, layouts, sign-off and review date of each document, and what could not be read.

    A document is overdue where its own review is, or that of a claim or food that it uses.
    """
    log: list[Problem] = []
    rows = []
    subject = Subject(all_content(project, None, []), as_of, project.root)
    signed, units = _signed_off(project, as_of, log), units_of(project, [])
    for name, kind in project.documents.items():
        source = project.source(f"content/{FOLDERS[kind]}/{name}.yaml")
        log.extend(source.problems)
        with guarded(log, Mark(source.path), f"reading {name!r}", name):
            draft = read_draft(source, name, kind, units, log)
            if draft is not None:
                rows.append(_row(project, draft, subject, draft.id in signed))
    return rows, errors(merged(log))


def _signed_off(project: Project, as_of: date, log: list[Problem]) -> set[str]:
    """Return the documents that are signed off in every language; only those with an approval are set to find out."""
    approved = {approval.document for approval in read_signed(project, [])}
    ids = tuple(name for name in project.documents if name in approved)
    if not ids:
        return set()
    request = Request(project.root, project.root / "build", as_of, ids, tuple(LANGUAGES))
    looked = looked_over(request)
    approvals = looked.content.approvals
    log += filter(is_fault, looked.problems)
    signed: dict[str, bool] = {}
    for each in looked.documents:
        name = each.draft.id
        signed[name] = signed.get(name, True) and _is_signed(each, approvals, log)
    return {name for name, is_signed in signed.items() if is_signed}


def _is_signed(each: Set, approvals: Iterable[Approval], log: list[Problem]) -> bool:
    """Return whether a document is signed off in its language; one that cannot be told counts as not."""
    with each.guarded(log, "checking the approvals"):
        return reviewed(each.standings(approvals)) is not None
    return False


def _row(project: Project, draft: Draft, subject: Subject, signed_off: bool) -> dict[str, object]:
    review = subject.content.library.reviews.of_document(draft)
    return {
        "id": draft.id,
        "kind": draft.kind,
        "title": "".join(piece.text for piece in flat(draft.title.pieces) if isinstance(piece, PlainText)),
        "languages": list(LANGUAGES),
        "layouts": list(layouts_of(project.root, draft.kind)),
        "signed_off": signed_off,
        "review_due": str(review.until if review is not None else draft.checked),
        "overdue": draft.id in subject.uses.named and subject.overdue(draft).since is not None,
    }
