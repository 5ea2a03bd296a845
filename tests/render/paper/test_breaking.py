"""Page breaks: what they keep together, and what they give up last."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain

from hypothesis import given
from hypothesis import strategies as st
from support.samples import look_of

from handouts.render.paper.breaking import Broken, Parts, broken, height_of
from handouts.render.paper.header_footer import PageRoom
from handouts.render.paper.shapes import Strip

ROOM = PageRoom(50.0, 300.0)
NO_HELP: frozenset[str] = frozenset()


def strips(*heights: float, name: str = "s") -> tuple[Strip, ...]:
    """The strips of a section, of which the first opens it."""
    return tuple(
        Strip(height, (), f"{name}/{place}", gap=5.0, grows=0.3, opens=place == 0)
        for place, height in enumerate(heights)
    )


def on_pages(*sections: tuple[Strip, ...], front: tuple[tuple[Strip, ...], ...] = ()) -> Broken:
    found = broken(Parts(front, sections), NO_HELP, look_of("a4"), ROOM)
    assert found is not None
    return found


def starts(found: Broken) -> list[str]:
    return [page[0].block for page in found.pages if page]


def test_a_section_that_fits_a_page_is_kept_whole_though_a_foot_stays_empty() -> None:
    found = on_pages(strips(100, 60, name="a"), strips(100, 60, name="b"))
    assert starts(found) == ["a/0", "b/0"]
    assert found.parted == 0


def test_a_section_is_parted_where_more_sheets_would_be_needed() -> None:
    sections = (strips(100, 100, name="a"), strips(50, 50, 50, name="b"), strips(100, 70, name="c"))
    found = on_pages(*sections)
    assert [strip for page in found.pages for strip in page] == [*chain.from_iterable(sections)]
    assert len(found.pages) == 2
    assert found.parted == 1


def test_a_section_higher_than_a_page_is_not_counted_as_parted() -> None:
    found = on_pages(strips(*[60.0] * 8))
    assert len(found.pages) == 2
    assert found.parted == 0


def test_a_group_of_a_table_is_parted_last() -> None:
    head = Strip(20.0, (), "t")
    rows = tuple(Strip(30.0, (), f"t/{place}", head=head) for place in range(4))
    text = strips(60, 60, 60, name="a")
    found = on_pages(
        (
            *text,
            replace(head, keep=True, gap=5.0),
            *rows,
            *strips(60, 60, name="z")[1:],
            *strips(50, 40, 40, name="y")[1:],
        )
    )
    held = [{strip.block for strip in page} for page in found.pages]
    assert sum(any(block.startswith("t/") for block in page) for page in held) == 1


def test_help_is_drawn_onto_page_one() -> None:
    box = (Strip(120.0, (), "a/now", gap=5.0), Strip(120.0, (), "a/today", gap=5.0))
    sections = ((*strips(40, name="a"), *box), strips(90, 90, name="b"))
    plain = broken(Parts((), sections), NO_HELP, look_of("a4"), ROOM)
    asked = broken(Parts((), sections), frozenset({"a/now", "a/today"}), look_of("a4"), ROOM)
    assert plain is not None
    assert asked is not None
    assert {"a/now", "a/today"} <= {strip.block for strip in asked.pages[0]}
    late = broken(Parts((), tuple(reversed(sections))), frozenset({"a/now", "a/today"}), look_of("a4"), ROOM)
    assert late is not None
    assert late.cost > asked.cost


def test_what_does_not_fit_the_most_pages_is_nothing() -> None:
    assert broken(Parts((), (strips(*[200.0] * 200),)), NO_HELP, look_of("a4"), ROOM) is None


@given(st.lists(st.lists(st.floats(5, 250), min_size=1, max_size=6), min_size=1, max_size=6))
def test_every_strip_stands_once_in_order_and_no_page_is_too_full(heights: list[list[float]]) -> None:
    sections = tuple(strips(*each, name=f"s{place}") for place, each in enumerate(heights))
    found = broken(Parts((), sections), NO_HELP, look_of("a4"), ROOM)
    if found is None:
        return
    assert [strip for page in found.pages for strip in page] == [*chain.from_iterable(sections)]
    assert len(found.pages) % 2 == 0
    assert all(height_of(page) <= ROOM.height + 0.02 for page in found.pages)
