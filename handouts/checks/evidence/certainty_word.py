"""A text claims no more than its evidence: no "proves", "prevents" or "always" unless its claims say so.

A sentence that rests on a claim of low or very low certainty, or on an ungraded claim, may use such a word only if the
statement of another of its claims uses it, and that claim is not weak. The statement of a weak claim (low or very low
certainty, or an ungraded mechanism) may not use such a word at all. In the statement of a claim on an ungraded trial,
cohort or other basis, the word is a warning. A negation before the word ("is not proven to") makes it acceptable. A
hedge on high certainty is not reported (GRADE: words that match). Words: `wording.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.checks.packs import SOURCE_PACK, pack_of
from handouts.checks.subject import Subject, found
from handouts.content.model import Claim, Library
from handouts.content.vocabulary import Vocabulary
from handouts.core.problem import Problem, Severity
from handouts.document.text import plain

ID = "excessive-certainty"
SURE = ("high", "moderate")


def check(subject: Subject) -> Iterator[Problem]:
    """Report words of certainty that no claim supports."""
    unsure_claims = (claim for claim in subject.facts.claims.values() if claim.certainty not in SURE)
    yield from _in_statements(subject, unsure_claims)
    for passage in subject.passages:
        for unit in passage.units:
            pack = pack_of(unit.lang)
            for word in pack.wording.certain_words(plain(unit.text)) if pack is not None else ():
                unsure = _uncarried(word, passage.claims(unit), subject.library)
                if unsure is not None:
                    message = f"{word!r} says more than the certainty of {unsure.id!r} ({_grade(unsure)}); write 'may' or 'is linked to'"
                    yield found(passage.draft, unit.mark, ID, message)


def is_weak(claim: Claim, vocabulary: Vocabulary) -> bool:
    """Return whether a claim is of low or very low certainty, or an ungraded mechanism."""
    ungraded = claim.certainty == "ungraded" and vocabulary.rests_as(claim.basis) == "mechanism"
    return ungraded or claim.certainty in ("low", "very-low")


def _uncarried(word: str, behind: Iterable[str], library: Library) -> Claim | None:
    """Return the claim that a word overstates, if none of the claims behind a text supports the word."""
    claims = library.claims
    named = [claims[name] for name in sorted(behind) if name in claims]
    weak = {claim.id for claim in named if is_weak(claim, library.vocabulary)}
    unsure = [claim for claim in named if claim.certainty not in SURE]
    carried = any(word in SOURCE_PACK.wording.certain_words(claim.statement) for claim in named if claim.id not in weak)
    return None if carried or not unsure else min(unsure, key=lambda claim: claim.id not in weak)


def _in_statements(subject: Subject, unsure: Iterable[Claim]) -> Iterator[Problem]:
    for claim in unsure:
        severity: Severity = "error" if is_weak(claim, subject.library.vocabulary) else "warning"
        for word in SOURCE_PACK.wording.certain_words(claim.statement):
            message = (
                f"{word!r} in the statement of {claim.id!r} says more than its certainty ({_grade(claim)}); write 'may'"
            )
            yield Problem(claim.mark, ID, message, severity, subject.users(claim.id))


def _grade(claim: Claim) -> str:
    return f"{claim.certainty}, {claim.basis}"
