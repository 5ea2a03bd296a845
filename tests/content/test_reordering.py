"""A leaflet's file with its sections in another order."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.content.reordering import ReorderingError, reordered, section_ids

TEXT = """\
# The leaflet.
title: A title
sections:
  # why it stands first
  - id: one
    title: One
    blocks:
      - id: a
        text: >-
          Words

  - id: two   # a remark
    # inside
    title: Two
    blocks: []
  # about three
  - id: three
    title: Three


# what it rests on
sources: [a]
"""


def test_comments_move_with_their_section_and_gaps_stay_where_they_are() -> None:
    assert (
        reordered(TEXT, "f", ("three", "one", "two"))
        == """\
# The leaflet.
title: A title
sections:
  # about three
  - id: three
    title: Three

  # why it stands first
  - id: one
    title: One
    blocks:
      - id: a
        text: >-
          Words
  - id: two   # a remark
    # inside
    title: Two
    blocks: []


# what it rests on
sources: [a]
"""
    )


def test_the_same_order_changes_nothing() -> None:
    assert reordered(TEXT, "f", ("one", "two", "three")) == TEXT


@given(st.permutations(["one", "two", "three"]))
def test_any_order_and_back_again(order: list[str]) -> None:
    there = reordered(TEXT, "f", order)
    assert section_ids(there, "f") == tuple(order)
    assert sorted(there.splitlines()) == sorted(TEXT.splitlines())
    assert section_ids(reordered(there, "f", ("one", "two", "three")), "f") == ("one", "two", "three")


def test_line_ends_and_a_missing_last_one_are_kept() -> None:
    text = "sections:\r\n- id: a\r\n- id: b"
    assert reordered(text, "f", ("b", "a")) == "sections:\r\n- id: b\r\n- id: a\r\n"


@pytest.mark.parametrize(
    "text",
    [
        "title: A\n",
        "sections: [{id: one}, {id: two}, {id: three}]\n",
        "sections:\n  -\n    id: one\n  - id: two\n  - id: three\n",
        "sections: [\n",
    ],
)
def test_a_list_that_cannot_be_moved_line_by_line_is_refused(text: str) -> None:
    with pytest.raises(ReorderingError):
        reordered(text, "f", ("three", "two", "one"))


def test_other_sections_than_those_of_the_file_are_refused() -> None:
    with pytest.raises(ReorderingError, match="does not hold"):
        reordered(TEXT, "f", ("one", "two"))
