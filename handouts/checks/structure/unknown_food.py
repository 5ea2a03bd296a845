"""A food placeholder names an entry of `content/foods.yaml` and a column that has a value there."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.compose import SERVING
from handouts.content.model import Food
from handouts.core.problem import Problem, unknown_name

ID = "unknown-food"


def check(subject: Subject) -> Iterator[Problem]:
    """Report foods that do not exist, and columns that are empty or not declared."""
    table = subject.library.foods
    for draft, place in subject.placed("food"):
        entry = table.get(place.source)
        if entry is None:
            yield found(draft, place.mark, ID, unknown_name("food", place.source, table, "content/foods.yaml"))
        elif (place.part or "") not in _parts(entry):
            known = ", ".join(_parts(entry)) or "no value"
            message = f"the food {place.source!r} has no value {place.part!r}; use one it has ({known})"
            yield found(draft, place.mark, ID, message)


def _parts(food: Food) -> tuple[str, ...]:
    """Return what a food can print: its columns, and the serving that they refer to."""
    return (*food.columns, SERVING) if food.serving else tuple(food.columns)
