"""Rules on structure, without which content cannot be composed: names exist, figures can be drawn, files can be read.

These rules cannot be waived: what they report cannot be printed.
"""

from __future__ import annotations

from handouts.checks.structure import (
    alt_text,
    answer_options,
    audience,
    blocked_claim,
    clinic_colour,
    clinic_logo,
    clinic_phone,
    clinic_web,
    duplicate_title,
    figure_value,
    unknown_authority,
    unknown_claim,
    unknown_example,
    unknown_figure,
    unknown_food,
    unknown_limit,
    unknown_part,
    unknown_policy,
    unknown_reference,
    unknown_region,
    unknown_term,
    unknown_unit,
    unwritten_text,
)
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (
    unknown_claim.check,
    unknown_part.check,
    unknown_food.check,
    unknown_limit.check,
    unknown_term.check,
    unknown_reference.check,
    unknown_figure.check,
    unknown_policy.check,
    unknown_example.check,
    unknown_unit.check,
    blocked_claim.check,
    audience.check,
    figure_value.check,
    alt_text.check,
    duplicate_title.check,
    answer_options.check,
    clinic_colour.check,
    clinic_logo.check,
    clinic_web.check,
    clinic_phone.check,
    unknown_region.check,
    unknown_authority.check,
    unwritten_text.check,
)
