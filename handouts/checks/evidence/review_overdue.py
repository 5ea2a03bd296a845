"""Documents, and the claims and foods that they use, are reviewed on time.

The review of a document is due on the date that it gives, otherwise 12 months after it was checked; a claim gives its
own date, or its cycle does, and an extension moves either. What is overdue is one warning a document: drafts of it say
so, and it cannot be released before somebody has reviewed what is due (PRODUCT, Dates).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from handouts.checks.subject import Subject, listed
from handouts.content.model import Draft
from handouts.content.project import ProjectContent
from handouts.content.reviews import FOOD, Overdue, Review
from handouts.core.problem import Mark, Problem

ID = "overdue-review"
ONE_DAY = timedelta(days=1)
# how many names a message lists
MOST = 3


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents whose own review, or that of a claim or food that they use, is overdue."""
    for draft in subject.drafts:
        overdue = subject.overdue(draft)
        if overdue.all:
            message = f"{_what(draft, overdue)}; {_who(subject, overdue)}"
            yield Problem(_where(subject, draft, overdue), ID, message, "warning", (draft.id,))


def _what(draft: Draft, overdue: Overdue) -> str:
    """Return what is overdue and since when, in words."""
    facts = listed([review.id for review in overdue.facts], MOST)
    if overdue.own is not None:
        own = f"the review of {draft.id!r} was due on {overdue.own.until}"
        return f"{own}, and so were {len(overdue.facts)} that it rests on: {facts}" if facts else own
    first = overdue.facts[0]
    if len(overdue.facts) == 1:
        return f"the review of {first.id!r} was due on {first.until}"
    return f"{len(overdue.facts)} reviews for {draft.id!r} are overdue, the first since {first.until}: {facts}"


def _who(subject: Subject, overdue: Overdue) -> str:
    """Return who has to do what about it, in words."""
    owners = subject.content.owners
    keepers = dict.fromkeys(owner.name for review in overdue.all if (owner := owners.of_review(review.id)))
    ask = f"owner: {listed(tuple(keepers), MOST)}; " if keepers else ""
    return f"{ask}set 'checked' after the review, or record more time with `handouts extend`"


def _where(subject: Subject, draft: Draft, overdue: Overdue) -> Mark:
    """Return the place of the one fact that is overdue, which all documents that use it share, or the document."""
    if overdue.own is not None or len(overdue.facts) > 1:
        return draft.mark
    library, name = subject.content.library, overdue.facts[0].id
    fact = library.foods[name.removeprefix(FOOD)] if name.startswith(FOOD) else library.claims[name]
    return fact.mark


def turning_days(content: ProjectContent) -> Iterator[date]:
    """Yield the days on which a review becomes overdue."""
    library = content.library
    reviews = library.reviews
    found: Iterable[Review | None] = (
        *map(reviews.of_document, content.drafts),
        *map(reviews.of_claim, library.claims.values()),
        *map(reviews.of_food, library.foods.values()),
    )
    yield from {review.until + ONE_DAY for review in found if review is not None and review.until < date.max}
