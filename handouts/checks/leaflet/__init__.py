"""Whether a leaflet has what a good one has: a message, actions, when to get help, harms beside benefits."""

from __future__ import annotations

from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = ()
