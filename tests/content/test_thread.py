"""The thread of a deck: the objectives that its slides serve, from YAML to the slide."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from support.projects import built, deck, make_project

SLIDES = """\
- id: aims
  slide: objectives
  title: Aims
  blocks: [{{id: a, bullets: {{explain: "**Explain** the range", judge: Judge a trial}}}}]
- id: first
  slide: statement
  title: The first
  part: {first}
  blocks: [{{id: a, text: Eat as usual.}}]
- id: next
  slide: bullets
  title: The next
  core: false
  blocks: [{{id: a, bullets: {{x: Eat as usual.}}}}]
- id: ask
  slide: question
  title: And now?
  blocks: [{{id: a, options: {{x: Eat, y: Wait}}}}]
- id: last
  slide: statement
  title: The last
  part: judge
  blocks: [{{id: a, text: Ask before you change.}}]
- id: sum
  slide: summary
  title: The sum
  blocks: [{{id: a, text: Keep the range.}}]
"""


def slides_of(tmp_path: Path, **options: int):
    root = make_project(tmp_path, {"decks/talk.yaml": deck(SLIDES.format(first="explain"))})
    run = built(root, layouts=("widescreen",), **options)
    assert [each for each in run.problems if each.severity == "error"] == []
    return list(Presentation(BytesIO((root / "build/decks/talk.en.widescreen.pptx").read_bytes())).slides)


def bars(slide) -> list[float]:
    return [shape.height / 12_700 for shape in slide.shapes if shape.name.startswith("thread ")]


def number(slide) -> str:
    return next(shape.text_frame.text for shape in slide.shapes if shape.name == "slide number")


def test_each_slide_shows_the_objective_that_it_serves(tmp_path: Path) -> None:
    cover, aims, first, following, ask, last, summary = slides_of(tmp_path)
    assert [bars(cover), bars(ask)] == [[], []]
    assert bars(aims) == bars(summary) == [12, 12]
    assert bars(first) == bars(following) == [12, 4]
    assert bars(last) == [4, 12]
    assert [number(each) for each in (aims, first, following, last)] == [
        "2 / 7",
        "1 Explain \u00b7 3 / 7",
        "1 Explain \u00b7 4 / 7",
        "2 Judge \u00b7 6 / 7",
    ]


def test_the_field_of_a_slide_number_holds_the_number_alone(tmp_path: Path) -> None:
    first = slides_of(tmp_path)[2]
    shape = next(each for each in first.shapes if each.name == "slide number")
    fields = shape._element.xpath(".//a:fld/a:t/text()")
    assert [str(each) for each in fields] == ["3"]


def test_bars_lie_on_the_columns_and_are_decorative(tmp_path: Path) -> None:
    first = slides_of(tmp_path)[2]
    found = [shape for shape in first.shapes if shape.name.startswith("thread ")]
    assert [(shape.left / 12_700, shape.width / 12_700) for shape in found] == [(48, 426), (486, 426)]
    assert all(shape._element.xpath(".//*[local-name()='decorative']") for shape in found)


@pytest.mark.parametrize("name", ["explian", "aims", "Explain"])
def test_an_unknown_objective_is_told_at_its_key(tmp_path: Path, name: str) -> None:
    root = make_project(tmp_path, {"decks/talk.yaml": deck(SLIDES.format(first=name))})
    found = [each for each in built(root, layouts=("widescreen",)).problems if each.rule == "unknown-objective"]
    assert [each.mark.file for each in found] == ["content/decks/talk.yaml"]
    assert f"unknown objective {name!r}" in found[0].message


def test_a_part_without_a_slide_of_objectives_is_told(tmp_path: Path) -> None:
    text = deck("- {id: s, slide: statement, title: One, part: explain, blocks: [{id: a, text: Eat as usual.}]}\n")
    root = make_project(tmp_path, {"decks/talk.yaml": text})
    found = [each for each in built(root, layouts=("widescreen",)).problems if each.rule == "unknown-objective"]
    assert ["no slide of kind 'objectives'" in each.message for each in found] == [True]
