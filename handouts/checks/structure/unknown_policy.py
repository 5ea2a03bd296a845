"""A clinic placeholder names a known field; a policy placeholder is inside a block that says what to print without it.

`{{ policy/missed_dose }}` outside a block with `policy: missed_dose` would leave a hole in a sentence. A policy of a
clinic that is nearly called like one that it lacks is a typing error: its words would be printed nowhere. A clinic may
have policies that no document prints.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import PolicyBlock
from handouts.content.prose import Placeholder, flat
from handouts.content.walk import prose_in
from handouts.core.problem import Problem, nearest, unknown

ID = "unknown-policy"
# the share of letters in common from which a policy counts as a misspelt one, and not as another
NEARLY = 0.8
CLINIC_FIELDS = ("name", "day", "night", "emergency", "web", "feedback", "other_formats")


def check(subject: Subject) -> Iterator[Problem]:
    """Report clinic fields that do not exist, and policies outside their block."""
    for draft, place in subject.placed("clinic"):
        if place.source not in CLINIC_FIELDS:
            message = unknown("field of a clinic", place.source, CLINIC_FIELDS)
            yield found(draft, place.mark, ID, message)
    yield from _misspelt(subject)
    for draft in subject.content.drafts:
        for part in draft.parts:
            for statement in part.statements:
                allowed = statement.body.policy if isinstance(statement.body, PolicyBlock) else None
                for prose in prose_in(statement):
                    for piece in flat(prose.pieces):
                        if isinstance(piece, Placeholder) and piece.kind == "policy" and piece.source != allowed:
                            message = f"'{piece}' stands outside its block; put it in one with 'policy: {piece.source}' and 'if-empty'"
                            yield found(draft, piece.mark, ID, message)


def _misspelt(subject: Subject) -> Iterator[Problem]:
    """Yield a problem for each policy of the clinic that is nearly called like one of a document that it lacks."""
    clinic = subject.content.clinic
    if clinic is None:
        return
    statements = (statement for draft in subject.drafts for part in draft.parts for statement in part.statements)
    named = {each.body.policy for each in statements if isinstance(each.body, PolicyBlock)}
    for name in clinic.policies.keys() - named:
        near = nearest(name, named - clinic.policies.keys(), NEARLY)
        if near is not None:
            message = f"unknown policy {name!r}; did you mean {near!r}?"
            yield Problem(clinic.mark_of(f"policies/{name}"), ID, message)
