"""Waivers (`content/waivers.yaml`): rules that a person set aside for one place, until a day."""

from __future__ import annotations

from handouts.content.kinds import PRINTED
from handouts.content.model import Waiver
from handouts.core.problem import Problem
from handouts.core.schema import DATE, TEXT, FileSchema, Shape, needed, unnamed
from handouts.core.source import Source


class WaiverShape(Shape, id="waiver"):
    """A rule that a person set aside for one place, with a reason, until a day."""

    rule = needed(TEXT, "the id of the rule, as problems print it", "long-list")
    at = needed(TEXT, "the document or text unit for which the rule is set aside", "inhaler/steps")
    reason = needed(PRINTED, "why it may be set aside", "Nine steps are shown, and all nine are needed.")
    by = needed(PRINTED, "who decided it", "A. Example, pharmacist")
    until = needed(DATE, "the last day", "2027-06-30")


WAIVERS = FileSchema("content/waivers.yaml", "rules set aside for one place", unnamed(WaiverShape, "waiver"))


def read_waivers(source: Source, log: list[Problem]) -> tuple[Waiver, ...]:
    """Return the waivers, each of a rule for one place."""
    return tuple(
        Waiver(
            entry.read(WaiverShape.rule),
            entry.read(WaiverShape.at),
            entry.read(WaiverShape.reason),
            entry.read(WaiverShape.by),
            entry.read(WaiverShape.until),
            entry.mark,
        )
        for entry in WAIVERS.read(source, log)
    )
