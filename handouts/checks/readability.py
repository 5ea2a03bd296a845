"""Readability: the grades of a document's running text, by the formulas for its language.

Headings, labels, tables, figures, page furniture and sources are not running text. Below `SMOG_SENTENCES` sentences
SMOG is not valid as its author defined it: the grade is printed with the number of sentences, and no rule judges it. A
text in a language without a pack has no sentences here and is not measured.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from handouts.checks.packs import pack_of
from handouts.checks.packs.pack import Readability
from handouts.document.blocks import Addressee, Block, Bullets, Fact, Gate, Paragraph, Situation
from handouts.document.document import Document
from handouts.document.text import Unit, plain
from handouts.document.walk import Branch, children, units

SMOG_SENTENCES = 30


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of running text, with its text unit and the readability formulas of its language."""

    unit: Unit
    text: str
    words: tuple[str, ...]
    measure: Readability

    @property
    def grade(self) -> float:
        """The sentence's own Flesch-Kincaid grade, by which the sentences of a text can be sorted."""
        return self.measure.flesch_kincaid((self.words,))


@dataclass(frozen=True, slots=True)
class ReadingLevel:
    """The grades of a text, and the counts behind them."""

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


def reading_of(document: Document) -> ReadingLevel | None:
    """Return the reading level of a document's running text, or None if there is no formula for its language."""
    return measured(tuple(sentences(document)))


def measured(found: tuple[Sentence, ...]) -> ReadingLevel | None:
    """Return the reading level of sentences in one language, or None if there are none."""
    if not found:
        return None
    words, measure = tuple(sentence.words for sentence in found), found[0].measure
    grade, smog = round(measure.flesch_kincaid(words), 1), round(measure.smog(words), 1)
    return ReadingLevel(grade, smog, sum(map(len, words)), len(found))


def flesch_kincaid(found: Iterable[Sentence]) -> float:
    """Return the Flesch-Kincaid grade of at least one sentence."""
    found = tuple(found)
    return found[0].measure.flesch_kincaid(sentence.words for sentence in found)


# --- sentences ------------------------------------------------------------------------------------


def sentences(document: Document) -> Iterator[Sentence]:
    """Yield the sentences of a document's running text; none in a language without a pack."""
    if pack_of(document.lang) is not None:
        for unit in running_text(document):
            yield from sentences_of(unit)


def sentences_of(unit: Unit) -> Iterator[Sentence]:
    """Yield the sentences of a text unit; none in a language without a pack."""
    pack = pack_of(unit.lang)
    if pack is None:
        return
    for text in pack.readability.sentences(plain(unit.text)):
        words = pack.readability.words(text)
        if words:
            yield Sentence(unit, text, words, pack.readability)


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
        case Bullets():
            yield from units(node)
        case Fact(text=unit):
            yield unit
        case Situation(more=text) | Addressee(text=text):
            yield from (text,) if text is not None else ()
        case Gate():
            yield from units(node)
        case _:
            for child in children(node):
                # titles, labels and cells are not sentences
                if not isinstance(child, Unit):
                    yield from running_text(child)
