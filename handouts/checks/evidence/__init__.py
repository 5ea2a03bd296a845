"""Whether facts are what their references can carry, agree with each other, and are fresh."""

from __future__ import annotations

from handouts.checks.evidence import (
    certainty_grade,
    certainty_word,
    claim_dates,
    contradiction,
    denominators,
    food_amount,
    food_band,
    frequency_word,
    harms,
    no_reference,
    old_references,
    print_rule,
    reference_entry,
    relative_risk,
    restated_amount,
    retracted_reference,
    review_overdue,
    risk_span,
    split_quantity,
    statement_value,
    strong_advice,
    superseded_reference,
    unconfirmed_reference,
    ungrounded_term,
    unvalued_number,
)
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (
    retracted_reference.check,
    superseded_reference.check,
    no_reference.check,
    reference_entry.check,
    statement_value.check,
    unvalued_number.check,
    strong_advice.check,
    certainty_grade.check,
    print_rule.check,
    certainty_word.check,
    ungrounded_term.check,
    harms.check,
    relative_risk.check,
    denominators.check,
    risk_span.check,
    frequency_word.check,
    contradiction.check,
    split_quantity.check,
    restated_amount.check,
    food_amount.check,
    food_band.check,
    review_overdue.check,
    claim_dates.check,
    old_references.check,
    unconfirmed_reference.check,
)
# a release prints only what rests on references that were read, and that still hold
RELEASE_STOPS = (unconfirmed_reference.ID, superseded_reference.ID)
