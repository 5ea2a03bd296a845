"""Widths of a table's columns: held against every other choice in small tables, and against a search in shipped ones."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import product
from pathlib import Path
from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st
from support.projects import REPO, TODAY
from support.samples import look_of

from handouts.document.text import Words
from handouts.pipeline.build import build
from handouts.pipeline.request import Request
from handouts.render.deck import tables as deck_tables
from handouts.render.paper import tables as paper_tables
from handouts.render.type.columns import Need, Steps, height_at, solved, squeezed, steps_of
from handouts.render.type.lines import SLIGHT, Style, count_lines, narrowing, text_width, widest_word

CLOSE = 1.1
STYLE = Style(12, 16)
FONTS = look_of("a4").fonts
WORDS = ("a", "of", "tablet", "1,000", "vitamin D", "phenprocoumon", "calcium-rich foods", "www.example.org/long/page")


def height(columns: Sequence[Need], widths: Sequence[float]) -> float:
    rows = zip(*(column.cells for column in columns), strict=True)
    return sum(max(map(height_at, row, widths)) for row in rows)


def lowest(columns: Sequence[Need], room: float) -> float:
    """The height of the lowest table, by trying every choice of widths at which a cell is lower."""
    offered = [
        sorted({column.least, *(width for cell in column.cells for width, _ in cell if width > column.least)})
        for column in columns
    ]
    return min(height(columns, tried) for tried in product(*offered) if sum(tried) <= room + SLIGHT)


def need(texts: Sequence[str]) -> Need:
    least = max(widest_word((Words(text),), STYLE, FONTS) for text in texts)
    cells = tuple(steps_of((Words(text),), STYLE, least, FONTS) for text in texts)
    return Need(least, max(steps[-1][0] for steps in cells), cells)


TEXTS = st.lists(st.sampled_from(WORDS), min_size=1, max_size=8).map(" ".join)


@st.composite
def tables(draw: st.DrawFn) -> tuple[tuple[Need, ...], float]:
    """Columns of words, and a room between the least that they need and the most."""
    rows = draw(st.integers(1, 3))
    columns = tuple(need(draw(st.lists(TEXTS, min_size=rows, max_size=rows))) for _ in range(draw(st.integers(1, 3))))
    least, most = (sum(getattr(column, name) for column in columns) for name in ("least", "natural"))
    return columns, least + draw(st.floats(0, 1)) * (most - least)


@given(tables())
def test_no_other_widths_make_a_small_table_lower(table: tuple[tuple[Need, ...], float]) -> None:
    columns, room = table
    widths = solved(columns, room)
    assert sum(widths) == pytest.approx(room)
    assert all(width >= column.least - SLIGHT for width, column in zip(widths, columns, strict=True))
    assert height(columns, widths) <= CLOSE * lowest(columns, room)


def test_equal_widths_would_not_pass() -> None:
    columns = (need(["a"] * 3), need(["tablet " * 12] * 3))
    room = 200.0
    assert height(columns, (room / 2, room / 2)) > CLOSE * lowest(columns, room)


def test_the_fewest_lines_decide_between_tables_that_are_equally_high() -> None:
    high: Steps = ((10.0, 64.0),)
    first = Need(10.0, 50.0, (high, ((10.0, 48.0), (50.0, 16.0))))
    second = Need(10.0, 90.0, (((10.0, 32.0), (90.0, 16.0)), high))
    assert solved((first, second), 100.0) == pytest.approx((70.0, 30.0))


def test_room_that_no_column_needs_goes_where_it_is_taken() -> None:
    cell: tuple[Steps, ...] = (((40.0, 16.0),),)
    assert solved((Need(40, 40, cell, takes=0.0), Need(40, 40, cell)), 200.0) == (40, 160)
    assert solved((Need(40, 40, cell), Need(40, 40, cell)), 200.0) == (100, 100)
    assert solved((Need(40, 40, cell, takes=0.0),), 200.0) == (200,)


@given(TEXTS, st.floats(0.3, 1))
def test_the_narrowest_widths_are_those_of_the_lines_that_are_set(text: str, share: float) -> None:
    words = (Words(text),)
    least = share * widest_word(words, STYLE, FONTS)
    steps = narrowing(words, STYLE, least, FONTS)
    assert steps[0][0] == least
    assert steps[-1][1] == 1 or steps[-1][0] >= text_width(words, STYLE, FONTS) - SLIGHT
    for (width, lines), after in zip(steps, [*steps[1:], None], strict=True):
        assert count_lines(words, STYLE, width, FONTS) == lines
        if after is not None and after[0] - width > 0.1:
            assert count_lines(words, STYLE, after[0] - 0.1, FONTS) == lines


# --- shipped tables -------------------------------------------------------------------------------

Found = dict[tuple[tuple[Need, ...], float], tuple[float, ...]]


@pytest.fixture
def shipped(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Found:
    """The columns and widths of the tables of shipped leaflets and decks."""
    found: Found = {}

    def seen(columns: tuple[Need, ...], room: float) -> tuple[float, ...]:
        found[columns, room] = solved(columns, room)
        return found[columns, room]

    modules: tuple[ModuleType, ...] = (paper_tables, deck_tables)
    for module in modules:
        monkeypatch.setattr(module, "solved", seen)
    build(
        Request(
            REPO,
            tmp_path,
            TODAY,
            ("d-k2-calcium-dosing", "warfarin-diet", "bone", "choosing-k2"),
            layouts=("a4", "letter-large-print", "widescreen"),
        )
    )
    return found


def searched(columns: Sequence[Need], room: float) -> float:
    """The height of the lowest table found by shifting room between columns from several widths on."""
    spare = room - sum(column.least for column in columns)
    return min(_shifted(columns, list(widths), spare) for widths in _starts(columns, spare))


def _starts(columns: Sequence[Need], spare: float) -> Iterator[Iterator[float]]:
    """Widths to begin with: spare room shared alike, by what columns wish, or mostly to one of them."""
    for favoured in range(-2, len(columns)):
        wishes = [column.natural - column.least + 1 if favoured == -2 else 1.0 for column in columns]
        shares = [wish * (6 if place == favoured else 1) for place, wish in enumerate(wishes)]
        yield (column.least + spare * share / sum(shares) for column, share in zip(columns, shares, strict=True))


def _shifted(columns: Sequence[Need], widths: list[float], spare: float) -> float:
    best = height(columns, widths)
    for step in (spare / 4, spare / 8, spare / 16, spare / 32):
        for giver, taker in product(range(len(columns)), repeat=2):
            tried = list(widths)
            tried[giver] -= step
            tried[taker] += step
            if tried[giver] >= columns[giver].least and height(columns, tried) < best:
                widths, best = tried, height(columns, tried)
    return best


def test_no_search_finds_much_lower_shipped_tables(shipped: Found) -> None:
    fitting = {key: widths for key, widths in shipped.items() if sum(need.least for need in key[0]) < key[1]}
    assert len(fitting) > 12
    for (columns, room), widths in fitting.items():
        assert height(columns, widths) <= CLOSE * searched(columns, room)


# --- tables that are too wide ---------------------------------------------------------------------


def test_columns_that_need_little_keep_it_and_the_others_share_the_rest() -> None:
    assert squeezed([900, 40, 700], 500) == (230, 40, 230)


@given(st.lists(st.floats(0, 1000), min_size=1, max_size=40), st.floats(-50, 800))
def test_columns_never_add_up_to_more_than_the_room(needs: list[float], room: float) -> None:
    widths = squeezed(needs, room)
    assert sum(widths) == pytest.approx(min(sum(needs), max(room, 0.0)))
    assert all(0 <= width <= need + 1e-9 for width, need in zip(widths, needs, strict=True))
