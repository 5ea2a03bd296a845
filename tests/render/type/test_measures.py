"""Numbers of layouts are read as they are typed."""

from __future__ import annotations

import pytest

from handouts.core.problem import Mark, Problem
from handouts.core.schema import Entry, Shape, needed
from handouts.core.source import Mapping, Node, Scalar, Sequence
from handouts.render.type.measures import between, mark_at

MARK, KEY = Mark("layouts/leaflets/a4.yaml", 3, 9), Mark("layouts/leaflets/a4.yaml", 3, 5)


class StyleShape(Shape, id="test.style"):
    """A style."""

    size = needed(between(0.5, 300), "a size", "12")


def read(node: Node) -> tuple[float, list[Problem]]:
    log: list[Problem] = []
    entry = Entry(Mapping({"size": node}, {"size": KEY}, MARK), StyleShape, log, "styles/body")
    return entry.read(StyleShape.size), log


@pytest.mark.parametrize(("typed", "number"), [("12", 12.0), ("0.5", 0.5), ("300", 300.0), ("297.6", 297.6)])
def test_a_number_is_ascii_digits(typed: str, number: float) -> None:
    assert read(Scalar(typed, MARK)) == (number, [])


@pytest.mark.parametrize("typed", ["nan", "inf", "-inf", "1e999", "1e3", "1_000", "٣", "３", "+5", "0x10", "12 pt"])
def test_anything_else_is_a_problem_at_its_place(typed: str) -> None:
    number, (problem,) = read(Scalar(typed, MARK))
    assert number == 0.5
    assert (problem.mark, problem.rule) == (MARK, "wrong-type")
    assert problem.message == (
        "expected a number such as 7, 0.25 or -3, with at most 12 digits before the point and 6 after it"
        f" at 'size', not {typed!r}"
    )


def test_a_list_is_no_number() -> None:
    _, (problem,) = read(Sequence((), MARK))
    assert (problem.mark, problem.rule) == (MARK, "wrong-type")


@pytest.mark.parametrize("typed", ["0", "-1", "0.4", "301", "99999"])
def test_a_number_that_cannot_be_is_a_problem(typed: str) -> None:
    number, (problem,) = read(Scalar(typed, MARK))
    assert number == 0.5
    assert (problem.mark, problem.rule) == (MARK, "wrong-value")
    assert problem.message == f"'styles/body/size' must be a number from 0.5 to 300, not {float(typed):g}"


def test_a_key_is_found_by_its_path_or_by_what_is_around_it() -> None:
    inner = Mapping({"size": Scalar("12", MARK)}, {"size": KEY}, MARK)
    root = Mapping({"body": inner}, {"body": Mark("a4.yaml", 2)}, Mark("a4.yaml"))
    assert mark_at(root, "body/size") == KEY
    assert mark_at(root, "body/colour") == Mark("a4.yaml", 2)
    assert mark_at(root, "body/size/more") == KEY
    assert mark_at(root, "head/size") == Mark("a4.yaml")
