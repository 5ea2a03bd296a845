"""The parts of a language pack."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.checks.packs.wording import Wording

Finder = Callable[[str], Iterator[str]]


@dataclass(frozen=True, slots=True)
class Readability:
    """The sentences and words of a text, and the readability formulas made for the language.

    A formula takes the words of each sentence. `unweighed` finds words that do not count when a single sentence is
    judged, because no author can shorten them: figures, units and abbreviations.
    """

    sentences: Finder
    words: Callable[[str], tuple[str, ...]]
    flesch_kincaid: Callable[[Iterable[tuple[str, ...]]], float]
    smog: Callable[[Iterable[tuple[str, ...]]], float]
    unweighed: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class ReaderAddress:
    """How a text addresses its reader: passive forms, passages about the reader, and words that address the reader.

    `when` finds words that say when, or how often, to do something; `pages` finds those that send to a page.
    """

    passives: Finder
    about_the_reader: Finder
    to_the_reader: re.Pattern[str]
    when: re.Pattern[str]
    pages: Finder


@dataclass(frozen=True, slots=True)
class Abbreviations:
    """Abbreviations: a pattern that finds them, those that everybody uses, and the units that notes abbreviate."""

    pattern: re.Pattern[str]
    everyday: frozenset[str]
    units: Mapping[str, str]
    interval_level: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Inflection:
    """Inflection: patterns for the plural ending and for what may precede a noun, and a function for word stems.

    `empty` are words without a meaning of their own.
    """

    plural: str
    before_noun: str
    ending: re.Pattern[str]
    empty: frozenset[str]


@dataclass(frozen=True, slots=True)
class LanguagePack:
    """All that rules know about one language; `names_picture` finds an alt text that only says that it is a picture."""

    readability: Readability
    wording: Wording
    voice: ReaderAddress
    abbreviations: Abbreviations
    inflection: Inflection
    names_picture: re.Pattern[str]
