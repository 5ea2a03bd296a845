"""The certainty of claims and the types of study behind them: closed sets with their words."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Certainty = Literal["high", "moderate", "low", "very-low", "ungraded"]
CERTAINTIES: tuple[Certainty, ...] = ("high", "moderate", "low", "very-low", "ungraded")
# those that every project has; one may add its own
BASES: tuple[str, ...] = ("trial", "cohort", "mechanism", "guideline", "label", "food-table")
CERTAINTY_WORDS: Mapping[Certainty, str] = {
    "high": "certainty.high",
    "moderate": "certainty.moderate",
    "low": "certainty.low",
    "very-low": "certainty.very-low",
    "ungraded": "certainty.ungraded",
}
BASIS_WORDS: Mapping[str, str] = {
    "trial": "basis.trial",
    "cohort": "basis.cohort",
    "mechanism": "basis.mechanism",
    "guideline": "basis.guideline",
    "label": "basis.label",
    "food-table": "basis.food-table",
}
