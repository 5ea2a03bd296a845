"""Foods: columns, notes and bands are what their file declares, on any topic."""

from __future__ import annotations

import pytest
from support.projects import line_of
from support.units import SHIPPED

from handouts.content.foods import read_foods
from handouts.core.problem import Problem
from handouts.core.source import source_of

PEANUTS = """\
columns:
  grams: {unit: g, decimals: 0, label: Weight}
  salt_mg: {unit: mg, decimals: 0, label: Salt}
  sugar_mg: {unit: mg, decimals: 0, label: Sugar}
  iron_ug: {unit: ug, decimals: 0, label: Iron}
  both_mg: {unit: mg, decimals: 0, label: Both, sum: [salt_mg, sugar_mg]}
notes:
  allergens: {label: The allergens that it holds}
bands:
  low: {from: 0, below: 100}
  high: {from: 100}
banded: [salt_mg]
foods:
  peanuts:
    name: Peanuts
    serving: 1/2 cup
    grams: 70
    salt_mg: 5
    sugar_mg: null
    iron_ug: 900
    band: low
    allergens: peanut
    note: for authors
    references: [paper_2012]
    checked: 2026-11-22
"""


def problems(text: str) -> list[Problem]:
    log: list[Problem] = []
    read_foods(source_of(text, "content/foods.yaml"), SHIPPED, log)
    return log


def test_a_food_has_the_columns_and_notes_that_its_file_declares() -> None:
    log: list[Problem] = []
    foods = read_foods(source_of(PEANUTS, "content/foods.yaml"), SHIPPED, log)
    assert log == []
    # a sum with an unknown part is unknown
    assert set(foods["peanuts"].columns) == {"grams", "salt_mg", "iron_ug"}


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "said"),
    [
        ("    allergens: peanut", "    alergens: peanut", "unknown-key", "did you mean 'allergens'?"),
        ("    allergens: peanut", "    origin: Spain", "unknown-key", "'origin'"),
        ("    allergens: peanut", "    allergens: [peanut]", "wrong-type", "'allergens'"),
        ("    allergens: peanut", "    allergens: '{{ dose.target }}'", "stray-placeholder", "'allergens'"),
        ("{label: The allergens that it holds}", "{}", "missing-key", "'label'"),
        ("  allergens: {label", "  salt_mg: {label", "duplicate-id", "'salt_mg' is a column already"),
        ("  allergens: {label", "  serving: {label", "duplicate-id", "'serving' is a key that every food has"),
        ("  iron_ug: {unit", "  note: {unit", "duplicate-id", "'note' is a key that every food has"),
        ("sum: [salt_mg, sugar_mg]", "sum: [salt_mg, iron_ug]", "wrong-unit", "'iron_ug' is in ug"),
        ("banded: [salt_mg]", "banded: [salt_mg, iron_ug]", "wrong-unit", "a sum in mg"),
        ("notes:", "remarks:", "unknown-key", "'remarks'"),
    ],
)
def test_what_is_wrong_in_the_table_is_told_at_its_line(right: str, wrong: str, rule: str, said: str) -> None:
    text = PEANUTS.replace(right, wrong)
    found = [(each.mark.line, each.rule) for each in problems(text) if said in each.message]
    assert (line_of(text, wrong.strip()), rule) in found, [str(each) for each in problems(text)]
