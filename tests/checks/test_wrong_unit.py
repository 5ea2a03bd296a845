"""A word that describes a unit in a statement is printed with the value, or it is an error; words that join are none."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import UNITS, leaflet, make_project
from support.rules import SMALL, content_problems

from handouts.core.problem import Problem

OWN = """
working-day: {dimension: working time, forms: {en: {one: working day, many: working days}}}
teaspoon: {dimension: spoons, forms: {en: {one: teaspoon, many: teaspoons}}}
level-teaspoon: {dimension: level spoons, forms: {en: {one: level teaspoon, many: level teaspoons}}}
"""
CLAIM = """\
zz.v:
  statement: {statement}
  subject: a thing
  population: adults
  purpose: timing
  {values}
  certainty: ungraded
  basis: guideline
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
"""


def problems(tmp_path: Path, statement: str, values: str, text: str = "Words.") -> list[Problem]:
    """What is wrong with a claim and with a text that prints it."""
    files = {
        "claims/zz.yaml": CLAIM.format(statement=statement, values=values),
        "units.yaml": UNITS + OWN,
        SMALL: leaflet(f'- id: a\n  text: "{text}"'),
    }
    return content_problems(make_project(tmp_path, files))


def rules(found: list[Problem]) -> list[tuple[str, int, str]]:
    return [(each.mark.file, each.mark.line, each.rule) for each in found]


LOST = [
    ("It comes after 2 working days.", "value: {number: 2, unit: day}"),
    ("It comes after 2 (working) days.", "value: {number: 2, unit: day}"),
    ("It comes after 2 [working] days.", "value: {number: 2, unit: day}"),
    ("It comes after 2 to 3 working days.", "value: {low: 2, high: 3, unit: day}"),
    ("Take it for 5 consecutive days.", "value: {number: 5, unit: day}"),
    ("Take 3 level teaspoons.", "value: {number: 3, unit: teaspoon}"),
    ("Give 2 sterile drops.", "value: {number: 2, unit: drop}"),
    ("A 5-working-day course.", "value: {number: 5, unit: day}"),
    ("Take 600 extra IU.", "value: {number: 600, unit: iu}"),
    ("Take 2 portions a school day.", "value: {number: 2, unit: portion/day}"),
    ("Take 2 portions every other working day.", "value: {number: 2, unit: portion/day}"),
    ("It was 1 full year.", "value: {number: 1, unit: year}"),
    ("Wait 2 days, then 2 working days.", "values: {first: {number: 2, unit: day}, then: {number: 2, unit: day}}"),
    ("Within 1,000 wakeful hours.", "value: {number: 1000, unit: hour}"),
]


@pytest.mark.parametrize(("statement", "values"), LOST)
def test_a_word_that_the_value_does_not_print_is_an_error(tmp_path: Path, statement: str, values: str) -> None:
    found = problems(tmp_path, statement, values)
    assert ("content/claims/zz.yaml", 2, "wrong-unit") in rules(found), [str(each) for each in found]
    assert {each.severity for each in found if each.rule == "wrong-unit"} == {"error"}


@pytest.mark.parametrize(
    ("statement", "values"),
    [
        ("It comes after 2 working days.", "value: {number: 2, unit: working-day}"),
        ("Take 3 level teaspoons.", "value: {number: 3, unit: level-teaspoon}"),
        ("It comes after 2 days.", "value: {number: 2, unit: day}"),
        ("It comes after 2 of 5 days.", "values: {two: {number: 2, unit: day}, five: {number: 5, unit: day}}"),
        ("Take 3 mg every day.", "value: {number: 3, unit: mg/day}"),
        ("Take 3 mg per day.", "value: {number: 3, unit: mg/day}"),
        ("Take 10 mg (two tablets) for 2 days.", "value: {number: 2, unit: day}"),
        ("Wait for 2 (or 3) days.", "values: {a: {number: 2, unit: day}, b: {number: 3, unit: day}}"),
        ("Wait 2 days, not 2 working days.", "value: {number: 2, unit: day}"),
        ("For 2 or 3 days.", "value: {low: 2, high: 3, unit: day}"),
        ("2 weeks ago, on working days.", "value: {number: 2, unit: week}"),
        ("It was 3; working days count.", "value: {number: 3, unit: day}"),
        ("Some 40 older people came.", "value: {number: 40, unit: people}"),
        ("It was 12 in 100 late cases.", "value: {numerator: 12, denominator: 100}"),
    ],
)
def test_what_the_value_prints_in_full_is_right(tmp_path: Path, statement: str, values: str) -> None:
    assert [str(each) for each in problems(tmp_path, statement, values) if each.rule == "wrong-unit"] == []


@pytest.mark.parametrize(
    ("statement", "unit"),
    [("It comes after 2 working days.", "day"), ("It comes after 2 days.", "working-day")],
)
def test_a_unit_of_one_day_is_not_that_of_another(tmp_path: Path, statement: str, unit: str) -> None:
    found = problems(tmp_path, statement, f"value: {{number: 2, unit: {unit}}}")
    assert {each.rule for each in found} & {"wrong-unit", "wrong-statement"}


TWO_DAYS = ("It comes after 2 days.", "value: {number: 2, unit: day}")


@pytest.mark.parametrize(
    "text",
    [
        "Wait {{ zz.v:value }} working days.",
        "Wait **{{ zz.v:value }}** working days.",
        "Wait {{ zz.v:value }} **working days**.",
        "Wait {{ zz.v:value }} working {{ zz.v:unit }}.",
        "A {{ zz.v:value }}-consecutive-day course.",
    ],
)
def test_a_text_adds_no_word_to_the_unit_of_a_bare_number(tmp_path: Path, text: str) -> None:
    found = [each for each in problems(tmp_path, *TWO_DAYS, text) if each.rule == "wrong-unit"]
    assert [each.mark.file for each in found] == ["content/leaflets/small.yaml"]
    assert "'days'" in found[0].message


@pytest.mark.parametrize(
    "text",
    [
        "Wait {{ zz.v }}.",
        "Wait {{ zz.v:value }} days.",
        "Wait {{ zz.v:value }} {{ zz.v:unit }}.",
        "Wait {{ zz.v:value }} of your working days.",
        "Wait {{ zz.v:value }}; working days count.",
        "Wait {{ zz.v }} on working days.",
    ],
)
def test_a_text_may_name_the_unit_and_go_on(tmp_path: Path, text: str) -> None:
    assert [str(each) for each in problems(tmp_path, *TWO_DAYS, text) if each.rule == "wrong-unit"] == []


def test_a_text_may_describe_what_the_unit_describes(tmp_path: Path) -> None:
    claim = ("It comes after 2 working days.", "value: {number: 2, unit: working-day}")
    found = problems(tmp_path, *claim, "Wait {{ zz.v }}, that is {{ zz.v:value }} working days.")
    assert [str(each) for each in found if each.rule == "wrong-unit"] == []
