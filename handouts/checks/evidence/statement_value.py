"""A claim's value stands in its sentence: a number is typed once, and must agree with the words.

`statement: Usual target INR 2.0 to 3.0` agrees with `{low: 2.0, high: 3.0}`, not with `{high: 3.5}`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import assert_never

from handouts.checks.subject import Subject
from handouts.problem import Problem
from handouts.quantity import Interval, Number, Quantity, Range, Ratio

ID = "value-not-in-statement"
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")


def check(subject: Subject) -> Iterator[Problem]:
    """Values that their claim's statement does not say."""
    for claim in subject.content.library.claims.values():
        said = {found.replace(",", "") for found in _NUMBER.findall(claim.statement)}
        for name, measured in claim.values.items():
            for number in _numbers(measured.quantity):
                if f"{abs(number):f}" not in said:
                    value = f"value {name!r}" if name else "value"
                    message = f"the {value} of {claim.id!r} holds {number}, which its statement does not say"
                    yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _numbers(quantity: Quantity) -> tuple[Decimal, ...]:
    match quantity:
        case Number(value=value):
            return (value,)
        case Range(low=low, high=high):
            return (low, high)
        case Interval(estimate=estimate, low=low, high=high):
            return (estimate, low, high)
        case Ratio(low=low, high=high, denominator=denominator):
            # a share in percent is said with its sign, without the hundred
            return (low, high) if denominator == 100 else (low, high, denominator)
        case _:
            assert_never(quantity)
