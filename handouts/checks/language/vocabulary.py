"""The words of all texts of a project, by which a rule tells that one of them is probably wrong.

They are counted while the documents are checked a few at a time: of a word that stands once its text is kept, of all
others only how often they stand.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from handouts.checks.language.texts import Text

# shorter words differ by one letter too often to tell
LONG = 8
_LETTERS = re.compile(r"[^\W\d_]+")
_WORD = re.compile(r"[^\W\d_]{2,}")
_CAPITAL = re.compile(r"(?<=[a-z,] )([A-Z][a-z]+)\b(?! [A-Z])")
_AFTER_CAPITAL = re.compile(r"(?:^|\W)[A-Z][\w'-]*,? $")


@dataclass(frozen=True, slots=True)
class Counted:
    """How often each word stands, and for one that stands once, as it is typed there and in which text."""

    counts: Counter[str] = field(default_factory=Counter)
    lone: dict[str, tuple[str, Text]] = field(default_factory=dict)

    def add(self, word: str, typed: str, text: Text) -> None:
        """One more place of a word."""
        self.counts[word] += 1
        if self.counts[word] == 1:
            self.lone[word] = typed, text
        else:
            self.lone.pop(word, None)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Long words whatever their capitals, words written small, and words with a capital inside a sentence."""

    long: Counted = field(default_factory=Counted)
    small: Counter[str] = field(default_factory=Counter)
    inner: Counted = field(default_factory=Counted)

    def read(self, texts: Iterable[Text]) -> None:
        """Counts the words of more texts."""
        for text in texts:
            for typed in _LETTERS.findall(text.words):
                # one letter may be missing
                if len(typed) >= LONG - 1:
                    self.long.add(typed.casefold(), typed, text)
            self.small.update(word for word in _WORD.findall(text.words) if word[0].islower())
            for word in _inner(text.words):
                self.inner.add(word, word, text)


def _inner(words: str) -> Iterator[str]:
    """The words with a capital that begin no sentence and stand beside no other capital."""
    for match in _CAPITAL.finditer(words):
        if not _AFTER_CAPITAL.search(words[: match.start()]):
            yield match[1]
