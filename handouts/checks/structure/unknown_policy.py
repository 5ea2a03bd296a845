"""A clinic placeholder names a known field; a policy placeholder is inside a block that says what to print without it.

`{{ policy/missed_dose }}` outside a block with `policy: missed_dose` would leave a hole in a sentence.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import PolicyBlock
from handouts.content.prose import Placeholder, flat
from handouts.content.walk import prose_in
from handouts.core.problem import Problem, did_you_mean

ID = "unknown-policy"
CLINIC_FIELDS = ("name", "day", "night", "emergency", "web", "feedback", "other_formats")


def check(subject: Subject) -> Iterator[Problem]:
    """Report clinic fields that do not exist, and policies outside their block."""
    for draft, place in subject.placed("clinic"):
        if place.source not in CLINIC_FIELDS:
            message = f"a clinic has no {place.source!r}{did_you_mean(place.source, CLINIC_FIELDS)}"
            yield found(draft, place.mark, ID, message)
    for draft in subject.content.drafts:
        for part in draft.parts:
            for statement in part.statements:
                allowed = statement.body.policy if isinstance(statement.body, PolicyBlock) else None
                for prose in prose_in(statement):
                    for piece in flat(prose.pieces):
                        if isinstance(piece, Placeholder) and piece.kind == "policy" and piece.source != allowed:
                            message = f"'{piece}' needs a block with 'policy: {piece.source}' and 'if-empty'"
                            yield found(draft, piece.mark, ID, message)
