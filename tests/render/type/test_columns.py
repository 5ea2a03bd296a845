"""Columns of a table whose words need more than there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.render.type.columns import squeezed


def test_columns_that_need_little_keep_it_and_the_others_share_the_rest() -> None:
    assert squeezed([900, 40, 700], 500) == (230, 40, 230)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=40), st.floats(-50, 800))
def test_columns_never_add_up_to_more_than_the_room(needs: list[float], room: float) -> None:
    widths = squeezed(needs, room)
    assert sum(widths) == pytest.approx(min(sum(needs), max(room, 0.0)))
    assert all(0 <= width <= need + 1e-9 for width, need in zip(widths, needs, strict=True))
