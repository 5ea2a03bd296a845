"""How hard a text is to read: the Flesch-Kincaid and SMOG grades of running English text, always by name.

Flesch-Kincaid (Kincaid JP et al. 1975): 0.39 × words a sentence + 11.8 × syllables a word - 15.59.

SMOG (McLaughlin GH 1969): 1.0430 × √(polysyllables × 30 / sentences) + 3.1291. A polysyllable has three syllables or
more; every use counts. McLaughlin counts them in 30 sentences; the factor 30 / sentences carries that to another
length. Below `SMOG_SENTENCES` it is not what he measured: the grade is printed with its number of sentences, and no
rule judges it. The formula never falls below 3.1.

Both read the same words. A sentence ends at . ! or ?, and with its paragraph or list item; a colon or a dash ends none.
A word in hyphens is one word. A number is a word, of as many syllables as it has when it is read aloud, and so is an
abbreviation, letter by letter (Flesch and McLaughlin both count what is read aloud). Headings, labels, tables, figures,
page furniture and sources are no running text. Syllables are good to 99 % (see `syllables`), grades to about 0.2.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from math import sqrt

from handouts.checks.syllables import syllables
from handouts.document.blocks import Block, Bullets, Fact, Gate, Paragraph
from handouts.document.document import Document
from handouts.document.text import Unit, plain
from handouts.document.walk import Branch, children

# languages that these formulas were made for; in any other a text is not measured
LANGUAGES = ("en",)
SMOG_SENTENCES = 30
POLYSYLLABLE = 3

_SENTENCE_END = re.compile(r"(?<=[.!?])[”’\"')]*\s+(?=[“‘\"'(]?[A-Z0-9])")
_SHORT_FORM = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|St|vs|e\.g|i\.e|approx)\.\Z")
_WORD = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?|%|[^\W\d_](?:['’-]?\w)*")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text, with the text unit that holds it."""

    unit: Unit
    text: str
    words: tuple[str, ...]

    @property
    def syllables(self) -> int:
        """The syllables of all its words."""
        return sum(map(syllables, self.words))

    @property
    def grade(self) -> float:
        """Its own Flesch-Kincaid grade, by which sentences of one text can be put in order."""
        return grade_of(self.words)


@dataclass(frozen=True, slots=True)
class Reading:
    """The measures of a text, and what they counted."""

    flesch_kincaid: float
    smog: float
    words: int
    sentences: int

    def __str__(self) -> str:
        short = "" if self.sentences >= SMOG_SENTENCES else f" (made for {SMOG_SENTENCES} sentences or more)"
        return (
            f"Flesch-Kincaid grade {self.flesch_kincaid:.1f}, SMOG grade {self.smog:.1f}{short}, "
            f"{self.words} words of running text in {self.sentences} sentences"
        )


def reading_of(document: Document) -> Reading | None:
    """The reading level of a document's running text, or None where no formula fits its language."""
    return measured(tuple(sentences(document)))


def measured(found: tuple[Sentence, ...]) -> Reading | None:
    """The reading level of sentences, or None where there are none."""
    if not found:
        return None
    words = sum(len(sentence.words) for sentence in found)
    return Reading(round(flesch_kincaid(found), 1), round(smog(found), 1), words, len(found))


def flesch_kincaid(found: Iterable[Sentence]) -> float:
    """The Flesch-Kincaid grade of at least one sentence."""
    found = tuple(found)
    words = sum(len(sentence.words) for sentence in found)
    return _flesch_kincaid(words, len(found), sum(sentence.syllables for sentence in found))


def grade_of(words: tuple[str, ...]) -> float:
    """The Flesch-Kincaid grade of the words of one sentence."""
    return _flesch_kincaid(len(words), 1, sum(map(syllables, words)))


def _flesch_kincaid(words: int, sentences: int, syllables: int) -> float:
    return 0.39 * words / sentences + 11.8 * syllables / words - 15.59


def smog(found: Iterable[Sentence]) -> float:
    """The SMOG grade of at least one sentence."""
    found = tuple(found)
    polysyllables = sum(syllables(word) >= POLYSYLLABLE for sentence in found for word in sentence.words)
    return 1.0430 * sqrt(polysyllables * 30 / len(found)) + 3.1291


# --- sentences ------------------------------------------------------------------------------------


def sentences(document: Document) -> Iterator[Sentence]:
    """The sentences of a document's running text; none in a language that no formula here was made for."""
    if document.lang in LANGUAGES:
        for unit in running_text(document):
            yield from sentences_of(unit)


def sentences_of(unit: Unit) -> Iterator[Sentence]:
    """The sentences of a text unit."""
    for text in split_sentences(plain(unit.text)):
        words = words_of(text)
        if words:
            yield Sentence(unit, text, words)


def words_of(text: str) -> tuple[str, ...]:
    """The words of a text, with numbers and signs that are read as words."""
    return tuple(_WORD.findall(text))


def split_sentences(text: str) -> Iterator[str]:
    """A text at the ends of its sentences; the point of `Dr.` or `e.g.` ends none."""
    start = 0
    for end in _SENTENCE_END.finditer(text):
        said = text[start : end.start()]
        if not _SHORT_FORM.search(said):
            yield text[start : end.end()].strip()
            start = end.end()
    if text[start:].strip():
        yield text[start:].strip()


def running_text(node: Branch | tuple[Block, ...]) -> Iterator[Unit]:
    """Yield the texts that are read as sentences: message, paragraphs, list items, answers, stops and facts."""
    match node:
        case tuple():
            for block in node:
                yield from running_text(block)
        case Document(lead=lead, sections=parts):
            yield from (lead,) if lead is not None else ()
            for section in parts:
                yield from running_text(section.blocks)
        case Paragraph(unit):
            yield unit
        case Bullets(items=items):
            yield from items
        case Fact(text=unit):
            yield unit
        case Gate(question=question, stop=stop):
            yield from (question, stop)
        case _:
            for child in children(node):
                # titles, labels and cells are no sentences
                if not isinstance(child, Unit):
                    yield from running_text(child)
