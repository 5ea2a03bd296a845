"""Line ends of slides that are written, so that every program shows the lines that were measured."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from support import deck_samples as samples
from support.units import unit_named

from handouts.core.quantity import Measured, Range
from handouts.document.text import Link, Strong, Text, Value, Words, plain
from handouts.render.deck.ends import LINE_END, as_read, as_shown, line_ends
from handouts.render.type.lines import Style, greedy_lines, text_width

FONTS = samples.read_look().fonts
STYLE = Style(18, 22)
NBSP = "\u00a0"
RANGE = Measured(Range(Decimal(600), Decimal(1000), unit_named("iu/day")), "dose", "adults", "limit")
DOSE = Value("claim", "a.b", None, None, RANGE, f"600–1,000{NBSP}IU a day")


def shown(text: Text | str, width: float) -> str:
    text = (Words(text),) if isinstance(text, str) else text
    return plain(as_shown(text, line_ends(greedy_lines(text, STYLE, width, FONTS), width)))


def wide(words: str) -> float:
    return text_width((Words(words),), STYLE, FONTS)


@pytest.mark.parametrize(
    ("text", "filled", "written"),
    [
        # a program breaks at the same spaces by itself
        ("Keep eating greens every day", "Keep eating gr", "Keep eating greens every day"),
        # it would leave a part of the next word on the line before
        ("None or 600–1,000 IU in winter", "None or 600–1,", f"None or{LINE_END}600–1,000 IU in winter"),
        ("a dose of vitamin B-12 is", "a dose of vitamin B-1", f"a dose of vitamin{LINE_END}B-12 is"),
        ("is it so?Why is that", "is it so?Wh", f"is it{LINE_END}so?Why is that"),
        # the part has no room there
        ("None or 600–1,000 IU in winter", "None or 60", "None or 600–1,000 IU in winter"),
        # it breaks after no slash, and after every hyphen
        ("follow/ask them", "follow/as", f"follow/{LINE_END}ask them"),
        ("warfarin-like drugs", "warfarin-li", "warfarin-like drugs"),
        ("维生素钾", "维生素", "维生素钾"),
    ],
)
def test_a_line_end_is_written_where_a_program_would_choose_another(text: str, filled: str, written: str) -> None:
    assert shown(text, wide(filled)) == written


def test_an_address_is_ended_where_it_was_measured_to_end() -> None:
    address = "https://example.org/index.html?utm_source=letter&utm_medium=email"
    lines = shown(f"See {address}", 200).split(LINE_END)
    assert len(lines) > 2
    assert "".join(lines) == f"See {address}"
    assert all(wide(line) <= 200 for line in lines)


def test_a_value_has_no_space_at_which_it_would_be_broken() -> None:
    text = (Words("None or "), DOSE, Words(" in winter"))
    assert shown(text, 1000) == f"None or 600–1,000{NBSP}IU{NBSP}a{NBSP}day in winter"
    assert shown(text, wide("None or 600–1,00")) == f"None or{LINE_END}600–1,000{NBSP}IU{NBSP}a{NBSP}day in winter"


def test_a_space_between_two_inlines_is_replaced_once() -> None:
    text = (Strong((Words("None or "),)), Link((Words(" 600–1,000 IU"),), "https://x.example"))
    made = as_shown(text, (6,))
    assert plain(made) == f"None or{LINE_END}600–1,000 IU"
    assert isinstance(made[0], Strong)
    assert isinstance(made[1], Link)


def test_a_line_end_is_read_as_a_space() -> None:
    text = (Words("None or 600–1,000 IU"),)
    assert plain(as_read(text, (6,))) == "None or 600–1,000 IU"
    assert plain(as_read((Words("a/b"),), (2,))) == "a/ b"
    assert as_read((DOSE,), ()) == (DOSE,)


@given(st.text(alphabet="ab 1–-/?", max_size=80), st.floats(30, 300))
@settings(max_examples=150, deadline=None)
def test_a_line_that_is_ended_is_one_that_was_measured(text: str, width: float) -> None:
    lines = greedy_lines((Words(text),), STYLE, width, FONTS)
    ends = line_ends(lines, width)
    written = plain(as_shown((Words(text),), ends))
    assert written.count(LINE_END) == len(ends) < max(1, len(lines))
    measured = ["".join(line.text.split()) for line in lines]
    starts = {sum(map(len, measured[:count])) for count in range(len(measured) + 1)}
    stretches = ["".join(part.split()) for part in written.split(LINE_END)]
    assert "".join(stretches) == "".join(measured)
    assert {sum(map(len, stretches[:count])) for count in range(len(stretches) + 1)} <= starts
