"""The bibliography read from its file: CSL fields, and the project's own."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from handouts.content.csl.faults import Fault, Step
from handouts.content.csl.fields import TYPES
from handouts.content.csl.values import CslValue, csl_values, texts_of
from handouts.content.entry import EntryReader, one_line
from handouts.content.facts import as_data, entries_of
from handouts.content.model import CONFIDENCES, Reference
from handouts.core.problem import Mark, Problem, did_you_mean
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Sequence, Source

# the fields of an entry that are the project's own; `note` is for whoever looks after the file
OWN_FIELDS = ("confidence", "note", "retracted", "superseded_by", "short", "plain")
# what is missing from an entry that `handouts import` wrote, and what to write
UNWRITTEN = {
    "short": "write how the foot of a slide names the work, such as 'short: Berg 2019'",
    "plain": "write in plain words who says what, and the year, such as "
    "\"plain: 'Berg and others: Inhalers and how to use them (2019)'\"",
}


def read_references(source: Source, faults: dict[str, list[Problem]]) -> dict[str, Reference]:
    """Return the bibliography by id.

    What is wrong with an entry is noted in `faults` under its id, at the line of its field; under no id, what is wrong
    with the file.
    """
    found: dict[str, Reference] = {}
    for name, entry in entries_of(source, faults.setdefault("", [])):
        entry.log = faults.setdefault(name, [])
        found[name] = _reference(name, entry)
    return found


def _reference(name: str, entry: EntryReader) -> Reference:
    fields = {key: node for key, node in entry.node.entries.items() if key not in OWN_FIELDS}
    # a key without a value says nothing
    data = {key: _on_one_line(as_data(node)) for key, node in fields.items() if not _is_empty(node)}
    kind = data.pop("type", None)
    faults: list[Fault] = []
    csl = csl_values(data, faults)
    if _is_type(kind, entry):
        csl["type"] = str(kind)
    entry.need("title")
    _report(faults, entry)
    _report_strange(csl, {fault.at[0] for fault in faults if fault.at}, entry)
    entry.has("note")
    return Reference(
        name,
        csl,
        _written("short", entry),
        _written("plain", entry),
        entry.choice("confidence", CONFIDENCES),
        entry.truth("retracted"),
        entry.mark,
        entry.text("superseded_by") or None,
        {key: entry.mark_of(key) for key in entry.node.entries},
    )


def _is_empty(node: Node) -> bool:
    return isinstance(node, Scalar) and node.empty


def _is_type(kind: object, entry: EntryReader) -> bool:
    """Return whether an entry has a type of CSL; report one that is none."""
    if entry.need("type") is None:
        return False
    if kind not in TYPES:
        hint = (
            did_you_mean(str(kind), TYPES) or "; use article-journal, book, chapter, report, webpage or another of CSL"
        )
        entry.problem(entry.mark_of("type"), "unknown-word", f"unknown type {kind!r}{hint}")
    return kind in TYPES


def _written(key: str, entry: EntryReader) -> str:
    """Return the words by which a reference is named; an empty key, as `handouts import` leaves it, says what to write."""
    if key in entry.node.entries and not entry.has(key):
        entry.problem(
            entry.node.keys[key], f"missing-{key}", f"{entry.path!r} has no words for {key!r}; {UNWRITTEN[key]}"
        )
        return ""
    return entry.needed(key)


def _report(faults: Iterable[Fault], entry: EntryReader) -> None:
    for fault in faults:
        entry.problem(_mark_at(entry, fault.at), fault.rule, f"{entry.path!r}: {fault.message}")


def _report_strange(csl: Mapping[str, CslValue], told: set[Step], entry: EntryReader) -> None:
    """Report what would be printed as typed although it means something to a program."""
    for field, value in csl.items():
        if field not in told:
            for text in texts_of(field, value):
                entry.as_printed(text, field, entry.mark_of(field))


def _mark_at(entry: EntryReader, steps: tuple[Step, ...]) -> Mark:
    """Return the mark of a part of an entry; that of the key where the key is what is wrong."""
    node: Node = entry.node
    mark = entry.mark
    for step in steps:
        if isinstance(node, Nodes) and step in node.entries:
            key, node = node.keys[str(step)], node.entries[str(step)]
            mark = key if isinstance(node, Sequence | Nodes) else node.mark
        elif isinstance(node, Sequence) and isinstance(step, int):
            node = node.items[step]
            mark = node.mark
    return mark


def _on_one_line(data: object) -> object:
    """Return the data of an entry with each text on one line."""
    match data:
        case str():
            return one_line(data)
        case list():
            return [_on_one_line(each) for each in data]
        case dict():
            return {key: _on_one_line(each) for key, each in data.items()}
        case _:
            return data
