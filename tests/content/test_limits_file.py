"""The file of limits: its columns, its keys, and those that it had under other names."""

from __future__ import annotations

import pytest
from support.projects import VOCABULARY, line_of
from support.units import SHIPPED

from handouts.content.limits import read_limits
from handouts.content.safety import Safety
from handouts.content.safety_rules import read_safety
from handouts.content.vocabulary import read_vocabulary
from handouts.core.problem import Problem
from handouts.core.source import source_of

LIMITS = """\
columns:
  most: {label: maximum dose, compared: true}
  seen: {label: highest dose that was seen}
conversion: null
substances:
  algedol: {label: algedol, kind: nutrient}
  tablets: {label: tablets, part_of: algedol}
populations: null
limits:
  a.day:
    substance: algedol
    population: adults
    age_min_y: 18
    age_below_y: null
    most: 4
    seen: 5
    unit: g
    per: day
    authority: US
    references: [paper_2012]
intakes:
  a.need:
    {substance: algedol, population: adults, value: 1, unit: g, per: day, kind: RDA, authority: US, references: [paper_2012]}
dose_rules:
  light:
    substance: algedol
    population: children
    weight: {up_to: 30, unit: kg}
    dose: {number: 250, unit: mg}
    references: [paper_2012]
studied_doses: null
contraindications:
  liver:
    trigger: liver disease
    trigger_terms: [liver disease]
    applies_to: [algedol]
    action: block
    only: {supplements_only: [algedol]}
    above: {algedol: {kind: RDA}}
    reason: it stays
    references: [paper_2012]
precedence: null
clinician_units: null
forbidden_terms: null
wording: {offer: [take], allow: [fine], refuse: [not], negate: [not]}
"""


def read(text: str) -> tuple[Safety, list[Problem]]:
    log: list[Problem] = []
    words = read_vocabulary(source_of(VOCABULARY, "content/vocabulary.yaml"), log)
    return read_safety(source_of(text, "content/limits.yaml"), SHIPPED, words, log), log


def test_doses_are_compared_with_the_column_that_says_so_and_texts_print_all() -> None:
    safety, log = read(LIMITS)
    assert log == []
    most = safety.limits["a.day"].most
    assert (str(most.value), str(most.unit)) == ("4", "g/day") if most else False
    assert set(read_limits(source_of(LIMITS, "content/limits.yaml"), SHIPPED)["a.day"].columns) == {"most", "seen"}


def test_an_allowance_of_a_kind_is_the_lowest_of_its_substance() -> None:
    safety, _ = read(
        LIMITS.replace(
            "intakes:\n",
            "intakes:\n  a.more: {substance: algedol, population: men, value: 3, "
            "unit: g, per: day, kind: RDA, authority: US, references: [paper_2012]}\n",
        )
    )
    amount = safety.contraindications["liver"].above["algedol"]
    assert (str(amount.value), str(amount.unit)) == ("1", "g/day")


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "said"),
    [
        # keys that had other names
        ("    substance: algedol\n    population: adults", "    nutrient: algedol\n    population: adults", "unknown-key", "use substance,"),
        ("dose_rules:", "newborn_dose_rules:", "unknown-key", "did you mean 'dose_rules'?"),
        ("weight: {up_to: 30, unit: kg}", "weight_g: {up_to: 30}", "unknown-key", "did you mean 'weight'?"),
        ("only: {supplements_only: [algedol]}", "supplement_only: [algedol]", "unknown-key", "only"),
        # columns
        (", compared: true", "", "missing-key", "one with 'compared: true'"),
        ("    most: 4\n", "", "missing-key", "needs the key 'most'"),
        ("    seen: 5\n", "    sene: 5\n", "unknown-key", "did you mean 'seen'?"),
        ("    most: 4\n", "    most: -4\n", "wrong-value", "'most'"),
        # words
        ("kind: nutrient", "kind: medicine", "unknown-value", "use nutrient, or declare it in content/vocabulary.yaml"),
        ("part_of: algedol", "part_of: tablets", "wrong-value", "'tablets' is a part of itself"),
        ("part_of: algedol", "part_of: algedole", "unknown-substance", "did you mean 'algedol'?"),
        ("{supplements_only: [algedol]}", "{supplements: [algedol]}", "unknown-value", "use total_intake or supplements_only"),
        ("{supplements_only: [algedol]}", "{supplements_only: [algedole]}", "unknown-substance", "'algedole'"),
        ("per: day, kind: RDA", "per: day, kind: need", "unknown-value", "use RDA or AI"),
        ("{algedol: {kind: RDA}}", "{algedol: {kind: AI}}", "unknown-value", "unknown kind of allowance 'AI'; use RDA"),
        ("{algedol: {kind: RDA}}", "{algedol: {number: 1}}", "missing-key", "'unit'"),
        ("{algedol: {kind: RDA}}", "{algedol: {number: 1, unit: g, kind: RDA}}", "mixed-keys", "number or kind"),
        # amounts
        ("weight: {up_to: 30, unit: kg}", "weight: {unit: kg}", "missing-key", "needs one of above or up_to"),
        ("dose: {number: 250, unit: mg}", "dose: {low: 250, unit: mg}", "missing-key", "needs a number, or low and high"),
        ("unit: g\n    per: day", "unit: g\n    per: dya", "unknown-unit", "'g/dya'"),
        # what is left out by mistake is no word for none
        ("studied_doses: null\n", "", "missing-key", "null, if there is none"),
        ("intakes:", "precedences:", "missing-key", "needs the key 'intakes'"),
    ],
)  # fmt: skip
def test_what_is_wrong_in_the_file_is_told_with_what_to_write(right: str, wrong: str, rule: str, said: str) -> None:
    text = LIMITS.replace(right, wrong, 1)
    found = [each for each in read(text)[1] if each.rule == rule and said in each.message]
    assert found, [str(each) for each in read(text)[1]]
    line = line_of(LIMITS, right.strip(" ,"))
    # what is missing is told where its entry, or the file, begins
    assert rule == "missing-key" or found[0].mark.line == line
