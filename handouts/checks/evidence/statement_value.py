"""The value of a claim is also in its statement, and the two agree.

`statement: Usual target INR 2.0 to 3.0` agrees with `{low: 2.0, high: 3.0}`, not with `{high: 3.5}`; `180 µg a day`
agrees with the unit `ug/day`, not with `mg/day`. A number that no unit follows is assumed to have the right unit. The
time span of a proportion must be in the statement too, with its numbers and nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from handouts.checks.evidence.amounts import numbers
from handouts.checks.evidence.unit_names import UnitNames, unit_names
from handouts.checks.packs import SOURCE_PACK
from handouts.checks.subject import Subject
from handouts.core.problem import Problem
from handouts.core.quantity import Quantity, Ratio, Unit

ID = "wrong-statement"
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)[\s\u00a0-]*")
_HUNDRED = 100


def check(subject: Subject) -> Iterator[Problem]:
    """Report values that are not in the statement of their claim."""
    names = unit_names(subject.library.units)
    for claim in subject.facts.claims.values():
        if claim.misread:
            continue
        said = _said(claim.statement, names)
        for name, measured in claim.values.items():
            value = f"value {name!r}" if name else "value"
            for message in (
                *_unsaid(measured.quantity, said, names),
                *_unsaid_span(measured.quantity, claim.statement),
            ):
                told = f"the {value} of {claim.id!r} {message}"
                yield Problem(claim.mark, ID, told, reaches=subject.users(claim.id))


def _said(statement: str, names: UnitNames) -> dict[str, set[str]]:
    """Return the numbers of a statement, each with the units that follow it."""
    said: dict[str, set[str]] = {}
    for found in _NUMBER.finditer(statement):
        units = said.setdefault(found[1].replace(",", ""), set())
        if (unit := names.at(statement, found.end())) is not None:
            units.add(unit)
    return said


def _unsaid(quantity: Quantity, said: dict[str, set[str]], names: UnitNames) -> Iterator[str]:
    for number in _numbers(quantity):
        if f"{abs(number):f}" not in said:
            yield f"holds {number}, which its statement does not say"
    # in a range, the unit follows the upper end
    last = numbers(quantity)[-1]
    found = said.get(f"{abs(last):f}")
    if found and not isinstance(quantity, Ratio) and not _fits(quantity.unit, found, names):
        yield f"is in {quantity.unit}, but its statement says {last} {' and '.join(sorted(found))}"


def _unsaid_span(quantity: Quantity, statement: str) -> Iterator[str]:
    if isinstance(quantity, Ratio) and quantity.span and not SOURCE_PACK.wording.says_span(statement, quantity.span):
        yield f"is for the time {quantity.span!r}, which its statement does not say"


def _numbers(quantity: Quantity) -> tuple[Decimal, ...]:
    """Return the numbers that the statement must contain; a percentage is written with its sign, without the 100."""
    if isinstance(quantity, Ratio) and quantity.denominator != _HUNDRED:
        return (*numbers(quantity), quantity.denominator)
    return numbers(quantity)


def _fits(unit: Unit, found: set[str], names: UnitNames) -> bool:
    """Return whether one of the units after a number is that of the value; a unit without a name always fits.

    What only describes its noun, as `working days` does `days`, is the matter of `wrong_unit`.
    """
    own = {name for name, ids in names.ids.items() if unit.id in ids}
    ends = tuple(f" {name}" for name in own)
    return not own or any(each in own or each.endswith(ends) for each in found)
