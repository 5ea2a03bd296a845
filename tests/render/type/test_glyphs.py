"""Characters that a layout cannot print."""

from __future__ import annotations

from pathlib import Path

from handouts.core.problem import Mark
from handouts.render.type.fonts import Face, FontSet
from handouts.render.type.glyphs import unprintable

MARK = Mark("content/leaflets/a.yaml", 3, 5)
LETTERS = "abcdefghijklmnopqrstuvwxyz \u0645\u0631\u0304\u0e2a"


def fonts(letters: str = LETTERS) -> FontSet:
    face = Face("Sample", Path("sample.ttf"), dict.fromkeys(letters, 500.0), 0.9, -0.2)
    return FontSet((face,), (face,))


def test_a_script_is_barred_although_a_font_has_its_letters() -> None:
    (problem,) = unprintable("take \u0645\u0631", MARK, fonts())
    assert str(problem) == (
        "content/leaflets/a.yaml:3:5: error: '\u0645' (U+0645, arabic letter meem) cannot be set: "
        "its script runs from right to left [unsupported-script]"
    )


def test_a_mark_that_has_no_letter_is_shown_on_a_circle() -> None:
    (problem,) = unprintable("the mean x\u0304", MARK, fonts())
    assert problem.message.startswith("'\u25cc\u0304' (U+0304, combining macron) cannot be set: ")


def test_a_character_without_a_glyph_is_named_once() -> None:
    found = [(problem.rule, problem.message) for problem in unprintable("a \u6f22 \u6f22", MARK, fonts())]
    assert found == [("missing-glyph", "no font can show '\u6f22' (U+6F22, cjk unified ideograph-6f22)")]


def test_a_text_that_can_be_printed_has_no_problem() -> None:
    assert list(unprintable("take it", MARK, fonts())) == []
