"""A problem that a build could not look for is not taken for solved."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import CLAIMS, LEAFLET, TODAY, make_project, request, write

from handouts.core.problem import Mark, Problem
from handouts.pipeline.built import Built
from handouts.pipeline.watch import Turn, watch
from handouts.pipeline.watch.unchecked import unchecked

FILE = "content/leaflets/small.yaml"
LATE = LEAFLET.replace("checked: 2026-11-22", "checked: 2025-06-01")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def left(root: Path, gone: Problem, *errors: Problem, **built: object) -> bool:
    """Whether a problem that is gone counts as not checked, after a build with these errors."""
    return [*unchecked(root, [gone], Built(errors, **built))] == [gone]  # type: ignore[arg-type]


def problem(rule: str, *reaches: str, file: str = FILE, severity: str = "error") -> Problem:
    return Problem(Mark(file), rule, "wrong", severity, reaches or ("small",))  # type: ignore[arg-type]


def test_what_is_solved_is_solved(root: Path) -> None:
    assert not left(root, problem("overdue-review", severity="warning"))
    assert not left(root, problem("unknown-claim"), problem("unknown-food"))


def test_an_error_keeps_a_document_from_the_steps_after_it(root: Path) -> None:
    unknown, late, wide = problem("unknown-claim"), problem("overdue-review"), problem("overflow")
    assert left(root, late, unknown)
    assert left(root, wide, late, drawn=frozenset({"overflow"}))
    assert not left(root, unknown, late)
    assert not left(root, problem("overdue-review", "other"), unknown)


def test_a_document_that_is_still_checked_shows_that_a_problem_of_two_is_solved(root: Path) -> None:
    both = problem("overdue-review", "small", "other")
    assert not left(root, both, problem("unknown-claim", "small"))
    assert left(root, both, problem("unknown-claim", "small"), problem("unknown-claim", "other"))


def test_nothing_in_a_file_that_cannot_be_read_is_solved(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET + "  - [\n")
    assert left(root, problem("unknown-claim"), problem("unclosed-bracket"))
    (root / FILE).unlink()
    assert not left(root, problem("unknown-claim"), problem("unclosed-bracket"))


def test_nothing_is_solved_by_a_build_that_did_not_look(root: Path) -> None:
    assert left(root, problem("unknown-claim"), complete=False)
    assert left(root, problem("unknown-claim"), problem("missing-key"), untyped=frozenset({"small"}))
    assert not left(root, problem("missing-key"), problem("wrong-type"), untyped=frozenset({"small"}))


@pytest.mark.clinical
def test_a_warning_waits_while_its_document_is_broken(root: Path) -> None:
    write(root, "leaflets/small.yaml", LATE)
    turns = watch(request(root), lambda: TODAY)
    first = next(turns)
    late = [each for each in first.came if each.rule == "overdue-review"]
    assert late

    write(root, "leaflets/small.yaml", LATE + "  - [\n")
    broken = next(turns)
    assert {*late} <= {*broken.unchecked}
    assert broken.went == ()

    write(root, "leaflets/small.yaml", LATE)
    mended = next(turns)
    assert (mended.came, mended.unchecked) == ((), ())
    assert mended.went == broken.came

    write(root, "leaflets/small.yaml", LEAFLET)
    assert {*late} <= {*next(turns).went}


def test_a_problem_of_a_claim_waits_while_its_file_is_broken(root: Path) -> None:
    wrong = CLAIMS.replace("certainty: ungraded", "certainty: sure", 1)
    write(root, "claims/dose.yaml", wrong)
    turns = watch(request(root), lambda: TODAY)
    before = next(turns).came
    assert before
    write(root, "claims/dose.yaml", wrong.replace("statement: ", 'statement: "', 1))
    broken: Turn = next(turns)
    assert {*before} <= {*broken.unchecked}
    write(root, "claims/dose.yaml", CLAIMS)
    assert {*before} <= {*next(turns).went}
