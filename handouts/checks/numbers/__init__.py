"""Rules on numbers: every printed number comes from a claim, a food or a limit."""

from __future__ import annotations

from handouts.checks.numbers import untraced_number
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (untraced_number.check,)
