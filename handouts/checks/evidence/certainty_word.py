"""A text says no more than its evidence: no "proves", "prevents" or "always" on low certainty.

Looked at are claims of low or very low certainty, and those on a mechanism that nobody graded: their own statements,
and each sentence of a document that rests on one. A denial before the word ("is not proven to") takes it back, and a
claim of better certainty behind the same text may carry the word where its statement says it. A hedge on high
certainty is no fault (ANCHORS R9 and PEMAT ask for plain words, GRADE for words that match). Words: `wording.py`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.evidence.wording import WORDING, Wording
from handouts.checks.passages import sentences
from handouts.checks.subject import Subject, found
from handouts.content.model import Claim
from handouts.document import plain
from handouts.problem import Problem

ID = "certainty-word"
SOURCE_LANGUAGE = "en"


def check(subject: Subject) -> Iterator[Problem]:
    """Words of certainty on claims that are not certain."""
    claims = subject.content.library.claims
    weak = {name for name, claim in claims.items() if is_weak(claim)}
    yield from _in_statements(subject, weak)
    for passage in subject.passages:
        for unit in passage.units:
            wording = WORDING.get(unit.lang)
            behind = passage.claims(unit)
            unsure = sorted(weak & behind)
            if wording is None or not unsure:
                continue
            for word in _words(plain(unit.text), wording):
                if not any(word in claims[name].statement.casefold() for name in behind - weak if name in claims):
                    message = f"{word!r} says more than {unsure[0]!r} can carry ({_grade(claims[unsure[0]])})"
                    yield found(passage.draft, unit.mark, ID, message)


def is_weak(claim: Claim) -> bool:
    """Whether a claim is of low certainty, or a mechanism that nobody graded."""
    ungraded = claim.certainty == "ungraded" and claim.basis == "mechanism"
    return ungraded or claim.certainty in ("low", "very-low")


def _in_statements(subject: Subject, weak: set[str]) -> Iterator[Problem]:
    for name in sorted(weak):
        claim = subject.content.library.claims[name]
        for word in _words(claim.statement, WORDING[SOURCE_LANGUAGE]):
            message = f"{word!r} in the statement of {name!r} says more than its certainty ({_grade(claim)})"
            yield Problem(claim.mark, ID, message, reaches=subject.users(name))


def _words(text: str, wording: Wording) -> list[str]:
    """The words of certainty in a text, one a sentence."""
    return [word for sentence in sentences(text) if (word := wording.certain_word(sentence)) is not None]


def _grade(claim: Claim) -> str:
    return f"{claim.certainty}, {claim.basis}"
