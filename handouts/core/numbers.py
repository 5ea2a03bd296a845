"""Quantities that a printed text states, in digits or in words, told apart from names that hold digits.

Names (K2, MK-7) are content and are handed in; number words and the nouns that they count are data of
each language in `words`. A number word states a quantity only before such a noun: `two days`, not `two ways`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handouts.core.words import word

Names = tuple[str, ...]

_DIGITS = r"\d+(?:[.,]\d+)*[¼½¾⅓⅔⅛]?|[¼½¾⅓⅔⅛]"
_NUMBER = re.compile(_DIGITS)
_ANY_DIGIT = re.compile(r"[\d¼½¾⅓⅔⅛]")
_LETTERS = re.compile(r"[^\W\d_]+")
_GAP = r"[ \u00a0-]"
_MASK = "\0"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in a text: its characters and where they stand."""

    text: str
    start: int
    end: int


def has_digit(text: str) -> bool:
    """Whether a text holds a digit or a fraction at all."""
    return _ANY_DIGIT.search(text) is not None


def stated(text: str, lang: str, names: Names = ()) -> Iterator[Stated]:
    """Every number that a text states, in order; digits inside of a name are none."""
    digits = has_digit(text)
    worded = not _worded(lang).isdisjoint(_LETTERS.findall(text.casefold()))
    if not digits and not worded:
        return
    pattern = _pattern(lang) if worded else _NUMBER
    for found in pattern.finditer(_masked(text, names) if digits else text):
        yield Stated(found[0], found.start(), found.end())


def _masked(text: str, names: Names) -> str:
    """A text as long as it was, with nothing to read where a name stands."""
    pattern = _named(names)
    return text if pattern is None else pattern.sub(lambda found: _MASK * len(found[0]), text)


@lru_cache(maxsize=64)
def _named(names: Names) -> re.Pattern[str] | None:
    """One pattern for all names, longest first, that finds whole words."""
    if not names:
        return None
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w|[.,]\d)")


def _either(name: str, lang: str) -> str:
    return "|".join(map(re.escape, word(name, lang).split()))


@lru_cache(maxsize=8)
def _worded(lang: str) -> frozenset[str]:
    """The number words of a language: most texts have none, and need no slower search."""
    return frozenset(word("numbers", lang).split())


@lru_cache(maxsize=8)
def _pattern(lang: str) -> re.Pattern[str]:
    """Digits, and number words before what a language counts, with at most one other word between."""
    numbers, counted, between, shares = (_either(name, lang) for name in ("numbers", "counted", "between", "shares"))
    few = rf"(?:{numbers})(?:{_GAP}(?:{numbers}|{between}))*"
    of_many = rf"(?:{numbers}){_GAP}(?:(?:{shares}){_GAP})+(?:{numbers})"
    words = rf"(?<![\w-])(?:{of_many}|{few}(?:{_GAP}[^\W\d_]+)?{_GAP}(?:{counted}))(?![\w-])"
    return re.compile(rf"{_DIGITS}|{words}", re.IGNORECASE)
