"""How hard an English text is to read: its sentences, its words, and the Flesch-Kincaid and SMOG grades.

Flesch-Kincaid (Kincaid JP et al. 1975): 0.39 × words a sentence + 11.8 × syllables a word - 15.59.

SMOG (McLaughlin GH 1969): 1.0430 × √(polysyllables × 30 / sentences) + 3.1291. A polysyllable has three syllables or
more; every use counts. McLaughlin counts them in 30 sentences; the factor 30 / sentences carries that to another
length. The formula never falls below 3.1.

Both read the same words. A sentence ends at . ! or ?, and with its paragraph or list item; a colon or a dash ends none.
A word in hyphens is one word. A number is a word, of as many syllables as it has when it is read aloud, and so is an
abbreviation, letter by letter (Flesch and McLaughlin both count what is read aloud). Syllables are good to 99 % (see
`syllables`), grades to about 0.2.
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
# what has no small letters, and units with a stroke
_UNWEIGHED = re.compile(r"[^a-z]+s?\Z|.*\d|(?:mg|kg|ng|ml|mL|µg|mcg|nmol|mmol)\Z")


def sentences(text: str) -> Iterator[str]:
    """A text at the ends of its sentences; the point of `Dr.` or `e.g.` ends none."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        said = text[start : end.start()]
        if not _SHORT_FORM.search(said):
            yield text[start : end.end()].strip()
            start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def words(text: str) -> tuple[str, ...]:
    """The words of a text, with numbers and signs that are read as words."""
    return tuple(_WORD.findall(text))


def flesch_kincaid(found: Iterable[tuple[str, ...]]) -> float:
    """The Flesch-Kincaid grade of the words of one sentence or more."""
    found = tuple(found)
    count = sum(map(len, found))
    said = sum(syllables(word) for sentence in found for word in sentence)
    return 0.39 * count / len(found) + 11.8 * said / count - 15.59


def smog(found: Iterable[tuple[str, ...]]) -> float:
    """The SMOG grade of the words of one sentence or more."""
    found = tuple(found)
    polysyllables = sum(syllables(word) >= POLYSYLLABLE for sentence in found for word in sentence)
    return 1.0430 * sqrt(polysyllables * 30 / len(found)) + 3.1291


READABILITY = Readability(sentences, words, flesch_kincaid, smog, _UNWEIGHED)
