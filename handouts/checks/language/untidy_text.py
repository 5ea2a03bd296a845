"""A text has no word twice in a row, no blank too many, and capitals only where they belong.

That is what is left when somebody changes a sentence and misses a word: `the the clinic`, `press for , then call`, `Ask
your Clinic`. A capital within a sentence is one that the project writes nowhere else there, of a word that it writes
small; names are left alone, as is what follows another capital. All documents and statements of claims are looked through.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from handouts.checks.language.texts import Text, texts
from handouts.checks.subject import Subject
from handouts.problem import Problem

ID = "untidy-text"
# a word written small so often elsewhere is no name
SMALL = 2
_TWICE = re.compile(r"\b([^\W\d_]{2,})[ \u00a0]+\1\b", re.IGNORECASE)
_BLANK = re.compile(r"\w {2,}\w|\w [,.;:!?)](?![\d.])")
_LOWER_START = re.compile(r"[^\W\d_]{2}[.!?]\s+([^\W\d_A-Z][a-z]+)\b(?!-)")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITAL = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+)\b(?! [A-Z])")
_AFTER_CAPITAL = re.compile(r"(?:^|\W)[A-Z][\w'-]*,? $")


def check(subject: Subject) -> Iterator[Problem]:
    """Texts that somebody left half changed."""
    read = tuple(texts(subject))
    strange = _strange_capitals(read)
    for text in read:
        for message in (*_slips(text.words), *_capitals(text.words, strange)):
            yield Problem(text.mark, ID, message, "warning", text.reaches)


def _slips(words: str) -> Iterator[str]:
    for match in _TWICE.finditer(words):
        yield f"{match[0]!r} says a word twice"
    for match in _BLANK.finditer(words):
        yield f"a blank too many in {words[max(0, match.start() - 10) : match.end() + 10]!r}"
    for match in _LOWER_START.finditer(words):
        yield f"a sentence begins small: {match[1]!r}"


def _capitals(words: str, strange: frozenset[str]) -> Iterator[str]:
    yield from (f"{word!r} has a capital within the sentence" for word in _inner(words) if word in strange)


def _strange_capitals(read: Iterable[Text]) -> frozenset[str]:
    """The words that stand with a capital within one sentence only, and small elsewhere."""
    small: Counter[str] = Counter()
    inner: Counter[str] = Counter()
    for text in read:
        small.update(word for word in _WORD.findall(text.words) if word[0].islower())
        inner.update(_inner(text.words))
    return frozenset(word for word, count in inner.items() if count == 1 and small[word.casefold()] >= SMALL)


def _inner(words: str) -> Iterator[str]:
    """The words with a capital that begin no sentence and stand beside no other capital."""
    for match in _CAPITAL.finditer(words):
        if not _AFTER_CAPITAL.search(words[: match.start()]):
            yield match[1]
