"""Rules on safety: doses above limits, products that a reader must not take, and missing gates.

They ask whether a reader could be harmed. The modules contain no substance names: substances, people, triggers and
words come from `content/limits.yaml`.
"""

from __future__ import annotations

from handouts.checks.safety import (
    clinician_unit,
    combined_dose,
    contraindication,
    forbidden_term,
    limit,
    limit_rows,
    missing_conversion,
    missing_gate,
    precedence,
    stricter_limit,
    studied_dose,
    unnamed_limit,
    weight_rule,
)
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (
    limit.check,
    limit_rows.check,
    missing_conversion.check,
    combined_dose.check,
    stricter_limit.check,
    unnamed_limit.check,
    studied_dose.check,
    clinician_unit.check,
    contraindication.check,
    missing_gate.check,
    precedence.check,
    weight_rule.check,
    forbidden_term.check,
)
