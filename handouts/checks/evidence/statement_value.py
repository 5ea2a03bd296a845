"""The value of a claim is also in its statement, and the two agree.

`statement: Usual target INR 2.0 to 3.0` agrees with `{low: 2.0, high: 3.0}`, not with `{high: 3.5}`; `180 µg a day`
agrees with the unit `ug/day`, not with `mg/day`. A number that no unit follows is assumed to have the right unit. The
time span of a proportion must be in the statement too, with its numbers and nouns.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from functools import cache

from handouts.checks.evidence.amounts import numbers
from handouts.checks.packs import SOURCE_PACK
from handouts.checks.subject import Subject
from handouts.core.problem import Problem
from handouts.core.quantity import DIMENSIONS, UNIT_WORDS, Quantity, Ratio, Unit
from handouts.core.words import SOURCE, word

ID = "wrong-statement"
_NUMBER = re.compile(r"(\d+(?:,\d{3})*(?:\.\d+)?)[\s\u00a0-]*(%|[^\W\d_]+)?")
_HUNDRED = 100


def check(subject: Subject) -> Iterator[Problem]:
    """Report values that are not in the statement of their claim."""
    for claim in subject.facts.claims.values():
        if claim.misread:
            continue
        said = _said(claim.statement)
        for name, measured in claim.values.items():
            value = f"value {name!r}" if name else "value"
            for message in (*_unsaid(measured.quantity, said), *_unsaid_span(measured.quantity, claim.statement)):
                told = f"the {value} of {claim.id!r} {message}"
                yield Problem(claim.mark, ID, told, reaches=subject.users(claim.id))


def _said(statement: str) -> dict[str, set[str]]:
    """Return the numbers of a statement, each with the units that follow it."""
    said: dict[str, set[str]] = {}
    for number, follows in _NUMBER.findall(statement):
        units = said.setdefault(number.replace(",", ""), set())
        if follows.casefold() in _unit_names():
            units.add(follows.casefold())
    return said


def _unsaid(quantity: Quantity, said: dict[str, set[str]]) -> Iterator[str]:
    for number in _numbers(quantity):
        if f"{abs(number):f}" not in said:
            yield f"holds {number}, which its statement does not say"
    # in a range, the unit follows the upper end
    last = numbers(quantity)[-1]
    found = said.get(f"{abs(last):f}")
    if found and not isinstance(quantity, Ratio) and not _fits(quantity.unit, found):
        yield f"is in {quantity.unit}, but its statement says {last} {' and '.join(sorted(found))}"


def _unsaid_span(quantity: Quantity, statement: str) -> Iterator[str]:
    if isinstance(quantity, Ratio) and quantity.span and not SOURCE_PACK.wording.says_span(statement, quantity.span):
        yield f"is for the time {quantity.span!r}, which its statement does not say"


def _numbers(quantity: Quantity) -> tuple[Decimal, ...]:
    """Return the numbers that the statement must contain; a percentage is written with its sign, without the 100."""
    if isinstance(quantity, Ratio) and quantity.denominator != _HUNDRED:
        return (*numbers(quantity), quantity.denominator)
    return numbers(quantity)


def _fits(unit: Unit, found: set[str]) -> bool:
    """Return whether one of the units after a number is that of the value; a unit without a name always fits."""
    names = {name for name, ids in _unit_names().items() if unit.id in ids}
    return not names or not names.isdisjoint(found)


@cache
def _unit_names() -> dict[str, set[str]]:
    """Return the words that units print as, up to the slash, each with the ids of its units."""
    names: dict[str, set[str]] = {}
    for unit in DIMENSIONS:
        for name in word(UNIT_WORDS[unit], SOURCE).split("|"):
            if name:
                names.setdefault(name.partition("/")[0].casefold(), set()).add(unit)
    return names
