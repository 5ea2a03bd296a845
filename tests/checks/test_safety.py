"""The safety rules on a topic that is not ours: for each a text that fails at its line, and its twin that passes."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pytest
from support.projects import HEAD, TODAY, VOCABULARY, leaflet, line_of, make_project
from support.units import SHIPPED

from handouts.checks import safety
from handouts.checks.safety.terms import about, allows, names
from handouts.checks.subject import Subject
from handouts.content.project import Project, read_all
from handouts.content.safety_rules import read_safety
from handouts.content.vocabulary import read_vocabulary
from handouts.core.problem import Problem
from handouts.core.source import source_of

RULES_OF = {vars(__import__(rule.__module__, fromlist=["ID"]))["ID"]: rule for rule in safety.RULES}

LIMITS = """\
columns:
  ul: {label: upper limit}
conversion:
  retinol: {substance: retinol, unit: ug, per: iu, factor: 0.3}
substances:
  iron: {label: iron}
  retinol: {label: retinol, terms: [retinol, vitamin A]}
  liver: {label: liver}
  folate: {label: folate}
  drops: {label: drops}
populations:
  babies: {terms: [babies, newborns], age_min_y: 0, age_below_y: 1}
  adults: {terms: [adults, people], age_min_y: 18}
limits:
  iron.us:
    substance: iron
    population: adults
    age_min_y: 18
    age_below_y: null
    ul: 45
    unit: mg
    per: day
    scope: total_intake
    authority: US
    references: [paper_2012]
  iron.eu:
    substance: iron
    population: adults
    age_min_y: 18
    age_below_y: null
    ul: 40
    unit: mg
    per: day
    scope: supplements_only
    authority: EU
    references: [paper_2012]
  retinol.us:
    substance: retinol
    population: adults
    age_min_y: 18
    age_below_y: null
    ul: 3000
    unit: ug
    per: day
    scope: total_intake
    authority: US
    references: [paper_2012]
intakes: null
dose_rules:
  heavy:
    substance: folate
    terms: [shot]
    population: above 1500 g
    weight: {above: 1500, unit: g}
    dose: {number: 1, unit: mg}
    references: [paper_2012]
  light:
    substance: folate
    terms: [shot]
    population: 1500 g or less
    weight: {up_to: 1500, unit: g}
    dose: {low: 0.3, high: 0.5, unit: mg/kg}
    audience: clinician
    references: [paper_2012]
studied_doses:
  trial:
    substance: folate
    checks:
      - {above: 5, unit: mg/day, action: fail, reason: never studied}
    references: [paper_2012]
clinician_units:
  folate: {substance: folate, units: [g], reason: for prescribers}
contraindications:
  overload:
    trigger: iron overload
    trigger_terms: [iron overload, haemochromatosis]
    applies_to: [iron]
    action: block
    reason: it builds up
    references: [paper_2012]
  pregnancy:
    trigger: pregnancy
    trigger_terms: [pregnancy, pregnant]
    applies_to: [liver, retinol]
    every_mention: [liver]
    action: block
    above: {retinol: {number: 700, unit: ug/day}}
    reason: it harms the baby
    references: [paper_2012]
precedence:
  - {id: p1, when: [overload], rows: [X], drop: [iron], no_numbers: [iron], rule: with overload only row X}
  - {id: p2, when: [pregnancy], rule: then pregnancy}
  - {id: p3, rows: [A, B], at_most: 1, rule: one row alone}
forbidden_terms:
  bare-b: {term: B, unless_after: [vitamin], say: vitamin B}
wording:
  offer: [take, optional, a day]
  allow: [fine, safe]
  refuse: [not, no, never, ask, without]
  negate: [not, never, no]
  neutral: [not proven]
  counts: [counts]
  by_weight: [by weight]
  hearsay: [often said]
"""
ROWED = LIMITS.replace(
    "  iron.us:\n    substance: iron\n    population: adults\n    age_min_y: 18\n    age_below_y: null\n",
    "  iron.old: {population: over 51 y, substance: iron, age_min_y: 52, age_below_y: null, ul: 45, unit: mg, per: day,"
    " scope: total_intake, authority: US, references: [paper_2012]}\n"
    "  iron.us:\n    population: adults to 51 y\n    substance: iron\n"
    "    age_min_y: 18\n    age_max_y: 51\n    age_below_y: 52\n",
).replace("    ul: 3000\n", "    ul: 3000\n    also: {number: 10000, unit: iu/day}\n")


def claim(name: str, statement: str, value: str, **facts: str) -> str:
    """A claim as YAML: a dose for adults unless its facts say otherwise."""
    about = {"subject": "iron", "population": "adults", "purpose": "dose", **facts}
    lines = "".join(f"  {key}: {said}\n" for key, said in about.items())
    return (
        f"dose.{name}:\n  statement: {statement}\n{lines}  value: {value}\n  certainty: ungraded\n  basis: guideline\n"
        "  references: [paper_2012]\n  checked: 2026-11-22\n  review_due: 2027-11-22\n"
    )


IRON = claim("iron", "Iron 20 mg a day.", "{number: 20, unit: mg/day}")
MORE = claim("more", "More iron, 25 mg a day.", "{number: 25, unit: mg/day}")
UPPER = claim("upper", "At most 45 mg a day.", "{number: 45, unit: mg/day, authority: US}", purpose="limit")
STRICT = claim("strict", "At most 40 mg a day.", "{number: 40, unit: mg/day, authority: EU}", purpose="limit")
SHOT = claim("shot", "The shot has 1 mg.", "{number: 1, unit: mg}", subject="folate shot", population="babies")
BY_KG = claim(
    "kg", "It has 0.3 to 0.5 mg/kg.", "{low: 0.3, high: 0.5, unit: mg/kg}", subject="folate shot", population="babies"
)
WEIGHT = claim(
    "weight", "At 1500 g.", "{number: 1500, unit: g}", subject="weight", purpose="definition", population="babies"
)
RETINOL = claim("retinol", "Retinol 800 µg a day.", "{number: 800, unit: ug/day}", subject="retinol")
BIG = claim("big", "Folate 5 mg a day.", "{number: 5, unit: mg/day}", subject="folate")
FRONT = (
    HEAD
    + "front:\n  - id: gates\n    blocks:\n      - id: g\n        gates:\n          x: {ask: Do you have iron overload?, stop: Ask us}\n          y: {ask: Are you pregnant?, stop: Ask us}\n"
)
LATE = (
    FRONT.replace("have iron overload", "HAVE")
    .replace("Are you pregnant", "Do you have iron overload")
    .replace("Do you HAVE", "Are you pregnant")
)
CLAIMS = IRON + MORE + UPPER + STRICT + SHOT + BY_KG + WEIGHT + RETINOL + BIG


@dataclass(frozen=True)
class Case:
    """A file that one rule finds wrong at a line, and the change that mends it."""

    rule: str
    text: str
    wrong: str
    right: str
    file: str = "leaflets/small.yaml"
    at: str = ""
    clinic: str | None = None


def inside(rule: str, blocks: str, wrong: str, right: str, at: str = "", **more: str) -> Case:
    """A case in a leaflet behind its gates."""
    return Case(rule, leaflet(blocks, head=FRONT), wrong, right, at=at, **more)


def stated(rule: str, wrong: str, right: str, at: str) -> Case:
    """A case in the claims; `wrong` is there already."""
    return Case(rule, CLAIMS.replace(right, wrong), wrong, right, "claims/dose.yaml", at)


def row(wrong: str, right: str, at: str) -> Case:
    """A case in the rows of the limits."""
    return Case("wrong-limit-row", ROWED.replace(right, wrong), wrong, right, "limits.yaml", at)


ROWS = """\
- id: rows
  table:
    columns: {who: Who, iron: Iron}
    rows:
      one: ["%s", "{{ dose.iron }}"]
      two: ["%s", "{{ dose.more }}"]
"""
PREGNANT = '- id: a\n  questions: {q: {ask: "Pregnant: may I eat liver?", answer: "%s"}}'

CASES = [
    # rows of the limits
    row("age_min_y: 53", "age_min_y: 52", "population: over 51 y"),
    row("population: over 50 y", "population: over 51 y", "population: over 50 y"),
    row("age_max_y: 50", "age_max_y: 51", "population: adults to 51 y"),
    row("number: 12000", "number: 10000", "    substance: retinol"),
    inside("forbidden-offer", "- id: a\n  text: When pregnant, rest. A little liver is fine.", "is fine", "is not fine"),
    # limits: one step over, ten times, units swapped
    stated("excessive-dose", "number: 41, unit: mg/day", "number: 20, unit: mg/day", "statement: Iron 20"),
    stated("excessive-dose", "number: 200, unit: mg/day", "number: 20, unit: mg/day", "statement: Iron 20"),
    stated("excessive-dose", "number: 800, unit: mg/day", "number: 800, unit: ug/day", "statement: Retinol"),
    stated("excessive-dose", "number: 10001, unit: iu/day", "number: 800, unit: ug/day", "statement: Retinol"),
    stated("missing-conversion", "number: 3, unit: drop/day", "number: 20, unit: mg/day", "statement: Iron 20"),
    stated("excessive-studied-dose", "number: 6, unit: mg/day", "number: 5, unit: mg/day", "statement: Folate"),
    inside("excessive-combined-dose", ROWS % ("Tablet", "Multivitamin"), "Multivitamin", "B. Other people", at="{{ dose.more }}"),
    inside("missing-stricter-limit", '- id: a\n  text: "At most {{ dose.upper }}."', "{{ dose.upper }}", "{{ dose.upper }} or {{ dose.strict }}"),
    inside("missing-authority", '- id: a\n  text: "At most {{ dose.strict }}."', "{{ dose.strict }}", "{{ dose.strict }} (EU limit)", clinic="leeds"),
    inside("missing-authority", "- id: a\n  table:\n    columns: {w: Who, m: Most}\n    rows: {r: [You, '{{ dose.strict }}']}", "m: Most", "m: Most (EU)", at="rows", clinic="leeds"),
    inside("missing-authority", '- id: a\n  text: "At most {{ limit/iron.eu:ul }}."', "At most", "In the EU, at most", clinic="leeds"),
    inside("forbidden-unit", "- id: a\n  text: Folate comes in 2 g packs.", "2 g packs", "packs"),
    # readers who must not
    inside("forbidden-offer", PREGNANT % "A little liver is fine.", "A little liver is fine.", "No, eat none."),
    inside("forbidden-offer", PREGNANT % "Liver is good food.", "Liver is good food.", "Do not eat liver."),
    inside("forbidden-offer", "- id: a\n  text: In pregnancy liver is safe.", "is safe", "is not safe"),
    inside("forbidden-offer", "- id: a\n  text: With iron overload take iron.", "take iron", "never take iron"),
    inside("forbidden-offer", "- id: a\n  text: With iron overload iron is optional, not proven.", "is optional, not proven", "is never taken"),
    inside("forbidden-offer", '- id: a\n  facts: {x: {label: In pregnancy, text: "Take {{ dose.retinol }}."}}', "Take {{ dose.retinol }}.", "Ask us."),
    stated("forbidden-offer", "statement: With iron overload take iron, 20 mg a day.", "statement: Iron 20 mg a day.", "statement: With"),
    # gates and rows
    Case("missing-gate", leaflet('- id: a\n  text: "Take {{ dose.iron }}."', head=FRONT.replace("iron overload", "gout")), "have gout", "have haemochromatosis", at="Take {{"),
    Case("missing-gate", leaflet("- id: a\n  text: Words", head=LATE), LATE, FRONT, at="Do you have"),
    inside("wrong-precedence", '- id: a\n  facts: {x: {label: With iron overload, text: "{{ dose.upper }}"}}', "{{ dose.upper }}", "No amount"),
    inside("wrong-precedence", "- id: a\n  table:\n    columns: {w: Who, i: Iron}\n    rows:\n      r: [Everybody, Optional]", "Optional]", "Optional but never with iron overload]"),
    # weights
    inside("missing-weight", '- id: a\n  text: "It is {{ dose.shot }}."', "{{ dose.shot }}.", "{{ dose.shot }}, or by weight."),
    inside("missing-weight", '- id: a\n  text: "It is {{ dose.kg }}, by weight."', "{{ dose.kg }}", "{{ dose.shot }}"),
    # words
    inside("forbidden-term", "- id: a\n  text: Eat B with fat.", "Eat B", "Eat vitamin B"),
    inside("forbidden-term", "- id: a\n  text: Eat -B- with fat.", "Eat -B-", "Eat X-B-Y"),
    inside("forbidden-term", "- id: a\n  text: Eat _B with fat.", "Eat _B", "Eat vitamin B"),
]  # fmt: skip


def problems(root: Path, rule: str, clinic: str | None = None) -> list[Problem]:
    log: list[Problem] = []
    content = read_all(Project(root), clinic, log)
    assert log == []
    return list(RULES_OF[rule](Subject(content, TODAY, root)))


def project(folder: Path, case: Case, text: str) -> Path:
    folder.mkdir()
    files = {
        "claims/dose.yaml": CLAIMS,
        "limits.yaml": LIMITS,
        "leaflets/small.yaml": leaflet("- id: a\n  text: Words"),
        "clinics/leeds.yaml": "name: Leeds Road\nregion: uk\n",
    }
    return make_project(folder, {**files, case.file: text})


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case.rule}:{case.wrong[:30]}")
def test_a_safety_rule_finds_what_is_wrong_at_its_line_and_passes_its_twin(tmp_path: Path, case: Case) -> None:
    wrong = problems(project(tmp_path / "wrong", case, case.text), case.rule, case.clinic)
    line = line_of(case.text, case.at or case.wrong)
    assert (f"content/{case.file}", line, case.rule) in [(p.mark.file, p.mark.line, p.rule) for p in wrong]
    assert (
        problems(project(tmp_path / "right", case, case.text.replace(case.wrong, case.right)), case.rule, case.clinic)
        == []
    )


def test_every_safety_rule_has_a_failing_case() -> None:
    assert {case.rule for case in CASES} == set(RULES_OF)


DECK = """\
title: A talk
subtitle: For teaching
subject: Iron
audience: clinician
version: "1.0"
checked: 2026-11-22
slides:
  - id: s
    slide: bullets
    title: %s
    blocks:
      - id: a
        bullets: {x: "%s"}
"""


def test_a_deck_that_prints_a_dose_names_who_must_not_have_it_on_that_slide_or_before(tmp_path: Path) -> None:
    case = Case("missing-gate", "", "", "", "decks/talk.yaml")
    bare = problems(project(tmp_path / "bare", case, DECK % ("Iron", "{{ dose.iron }}")), case.rule)
    assert [(p.mark.line, p.reaches) for p in bare] == [(13, ("talk",))]
    told = DECK % ("Iron, but never with iron overload", "{{ dose.iron }}")
    assert problems(project(tmp_path / "told", case, told), case.rule) == []


def test_a_dose_at_its_limit_warns_unless_the_text_says_what_counts(tmp_path: Path) -> None:
    claims = CLAIMS.replace("20 mg", "40 mg").replace("number: 20", "number: 40")
    for said, expected in (("Take {{ dose.iron }}.", ["warning"]), ("Take {{ dose.iron }}. Food counts.", [])):
        root = make_project(
            tmp_path / str(len(said)),
            {
                "claims/dose.yaml": claims,
                "limits.yaml": LIMITS,
                "leaflets/small.yaml": leaflet(f'- id: a\n  text: "{said}"', head=FRONT),
            },
        )
        assert [problem.severity for problem in problems(root, "excessive-dose")] == expected


@pytest.mark.parametrize(("clinic", "found"), [(None, True), ("mill", True), ("us", False), ("uk", True)])
def test_a_clinic_is_held_to_the_limits_that_hold_in_its_region(
    tmp_path: Path, clinic: str | None, found: bool
) -> None:
    root = make_project(
        tmp_path,
        {
            "claims/dose.yaml": CLAIMS.replace("20 mg", "41 mg").replace("number: 20", "number: 41"),
            "limits.yaml": LIMITS,
            "clinics/us.yaml": "name: Elm Street\nregion: us\n",
            "clinics/uk.yaml": "name: Leeds Road\nregion: uk\n",
            "leaflets/small.yaml": leaflet("- id: a\n  text: Words"),
        },
    )
    assert bool(problems(root, "excessive-dose", clinic)) is found


def test_a_region_with_an_authority_of_its_own_needs_no_name_beside_a_limit(tmp_path: Path) -> None:
    case = inside("missing-authority", '- id: a\n  text: "At most {{ dose.strict }}."', "", "")
    assert problems(project(tmp_path / "a", case, case.text), case.rule, "mill") == []
    assert problems(project(tmp_path / "b", case, case.text), case.rule, None) == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("take warfarin", True), ("who take no warfarin", False), ("warfarins", True), ("anti-warfarin", False)],
)
def test_a_term_is_a_whole_word_that_nothing_turns_round(text: str, expected: bool) -> None:
    assert about(text, ("warfarin",), ("no",)) is expected


def test_capitals_alone_keep_their_case_and_allowing_words_can_be_turned_round() -> None:
    assert names("AF and clots", ("AF",))
    assert not names("af and clots", ("AF",))
    assert allows("It is safe.", ("safe",), ("not",))
    assert not allows("It is not at all safe.", ("safe",), ("not",))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        *(("k2 tablets", "K2"), ("K-2", "K2"), ("mk 7", "MK-7"), ("MK7", "MK-7"), ("VITAMIN K", "vitamin K")),
        *(("vitamin_K", "vitamin K"), ("vitamin -K-", "vitamin K"), ("vitamin K-", "vitamin K"), ("_K2_", "K2")),
        *(("mena-quinone", "menaquinone"), ("nat-to", "natto"), ("phyto-menadione", "phytomenadione")),
        *(
            ("vitamin-K", "vitamin K"),
            ("vitaminK", "vitamin K"),
            ("vitamin  K", "vitamin K"),
            ("vitamin \u2013 K", "vitamin K"),
        ),
        *(("green-juice powder", "green juice powder"), ("green juice", "green-juice")),
    ],
)
def test_a_name_is_found_however_its_parts_are_joined(text: str, term: str) -> None:
    assert names(f"Take {text} now", (term,))


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("maybe", "may be"),
        ("K21", "K2"),
        ("anti-K2", "K2"),
        ("vitamin Kx", "vitamin K"),
        ("non-vitamin K", "vitamin K"),
    ],
)
def test_words_that_touch_are_another_word(text: str, term: str) -> None:
    assert not names(f"Take {text} now", (term,))


def test_an_unknown_substance_of_a_rule_is_named(tmp_path: Path) -> None:
    log: list[Problem] = []
    root = make_project(tmp_path, {"limits.yaml": LIMITS.replace("applies_to: [iron]", "applies_to: [irn]")})
    read_all(Project(root), None, log)
    assert [(p.rule, p.message) for p in log] == [
        (
            "unknown-substance",
            "applies_to: unknown substance 'irn'; use iron, retinol, liver, folate or drops, or declare it under 'substances'; did you mean 'iron'?",
        )
    ]


@pytest.mark.parametrize(
    ("right", "wrong", "at"),
    [
        ("precedence:\n", "nothing:\n", "columns:"),
        ("    ul: 3000\n", "", "    substance: retinol"),
        ("applies_to: [iron]", "applies_to: []", "applies_to: []"),
        ("    trigger_terms: [pregnancy, pregnant]\n", "", "trigger: pregnancy"),
        ("allow: [fine, safe]", "allow: []", "allow: []"),
    ],
)
def test_what_the_rules_go_by_must_be_written(right: str, wrong: str, at: str) -> None:
    text = LIMITS.replace(right, wrong)
    assert (line_of(text, at), "missing-key") in [(each.mark.line, each.rule) for each in read_safety_of(text)]
    assert read_safety_of(LIMITS) == []


def read_safety_of(text: str) -> list[Problem]:
    """What is wrong with a file of limits."""
    log: list[Problem] = []
    words = read_vocabulary(source_of(VOCABULARY, "content/vocabulary.yaml"), log)
    read_safety(source_of(text, "content/limits.yaml"), SHIPPED, words, log)
    return log
