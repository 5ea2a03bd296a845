"""Whether a patient can read it: reading level, long sentences, words that nobody explained."""

from __future__ import annotations

from handouts.checks.subject import Rule

RULES: tuple[Rule, ...] = ()
