"""The certainty of a claim is the grade that somebody gave to its exact statement (ANCHORS T4, GRADE).

A claim that is not `ungraded` names who graded it: `grade` in `source_says`, where the check of the source text against
the literature graded the statement as it is written, or `graded_by` with one of the claim's references, a review or
guideline. A grade recorded in `source_says` must equal the certainty of the claim.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.model import Claim, SourceNote
from handouts.core.problem import Problem, did_you_mean

ID = "wrong-grade"


def check(subject: Subject) -> Iterator[Problem]:
    """Report certainties without a recorded grade."""
    notes = subject.library.notes
    for claim in subject.facts.claims.values():
        message = _unfounded(claim, notes.get(claim.id))
        if message is not None:
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _unfounded(claim: Claim, note: SourceNote | None) -> str | None:
    """Return what is wrong with the certainty of a claim, or None."""
    grade = note.grade if note is not None else None
    if grade is not None and grade != claim.certainty:
        return f"the certainty of {claim.id!r} is {claim.certainty}, but its sentence was graded {grade}; write that"
    if claim.graded_by is not None and claim.graded_by not in claim.references:
        return f"{claim.id!r} is graded by {claim.graded_by!r}, which is not among its references{did_you_mean(claim.graded_by, claim.references) or '; add it to them'}"
    if claim.certainty != "ungraded" and grade is None and claim.graded_by is None:
        return f"nobody graded {claim.id!r}; write 'certainty: ungraded', or name in 'graded_by' who did"
    return None
