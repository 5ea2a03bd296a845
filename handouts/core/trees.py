"""Trees walked depth first: what documents and content as written share."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TypeAlias, TypeVar

Held = TypeVar("Held")
# one node, several (nested at will), or none
Nested: TypeAlias = "Held | tuple[Nested[Held], ...] | None"


def preorder(start: Nested[Held], held: Callable[[Held], tuple[Held, ...]]) -> Iterator[Held]:
    """Yield each node before what it holds; `held` returns what a node holds directly. No node is a tuple."""
    waiting: list[Nested[Held]] = [start]
    while waiting:
        each = waiting.pop()
        if isinstance(each, tuple):
            waiting.extend(reversed(each))
        elif each is not None:
            yield each
            waiting.extend(held(each)[::-1])


def present(nodes: tuple[Held | None, ...]) -> tuple[Held, ...]:
    """Return the nodes that are there."""
    return tuple(node for node in nodes if node is not None)
