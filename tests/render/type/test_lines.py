"""Text broken into lines, measured in the font that prints it."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.pdfbase.pdfmetrics import stringWidth
from support.samples import look_of
from support.units import unit_named

from handouts.core.quantity import Interval, Measured, Number, Quantity, Range, Ratio, printed
from handouts.document.text import Blank, Inline, Link, Lowered, Raised, Sign, Strong, Text, Value, Words, plain
from handouts.render.type.lines import (
    LOWERED_BY,
    RAISED_BY,
    SMALL,
    Style,
    TypesetLine,
    balanced_lines,
    break_lines,
    count_lines,
    greedy_lines,
    narrowest,
    text_width,
    too_wide,
    value_pieces,
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


# --- words wider than their line ------------------------------------------------------------------

ADDRESS = "https://example.org/index.html?utm_source=letter&utm_medium=email&id=1234567890abcdefghijklmnop"
MAIL = "someone.with.a.long.name@department.of.anticoagulation.hospital.example.org"


def test_an_address_that_fits_its_line_is_kept_whole() -> None:
    assert broken(f"See {MAIL}", wide(MAIL) + 1) == ["See", MAIL]


@pytest.mark.parametrize(
    "address", [ADDRESS, MAIL, "10.1016/j.someverylongjournal.2012.04.001_supplement", f"({MAIL})."]
)
def test_an_address_wider_than_its_line_is_broken_after_its_marks(address: str) -> None:
    lines = broken(f"Read {address} now", 190)
    assert "".join(lines).replace(" ", "") == f"Read{address}now"
    assert all(wide(line) <= 190 for line in lines)
    ends = [line for line in lines[:-1] if line != "Read"]
    assert ends
    assert all(line[-1] in "?&=_./-@:" or address.endswith(line) for line in ends)


def test_a_scheme_keeps_its_slashes() -> None:
    assert not any(
        line.endswith(("https:", "https:/")) for width in range(60, 200, 5) for line in broken(ADDRESS, width)
    )


def test_an_address_without_marks_is_broken_anywhere() -> None:
    lines = broken("www." + "a" * 100 + ".org", 100)
    assert "".join(lines) == "www." + "a" * 100 + ".org"
    assert all(wide(line) <= 100 for line in lines)
    assert len(lines) == count_lines(words("www." + "a" * 100 + ".org"), STYLE, 100, FONTS)


def test_what_follows_an_address_without_a_space_stays_with_its_end() -> None:
    link = Link(words("https://" + "b" * 60), "https://x.example")
    for width in range(60, 120):
        lines = break_lines((link, Words(").")), STYLE, width, FONTS)
        assert max(line.width for line in lines) <= width
        assert not lines[-1].text.startswith(")")


@pytest.mark.parametrize(
    ("word", "lines"),
    [
        ("beta-2-microglobulin", ["beta-2-", "microglobulin"]),
        ("amoxicillin/clavulanate", ["amoxicillin/", "clavulanate"]),
        ("25-hydroxyvitamin", ["25-", "hydroxyvitamin"]),
    ],
)
def test_a_compound_wider_than_its_line_is_broken_after_a_hyphen_or_slash(word: str, lines: list[str]) -> None:
    assert broken(word, max(map(wide, lines)) + 1) == lines


@pytest.mark.parametrize("word", ["Donaudampfschifffahrtselektrizitaetenhauptbetriebswerk", "1-2-3-4-5-6-7-8-9-10-11"])
def test_a_word_is_never_broken_inside_its_letters_or_its_numbers(word: str) -> None:
    lines = break_lines(words(f"So {word} is"), STYLE, 40, FONTS)
    assert word in [line.text for line in lines]
    message = too_wide(lines, 40)
    assert message is not None
    assert message.startswith(f"{word[:37]!r}"[:-1])
    assert f" is {wide(word) - 40:.0f} pt wider than its place of 40 pt; use a shorter word" in message


def test_lines_that_fit_are_no_problem() -> None:
    assert too_wide(break_lines(words("All of this fits"), STYLE, 60, FONTS), 60) is None
    assert too_wide((), 10) is None


@pytest.mark.parametrize("kind", [Strong, lambda children: Link(children, "https://a.example")])
@pytest.mark.parametrize("width", [20, 40, 60, 80, 1000])
def test_no_word_is_lost_after_bold_words_or_a_link_that_end_in_a_space(
    kind: Callable[[Text], Inline], width: int
) -> None:
    text = (kind((Words("Yes: stop. "),)), Words("unbreakable words go on"))
    lines = break_lines(text, STYLE, width, FONTS)
    assert " ".join(line.text.strip() for line in lines) == "Yes: stop. unbreakable words go on"
    assert count_lines(text, STYLE, width, FONTS) == len(greedy_lines(text, STYLE, width, FONTS))


def test_a_message_shows_plain_spaces() -> None:
    lines = break_lines(words("all\u00a0of\u00a0this\u2060"), STYLE, 40, FONTS)
    assert str(too_wide(lines, 40)).startswith("'all of this' is ")


def test_a_place_without_room_is_told_as_none() -> None:
    assert "its place of 0 pt" in str(too_wide(break_lines(words("word"), STYLE, -4, FONTS), -4))


def test_a_column_is_as_narrow_as_its_words_broken_at_need() -> None:
    assert narrowest(words("warfarin-like drugs"), STYLE, FONTS) == pytest.approx(
        widest_word(words("warfarin-"), STYLE, FONTS)
    )
    assert narrowest(words(f"at {ADDRESS}"), STYLE, FONTS) == pytest.approx(8 * 12)
    assert widest_word(words(f"at {ADDRESS}"), STYLE, FONTS) > 300
    assert narrowest((), STYLE, FONTS) == 0


def test_greedy_lines_fill_each_line() -> None:
    text = "Keep eating greens, about the same from week to week, as you always did"
    for width in range(150, 320, 5):
        lines = greedy_lines(words(text), STYLE, width, FONTS)
        assert len(lines) == count_lines(words(text), STYLE, width, FONTS)
        for line, following in pairwise(lines):
            assert wide(f"{line.text} {following.text.split()[0]}") > width


# --- values ---------------------------------------------------------------------------------------


def of(quantity: Quantity) -> Value:
    measured = Measured(quantity, "dose", "adults", "limit")
    return Value("claim", "a.b", None, None, measured, printed(quantity, "en"))


UG_A_DAY = unit_named("ug/day")
EFFECT = Interval(Decimal("0.43"), Decimal("0.24"), Decimal("0.77"), "RR", Decimal(95), unit_named("none"))
VALUES = [
    of(Number(Decimal(1200), UG_A_DAY)),
    of(Range(Decimal(3), Decimal(7), UG_A_DAY)),
    of(Range(Decimal(-5), Decimal(3), unit_named("mg"))),
    of(Ratio(Decimal(4), Decimal(17), Decimal(1000), None)),
]


@pytest.mark.parametrize("value", VALUES, ids=lambda value: value.text)
def test_a_value_is_never_broken_inside_its_number_or_from_its_unit(value: Value) -> None:
    assert " " in value.text
    for width in (1, 20, 50, wide(value.text)):
        lines = break_lines((Words("take "), value, Words(", or less")), STYLE, width, FONTS)
        assert any(value.text in line.text for line in lines)


def test_an_estimate_is_parted_from_its_interval_only() -> None:
    value = of(EFFECT)
    first, second = value_pieces(value)
    assert f"{first} {second}" == value.text
    assert second.startswith("(95%")
    lines = break_lines((value,), STYLE, wide(second) + 1, FONTS)
    assert [line.text for line in lines] == [first, second]


@pytest.mark.parametrize(
    ("said", "pieces"),
    [
        ("½ cup (90 g)", ["½ cup", "(90 g)"]),
        ("Take 2 to 3 tablets the next day", ["Take", "2 to 3 tablets", "the", "next", "day"]),
        ("after 10 days", ["after", "10 days"]),
    ],
)
def test_words_of_a_value_are_broken_where_they_say_no_quantity(said: str, pieces: list[str]) -> None:
    assert value_pieces(Value("policy", "p", None, None, None, said)) == pieces


def test_words_of_a_value_keep_the_spaces_around_them() -> None:
    own = Value("policy", "p", None, None, None, " if you miss 2 or more doses ")
    text = (Words("Call"), own, Words("today, or write to "), Value("policy", "p", None, None, None, f"1 {MAIL}"))
    assert (
        joined(break_lines(text, STYLE, 200, FONTS)) == f"Call if you miss 2 or more doses today, or write to 1 {MAIL}"
    )


def test_a_value_wider_than_its_place_says_that_it_is_not_broken() -> None:
    value = VALUES[0]
    message = too_wide(break_lines((value,), STYLE, 20, FONTS), 20)
    assert message is not None
    assert "a value is not broken" in message
    assert repr(value.text.replace("\u00a0", " ")) in message


# --- properties -----------------------------------------------------------------------------------

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


LONG_WORDS = st.sampled_from(
    [
        ADDRESS,
        MAIL,
        "doi:10.1016/j.journal.2012.04.001",
        "beta-2-microglobulin",
        "pneumonoultramicroscopic",
        "a",
        "to",
        "and/or",
    ]
)
PIECES = st.lists(st.one_of(LONG_WORDS.map(Words), st.sampled_from([*VALUES, of(EFFECT)])), max_size=12)


@given(PIECES, WIDTHS)
@settings(max_examples=150, deadline=None)
def test_every_line_fits_or_is_a_problem_and_no_value_is_broken(pieces: list[Inline], width: float) -> None:
    text = tuple(each for piece in pieces for each in (piece, Words(" ")))
    lines = break_lines(text, STYLE, width, FONTS)
    assert len(lines) == count_lines(text, STYLE, width, FONTS)
    assert joined(lines) == plain(text).strip()
    if too_wide(lines, width) is None:
        assert all(line.width <= width + 0.5 for line in lines)
    for piece in pieces:
        if isinstance(piece, Value):
            assert all(any(part in line.text for line in lines) for part in value_pieces(piece))


def joined(lines: tuple[TypesetLine, ...]) -> str:
    """The text of lines, with a space only where one stood between them."""
    return "".join(f"{line.text} " if line.spaced else line.text for line in lines).strip()


def part_of(value: Value, part: str) -> Value:
    """One part of a value, as authors print it beside words of their own."""
    assert value.measured is not None
    return Value("claim", "a.b", None, part, value.measured, printed(value.measured.quantity, "en", part))  # type: ignore[arg-type]


RANGE = VALUES[1]
TYPED = [
    ((part_of(RANGE, "high"), Words(" µg or less")), f"7{NBSP}µg"),
    ((part_of(RANGE, "low"), Words("–"), part_of(RANGE, "high"), Words(" in all")), "3–7"),
]


@pytest.mark.parametrize(("text", "whole"), TYPED)
def test_a_number_is_not_parted_from_a_unit_that_is_typed(text: Text, whole: str) -> None:
    for width in (1, 20, 40):
        assert any(whole in line.text for line in break_lines((Words("at most "), *text), STYLE, width, FONTS))


def test_words_after_a_number_are_parted_from_it() -> None:
    text = (part_of(RANGE, "high"), Words(" gulls"))
    assert broken(text, 1) == ["7", "gulls"]
    assert broken((RANGE, Words(" µg")), 1) == [RANGE.text, "µg"]


def test_no_line_begins_with_a_closing_mark() -> None:
    # the sample's fonts have no such letters, so that each is 0 pt wide
    assert broken("维生素（钾）。好", -1) == ["维", "生", "素", "（钾）。", "好"]
