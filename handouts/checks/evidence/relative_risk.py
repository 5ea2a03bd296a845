"""No relative risk without the absolute risk (ANCHORS N2).

A relative value (RR, OR, HR, so many times) needs `absolute` on its claim: the id of the claim that gives the absolute
risk, or `none-reported` if the sources give none. A document for patients prints such a value only with an absolute
risk in the same section; a document for clinicians must use the claim that `absolute` names.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.evidence.amounts import is_relative
from handouts.checks.passages import Passage, values
from handouts.checks.subject import Subject, found
from handouts.content.model import NONE_REPORTED
from handouts.core.problem import Problem
from handouts.core.quantity import SHARE, Measured, Ratio
from handouts.document.text import Unit, Value

ID = "missing-absolute-risk"


def check(subject: Subject) -> Iterator[Problem]:
    """Report relative risks without their absolute risk."""
    yield from _unnamed(subject)
    named = {draft.id: {claim.id for claim, _ in subject.claims(draft)} for draft in subject.drafts}
    absolute = {
        (passage.draft.id, passage.section)
        for passage in subject.passages
        for _, value in _printed(passage)
        if value.measured is not None and isinstance(value.measured.quantity, Ratio)
    }
    for passage in subject.passages:
        for unit, value in _printed(passage):
            if value.measured is None or not is_relative(value.measured, subject.library.vocabulary):
                continue
            message = _missing(subject, passage, value, absolute, named[passage.draft.id])
            if message:
                yield found(passage.draft, unit.mark, ID, message)


def _unnamed(subject: Subject) -> Iterator[Problem]:
    vocabulary = subject.library.vocabulary
    for claim in subject.facts.claims.values():
        if claim.absolute is None and any(is_relative(value, vocabulary) for value in claim.values.values()):
            message = f"{claim.id!r} gives a relative risk: say in 'absolute' which claim gives the absolute one"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
        absolute = subject.library.claims.get(claim.absolute or "")
        if absolute is not None and not any(map(_is_share, absolute.values.values())):
            message = f"{claim.id!r} names {absolute.id!r} as its absolute risk, which does not say of how many"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _is_share(measured: Measured) -> bool:
    """Return whether a value is a proportion: so many of so many."""
    return isinstance(measured.quantity, Ratio) or measured.quantity.unit.dimension == SHARE


def _printed(passage: Passage) -> Iterator[tuple[Unit, Value]]:
    for unit in passage.shown:
        yield from ((unit, value) for value in values(unit))


def _missing(
    subject: Subject, passage: Passage, value: Value, absolute: set[tuple[str, str]], named: set[str]
) -> str | None:
    """Return what is wrong with a printed relative risk, or None."""
    if passage.draft.audience == "patient":
        alone = (passage.draft.id, passage.section) not in absolute
        return f"{value.text!r} compares two risks: print how many of how many in this section" if alone else None
    claim = subject.library.claims.get(value.source)
    needed = claim.absolute if claim is not None else None
    if needed in (None, NONE_REPORTED) or needed in named:
        return None
    return f"{value.text!r} compares two risks; the absolute one of {needed!r} is nowhere in this document"
