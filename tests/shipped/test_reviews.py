"""The reviews of the shipped content, all checked on one day, are spread over the year."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date

from support.projects import REPO

from handouts.content.project import Project, ProjectContent, read_all
from handouts.content.reviews import Review
from handouts.pipeline.check import examine
from handouts.pipeline.request import Request

SOON = date(2027, 2, 28)
# a year after the check, which no claim may exceed
LAST = date(2027, 11, 22)
# 480 claims in 38 weeks
MOST_A_WEEK = 13


def shipped() -> ProjectContent:
    return read_all(Project(REPO), None, [])


def reviews(content: ProjectContent) -> Iterator[Review]:
    library = content.library
    found = (
        *map(library.reviews.of_claim, (*library.claims.values(), *library.blocked.values())),
        *map(library.reviews.of_food, library.foods.values()),
        *map(library.reviews.of_document, content.drafts),
    )
    yield from (review for review in found if review is not None)


def test_no_week_has_more_reviews_than_another() -> None:
    weeks = Counter(review.due.isocalendar()[:2] for review in reviews(shipped()) if "." in review.id)
    assert set(weeks.values()) <= {MOST_A_WEEK - 1, MOST_A_WEEK}
    others = Counter(review.due.isocalendar()[:2] for review in reviews(shipped()) if "." not in review.id)
    assert max(others.values()) <= 5


def test_nothing_is_due_soon_and_no_claim_later_than_it_was() -> None:
    content = shipped()
    days = [review.due for review in reviews(content) if "food/" not in review.id]
    assert min(days) > SOON
    assert max(days) <= LAST
    assert {claim.checked for claim in content.library.claims.values()} == {date(2026, 11, 22)}


def test_every_document_and_claim_has_an_owner_with_a_deputy() -> None:
    content = shipped()
    owners = [content.owners.of_review(review.id) for review in reviews(content)]
    assert all(owner is not None and owner.name and owner.deputy for owner in owners)
    assert len({owner.name for owner in owners if owner is not None}) > 3


def test_neglected_reviews_are_one_warning_a_document_and_stop_nothing() -> None:
    for day in (date(2027, 11, 23), date(2028, 2, 21)):
        problems = examine(Request(REPO, REPO / "build", day)).problems
        assert [str(problem) for problem in problems if problem.severity == "error"] == []
        overdue = [problem for problem in problems if "review" in problem.rule and problem.severity == "warning"]
        assert len(overdue) == len(Project(REPO).documents)
