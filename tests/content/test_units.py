"""Units are declared in a file: a line adds one, and what is wrong with a line is an error at its place."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from pathlib import Path

import pytest
from support.projects import CLAIMS, LEAFLET, UNITS, built, found, leaflet, line_of, make_project, problems_of
from support.rules import SMALL, content_problems

from handouts.audit.speak import speak
from handouts.audit.trace import trace_file
from handouts.content.project import Project, read_all, units_of
from handouts.content.units import read_units
from handouts.core.problem import Problem
from handouts.core.quantity import NO_BREAK_SPACE, Number, Range, Units, in_base_unit, printed
from handouts.core.source import source_of
from handouts.core.words import LANGUAGES

FILE = "content/units.yaml"
OWN = """\
puff: {dimension: puffs, forms: {en: {one: puff, many: puffs}}, whole: true}
breath: {dimension: breaths, forms: {en: {one: breath, many: breaths}}}
second: {dimension: time, factor: 1/60, forms: {en: {one: second, many: seconds}}, in_words: false}
minute: {dimension: time, forms: {en: {one: minute, many: minutes}, zh: {many: 分钟, space: false}}, period: {en: a minute}}
hour: {dimension: time, factor: 60, forms: {en: {one: hour, many: hours}}, period: {en: an hour}}
mmHg: {dimension: pressure, forms: {en: mmHg}}
kPa: {dimension: pressure, factor: 7.50062, forms: {en: kPa}}
L/min: {dimension: flow, forms: {en: L/min}}
tablet: {dimension: tablets, forms: {en: {one: tablet, many: tablets}}}
working day: {dimension: working time, forms: {en: {one: working day, many: working days}}}
celsius: {dimension: temperature, forms: {en: °C}, below_zero: always}
people: {dimension: people, bare: true, whole: true}
"""


def read(text: str) -> tuple[Units, list[Problem]]:
    source = source_of(text, FILE)
    log = list(source.problems)
    return read_units(source, log), log


def known() -> Units:
    units, problems = read(OWN)
    assert problems == []
    return units


@pytest.mark.parametrize(
    ("amount", "unit", "words"),
    [
        ("1", "puff", "1_puff"),
        ("2", "puff", "2_puffs"),
        ("18", "breath/minute", "18_breaths a minute"),
        ("1", "breath/hour", "1_breath an hour"),
        ("30", "second", "30_seconds"),
        ("120", "mmHg", "120_mmHg"),
        ("16.0", "kPa", "16.0_kPa"),
        ("15", "L/min", "15_L/min"),
        ("2", "tablet", "2_tablets"),
        ("2", "working day", "2_working days"),
        ("38.5", "celsius", "38.5_°C"),
        ("40", "people", "40"),
    ],
)
def test_a_unit_of_one_line_prints(amount: str, unit: str, words: str) -> None:
    assert printed(Number(Decimal(amount), known().named(unit)), "en") == words.replace("_", NO_BREAK_SPACE)


def test_a_language_has_forms_of_its_own_and_without_any_those_of_the_content(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, "zh", LANGUAGES["en"])
    units = known()
    assert printed(Number(Decimal(5), units.named("minute")), "zh") == "5分钟"
    assert units.named("hour").definition.forms_in("zh") == units.named("hour").definition.forms_in("en")


def test_a_factor_may_be_a_fraction_and_a_time_is_counted_in_minutes() -> None:
    units = known()
    assert units.definitions["second"].factor == Fraction(1, 60)
    assert in_base_unit(Decimal(30), units.named("second")) == Decimal("0.5")
    assert in_base_unit(Decimal(2), units.named("hour")) == Decimal(120)


def test_the_shipped_units_are_read_without_a_problem() -> None:
    units, problems = read(UNITS)
    assert problems == []
    assert len(units.ids) > 25
    assert units.nouns("en") == ()


def test_number_words_count_the_nouns_of_new_units_unless_a_line_says_otherwise() -> None:
    nouns = known().nouns("en")
    assert {"puff", "puffs", "breath", "breaths", "working day", "working days", "mmHg"} <= {*nouns}
    assert not {"second", "seconds", "°C", "L/min", "tablets"} & {*nouns}


@pytest.mark.parametrize(
    ("wrong", "right", "rule"),
    [
        ("a: {forms: {en: a}}", "a: {dimension: as, forms: {en: a}}", "missing-key"),
        ("a: {dimension: as}", "a: {dimension: as, bare: true}", "missing-key"),
        ("a: {dimension: as, forms: {zh: a}}", "a: {dimension: as, forms: {en: a, zh: a}}", "missing-key"),
        ("a: {dimension: as, forms: {EN: a, en: a}}", "a: {dimension: as, forms: {en: a}}", "unknown-language"),
        ("a: {dimension: as, forms: {en: ' '}}", "a: {dimension: as, forms: {en: a}}", "empty-text"),
        ("a: {dimension: as, forms: {en: {one: a}}}", "a: {dimension: as, forms: {en: {many: a}}}", "missing-key"),
        ("a: {dimension: as, forms: {en: a}, factor: 0}", "a: {dimension: as, forms: {en: a}, factor: 1}", "wrong-value"),
        ("a: {dimension: as, forms: {en: a}, factor: -1}", "a: {dimension: as, forms: {en: a}, factor: 2/3}", "wrong-value"),
        ("a: {dimension: as, forms: {en: a}, factor: ten}", "a: {dimension: as, forms: {en: a}, factor: 10}", "wrong-type"),
        ("a: {dimension: as, forms: {en: a}, below_zero: yes}", "a: {dimension: as, forms: {en: a}, below_zero: always}", "unknown-value"),
        ("a: {dimension: as, forms: {en: a}, plural: as}", "a: {dimension: as, forms: {en: a}}", "unknown-key"),
        ("a: {dimension: as, forms: {en: a}, period: {en: an a}}", "a: {dimension: time, forms: {en: a}, period: {en: an a}}", "wrong-value"),
        ("a: {dimension: time, forms: {en: a}, period: {zh: a}}", "a: {dimension: time, forms: {en: a}, period: {en: a}}", "missing-key"),
        ("a: {dimension: as, forms: {en: a}, bare: true}", "a: {dimension: as, bare: true}", "mixed-keys"),
        ("none: {dimension: as, bare: true}", "no: {dimension: as, bare: true}", "duplicate-id"),
        ("/a: {dimension: as, bare: true}", "a: {dimension: as, bare: true}", "wrong-id"),
        ("a: {dimension: as, bare: true}\nA: {dimension: as, bare: true}", "a: {dimension: as, bare: true}\nb: {dimension: as, bare: true}", "duplicate-id"),
        ("puff/minute: {dimension: as, bare: true}", "puff-rate: {dimension: as, bare: true}", "duplicate-id"),
    ],
)  # fmt: skip
def test_what_is_wrong_with_a_line_is_told_at_that_line(wrong: str, right: str, rule: str) -> None:
    _, problems = read(OWN + wrong)
    last = OWN.count("\n") + wrong.count("\n") + 1
    assert [(each.mark.line, each.rule) for each in problems] == [(last, rule)], [str(each) for each in problems]
    assert read(OWN + right)[1] == []


@pytest.mark.parametrize("kept", ["", "[mg, g]", "mg"])
def test_a_file_that_is_no_mapping_is_one_error_and_stops_all(tmp_path: Path, kept: str) -> None:
    problems = problems_of(make_project(tmp_path, {"units.yaml": kept}))
    assert {(each.mark.file, each.reaches) for each in problems if each.severity == "error"} == {(FILE, ())}


def test_a_project_without_the_file_is_told_what_to_do_once(tmp_path: Path) -> None:
    problems = problems_of(make_project(tmp_path, {"units.yaml": None}))
    errors = [each for each in problems if each.severity == "error"]
    assert found(errors) == [(FILE, 1, "missing-file")]
    assert "handouts new" in errors[0].message


def test_a_file_with_another_ending_is_told_by_its_name(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"units.yaml": None, "units.yml": UNITS})
    errors = [each for each in problems_of(root) if each.severity == "error"]
    assert [each.mark.file for each in errors] == ["content/units.yml"]


def test_units_are_those_of_the_project(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"units.yaml": OWN})
    assert units_of(Project(root), []).ids == (*known().ids,)


# --- where units are named ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "nearest"), [("mcg", "mg"), ("dayz", "day"), ("mg/dya", "mg/day"), ("percnt", "percent")]
)
def test_an_unknown_unit_is_told_with_the_nearest_first(tmp_path: Path, typed: str, nearest: str) -> None:
    claims = CLAIMS.replace("low: 3, high: 7, unit: day", f"low: 3, high: 7, unit: {typed}")
    problems = content_problems(make_project(tmp_path, {"claims/dose.yaml": claims}))
    (problem,) = [each for each in problems if each.rule == "unknown-unit"]
    assert problem.message.startswith(f"unknown unit {typed!r}; use {nearest}, ")
    assert f"in {FILE}" in problem.message


def test_an_unknown_unit_of_a_column_is_an_error_there(tmp_path: Path) -> None:
    table = "- id: a\n  table:\n    columns: {x: X, y: {head: Y, unit: %s}}\n    rows: {r: [A, B]}"
    wrong = content_problems(make_project(tmp_path / "wrong", {SMALL: leaflet(table % "mgg")}))
    assert [each.rule for each in wrong] == ["unknown-unit"]
    assert wrong[0].message.startswith("unknown unit 'mgg'; use mg, ")
    assert content_problems(make_project(tmp_path / "right", {SMALL: leaflet(table % "mg")})) == []


# --- all the way to paper and screen ----------------------------------------------------------------

CLAIM = """\
air.{name}:
  statement: {statement}
  subject: {name}
  population: adults
  purpose: timing
  value: {{{value}}}
  certainty: ungraded
  basis: guideline
  references: [paper_2012]
  checked: 2026-11-22
  review_due: 2027-11-22
"""
FACTS = "".join(
    CLAIM.format(name=name, statement=statement, value=value)
    for name, statement, value in (
        ("puffs", "Take 2 puffs.", "number: 2, unit: puff"),
        ("more", "Take 10 puffs.", "number: 10, unit: puff"),
        ("rate", "A rate of 25 breaths a minute is fast.", "number: 25, unit: breath/minute"),
        ("oxygen", "Give 15 L/min.", "number: 15, unit: l/min"),
        ("pressure", "The pressure is 120 to 140 mmHg.", "low: 120, high: 140, unit: mmhg"),
        ("hold", "Hold it for 10 seconds.", "number: 10, unit: second"),
        ("wait", "It comes after 2 working days.", "number: 2, unit: working-day"),
        ("pause", "Pause for 30 to 60 seconds.", "low: 30, high: 60, unit: second"),
    )
)
MORE = """
puff: {dimension: puffs, forms: {en: {one: puff, many: puffs}}, whole: true}
breath: {dimension: breaths, forms: {en: {one: breath, many: breaths}}}
second: {dimension: time, factor: 1/60, forms: {en: {one: second, many: seconds}}, in_words: false}
mmhg: {dimension: pressure, forms: {en: mmHg}}
l/min: {dimension: flow, forms: {en: L/min}}
working-day: {dimension: working time, forms: {en: {one: working day, many: working days}}}
"""
TEXT = LEAFLET.replace(
    '        text: "Your target is {{ dose.target }}. Test after {{ dose.window }}."',
    """\
        text: "Take {{ air.puffs }} at {{ air.rate }} with {{ air.oxygen }}, {{ air.pressure }}; ask in {{ air.wait }}."
      - id: doses
        table:
          columns: {what: What, puffs: {head: Puffs, kind: number, unit: puff}}
          rows: {few: [Few, "{{ air.puffs }}"], many: [Many, "{{ air.more }}"]}
      - id: bars
        figure:
          kind: bars
          alt: The second dose is larger.
          axis: Puffs
          rows: {few: {label: Few, value: air.puffs}, many: {label: Many, value: air.more}}
      - id: times
        figure:
          kind: timeline
          alt: "Hold it for {{ air.hold }}, then pause."
          origin: Start
          spans: {hold: {label: Hold, window: air.hold}, pause: {label: Pause, window: air.pause}}
      - id: share
        figure:
          kind: icon-array
          alt: "Of all babies {{ dose.share }} bleed."
          value: dose.share
          total: 1000
          label: Bleed
          rest: Do not""",
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    files = {"claims/air.yaml": FACTS, "units.yaml": UNITS + MORE, "leaflets/small.yaml": TEXT}
    return make_project(tmp_path_factory.mktemp("air"), files)


def test_the_rules_find_nothing_wrong_with_values_in_new_units(root: Path) -> None:
    assert [str(each) for each in content_problems(root) if each.severity == "error"] == []


def test_a_working_day_is_no_time_of_a_timeline(tmp_path: Path) -> None:
    text = TEXT.replace("window: air.hold", "window: air.wait")
    files = {"claims/air.yaml": FACTS, "units.yaml": UNITS + MORE, "leaflets/small.yaml": text}
    assert "wrong-figure-value" in {each.rule for each in content_problems(make_project(tmp_path, files))}


@pytest.mark.clinical
@pytest.mark.parametrize("typed", ["two puffs", "one puff", "two working days", "25 breaths"])
def test_a_number_word_before_a_new_noun_is_a_typed_number(tmp_path: Path, typed: str) -> None:
    text = leaflet(f'- id: a\n  text: "Take {typed} now."')
    files = {"claims/air.yaml": FACTS, "units.yaml": UNITS + MORE, "leaflets/small.yaml": text}
    assert "untraced-number" in {each.rule for each in content_problems(make_project(tmp_path, files))}


@pytest.mark.clinical
def test_a_second_opinion_is_no_number(tmp_path: Path) -> None:
    text = leaflet('- id: a\n  text: "Ask for one second opinion."')
    files = {"claims/air.yaml": FACTS, "units.yaml": UNITS + MORE, "leaflets/small.yaml": text}
    assert "untraced-number" not in {each.rule for each in content_problems(make_project(tmp_path, files))}


def test_part_of_a_whole_unit_is_an_error(tmp_path: Path) -> None:
    facts = FACTS.replace("number: 2, unit: puff", "number: 2.5, unit: puff")
    files = {"claims/air.yaml": facts, "units.yaml": UNITS + MORE, "leaflets/small.yaml": TEXT}
    assert "wrong-value" in {each.rule for each in content_problems(make_project(tmp_path, files))}


def test_values_of_one_dimension_are_compared_over_units(tmp_path: Path) -> None:
    same = CLAIM.replace("air.{name}", "air.again").replace("subject: {name}", "subject: hold")
    for minutes, differ in (("2", True), ("0.5", False)):
        facts = FACTS.replace("number: 10, unit: second", "number: 30, unit: second").replace("for 10 s", "for 30 s")
        facts += same.format(
            name="", statement=f"Hold for {minutes} minutes.", value=f"number: {minutes}, unit: minute"
        )
        files = {"claims/air.yaml": facts, "units.yaml": UNITS + MORE, "leaflets/small.yaml": TEXT}
        messages = [str(each) for each in content_problems(make_project(tmp_path / minutes, files))]
        assert any("air.again" in each and "air.hold" in each for each in messages) == differ, messages


def test_everything_is_read_as_one_project(root: Path) -> None:
    library = read_all(Project(root), None, []).library
    measured = library.claims["air.pressure"].values[None]
    assert isinstance(measured.quantity, Range)
    assert library.nouns == ("puff", "puffs", "breath", "breaths", "mmHg", "working day", "working days")


def test_a_leaflet_and_its_numbers_are_built_verified_and_traced(root: Path) -> None:
    made = built(root)
    assert [str(each) for each in made.problems if each.severity == "error"] == []
    file = root / "build/leaflets/small.en.a4.pdf"
    rows, problems = trace_file(file)
    assert problems == []
    traced = {(row["value"], row["claim"]) for row in rows or ()}
    assert {
        ("2 puffs", "air.puffs"),
        ("25 breaths a minute", "air.rate"),
        ("15 L/min", "air.oxygen"),
        ("120–140 mmHg", "air.pressure"),
        ("2 working days", "air.wait"),
        ("10 seconds", "air.hold"),
        ("10", "air.more"),
    } <= traced
    assert "unknown" not in {row["claim"] for row in rows or ()}
    spoken, _ = speak(file)
    assert spoken is not None
    aloud = " ".join(str(spoken).replace(NO_BREAK_SPACE, " ").split())
    assert "Take 2 puffs at 25 breaths a minute with 15 L/min" in aloud.replace("\\xa0", " ")


def test_a_translation_without_a_form_is_not_built_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(LANGUAGES, "zh", {**LANGUAGES["en"], "locale": "zh-CN"})
    day = "day: {dimension: time, factor: 1440, forms: {en: {one: day, many: days}}, period: {en: a day}}"
    for forms, rules in (("en: {one: day, many: days}", ["missing-unit-form"]), ("en: days, zh: days", [])):
        units = UNITS.replace(day, day.replace("en: {one: day, many: days}", forms))
        made = built(make_project(tmp_path / str(len(rules)), {"units.yaml": units}), langs=("zh",))
        errors = [each for each in made.problems if each.severity == "error"]
        assert [each.rule for each in errors] == rules
        assert [(each.mark.file, each.mark.line) for each in errors] == [(FILE, line_of(units, "\nday:") + 1)] * len(
            rules
        )
        assert (len(made.written), len(made.stopped)) == (1 - len(rules), len(rules))
