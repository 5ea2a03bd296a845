"""Blocks made for leaflets stand on slides in a plain form that leaves no word out."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pytest
from pptx import Presentation
from support.deck_samples import read_look, slide, written
from support.samples import document_of
from support.signs import GATES, SIGNS, SITUATIONS, WHO_FOR, with_signs

from handouts.audit.verify import verify_data
from handouts.document.blocks import Block
from handouts.document.text import plain
from handouts.document.walk import blocks, units
from handouts.render.deck.texts import Setting, block_paras

KEEPS = "keep-taking: {title: Your tablets, text: Do not stop them.}\n"
NORMAL = "normal: {title: In the first days, items: {cheeks: Red cheeks}}\n"


def block_of(folder: Path, text: str) -> Block:
    return next(iter(blocks(document_of(folder, with_signs(text)))))


def words_in(data: bytes) -> str:
    """All words of all slides, in cells too."""
    found = []
    for page in Presentation(BytesIO(data)).slides:
        for shape in page.shapes:
            if shape.has_text_frame:
                found.append(shape.text_frame.text)
            elif shape.has_table:
                found.extend(cell.text for row in shape.table.rows for cell in row.cells)
    return "\n".join(found).replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        (SIGNS, ("Emergency: ", "Call today: ", "Normal: ")),
        (GATES, ("Yes, or not sure? Ask us first.", "Keep taking: ", "Do not start: ")),
        (SITUATIONS, ("Who", "Answer")),
        (WHO_FOR, ()),
        (KEEPS, ("Keep taking: ",)),
        (NORMAL, ("Normal: ",)),
    ],
)
def test_a_slide_says_every_word_of_the_block_and_its_kind(tmp_path: Path, text: str, kinds: tuple[str, ...]) -> None:
    block = block_of(tmp_path, text)
    data = written(slide("one", "bullets", "A sentence that the body supports", block))
    said = words_in(data)
    for unit in units(block):
        assert plain(unit.text).strip() in said
    for kind in kinds:
        assert kind in said
    assert [str(problem) for problem in verify_data(data, "deck.pptx") if problem.severity == "error"] == []


@pytest.mark.parametrize("text", [SIGNS, GATES, SITUATIONS, WHO_FOR, KEEPS, NORMAL])
def test_as_paragraphs_it_says_every_word_in_reading_order(tmp_path: Path, text: str) -> None:
    block, look = block_of(tmp_path, text), read_look()
    paras = block_paras(block, look.styles["body"], 600.0, Setting(look, "bullets", "en"))
    assert [para.unit for para in paras] == [unit.id for unit in units(block)]
