"""A comparison uses one denominator: not "1 in 60" beside "1 in 250" (ANCHORS N1, NICE, CCI 17).

A block is one comparison: a table, a figure, a list or a paragraph. All proportions that it prints must have the same
denominator; `{{ id:per-1000 }}` and `{{ id:per-100000 }}` convert them. In a text for clinicians this is a warning.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from handouts.checks.passages import Passage, values
from handouts.checks.subject import Subject, found, warned
from handouts.core.problem import Mark, Problem
from handouts.core.quantity import Ratio, digits
from handouts.core.words import SOURCE
from handouts.document.figures import IconArray
from handouts.document.text import Value

ID = "mixed-denominators"
_PARTS = {
    "per-1000": Decimal(1_000),
    "of-1000": Decimal(1_000),
    "per-100000": Decimal(100_000),
    "of-100000": Decimal(100_000),
}


def check(subject: Subject) -> Iterator[Problem]:
    """Report blocks that compare proportions with different denominators."""
    for passage in subject.passages:
        shares = dict(_denominators(passage))
        if len(shares) > 1:
            report = found if passage.draft.audience == "patient" else warned
            said = " and ".join(f"of {digits(each, SOURCE)}" for each in sorted(shares))
            mark = list(shares.values())[1]
            yield report(
                passage.draft,
                mark,
                ID,
                f"{passage.id!r} compares shares {said}; print all of one number, as with {{{{ id:per-1000 }}}}",
            )


def _denominators(passage: Passage) -> Iterator[tuple[Decimal, Mark]]:
    for block in passage.figures:
        if isinstance(block.figure, IconArray):
            yield Decimal(block.figure.total), block.alt.mark
    for unit in passage.units:
        for value in values(unit):
            denominator = _denominator(value)
            if denominator is not None:
                yield denominator, unit.mark


def _denominator(value: Value) -> Decimal | None:
    if value.part == "span" or value.measured is None or not isinstance(value.measured.quantity, Ratio):
        return None
    return _PARTS.get(value.part or "", value.measured.quantity.denominator)
