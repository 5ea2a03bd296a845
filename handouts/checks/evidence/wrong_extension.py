"""Each extension of a review counts: it is of a review that there is, not too long, and of nothing that must not be used.

One that does not count moves no day, so that it stops nothing but itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.checks.subject import Subject
from handouts.content.model import Claim, Draft, Library
from handouts.content.project import named_claims
from handouts.content.reviews import FOOD, Extension, Review, why_not
from handouts.core.problem import Problem, did_you_mean

ID = "wrong-extension"


def check(subject: Subject) -> Iterator[Problem]:
    """Report extensions that do not count."""
    library, drafts = subject.content.library, {draft.id: draft for draft in subject.whole.drafts}
    for extension in subject.facts.reviews.extensions:
        fault = fault_of(extension, library, drafts.get(extension.id))
        if fault is not None:
            reached = (extension.id,) if extension.id in drafts else subject.users(extension.id)
            message = f"the extension of {extension.id!r} does not count: {fault}"
            yield Problem(extension.mark, ID, message, "warning", reached)


def fault_of(extension: Extension, library: Library, draft: Draft | None) -> str | None:
    """Return why an extension does not count, in words; None if it does, is history, or is of what was not read.

    `draft` is the document of its id, if that was read.
    """
    name = extension.id
    if name in library.blocked:
        return f"the claim is blocked: {library.blocked[name].reason}"
    if name in library.claims:
        claim = library.claims[name]
        return _retracted([claim], library) or _by_review(extension, library.reviews.of_claim(claim))
    if draft is not None:
        return _of_document(draft, library) or _by_review(extension, library.reviews.of_document(draft))
    food = library.foods.get(name.removeprefix(FOOD)) if name.startswith(FOOD) else None
    if food is not None:
        return _by_review(extension, library.reviews.of_food(food))
    return _unknown(name, library)


def _by_review(extension: Extension, review: Review | None) -> str | None:
    return None if review is None else why_not(extension, review)


def _of_document(draft: Draft, library: Library) -> str | None:
    named = {name for name, _ in named_claims(draft)}
    blocked = sorted(named & library.blocked.keys())
    if blocked:
        return f"the document uses {blocked[0]!r}, which is blocked"
    return _retracted((library.claims[name] for name in sorted(named & library.claims.keys())), library)


def _retracted(claims: Iterable[Claim], library: Library) -> str | None:
    """Return that one of these claims rests on a retracted reference, if it does."""
    for claim in claims:
        for name in claim.references:
            if name in library.references and library.references[name].retracted:
                return f"{claim.id!r} rests on {name!r}, which is retracted"
    return None


def _unknown(name: str, library: Library) -> str | None:
    """Return that there is no such claim or food, if the file where it would be was read."""
    known = (*library.claims, *library.blocked, *(f"{FOOD}{food}" for food in library.foods))
    files = {each.partition(".")[0] for each in known if "." in each}
    read = name.partition(".")[0] in files or (name.startswith(FOOD) and bool(library.foods))
    return f"there is no {name!r}{did_you_mean(name, known)}" if read else None
