"""The safety rules on a drug: limits a day, at one time and by body weight, in tablets' stead by mL, by age and authority.

The drug and every number are invented.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from support.projects import HEAD, TODAY, leaflet, line_of, make_project, write
from support.rules import content_problems

from handouts.checks import safety
from handouts.checks.subject import Subject
from handouts.content.project import Project, read_all
from handouts.core.problem import Problem

RULES_OF = {vars(__import__(rule.__module__, fromlist=["ID"]))["ID"]: rule for rule in safety.RULES}

VOCABULARY = """\
purposes:
  starting-dose: {means: the dose that a treatment begins with, like: dose}
bases:
  registry: {label: registry data, like: cohort}
scopes:
  all_products: {label: every product that holds it, purposes: [intake]}
substance_kinds:
  drug: {label: drug, limit: maximum dose}
"""
LIMITS = """\
columns:
  most: {label: maximum dose}
conversion:
  syrup: {substance: algedol, unit: mg, per: ml, factor: 25}
substances:
  algedol: {label: algedol, terms: [algedol, Algedix], kind: drug}
  cold_cure: {label: cold cure}
populations:
  children: {terms: [children, child], age_min_y: 0, age_below_y: 12}
  adults: {terms: [adults, people], age_min_y: 12}
limits:
  a.day:
    substance: algedol
    population: adults from 12 years and over 50 kg
    age_min_y: 12
    age_below_y: null
    most: 4
    unit: g
    per: day
    scope: all_products
    authority: US
    references: [paper_2012]
  a.day.eu:
    {substance: algedol, population: adults, age_min_y: 12, age_below_y: null, most: 3, unit: g, per: day,
     scope: all_products, authority: EU, references: [paper_2012]}
  a.once:
    {substance: algedol, population: adults, age_min_y: 12, age_below_y: null, most: 1, unit: g,
     authority: US, references: [paper_2012]}
  a.child.day:
    {substance: algedol, population: children, age_min_y: 0, age_max_y: 11, age_below_y: 12, most: 60, unit: mg/kg, per: day,
     authority: US, references: [paper_2012]}
  a.child.once:
    {substance: algedol, population: children, age_min_y: 0, age_max_y: 11, age_below_y: 12, most: 15, unit: mg/kg,
     authority: US, references: [paper_2012]}
dose_rules:
  light:
    substance: algedol
    population: children up to 30 kg
    weight: {up_to: 30, unit: kg}
    dose: {low: 200, high: 300, unit: mg}
    references: [paper_2012]
studied_doses:
  trial:
    substance: algedol
    checks:
      - {above: 2, unit: g, action: fail, reason: never studied at one time}
    references: [paper_2012]
clinician_units:
  by_weight: {substance: algedol, units: [mg/kg], reason: nobody should calculate a dose at home}
contraindications:
  liver:
    trigger: liver disease
    trigger_terms: [liver disease, cirrhosis]
    applies_to: [algedol]
    action: block
    above: {algedol: {number: 500, unit: mg/day}}
    reason: the liver breaks it down
    references: [paper_2012]
  thinner:
    trigger: thrombostop
    trigger_terms: [thrombostop]
    applies_to: [algedol]
    action: space
    threshold: {number: 2, unit: hour}
    reason: keep 2 hours apart
    references: [paper_2012]
precedence:
  - {id: p1, when: [liver], drop: [algedol], no_numbers: [algedol], rule: with liver disease ask first}
forbidden_terms:
  abbreviation: {term: ALG, say: algedol}
wording: {offer: [take, a day], allow: [safe], refuse: [not, never, ask], negate: [not, never], counts: [counts], by_weight: [by weight]}
"""


def claim(name: str, value: str, population: str = "adults", purpose: str = "dose", **facts: str) -> str:
    """A claim on the drug as YAML."""
    about = {"subject": "algedol", "population": population, "purpose": purpose, "basis": "guideline", **facts}
    lines = "".join(f"  {key}: {said}\n" for key, said in about.items())
    return (
        f"dose.{name}:\n  statement: So much algedol.\n{lines}  value: {value}\n  certainty: ungraded\n"
        "  references: [paper_2012]\n  checked: 2026-11-22\n  review_due: 2027-11-22\n"
    )


CLAIMS = (
    claim("day", "{number: 2, unit: g/day}")
    + claim("other", "{number: 1, unit: g/day}")
    + claim("once", "{number: 500, unit: mg}")
    + claim("child", "{number: 45, unit: mg/kg/day}", "children")
    + claim("child_once", "{number: 10, unit: mg/kg}", "children")
    + claim("syrup", "{number: 80, unit: ml/day}")
    + claim("start", "{number: 900, unit: mg/day}", purpose="starting-dose", basis="registry")
    + claim("upper", "{number: 4, unit: g/day, authority: US, restates: [limits/a.day/most]}", purpose="limit")
    + claim("upper_eu", "{number: 3, unit: g/day, authority: EU, restates: [limits/a.day.eu/most]}", purpose="limit")
    + claim("light", "{number: 250, unit: mg}", "children")
    + claim("weight", "{number: 30, unit: kg}", "children", "definition", subject="weight")
    + claim(
        "apart", "{number: 2, unit: hour, restates: [contraindications/thinner/threshold]}", purpose="safety advice"
    )
)
FRONT = (
    HEAD + "front:\n  - id: gates\n    blocks:\n      - id: g\n        gates:\n"
    "          x: {ask: Do you have liver disease?, stop: Ask us}\n"
)


@dataclass(frozen=True)
class Case:
    """A file that one rule finds wrong, the words that its message holds, and the change that mends it."""

    rule: str
    wrong: str
    right: str
    said: str
    file: str = "claims/dose.yaml"
    text: str = CLAIMS


def inside(rule: str, blocks: str, wrong: str, right: str, said: str) -> Case:
    """A case in a leaflet behind its gate."""
    return Case(rule, wrong, right, said, "leaflets/small.yaml", leaflet(blocks, head=FRONT))


def limited(wrong: str, right: str, said: str) -> Case:
    """A case in the limits."""
    return Case("wrong-limit-row", wrong, right, said, "limits.yaml", LIMITS)


ROWS = """\
- id: rows
  table:
    columns: {who: Who, much: Algedol}
    rows:
      one: [Tablet, "{{ dose.day }}"]
      two: [Cold cure, "{{ %s }}"]
"""

CASES = [
    # a day, at one time, by weight, by volume
    Case("excessive-dose", "number: 5, unit: g/day", "number: 2, unit: g/day", "the maximum dose of 3 g a day (EU, every product that holds it, a.day.eu)"),
    Case("excessive-dose", "number: 30, unit: g/week", "number: 2, unit: g/day", "30 g a week of algedol"),
    Case("excessive-dose", "number: 1500, unit: mg}", "number: 500, unit: mg}", "the maximum dose of 1 g at one time (US, a.once)"),
    Case("excessive-dose", "number: 70, unit: mg/kg/day", "number: 45, unit: mg/kg/day", "60 mg/kg a day"),
    Case("excessive-dose", "number: 16, unit: mg/kg}", "number: 10, unit: mg/kg}", "15 mg/kg at one time"),
    Case("excessive-dose", "number: 200, unit: ml/day", "number: 80, unit: ml/day", "200 mL a day of algedol"),
    Case("excessive-dose", "number: 1, unit: l/day", "number: 80, unit: ml/day", "1 L a day of algedol"),
    Case("excessive-dose", "number: 9000, unit: mg/day", "number: 900, unit: mg/day", "9,000 mg a day of algedol"),
    Case("excessive-dose", "number: 8, unit: g/day, purpose: dose", "number: 2, unit: hour, restates: [contraindications/thinner/threshold]", "8 g a day of algedol"),
    Case("missing-conversion", "number: 8, unit: drop/day", "number: 2, unit: g/day", "say under 'conversion' in content/limits.yaml how much algedol is in one 'drop'"),
    Case("excessive-studied-dose", "number: 3, unit: g}", "number: 500, unit: mg}", "never studied at one time"),
    inside("excessive-combined-dose", ROWS % "dose.syrup", "{{ dose.syrup }}", "{{ dose.start }}", "together above the maximum dose of 3 g a day"),
    inside("missing-stricter-limit", '- id: a\n  text: "At most {{ dose.upper }}."', "{{ dose.upper }}", "{{ dose.upper }} or {{ dose.upper_eu }}", "the lowest limit printed here for algedol is 4 g a day"),
    inside("forbidden-unit", '- id: a\n  text: "Algedol: {{ dose.child_once }}, by weight."', "{{ dose.child_once }}", "ask us", "algedol in mg/kg is for clinicians only"),
    inside("forbidden-unit", "- id: a\n  text: Of algedol 10 mg/kg.", "10 mg/kg", "a little", "algedol in mg/kg is for clinicians only"),
    # readers who must not
    inside("forbidden-offer", '- id: a\n  facts: {x: {label: With cirrhosis, text: "Take {{ dose.start }}."}}', "Take {{ dose.start }}.", "Ask us.", "offers algedol to a reader with liver disease"),
    inside("forbidden-offer", '- id: a\n  facts: {x: {label: With cirrhosis, text: "{{ dose.child_once }}."}}', "{{ dose.child_once }}.", "Ask us.", "offers algedol"),
    inside("wrong-precedence", '- id: a\n  facts: {x: {label: With cirrhosis, text: "{{ dose.upper }}"}}', "{{ dose.upper }}", "Ask us", "of algedol; delete it (p1: with liver disease ask first)"),
    Case("missing-gate", "have gout", "have cirrhosis", "offers algedol before it asks about liver disease", "leaflets/small.yaml", leaflet('- id: a\n  text: "Take {{ dose.start }}."', head=FRONT.replace("liver disease", "gout"))),
    inside("missing-weight", '- id: a\n  text: "A child takes {{ dose.light }}."', "{{ dose.light }}.", "{{ dose.light }} up to {{ dose.weight }}.", "say what holds above 30 kg"),
    inside("forbidden-term", "- id: a\n  text: Take ALG.", "ALG", "algedol", "write algedol"),
    # the rows of the limits
    limited("age_min_y: 14\n", "age_min_y: 12\n", "12 is not one of its ages"),
    limited("from 14 years and", "from 12 years and", "14 is not one of its ages"),
    limited("most: 4\n    also: {number: 200, unit: ml/day}\n", "most: 4\n", "not 200 mL a day"),
    limited("most: 4\n    also: {number: 8, unit: drop/day}\n", "most: 4\n", "4 g a day cannot be compared with 8 drops a day; add a conversion of algedol"),
]  # fmt: skip


def problems(folder: Path, case: Case, text: str) -> list[Problem]:
    folder.mkdir()
    files: dict[str, str | None] = {
        "vocabulary.yaml": VOCABULARY,
        "limits.yaml": LIMITS,
        "claims/dose.yaml": CLAIMS,
        "leaflets/small.yaml": leaflet("- id: a\n  text: Words"),
        "foods.yaml": None,
    }
    root = make_project(folder, {**files, case.file: text})
    log: list[Problem] = []
    content = read_all(Project(root), None, log)
    assert log == []
    return list(RULES_OF[case.rule](Subject(content, TODAY, root)))


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}:{case.wrong[:30]}")
def test_a_rule_works_for_a_drug_as_for_a_nutrient(tmp_path: Path, case: Case) -> None:
    wrong = case.text.replace(case.right, case.wrong, 1) if case.wrong not in case.text else case.text
    right = case.text if wrong != case.text else case.text.replace(case.wrong, case.right, 1)
    found = problems(tmp_path / "wrong", case, wrong)
    assert [each for each in found if case.said in each.message and each.mark.file == f"content/{case.file}"], [
        str(each) for each in found
    ]
    assert problems(tmp_path / "right", case, right) == []


def test_every_safety_rule_has_a_case_on_a_drug() -> None:
    # limits of other countries' clinics are tested where clinics are
    assert {case.rule for case in CASES} == {*RULES_OF} - {"missing-authority"}


def test_a_dose_by_age_is_held_to_the_limit_of_that_age(tmp_path: Path) -> None:
    case = Case("excessive-dose", "", "", "")
    # what is too much for a child is none of an adult's limits, and there is no conversion from mg/kg to mg
    grown = CLAIMS.replace("number: 45, unit: mg/kg/day", "number: 70, unit: mg/kg/day").replace(
        "population: children", "population: adults", 1
    )
    assert problems(tmp_path / "grown", case, CLAIMS) == problems(tmp_path / "own", case, grown) == []


def test_a_whole_project_on_a_drug_has_no_error(tmp_path: Path) -> None:
    text = leaflet(
        '- id: a\n  text: "Adults take {{ dose.start }} to begin with, {{ dose.apart }} apart from thrombostop. All counts."',
        head=FRONT,
    )
    root = make_project(
        tmp_path, {"vocabulary.yaml": VOCABULARY, "limits.yaml": LIMITS, "claims/dose.yaml": CLAIMS, "foods.yaml": None}
    )
    write(root, "leaflets/small.yaml", text)
    ours = ("purposes", "scope", "basis", "substance", "limit")
    found = [each for each in content_problems(root) if any(word in each.message for word in ours)]
    assert [str(each) for each in found if each.severity == "error"] == []
    assert line_of(VOCABULARY, "scopes") > 1
