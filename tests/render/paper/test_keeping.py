"""The strip that says to keep taking a medicine says so in words and by its shape, in every layout."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import HEAD
from support.samples import LAYOUTS, document_of, look_of, pages_of, pdf_of

from handouts.audit.verify import verify_data
from handouts.document.blocks import Callout
from handouts.document.document import Document
from handouts.document.walk import blocks
from handouts.render.paper.blocks import block_strip
from handouts.render.paper.keeping import rounded
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Disc, Polygon, Rect, Strip, extent, texts

TAIL = "sections:\n- {id: more, title: More, blocks: [{id: text, text: Words.}]}\n"


def leaflet_of(folder: Path, block: str) -> Document:
    text = f"{HEAD}front:\n- id: first\n  blocks:\n  - id: kept\n    keep-taking: {block}\n{TAIL}"
    return document_of(folder, text)


def strip_of(document: Document, layout: str = "a4", width: float = 510.0) -> Strip:
    (box,) = (block for block in blocks(document) if isinstance(block, Callout))
    (strip,) = block_strip(Setter(look_of(layout), "en"), box, width, ())
    return strip


SAID = "{title: Prescribed? Keep taking it, text: Did a doctor give it to you? This page is about what you buy.}"
UNSAID = "{title: Your tablets, text: Do not stop them by yourself.}"


@pytest.mark.parametrize("layout", LAYOUTS)
@pytest.mark.parametrize("block", [SAID, UNSAID])
def test_the_strip_says_to_keep_taking_it_once_in_white_words_on_a_solid_part(
    tmp_path: Path, layout: str, block: str
) -> None:
    strip = strip_of(leaflet_of(tmp_path, block), layout)
    words = {line.line.text: line.colour for line in texts(strip.drawn)}
    said = [text for text in words if "keep taking" in text.casefold()]
    assert len(said) == 1
    assert {colour for text, colour in words.items() if text in said} == {"paper"}
    shapes = [shape for each in strip.drawn for shape in each.shapes]
    assert [shape.fill for shape in shapes if isinstance(shape, Polygon)] == ["ink", None]
    # no struck circle, and nothing in the colour of danger, stands next to a medicine
    assert not any(isinstance(shape, Disc | Rect) and "danger" in (shape.fill, shape.stroke) for shape in shapes)
    assert not any(isinstance(shape, Disc) and shape.stroke for shape in shapes)


def test_sentences_of_strips_begin_on_one_line_and_stand_beside_the_solid_part(tmp_path: Path) -> None:
    starts = []
    for number, block in enumerate((SAID, UNSAID)):
        strip = strip_of(leaflet_of(tmp_path / str(number), block))
        lines = list(texts(strip.drawn))
        (solid,) = (s for each in strip.drawn for s in each.shapes if isinstance(s, Polygon) and s.fill == "ink")
        starts.append(max(line.x for line in lines))
        assert all(line.x + line.line.width < extent(solid)[2] for line in lines if line.colour == "paper")
        assert extent(solid)[2] < starts[-1]
    assert starts[0] == pytest.approx(starts[1])


def test_large_print_puts_the_solid_part_above_the_sentence(tmp_path: Path) -> None:
    lines = list(texts(strip_of(leaflet_of(tmp_path, SAID), "a4-large-print").drawn))
    white = [line.y for line in lines if line.colour == "paper"]
    assert max(white) < min(line.y for line in lines if line.colour != "paper")
    assert len({round(line.x) for line in lines}) == 1


@pytest.mark.parametrize("layout", LAYOUTS)
def test_its_pages_pass_verification(tmp_path: Path, layout: str) -> None:
    document = leaflet_of(tmp_path, UNSAID)
    assert pages_of(document, layout).problems == ()
    assert [str(problem) for problem in verify_data(pdf_of(document, layout), "small.pdf")] == []


def test_a_rounded_box_keeps_its_bounds_and_its_square_corners() -> None:
    points = rounded(100.0, 40.0, (20.0, 0.0, 0.0, 20.0))
    assert (100.0, 0.0) in points
    assert (100.0, 40.0) in points
    assert (0.0, 0.0) not in points
    assert min(x for x, _ in points) == pytest.approx(0.0)
    assert max(y for _, y in points) == pytest.approx(40.0)
