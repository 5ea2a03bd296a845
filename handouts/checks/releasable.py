"""What a document still lacks for release: it must be signed off, in date, without waiver, on confirmed references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from pathlib import Path

from handouts.checks import waivers
from handouts.checks.evidence import review_overdue, superseded_reference, unconfirmed_reference
from handouts.checks.structure import unwritten_text
from handouts.content.model import Draft
from handouts.content.project import ProjectContent
from handouts.content.signature import Signature, examined
from handouts.content.standing import Standing
from handouts.core.problem import Problem
from handouts.document.document import Document

OVERDUE = "its review is overdue"
UNSIGNED, SHORT = "missing-approval", "refused-release"
WAIVED = "waived"
REASONS = {
    review_overdue.ID: OVERDUE,
    unconfirmed_reference.ID: "it rests on references that nobody has confirmed",
    superseded_reference.ID: "it rests on references that newer ones replaced",
    unwritten_text.ID: "it holds or rests on a text that nobody has written yet",
}


def shortfalls(content: ProjectContent, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the reasons why a document may not be released, whoever approved it; one problem for each reason."""
    drafts = {draft.id: draft for draft in content.drafts}
    for name, _, reason in _found(content, problems):
        yield Problem(
            drafts[name].mark, SHORT, f"{name!r} cannot be released: {reason}; mend that first", reaches=(name,)
        )


def hurdles(content: ProjectContent, problems: Iterable[Problem]) -> dict[str, set[str]]:
    """Return what stands in the way of each document's release, whoever approved it: WAIVED, or a key of REASONS."""
    found: dict[str, set[str]] = {draft.id: set() for draft in content.drafts}
    for name, kind, _ in _found(content, problems):
        found[name].add(kind)
    return found


def _found(content: ProjectContent, problems: Iterable[Problem]) -> Iterator[tuple[str, str, str]]:
    """Yield each document that may not be released with the kind of reason and its words, one for each problem."""
    names = [draft.id for draft in content.drafts]
    for problem in list(problems):
        waived = _waived(content, problem)
        reason = waived or (REASONS.get(problem.rule) if problem.severity != "note" else None)
        # a problem that names no document affects all of them
        for name in (problem.reaches or names) if reason else ():
            if name in names:
                yield name, WAIVED if waived else problem.rule, str(reason)


def is_overdue(shortfall: Problem) -> bool:
    """Return whether a document lacks no more than a review in time."""
    return shortfall.rule == SHORT and f": {OVERDUE};" in shortfall.message


def _waived(content: ProjectContent, problem: Problem) -> str | None:
    """Return the rule that a waiver covers, if this problem is the note that the waiver produced."""
    if problem.severity != "note":
        return None
    for waiver in content.waivers:
        if waiver.rule == problem.rule and problem.message.endswith(waivers.words(waiver)):
            return f"the rule {waiver.rule!r} is waived at {waiver.at!r}"
    return None


def unsigned(draft: Draft, document: Document, found: Iterable[Standing], root: Path) -> Iterator[Problem]:
    """Yield one problem with the approvals that a document still needs in a language, if any."""
    missing = [words for standing in found if (words := _missing(standing, root))]
    if missing:
        message = f"{draft.id!r} ({document.lang}) is not signed off; have it approved (`handouts approve`): "
        yield Problem(draft.mark, UNSIGNED, message + "; ".join(missing), reaches=(draft.id,))


def _missing(standing: Standing, root: Path) -> str | None:
    if standing.state != "approved" or standing.approval is None:
        return standing.words()
    signature: Signature = examined(standing.approval, root)
    if signature.state in ("none", "good"):
        return None
    return f"{standing.role}: the signature of {standing.approval.name}: {signature.words}"
