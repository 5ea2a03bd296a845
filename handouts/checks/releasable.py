"""What a document still lacks for release: it must be signed off, in date, without waiver, on confirmed references."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
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

UNSIGNED, SHORT = "missing-approval", "refused-release"
WAIVED = "waived"
REASONS = {
    review_overdue.ID: "its review is overdue",
    unconfirmed_reference.ID: "it rests on references that nobody has confirmed",
    superseded_reference.ID: "it rests on references that newer ones replaced",
    unwritten_text.ID: "it holds or rests on a text that nobody has written yet",
}


@dataclass(frozen=True, slots=True)
class Shortfall:
    """One reason why a document may not be released, whoever approved it: WAIVED or a key of REASONS, and in words."""

    draft: Draft
    kind: str
    reason: str

    @property
    def is_overdue(self) -> bool:
        """Whether it is no more than a review in time that the document lacks."""
        return self.kind == review_overdue.ID

    @property
    def problem(self) -> Problem:
        """The problem that tells of it."""
        message = f"{self.draft.id!r} cannot be released: {self.reason}; mend that first"
        return Problem(self.draft.mark, SHORT, message, reaches=(self.draft.id,))


def shortfalls(content: ProjectContent, problems: Iterable[Problem]) -> Iterator[Shortfall]:
    """Yield what each document still lacks for release, once for each problem that says so."""
    drafts = {draft.id: draft for draft in content.drafts}
    for problem in list(problems):
        waived = _waived(content, problem)
        reason = waived or (REASONS.get(problem.rule) if problem.severity != "note" else None)
        if reason is None:
            continue
        # a problem that names no document affects all of them
        for name in problem.reaches or drafts:
            if name in drafts:
                yield Shortfall(drafts[name], WAIVED if waived else problem.rule, reason)


def hurdles(content: ProjectContent, problems: Iterable[Problem]) -> dict[str, set[str]]:
    """Return the kinds of shortfalls of each document."""
    found: dict[str, set[str]] = {draft.id: set() for draft in content.drafts}
    for shortfall in shortfalls(content, problems):
        found[shortfall.draft.id].add(shortfall.kind)
    return found


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
