"""The band of a food matches its amounts: a food is called low only if its amounts are low.

`bands:` of `content/foods.yaml` give the limits of each band, and `banded:` the columns whose known amounts are added.
A food without a known amount belongs to the band without limits. An amount belongs to exactly one band: bands have no
gaps and do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "wrong-food-band"


def check(subject: Subject) -> Iterator[Problem]:
    """Report foods in a band that does not match their amounts."""
    for food in subject.facts.foods.values():
        if food.banded is not None and food.banded.fitting != (food.banded.typed,):
            fitting = " and ".join(food.banded.fitting) or "none"
            message = f"{food.id} is in the band {food.banded.typed!r}, but its amounts make it {fitting}"
            yield Problem(food.banded.mark, ID, message, reaches=(food.id,))
