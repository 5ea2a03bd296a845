"""Whether a reader could be harmed: doses above limits, products that a reader must not take, gates that are missing."""

from __future__ import annotations

from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = ()
