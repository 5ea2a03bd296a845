"""Quantities that a printed text states in digits or words, as opposed to names that contain digits.

Names such as K2 and MK-7 are content, so the caller passes them, and the nouns of the project's own units (`puffs`) too.
Number words and the other nouns that they count come from `words`, for each language. A number word states a quantity only before such a noun: `two days`, not `two ways`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from handouts.core.words import word

Names = tuple[str, ...]
Nouns = tuple[str, ...]

_FRACTION = "[\u00bc-\u00be\u2150-\u215e\u2189]"
_DIGITS = rf"\d+(?:[.,]\d+)*{_FRACTION}?|{_FRACTION}"
_NUMBER = re.compile(_DIGITS)
_ANY_DIGIT = re.compile(rf"\d|{_FRACTION}")
_LETTERS = re.compile(r"[^\W\d_]+")
# also texts of finished files are read, in which words are held together by spaces and hyphens of every kind
_GAP = r"[\s\u2010\u2011-]"
_MASK = "\0"


@dataclass(frozen=True, slots=True)
class Stated:
    """A number in a text, with the positions of its first character and of the one after its last."""

    text: str
    start: int
    end: int


def has_digit(text: str) -> bool:
    """Return whether a text contains a digit or a fraction sign."""
    return _ANY_DIGIT.search(text) is not None


def stated(text: str, lang: str, names: Names = (), nouns: Nouns = ()) -> Iterator[Stated]:
    """Yield every number that a text states, in order; digits inside a name do not count.

    `nouns` are counted by number words besides those of the language.
    """
    digits = has_digit(text)
    worded = not _worded(lang).isdisjoint(_LETTERS.findall(text.casefold()))
    if not digits and not worded:
        return
    pattern = _pattern(lang, nouns) if worded else _NUMBER
    for found in pattern.finditer(_masked(text, names) if digits else text):
        yield Stated(found[0], found.start(), found.end())


def _masked(text: str, names: Names) -> str:
    """Return a text of the same length in which names are blanked out."""
    pattern = _named(names)
    return text if pattern is None else pattern.sub(lambda found: _MASK * len(found[0]), text)


@lru_cache(maxsize=64)
def _named(names: Names) -> re.Pattern[str] | None:
    """Return one pattern that finds all names as whole words, longest first; None without names."""
    if not names:
        return None
    longest = sorted(names, key=lambda name: (-len(name), name))
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, longest))})(?!\w|[.,]\d)")


def _any(words: str) -> str:
    return "|".join(map(re.escape, words.split()))


def _spaced(noun: str) -> str:
    """Return the pattern of a noun of one or more words."""
    return _GAP.join(map(re.escape, noun.split()))


@lru_cache(maxsize=8)
def _worded(lang: str) -> frozenset[str]:
    """Return the number words of a language; most texts contain none, and need no slower search."""
    return frozenset(word("numbers", lang).split())


@lru_cache(maxsize=8)
def _pattern(lang: str, nouns: Nouns) -> re.Pattern[str]:
    """Return the pattern for digits, and for number words before a counted noun with at most one other word between."""
    numbers, counted = _any(word("numbers", lang)), "|".join((_any(word("counted", lang)), *map(_spaced, nouns)))
    between, shares = _any(word("between", lang)), _any(word("shares", lang))
    few = rf"(?:{numbers})(?:{_GAP}(?:{numbers}|{between}))*"
    of_many = rf"(?:{numbers}){_GAP}(?:(?:{shares}){_GAP})+(?:{numbers})"
    words = rf"(?<![\w-])(?:{of_many}|{few}(?:{_GAP}[^\W\d_]+)?{_GAP}(?:{counted}))(?![\w-])"
    return re.compile(rf"{_DIGITS}|{words}", re.IGNORECASE)
