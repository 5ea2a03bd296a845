"""What a person is about to approve: a document, or a claim or text unit that many documents share."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

from handouts.approval.changes import Change, changes
from handouts.approval.reach import pages_of_claim, pages_of_unit
from handouts.approval.record import (
    Record,
    claim_as_written,
    claim_read_again,
    digest_of,
    document_record,
    record_of,
    recorded,
)
from handouts.build import Request, Set, looked_over, set_in_defaults
from handouts.compose import UnresolvedError, compose
from handouts.content.approvals import Approval
from handouts.content.model import Draft, Signer
from handouts.content.project import Content, Project, named_claims
from handouts.document import units
from handouts.problem import Mark, Problem, errors
from handouts.signoff import placement, unaltered

REFUSED = "not-approved"


@dataclass(frozen=True, slots=True)
class Approver:
    """Who approves, in which role and until when; the edition and the day are the request's."""

    name: str
    role: Signer
    until: date
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An approval that is ready to be recorded, with what it is of.

    `since` is the approval that `changes` counts from; where that one's record is lost, `changes` is None. `pages`
    are those that print the claim or unit approved, by layout; empty where a whole document is.
    """

    approval: Approval
    record: Record
    since: Approval | None
    changes: tuple[Change, ...] | None = ()
    pages: tuple[tuple[str, tuple[int, ...]], ...] = ()


class WrongRoleError(Exception):
    """A document does not need this role."""


@dataclass(frozen=True, slots=True)
class _Desk:
    """What all proposals of one command share."""

    request: Request
    approver: Approver
    project: Project
    content: Content


# --- one document ---------------------------------------------------------------------------------


def propose(request: Request, approver: Approver) -> tuple[Proposal | None, list[Problem]]:
    """The approval of the one document of a request; None where an error refuses it. Raises WrongRoleError."""
    content, problems = looked_over(request)
    desk = _Desk(request, approver, Project(request.root), content)
    for each in set_in_defaults(content, request, problems):
        if approver.role not in each.draft.roles:
            needed = ", ".join(each.draft.roles)
            raise WrongRoleError(f"{each.draft.id!r} needs no {approver.role}; its roles are {needed}")
        problems += _unfit(each)
        if not errors(problem for problem in problems if _reaches(problem, each.draft.id)):
            return _proposal(each, desk, _last(desk, each.draft, each.document.lang)), problems
    return None, problems


def _unfit(each: Set) -> Iterator[Problem]:
    for placed in each.placed.values():
        yield from (problem.reaching(each.draft.id) for problem in placed.problems)


def _reaches(problem: Problem, document: str) -> bool:
    return not problem.reaches or document in problem.reaches


def _last(desk: _Desk, draft: Draft, lang: str) -> Approval | None:
    """The last approval of an edition in the approver's role, else in any."""
    found = _of_edition(desk, draft, lang)
    own = [each for each in found if each.role == desk.approver.role]
    return (own or found)[-1] if found else None


def _of_edition(desk: _Desk, draft: Draft, lang: str) -> list[Approval]:
    edition = (draft.id, lang, desk.request.clinic)
    return [each for each in desk.content.approvals if (each.document, each.lang, each.clinic) == edition]


def _proposal(each: Set, desk: _Desk, since: Approval | None) -> Proposal:
    record = record_of(each, desk.project)
    approval = Approval(
        document=each.draft.id,
        lang=each.document.lang,
        clinic=desk.request.clinic,
        role=desk.approver.role,
        name=desk.approver.name,
        when=desk.request.as_of,
        until=desk.approver.until,
        digest=each.digest,
        record=digest_of(record.text()),
        signature=None,
        mark=Mark("content/sign-offs.yaml"),
    )
    if since is None:
        return Proposal(approval, record, None)
    old = recorded(desk.request.root, since)
    return Proposal(approval, record, since, None if old is None else changes(old, record))


# --- what many documents share --------------------------------------------------------------------


def propose_claim(request: Request, approver: Approver, claim: str) -> tuple[list[Proposal], list[Problem]]:
    """The approvals of every document in which this claim is all that has changed, and why others are refused."""

    def reads(each: Set) -> bool:
        return claim in each.document.reads.claims

    def others(each: Set, old: Record, desk: _Desk) -> tuple[Change, ...] | None:
        return _besides_claim(each, old, claim, desk)

    def names(draft: Draft) -> bool:
        return any(name == claim for name, _ in named_claims(draft))

    found, problems = _shared(request, approver, f"the claim {claim!r}", reads, names, others)
    return [_on_pages(proposal, pages_of_claim(each.placed, claim)) for each, proposal in found], problems


def propose_unit(request: Request, approver: Approver, unit: str) -> tuple[list[Proposal], list[Problem]]:
    """The approvals of every document in which this text unit is all that has changed, and why others are refused."""

    def prints(each: Set) -> bool:
        return any(found.id == unit for found in units(each.document))

    def others(each: Set, old: Record, desk: _Desk) -> tuple[Change, ...] | None:
        found = changes(old, record_of(each, desk.project))
        # a claim that is printed has changed a text or the order too
        return tuple(change for change in found if change.kind != "claim" and change.id != unit)

    def holds(draft: Draft) -> bool:
        return any(unit.startswith(f"{part.home}/{part.id}/") for part in draft.parts)

    found, problems = _shared(request, approver, f"the text {unit!r}", prints, holds, others)
    return [_on_pages(proposal, pages_of_unit(each.placed, unit)) for each, proposal in found], problems


def _on_pages(proposal: Proposal, pages: dict[str, tuple[int, ...]]) -> Proposal:
    return replace(proposal, pages=tuple(pages.items()))


Others = Callable[[Set, Record, _Desk], "tuple[Change, ...] | None"]


def _shared(
    request: Request,
    approver: Approver,
    what: str,
    uses: Callable[[Set], bool],
    names: Callable[[Draft], bool],
    others: Others,
) -> tuple[list[tuple[Set, Proposal]], list[Problem]]:
    content, problems = looked_over(request)
    desk = _Desk(request, approver, Project(request.root), content)
    sound = [each for each in set_in_defaults(content, request, problems) if uses(each)]
    found: list[tuple[Set, Proposal]] = []
    refused = list(_stopped(content, {each.draft.id for each in sound}, names, what))
    for each in sound:
        old, reason = _baseline(each, desk)
        reason = reason or (_more(others(each, old, desk), what) if old is not None else None)
        if reason is None:
            found.append((each, _proposal(each, desk, _last(desk, each.draft, each.document.lang))))
        else:
            refused.append(_refused(each.draft, reason))
    if not sound and not refused:
        refused.append(Problem(Mark("content"), REFUSED, f"no document uses {what}"))
    return found, [*problems, *(refused if found else map(_as_error, refused))]


def _stopped(content: Content, sound: set[str], names: Callable[[Draft], bool], what: str) -> Iterator[Problem]:
    """The documents with errors that use it too."""
    for draft in content.drafts:
        if draft.id not in sound and names(draft):
            yield _refused(draft, f"it has errors, and uses {what}")


def _refused(draft: Draft, reason: str) -> Problem:
    return Problem(draft.mark, REFUSED, f"{draft.id!r} is not approved: {reason}", "warning", (draft.id,))


def _as_error(problem: Problem) -> Problem:
    """A refusal where nothing at all could be approved."""
    return replace(problem, severity="error")


def _baseline(each: Set, desk: _Desk) -> tuple[Record | None, str | None]:
    """What was approved last in the approver's role, or why the approval cannot rest on it."""
    role, day, root = desk.approver.role, desk.request.as_of, desk.request.root
    if role not in each.draft.roles:
        return None, f"it needs no {role}"
    if errors(_unfit(each)):
        return None, "it does not fit on its pages"
    own = [last for last in _of_edition(desk, each.draft, each.document.lang) if last.role == role]
    if not own:
        return None, f"no {role} has approved it yet; approve the document itself"
    last = own[-1]
    if not last.when <= day <= last.until:
        return None, f"the approval by {last.name} held from {last.when} to {last.until}; approve the document itself"
    if last.signature is not None and not unaltered(last, root):
        return None, f"the entry of {last.name} is not the one that was signed; approve the document itself"
    if last.digest == each.digest:
        return None, f"nothing has changed since {last.name} approved it"
    old = recorded(root, last)
    return (old, None) if old is not None else (None, f"the record of what {last.name} approved is missing or changed")


def _more(others: Iterable[Change] | None, what: str) -> str | None:
    """Why a document needs an approval of its own, where more has changed."""
    if others is None:
        return f"{what} was not in what was approved; approve the document itself"
    found = [change.words() for change in others]
    if not found:
        return None
    tail = f", and {len(found) - 2} more" if len(found) > 2 else ""
    return f"more than {what} has changed: {'; '.join(found[:2])}{tail}"


def _besides_claim(each: Set, old: Record, claim: str, desk: _Desk) -> tuple[Change, ...] | None:
    """What would still have changed if the claim were what it was; None where it was not in the record.

    The document is composed with the claim as it was approved: what then differs is not the claim's doing. Where a
    layout has moved the emergency advice, a person has to look, whatever moved it.
    """
    was = claim_read_again(claim, old.claims.get(claim)) if claim in old.claims else None
    if was is None:
        return None
    library = desk.content.library
    library = replace(library, claims={**library.claims, claim: was})
    try:
        document = compose(each.draft, library, each.document.lang, desk.content.clinic, each.formatted)
    except (UnresolvedError, KeyError):
        return None
    places = tuple(placement(name, placed) for name, placed in each.placed.items())
    written = {name: claim_as_written(desk.project, name) for name in document.reads.claims if name != claim}
    then = document_record(document, places, {**written, claim: old.claims[claim]})
    # a claim that changes neither text nor figure is no part of what is signed
    return tuple(change for change in changes(old, then) if change.kind != "claim")
