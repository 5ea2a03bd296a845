"""Characters that a text may hold: none that is not seen, none that only looks like another, none that cannot be set.

What a reader sees must be what the rules read, so such characters are refused wherever an author types text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

# letters of Greek and Cyrillic that look like a Latin one
_GREEK = dict(zip("ΑΒΕΖΗΙΚΜΝΟΡΤΥΧαγηικνορτυχωϲϳϹ", "ABEZHIKMNOPTYXaynikvoptuxwcjC", strict=True))
_CYRILLIC = dict(
    zip("АВЕЅЗІЈКМНОРСТУХҮԌԚԜӀаеѕіјкмнорстухүһӏԁԛԝгпь", "ABESZIJKMHOPCTYXYGQWIaesijkmhopctyxyhldqwrnb", strict=True)
)
TWINS = {**_GREEK, **_CYRILLIC}
# alphabets whose letters look like those of another
_ALPHABETS = ("LATIN", "GREEK", "CYRILLIC", "COPTIC", "ARMENIAN", "CHEROKEE", "LISU", "GEORGIAN", "DESERET", "GOTHIC")
_MOST_MARKS = 2
_CONTROLS = ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp")
# letters, fillers and selectors that print as nothing
_BLANK = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0\ufffc\ufffd")
_SELECTORS = ((0x180B, 0x180F), (0xFE00, 0xFE0F), (0xE0100, 0xE01EF))
_DIRECTION = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# what nearly all texts are made of, which need no closer look
_CLOSER_LOOK = re.compile(r"[^\n\t\x20-\x7e\xa0-\xac\xae-\u017f\u2010-\u2027\u202f-\u205e\u2070-\u209c\u2200-\u22ff]")
_WORD = re.compile(r"[^\W\d_]+")
_LETTERS_AROUND = 12


class Refusal(NamedTuple):
    """Why a text is refused: the rule, and a message that names the character."""

    rule: str
    message: str


def refusals(text: str) -> Iterable[Refusal]:
    """Return why a text must not stand in content or layouts; line breaks and tabs are left to YAML."""
    return () if _CLOSER_LOOK.search(text) is None else _refusals(text)


def _refusals(text: str) -> Iterator[Refusal]:
    yield from _unseen(text)
    if not text.isascii():
        yield from _piled(text)
        yield from _mixed(text)


def _unseen(text: str) -> Iterator[Refusal]:
    """Yield the characters that are not seen, each once."""
    for char in dict.fromkeys(_CLOSER_LOOK.findall(text)):
        kind = _kind_of(char)
        if kind is not None:
            rule, why = kind
            yield Refusal(rule, f"{_named(char)} {_place(text, text.index(char))} {why}")


def _kind_of(char: str) -> tuple[str, str] | None:
    """Return the rule against a character and what is wrong with it; None for one that may be printed."""
    category = unicodedata.category(char)
    if category == "Cs":
        return "broken-character", "is half a character; type the whole one"
    if char in _DIRECTION:
        return "hidden-character", "turns the direction of the words after it; delete it"
    if category in ("Zl", "Zp"):
        return "hidden-character", "is a line break of another program; type a space or a new line"
    if category == "Cc":
        return "hidden-character", "is a control character; delete it"
    if char == "\ufffd":
        return "hidden-character", "stands where a character was lost in copying; type the character"
    if category in _CONTROLS or char in _BLANK or any(first <= ord(char) <= last for first, last in _SELECTORS):
        return "hidden-character", "cannot be seen in print; delete it"
    return None


def _named(char: str) -> str:
    name = unicodedata.name(char, "").lower()
    code = f"U+{ord(char):04X}"
    return f"{code} ({name})" if name else code


def _place(text: str, start: int) -> str:
    """Return where a character stands, by the words beside it; what cannot be seen there is left out."""
    before = _shown(text[max(0, start - _LETTERS_AROUND) : start])
    after = _shown(text[start + 1 : start + 1 + _LETTERS_AROUND])
    return f"after {before!r}" if before.strip() else f"before {after!r}"


def _shown(text: str) -> str:
    return "".join(char for char in text if char.isprintable() or char == " ")


def _piled(text: str) -> Iterator[Refusal]:
    """Yield the first letter under more combining marks than any language writes."""
    place = 0
    for marks, run in groupby(text, lambda char: unicodedata.category(char) in ("Mn", "Me")):
        length = len(list(run))
        if marks and length > _MOST_MARKS:
            message = f"{length} combining marks stand on one letter {_place(text, place)}; at most {_MOST_MARKS} do"
            yield Refusal("stray-marks", message)
            return
        place += length


# --- letters of two alphabets ---------------------------------------------------------------------


def _mixed(text: str) -> Iterator[Refusal]:
    """Yield words in which letters of two alphabets pass for one another, and such words among Latin ones."""
    words = _WORD.findall(text)
    latin = any(char.isascii() for word in words for char in word)
    native = {_alphabet(char) for word in words for char in word if char not in TWINS}
    for word in dict.fromkeys(words):
        if word.isascii():
            continue
        used = {alphabet for char in word if (alphabet := _alphabet(char))}
        if len(used) > 1 and not _symbolic(word, used):
            names = " and ".join(sorted(name.title() for name in used))
            yield Refusal("mixed-alphabets", f"{_spelled(word)} mixes letters of {names} that look alike")
        elif latin and _passes_for_latin(word, used, native):
            yield Refusal("mixed-alphabets", f"{_spelled(word)} looks Latin but is not; type it in Latin letters")


def _symbolic(word: str, used: set[str]) -> bool:
    """Return whether the Greek letters of a word are symbols: after or between capitals, or the mu of a unit."""
    if used != {"LATIN", "GREEK"}:
        return False
    greek = [char for char in word if _alphabet(char) == "GREEK"]
    small = sum(char.islower() for char in word if _alphabet(char) == "LATIN")
    alike = [char for char in greek if char in TWINS]
    return not alike or (all(char.islower() for char in alike) and small <= 1)


def _passes_for_latin(word: str, used: set[str], native: set[str | None]) -> bool:
    """Return whether a whole word is made of letters that look Latin, with no other word of its alphabet beside it."""
    if len(used) != 1 or used & {"LATIN"} or used & native:
        return False
    symbol = len(word) == 1 and word.islower() and used == {"GREEK"}
    return not symbol and all(char in TWINS for char in word)


def _spelled(word: str) -> str:
    """Return a word with the code of each letter in it that is not Latin."""
    foreign = [f"{char} is {_named(char)}" for char in dict.fromkeys(word) if _alphabet(char) not in (None, "LATIN")]
    return f"{word!r} ({'; '.join(foreign[:3])})"


@lru_cache(maxsize=1024)
def _alphabet(char: str) -> str | None:
    """Return the alphabet of a letter, of those that can pass for one another; None for other characters."""
    if char == "\u00b5":
        return None
    first = unicodedata.name(char, "").partition(" ")[0]
    return first if first in _ALPHABETS else None


# --- scripts that can be set ----------------------------------------------------------------------

# scripts whose letters stand side by side from left to right, one glyph a character
_SET = (
    *("LATIN", "GREEK", "CYRILLIC", "ARMENIAN", "GEORGIAN", "COPTIC", "CHEROKEE", "ETHIOPIC", "CANADIAN SYLLABICS"),
    *(
        "LISU",
        "MODIFIER LETTER",
        "CJK",
        "IDEOGRAPHIC",
        "HIRAGANA",
        "KATAKANA",
        "BOPOMOFO",
        "HANGUL SYLLABLE",
        "YI SYLLABLE",
    ),
)
_RIGHT_TO_LEFT = ("R", "AL", "AN")
# two ranges, which are compiled at once
_PLAIN = re.compile(r"[\x00-\u02ff\u2000-\u20cf]*\Z")


def unset(text: str) -> list[str]:
    """Return the characters, each once, that the writers cannot set whatever fonts there are.

    They run from right to left, need shaping, or are marks to be placed over another letter.
    """
    if text.isascii() or _PLAIN.match(text):
        return []
    return [char for char in dict.fromkeys(text) if not _can_be_set(char)]


@lru_cache(maxsize=4096)
def _can_be_set(char: str) -> bool:
    if unicodedata.bidirectional(char) in _RIGHT_TO_LEFT:
        return False
    category = unicodedata.category(char)
    name = unicodedata.name(char, "")
    if category[0] == "M" or name.startswith("ARABIC"):
        return False
    if category[0] != "L":
        return True
    # letters of mathematics, and wide, raised or joined forms, stand for letters by another name
    plain = unicodedata.normalize("NFKC", char)[0]
    return plain.isascii() or unicodedata.name(plain, "").startswith(_SET)
