"""Actions are two steps or more, and at least one says when or how often.

`Eat well` is not a step; `Tick a box each day` is one. The rule looks for words of time in the actions. Source: PEMAT-P
item 22; CDC Clear Communication Index 14.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import action_units, leaflets, steps
from handouts.checks.packs import pack_of
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.document.text import plain

ID = "missing-steps"
LEAST = 2


def check(subject: Subject) -> Iterator[Problem]:
    """Report actions that are not split into steps, or never say when."""
    for draft, document in leaflets(subject):
        found = steps(document)
        if not found:
            continue
        first = next(action_units(document))
        if len(found) < LEAST:
            yield warned(draft, first.mark, ID, "the action is not broken into steps")
        when = pack.voice.when if (pack := pack_of(document.lang)) is not None else None
        if when is not None and not any(when.search(plain(unit.text)) for unit in action_units(document)):
            yield warned(draft, first.mark, ID, "no step says when or how often")
