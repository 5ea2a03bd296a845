"""A benefit is always given together with its harm, for patients and for clinicians (ANCHORS M10, CCI 19).

`harms: [ids]` on a claim that gives a benefit or advice names the claims that state its possible harms; `none-reported`
says that its sources were read for harms and report none. A claim of the purpose recommendation or dose must have the
key. A document that prints or rests on the benefit uses at least one of the harms. Harms that decks teach to clinicians
must reach patients too: a leaflet that uses the benefit uses at least one of the harms that a deck teaches, unless
these are for clinicians only. This applies also when the leaflet is checked or built alone.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import Claim, Draft
from handouts.core.problem import Mark, Problem

ID = "missing-harm"
ADVICE = ("recommendation", "dose")


def check(subject: Subject) -> Iterator[Problem]:
    """Report benefits without their harm."""
    yield from _unnamed(subject)
    for draft in subject.drafts:
        used = _used(subject, draft)
        for claim, mark in used.values():
            if claim.harms and claim.companions:
                yield from _missing(subject, draft, claim, mark, set(used))


def _used(subject: Subject, draft: Draft) -> dict[str, tuple[Claim, Mark]]:
    """Return the claims of a document, each with the place where it is first named."""
    first: dict[str, tuple[Claim, Mark]] = {}
    for claim, mark in subject.claims(draft):
        first.setdefault(claim.id, (claim, mark))
    return first


def _unnamed(subject: Subject) -> Iterator[Problem]:
    for claim in subject.facts.claims.values():
        if subject.library.vocabulary.counts_as(claim.purpose) in ADVICE and not claim.harms:
            message = f"{claim.id!r} is a {claim.purpose} without 'harms'; name the claims that say its harms"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _missing(subject: Subject, draft: Draft, claim: Claim, mark: Mark, used: set[str]) -> Iterator[Problem]:
    claims = subject.library.claims
    harms = {name for name in claim.harms if name in claims}
    told = {name for name in harms if draft.audience == "clinician" or claims[name].audience == "any"}
    if not told:
        yield found(draft, mark, ID, f"no harm of {claim.id!r} may be told to patients; write a claim that may")
    elif not told & used:
        names = sorted(told)
        which = names[0] if len(names) == 1 else f"one of {', '.join(names)}"
        message = f"{claim.id!r} stands here without its harm; say it, and name {which} in 'rests_on' of those words"
        yield found(draft, mark, ID, message)
    elif draft.audience == "patient":
        told &= subject.content.taught
        if told and not told & used:
            message = (
                f"of {claim.id!r} clinicians are taught a harm that patients are not told; use one of"
                f" {', '.join(sorted(told))}"
            )
            yield found(draft, mark, ID, message)
