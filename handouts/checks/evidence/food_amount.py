"""A serving holds what its weight and its amount per 100 g make: a food does not contradict itself.

`columns:` of `content/foods.yaml` says which column is per 100 g `of` which, `by` what weight. The two agree as closely
as their rounding allows.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "food-amount"


def check(subject: Subject) -> Iterator[Problem]:
    """Foods whose serving and amount per 100 g differ."""
    users: dict[str, dict[str, None]] = {}
    for draft, place in subject.whole.placed("food") if subject.facts.foods else ():
        users.setdefault(place.source, {})[draft.id] = None
    for food in subject.facts.foods.values():
        for portion in food.portions:
            if abs(portion.typed - portion.derived) > portion.leeway:
                message = (
                    f"{food.id}: {portion.column} is {portion.typed}, but weight and amount per 100 g make"
                    f" {portion.derived.normalize():f}"
                )
                yield Problem(portion.mark, ID, message, reaches=tuple(users.get(food.id, (food.id,))))
