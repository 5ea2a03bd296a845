"""The amount in a serving of a food agrees with its weight and its amount per 100 g.

`columns:` of `content/foods.yaml` says which column is the amount per 100 g, `of` which column, and `by` which weight.
The two must agree within the rounding of the typed numbers.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "wrong-food-amount"


def check(subject: Subject) -> Iterator[Problem]:
    """Report foods whose serving does not match their amount per 100 g."""
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
