"""The rows of the limits are consistent: each age is in exactly one row, and each row's words give its own ages.

For one substance, authority, scope and kind of amount (in a day, at one time, by body weight) in `content/limits.yaml`, the rows with a limit follow each other: where one ends
(`age_below_y`) the next begins (`age_min_y`). The numbers in the words of `population` are those ages, in years or
months, and so is `age_max_y`, the last whole year. `also`, if given, is the same amount in another unit, within the
rounding to whole units; the same applies to an intake.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby, pairwise

from handouts.checks.safety.doses import Rate, printed_amount, rate_of
from handouts.checks.subject import Subject
from handouts.content.safety import Ages, Intake, RuleAmount, Safety, UpperLimit
from handouts.core.problem import Problem

ID = "wrong-limit-row"
# the numbers of words for people, without their body weights
_NUMBER = re.compile(r"\b\d+(?:\.\d+)?\b(?!\s*(?:kg|g)\b)")
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
    limits = [(row, rate_of(row.most, row.substance, safety)) for row in safety.limits.values() if row.most is not None]
    limits.sort(key=lambda each: (_kind(*each), each[0].ages.least))
    for _, rows in groupby(limits, key=lambda each: _kind(*each)):
        yield from (problem for (one, _), (other, _) in pairwise(rows) for problem in _between(one, other))


def _kind(row: UpperLimit, rate: Rate) -> tuple[str, str, str, str, bool]:
    """Return what rows have in common that follow each other by age."""
    return row.substance, row.authority, row.scope or "", rate.dimension, rate.once


def _between(one: UpperLimit, other: UpperLimit) -> Iterator[Problem]:
    if one.ages.below != other.ages.least:
        ends = f"below {one.ages.below}" if one.ages.below is not None else "with no age"
        message = (
            f"{other.id}: begins at {other.ages.least} years, but {one.id} before it ends {ends}; let it begin there"
        )
        yield Problem(other.mark, ID, message)


def _ages(row: UpperLimit) -> Iterator[str]:
    below, through = row.ages.below, row.through
    if (below is None) != (through is None) or (
        below is not None and through is not None and below not in (through, through + 1)
    ):
        yield f"ends below {below} years, but its last year is {through}; correct one of the two"
    strange = sorted(set(_NUMBER.findall(row.people)) - set(map(str, _sayable(row.ages))))
    if strange:
        yield f"is for {row.people!r}, but {', '.join(strange)} is not one of its ages; correct one of the two"


def _twice(row: UpperLimit | Intake, amount: RuleAmount, safety: Safety) -> Iterator[Problem]:
    """Yield a problem if the amount in another unit (`also`) differs from the amount of the row."""
    if row.also is None:
        return
    leeway = rate_of(RuleAmount(_HALF, amount.unit), row.substance, safety).number
    one, other = rate_of(amount, row.substance, safety), rate_of(row.also, row.substance, safety)
    if (one.dimension, one.once) != (other.dimension, other.once):
        message = (
            f"cannot be compared with {printed_amount(row.also)}; add a conversion of {safety.label(row.substance)}"
        )
        yield Problem(row.mark, ID, f"{row.id}: {printed_amount(amount)} {message}")
    elif abs(one.number - other.number) > leeway:
        yield Problem(
            row.mark,
            ID,
            f"{row.id}: is {printed_amount(amount)}, not {printed_amount(row.also)} (also); correct one of the two",
        )


def _sayable(ages: Ages) -> Iterator[Decimal]:
    """Yield the numbers that can state these ages: first and last year, the year before, first and last month."""
    months = (ages.least * _MONTHS).normalize()
    yield from (ages.least, ages.least - 1, months, months + 1)
    if ages.below is not None:
        yield from (ages.below - 1, Decimal(int(ages.below * _MONTHS)))
