"""The words of all texts of a project, used to find words that are probably wrong.

They are counted while the documents are checked a few at a time: for a word that occurs once its text is kept, for all
others only the number of occurrences.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handouts.checks.language.texts import Text

# shorter words differ by one letter too often to be compared
LONG = 8
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITAL = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+)\b(?! [A-Z])")
_AFTER_CAPITAL = re.compile(r"(?:^|\W)[A-Z][\w'-]*,? $")


@dataclass(frozen=True, slots=True)
class Counted:
    """The number of occurrences of each word; for a word that occurs once, also how it is typed and in which text."""

    counts: Counter[str] = field(default_factory=Counter)
    lone: dict[str, tuple[str, Text]] = field(default_factory=dict)

    def add(self, word: str, typed: str, text: Text) -> None:
        """Count one more occurrence of a word."""
        self.counts[word] += 1
        if self.counts[word] == 1:
            self.lone[word] = typed, text
        else:
            self.lone.pop(word, None)


@dataclass(frozen=True, slots=True)
class UsedWords:
    """Long words in any case, words in lower case, and words capitalised inside a sentence.

    `accepted` are words in small letters that are right however rare they are.
    """

    long: Counted = field(default_factory=Counted)
    small: Counter[str] = field(default_factory=Counter)
    inner: Counted = field(default_factory=Counted)
    accepted: frozenset[str] = frozenset()

    def read(self, texts: Iterable[Text]) -> None:
        """Count the words of more texts."""
        for text in texts:
            for typed in _LETTERS.findall(text.words):
                # a misspelling may lack one letter
                if len(typed) >= LONG - 1:
                    self.long.add(typed.casefold(), typed, text)
            self.small.update(word for word in _WORD.findall(text.words) if word[0].islower())
            for word in _inner(text.words):
                self.inner.add(word, word, text)


def _inner(words: str) -> Iterator[str]:
    """Yield the capitalised words that neither begin a sentence nor are next to another capitalised word."""
    for match in _CAPITAL.finditer(words):
        if not _AFTER_CAPITAL.search(words[: match.start()]):
            yield match[1]
