"""Words by language that say more, or less, than evidence can: data for the rules that look for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property

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

    def span_words(self, span: str) -> tuple[str, ...]:
        """The words and numbers of a time span that a text must hold to say it."""
        found = _SPAN_WORD.findall(span.casefold())
        return tuple(word for word in found if word not in self.joints)

    def certain_words(self, sentence: str) -> Iterator[str]:
        """The words of a sentence that claim certainty and that the sentence does not take back."""
        for found in self._certain.finditer(sentence):
            denied = self._denied.search(sentence[: found.start()]) or self._emptied.match(sentence[found.end() :])
            if not denied:
                yield found.group().casefold()

    def frequency_word(self, sentence: str) -> str | None:
        """The first word of a sentence that says how often, where the sentence gives no number."""
        if self._frequency.search(sentence) is None or self._counted.search(sentence):
            return None
        found = self._frequency.search(self._no_frequency.sub(" ", sentence))
        return found.group().casefold() if found else None

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


def _any_of(words: tuple[str, ...]) -> re.Pattern[str]:
    return re.compile(rf"\b(?:{'|'.join(map(re.escape, words))})\b", re.IGNORECASE)


ENGLISH = Wording(
    certain=(
        "proves",
        "proved",
        "proven",
        "prevents",
        "prevented",
        "cures",
        "cured",
        "guarantees",
        "guaranteed",
        "ensures",
        "eliminates",
        "certainly",
        "definitely",
        "undoubtedly",
        "always",
        "never fails",
    ),
    denials=(
        "not",
        "no",
        "never",
        "nor",
        "neither",
        "none",
        "nothing",
        "nobody",
        "cannot",
        "without",
        "hardly",
        "whether",
        "if",
        "may",
        "might",
        "could",
        "perhaps",
        "unproven",
        "unknown",
        "unclear",
        "uncertain",
        "disputed",
    ),
    nothing=("nothing", "no", "little", "neither"),
    frequency=(
        "rare",
        "rarely",
        "common",
        "commonly",
        "uncommon",
        "uncommonly",
        "often",
        "frequent",
        "frequently",
        "infrequent",
        "infrequently",
        "seldom",
        "occasionally",
        "likely",
        "unlikely",
    ),
    joints=("from", "within", "over", "until", "after", "before", "during"),
    no_frequency=("how often", "as often as", "more often than", "less often than", "common cold", "in common"),
    shares=(
        "half",
        "a third",
        "two thirds",
        "a quarter",
        "three quarters",
        "a tenth",
        "hundred",
        "thousand",
        "million",
    ),
)
WORDING: Mapping[str, Wording] = {"en": ENGLISH}
