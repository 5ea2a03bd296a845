"""Readability of an English text: its sentences, its words, and its Flesch-Kincaid and SMOG grades.

Flesch-Kincaid (Kincaid JP et al. 1975): 0.39 × words per sentence + 11.8 × syllables per word - 15.59.

SMOG (McLaughlin GH 1969): 1.0430 × √(polysyllables × 30 / sentences) + 3.1291. A polysyllable has three syllables or
more; every use counts. McLaughlin counts them in 30 sentences; the factor 30 / sentences adapts the formula to another
length. Its result is never below 3.1.

Both formulas read the same words. A sentence ends at . ! or ?, and at the end of its paragraph or list item; a colon or
a dash does not end it. A hyphenated word is one word. A number is one word, with as many syllables as it has when read
aloud, and so is an abbreviation, letter by letter (Flesch and McLaughlin both count what is read aloud). Syllables are
correct for 99 % of words (see `syllables`), grades within about 0.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from math import sqrt

from handouts.checks.packs.english.syllables import syllables
from handouts.checks.packs.pack import Readability

POLYSYLLABLE = 3

_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])")
_SHORT_FORM = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|approx)\.\Z")
_WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|%|[^\W\d_](?:['’-]?\w)*")
# words without lower-case letters, and units with a slash
_UNWEIGHED = re.compile(r"[^a-z]+s?\Z|.*\d|(?:mg|kg|ng|ml|mL|µg|mcg|nmol|mmol)\Z")


def sentences(text: str) -> Iterator[str]:
    """Yield the sentences of a text; the full stop of `Dr.` or `e.g.` does not end one."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        said = text[start : end.start()]
        if not _SHORT_FORM.search(said):
            yield text[start : end.end()].strip()
            start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def words(text: str) -> tuple[str, ...]:
    """Return the words of a text, with numbers and signs that are read as words."""
    return tuple(_WORD.findall(text))


def flesch_kincaid(found: Iterable[tuple[str, ...]]) -> float:
    """Return the Flesch-Kincaid grade of one or more sentences, given as their words."""
    found = tuple(found)
    count = sum(map(len, found))
    said = sum(syllables(word) for sentence in found for word in sentence)
    return 0.39 * count / len(found) + 11.8 * said / count - 15.59


def smog(found: Iterable[tuple[str, ...]]) -> float:
    """Return the SMOG grade of one or more sentences, given as their words."""
    found = tuple(found)
    polysyllables = sum(syllables(word) >= POLYSYLLABLE for sentence in found for word in sentence)
    return 1.0430 * sqrt(polysyllables * 30 / len(found)) + 3.1291


READABILITY = Readability(sentences, words, flesch_kincaid, smog, _UNWEIGHED)
