"""Signs in grades are boxes like others: composed by urgency, and seen by all that look for boxes."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import make_project
from support.rules import content_problems
from support.samples import document_of
from support.signs import SIGNS, with_signs

from handouts.document.blocks import Bullets, Callout, Ladder, Paragraph
from handouts.document.text import plain
from handouts.document.walk import blocks
from handouts.pipeline.approved_digest import _emergency_boxes


def test_the_most_urgent_grade_comes_first_with_its_text_before_its_signs(tmp_path: Path) -> None:
    (ladder,) = (block for block in blocks(document_of(tmp_path, with_signs())) if isinstance(block, Ladder))
    assert [grade.kind for grade in ladder.grades] == ["emergency", "call-today", "normal"]
    emergency = ladder.grades[0]
    assert emergency.id == "small/first/signs/emergency"
    assert [type(block) for block in emergency.blocks] == [Paragraph, Bullets, Paragraph]
    text, signs, also = emergency.blocks
    assert isinstance(text, Paragraph)
    assert isinstance(also, Paragraph)
    assert isinstance(signs, Bullets)
    assert plain(text.unit.text) == "for any one of these"
    assert text.unit.id == "small/first/signs/emergency/text"
    assert plain(also.unit.text).startswith("No shot?")
    assert len(signs.items) == 3


def test_the_emergency_of_a_ladder_is_bound_by_an_approval(tmp_path: Path) -> None:
    document = document_of(tmp_path, with_signs())
    assert _emergency_boxes(document) == {"small/first/signs/emergency"}
    assert sum(isinstance(block, Callout) for block in blocks(document)) == 3


def rules(folder: Path, text: str) -> set[str]:
    """The ids of what is found in the leaflet."""
    folder.mkdir()
    return {problem.rule for problem in content_problems(make_project(folder, {"leaflets/small.yaml": text}))}


@pytest.mark.clinical
def test_a_leaflet_whose_help_is_a_ladder_says_when_to_get_help(tmp_path: Path) -> None:
    text = with_signs()
    assert "missing-help" not in rules(tmp_path / "a", text)
    silent = text.replace("{{ clinic/emergency }}", "them").replace("{{ clinic/day }}", "Us")
    assert "missing-help" in rules(tmp_path / "b", silent.replace("{{ clinic/night }}", "us"))


def test_a_grade_without_signs_and_an_unknown_grade_are_problems(tmp_path: Path) -> None:
    (signs,) = (line for line in SIGNS.splitlines() if "head: A blow" in line)
    assert "missing-key" in rules(tmp_path / "a", with_signs(SIGNS.replace(f"{signs}\n", "")))
    assert "unknown-key" in rules(tmp_path / "b", with_signs(SIGNS.replace("normal:", "fine:")))
