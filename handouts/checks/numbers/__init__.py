"""Rules on numbers: every printed number comes from a claim, a food or a limit, and ranges run upwards."""

from __future__ import annotations

from handouts.checks.numbers import reversed_range, untraced_number
from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = (untraced_number.check, reversed_range.check)
