"""Values that cannot be are errors at the very value; their neighbours that can be pass."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support.projects import CLAIMS, CLINIC, FOODS, LIMITS, make_project
from support.rules import content_problems
from support.units import SHIPPED

from handouts.content.claims import read_claims
from handouts.content.quantities import LEVELS
from handouts.content.vocabulary import GENERAL
from handouts.core.problem import Problem
from handouts.core.source import source_of

CLAIM = """\
zz.a:
  statement: Words.
  subject: a thing
  population: adults
  purpose: {purpose}
  value: {{{value}}}
  certainty: ungraded
  basis: cohort
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
"""
LINE = 6


def problems(value: str, purpose: str = "association") -> list[Problem]:
    """What reading a claim with one value finds."""
    source = source_of(CLAIM.format(value=value, purpose=purpose), "content/claims/zz.yaml")
    log = list(source.problems)
    read_claims(source, "zz", SHIPPED, GENERAL, log)
    return log


# what is typed, and the value that is wrong in it
WRONG = [
    # ranges
    ("low: 7, high: 3, unit: day", "7"),
    ("low: 800, high: 600, unit: iu/day", "800"),
    # estimates and their intervals
    ("estimate: 5, low: 1, high: 2, measure: HR, level: 95", "5"),
    ("estimate: 0.5, low: 0.6, high: 2, measure: OR, level: 95", "0.5"),
    ("estimate: 1.5, low: 2, high: 1, measure: OR, level: 95", "2"),
    ("estimate: -2, low: -1, high: 1, measure: change, level: 95, unit: percent", "-2"),
    ("estimate: 0.5, low: -0.1, high: 2, measure: OR, level: 95", "-0.1"),
    ("estimate: -3, low: -4, high: 2, measure: RR, level: 95", "-3"),
    *(
        (f"estimate: 1, low: 0.9, high: 1.1, measure: OR, level: {level}", level)
        for level in ("59", "0", "-95", "100", "950", "9.5")
    ),
    # a part of a whole
    ("numerator: 980, denominator: 100", "980"),
    ("low: 4, high: 101, denominator: 100", "101"),
    ("low: 17, high: 4, denominator: 1000", "17"),
    ("numerator: -1, denominator: 100", "-1"),
    ("numerator: 1, denominator: 0", "0"),
    ("numerator: 1, denominator: -5", "-5"),
    ("numerator: 1, denominator: 2.5", "2.5"),
    ("number: 150, unit: percent", "150"),
    ("low: 90, high: 110, unit: percent", "110"),
    ("number: -5, unit: percent", "-5"),
    # what no unit allows
    ("number: -0.2, unit: none, measure: RR", "-0.2"),
    ("number: 2.5, unit: people", "2.5"),
    ("number: -3, unit: people", "-3"),
    ("low: 1.5, high: 3, unit: case", "1.5"),
    ("number: -1, unit: year", "-1"),
    ("low: -2, high: 3, unit: week", "-2"),
    ("number: -1, unit: inr", "-1"),
    ("number: -2, unit: times", "-2"),
    ("number: 19, unit: year-date", "19"),
    ("number: 1993.5, unit: year-date", "1993.5"),
]


@pytest.mark.parametrize(("value", "wrong"), WRONG)
def test_a_value_that_cannot_be_is_an_error_where_it_is_typed(value: str, wrong: str) -> None:
    found = [problem for problem in problems(value) if problem.rule == "wrong-value"]
    line = f"  value: {{{value}}}"
    column = re.search(rf"(?<=: ){re.escape(wrong)}(?=[,}}])", line).start() + 1  # type: ignore[union-attr]
    assert (LINE, column) in [(problem.mark.line, problem.mark.column) for problem in found], problems(value)
    assert {problem.severity for problem in found} == {"error"}


@pytest.mark.parametrize(
    "value",
    [
        "low: 3, high: 3, unit: day",
        "estimate: 0.5, low: 0, high: 2.1, measure: OR, level: 95",
        "estimate: 1, low: 1, high: 1, measure: HR, level: 95",
        "estimate: 1, low: 1, high: 2, measure: HR, level: 99",
        "estimate: -9.1, low: -17.7, high: -0.5, measure: change, level: 95, unit: percent",
        "estimate: 140, low: 110, high: 170, measure: change, level: 97.5, unit: percent",
        "numerator: 0, denominator: 100",
        "numerator: 100, denominator: 100",
        "low: 0, high: 0.9, denominator: 100000",
        "number: 100, unit: percent",
        "number: 0, unit: percent",
        "number: 150, unit: percent, measure: change",
        "number: -20, unit: percent, measure: change",
        "number: -5, unit: ug",
        "low: -2.5, high: -1, unit: none",
        "number: 0, unit: case",
        "number: 1.5, unit: portion",
        "number: 2.5, unit: time/week",
        "number: 1.5, unit: year",
        "number: 1993, unit: year-date",
        "number: 999999999999, unit: iu",
        "number: 0.000001, unit: g",
    ],
)
def test_a_value_that_can_be_passes(value: str) -> None:
    assert problems(value) == []


@pytest.mark.parametrize(
    "typed",
    ["nan", "inf", "-inf", "1e999", "1e3", "1_000", "1,000", "٣", "３", "०", "+5", "-0", "-0.0", "007", ".5", "5.", "0x1F",
     "1 000", "−5", "½", "1/2", "9999999999999", "0.0000001"],
)  # fmt: skip
def test_a_number_is_ascii_digits_as_they_are_printed(typed: str) -> None:
    (problem,) = problems(f'number: "{typed}", unit: ug')
    assert (problem.rule, problem.mark.line, problem.mark.column) == ("wrong-type", LINE, 19)
    assert repr(typed) in problem.message


@pytest.mark.parametrize("purpose", ["dose", "intake", "limit", "target", "content"])
def test_nobody_takes_less_than_nothing(purpose: str) -> None:
    assert [p.rule for p in problems("number: -5, unit: mg/day", purpose)] == ["wrong-value"]
    assert [p.rule for p in problems("low: -5, high: 5, unit: mg/day", purpose)] == ["wrong-value"]
    assert problems("number: -5, unit: mg/day, measure: change", purpose) == []
    assert problems("number: -5, unit: mg/day", "effect") == []
    assert problems("number: -2.5, unit: none", purpose) == []


def test_a_numerator_stands_without_ends() -> None:
    found = problems("numerator: 1, low: 2, high: 3, denominator: 10")
    assert [problem.rule for problem in found] == ["unknown-key", "unknown-key"]


@pytest.mark.parametrize(
    ("file", "text", "wrong", "right", "rule"),
    [
        ("foods.yaml", FOODS, "k1_ug: -246.5", "k1_ug: 246.5", "wrong-value"),
        ("limits.yaml", LIMITS, "ul: -350", "ul: 350", "wrong-value"),
        ("limits.yaml", LIMITS, "age_min_y: -19", "age_min_y: 19", "wrong-value"),
        ("limits.yaml", LIMITS, "age_below_y: 19 # all", "age_below_y: null", "wrong-value"),
        ("claims/dose.yaml", CLAIMS, "low: 4, high: 1700", "low: 4, high: 17", "wrong-value"),
    ],
)
def test_every_file_of_values_keeps_their_arithmetic(
    tmp_path: Path, file: str, text: str, wrong: str, right: str, rule: str
) -> None:
    changed = text.replace(right, wrong, 1)
    found = content_problems(make_project(tmp_path, {file: changed, "leaflets/small.yaml": None}))
    line = changed[: changed.index(wrong)].count("\n") + 1
    assert (f"content/{file}", line, rule) in [(p.mark.file, p.mark.line, p.rule) for p in found]


def test_a_policy_of_a_clinic_keeps_it_too(tmp_path: Path) -> None:
    text = CLINIC.replace("low: 3, high: 7", "low: 7, high: 3")
    found = content_problems(make_project(tmp_path, {"clinics/mill.yaml": text}), "mill")
    assert [(p.mark.file, p.mark.line, p.rule) for p in found] == [
        ("content/clinics/mill.yaml", text[: text.index("low: 7")].count("\n") + 1, "wrong-value")
    ]


NUMBERS = st.decimals(Decimal(-9999), Decimal(9999), places=3).filter(lambda number: not number.is_zero())


@settings(derandomize=True, max_examples=150, deadline=None)
@given(NUMBERS, NUMBERS, NUMBERS, st.sampled_from(("RR", "OR", "HR", "change")), st.sampled_from(LEVELS))
def test_an_interval_passes_just_where_its_numbers_are_in_order_and_no_ratio_is_below_zero(
    estimate: Decimal, low: Decimal, high: Decimal, measure: str, level: Decimal
) -> None:
    possible = low <= estimate <= high and (measure == "change" or low >= 0)
    found = problems(f"estimate: {estimate}, low: {low}, high: {high}, measure: {measure}, level: {level}, unit: none")
    assert (found == []) == possible


@settings(derandomize=True, max_examples=100, deadline=None)
@given(st.integers(-5, 1000), st.integers(-5, 1000))
def test_a_share_passes_just_where_it_is_none_to_all(part: int, whole: int) -> None:
    assert (problems(f"numerator: {part}, denominator: {whole}") == []) == (0 <= part <= whole and whole > 0)
