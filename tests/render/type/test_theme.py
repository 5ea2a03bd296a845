"""Themes: colours, fonts and contrast."""

from __future__ import annotations

from pathlib import Path

import pytest
from support import deck_samples as samples

from handouts.core.colour import contrast, mixed
from handouts.render.type.fonts import drawing_font, load_face
from handouts.render.type.theme import read_theme, with_clinic_colour


def test_the_shipped_theme_has_no_problem():
    theme, problems = read_theme(samples.LAYOUTS, "clear")
    assert problems == []
    assert theme is not None
    assert theme.fonts["slide"].name == "Arial"
    assert theme.fonts["slide"].load().missing("µ\u2013½°≥") == []


def test_contrast_is_that_of_wcag():
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#ffffff", "#767676") == pytest.approx(4.54, abs=0.01)
    assert contrast("#0b5561", "#ffffff") > 7


def test_a_clinic_colour_brings_its_tint():
    theme, _ = read_theme(samples.LAYOUTS, "clear")
    assert theme is not None
    changed = with_clinic_colour(theme, "#7A0033")
    assert changed.colours["primary"] == "#7a0033"
    assert changed.colours["primary-tint"] == mixed("#7a0033", "#ffffff", 0.11) == "#f0e3e9"
    assert theme.colours["primary"] == "#0b5561"


def test_what_is_wrong_is_told_with_its_place(tmp_path):
    (tmp_path / "themes").mkdir()
    text = 'colours: {ink: "red"}\nfonts:\n  slide: {regular: [no.ttf], bold: []}\nclinic-color: ink\n'
    (tmp_path / "themes" / "odd.yaml").write_text(text)
    theme, problems = read_theme(tmp_path, "odd")
    assert theme is None
    assert {(problem.rule, problem.mark.line) for problem in problems} == {
        ("not-a-colour", 1),
        ("missing-key", 1),
        ("missing-font", 3),
        ("no-font", 3),
        ("unknown-key", 4),
    }


def test_a_missing_theme_is_a_problem(tmp_path):
    theme, problems = read_theme(tmp_path, "none")
    assert theme is None
    assert [problem.rule for problem in problems] == ["unreadable-file"]


def test_a_font_that_two_folders_hold_is_parsed_once_and_another_of_its_name_is_not_taken_for_it(
    tmp_path: Path,
) -> None:
    first, second = sorted((samples.LAYOUTS / "fonts/liberation").glob("*.ttf"))[:2]
    same, other = tmp_path / "same" / first.name, tmp_path / "other" / first.name
    for copy, font in ((same, first), (other, second)):
        copy.parent.mkdir()
        copy.write_bytes(font.read_bytes())
    assert drawing_font(same) is drawing_font(first)
    assert drawing_font(other) is not drawing_font(first)
    assert load_face(same).widths == load_face(first).widths != load_face(other).widths
