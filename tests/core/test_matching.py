"""The form of a text in which rules look for words."""

from __future__ import annotations

from dataclasses import dataclass
from types import MappingProxyType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.core.matching import all_for_matching, for_matching

SPACES = "\u00a0\u1680\u2000\u2002\u2003\u2007\u2008\u2009\u200a\u202f\u205f\u3000\u2028"
HYPHENS = "\u2010\u2011\u2043\ufe63\uff0d"


@pytest.mark.parametrize("space", SPACES)
def test_every_space_is_a_space(space: str) -> None:
    assert for_matching(f"vitamin{space}K") == "vitamin K"


@pytest.mark.parametrize("hyphen", HYPHENS)
def test_every_hyphen_is_a_hyphen(hyphen: str) -> None:
    assert for_matching(f"anti{hyphen}coagulant") == "anti-coagulant"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("K₂ and K²", "K2 and K2"),
        ("Ca²⁺", "Ca2⁺"),
        ("χ² 4, I² and R²; CI²", "χ² 4, I² and R²; CI2"),
        ("25 kg/m² and 5 cm³", "25 kg/m² and 5 cm³"),
        ("bene\ufb01t, \ufb02our, e\ufb00ect, o\ufb03ce", "benefit, flour, effect, office"),
        ("\uff2b\uff12", "K2"),
        ("\U0001d40a\U0001d7d0", "K2"),
        ("\u24c0\u2461", "K2"),
        ("n\u00e1tt\u00f6", "natto"),
        ("K\u0308\u0307", "K"),
        ("\u1d0b2", "k2"),
        ("\u0663 mg", "3 mg"),
        ("don\u2019t", "don't"),
        ("5 \u03bcg", "5 \u00b5g"),
        ("MK\u20137", "MK-7"),
        ("600\u2013800 IU", "600\u2013800 IU"),
        ("\u2153 and \u00bd", "\u2153 and \u00bd"),
        ("Coumadin\u2122", "Coumadin\u2122"),
        ("vitamin \u041a", "vitamin K"),
        ("vitamin \u03ba", "vitamin k"),
        ("\u03b2-blocker", "\u03b2-blocker"),
        ("\u7ef4\u751f\u7d20K", "\u7ef4\u751f\u7d20K"),
    ],
)
def test_what_means_the_same_is_spelled_the_same(text: str, expected: str) -> None:
    assert for_matching(text) == expected


@given(st.text())
def test_the_form_of_a_form_is_itself(text: str) -> None:
    assert for_matching(for_matching(text)) == for_matching(text)


@given(st.text(alphabet=st.characters(max_codepoint=0x7F)))
def test_ascii_stays(text: str) -> None:
    assert for_matching(text) is text


@dataclass(frozen=True)
class _Entry:
    words: str
    terms: tuple[str, ...]
    by: object


def test_every_text_below_a_value_is_changed_but_no_key() -> None:
    entry = _Entry("a\u00a0b", ("K₂", "plain"), {"k\u00a0ey": [_Entry("c\u00a0d", (), None)]})
    assert all_for_matching(entry) == _Entry("a b", ("K2", "plain"), {"k\u00a0ey": [_Entry("c d", (), None)]})
    assert entry.words == "a\u00a0b"


def test_what_needs_no_change_is_the_same_object() -> None:
    entry = _Entry("a b", ("K2",), MappingProxyType({"key": ["x"]}))
    assert all_for_matching(entry) is entry
