"""Icons of cards on slides: native freeforms in a colour of the theme, marked as decorative."""

from __future__ import annotations

import io
from dataclasses import replace

import pytest
from lxml import etree
from pptx import Presentation
from support.deck_samples import card, deck, read_look, sections, slide, written

from handouts.core.problem import Mark
from handouts.document.blocks import Cards, Icon
from handouts.document.document import Section
from handouts.render.deck.deck import paginate
from handouts.render.deck.footers import footers_of
from handouts.render.deck.value import IconFrame, TextFrame, paras
from handouts.render.type.outlines import Move

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
LOOK = read_look()
MARK = Mark("content/decks/sample.yaml", 9, 5)


def cards_slide(*names: str | None) -> Section:
    """The first slide of cards of the sample, with these icons."""
    for each in sections():
        for block in each.blocks:
            if isinstance(block, Cards):
                made = tuple(
                    replace(
                        card(f"card{place}", f"Card {place}", "primary", "One", "Two"), icon=name and Icon(name, MARK)
                    )
                    for place, name in enumerate(names)
                )
                return replace(each, blocks=(replace(block, cards=made),))
    raise AssertionError(slide)


def test_an_icon_stands_above_the_title_and_all_titles_stand_on_one_line() -> None:
    document = deck(cards_slide("heart", None, "pill"))
    slides = paginate(document, LOOK, footers_of(document, "draft"))
    assert not [each for each in slides.problems if "icon" in each.rule]
    frames = slides.slides[-1].frames
    icons = [each for each in frames if isinstance(each, IconFrame)]
    texts = [each for each in frames if isinstance(each, TextFrame) and len(each.paras) == 3]
    assert len(icons) == 2
    assert len({(text.box.y, text.inset.top) for text in texts}) == 1
    for icon, text in zip(icons, (texts[0], texts[2]), strict=True):
        assert icon.box.bottom < text.box.y + text.inset.top
        assert text.box.x < icon.box.x < icon.box.right < text.box.right
    bare = deck(cards_slide(None, None, None))
    plain = paginate(bare, LOOK, footers_of(bare, "draft")).slides[-1].frames
    assert [p.text for each in plain for p in paras(each)] == [p.text for each in frames for p in paras(each)]


def test_an_icon_is_a_decorative_freeform_in_a_colour_of_the_theme() -> None:
    content = written(cards_slide("heart", "pill"))
    (last,) = [each for each in Presentation(io.BytesIO(content)).slides if any("icon" in s.name for s in each.shapes)]
    found = [shape for shape in last.shapes if shape.name.startswith("icon")]
    assert len(found) == 2
    for shape, name in zip(found, ("heart", "pill"), strict=True):
        xml = etree.tostring(shape._element).decode()
        assert 'decorative" val="1"' in xml
        assert "schemeClr" in xml
        assert not shape.has_text_frame or not shape.text_frame.text
        outlines = LOOK.icons.fitted(Icon(name, MARK), 40.0, [])
        moves = sum(isinstance(step, Move) for outline in outlines for step in outline.steps)
        assert len(list(shape._element.iter(f"{A}moveTo"))) == moves
        assert len(list(shape._element.iter(f"{A}close"))) == moves
        sides = [(int(path.get("w")), int(path.get("h"))) for path in shape._element.iter(f"{A}path")]
        assert set(sides) == {(shape.width, shape.height)}
        spots = [(int(pt.get("x")), int(pt.get("y"))) for pt in shape._element.iter(f"{A}pt")]
        assert max(max(spot) for spot in spots) <= shape.width + 1


@pytest.mark.parametrize("name", ["hart", "rocket"])
def test_an_unknown_icon_is_told_once(name: str) -> None:
    document = deck(cards_slide(name, "pill"))
    problems = paginate(document, LOOK, footers_of(document, "draft")).problems
    assert [(each.rule, each.mark) for each in problems if "icon" in each.rule] == [("unknown-icon", MARK)]
