"""Numbers of layouts are read as they are typed."""

from __future__ import annotations

import pytest

from handouts.core.problem import Mark
from handouts.core.source import Scalar
from handouts.core.typed import LayoutReader

MARK = Mark("layouts/leaflets/a4.yaml", 3, 5)


@pytest.mark.parametrize(("typed", "number"), [("12", 12.0), ("-0.5", -0.5), ("0", 0.0), ("297.6", 297.6)])
def test_a_number_is_ascii_digits(typed: str, number: float) -> None:
    reader = LayoutReader("layouts/leaflets/a4.yaml")
    assert reader.number(Scalar(typed, MARK)) == number
    assert reader.problems == []


@pytest.mark.parametrize("typed", ["nan", "inf", "-inf", "1e999", "1e3", "1_000", "٣", "３", "+5", "0x10", "", "12 pt"])
def test_anything_else_is_a_problem_at_its_place(typed: str) -> None:
    reader = LayoutReader("layouts/leaflets/a4.yaml")
    assert reader.number(Scalar(typed, MARK), 7.0) == 7.0
    assert [(problem.mark, problem.rule) for problem in reader.problems] == [(MARK, "wrong-type")]
