"""Words that say more, or less, than evidence can: what the rules that look for them ask of a language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# numbers, and words that are long enough to mean something
_SPAN_WORD = re.compile(r"\d[\d.,]*|[^\W\d_]{4,}")


@dataclass(frozen=True)
class Wording:
    """The words of one language.

    `certain` claims that something is so without exception; a word of `denials` before it, or of `nothing` right
    after it, takes that back. `frequency` says how often without a number; `no_frequency` are phrases that hold such
    a word and say something else. `shares` are words that count as a number. `joints` join the parts of a time span.
    """

    certain: tuple[str, ...]
    denials: tuple[str, ...]
    nothing: tuple[str, ...]
    frequency: tuple[str, ...]
    no_frequency: tuple[str, ...]
    shares: tuple[str, ...]
    joints: tuple[str, ...]

    def says_span(self, text: str, span: str) -> bool:
        """Whether a text holds the numbers and nouns of a time span."""
        words = [word for word in _SPAN_WORD.findall(span.casefold()) if word not in self.joints]
        return all(word in text.casefold() for word in words or [span.casefold()])

    def certain_words(self, text: str) -> Iterator[str]:
        """The words of a text that claim certainty and that their sentence does not take back."""
        if self._certain.search(text) is None:
            return
        for sentence in sentences(text):
            for found in self._certain.finditer(sentence):
                denied = self._denied.search(sentence[: found.start()]) or self._emptied.match(sentence[found.end() :])
                if not denied:
                    yield found.group().casefold()

    def frequency_words(self, text: str) -> Iterator[str]:
        """The first word of each sentence that says how often and gives no number."""
        if self._frequency.search(text) is None:
            return
        for sentence in sentences(text):
            found = self._frequency.search(self._no_frequency.sub(" ", sentence))
            if found and not self._counted.search(sentence):
                yield found.group().casefold()

    @cached_property
    def _certain(self) -> re.Pattern[str]:
        return _any_of(self.certain)

    @cached_property
    def _denied(self) -> re.Pattern[str]:
        return _any_of(self.denials)

    @cached_property
    def _emptied(self) -> re.Pattern[str]:
        return re.compile(rf"\s+{_any_of(self.nothing).pattern}", re.IGNORECASE)

    @cached_property
    def _frequency(self) -> re.Pattern[str]:
        return _any_of(self.frequency)

    @cached_property
    def _no_frequency(self) -> re.Pattern[str]:
        return _any_of(self.no_frequency)

    @cached_property
    def _counted(self) -> re.Pattern[str]:
        # a digit inside a name, such as K2, MK-7 or 25(OH)D, counts nothing
        return re.compile(rf"(?<![\w-])\d[\d.,]*(?![\w(])|{_any_of(self.shares).pattern}", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """The sentences of a text unit."""
    return _SENTENCE_END.split(text)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
