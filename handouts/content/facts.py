"""References read from their file."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.entry import EntryReader, one_line
from handouts.content.markup import csl_texts
from handouts.content.model import (
    CONFIDENCES,
    Reference,
)
from handouts.core.problem import Problem
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Sequence, Source


def entries_of(source: Source, log: list[Problem]) -> Iterator[tuple[str, EntryReader]]:
    """Yield the ids of a file that is one mapping, each with its entry."""
    if source.root is None:
        return
    if not isinstance(source.root, Nodes):
        log.append(Problem(source.root.mark, "wrong-type", "the file must be a mapping of ids"))
        return
    for name, node in source.root.entries.items():
        yield name, EntryReader(node, log, name, source.root.keys[name])


# --- references -----------------------------------------------------------------------------------

_OURS = ("confidence", "note", "retracted", "superseded_by", "short", "plain")


def read_references(source: Source, log: list[Problem]) -> dict[str, Reference]:
    """Return the bibliography: CSL items with the project's own fields."""
    return {name: _reference(name, entry) for name, entry in entries_of(source, log)}


def _reference(name: str, entry: EntryReader) -> Reference:
    csl = {key: _as_printed(as_data(node)) for key, node in entry.node.entries.items() if key not in _OURS}
    for key in ("type", "title"):
        entry.need(key)
    for field, text in csl_texts(csl):
        entry.as_printed(text, field, entry.mark_of(field))
    return Reference(
        name,
        csl,
        entry.needed("short"),
        entry.needed("plain"),
        entry.choice("confidence", CONFIDENCES),
        entry.truth("retracted"),
        entry.mark,
        entry.text("superseded_by") or None,
    )


def _as_printed(data: object) -> object:
    """Return the data of an entry with each text on one line."""
    match data:
        case str():
            return one_line(data)
        case list():
            return [_as_printed(item) for item in data]
        case dict():
            return {key: _as_printed(item) for key, item in data.items()}
        case _:
            return data


def as_data(node: Node) -> object:
    """Return a node as plain texts, lists and mappings."""
    match node:
        case Scalar():
            return node.text
        case Sequence():
            return [as_data(item) for item in node.items]
        case Nodes():
            return {key: as_data(child) for key, child in node.entries.items()}
