"""Whether facts are what their references can carry."""

from __future__ import annotations

from handouts.checks.evidence import retracted_reference, review_overdue, statement_value, unconfirmed_reference
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (
    retracted_reference.check,
    statement_value.check,
    review_overdue.check,
    unconfirmed_reference.check,
)
