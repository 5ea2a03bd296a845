"""The strip of whom a leaflet is for has a tick for those, an arrow for others, and never a cross."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.samples import LAYOUTS, document_of, look_of, pages_of, pdf_of
from support.signs import WHO_FOR, with_signs

from handouts.audit.verify import verify_data
from handouts.document.blocks import Addressees
from handouts.document.walk import blocks
from handouts.render.paper.blocks import block_strip
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Drawn, Polygon, StraightLine, Strip, texts

WIDTH = 510.0


def strip_of(folder: Path, layout: str = "a4", text: str = WHO_FOR) -> Strip:
    (readers,) = (block for block in blocks(document_of(folder, with_signs(text))) if isinstance(block, Addressees))
    (strip,) = block_strip(Setter(look_of(layout), "en"), readers, WIDTH, ())
    return strip


def signs(strip: Strip) -> list[Drawn]:
    return [each for each in strip.drawn if each.path and each.path[-1].actual]


@pytest.mark.parametrize("layout", LAYOUTS)
def test_signs_differ_by_shape_and_are_read_aloud_before_their_words(tmp_path: Path, layout: str) -> None:
    strip = strip_of(tmp_path, layout)
    assert [each.path[-1].actual for each in signs(strip)] == ["for you", "for you", "ask first"]
    shapes = [shape for each in signs(strip) for shape in each.shapes if isinstance(shape, Polygon)]
    # an open tick, an open tick, a solid arrow
    assert [shape.closed for shape in shapes] == [False, False, True]
    order = [each.path[-1].actual or next(iter(texts([each]))).line.text for each in strip.drawn if each.path]
    assert order.index("ask first") == order.index("Ask us instead") - 1


def test_readers_stand_side_by_side_between_two_rules(tmp_path: Path) -> None:
    strip = strip_of(tmp_path)
    lines = {line.line.text: line for line in texts(strip.drawn)}
    titles = [line for text, line in lines.items() if text.startswith(("Yes", "The same", "Ask us"))]
    assert [line.x for line in titles] == sorted({line.x for line in titles})
    assert len({line.y for line in titles}) == 1
    level = [s for each in strip.drawn for s in each.shapes if isinstance(s, StraightLine) and s.y1 == s.y2]
    assert [(shape.x1, shape.x2) for shape in level] == [(0, WIDTH), (0, WIDTH)]


def test_many_readers_and_one_column_stand_one_below_another(tmp_path: Path) -> None:
    many = f"{WHO_FOR}  fourth: {{title: Fourth}}\n"
    for number, (layout, text) in enumerate((("a4-large-print", WHO_FOR), ("a4", many))):
        strip = strip_of(tmp_path / str(number), layout, text)
        tops = [each.dy for each in signs(strip)]
        assert tops == sorted(set(tops))
        assert {each.dx for each in signs(strip)} == {0.0}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_its_pages_pass_verification(tmp_path: Path, layout: str) -> None:
    document = document_of(tmp_path, with_signs(WHO_FOR))
    assert pages_of(document, layout).problems == ()
    assert [str(problem) for problem in verify_data(pdf_of(document, layout), "small.pdf")] == []
