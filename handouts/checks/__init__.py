"""Rules that find what is wrong in the content. A rule is a module with an `ID` and a `check()`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from handouts.checks import (
    alt_text,
    audience,
    blocked_claim,
    clinic_colour,
    clinic_logo,
    clinic_web,
    duplicate_title,
    figure_value,
    retracted_reference,
    review_overdue,
    statement_value,
    unconfirmed_reference,
    unknown_claim,
    unknown_figure,
    unknown_food,
    unknown_limit,
    unknown_part,
    unknown_policy,
    unknown_reference,
    unknown_term,
)
from handouts.checks.subject import Subject
from handouts.problem import Problem

RULES: tuple[Callable[[Subject], Iterator[Problem]], ...] = (
    unknown_claim.check,
    unknown_part.check,
    unknown_food.check,
    unknown_limit.check,
    unknown_term.check,
    unknown_reference.check,
    unknown_figure.check,
    unknown_policy.check,
    blocked_claim.check,
    audience.check,
    retracted_reference.check,
    statement_value.check,
    figure_value.check,
    alt_text.check,
    duplicate_title.check,
    clinic_colour.check,
    clinic_logo.check,
    clinic_web.check,
    review_overdue.check,
    unconfirmed_reference.check,
)


def check(subject: Subject) -> list[Problem]:
    """What all rules find, each problem once, in the order of files and lines."""
    return sorted({problem for rule in RULES for problem in rule(subject)})
