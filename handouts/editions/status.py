"""The status of every document: sign-off by role, review date, languages, open problems."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from handouts.checks.subject import Subject
from handouts.content.model import Draft
from handouts.content.project import ProjectContent
from handouts.content.signature import Signature, examined
from handouts.content.standing import Standing, reviewed
from handouts.core.faults import is_fault
from handouts.core.problem import Problem
from handouts.core.words import LANGUAGES
from handouts.editions.releases.shelf import FOLDER
from handouts.editions.releases.warned import versions_due
from handouts.pipeline.check import LookedOver, looked_over
from handouts.pipeline.documents import Set
from handouts.pipeline.request import Request


@dataclass(frozen=True, slots=True)
class SignOff:
    """The sign-off of one edition of a document: its roles in order, each with its signature."""

    lang: str
    clinic: str | None
    roles: tuple[tuple[Standing, Signature], ...]

    @property
    def signed_off(self) -> bool:
        """Whether every role has approved it, and the content is still what they approved."""
        return reviewed(standing for standing, _ in self.roles) is not None


@dataclass(frozen=True, slots=True)
class Status:
    """The status of one document; `overdue` is whether its own review is, or that of a claim or food that it uses.

    `errors` and `warnings` count its own problems and those that affect all documents.
    """

    draft: Draft
    review_due: date
    overdue: bool
    errors: int
    warnings: int
    sign_offs: tuple[SignOff, ...]

    def data(self) -> dict[str, object]:
        """Return the status as JSON data."""
        return {
            "id": self.draft.id,
            "kind": self.draft.kind,
            "languages": list(LANGUAGES),
            "review_due": str(self.review_due),
            "overdue": self.overdue,
            "errors": self.errors,
            "warnings": self.warnings,
            "sign_offs": [_sign_off_data(each) for each in self.sign_offs],
        }

    def rows(self) -> Iterator[dict[str, object]]:
        """Yield the status as rows of a table, one per edition and language; `needs` names the roles still missing."""
        for each in self.sign_offs:
            yield {
                "id": self._name(each),
                "lang": each.lang,
                "signed_off": each.signed_off,
                "review_due": f"{self.review_due}{' (overdue)' if self.overdue else ''}",
                "errors": self.errors,
                "warnings": self.warnings,
                "needs": [standing.role for standing, _ in each.roles if standing.state != "approved"],
            }

    def approvals(self) -> Iterator[dict[str, object]]:
        """Yield the approvals as rows of a table: the valid one of each role, or else its last one."""
        for each in self.sign_offs:
            for standing, signature in each.roles:
                if (by := standing.approval) is not None:
                    yield {
                        "id": self._name(each),
                        "lang": each.lang,
                        "role": standing.role,
                        "state": standing.state,
                        "name": by.name,
                        "when": by.when,
                        "until": by.until,
                        "signature": " ".join(filter(None, (signature.state, signature.words))),
                    }

    def _name(self, each: SignOff) -> str:
        return f"{each.clinic}/{self.draft.id}" if each.clinic else self.draft.id


def statuses(request: Request) -> tuple[list[Status], list[Problem], list[Problem]]:
    """Return the status of every document of a request on its day, and the problems found on the way."""
    looked = looked_over(request)
    editions = dict(_editions(looked))
    drafts, problems = looked.content.drafts, looked.problems
    subject = Subject(looked.content, request.as_of, request.root)
    found = [_status(draft, editions.get(draft.id, ()), problems, subject, request) for draft in drafts]
    return found, sorted(set(problems)), sorted(set(_due(looked)).difference(problems))


def _due(looked: LookedOver) -> Iterator[Problem]:
    """Yield a warning for each document whose version is due since the last release."""
    request = looked.plan.request
    if (request.root / FOLDER).is_dir():
        log: list[Problem] = []
        due = versions_due(request, log)
        for each in looked.documents:
            with each.guarded(log, "the comparison with the last release"):
                yield from due(each, looked.content)
        yield from log


def _editions(looked: LookedOver) -> Iterator[tuple[str, tuple[SignOff, ...]]]:
    """Yield the sign-offs of each document without errors; add what does not fit on its pages to the problems."""
    content = looked.content
    by_document: dict[str, list[SignOff]] = {}
    for each in looked.documents:
        looked.problems.extend(each.unfit(looked.plan.defaults[each.draft.kind]))
        with each.guarded(looked.problems, "checking the approvals"):
            by_document.setdefault(each.draft.id, []).append(_sign_off(each, content))
    for clinic in sorted({each.clinic for each in content.approvals if each.clinic}):
        for name, found in _of_clinic(clinic, looked):
            by_document.setdefault(name, []).append(found)
    yield from ((name, tuple(found)) for name, found in by_document.items())


def _of_clinic(clinic: str, looked: LookedOver) -> Iterator[tuple[str, SignOff]]:
    """Yield the sign-offs of a clinic's editions that somebody has approved."""
    content, request = looked.content, looked.plan.request
    documents = {draft.id for draft in content.drafts}
    ids = tuple(dict.fromkeys(each.document for each in content.approvals if each.clinic == clinic))
    own = replace(request, clinic=clinic, ids=tuple(name for name in ids if name in documents))
    if own.ids:
        theirs = looked_over(own)
        looked.problems.extend(filter(is_fault, theirs.problems))
        for each in theirs.documents:
            with each.guarded(looked.problems, "checking the approvals"):
                yield each.draft.id, _sign_off(each, theirs.content)


def _sign_off(each: Set, content: ProjectContent) -> SignOff:
    found, request = each.standings(content.approvals), each.plan.request
    roles = tuple((standing, _signature(standing, request)) for standing in found)
    return SignOff(each.document.lang, request.clinic, roles)


def _signature(standing: Standing, request: Request) -> Signature:
    return Signature("none") if standing.approval is None else examined(standing.approval, request.root)


def _status(
    draft: Draft, sign_offs: tuple[SignOff, ...], problems: list[Problem], subject: Subject, request: Request
) -> Status:
    review = subject.content.library.reviews.of_document(draft)
    reaching = {problem for problem in problems if not problem.reaches or draft.id in problem.reaches}
    counts = Counter(problem.severity for problem in reaching)
    stopped = tuple(
        SignOff(lang, request.clinic, tuple((Standing(role, "missing"), Signature("none")) for role in draft.roles))
        for lang in request.langs
    )
    overdue = subject.overdue(draft).since is not None
    due = review.until if review is not None else draft.checked
    return Status(draft, due, overdue, counts["error"], counts["warning"], sign_offs or stopped)


def _sign_off_data(each: SignOff) -> dict[str, object]:
    roles = [_role_data(standing, signature) for standing, signature in each.roles]
    return {"lang": each.lang, "clinic": each.clinic, "signed_off": each.signed_off, "roles": roles}


def _role_data(standing: Standing, signature: Signature) -> dict[str, object]:
    by = standing.approval
    return {
        "role": standing.role,
        "state": standing.state,
        "name": by.name if by else None,
        "when": str(by.when) if by else None,
        "until": str(by.until) if by else None,
        "digest": by.digest if by else None,
        "signature": signature.state,
        "signed_with": signature.words or None,
    }
