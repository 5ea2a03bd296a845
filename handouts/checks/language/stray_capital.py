"""A word has a capital letter inside a sentence only where the project usually writes it so: not `Ask your Clinic`.

Reported is a capitalised word that occurs once inside a sentence and is written in lower case elsewhere. Names are left
alone, and so are words next to another capitalised word. The rule needs all documents and all statements of claims, so
only a full check runs it: a build, which may read only some of them, does not.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.language.vocabulary import UsedWords
from handouts.core.problem import Problem

ID = "stray-capital"
# a word written in lower case this often elsewhere is not a name
SMALL = 2


def check(words: UsedWords) -> Iterator[Problem]:
    """Report words capitalised once inside a sentence and written in lower case elsewhere."""
    for word, text in words.inner.lone.values():
        if words.small[word.casefold()] >= SMALL:
            message = f"{word!r} has a capital inside a sentence; write {word.lower()!r}, as elsewhere"
            yield Problem(text.mark, ID, message, "warning", text.reaches)
