"""Layouts for slides of another size, made by changing only their YAML; and what is wrong with one, at its keys."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from support import deck_samples as samples
from support.narrow import WIDESCREEN
from support.projects import CLINIC, REPO, built, deck, make_project, own_layouts

from handouts.core.colour import contrast
from handouts.core.problem import Problem
from handouts.document.document import Teaching
from handouts.document.text import Strong, Words
from handouts.render.deck.footers import FOOT_LINES, SlideFooters, foot_of, raised_by
from handouts.render.deck.look import low_contrast, read_deck_look
from handouts.render.deck.masters import read_master, resized
from handouts.render.deck.texts import Setting
from handouts.render.type.contrast import LEAST_CONTRAST
from handouts.render.type.theme import with_clinic_colour

LOOK = samples.read_look()
MASTER = (REPO / "layouts/decks/widescreen.pptx").read_bytes()
STANDARD = WIDESCREEN.replace("default: true", "default: false").replace(
    "master: widescreen.pptx", "master: widescreen.pptx\nslide: {width: 960, height: 720}"
)
TALK = deck(
    """\
- id: s
  slide: statement
  title: Keep the range
  sources: [paper_2012]
  blocks: [{id: a, text: "The target is {{ dose.target }}."}]
- id: b
  slide: bullets
  title: What to do
  blocks: [{id: a, bullets: {x: Eat as usual., y: Ask before you change.}}]
- id: end
  slide: references
  title: References
"""
)


def read(folder: Path, text: str) -> tuple[object, list[Problem]]:
    """A layout of this text."""
    root = make_project(folder)
    own_layouts(root, {"decks/own.yaml": text})
    return read_deck_look(root / "layouts", "own")


@pytest.mark.parametrize("size", [(960, 720), (720, 540), (1280, 720), (540, 960)])
def test_a_master_is_fitted_to_another_size_of_slide(size: tuple[float, float]) -> None:
    before, after = read_master(MASTER), read_master(resized(MASTER, *size))
    assert (after.size.width, after.size.height) == size
    across, down = size[0] / before.size.width, size[1] / before.size.height
    assert after.layouts.keys() == before.layouts.keys()
    for name, layout in after.layouts.items():
        for part, slot in layout.slots.items():
            old = before.layouts[name].slots[part].box
            wanted = (old.x * across, old.y * down, old.width * across, old.height * down)
            assert (slot.box.x, slot.box.y, slot.box.width, slot.box.height) == pytest.approx(wanted, abs=0.001)


def test_a_master_of_its_own_size_keeps_every_place() -> None:
    same = read_master(resized(MASTER, 960, 540))
    assert same.layouts == read_master(MASTER).layouts


def test_a_deck_of_four_to_three_is_built_by_changing_only_yaml(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"decks/talk.yaml": TALK})
    own_layouts(root, {"decks/standard.yaml": STANDARD})
    run = built(root, layouts=("standard",), clinic="mill")
    assert [problem for problem in run.problems if problem.severity == "error"] == []
    data = (root / "build/mill/decks/talk.en.standard.pptx").read_bytes()
    file = Presentation(BytesIO(data))
    assert (file.slide_width, file.slide_height) == (960 * 12_700, 720 * 12_700)
    for slide in file.slides:
        for shape in slide.shapes:
            assert shape.left + shape.width <= file.slide_width
            assert shape.top + shape.height <= file.slide_height
    assert max(shape.top + shape.height for slide in file.slides for shape in slide.shapes) > 540 * 12_700


# --- the foot ---------------------------------------------------------------------------------------------


def narrow(width: float) -> Setting:
    """A slide of this width and the usual height."""
    master = read_master(resized(MASTER, width, 540))
    kinds = {kind: replace(each, layout=master.layouts[each.layout.name]) for kind, each in LOOK.kinds.items()}
    return Setting(replace(LOOK, master=master, kinds=kinds), "bullets", "en")


FOOT = (
    Strong((Words("Draft: awaiting clinical review"),)),
    Words(" · Keeping to the range: what to teach, and what to leave out · version 1.0"),
)


def test_a_foot_on_one_line_raises_nothing() -> None:
    assert raised_by(narrow(960), SlideFooters(FOOT, FOOT)) == 0.0


@pytest.mark.parametrize("width", [720, 540])
def test_a_foot_that_folds_stays_on_the_slide_and_apart_from_number_and_source(width: float) -> None:
    setting = narrow(width)
    footers = SlideFooters(FOOT, FOOT)
    setting = replace(setting, raised=raised_by(setting, footers))
    assert setting.raised > 0
    source = Teaching("bullets", source_line=samples.unit("source", "Author 2012"))
    (above, foot), problems = foot_of(setting, footers, source, samples.MARK, samples.unit("title", "Short"))
    assert problems == []
    slot = setting.look.slot("bullets", "footer").box
    assert foot.box.bottom == pytest.approx(slot.bottom)
    assert foot.box.right <= setting.look.slot("bullets", "number").box.x
    assert above.box.bottom <= foot.box.y
    assert foot.paras[0].height <= foot.box.height


def test_a_foot_of_too_many_lines_is_told_at_the_layout() -> None:
    setting = narrow(200)
    footers = SlideFooters(FOOT, FOOT)
    setting = replace(setting, raised=raised_by(setting, footers))
    _, (problem,) = foot_of(setting, footers, Teaching("bullets"), samples.MARK, samples.unit("title", "Short"))
    assert problem.mark == setting.look.mark_of("placeholders/footer")
    assert problem.mark.file == "layouts/decks/widescreen.yaml"
    assert f"at most {FOOT_LINES} fit" in problem.message


# --- faults -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after", "line", "rule", "words"),
    [
        ("x: 764,", "x: left,", "logo:", "wrong-type", "expected a number"),
        ("bullets: 6,", "bullets: 0,", "limits:", "wrong-type", "expected a whole number from 1 to 40"),
        ("slack: 0.994", "slack: 1.2", "slack:", "wrong-value", "'space/slack' must be a number from 0.1 to 1"),
        ("strip: 6", "strip: 0", "strip:", "wrong-value", "'space/strip' must be a number from 1 to 200, not 0"),
        ("item-most: 26", "item-most: 8", "item-most:", "wrong-value", "'item-most' is 8 pt, less than 'item' with 9"),
        ("cell-y: 6", "cell-y: 16", "cell-y-most:", "wrong-value", "'cell-y-most' is 15 pt, less than 'cell-y' with"),
        (
            "bar-most: 72",
            "bar-most: 45.5",
            "bar-most:",
            "wrong-value",
            "'bar-most' is 45.5 pt, less than 'bar' with 46",
        ),
        ("band: 44", "band: 100", "band-most:", "wrong-value", "'band-most' is 88 pt, less than 'band' with 100 pt"),
        ("leads:  {colour: primary,", "leads:  {colour: blue,", "leads:", "unknown-value", "unknown colour 'blue'"),
        ("note: primary}", "note: blue}", "callouts:", "unknown-value", "unknown note 'blue'"),
        (
            "text: ink, weight: 1.5}\n  primary",
            "text: line, weight: 1.5}\n  primary",
            "plain:",
            "low-contrast",
            "'line'",
        ),
        ("slots:\n  {dk1: ink", "slots:\n  {dk0: ink", "  {dk1", "unknown-key", "unknown key 'dk0' in 'slots'"),
    ],
)
def test_a_fault_of_a_layout_is_told_at_its_key(
    tmp_path: Path, before: str, after: str, line: str, rule: str, words: str
) -> None:
    assert before in WIDESCREEN
    look, problems = read(tmp_path, WIDESCREEN.replace(before, after, 1))
    assert look is None
    first = next(problem for problem in problems if problem.rule == rule)
    wanted = WIDESCREEN[: WIDESCREEN.index(f"\n{line}" if f"\n{line}" in WIDESCREEN else line)].count("\n")
    starts = f"\n{line}" in WIDESCREEN
    assert (first.mark.file, first.mark.line) == ("layouts/decks/own.yaml", wanted + (2 if starts else 1))
    assert words in first.message


def test_a_colour_that_fails_names_one_that_passes_on_all_its_grounds() -> None:
    pale = low_contrast(replace(LOOK, theme=with_clinic_colour(LOOK.theme, "#ff8800")))
    assert pale
    assert {problem.rule for problem in pale} == {"low-contrast"}
    message = next(each.message for each in pale if each.message.startswith("'primary' on 'paper'"))
    better = message.rpartition("'#")[2].removesuffix("'")
    assert contrast(f"#{better}", "#ffffff") >= LEAST_CONTRAST


def test_a_pale_clinic_is_told_which_colour_would_do(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"clinics/mill.yaml": CLINIC.replace("#0b5561", "#e08080")})
    (problem,) = [each for each in built(root, clinic="mill").problems if each.rule == "low-contrast"]
    assert problem.mark.file == "content/clinics/mill.yaml"
    better = problem.message.rpartition("'#")[2].removesuffix("'")
    (tmp_path / "again").mkdir()
    again = make_project(tmp_path / "again", {"clinics/mill.yaml": CLINIC.replace("#0b5561", f"#{better}")})
    assert not [each for each in built(again, clinic="mill").problems if each.rule == "low-contrast"]
