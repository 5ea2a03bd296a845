"""Proposals: what a person is about to approve, in one document or in all that share a claim or text unit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal
from unicodedata import normalize

from handouts.content.approvals import Approval
from handouts.content.compose import UnresolvedError, compose
from handouts.content.meaning import claim_as_written, claim_read_again
from handouts.content.model import Draft, Signer
from handouts.content.project import Project, ProjectContent, named_claims
from handouts.content.standing import unaltered
from handouts.content.translation import Translation
from handouts.core.problem import Mark, Problem, did_you_mean, errors
from handouts.document.walk import units
from handouts.editions.approval.changes import Change, changes
from handouts.editions.approval.reach import pages_of_claim, pages_of_unit
from handouts.editions.approval.record import ApprovalRecord, digest_of, document_record, record_of, recorded
from handouts.pipeline.approved_digest import placement
from handouts.pipeline.check import looked_over
from handouts.pipeline.documents import Set
from handouts.pipeline.request import Request

REFUSED = "refused-approval"


@dataclass(frozen=True, slots=True)
class Approver:
    """The person who approves, the role, and the last valid day; edition and day come from the request."""

    name: str
    role: Signer
    until: date
    key: Path | None = None


@dataclass(frozen=True, slots=True)
class Proposal:
    """An approval that is ready to be recorded, with the record of its document.

    `since` is the approval that `changes` counts from; if its record is lost, `changes` is None. `pages` are the pages
    that print the approved claim or unit, by layout; empty for the approval of a whole document.
    """

    approval: Approval
    record: ApprovalRecord
    since: Approval | None
    changes: tuple[Change, ...] | None = ()
    pages: tuple[tuple[str, tuple[int, ...]], ...] = ()


class WrongRoleError(Exception):
    """The document does not need an approval in this role."""


@dataclass(frozen=True, slots=True)
class _ProposalContext:
    """The request, approver, project and content that all proposals of one command share."""

    request: Request
    approver: Approver
    project: Project
    content: ProjectContent


# --- one document ---------------------------------------------------------------------------------


def propose(request: Request, approver: Approver) -> tuple[Proposal | None, list[Problem]]:
    """Return the approval of the only document of a request; None if an error prevents it. Raises WrongRoleError."""
    looked = looked_over(request)
    problems = looked.problems
    context = _ProposalContext(request, approver, looked.plan.project, looked.content)
    for each in looked.documents:
        if approver.role not in each.draft.roles:
            needed = ", ".join(each.draft.roles)
            raise WrongRoleError(f"{each.draft.id!r} needs no {approver.role}; its roles are {needed}")
        problems += each.unfit(each.placed)
        if not errors(problem for problem in problems if _reaches(problem, each.draft.id)):
            with each.guarded(problems, "the approval"):
                return _proposal(each, context, _last(context, each.draft, each.document.lang)), problems
    return None, problems


def _reaches(problem: Problem, document: str) -> bool:
    return not problem.reaches or document in problem.reaches


def _last(context: _ProposalContext, draft: Draft, lang: str) -> Approval | None:
    """Return the last approval of an edition by the approver's role, else by any role, else of the general edition.

    The general edition is the one for all clinics.
    """
    found = _of_edition(context, draft, lang, context.request.clinic) or _of_edition(context, draft, lang, None)
    own = [each for each in found if each.role == context.approver.role]
    return (own or found)[-1] if found else None


def _of_edition(context: _ProposalContext, draft: Draft, lang: str, clinic: str | None) -> list[Approval]:
    edition = (draft.id, lang, clinic)
    return [each for each in context.content.approvals if (each.document, each.lang, each.clinic) == edition]


def _proposal(each: Set, context: _ProposalContext, since: Approval | None) -> Proposal:
    record = record_of(each, context.project)
    approval = Approval(
        document=each.draft.id,
        lang=each.document.lang,
        clinic=context.request.clinic,
        role=context.approver.role,
        name=normalize("NFC", context.approver.name.strip()),
        when=context.request.as_of,
        until=context.approver.until,
        digest=each.digest,
        record=digest_of(record.text()),
        signature=None,
        mark=Mark("content/sign-offs.yaml"),
    )
    if since is None:
        return Proposal(approval, record, None)
    old = recorded(context.request.root, since)
    return Proposal(approval, record, since, None if old is None else changes(old, record))


# --- what many documents share --------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Shared:
    """A claim or text unit: its name, how to find the documents with it, and what else changed in one of them."""

    id: str
    kind: Literal["claim", "text"]
    used: Callable[[Set], bool]
    named: Callable[[Draft], bool]
    others: Callable[[Set, ApprovalRecord, _ProposalContext], tuple[Change, ...] | None]

    def __str__(self) -> str:
        return f"the {self.kind} {self.id!r}"


def propose_claim(request: Request, approver: Approver, claim: str) -> tuple[list[Proposal], list[Problem]]:
    """Return the approvals of all documents in which only this claim changed, and why others are refused."""
    shared = _Shared(
        claim,
        "claim",
        lambda each: claim in each.document.reads.claims,
        lambda draft: any(name == claim for name, _ in named_claims(draft)),
        lambda each, old, context: _besides_claim(each, old, claim, context),
    )
    found, problems = _proposals(request, approver, shared)
    return [_on_pages(proposal, pages_of_claim(each.placed, claim)) for each, proposal in found], problems


def propose_unit(request: Request, approver: Approver, unit: str) -> tuple[list[Proposal], list[Problem]]:
    """Return the approvals of all documents in which only this text unit changed, and why others are refused."""
    shared = _Shared(
        unit,
        "text",
        lambda each: any(found.id == unit for found in units(each.document)),
        lambda draft: any(unit.startswith(f"{part.home}/{part.id}/") for part in draft.parts),
        lambda each, old, context: _besides_unit(each, old, unit, context),
    )
    found, problems = _proposals(request, approver, shared)
    return [_on_pages(proposal, pages_of_unit(each.placed, unit)) for each, proposal in found], problems


def _on_pages(proposal: Proposal, pages: dict[str, tuple[int, ...]]) -> Proposal:
    return replace(proposal, pages=tuple(pages.items()))


def _proposals(
    request: Request, approver: Approver, shared: _Shared
) -> tuple[list[tuple[Set, Proposal]], list[Problem]]:
    """Return the documents with the shared claim or unit, each with its proposal, and all problems and refusals."""
    looked = looked_over(request)
    content, problems, sets = looked.content, looked.problems, looked.documents
    context = _ProposalContext(request, approver, looked.plan.project, content)
    sound = [each for each in sets if shared.used(each)]
    found: list[tuple[Set, Proposal]] = []
    refused: list[Problem] = []
    for each in sound:
        with each.guarded(problems, "the approval"):
            reason = _reason(each, context, shared)
            if reason is not None:
                refused.append(_refused(each.draft, reason))
            else:
                found.append((each, _proposal(each, context, _last(context, each.draft, each.document.lang))))
    refused += _stopped(content, {each.draft.id for each in sets}, shared)
    if not sound and not refused:
        hint = did_you_mean(shared.id, _ids(sets, shared))
        refused = [Problem(Mark("content"), REFUSED, f"no document uses {shared}{hint}")]
    return found, [*problems, *(refused if found else map(_as_error, refused))]


def _ids(sets: Iterable[Set], shared: _Shared) -> Iterator[str]:
    for each in sets:
        yield from (
            each.document.reads.claims if shared.kind == "claim" else (found.id for found in units(each.document))
        )


def _reason(each: Set, context: _ProposalContext, shared: _Shared) -> str | None:
    """Return why a document cannot be approved for the shared claim or unit alone; None if it can."""
    old, reason = _baseline(each, context)
    if old is None:
        return reason
    return _more(shared.others(each, old, context), shared)


def _stopped(content: ProjectContent, sound: set[str], shared: _Shared) -> Iterator[Problem]:
    """Yield a refusal for each document with errors that uses the claim or unit too."""
    for draft in content.drafts:
        if draft.id not in sound and shared.named(draft):
            yield _refused(draft, f"it has errors, and uses {shared}")


def _refused(draft: Draft, reason: str) -> Problem:
    return Problem(draft.mark, REFUSED, f"{draft.id!r} is not approved: {reason}", "warning", (draft.id,))


def _as_error(problem: Problem) -> Problem:
    """Return a refusal as an error, for use where nothing could be approved."""
    return replace(problem, severity="error")


def _baseline(each: Set, context: _ProposalContext) -> tuple[ApprovalRecord | None, str | None]:
    """Return what was approved last in the approver's role, or why the new approval cannot build on it."""
    role, day, root = context.approver.role, context.request.as_of, context.request.root
    if role not in each.draft.roles:
        return None, f"it needs no {role}"
    if errors(each.unfit(each.placed)):
        return None, "it does not fit on its pages"
    own = [
        last
        for last in _of_edition(context, each.draft, each.document.lang, context.request.clinic)
        if last.role == role
    ]
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


def _more(others: Iterable[Change] | None, what: _Shared) -> str | None:
    """Return why a document needs an approval of its own where more has changed; None if nothing else has."""
    if others is None:
        return f"{what} was not in what was approved; approve the document itself"
    found = [change.words() for change in others]
    if not found:
        return None
    tail = f", and {len(found) - 2} more" if len(found) > 2 else ""
    return f"more than {what} has changed: {'; '.join(found[:2])}{tail}"


def _besides_unit(each: Set, old: ApprovalRecord, unit: str, context: _ProposalContext) -> tuple[Change, ...]:
    """Return what changed besides a text unit; a printed claim that changed shows in a text or figure as well."""
    found = changes(old, record_of(each, context.project))
    return tuple(change for change in found if change.kind != "claim" and (change.kind, change.id) != ("text", unit))


def _besides_claim(each: Set, old: ApprovalRecord, claim: str, context: _ProposalContext) -> tuple[Change, ...] | None:
    """Return what would still differ if the claim had not changed; None where the claim is not in the record.

    The document is composed with the claim as it was approved, so that the remaining differences have other causes.
    Where the emergency advice moved in a layout, a person must look at it, whatever the cause.
    """
    library = context.content.library
    was = claim_read_again(claim, old.claims.get(claim), library.units) if claim in old.claims else None
    if was is None:
        return None
    library = replace(library, claims={**library.claims, claim: was})
    try:
        document = compose(each.draft, library, Translation(each.document.lang), context.content.clinic, each.formatted)
    except (UnresolvedError, KeyError):
        return None
    places = tuple(placement(name, placed) for name, placed in each.placed.items())
    written = {name: claim_as_written(context.project, name) for name in document.reads.claims if name != claim}
    then = document_record(document, places, {**written, claim: old.claims[claim]})
    # a claim that changes neither text nor figure is not part of what is signed
    return tuple(change for change in changes(old, then) if change.kind != "claim")
