"""Every text unit of a document, in reading order."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.core.problem import Mark
from handouts.document.text import Unit


def units(node: object) -> Iterator[Unit]:
    """Every text unit below a document, section, block or figure, in reading order."""
    found: list[Unit] = []
    _gather(node, found)
    return iter(found)


def _gather(node: object, found: list[Unit]) -> None:
    if isinstance(node, Unit):
        found.append(node)
    elif isinstance(node, tuple):
        for item in node:
            _gather(item, found)
    elif not isinstance(node, Mark):
        for name in getattr(type(node), "__dataclass_fields__", ()):
            _gather(getattr(node, name), found)
