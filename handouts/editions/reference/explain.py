"""What a key or a mapping is, found by its id: `claim.harms`, `figure.bars`, or a bare `harms`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from handouts.core.problem import nearest
from handouts.core.schema import Key, Shape, summary
from handouts.editions.reference.examples import key_example, shape_example
from handouts.editions.reference.files import FILES, all_shapes, shapes_of


@dataclass(frozen=True, slots=True)
class KeyEntry:
    """A key: its name, what it says, the kind of its value, whether it is needed, its default, and an example."""

    name: str
    says: str
    kind: str
    needed: bool
    default: str
    example: str


@dataclass(frozen=True, slots=True)
class ShapeEntry:
    """A mapping: its id, what it is, the files in which it stands, its keys, and an example as YAML.

    `choice` names keys of which exactly one stands; `others` says what the keys of a project's own are; `variants` are
    the ids of shapes that it has instead, each with the key that decides it.
    """

    id: str
    says: str
    files: tuple[str, ...]
    keys: tuple[KeyEntry, ...]
    example: str
    choice: tuple[str, ...]
    others: str | None
    variants: tuple[tuple[str, str], ...]


def shape_entry(shape: type[Shape]) -> ShapeEntry:
    """Return the entry of a shape."""
    return ShapeEntry(
        shape.ID,
        summary(shape),
        tuple(file.path for name, file in FILES.items() if shape in shapes_of(name)),
        tuple(key_entry(key) for key in shape.KEYS.values()),
        shape_example(shape),
        shape.CHOICE,
        shape.OTHERS.says if shape.OTHERS is not None else None,
        tuple(
            (f"{variant.key}: {variant.word}" if variant.word else variant.key, variant.shape.ID)
            for variant in shape.VARIANTS
        ),
    )


def key_entry(key: Key[Any]) -> KeyEntry:
    """Return the entry of a key."""
    return KeyEntry(key.name, key.says, key.kind.says, key.needed, key.default, key_example(key))


def explained(name: str) -> Iterator[ShapeEntry | tuple[str, KeyEntry]]:
    """Yield what a name stands for: a mapping by its id, a key by `<mapping>.<key>`, or all keys of that name.

    A key is yielded with the ids of the mappings that have it, as one text: the same key stands in several.
    """
    shapes = all_shapes()
    if name in shapes:
        yield shape_entry(shapes[name])
        return
    parent, _, last = name.rpartition(".")
    found = [shape for shape in shapes.values() if last in shape.KEYS and parent in ("", shape.ID)]
    for key in dict.fromkeys(shape.KEYS[last] for shape in found):
        ids = ", ".join(f"{shape.ID}.{last}" for shape in found if shape.KEYS[last] == key)
        yield ids, key_entry(key)


def names() -> tuple[str, ...]:
    """Return every name that can be asked for in full: mappings, and keys of mappings."""
    shapes = all_shapes()
    return (*shapes, *(f"{shape.ID}.{key}" for shape in shapes.values() for key in shape.KEYS))


def files() -> Iterator[tuple[str, str, str | None]]:
    """Yield each file that people write: its path, what it is, and the id of the mapping in it; None for plain texts."""
    for name, schema in FILES.items():
        shapes = shapes_of(name)
        yield schema.path, schema.says, shapes[0].ID if shapes else None


def nearest_name(name: str) -> str | None:
    """Return the known name that is nearest to one that is unknown: a full one, or else a bare key."""
    keys = {key for shape in all_shapes().values() for key in shape.KEYS}
    return nearest(name, names()) or nearest(name.rpartition(".")[2], keys)
