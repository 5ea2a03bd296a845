"""Kinds of numbers in layouts, and where the keys of a layout stand."""

from __future__ import annotations

from handouts.core.problem import Mark
from handouts.core.schema import Entry, Key, Kind, Shape, check_known, number_of
from handouts.core.source import Mapping, Node


def between(least: float, most: float) -> Kind[float]:
    """Return the kind of numbers between two ends, both included."""
    says = f"a number from {least:g} to {most:g}"

    def number(entry: Entry, key: str, node: Node) -> float:
        told = len(entry.log)
        typed = float(number_of(entry, key, node))
        if len(entry.log) > told:
            return least
        if not least <= typed <= most:
            entry.problem(node.mark, "wrong-value", f"{entry.below(key)!r} must be {says}, not {typed:g}")
            return least
        return typed

    return Kind(says, number, {"type": "number", "minimum": least, "maximum": most})


# of type and of lines of type, in pt
SIZE = between(1, 200)
# of anything on a page or slide, in pt or mm
LENGTH = between(0, 2000)
EXTENT = between(10, 2000)


def mark_at(root: Node, path: str) -> Mark:
    """Return the mark of a key of a file by its path, `styles/body/size`, or of the nearest key around it."""
    mark, node = root.mark, root
    for name in path.split("/"):
        if not isinstance(node, Mapping) or name not in node.entries:
            break
        mark, node = node.keys[name], node.entries[name]
    return mark


def named_of(entry: Entry, key: Key[str] | Key[str | None], what: str, known: tuple[str, ...], otherwise: str) -> str:
    """Return a name that a layout takes from a closed set of its project, such as a colour of its theme."""
    text = entry.read(key) or ""
    if check_known(entry, what, (text, entry.mark_of(key)), known):
        return text
    return otherwise


def example_of(shape: type[Shape]) -> str:
    """Return a mapping with the example of each key of a shape, as YAML of a line for each key."""
    return "".join(f"\n  {name}: {key.example}" for name, key in shape.KEYS.items())
