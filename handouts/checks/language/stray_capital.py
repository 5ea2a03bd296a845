"""A word has a capital within a sentence only where the project writes it so elsewhere: not `Ask your Clinic`.

Such a capital is one that stands nowhere else, of a word that is written small in other places. Names are left alone, as
is what follows another capital. All documents and statements of claims are looked through, by a check of
them all: a build, which may read a part of them, does not ask.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.vocabulary import Vocabulary
from handouts.core.problem import Problem

ID = "stray-capital"
# a word written small so often elsewhere is no name
SMALL = 2


def check(words: Vocabulary) -> Iterator[Problem]:
    """Capitals that stand within one sentence only, of words that are written small elsewhere."""
    for word, text in words.inner.lone.values():
        if words.small[word.casefold()] >= SMALL:
            message = f"{word!r} has a capital within the sentence, and is written small elsewhere"
            yield Problem(text.mark, ID, message, "warning", text.reaches)
