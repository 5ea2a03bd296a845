"""When reviews are due: cycles by purpose, dates that are written, and extensions that count or do not."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import CLAIMS, make_project, write
from support.rules import content_problems

from handouts.content.model import Claim
from handouts.content.project import Project, ProjectContent, read_all
from handouts.content.reviews import Cycles, Reviews, months_after, read_cycles, read_extensions
from handouts.content.vocabulary import GENERAL
from handouts.core.problem import Problem
from handouts.core.schema import DAY
from handouts.core.source import source_of

WINDOW = "dose.window"
DUE = date(2027, 11, 22)


def content_of(root: Path) -> ProjectContent:
    log: list[Problem] = []
    content = read_all(Project(root), None, log)
    assert [str(problem) for problem in log] == []
    return content


@pytest.fixture
def claim(tmp_path: Path) -> Claim:
    return content_of(make_project(tmp_path)).library.claims[WINDOW]


def entry(**changes: str) -> str:
    facts = {
        "id": WINDOW,
        "due": "2027-11-22",
        "until": "2028-02-22",
        "reason": "The new guideline comes out in January.",
        "name": "A. Example",
        "when": "2027-11-01",
        **changes,
    }
    return "- " + "\n  ".join(f"{key}: {text}" for key, text in facts.items()) + "\n"


def cycles(text: str) -> tuple[Cycles, list[tuple[int, str]]]:
    log: list[Problem] = []
    found = read_cycles(source_of(text, "content/reviews.yaml"), {**GENERAL.purposes, "first dose": "dose"}, log)
    return found, [(problem.mark.line, problem.rule) for problem in log]


# --- cycles ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "months", "then"),
    [
        (date(2026, 11, 22), 12, date(2027, 11, 22)),
        (date(2026, 11, 30), 3, date(2027, 2, 28)),
        (date(2028, 2, 29), 12, date(2029, 2, 28)),
        (date(2026, 12, 31), 36, date(2029, 12, 31)),
        (date(9999, 6, 1), 12, date.max),
    ],
)
def test_some_months_later_is_the_same_day_or_the_last_of_the_month(day: date, months: int, then: date) -> None:
    assert months_after(day, months) == then


@given(st.dates(date(1900, 1, 1), date(2199, 12, 31)), st.integers(1, 36), st.integers(1, 36))
def test_more_months_are_never_earlier(day: date, months: int, more: int) -> None:
    assert day < months_after(day, months) <= months_after(day, max(months, more))


def test_a_purpose_without_a_cycle_has_that_of_any() -> None:
    found, problems = cycles("documents: {leaflet: 24}\nclaims: {any: 24, dose: 12}\nfoods: 36\nextension: 3\n")
    assert problems == []
    assert (found.of_purpose("dose"), found.of_purpose("effect")) == (12, 24)
    # a purpose of the project's own has the cycle of the one that it is like, or its own
    assert found.of_purpose("first dose") == 12
    assert cycles("claims: {dose: 12, first dose: 6}\n")[0].of_purpose("first dose") == 6
    assert (found.documents, found.foods, found.extension) == ({"leaflet": 24}, 36, 3)
    assert Cycles().of_purpose("dose") is None


@pytest.mark.parametrize(
    ("text", "rule"),
    [
        ("claims: {doze: 12}", "unknown-value"),
        ("documents: {leaflets: 12}", "unknown-value"),
        ("claims: {dose: 37}", "wrong-type"),
        ("claims: {dose: 0}", "wrong-type"),
        ("claims: {dose: a year}", "wrong-type"),
        ("claim: {dose: 12}", "unknown-key"),
        ("- claims", "wrong-type"),
    ],
)
def test_a_cycle_is_of_something_that_there_is_and_at_most_three_years(text: str, rule: str) -> None:
    assert cycles(text + "\n")[1] == [(1, rule)]


def test_without_a_date_a_review_is_due_at_the_end_of_the_cycle(claim: Claim) -> None:
    undated = replace(claim, review_due=None)
    assert Reviews().of_claim(undated) is None
    review = Reviews(Cycles(claims={"timing": 24})).of_claim(undated)
    assert review is not None
    assert review.until == date(2028, 11, 22)


def test_a_date_after_the_cycle_delays_nothing(claim: Claim) -> None:
    late = Reviews(Cycles(claims={"timing": 12})).of_claim(replace(claim, review_due=date(2029, 1, 1)))
    early = Reviews(Cycles(claims={"timing": 12})).of_claim(replace(claim, review_due=date(2027, 3, 1)))
    assert late is not None
    assert early is not None
    assert (late.until, early.until) == (DUE, date(2027, 3, 1))


@pytest.mark.parametrize(("months", "due"), [(None, DUE), (24, DUE), (6, date(2027, 5, 22))])
def test_a_document_without_a_date_is_due_after_a_year_or_a_shorter_cycle(
    tmp_path: Path, months: int | None, due: date
) -> None:
    (draft,) = content_of(make_project(tmp_path)).drafts
    reviews = Reviews(Cycles(documents={"leaflet": months} if months else {}))
    assert reviews.document_due(draft) == due
    own = replace(draft, review_due=date(2028, 1, 1))
    assert reviews.document_due(own) == date(2028, 1, 1)
    assert reviews.of_document(replace(draft, checked=DAY)) is None


def test_a_fault_in_the_files_of_reviews_stops_no_document(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"reviews.yaml": "claims: [\n", "extensions.yaml": "x: y\n", "owners.yaml": "- a\n"})
    found = content_problems(root)
    assert {problem.severity for problem in found} == {"error"}
    assert {name for problem in found for name in problem.reaches} == {
        f"content/{name}.yaml" for name in ("reviews", "extensions", "owners")
    }


# --- extensions -----------------------------------------------------------------------------------


def extended(claim: Claim, text: str, found: Cycles | None = None) -> date:
    log: list[Problem] = []
    extensions = read_extensions(source_of(text, "content/extensions.yaml"), log)
    review = Reviews(found or Cycles(), extensions).of_claim(claim)
    assert review is not None
    return review.until


@pytest.mark.parametrize(
    ("text", "until"),
    [
        (entry(), date(2028, 2, 22)),
        # six months at most, where the project says nothing else
        (entry(until="2028-05-22"), date(2028, 5, 22)),
        (entry(until="2028-05-23"), DUE),
        # of another review, or of none that is later
        (entry(due="2026-11-22"), DUE),
        (entry(until="2027-11-22"), DUE),
        (entry(id="dose.target"), DUE),
        # the last one counts, and where that does not, none
        (entry() + entry(until="2028-01-22"), date(2028, 1, 22)),
        (entry() + entry(until="2099-01-22"), DUE),
        # what cannot be read is no extension
        (entry(reason='""'), DUE),
        (entry(until="soon"), DUE),
        ("[]\n", DUE),
    ],
)
def test_an_extension_moves_a_review_within_its_bounds(claim: Claim, text: str, until: date) -> None:
    assert extended(claim, text) == until


def test_an_extension_is_never_longer_than_the_cycle_or_what_the_project_allows(claim: Claim) -> None:
    three = Cycles(claims={"timing": 12}, extension=3)
    assert extended(claim, entry(until="2028-02-22"), three) == date(2028, 2, 22)
    assert extended(claim, entry(until="2028-02-23"), three) == DUE
    short = Cycles(claims={"timing": 12, "any": 2}, extension=6)
    assert extended(replace(claim, purpose="effect", review_due=None), entry(due="2027-01-22"), short) == date(
        2027, 1, 22
    )


BLOCKED = "blocked"
RETRACTED = CLAIMS.replace("graded_by: paper_2012\n  references: [paper_2012]", "references: [gone_2005]", 1)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (entry(until="2027-11-01"), "name a later day"),
        (entry(until="2028-06-22"), "can be extended until 2028-05-22"),
        (entry(due="2027-01-22", until="2027-03-01", when="2027-01-01"), "this one is due on 2027-11-22"),
        (entry(id="dose.wrong"), BLOCKED),
        (entry(id="dose.windou"), "did you mean 'dose.window'?"),
        (entry(id="small", until="2029-11-01"), "can be extended until 2028-05-22"),
        (entry(id="smal"), "did you mean 'small'?"),
        (entry(id="gone.claim"), "no such document or claim"),
    ],
)
def test_an_extension_that_does_not_count_is_told_at_its_line(tmp_path: Path, text: str, said: str) -> None:
    root = make_project(tmp_path, {"extensions.yaml": "# of this year\n" + text})
    (problem,) = content_problems(root)
    assert (problem.rule, problem.severity, problem.mark.line) == ("wrong-extension", "warning", 2)
    assert said in problem.message


def test_what_rests_on_a_retracted_reference_is_not_extended(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"claims/dose.yaml": RETRACTED, "extensions.yaml": entry() + entry(id="small")})
    told = [problem.message for problem in content_problems(root) if problem.rule == "wrong-extension"]
    assert len(told) == 2
    assert all("'dose.window' rests on 'gone_2005', which is retracted" in message for message in told)


def test_after_the_next_check_an_extension_is_history(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"extensions.yaml": entry()})
    write(root, "claims/dose.yaml", CLAIMS.replace("2027-11-22", "2028-12-22").replace("2026-11-22", "2027-12-22"))
    # on this day that check is still to come, which is told by itself
    assert {problem.rule for problem in content_problems(root, as_of=date(2027, 11, 22))} == {"wrong-dates"}
    content = content_of(root)
    review = content.library.reviews.of_claim(content.library.claims[WINDOW])
    assert review is not None
    assert (review.until, review.extension) == (date(2028, 12, 22), None)
