"""Whether a text names something: whole words, capitals kept where the word is a short name such as K2."""

from __future__ import annotations

import re
from functools import lru_cache

from handouts.checks.packs import SOURCE_PACK
from handouts.content.safety import Ages, Safety

# documents are checked, and safety rules are written, in the language of the content
_FORMS = SOURCE_PACK.inflection
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")


def names(text: str, terms: tuple[str, ...]) -> bool:
    """Whether a text names something by one of its terms, one or several of it."""
    pattern = _pattern(terms, _FORMS.plural)
    return pattern is not None and pattern.search(text) is not None


def says(text: str, words: tuple[str, ...]) -> bool:
    """Whether a text holds one of these words just as it is."""
    pattern = _pattern(words, "")
    return pattern is not None and pattern.search(text) is not None


def without(text: str, words: tuple[str, ...]) -> str:
    """A text with some words left out."""
    pattern = _pattern(words, "")
    return pattern.sub(" ", text) if pattern is not None else text


# what stands over a text is asked again for each text below it
@lru_cache(maxsize=1024)
def about(text: str, terms: tuple[str, ...], negate: tuple[str, ...]) -> bool:
    """Whether a text is about people with one of these terms, and not only about those without it."""
    return names(text, terms) and names(_turned(terms, negate, _FORMS.before_noun).sub(" ", text), terms)


def allows(text: str, words: tuple[str, ...], negate: tuple[str, ...]) -> bool:
    """Whether a text says one of these words, with none just before that turns it round."""
    return says(text, words) and says(_turned(words, negate, r"(?:[\w-]+\s+){0,3}").sub(" ", text), words)


@lru_cache(maxsize=1024)
def _pattern(terms: tuple[str, ...], ending: str) -> re.Pattern[str] | None:
    if not terms:
        return None
    words = "|".join(_word(term, ending) for term in sorted(terms, key=len, reverse=True))
    return re.compile(rf"(?<![\w-])(?:{words})(?![\w-])")


def _word(term: str, ending: str) -> str:
    """A term in any case, perhaps with an ending; a name of capitals and digits as it is."""
    if term.upper() == term:
        return re.escape(term)
    return rf"(?i:{re.escape(term)}{ending})"


@lru_cache(maxsize=256)
def _turned(terms: tuple[str, ...], negate: tuple[str, ...], between: str) -> re.Pattern[str]:
    """Terms with a word before them that turns them round, and what may stand between."""
    if not negate:
        return re.compile(r"(?!)")
    before, named = "|".join(map(re.escape, negate)), "|".join(map(re.escape, terms))
    return re.compile(rf"(?i)\b(?:{before})\s+{between}(?:{named}){_FORMS.plural}\b")


def first_named(text: str, terms: tuple[str, ...]) -> tuple[int, int]:
    """Where a text first names something, and the length of that name, longer ones first."""
    match = pattern.search(text) if (pattern := _pattern(terms, _FORMS.plural)) is not None else None
    return (match.start(), -len(match[0])) if match is not None else (len(text), 0)


def sentences(text: str) -> list[str]:
    """The sentences of a text."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def ages_of(population: str, safety: Safety) -> Ages | None:
    """The ages of the people whom a text names, by the longest words that fit; None where it names nobody known."""
    known = safety.populations
    name = _people(population, tuple((each.id, each.terms) for each in known.values()))
    return known[name].ages if name is not None else None


@lru_cache(maxsize=1024)
def _people(population: str, known: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """The known people of whom a text says the longest words."""
    fitting = [(len(term), name) for name, terms in known for term in terms if names(population, (term,))]
    return max(fitting, key=_length)[1] if fitting else None


def _length(found: tuple[int, str]) -> int:
    return found[0]
