"""Characters that are not seen, that only look like another, or that cannot be set."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.core.alphabets import TWINS, refusals, unset


def rules(text: str) -> list[str]:
    return [refusal.rule for refusal in refusals(text)]


@pytest.mark.parametrize(
    "char",
    [
        *"\u00ad\u034f\u061c\u115f\u1160\u17b4\u180b\u180e\u200b\u200c\u200d\u200e\u200f\u2028\u2029\u202a\u202e",
        *"\u2060\u2061\u2064\u2066\u2069\u206a\u2800\u3164\ufe00\ufe0f\ufeff\uffa0\ufff9\ufffb\ufffc\ufffd\uffff",
        *"\ue000\u0378\U000e0041\U000e0100\U0010ffff",
    ],
)
def test_what_is_not_seen_is_refused(char: str) -> None:
    assert rules(f"mena{char}quinone") == ["hidden-character"]
    assert rules(char) == ["hidden-character"]


@pytest.mark.parametrize("char", ["\x00", "\x07", "\x08", "\x0b", "\x0c", "\r", "\x1b", "\x7f", "\x80", "\x85", "\x9f"])
def test_a_control_character_is_refused(char: str) -> None:
    assert rules(f"a{char}b") == ["hidden-character"]


def test_half_a_character_is_refused() -> None:
    assert rules("a\ud800b") == ["broken-character"]
    assert rules("a\udfffb") == ["broken-character"]


@pytest.mark.parametrize(
    "text", ["", "a b\nc\td", "25\u00a0mg \u2013 \u2264 2\u00bd \u201cyou\u2019re\u201d \u2026", "K₂ 10⁹ m²"]
)
def test_spaces_signs_and_raised_digits_are_free(text: str) -> None:
    assert rules(text) == []


def test_the_message_names_the_character_and_where_it_stands() -> None:
    assert [refusal.message for refusal in refusals("You may take mena\u200bquinone")] == [
        "U+200B (zero width space) after 'ay take mena' cannot be seen in print; delete it"
    ]
    assert [refusal.message for refusal in refusals("\u202eK2")] == [
        "U+202E (right-to-left override) before 'K2' turns the direction of the words after it; delete it"
    ]


def test_a_character_that_stands_often_is_named_once() -> None:
    assert rules("a\u200bb\u200bc\u200dd") == ["hidden-character", "hidden-character"]


@pytest.mark.parametrize(
    "text",
    [
        "vit\u0430min",  # Cyrillic a
        "\u0440ing",  # Cyrillic er at the start
        "vit\u03b1min",  # Greek alpha
        "\u03b1spirin",
        "N\u0391TTO",  # Greek capital alpha
        "vitamin \u039a2",  # Greek capital kappa alone
        "vitamin \u041a",  # Cyrillic capital ka alone
        "no \u043e then",  # Cyrillic o alone
        "eat \u039d\u0391\u03a4\u03a4\u039f now",  # a Greek word that looks Latin
        "\u0561bc",  # Armenian
        "\u13aaB",  # Cherokee
        "\u03bf\u043e",  # Greek and Cyrillic
    ],
)
def test_letters_of_two_alphabets_in_one_word_are_refused(text: str) -> None:
    assert rules(text) == ["mixed-alphabets"]


@pytest.mark.parametrize(
    "text",
    [
        "\u03b2-blocker",
        "\u03b11 and \u03b22",
        "5 \u00b5g, 5 \u03bcg, 3 \u00b5mol",
        "TNF\u03b1, NF\u03baB, PPAR\u03b3, I\u03baB\u03b1",
        "\u0394T and k\u03a9",
        "\u7ef4\u751f\u7d20K",
        "\u30d3\u30bf\u30df\u30f3K2",
        "\u0420\u043e\u043b\u044c \u0432\u0438\u0442\u0430\u043c\u0438\u043d\u0430 \u041a",  # a title in Russian
        "\u03c9-3, \u03ba = 1",
        "Grze\u015bk, M\u00e9ni\u00e8re, S\u00f8rensen",
        "NF-\u03baB",
    ],
)
def test_symbols_and_words_of_another_language_are_free(text: str) -> None:
    assert rules(text) == []


def test_a_letter_bears_two_marks_at_most() -> None:
    assert rules("e\u0323\u0306 is Vietnamese") == []
    assert rules("K\u0301\u0302\u0303\u0304") == ["stray-marks"]
    assert rules("K\u0301\u0302\u20dd") == ["stray-marks"]


@given(st.text())
def test_any_text_is_judged(text: str) -> None:
    for refusal in refusals(text):
        assert refusal.rule
        assert all(char.isprintable() for char in refusal.message)


@given(st.text(alphabet=st.characters(max_codepoint=0x7E, min_codepoint=0x20)))
def test_plain_ascii_is_free(text: str) -> None:
    assert rules(text) == []
    assert unset(text) == []


def test_twins_are_letters_of_other_alphabets() -> None:
    assert all(not twin.isascii() and latin.isascii() for twin, latin in TWINS.items())


@pytest.mark.parametrize(
    "text",
    [
        "\u0645\u0631\u062d\u0628\u0627",  # Arabic
        "\u05e9\u05dc\u05d5\u05dd",  # Hebrew
        "\u0928\u092e\u0938\u094d\u0924\u0947",  # Devanagari
        "\u0e2a\u0e27\u0e31\u0e2a",  # Thai
        "\u0ba4\u0bae\u0bbf\u0bb4\u0bcd",  # Tamil
        "\u1019\u103c\u1014\u103a",  # Burmese
        "\u1797\u17b6\u179f\u17b6",  # Khmer
        "\u1828\u1829",  # Mongolian
        "\U0001e900",  # Adlam
        "x\u0304",  # a mean
        "t\u0336a\u0336",  # struck through
        "\ufe8e\ufee3",  # shaped Arabic forms
        "\u0661",  # an Arabic digit
        "\u060c",  # an Arabic comma
    ],
)
def test_a_script_that_needs_shaping_or_runs_from_right_to_left_cannot_be_set(text: str) -> None:
    assert unset(f"Take {text} now")


@pytest.mark.parametrize(
    "text",
    [
        "Ti\u1ebfng Vi\u1ec7t",
        "\u03b2-blocker \u039a",
        "\u0412\u0438\u0442\u0430\u043c\u0438\u043d",
        "\u7ef4\u751f\u7d20\u3002",
        "\u30d3\u30bf\u30df\u30f3\u3001\uac00",
        "\u10d0\u0561",
        "\u2264 \u2192 \u2713 \u00bd \u2122 \u00b5",
        "\U0001d40a \uff2b \ufb01",
    ],
)
def test_a_script_whose_letters_stand_side_by_side_can_be_set(text: str) -> None:
    assert unset(text) == []
