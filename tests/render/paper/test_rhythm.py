"""What is measured on set pages, each measure shown to see what it is about."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.projects import leaflet
from support.samples import document_of, look_of, pages_of

from handouts.document.document import Document
from handouts.render.paper.rhythm import Rhythm, edges, empty_side, misses, rhythm

GOOD = Rhythm((), (), 0.1, 0.3, 1.2, 4, 0.15, 5.0)


def table(rows: int, title: str = "Foods") -> str:
    lines = "".join(f"          r{number}: [A food with a name {number}, Much]\n" for number in range(rows))
    return (
        "- id: foods\n  table:\n    columns: {food: Food, much: How much}\n    groups:\n"
        f"      only:\n        title: {title}\n        rows:\n{lines}"
    )


ROWS = """\
      - id: rows
        table:
          columns: {food: Food, much: How much}
          rows: {kale: [Kale, Much]}
"""


def section(name: str, words: int) -> str:
    """A section of a paragraph, and of a table, so that it stands beside no other."""
    return f"  - id: {name}\n    title: {name.title()}\n    blocks:\n      - id: a\n        text: {'Words ' * words}\n{ROWS}"


def measured(document: Document, layout: str = "a4") -> Rhythm:
    return rhythm(document, pages_of(document, layout), look_of(layout))


def test_a_group_that_fits_no_page_is_not_called_parted(tmp_path: Path) -> None:
    assert measured(document_of(tmp_path, leaflet(table(120)))).parted == ()


def test_a_section_that_pages_part_is_named(tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet("- id: a\n  text: Words", tail=section("long", 120)))
    pages = pages_of(document)
    whole = rhythm(document, pages, look_of("a4"))
    held = next(box for page in pages.pages for box in page.blocks if box.block.endswith("long/a"))
    # the same strip once more on another page is what a break inside the section would make
    more = replace(pages.pages[0], blocks=(*pages.pages[0].blocks, replace(held, height=1.0)))
    parted = rhythm(document, replace(pages, pages=(more, *pages.pages[1:])), look_of("a4"))
    assert whole.parted == ()
    assert parted.parted == ("small/long",)


def test_help_after_page_one_is_named(tmp_path: Path) -> None:
    box = "      - id: box\n        emergency: {title: Call now, items: {a: Bleeding, b: A fall}}\n"
    late = document_of(
        tmp_path, leaflet("- id: a\n  text: Words", tail=f"  - id: help\n    title: Help\n    blocks:\n{box}")
    )
    pages = pages_of(late)
    moved = replace(pages, pages=tuple(replace(page, number=page.number + 1) for page in pages.pages))
    assert rhythm(late, moved, look_of("a4")).late == ("small/help/box",)
    early = replace(pages, pages=tuple(replace(page, number=1) for page in pages.pages))
    assert rhythm(late, early, look_of("a4")).late == ()


def test_short_lines_leave_the_end_of_a_page_empty(tmp_path: Path) -> None:
    cards = ", ".join(f"{name}: {{title: Title, text: {'Words ' * 20}}}" for name in ("a", "b", "c"))
    document = document_of(tmp_path, leaflet("- id: a\n  text: Few words", tail=f"""\
  - id: wide
    title: A title that is set over the whole width, so that it reaches the last fifth
    blocks:
      - id: cards
        do: {{{cards}}}
"""))  # fmt: skip
    look, pages = look_of("a4"), pages_of(document)
    by_section = {
        name: [
            replace(page, drawn=tuple(each for each in page.drawn if each.path and each.path[0].key == name))
            for page in pages.pages
        ]
        for name in ("small/one", "small/wide")
    }
    one, wide = (max(empty_side(page, pages, look, 17.5) for page in each) for each in by_section.values())
    assert one == 1.0
    assert wide < 0.4


def test_edges_are_shared_by_three_lines(tmp_path: Path) -> None:
    two = pages_of(document_of(tmp_path / "two", leaflet("- id: a\n  bullets: {a: One, b: Two}")))
    four = pages_of(document_of(tmp_path, leaflet("- id: a\n  bullets: {a: One, b: Two, c: Three, d: Four}")))
    inside = look_of("a4").start + 14
    assert all(abs(start - inside) > 3 for page in two.pages for start in edges(page))
    assert any(abs(start - inside) < 3 for page in four.pages for start in edges(page))


def test_furniture_is_what_content_has_no_room_for(tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet("- id: a\n  text: Words"))
    pages = pages_of(document)
    assert pages.room < pages.height
    assert rhythm(document, pages, look_of("a4")).furniture == 1 - pages.room / pages.height


def test_gaps_are_compared_over_all_pages(tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet("- id: a\n  text: Words", tail=section("two", 20) + section("three", 20)))
    pages = pages_of(document)
    page = next(page for page in pages.pages if any(box.block.endswith("three/title") for box in page.blocks))
    boxes = tuple(replace(box, y=box.y + (40 if "/three/" in box.block else 0)) for box in page.blocks)
    apart = tuple(replace(each, blocks=boxes) if each is page else each for each in pages.pages)
    assert rhythm(document, pages, look_of("a4")).gaps == pytest.approx(1.0)
    assert rhythm(document, replace(pages, pages=apart), look_of("a4")).gaps > 1.5


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"parted": ("a/b",)}, "a/b"),
        ({"late": ("a/now",)}, "help after page 1"),
        ({"foot": 0.13}, "empty at its foot"),
        ({"side": 0.5}, "leave its end empty"),
        ({"gaps": 1.6}, "largest gap"),
        ({"edges": 6}, "6 places"),
        ({"furniture": 0.17}, "head and foot take 17%"),
        ({"cell_words": 2.0}, "2 words a line"),
    ],
)
def test_each_limit_can_be_missed(change: dict[str, object], words: str) -> None:
    look = look_of("a4")
    assert [*misses(GOOD, look)] == []
    (said,) = misses(replace(GOOD, **change), look)  # type: ignore[arg-type]
    assert words in said


def test_large_print_may_have_more_furniture() -> None:
    assert [*misses(replace(GOOD, furniture=0.175, foot=0.17), look_of("a4-large-print"))] == []
    assert len([*misses(replace(GOOD, furniture=0.175, foot=0.17), look_of("a4"))]) == 2
