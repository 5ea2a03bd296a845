"""A long word is spelt as the project spells it elsewhere: `magnesuim` is one slip away from `magnesium`.

A word of eight letters or more that stands only once, and that one slip tells apart from a word of several other places, is
probably that word: two letters changed places, or one before the last three was left out, added or changed. Shorter words
differ by one letter too often to tell. All documents and statements of claims are looked through, by a check of them
all: a build, which may read a part of them, does not ask.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.vocabulary import LONG, Counted, Vocabulary
from handouts.core.problem import Problem

ID = "misspelt-word"
# a word that stands so often is spelt as it should be
KNOWN = 3
# where words are inflected, and so differ rightly
ENDING = 3


def check(words: Vocabulary) -> Iterator[Problem]:
    """Words that are probably others, with one letter wrong."""
    for word, other in _meant(words.long).items():
        typed, text = words.long.lone[word]
        message = f"{typed!r} stands nowhere else; did you mean {other!r}?"
        yield Problem(text.mark, ID, message, "warning", text.reaches)


def _meant(found: Counted) -> dict[str, str]:
    """The words that stand once, each with the well-known word that it is one slip away from."""
    shapes: dict[str, str] = {}
    for word, count in found.counts.items():
        if count >= KNOWN:
            shapes.update(dict.fromkeys(_shapes(word), word))
    once = (word for word in found.lone if len(word) >= LONG)
    pairs = ((word, shapes.get(shape)) for word in once for shape in _shapes(word))
    return {word: other for word, other in pairs if other is not None and _is_slip(word, other)}


def _shapes(word: str) -> Iterator[str]:
    """What is left of a word without one of its letters, and the word: two that share one are a slip apart."""
    yield word
    yield from (word[:place] + word[place + 1 :] for place in range(len(word)))


def _is_slip(word: str, other: str) -> bool:
    """Whether two words that share a shape are one slip apart, before their endings if it is no change of places."""
    if len(word) == len(other):
        differing = [place for place in range(len(word)) if word[place] != other[place]]
        if len(differing) > 1:
            return sorted(word) == sorted(other) and differing[-1] - differing[0] == 1
    return word[-ENDING:] == other[-ENDING:]
