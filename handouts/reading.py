"""How hard a text is to read: the Flesch-Kincaid grade of running English text.

Kincaid JP et al. 1975: 0.39 × words a sentence + 11.8 × syllables a word - 15.59. Syllables are
counted by hyphenation patterns, which miss some; take the grade as good to about half a year.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from handouts.document import (
    Answer,
    Bullets,
    Callout,
    Document,
    Fact,
    Gate,
    Paragraph,
    Text,
    plain,
)

if TYPE_CHECKING:
    import pyphen

_SENTENCE_END = re.compile(r"(?<=[.!?:])\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'’-]*")
_PATTERNS = {"en": "en_US"}


@dataclass(frozen=True, slots=True)
class Reading:
    """The measure of a text: the formula by name, its grade, and what it counted."""

    formula: str
    grade: float
    words: int
    sentences: int


def reading_of(document: Document) -> Reading | None:
    """The reading level of a document's running text, or None where no formula fits its language."""
    if document.lang not in _PATTERNS:
        return None
    sentences = [words for text in running_text(document) for words in _sentences(plain(text))]
    words = [word for sentence in sentences for word in sentence]
    if not words:
        return None
    syllables = sum(_syllables(word.lower(), document.lang) for word in words)
    grade = 0.39 * len(words) / len(sentences) + 11.8 * syllables / len(words) - 15.59
    return Reading("Flesch-Kincaid", round(grade, 1), len(words), len(sentences))


def running_text(node: object) -> Iterator[Text]:
    """Texts that are read as sentences: paragraphs, list items, answers and facts; no tables, labels or sources."""
    match node:
        case Document():
            yield from running_text(tuple(section.blocks for section in node.sections))
        case tuple():
            for item in node:
                yield from running_text(item)
        case Paragraph(unit):
            yield unit.text
        case Bullets(items=items):
            yield from (unit.text for unit in items)
        case Callout(blocks=blocks) | Answer(blocks=blocks):
            yield from running_text(blocks)
        case Fact(text=unit) | Gate(question=unit):
            yield unit.text
        case _:
            for name in ("cards", "facts", "rows", "gates", "columns", "blocks"):
                yield from running_text(getattr(node, name, ()))


def _sentences(text: str) -> Iterator[list[str]]:
    for sentence in _SENTENCE_END.split(text):
        words = _WORD.findall(sentence)
        if words:
            yield words


@lru_cache(maxsize=4096)
def _syllables(word: str, lang: str) -> int:
    """Syllables by vowel groups, at least those that hyphenation sees; a silent final e is none."""
    groups = len(re.findall(r"[aeiouy]+", word))
    if word.endswith("e") and not word.endswith(("le", "ee")) and groups > 1:
        groups -= 1
    return max(1, groups, len(_hyphens(lang).positions(word)) + 1)


@lru_cache(maxsize=1)
def _hyphens(lang: str) -> pyphen.Pyphen:
    import pyphen

    return pyphen.Pyphen(lang=_PATTERNS[lang])
