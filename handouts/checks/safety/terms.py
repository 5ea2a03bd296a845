"""Search for terms in texts: whole words in any case, but abbreviations in capitals such as AF only as written.

Texts and terms are in their matching form (`core.matching`). Whether the parts of a name are joined by a space, a
hyphen or nothing makes no difference: `vitamin K`, `vitamin-K` and `vitaminK` are the same, and so are `MK-7` and
`mk 7`.
"""

from __future__ import annotations

import re
from functools import lru_cache

from handouts.checks.packs import SOURCE_PACK
from handouts.content.safety import Ages, Safety

# documents under check and safety rules are both in the source language
_FORMS = SOURCE_PACK.inflection
_SENTENCE = re.compile(r"(?<=[.!?;])\s+")
_JOINTS = re.compile(r"[ -]+")
# a hyphen inside a word, as at the end of a line, hides no word: `mena-quinone`
_HYPHEN = re.compile(r"(?<=[a-z])-(?=[a-z])")
_BEFORE_DIGIT = re.compile(r"(?<=[A-Za-z])(?=[0-9])")


def names(text: str, terms: tuple[str, ...]) -> bool:
    """Return whether a text contains one of the terms, in singular or plural."""
    pattern = _pattern(terms, _FORMS.plural)
    if pattern is None:
        return False
    return pattern.search(text) is not None or ("-" in text and pattern.search(_HYPHEN.sub("", text)) is not None)


def says(text: str, words: tuple[str, ...]) -> bool:
    """Return whether a text contains one of these words, without an added ending."""
    pattern = _pattern(words, "")
    return pattern is not None and pattern.search(text) is not None


def without(text: str, words: tuple[str, ...]) -> str:
    """Return a text without these words."""
    pattern = _pattern(words, "")
    return pattern.sub(" ", text) if pattern is not None else text


# what stands over a text is asked again for each text below it
@lru_cache(maxsize=1024)
def about(text: str, terms: tuple[str, ...], negate: tuple[str, ...]) -> bool:
    """Return whether a text is about people with one of these terms, and not only about people without it."""
    return names(text, terms) and names(_turned(terms, negate, _FORMS.before_noun).sub(" ", text), terms)


def allows(text: str, words: tuple[str, ...], negate: tuple[str, ...]) -> bool:
    """Return whether a text contains one of these words without a negation shortly before it."""
    return says(text, words) and says(_turned(words, negate, r"(?:[\w-]+\s+){0,3}").sub(" ", text), words)


@lru_cache(maxsize=1024)
def _pattern(terms: tuple[str, ...], ending: str) -> re.Pattern[str] | None:
    if not terms:
        return None
    words = "|".join(_word(term, ending) for term in sorted(terms, key=len, reverse=True))
    return re.compile(whole_word(words))


def whole_word(words: str) -> str:
    """Return a pattern for words that stand alone; a hyphen makes another word only with a letter on its other side."""
    return rf"(?<![^\W_])(?<![^\W_]-)(?:{words})(?![^\W_]|-[^\W_])"


def _word(term: str, ending: str) -> str:
    """Return a pattern for a term in any case with an optional ending; capitals alone match only as written."""
    if term.isalpha() and term.isupper():
        return term
    return rf"(?i:{spelled(term)}{ending})" if term.upper() != term else rf"(?i:{spelled(term)})"


def spelled(term: str) -> str:
    """Return a pattern for the words of a term, joined by spaces or hyphens; the parts of a name may also touch."""
    is_name = any(char.isupper() or char.isdigit() for char in term)
    if not is_name:
        return r"[ _\u2013\u2014-]+".join(map(re.escape, _JOINTS.split(term)))
    parts = (_BEFORE_DIGIT.sub("-?", re.escape(part)) for part in _JOINTS.split(term))
    return r"[ _\u2013\u2014-]*".join(parts)


@lru_cache(maxsize=256)
def _turned(terms: tuple[str, ...], negate: tuple[str, ...], between: str) -> re.Pattern[str]:
    """Return a pattern for terms negated by a word before them, with what may come between."""
    if not negate:
        return re.compile(r"(?!)")
    before, named = "|".join(map(spelled, negate)), "|".join(map(spelled, terms))
    return re.compile(rf"(?i)\b(?:{before})\s+{between}(?:{named}){_FORMS.plural}\b")


def first_named(text: str, terms: tuple[str, ...]) -> tuple[int, int]:
    """Return the position and the negative length of the first term in a text, so that longer terms sort first."""
    match = pattern.search(text) if (pattern := _pattern(terms, _FORMS.plural)) is not None else None
    return (match.start(), -len(match[0])) if match is not None else (len(text), 0)


def sentences(text: str) -> list[str]:
    """Return the sentences of a text."""
    return [sentence for sentence in _SENTENCE.split(text) if sentence.strip()]


def ages_of(population: str, safety: Safety) -> Ages | None:
    """Return the ages of the people that a text names, by the longest term; None if it names no known people."""
    known = safety.populations
    name = _people(population, tuple((each.id, each.terms) for each in known.values()))
    return known[name].ages if name is not None else None


@lru_cache(maxsize=1024)
def _people(population: str, known: tuple[tuple[str, tuple[str, ...]], ...]) -> str | None:
    """Return the id of the known people with the longest term in a text, or None."""
    fitting = [(len(term), name) for name, terms in known for term in terms if names(population, (term,))]
    return max(fitting, key=_length)[1] if fitting else None


def _length(found: tuple[int, str]) -> int:
    return found[0]
