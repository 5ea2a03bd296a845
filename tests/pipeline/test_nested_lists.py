"""Lists of two levels, from the author's file to the page, the slide, the notes and a screen reader."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from support.projects import built, deck, found, leaflet, make_project, problems_of

from handouts.audit.speak import speak
from handouts.core.problem import errors

NESTED = """\
- id: how
  steps:
    wet: Wet your hands.
    dry:
      text: "Dry them with one of these:"
      items: {towel: a towel, air: the air}
    last: Close the tap.
"""
SLIDES = """\
- id: start
  slide: title
- id: how
  slide: bullets
  title: Hands
  notes:
    say: Show it.
    points:
      ask: {text: "Ask:", items: {nurses: the nurses, doctors: the doctors}}
      wait: Wait.
    rests: Nothing.
  blocks:
    - id: how
      bullets:
        dry: {text: "Dry them with one of these:", items: {towel: a towel, air: the air}}
        last: Close the tap.
"""


def spoken(path: Path) -> list[tuple[int, str]]:
    """The depth and words of each line of the first list of a file, and of all below it."""
    recording, problems = speak(path)
    assert recording is not None
    assert problems == []
    lines = [(line.depth, line.says) for line in recording.lines]
    start = next(place for place, (_, says) in enumerate(lines) if says.startswith("list"))
    depth = lines[start][0]
    stop = next((place for place, (each, _) in enumerate(lines[start + 1 :], start + 1) if each <= depth), len(lines))
    return [(each - depth, says) for each, says in lines[start:stop]]


def test_a_leaflet_has_the_inner_list_inside_its_item(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": leaflet(NESTED)})
    run = built(root)
    assert errors(run.problems) == []
    assert spoken(root / "build/leaflets/small.en.a4.pdf") == [
        (0, "list, 3 items"),
        (1, "1. Wet your hands."),
        (1, "2. Dry them with one of these:"),
        (2, "list, 2 items"),
        (3, "• a towel"),
        (3, "• the air"),
        (1, "3. Close the tap."),
    ]


def test_a_slide_and_its_notes_have_two_levels(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"decks/hands.yaml": deck(SLIDES)})
    run = built(root, ids=("hands",), layouts=())
    assert errors(run.problems) == []
    file = root / "build/decks/hands.en.widescreen.pptx"
    assert spoken(file)[1:] == [
        (1, "• Dry them with one of these:"),
        (2, "list, 2 items"),
        (3, "• a towel"),
        (3, "• the air"),
        (1, "• Close the tap."),
    ]
    notes = Presentation(str(file)).slides[1].notes_slide.notes_text_frame
    assert [(each.level, each.text) for each in notes.paragraphs] == [
        (0, "Show it."),
        (0, "Ask:"),
        (1, "the nurses"),
        (1, "the doctors"),
        (0, "Wait."),
        (0, "Nothing."),
    ]


def test_a_list_has_no_third_level(tmp_path: Path) -> None:
    text = leaflet(NESTED.replace("air: the air", "air: {text: the air, items: {cold: cold}}"))
    problems = problems_of(make_project(tmp_path, {"leaflets/small.yaml": text}))
    assert ("content/leaflets/small.yaml", text[: text.index("towel: a")].count("\n") + 1, "deep-list") in found(
        problems
    )


@pytest.mark.parametrize(
    ("before", "after", "rule"),
    [
        ("items: {towel: a towel, air: the air}", "note: x", "missing-key"),
        ('text: "Dry them with one of these:"', "", "missing-key"),
        ("items: {towel: a towel, air: the air}", "items: {}", "empty-block"),
        ("items: {towel: a towel, air: the air}", "items: [a towel]", "wrong-type"),
    ],
)
def test_an_item_with_a_list_has_a_text_and_items(tmp_path: Path, before: str, after: str, rule: str) -> None:
    problems = problems_of(make_project(tmp_path, {"leaflets/small.yaml": leaflet(NESTED.replace(before, after))}))
    assert rule in {each.rule for each in errors(problems)}


def test_an_item_may_still_have_wordings_by_region(tmp_path: Path) -> None:
    text = leaflet("- id: how\n  bullets:\n    tap: {any: Close the tap., us: Close the faucet.}\n    dry: Dry them.\n")
    assert errors(problems_of(make_project(tmp_path, {"leaflets/small.yaml": text}))) == []
