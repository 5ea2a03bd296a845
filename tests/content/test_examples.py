"""What the invented patient of a case has is printed on the slides of that case, and nowhere is it taken for a fact."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import CLINIC, DECK_HEAD, LEAFLET, built, deck, make_project
from support.rules import content_problems

from handouts.audit.trace import trace_file
from handouts.checks.structure import unknown_example
from handouts.content.project import Project, read_all
from handouts.core.problem import Problem

TALK = "decks/talk.yaml"
SLIDES = """\
- id: her-question
  slide: case
  title: A patient asks about her tablets
  example:
    age: {number: 74, unit: year}
    inr: {number: 4.2, unit: inr}
    dose: {low: 3, high: 5, unit: mg/day}
  notes: {say: "She is {{ example/age }} old.", rests: The patient is invented.}
  blocks:
    - id: story
      text: "She is {{ example/age:value }} and her INR is {{ example/inr }}."
- id: teach
  slide: bullets
  title: The target is what counts
  sources: [paper_2012]
  blocks:
    - id: a
      bullets: {one: "The target is {{ dose.target }}"}
- id: ask
  slide: question
  title: "Her INR is {{ example/inr }}: what now?"
  blocks:
    - id: options
      options: {wait: Wait, call: "Call after {{ dose.window }}"}
- id: tell
  slide: answer
  title: "She took {{ example/dose }}"
  sources: [paper_2012]
  blocks:
    - id: answers
      answers:
        wait: {option: Wait, reason: "{{ example/inr }} is high."}
        call: {option: Call, right: true, reason: "{{ example/dose:high }} mg is too much."}
- id: end
  slide: case
  title: What she hears
  blocks:
    - id: advice
      bullets: {one: "At {{ example/age }} she can do it."}
- id: other
  slide: case
  title: Another patient
  example: {age: {number: 9, unit: year}}
  blocks:
    - id: story
      text: "He is {{ example/age }} old."
"""
GOOD = deck(SLIDES)


def problems(tmp_path: Path, talk: str = GOOD, **files: str) -> list[Problem]:
    more = {name.replace("__", "/") + ".yaml": text for name, text in files.items()}
    return content_problems(make_project(tmp_path, {TALK: talk, **more}), "mill")


def test_a_case_says_what_its_patient_has(tmp_path: Path) -> None:
    assert [str(each) for each in problems(tmp_path) if each.severity == "error"] == []


@pytest.mark.clinical
def test_no_rule_on_numbers_asks_for_a_claim(tmp_path: Path) -> None:
    assert "untraced-number" not in {each.rule for each in problems(tmp_path)}


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # a slide that teaches
        ('one: "The target is {{ dose.target }}"', 'one: "Her INR is {{ example/inr }}"'),
        ("title: The target is what counts", 'title: "At {{ example/age }} it counts"'),
        # a name that the case does not have, or no longer
        ('text: "He is {{ example/age }} old."', 'text: "His INR is {{ example/inr }}."'),
        ("{{ example/inr }}: what now?", "{{ example/inn }}: what now?"),
        # a part that the value does not have
        ("{{ example/dose:high }}", "{{ example/inr:high }}"),
        ("{{ example/dose:high }}", "{{ example/dose/high }}"),
    ],
)
def test_an_example_stands_in_its_case_alone(tmp_path: Path, old: str, new: str) -> None:
    talk = GOOD.replace(old, new, 1)
    assert talk != GOOD
    found = [each for each in problems(tmp_path, talk) if each.severity == "error"]
    line = talk[: talk.index(new)].count("\n") + 1
    assert [(each.rule, each.mark.line) for each in found] == [(unknown_example.ID, line)]


def test_an_example_written_like_a_claim_is_told_how_it_is_written(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace("{{ example/inr }}: what now?", "{{ example.inr }}: what now?"))
    (error,) = [each for each in found if each.severity == "error"]
    assert error.rule == "unknown-claim"
    assert "'example/inr'" in error.message


def test_no_title_of_a_deck_prints_an_example(tmp_path: Path) -> None:
    found = problems(tmp_path, GOOD.replace("title: A small deck", 'title: "A deck on {{ example/age }}"'))
    assert [(each.rule, each.mark.line) for each in found if each.severity == "error"] == [(unknown_example.ID, 1)]


def test_no_leaflet_prints_an_example(tmp_path: Path) -> None:
    text = LEAFLET.replace("Eat as usual.", '"At {{ example/age }} eat as usual."')
    found = [each for each in problems(tmp_path, leaflets__small=text) if each.severity == "error"]
    assert [(each.mark.file, each.rule) for each in found] == [("content/leaflets/small.yaml", unknown_example.ID)]
    assert "leaflet" in found[0].message


def test_no_policy_of_a_clinic_prints_an_example(tmp_path: Path) -> None:
    clinic = CLINIC.replace("Take it on the **same** day.", "Take it at {{ example/age }}.")
    found = [each for each in problems(tmp_path, clinics__mill=clinic) if each.severity == "error"]
    assert [(each.mark.file, each.rule) for each in found] == [("content/clinics/mill.yaml", unknown_example.ID)]


@pytest.mark.parametrize(
    ("old", "new", "rule"),
    [
        ("slide: case\n    title: A patient", "slide: statement\n    title: A patient", "misplaced-example"),
        ("age: {number: 74, unit: year}", "age: {number: 74, unit: yaer}", "unknown-unit"),
        ("age: {number: 74, unit: year}", "age: {number: -74, unit: year}", "wrong-value"),
        ("age: {number: 74, unit: year}", "age: seventy-four", "wrong-type"),
        ("age: {number: 74, unit: year}", "age: {number: 74, unit: year, purpose: dose}", "unknown-key"),
        ("low: 3, high: 5", "low: 5, high: 3", "wrong-value"),
    ],
)
def test_an_example_is_typed_as_a_value_is(tmp_path: Path, old: str, new: str, rule: str) -> None:
    assert old in GOOD
    assert rule in {each.rule for each in problems(tmp_path, GOOD.replace(old, new, 1))}


def test_a_deck_that_includes_a_case_prints_its_examples(tmp_path: Path) -> None:
    course = DECK_HEAD + "slides:\n  - id: one\n    slide: section\n    title: One\n    include: talk\n"
    course += '  - id: own\n    slide: question\n    title: "Is {{ example/age }} old?"\n'
    found = [each for each in problems(tmp_path, decks__course=course) if each.severity == "error"]
    assert [(each.mark.file, each.rule) for each in found] == [("content/decks/course.yaml", unknown_example.ID)]


def test_an_example_is_no_claim_and_marked_as_invented(tmp_path: Path) -> None:
    root = make_project(tmp_path, {TALK: GOOD, "leaflets/small.yaml": None})
    made = built(root, layouts=("widescreen",))
    assert [str(each) for each in made.problems if each.severity == "error"] == []
    rows, problems = trace_file(root / "build/decks/talk.en.widescreen.pptx")
    assert problems == []
    found = {(row["value"], row["claim"], row["basis"], row["certainty"]) for row in rows or ()}
    assert ("74 years", "example/talk/her-question/age", "invented", "") in found
    assert ("4.2", "example/talk/her-question/inr", "invented", "") in found
    assert ("9 years", "example/talk/other/age", "invented", "") in found
    assert "unknown" not in {row["claim"] for row in rows or ()}
    content = read_all(Project(root), None, [])
    assert "example" not in {name.partition(".")[0] for name in content.library.claims}
