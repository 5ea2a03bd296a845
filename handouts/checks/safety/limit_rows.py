"""The rows of the limits are consistent: each age is in exactly one row, and each row's words give its own ages.

For one nutrient, authority and scope in `content/limits.yaml`, the rows with a limit follow each other: where one ends
(`age_below_y`) the next begins (`age_min_y`). The numbers in the words of `population` are those ages, in years or
months, and so is `age_max_y`, the last whole year. `also`, if given, is the same amount in another unit, within the
rounding to whole units; the same applies to an intake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise

from handouts.checks.safety.doses import daily, printed_amount
from handouts.checks.subject import Subject
from handouts.content.safety import Ages, Intake, RuleAmount, Safety, UpperLimit
from handouts.core.problem import Problem

ID = "wrong-limit-row"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_MONTHS = 12
_HALF = Decimal("0.5")


def check(subject: Subject) -> Iterator[Problem]:
    """Report rows with a gap, an overlap, or other ages or amounts in their words; problems block all documents."""
    safety = subject.facts.safety
    for row in safety.limits.values():
        yield from (Problem(row.mark, ID, f"{row.id}: {message}") for message in _ages(row))
        if row.most is not None:
            yield from _twice(row, row.most, safety)
    for intake in safety.intakes.values():
        yield from _twice(intake, intake.amount, safety)
    limits = sorted((row for row in safety.limits.values() if row.most is not None), key=_place)
    for _, rows in groupby(limits, key=lambda row: _place(row)[:-1]):
        yield from (problem for one, other in pairwise(rows) for problem in _between(one, other))


def _place(row: UpperLimit) -> tuple[str, str, str, Decimal]:
    return row.nutrient, row.authority, row.scope, row.ages.least


def _between(one: UpperLimit, other: UpperLimit) -> Iterator[Problem]:
    if one.ages.below != other.ages.least:
        ends = f"below {one.ages.below}" if one.ages.below is not None else "with no age"
        message = f"{other.id}: begins at {other.ages.least} years, but {one.id} before it ends {ends}"
        yield Problem(other.mark, ID, message)


def _ages(row: UpperLimit) -> Iterator[str]:
    below, through = row.ages.below, row.through
    if (below is None) != (through is None) or (
        below is not None and through is not None and below not in (through, through + 1)
    ):
        yield f"ends below {below} years, but its last year is {through}"
    strange = sorted(set(_NUMBER.findall(row.people)) - set(map(str, _sayable(row.ages))))
    if strange:
        yield f"is for {row.people!r}, but {', '.join(strange)} is none of its ages"


def _twice(row: UpperLimit | Intake, amount: RuleAmount, safety: Safety) -> Iterator[Problem]:
    """Yield a problem if the amount in another unit (`also`) differs from the amount of the row."""
    if row.also is None:
        return
    leeway = daily(RuleAmount(_HALF, amount.unit), row.nutrient, safety)
    if abs(daily(row.also, row.nutrient, safety) - daily(amount, row.nutrient, safety)) > leeway:
        yield Problem(row.mark, ID, f"{row.id}: is {printed_amount(amount)}, which is not {printed_amount(row.also)}")


def _sayable(ages: Ages) -> Iterator[Decimal]:
    """Yield the numbers that can state these ages: first and last year, the year before, first and last month."""
    yield from (ages.least, ages.least - 1, (ages.least * _MONTHS).normalize() + 1)
    if ages.below is not None:
        yield from (ages.below - 1, Decimal(int(ages.below * _MONTHS)))
