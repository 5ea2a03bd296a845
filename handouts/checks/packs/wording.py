"""The words that claim more, or less, than evidence can support, as the rules ask for them in any language."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

_SENTENCE_END = re.compile(r"(?<=[.!?])\s+")
# numbers, and words that are long enough to be meaningful
_SPAN_WORD = re.compile(r"\d[\d.,]*|[^\W\d_]{4,}")


@dataclass(frozen=True)
class Wording:
    """The words of one language.

    `certain` are words that claim something without exception; a word of `denials` before one, or of `nothing` directly
    after it, cancels it. `frequency` says how often without a number; `no_frequency` are phrases that contain such a
    word but mean something else. `shares` are words that count as a number. `joints` join the parts of a time span; `joining` words
    stand between a number and a noun and describe nothing (`2 of 5 days`).
    """

    certain: tuple[str, ...]
    denials: tuple[str, ...]
    nothing: tuple[str, ...]
    frequency: tuple[str, ...]
    no_frequency: tuple[str, ...]
    shares: tuple[str, ...]
    joints: tuple[str, ...]
    joining: frozenset[str] = frozenset()

    def says_span(self, text: str, span: str) -> bool:
        """Return whether a text contains the numbers and nouns of a time span."""
        words = [word for word in _SPAN_WORD.findall(span.casefold()) if word not in self.joints]
        return all(word in text.casefold() for word in words or [span.casefold()])

    def certain_words(self, text: str) -> Iterator[str]:
        """Yield the words of a text that claim certainty and are not cancelled in their sentence."""
        if self._certain.search(text) is None:
            return
        for sentence in sentences(text):
            for found in self._certain.finditer(sentence):
                denied = self._denied.search(sentence[: found.start()]) or self._emptied.match(sentence[found.end() :])
                if not denied:
                    yield found.group().casefold()

    def frequency_words(self, text: str) -> Iterator[str]:
        """Yield the first frequency word of each sentence that gives no number."""
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
        # a digit inside a name, such as K2, MK-7 or 25(OH)D, is not counted
        return re.compile(rf"(?<![\w-])\d[\d.,]*(?![\w(])|{_any_of(self.shares).pattern}", re.IGNORECASE)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text unit."""
    return _SENTENCE_END.split(text)


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)
