"""The parts of a language pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.checks.packs.wording import Wording

Finder = Callable[[str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Readability:
    """How a text is cut into sentences and words, and the formulas that were made for the language.

    A formula takes the words of each sentence. `unweighed` finds words that a sentence is not judged by, for no author
    can shorten them: figures, units and abbreviations.
    """

    sentences: Finder
    words: Callable[[str], tuple[str, ...]]
    flesch_kincaid: Callable[[Iterable[tuple[str, ...]]], float]
    smog: Callable[[Iterable[tuple[str, ...]]], float]
    unweighed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ReaderAddress:
    """Who speaks to whom: the passive forms of a text, where it speaks about its reader, and the words that address them.

    `when` finds words that say when, or how often, to do something.
    """

    passives: Finder
    about_the_reader: Finder
    to_the_reader: re.Pattern[str]
    when: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """What is written short: a pattern that finds it, what everybody says so, and the units that notes shorten."""

    pattern: re.Pattern[str]
    everyday: frozenset[str]
    units: Mapping[str, str]
    interval_level: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Inflection:
    """How words change: the ending of a plural and what may stand before a noun, as patterns, and stems of words.

    `empty` are words that carry no meaning of their own.
    """

    plural: str
    before_noun: str
    ending: re.Pattern[str]
    empty: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """All that rules know of one language; `names_picture` finds an alt text that only says that it is a picture."""

    readability: Readability
    wording: Wording
    voice: ReaderAddress
    abbreviations: Abbreviations
    inflection: Inflection
    names_picture: re.Pattern[str]
