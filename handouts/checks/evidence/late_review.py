"""No review of a claim, food or deck is due later than its cycle allows (`content/reviews.yaml`).

The end of the cycle counts all the same, so that a date that is too late delays nothing. The rules of leaflets say the
same of theirs, under the same id.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from handouts.checks.subject import Subject, warned
from handouts.content.reviews import months_after
from handouts.core.problem import Mark, Problem
from handouts.core.schema import DAY

ID = "wrong-review-date"


def check(subject: Subject) -> Iterator[Problem]:
    """Report dates of reviews that lie after the end of their cycle."""
    cycles = subject.content.library.reviews.cycles
    for claim in subject.facts.claims.values():
        message = _late(claim.id, claim.checked, claim.review_due, cycles.of_purpose(claim.purpose))
        yield from _told(claim.mark, message, subject.users(claim.id))
    for food in subject.facts.foods.values():
        message = _late(f"food/{food.id}", food.checked, food.review_due, cycles.foods)
        yield from _told(food.mark, message, ("foods",))
    for draft in subject.drafts:
        if draft.kind == "deck":
            message = _late(draft.id, draft.checked, draft.review_due, cycles.documents.get(draft.kind))
            yield from () if message is None else (warned(draft, draft.mark, ID, message),)


def _told(mark: Mark, message: str | None, reached: tuple[str, ...]) -> Iterator[Problem]:
    if message is not None:
        yield Problem(mark, ID, message, "warning", reached)


def _late(name: str, checked: date | None, due: date | None, months: int | None) -> str | None:
    """Return what is wrong with the day of a review, if it is after the end of the cycle."""
    if checked is None or due is None or months is None or DAY in (checked, due):
        return None
    ends = months_after(checked, months)
    if due <= ends:
        return None
    return f"the review of {name!r} is due on {due}; its cycle of {months} months ends on {ends}: write that day or earlier"
