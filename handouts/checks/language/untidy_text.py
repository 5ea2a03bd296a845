"""A text repeats no word, has no unneeded space, and starts each sentence with a capital letter.

Such errors remain when a sentence was changed and a word was missed: `the the clinic`, `press for , then call`. All
documents and statements of claims are checked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.language.texts import texts
from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "untidy-text"
_TWICE = re.compile(r"\b([^\W\d_]{2,})[ \u00a0]+\1\b", re.IGNORECASE)
_BLANK = re.compile(r"\w {2,}\w|\w [,.;:!?)](?![\d.])")
_LOWER_START = re.compile(r"[^\W\d_]{2}[.!?]\s+([^\W\d_A-Z][a-z]+)\b(?!-)")


def check(subject: Subject) -> Iterator[Problem]:
    """Report texts with remains of an incomplete change."""
    for text in texts(subject):
        for message in _slips(text.words):
            yield Problem(text.mark, ID, message, "warning", text.reaches)


def _slips(words: str) -> Iterator[str]:
    for match in _TWICE.finditer(words):
        yield f"{match[0]!r} says a word twice; delete one"
    for match in _BLANK.finditer(words):
        yield f"a space too many in {words[max(0, match.start() - 10) : match.end() + 10]!r}; delete it"
    for match in _LOWER_START.finditer(words):
        yield f"a sentence begins with a small letter; write {match[1].capitalize()!r}"
