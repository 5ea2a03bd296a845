"""A text says no more than its evidence: no "proves", "prevents" or "always" beyond what its claims say.

A sentence that rests on a claim of low or very low certainty, or on one that nobody graded, may use such a word only
where the statement of another of its claims does, one that is no weak one. The statement of a weak claim itself, which
is of low or very low certainty or a mechanism that nobody graded, may not use it at all; where nobody graded a trial, a
cohort or other grounds, such a word warns. A denial before the word ("is
not proven to") takes it back. A hedge on high certainty is no fault (GRADE: words that match). Words: `wording.py`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from handouts.checks.packs import SOURCE_PACK, pack_of
from handouts.checks.subject import Subject, found
from handouts.content.model import Claim
from handouts.core.problem import Problem, Severity
from handouts.document.text import plain

ID = "certainty-word"
SURE = ("high", "moderate")


def check(subject: Subject) -> Iterator[Problem]:
    """Words of certainty that no claim carries."""
    claims = subject.content.library.claims
    unsure_claims = (claim for claim in subject.facts.claims.values() if claim.certainty not in SURE)
    yield from _in_statements(subject, unsure_claims)
    for passage in subject.passages:
        for unit in passage.units:
            pack = pack_of(unit.lang)
            for word in pack.wording.certain_words(plain(unit.text)) if pack is not None else ():
                unsure = _uncarried(word, passage.claims(unit), claims)
                if unsure is not None:
                    message = f"{word!r} says more than {unsure.id!r} can carry ({_grade(unsure)})"
                    yield found(passage.draft, unit.mark, ID, message)


def is_weak(claim: Claim) -> bool:
    """Whether a claim is of low certainty, or a mechanism that nobody graded."""
    ungraded = claim.certainty == "ungraded" and claim.basis == "mechanism"
    return ungraded or claim.certainty in ("low", "very-low")


def _uncarried(word: str, behind: Iterable[str], claims: Mapping[str, Claim]) -> Claim | None:
    """The claim that a word says too much of, where none of the claims behind a text carries the word."""
    named = [claims[name] for name in sorted(behind) if name in claims]
    unsure = [claim for claim in named if claim.certainty not in SURE]
    carried = any(word in SOURCE_PACK.wording.certain_words(claim.statement) for claim in named if not is_weak(claim))
    return None if carried or not unsure else min(unsure, key=lambda claim: not is_weak(claim))


def _in_statements(subject: Subject, unsure: Iterable[Claim]) -> Iterator[Problem]:
    for claim in unsure:
        severity: Severity = "error" if is_weak(claim) else "warning"
        for word in SOURCE_PACK.wording.certain_words(claim.statement):
            message = f"{word!r} in the statement of {claim.id!r} says more than its certainty ({_grade(claim)})"
            yield Problem(claim.mark, ID, message, severity, subject.users(claim.id))


def _grade(claim: Claim) -> str:
    return f"{claim.certainty}, {claim.basis}"
