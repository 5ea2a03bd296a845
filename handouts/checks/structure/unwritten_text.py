"""A text of a skeleton (`Write here: ...`) is replaced before people read it.

Until then its document builds as a draft, and no release takes it (`checks/releasable`).
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, listed, warned
from handouts.content.model import Clinic, Draft
from handouts.content.prose import Prose
from handouts.content.unwritten import BEGINNING, is_unwritten
from handouts.content.walk import prose_in
from handouts.core.problem import Mark, Problem

ID = "unwritten-text"
ADVICE = f"replace the words from {BEGINNING.strip()!r} on"


def check(subject: Subject) -> Iterator[Problem]:
    """Report texts of skeletons in documents, claims, references and the clinic."""
    for draft in subject.drafts:
        yield from _of_document(draft)
    yield from _of_facts(subject)
    if (clinic := subject.content.clinic) is not None:
        message = f"this text of the clinic is not written yet; {ADVICE}"
        yield from (Problem(mark, ID, message, "warning") for mark in _in_clinic(clinic))


def _of_document(draft: Draft) -> Iterator[Problem]:
    """Yield one problem for each file with texts of a document, at the first of those that are not written yet."""
    places: dict[str, list[Mark]] = {}
    if is_unwritten(draft.subject):
        places[draft.mark.file] = [draft.mark]
    for prose in prose_in(draft):
        if is_unwritten(prose.source):
            places.setdefault(prose.mark.file, []).append(prose.mark)
    for marks in places.values():
        lines = [str(line) for line in sorted({mark.line for mark in marks})]
        where = f"lines {listed(lines)}" if len(lines) > 1 else f"line {lines[0]}"
        count = f"{len(marks)} texts are" if len(marks) > 1 else "a text is"
        yield warned(draft, min(marks), ID, f"{count} not written yet ({where}); {ADVICE}")


def _of_facts(subject: Subject) -> Iterator[Problem]:
    for claim in subject.facts.claims.values():
        if any(map(is_unwritten, (claim.statement, claim.subject, claim.population))):
            message = f"the claim {claim.id!r} is not written yet; {ADVICE}"
            yield Problem(claim.mark, ID, message, "warning", subject.users(claim.id))
    for reference in subject.facts.references.values():
        if any(map(is_unwritten, (reference.plain, reference.short, str(reference.csl.get("title", ""))))):
            users = tuple(draft.id for draft in subject.drafts if reference.id in subject.references(draft))
            message = f"the reference {reference.id!r} is not written yet; {ADVICE}"
            yield Problem(reference.mark, ID, message, "warning", users or (reference.id,))


def _in_clinic(clinic: Clinic) -> Iterator[Mark]:
    """Yield the mark of each text of a clinic that is not written yet."""
    for key, text in {"name": clinic.name, "address": clinic.address, **dict(clinic.says)}.items():
        if text is not None and is_unwritten(text):
            yield clinic.mark_of(key)
    for policy in clinic.policies.values():
        if isinstance(policy, Prose) and is_unwritten(policy.source):
            yield policy.mark
