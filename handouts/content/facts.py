"""Claims, references, terms, names, waivers and clinics read from their files."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.content.entry import EntryReader, one_line
from handouts.content.markup import csl_texts
from handouts.content.model import (
    CONFIDENCES,
    FINDINGS,
    NONE_REPORTED,
    PRINT_RULES,
    STRENGTHS,
    BlockedClaim,
    Claim,
    Reference,
    SourceNote,
)
from handouts.content.quantities import check_given, read_quantity
from handouts.content.vocabulary import Vocabulary, report_unknown
from handouts.core.problem import Problem
from handouts.core.quantity import (
    MEASURES,
    Measured,
    Units,
)
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Sequence, Source
from handouts.document.grades import CERTAINTIES

# an extension, or a key to press
_DIALLED = re.compile(r"[0-9]{1,8}\Z")


@dataclass(frozen=True, slots=True)
class ClaimFile:
    """The entries of one file of claims."""

    claims: Mapping[str, Claim]
    blocked: Mapping[str, BlockedClaim]
    notes: Mapping[str, SourceNote]


def entries_of(source: Source, log: list[Problem]) -> Iterator[tuple[str, EntryReader]]:
    """Yield the ids of a file that is one mapping, each with its entry."""
    if source.root is None:
        return
    if not isinstance(source.root, Nodes):
        log.append(Problem(source.root.mark, "wrong-type", "the file must be a mapping of ids"))
        return
    for name, node in source.root.entries.items():
        yield name, EntryReader(node, log, name, source.root.keys[name])


# --- claims ---------------------------------------------------------------------------------------


def read_claims(source: Source, stem: str, units: Units, vocabulary: Vocabulary, log: list[Problem]) -> ClaimFile:
    """Return the claims of `claims/<stem>.yaml`, whose ids must all be `<stem>.*`."""
    claims: dict[str, Claim] = {}
    blocked: dict[str, BlockedClaim] = {}
    notes: dict[str, SourceNote] = {}
    for name, entry in entries_of(source, log):
        if not name.startswith(f"{stem}."):
            entry.problem(entry.mark, "misplaced-claim", f"claims/{stem}.yaml holds only ids '{stem}.*', not {name!r}")
        if entry.has("blocked"):
            blocked[name] = _blocked(name, entry, vocabulary)
        else:
            claims[name] = _claim(name, entry, units, vocabulary)
        if (note := _source_note(name, entry)) is not None:
            notes[name] = note
        entry.close()
    return ClaimFile(claims, blocked, notes)


def _claim(name: str, entry: EntryReader, units: Units, vocabulary: Vocabulary) -> Claim:
    before = len(entry.log)
    values = _values(entry, units, vocabulary)
    misread = any(problem.rule in ("wrong-type", "missing-key") for problem in entry.log[before:])
    return Claim(
        id=name,
        statement=entry.needed("statement"),
        subject=entry.needed("subject"),
        population=entry.needed("population"),
        purpose=_word(entry, "purpose", vocabulary.purposes, vocabulary),
        values=values,
        certainty=entry.choice("certainty", CERTAINTIES),
        basis=_word(entry, "basis", vocabulary.bases, vocabulary),
        strength=entry.choice("strength", STRENGTHS) if entry.has("strength") else None,
        references=entry.words("references"),
        audience=entry.choice("audience", ("any", "clinician"), "any"),
        checked=entry.needed_day("checked"),
        review_due=entry.needed_day("review_due"),
        mark=entry.mark,
        scope=_word(entry, "scope", vocabulary.scopes, vocabulary) if entry.has("scope") else None,
        strength_reason=entry.text("strength_reason") or None,
        graded_by=entry.text("graded_by") or None,
        harms=_harms(entry),
        absolute=entry.text("absolute") or None,
        restates=_restated(entry),
        misread=misread,
    )


def _word(entry: EntryReader, key: str, known: Iterable[str], vocabulary: Vocabulary) -> str:
    """Return a word of the vocabulary."""
    word = entry.needed(key)
    report_unknown(vocabulary, key, (word, entry.mark_of(key)), known, entry.log)
    return word


def _harms(entry: EntryReader) -> tuple[str, ...]:
    """Return the claims that state the harms, or the word for sources that report none."""
    if isinstance(entry.get("harms"), Scalar):
        return (entry.choice("harms", (NONE_REPORTED,)),)
    return entry.words("harms")


def _restated(entry: EntryReader) -> dict[str | None, tuple[str, ...]]:
    """Return what the values of a claim repeat, by the name of the value."""
    found: dict[str | None, tuple[str, ...]] = {}
    value = entry.get("value")
    if isinstance(value, Nodes) and "restates" in value.entries:
        found[None] = EntryReader(value, entry.log, f"{entry.path}/value").words("restates")
    for name, child in entry.entries("values"):
        if child.has("restates"):
            found[name] = child.words("restates")
    return found


def _blocked(name: str, entry: EntryReader, vocabulary: Vocabulary) -> BlockedClaim:
    for key in ("subject", "population"):
        entry.needed(key)
    _word(entry, "purpose", vocabulary.purposes, vocabulary)
    entry.choice("audience", ("any", "clinician"), "any")
    return BlockedClaim(
        name,
        entry.needed("blocked"),
        entry.words("references"),
        entry.needed_day("checked"),
        entry.needed_day("review_due"),
        entry.mark,
    )


def _source_note(name: str, entry: EntryReader) -> SourceNote | None:
    node = entry.get("source_says")
    if node is None:
        return None
    says = EntryReader(node, entry.log, f"{name}/source_says")
    note = SourceNote(
        name,
        says.needed("text"),
        says.text("quantity") or None,
        says.choice("verdict", FINDINGS),
        says.choice("print_rule", PRINT_RULES),
        says.needed("why"),
        says.choice("grade", CERTAINTIES) if says.has("grade") else None,
    )
    says.close()
    return note


def _values(entry: EntryReader, units: Units, vocabulary: Vocabulary) -> dict[str | None, Measured]:
    values: dict[str | None, Measured] = {}
    node = entry.get("value")
    if node is not None:
        values[None] = _measured(EntryReader(node, entry.log, f"{entry.path}/value"), entry, units, vocabulary)
    for name, child in entry.entries("values"):
        values[name] = _measured(child, entry, units, vocabulary)
    return values


def _measured(value: EntryReader, about: EntryReader, units: Units, vocabulary: Vocabulary) -> Measured:
    """Return a value with its subject and population: its own if it has them, otherwise those of its claim."""
    quantity = read_quantity(value, units)
    measure = value.choice("measure", MEASURES) if value.has("measure") else None
    value.has("restates")
    purpose = (
        _word(value, "purpose", vocabulary.purposes, vocabulary) if value.has("purpose") else about.text("purpose")
    )
    check_given(value, quantity, vocabulary.counts_as(purpose))
    measured = Measured(
        quantity,
        value.text("subject") or about.text("subject"),
        value.text("population") or about.text("population"),
        purpose,
        value.text("authority") or None,
        measure,
    )
    value.close()
    return measured


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
