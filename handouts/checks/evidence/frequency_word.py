"""No "rare", "common" or "often" without a number in the same sentence (ANCHORS R10, PIF guide on risk).

Readers understand such words as very different numbers. In a text for patients this is an error; for a text for
clinicians, one note lists the lines. The words, and phrases that contain one but mean something else, are in
`wording.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.packs import pack_of
from handouts.checks.passages import Passage
from handouts.checks.subject import Subject, found, listed, noted
from handouts.core.problem import Mark, Problem
from handouts.document.text import plain

ID = "vague-frequency"


def check(subject: Subject) -> Iterator[Problem]:
    """Report words of frequency without a number that explains them."""
    lines: dict[str, list[str]] = {}
    for passage in subject.passages:
        for mark, word in _words(passage):
            if passage.draft.audience == "patient":
                message = f"{word!r} says how often without a number: give one beside it, or leave the word out"
                yield found(passage.draft, mark, ID, message)
            else:
                lines.setdefault(passage.draft.id, []).append(f"{word!r} in line {mark.line} of {mark.file}")
    for draft in subject.drafts:
        if draft.id in lines:
            message = f"words that say how often without a number: {listed(lines[draft.id])}"
            yield noted(draft, draft.mark, ID, message)


def _words(passage: Passage) -> Iterator[tuple[Mark, str]]:
    for unit in passage.units:
        if (pack := pack_of(unit.lang)) is not None:
            yield from ((unit.mark, word) for word in pack.wording.frequency_words(plain(unit.text)))
