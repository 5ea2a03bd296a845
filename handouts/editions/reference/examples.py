"""Examples of what people write, made of the examples of the keys."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from handouts.core.schema import Entry, Key, Shape


def key_example(key: Key[Any]) -> str:
    """Return a key with its example, as YAML."""
    return f"{key.name}: {key.example}\n"


def shape_example(shape: type[Shape]) -> str:
    """Return a mapping of a shape as YAML: its needed keys, one of a choice, or else its first key."""
    if shape.EXAMPLE:
        return shape.EXAMPLE
    names = [name for name, key in shape.KEYS.items() if key.needed]
    names += shape.CHOICE[:1]
    return "".join(key_example(shape.KEYS[name]) for name in names or list(shape.KEYS)[:1])


def read_whole(entry: Entry) -> None:
    """Read every key of an entry, and of all entries below it, so that its log has all that is wrong with it."""
    for key in entry.shape.KEYS.values():
        for below in _entries(entry.read(key)):
            read_whole(below)


def _entries(value: object) -> Iterator[Entry]:
    if isinstance(value, Entry):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _entries(each)
