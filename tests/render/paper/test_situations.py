"""Situations stand as rows with letters between rules, and in one column as cards."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.samples import LAYOUTS, document_of, look_of, pages_of, pdf_of
from support.signs import SITUATIONS, with_signs

from handouts.audit.verify import verify_data
from handouts.checks.readability import running_text
from handouts.checks.safety.advice import advice_in
from handouts.document.blocks import Situations, letter
from handouts.document.document import Document
from handouts.document.text import plain
from handouts.document.walk import blocks
from handouts.render.paper.blocks import block_strip
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Disc, Rect, StraightLine, Strip, TextLine, texts

WIDTH = 510.0


def leaflet_of(folder: Path) -> Document:
    return document_of(folder, with_signs(SITUATIONS))


def strips_of(document: Document, layout: str = "a4") -> list[Strip]:
    (rows,) = (block for block in blocks(document) if isinstance(block, Situations))
    return list(block_strip(Setter(look_of(layout), "en"), rows, WIDTH, ()))


def line_of(strip: Strip, start: str) -> TextLine:
    return next(line for line in texts(strip.drawn) if line.line.text.startswith(start))


def test_each_row_has_a_letter_who_the_answer_in_large_type_and_what_else_holds(tmp_path: Path) -> None:
    strips = strips_of(leaflet_of(tmp_path))
    assert [line_of(strip, letters).colour for strip, letters in zip(strips, "ABC", strict=True)] == ["paper"] * 3
    often = strips[0]
    starts = [line_of(often, words).x for words in ("A", "You wheeze", "Two puffs", "Before")]
    assert starts == sorted(starts)
    size = {words: line_of(often, words).line.runs[0].size for words in ("You wheeze", "Two puffs", "Before")}
    assert size["Two puffs"] == 15
    assert size["You wheeze"] == size["Before"] == 12


def test_columns_begin_on_one_line_in_all_rows_and_stay_inside(tmp_path: Path) -> None:
    strips = strips_of(leaflet_of(tmp_path))
    answers = {round(line_of(strip, words).x, 1) for strip, words in zip(strips, ("Two", "One", "Ask"), strict=True)}
    assert len(answers) == 1
    assert len({round(line_of(strip, "Before").x, 1) for strip in strips[:2]}) == 1
    assert all(line.x + line.line.width <= WIDTH for strip in strips for line in texts(strip.drawn))


def test_a_row_stands_between_rules_and_its_letter_on_a_disc(tmp_path: Path) -> None:
    for strip in strips_of(leaflet_of(tmp_path)):
        shapes = [shape for each in strip.drawn for shape in each.shapes]
        assert [shape.y1 for shape in shapes if isinstance(shape, StraightLine)] == [0.0, strip.height]
        assert [shape.radius for shape in shapes if isinstance(shape, Disc)] == [12.5]


def test_in_one_column_each_situation_is_a_card_with_its_letter_in_the_band(tmp_path: Path) -> None:
    strips = strips_of(leaflet_of(tmp_path), "a4-large-print")
    for strip, letters in zip(strips, "ABC", strict=True):
        band = next(s for each in strip.drawn for s in each.shapes if isinstance(s, Rect) and s.fill == "primary")
        mark = line_of(strip, letters)
        assert mark.x + mark.line.width < band.width
        assert mark.y < band.height
        assert line_of(strip, "You" if letters != "C" else "Not").x > band.width


def test_an_answer_is_advice_to_those_whom_it_is_for(tmp_path: Path) -> None:
    document = leaflet_of(tmp_path)
    assert ("Two puffs", "You wheeze every day") in {(each.text, each.head) for each in advice_in(document)}
    read = [plain(unit.text) for unit in running_text(document)]
    # an answer is no sentence
    assert "Before sport." in read
    assert "Two puffs" not in read


def test_letters_go_from_a_to_z() -> None:
    assert [letter(place) for place in (0, 2, 25)] == ["A", "C", "Z"]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_their_pages_pass_verification(tmp_path: Path, layout: str) -> None:
    document = leaflet_of(tmp_path)
    assert pages_of(document, layout).problems == ()
    assert [str(problem) for problem in verify_data(pdf_of(document, layout), "small.pdf")] == []
