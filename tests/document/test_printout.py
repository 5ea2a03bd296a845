"""Decks printed on paper: notes with lines to write on, and one page to take away."""

from __future__ import annotations

from dataclasses import replace

import pytest
from support.deck_samples import bullets, card, deck, edge, node, references, slide, small_table, table
from support.deck_samples import figure as drawn
from support.printed import lesson, look_of, noted, pages_of

from handouts.document.blocks import Cards, References
from handouts.document.figures import Diagram
from handouts.document.printout import KEY_REFERENCES, TAKEAWAYS, printout
from handouts.document.text import plain
from handouts.render.paper.pages import Pages
from handouts.render.paper.shapes import Disc, Shape, StraightLine, texts

LAYOUTS = ("a4-notes", "letter-notes")


def words_of(pages: Pages) -> list[str]:
    return [" ".join(line.line.text for line in texts(page.drawn)) for page in pages.pages]


def shapes_of(pages: Pages) -> list[Shape]:
    return [shape for page in pages.pages for each in page.drawn for shape in each.shapes]


# --- notes ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("layout", LAYOUTS)
def test_every_slide_is_printed_with_its_title_notes_and_lines(layout: str) -> None:
    document = lesson()
    pages = pages_of(document, layout)
    printed = " ".join(words_of(pages))
    assert pages.problems == ()
    assert len(pages.pages) % 2 == 0
    for section in document.sections:
        if section.teaching is not None and section.teaching.kind != "title" and section.title is not None:
            assert plain(section.title.text) in printed
    assert printed.count("What to say: Say this first.") == printed.count("My notes")
    assert "References: Paper 2012" in printed
    assert "Full text of" not in printed


@pytest.mark.parametrize("layout", LAYOUTS)
def test_a_slide_stands_whole_on_one_page(layout: str) -> None:
    document = lesson()
    on_page: dict[str, set[int]] = {}
    pages = pages_of(document, layout)
    for number, words in enumerate(words_of(pages)):
        for point in range(6):
            if f"Assertion {point}" in words:
                on_page.setdefault(f"Assertion {point}", set()).add(number)
        assert words.count("What to say:") == words.count("My notes")
    assert all(len(numbers) == 1 for numbers in on_page.values())


def test_lines_to_write_on_fill_the_page() -> None:
    pages = pages_of(lesson(), "a4-notes")
    step = look_of("a4-notes").write_line
    for page, words in zip(pages.pages, words_of(pages), strict=True):
        if "My notes" in words:
            assert page.spare < 2 * step
            assert all(field.height >= 3 * step - 1 for field in page.fields)


def test_a_slide_that_fills_its_page_has_no_lines_and_one_longer_is_parted() -> None:
    long = noted("long", slide("long", "table", "A long table", table("long/table", 60)))
    pages = pages_of(deck(slide("cover", "title", "Cover"), long), "a4-notes")
    assert pages.problems == ()
    assert len(pages.pages) == 4 or len(pages.pages) == 2
    assert words_of(pages)[0].startswith("Artery and anticoagulants")
    assert "A long table" in words_of(pages)[0]


@pytest.mark.parametrize(("shown", "dots"), [(None, 1), (("glu", "gla", "turns"), 0)])
def test_a_dot_stands_where_a_shown_arrow_ends_on_an_arrow(shown: tuple[str, ...] | None, dots: int) -> None:
    step = Diagram(
        "lanes",
        (("glu", "gla"), ("ggcx",)),
        (node("glu", "Glu"), node("gla", "Gla"), node("ggcx", "GGCX")),
        (edge("turns", "glu", "gla"), edge("drives", "ggcx", "turns")),
        shown,
    )
    section = noted(
        "step", slide("step", "diagram", "The step", drawn("step/figure", step, "GGCX turns Glu into Gla."))
    )
    pages = pages_of(deck(section), "a4-notes")
    assert pages.problems == ()
    assert sum(isinstance(shape, Disc) for shape in shapes_of(pages)) == dots


def test_cards_of_a_summary_stand_side_by_side() -> None:
    cards = Cards("sum", "summary", (card("a", "Firm", "good", "One"), card("b", "Open", "warning", "Two")))
    pages = pages_of(deck(noted("sum", slide("sum", "summary", "Where we stand", cards))), "a4-notes")
    assert pages.problems == ()
    assert any(isinstance(shape, StraightLine) for shape in shapes_of(pages))


# --- takeaway -------------------------------------------------------------------------------------


def test_the_takeaway_is_one_page_without_answers() -> None:
    pages = pages_of(lesson(), "a4-takeaway")
    (words,) = words_of(pages)
    assert pages.problems == ()
    assert "What you can do" in words
    assert "What now?" in words
    assert "Too late" not in words
    assert "Say this first" not in words
    assert "My notes" not in words


def test_the_takeaway_holds_five_assertions_and_the_marked_table() -> None:
    document = printout(lesson(), "takeaway")
    points, tables = (next(s for s in document.sections if s.id.endswith(name)) for name in ("takeaways", "key-table"))
    assert [plain(item.text) for item in points.blocks[0].items] == [f"Assertion {n}" for n in range(TAKEAWAYS)]  # type: ignore[union-attr]
    assert [block.id for block in tables.blocks] == [small_table().id]  # type: ignore[union-attr]
    assert tables.blocks[0].caption is None  # type: ignore[union-attr]


def test_its_references_are_those_of_the_slides_with_a_role_first() -> None:
    document = printout(lesson(), "takeaway")
    (block,) = next(section for section in document.sections if section.id.endswith("key-references")).blocks
    assert isinstance(block, References)
    names = [entry.reference for entry in block.entries]
    known = [entry.reference for entry in references(9).entries]
    assert len(names) == KEY_REFERENCES
    assert names == [name for name in known if name in names]


def test_a_course_takes_one_assertion_of_each_deck() -> None:
    part = lesson().sections
    other = tuple(
        replace(
            section,
            id=section.id.replace("sample/", "second/"),
            roles=tuple((name.replace("sample/", "second/"), role) for name, role in section.roles),
        )
        for section in part
    )
    document = printout(deck(*part, *other), "takeaway")
    points = next(section for section in document.sections if section.id.endswith("takeaways"))
    assert len(points.blocks[0].items) == 2  # type: ignore[union-attr]
    assert sum(section.id.endswith("aims") for section in document.sections) == 1


def test_a_deck_without_roles_still_prints() -> None:
    pages = pages_of(
        deck(
            slide("a", "bullets", "A slide", bullets("a/list", "One")),
            slide("r", "references", "References", references(2)),
        ),
        "a4-takeaway",
    )
    assert pages.problems == ()
