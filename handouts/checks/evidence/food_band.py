"""A food stands in the band of its amounts: what is called low is low.

`bands:` of `content/foods.yaml` give each band its ends, `banded:` the columns whose known amounts count together. A food
of which none is known is in the band without ends. An amount falls into one band: bands have no gap and do not overlap.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "food-band"


def check(subject: Subject) -> Iterator[Problem]:
    """Foods in another band than that of their amounts."""
    for food in subject.facts.foods.values():
        if food.banded is not None and food.banded.fitting != (food.banded.typed,):
            fitting = " and ".join(food.banded.fitting) or "none"
            message = f"{food.id} is in the band {food.banded.typed!r}, but its amounts make it {fitting}"
            yield Problem(food.banded.mark, ID, message, reaches=(food.id,))
