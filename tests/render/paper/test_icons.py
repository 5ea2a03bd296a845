"""Icons on paper: they stand before their words, as decoration, and are filled as their outlines say."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.deck_samples import unit
from support.pdfs import read, tree
from support.projects import FOODS, built, leaflet, line_of, make_project, problems_of
from support.samples import document_of, look_of, pdf_of

from handouts.core.problem import Mark
from handouts.document.blocks import (
    Answer,
    Answers,
    Block,
    Card,
    Cards,
    Column,
    Fact,
    Facts,
    Group,
    Icon,
    Paragraph,
    Row,
    Table,
)
from handouts.render.paper.blocks import block_strip
from handouts.render.paper.setting import ICON_GAP, Setter
from handouts.render.paper.shapes import Drawn, Glyph, TextLine

PILL = Icon("pill", Mark("content/leaflets/small.yaml", 7, 3))


def cards(icon: Icon | None, kind: str = "do") -> Block:
    return Cards("c", kind, (Card("c/a", unit("t", "Take it"), (Paragraph(unit("x", "Each day")),), icon=icon),))  # type: ignore[arg-type]


def facts(icon: Icon | None) -> Block:
    return Facts(
        "f", (Fact("a", unit("l", "Dose"), unit("x", "One"), icon), Fact("b", unit("m", "When"), unit("y", "Now")))
    )


def table(icon: Icon | None) -> Block:
    rows = (
        Row("r", (unit("a", "Kale"), unit("b", "a lot")), icon=icon),
        Row("s", (unit("c", "Egg"), unit("d", "few"))),
    )
    return Table(
        "t", None, (Column("f", unit("h", "Food")), Column("g", unit("i", "Much"))), (Group("g", None, None, rows),)
    )


def answers(icon: Icon | None) -> Block:
    return Answers("q", (Answer("q/a", unit("ask", "Is it safe?"), (Paragraph(unit("x", "Yes.")),), icon),))


def code_of(data: bytes) -> str:
    """What a file draws on all its pages."""
    return "\n".join(page.get_contents().get_data().decode("latin-1") for page in read(data).pages)


MAKERS = [cards, lambda icon: cards(icon, "situation"), facts, table, answers]


def drawn_of(block: Block, layout: str, width: float = 480.0) -> tuple[list[Drawn], Setter, float]:
    setter = Setter(look_of(layout), "en")
    strips = list(block_strip(setter, block, width, ()))
    y, out = 0.0, []
    for strip in strips:
        out += [replace(each, dy=each.dy + y) for each in strip.drawn]
        y += strip.height
    return out, setter, y


@pytest.mark.parametrize("make", MAKERS)
@pytest.mark.parametrize("layout", ["a4", "a4-large-print"])
def test_an_icon_is_decoration_inside_its_block_and_covers_no_words(make, layout: str) -> None:
    drawn, setter, height = drawn_of(make(PILL), layout)
    assert setter.log == []
    boxes = []
    for each in drawn:
        for shape in each.shapes:
            if isinstance(shape, Glyph):
                assert each.path == ()
                left, top, right, bottom = shape.outline.extent
                x, y = each.dx + shape.x, each.dy + shape.y
                boxes.append((x + left, y + top, x + right, y + bottom))
    assert len(boxes) == 1
    left, top, right, bottom = boxes[0]
    assert -0.01 <= left < right <= 480.01
    assert -0.01 <= top < bottom <= height + 0.01
    for each in drawn:
        for shape in each.shapes:
            if isinstance(shape, TextLine):
                start, base = each.dx + shape.x, each.dy + shape.y
                beside = start >= right + ICON_GAP - 4 or start + shape.line.width <= left
                assert beside or base - 8 > bottom or base < top, shape.line.text


@pytest.mark.parametrize("make", MAKERS)
def test_the_words_are_the_same_with_and_without_an_icon(make) -> None:
    plain, signed = (drawn_of(make(icon), "a4")[0] for icon in (None, PILL))
    assert not any(isinstance(shape, Glyph) for each in plain for shape in each.shapes)
    said = [
        " ".join(shape.line.text for each in found for shape in each.shapes if isinstance(shape, TextLine))
        for found in (plain, signed)
    ]
    assert said[0] == said[1]


@pytest.mark.parametrize("make", MAKERS)
def test_an_unknown_icon_is_a_problem_at_its_place(make) -> None:
    _, setter, _ = drawn_of(make(replace(PILL, name="pil")), "a4")
    assert {(each.rule, each.mark) for each in setter.log} == {("unknown-icon", PILL.mark)}


def test_an_icon_is_filled_as_its_outline_says_and_is_an_artifact(tmp_path: Path) -> None:
    """A tick of a non-zero outline and another icon of an even-odd one, in a file that says no more than without them."""
    text = leaflet(
        "- id: two\n  facts:\n    a: {label: Dose, text: One., icon: tick}\n"
        "    b: {label: Part, text: Two., icon: artery}\n"
    )
    bare = text.replace(", icon: tick", "").replace(", icon: artery", "")
    signed, plain = (pdf_of(document_of(tmp_path / name, each)) for name, each in (("i", text), ("p", bare)))
    codes = [code_of(each) for each in (signed, plain)]
    assert (codes[1].count(" f Q"), codes[1].count(" f* Q")) == (
        codes[0].count(" f Q") - 1,
        codes[0].count(" f* Q") - 1,
    )
    kinds = [[element["/S"] for element in tree(read(each).trailer["/Root"])] for each in (signed, plain)]
    assert kinds[0] == kinds[1]


def test_the_icon_of_a_food_stands_in_its_row(tmp_path: Path) -> None:
    rows = 'kale: [Kale, "{{ food/kale:k1_ug }}"]'
    text = leaflet(f"- id: foods\n  table:\n    columns: {{food: Food, k1: µg}}\n    rows: {{{rows}}}\n")
    foods = FOODS.replace("name: Kale,", "name: Kale, icon: greens,")
    root = make_project(tmp_path, {"leaflets/small.yaml": text, "foods.yaml": foods})
    problems = [each for each in problems_of(root) if "icon" in each.rule]
    assert problems == []
    built(root)
    (file,) = (root / "build").rglob("*.pdf")
    # the outline of a leaf has more curves than all else in this leaflet
    assert code_of(file.read_bytes()).count(" c ") > 20
    wrong = foods.replace("icon: greens", "icon: green")
    root = make_project(tmp_path / "w", {"leaflets/small.yaml": text, "foods.yaml": wrong})
    (problem,) = [each for each in problems_of(root) if "icon" in each.rule]
    assert (problem.rule, problem.mark.file, problem.mark.line) == (
        "unknown-icon",
        "content/foods.yaml",
        line_of(wrong, "icon: green"),
    )


def test_questions_side_by_side_keep_their_icons() -> None:
    setter = Setter(look_of("a4"), "en", way="columns")
    (strip, *_) = block_strip(setter, answers(PILL), 480.0, ())
    assert sum(isinstance(shape, Glyph) for each in strip.drawn for shape in each.shapes) == 1
