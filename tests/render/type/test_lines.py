"""Text broken into lines, measured in the font that prints it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from support.samples import look_of

from handouts.document.text import Blank, Inline, Link, Lowered, Raised, Sign, Strong, Text, Value, Words
from handouts.render.type.lines import (
    LOWERED_BY,
    RAISED_BY,
    SMALL,
    Style,
    balanced_lines,
    break_lines,
    text_width,
    widest_word,
)

FONTS = look_of("a4").fonts
STYLE = Style(12, 16)
BOLD = Style(12, 16, bold=True)
NBSP = "\u00a0"
WHOLE = 1e9


def words(text: str) -> Text:
    return (Words(text),)


def broken(text: Text | str, width: float) -> list[str]:
    return [line.text for line in break_lines(words(text) if isinstance(text, str) else text, STYLE, width, FONTS)]


def wide(text: str, style: Style = STYLE) -> float:
    return text_width(words(text), style, FONTS)


@pytest.mark.parametrize("bold", [False, True])
def test_a_line_is_as_wide_as_the_font_that_prints_it(bold: bool) -> None:
    style = Style(17, 22, bold)
    face = FONTS.faces(bold)[0]
    assert wide("Kale, boiled: 247 µg", style) == pytest.approx(
        stringWidth("Kale, boiled: 247 µg", face.name, 17), abs=0.01
    )


def test_bold_words_are_measured_in_bold() -> None:
    mixed = text_width((Words("eat "), Strong(words("greens")), Words(" now")), STYLE, FONTS)
    parts = wide("eat") + wide("greens", BOLD) + wide("now")
    assert mixed - parts == pytest.approx(2 * FONTS.regular[0].width(" ") * 12, abs=0.5)
    assert wide("greens", BOLD) > wide("greens")


def test_lines_end_at_spaces_and_lose_no_word() -> None:
    text = "Eat about the same amount of greens from week to week and ask us before you change"
    lines = broken(text, 120)
    assert len(lines) > 2
    assert " ".join(lines) == text
    assert all(wide(line) <= 120 for line in lines)


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("warfarin-like", ["warfarin-", "like"]),
        ("and/or better", ["and/or", "better"]),
        ("D-2", ["D-2"]),
        ("follow/ask", ["follow/", "ask"]),
    ],
)
def test_a_hyphen_or_slash_parts_whole_words_only(text: str, lines: list[str]) -> None:
    assert broken(text, wide("warfarin-") + 1 if "warfarin" in text else wide("follow/") + 1) == lines


def test_a_no_break_space_never_parts() -> None:
    assert broken(f"at most 90{NBSP}µg", wide("at most 90") + 1) == ["at most", f"90{NBSP}µg"]


def test_a_value_of_several_words_is_never_glued_by_markup() -> None:
    value = Value("claim", "a.b", None, None, None, f"3–7{NBSP}days")
    lines = break_lines((Words("within "), value, Words(".")), STYLE, wide("within 3–7"), FONTS)
    assert [line.text for line in lines] == ["within", f"3–7{NBSP}days."]
    assert lines[1].runs[0].origin is value


@pytest.mark.parametrize(("inline", "share"), [(Raised(words("2+")), RAISED_BY), (Lowered(words("2")), LOWERED_BY)])
def test_raised_and_lowered_words_stand_off_the_baseline_and_smaller(inline: Inline, share: float) -> None:
    (line,) = break_lines((Words("Ca"), inline, Words(" in")), STYLE, WHOLE, FONTS)
    assert [run.rise for run in line.runs] == pytest.approx([0, 12 * share, 0])
    assert line.runs[1].size == pytest.approx(12 * SMALL)
    assert line.runs[0].x + line.runs[0].width == pytest.approx(line.runs[1].x)


def test_a_raised_sign_stays_with_its_word() -> None:
    text = (Words("much Ca"), Raised(words("2+")))
    assert broken(text, wide("much Ca")) == ["much", "Ca2+"]


def test_no_lonely_word_is_left_where_a_narrower_line_takes_another_along() -> None:
    text = "Keep eating greens, about the same from week to week, as you always did"
    for width in range(150, 320, 5):
        lines = broken(text, width)
        if len(lines) == 2:
            assert " " in lines[-1], (width, lines)


def test_a_title_is_broken_into_lines_of_about_one_length() -> None:
    text = "Vitamin D, K2, calcium and magnesium: what do I need?"
    width = wide(text) * 0.9
    greedy = break_lines(words(text), STYLE, width, FONTS)
    even = balanced_lines(words(text), STYLE, width, FONTS)
    assert len(even) == len(greedy) == 2
    assert max(line.width for line in even) < max(line.width for line in greedy)


def test_signs_and_blanks_take_room() -> None:
    (line,) = break_lines((Sign("tick"), Words(" do "), Blank("day", 10)), STYLE, WHOLE, FONTS)
    assert [run.text for run in line.runs] == ["", "do ", ""]
    assert line.width > wide("do") + 10 * 6


def test_a_link_keeps_its_address_on_every_line() -> None:
    link = Link(words("our page about greens"), "https://x.example")
    lines = break_lines((link,), STYLE, wide("our page ab"), FONTS)
    assert len(lines) > 1
    assert all(run.origin is link for line in lines for run in line.runs)


def test_what_takes_no_glyph_is_not_drawn() -> None:
    (line,) = break_lines(words("a\u2060b\u200bc"), STYLE, WHOLE, FONTS)
    assert line.text == "abc"


def test_a_missing_glyph_is_named_once() -> None:
    assert FONTS.missing("漢字 and 漢 10⁹/L ≥ µg – “x”") == ["漢", "字"]
    assert FONTS.missing("é ü ß ł ő ş œ ’ … − × ½ \u00a0") == []


WIDTHS = st.floats(40, 500)
TEXTS = st.text(alphabet="abcdef ghij-/ \u00a0µ–.,", max_size=200)


@given(TEXTS, WIDTHS)
@settings(max_examples=150, deadline=None)
def test_no_line_is_wider_than_its_room_unless_a_word_is(text: str, width: float) -> None:
    lines = break_lines(words(text), STYLE, width, FONTS)
    longest = widest_word(words(text), STYLE, FONTS)
    assert all(line.width <= max(width, longest) + 0.01 for line in lines)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")


@given(TEXTS)
@settings(max_examples=80, deadline=None)
def test_runs_stand_one_after_the_other(text: str) -> None:
    for line in break_lines((Words(text), Strong(words(text)), Words(text)), STYLE, 200, FONTS):
        for before, after in zip(line.runs, line.runs[1:], strict=False):
            assert after.x >= before.x + before.width - 0.01
        assert all(run.width == pytest.approx(run.face.width(run.text) * run.size) for run in line.runs)


def test_no_words_make_no_line() -> None:
    assert broken("", 100) == []
