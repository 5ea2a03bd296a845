"""A ladder of signs tells its grades apart by shape and word; in one column each grade is a box."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.samples import LAYOUTS, document_of, look_of, pages_of, pdf_of
from support.signs import SIGNS, with_signs

from handouts.audit.verify import verify_data
from handouts.document.blocks import Ladder
from handouts.document.document import Document
from handouts.document.walk import blocks
from handouts.render.paper.blocks import block_strip
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Polygon, Rect, Strip, texts

WIDTH = 510.0


def rungs(document: Document, layout: str = "a4") -> list[Strip]:
    (ladder,) = (block for block in blocks(document) if isinstance(block, Ladder))
    return list(block_strip(Setter(look_of(layout), "en"), ladder, WIDTH, ()))


def words(strip: Strip) -> list[str]:
    return [line.line.text for line in texts(strip.drawn)]


def rects(strip: Strip, fill: str | None) -> list[Rect]:
    found = (shape for each in strip.drawn for shape in each.shapes if isinstance(shape, Rect))
    return [shape for shape in found if shape.fill == fill]


def test_each_grade_has_its_own_word_and_shape(tmp_path: Path) -> None:
    emergency, today, normal = rungs(document_of(tmp_path, with_signs()))
    assert [words(strip)[0] for strip in (emergency, today, normal)] == ["Emergency", "Call today", "Normal"]
    rail = look_of("a4").rail
    assert [(shape.width, shape.stroke_width) for shape in rects(emergency, "danger")] == [(rail, 0.0)]
    assert [shape.width for shape in rects(today, "warning")] == [8.0]
    assert not rects(normal, "good")
    ticks = [s for each in normal.drawn for s in each.shapes if isinstance(s, Polygon) and s.stroke == "good"]
    assert len(ticks) == 1
    weights = [rects(strip, None)[0].stroke_width for strip in (emergency, today, normal)]
    assert weights[0] > weights[1]


def test_signs_stand_in_two_columns_and_the_row_for_some_readers_below_both(tmp_path: Path) -> None:
    emergency = rungs(document_of(tmp_path, with_signs()))[0]
    rail = look_of("a4").rail
    lines = list(texts(emergency.drawn))
    signs = [line for line in lines if line.x > rail]
    assert len({round(line.x) for line in signs}) == 2
    (row,) = (line for line in lines if line.line.text.startswith("No shot?"))
    assert row.x < rail
    assert row.y > max(line.y for line in signs)
    # the solid start ends above that row
    assert row.y - 16 > rects(emergency, "danger")[0].height


def test_white_words_stand_on_the_solid_start_only(tmp_path: Path) -> None:
    emergency = rungs(document_of(tmp_path, with_signs()))[0]
    (solid,) = rects(emergency, "danger")
    for line in texts(emergency.drawn):
        inside = line.x + line.line.width <= solid.width and line.y <= solid.height
        assert (line.colour == "paper") == inside, line.line.text


def test_a_title_that_names_its_grade_is_not_preceded_by_it(tmp_path: Path) -> None:
    signs = SIGNS.replace("title: In the first days", "title: Normal in the first days")
    normal = rungs(document_of(tmp_path, with_signs(signs)))[2]
    assert words(normal)[0].startswith("Normal in")


def test_a_ladder_in_one_column_is_a_box_for_each_grade(tmp_path: Path) -> None:
    strips = rungs(document_of(tmp_path, with_signs()), "a4-large-print")
    assert [strip.block.rsplit("/", 1)[-1] for strip in strips] == ["emergency", "call-today", "normal"]
    assert [shape.width for shape in rects(strips[0], "danger")] == [WIDTH]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_its_pages_pass_verification(tmp_path: Path, layout: str) -> None:
    document = document_of(tmp_path, with_signs())
    assert pages_of(document, layout).problems == ()
    assert [str(problem) for problem in verify_data(pdf_of(document, layout), "small.pdf")] == []
