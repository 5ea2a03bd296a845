"""A benefit comes with its harm, for patients as for clinicians (ANCHORS M10, CCI 19).

`harms: [ids]` on a claim that gives a benefit or advice names the claims that say what it can cost; `none-reported`
says that its sources were read for harms and report none. A claim of the purpose recommendation or dose must have the
key. A document that prints or rests on the benefit uses at least one of the harms. And what decks teach clinicians is
not lost for patients: a leaflet that uses the benefit uses at least one of the harms that a deck teaches and that are
not for clinicians only.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import Claim, Draft
from handouts.problem import Mark, Problem

ID = "benefit-without-harm"
ADVICE = ("recommendation", "dose")


def check(subject: Subject) -> Iterator[Problem]:
    """Benefits whose harm is missing."""
    yield from _unnamed(subject)
    used = {draft.id: _used(subject, draft) for draft in subject.drafts}
    taught = {name for draft in subject.drafts if draft.kind == "deck" for name in used[draft.id]}
    for draft in subject.drafts:
        for claim, mark in used[draft.id].values():
            if claim.harms and claim.companions:
                yield from _missing(subject, draft, claim, mark, set(used[draft.id]), taught)


def _used(subject: Subject, draft: Draft) -> dict[str, tuple[Claim, Mark]]:
    """The claims of a document, each where it is first named."""
    first: dict[str, tuple[Claim, Mark]] = {}
    for claim, mark in subject.claims(draft):
        first.setdefault(claim.id, (claim, mark))
    return first


def _unnamed(subject: Subject) -> Iterator[Problem]:
    for claim in subject.content.library.claims.values():
        if claim.purpose in ADVICE and not claim.harms:
            message = f"{claim.id!r} is a {claim.purpose} without 'harms': name the claims that say its harms"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _missing(
    subject: Subject, draft: Draft, claim: Claim, mark: Mark, used: set[str], taught: set[str]
) -> Iterator[Problem]:
    harms = set(claim.harms)
    if not harms & used:
        message = f"{claim.id!r} stands here without its harm: use one of {', '.join(sorted(harms))}"
        yield found(draft, mark, ID, message)
    elif draft.audience == "patient":
        claims = subject.content.library.claims
        told = {name for name in harms & taught if claims[name].audience == "any"}
        if told and not told & used:
            message = (
                f"of {claim.id!r} clinicians are taught a harm that patients are not told: {', '.join(sorted(told))}"
            )
            yield found(draft, mark, ID, message)
