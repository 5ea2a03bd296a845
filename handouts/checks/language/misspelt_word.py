"""A long word is spelt as elsewhere in the project: `magnesuim` is one typing error away from `magnesium`.

A word of eight letters or more that occurs only once, and that is one typing error away from a word that occurs several
times, is probably a misspelling of that word: two adjacent letters swapped, or one letter before the last three left
out, added or changed. Shorter words differ by one letter too often for this to be reliable. The rule needs all
documents and all statements of claims, so only a full check runs it: a build, which may read only some of them, does
not. A spelling of a region (`content/regions.yaml`) is no misspelling of the one of another.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.vocabulary import LONG, Counted, UsedWords
from handouts.core.problem import Problem

ID = "misspelt-word"
# a word that occurs this often is taken as correct
KNOWN = 3
# word endings change by inflection, and so may differ
ENDING = 3


def check(words: UsedWords) -> Iterator[Problem]:
    """Report words that are probably another word with one typing error."""
    for word, other in _meant(words.long).items():
        if word in words.accepted:
            continue
        typed, text = words.long.lone[word]
        message = f"possible misspelling {typed!r}; did you mean {other!r}?"
        yield Problem(text.mark, ID, message, "warning", text.reaches)


def _meant(found: Counted) -> dict[str, str]:
    """Return the words that occur once, each with the common word that it is one typing error away from."""
    shapes: dict[str, str] = {}
    for word, count in found.counts.items():
        if count >= KNOWN:
            shapes.update(dict.fromkeys(_shapes(word), word))
    once = (word for word in found.lone if len(word) >= LONG)
    pairs = ((word, shapes.get(shape)) for word in once for shape in _shapes(word))
    return {word: other for word, other in pairs if other is not None and _is_slip(word, other)}


def _shapes(word: str) -> Iterator[str]:
    """Yield the word, and the word without each one of its letters: words that share a result are one error apart."""
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_slip(word: str, other: str) -> bool:
    """Return whether two words of one shape are one error apart: adjacent letters swapped, or before equal endings."""
    if len(word) == len(other):
        differing = [place for place in range(len(word)) if word[place] != other[place]]
        if len(differing) > 1:
            return sorted(word) == sorted(other) and differing[-1] - differing[0] == 1
    return word[-ENDING:] == other[-ENDING:]
