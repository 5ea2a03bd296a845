"""A deck read back: hidden shapes, groups, tables and bullets as PowerPoint has them."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest
from pptx import Presentation
from pptx.util import Emu

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.pptx.file import Slide, read_deck
from handouts.audit.speak import speak
from handouts.audit.verify import verify_data


def saved(fill: Callable[[Any], object], layout: int = 6) -> bytes:
    """A deck with one slide, which is filled."""
    presentation = Presentation()
    fill(presentation.slides.add_slide(presentation.slide_layouts[layout]))
    out = BytesIO()
    presentation.save(out)
    return out.getvalue()


def slide_of(data: bytes) -> Slide:
    (slide,) = read_deck(data, Budget()).slides
    return slide


def heard(data: bytes, folder: Path) -> list[str]:
    (folder / "a.pptx").write_bytes(data)
    spoken, problems = speak(folder / "a.pptx")
    assert problems == []
    assert spoken is not None
    return list(spoken.text())[2:]


def hide(shape: Any) -> None:
    shape._element._nvXxPr.cNvPr.set("hidden", "1")


def hidden_dose(slide: Any) -> None:
    box = slide.shapes.add_textbox(0, 0, Emu(3_000_000), Emu(900_000))
    box.text_frame.text = "Take 500 mg a day"
    hide(box)
    hide(slide.shapes.add_textbox(0, 0, 9, 9))


def test_a_hidden_shape_is_said_to_be_hidden_and_its_words_are_read(tmp_path: Path) -> None:
    data = saved(hidden_dose)
    assert [(shape.hidden, shape.text) for shape in slide_of(data).walk()] == [(True, "Take 500 mg a day"), (True, "")]
    assert heard(data, tmp_path) == [
        "hidden shape",
        "  Take 500 mg a day",
        "hidden shape",
        "  figure without a description",
    ]
    found = [problem.message for problem in verify_data(data, "a.pptx") if problem.rule == "hidden-text"]
    assert found == ["the shape 'TextBox 1' is hidden and holds 'Take 500 mg a day'"]


def test_a_shape_that_is_shown_is_not_said_to_be_hidden(tmp_path: Path) -> None:
    data = saved(lambda slide: setattr(slide.shapes.add_textbox(0, 0, 9, 9).text_frame, "text", "Take 2"))
    assert heard(data, tmp_path) == ["Take 2"]
    assert [problem for problem in verify_data(data, "a.pptx") if problem.rule == "hidden-text"] == []


def test_a_hidden_table_is_said_and_held_to_be_hidden(tmp_path: Path) -> None:
    def fill(slide: Any) -> None:
        frame = slide.shapes.add_table(1, 1, 0, 0, Emu(900_000), Emu(900_000))
        frame.table.cell(0, 0).text = "500 mg"
        hide(frame)

    assert heard(saved(fill), tmp_path)[0] == "hidden shape"
    assert "hidden-text" in {problem.rule for problem in verify_data(saved(fill), "a.pptx")}


def test_a_group_without_a_place_keeps_its_parts() -> None:
    def fill(slide: Any) -> None:
        group = slide.shapes.add_group_shape()
        group.shapes.add_textbox(0, 0, 9, 9).text_frame.text = "inside"
        look = group._element.grpSpPr
        look.remove(look.find("{*}xfrm"))

    assert [shape.text for shape in slide_of(saved(fill)).walk()] == ["", "inside"]


def widen(column: int) -> Callable[[Any], object]:
    def fill(slide: Any) -> None:
        frame = slide.shapes.add_table(2, 3, 0, 0, Emu(6_000_001), Emu(900_000))
        frame.name = "doses"
        # python-pptx would make the frame fit
        frame.table.columns[1]._gridCol.set("w", str(2_000_000 + column))

    return fill


@pytest.mark.parametrize(
    ("column", "wanted"),
    [
        (0, []),
        (400, []),
        (127_000, ["the columns of the table 'doses' are 10.0 pt wider than its frame"]),
        (-127_000, ["the columns of the table 'doses' are 10.0 pt narrower than its frame"]),
    ],
)
def test_the_columns_of_a_table_add_up_to_its_frame(column: int, wanted: list[str]) -> None:
    problems = verify_data(saved(widen(column)), "a.pptx")
    assert [problem.message for problem in problems if problem.rule == "wrong-table-width"] == wanted


def test_bullets_are_inherited_and_taken_away() -> None:
    def fill(slide: Any) -> None:
        slide.placeholders[1].text = "one\ntwo"
        look = slide.placeholders[1].text_frame.paragraphs[1]._p.get_or_add_pPr()
        look.insert(0, look.makeelement(look.tag.replace("pPr", "buNone")))

    body = next(shape for shape in slide_of(saved(fill, 1)).walk() if shape.text)
    assert [paragraph.bullet is not None for paragraph in body.paragraphs] == [True, False]
