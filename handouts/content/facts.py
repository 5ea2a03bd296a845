"""Claims, references, terms, names, waivers and clinics read from their files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
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
    Clinic,
    Phone,
    Reference,
    SourceNote,
    Term,
    Waiver,
)
from handouts.content.prose import Prose, parse
from handouts.content.quantities import check_given, read_quantity
from handouts.content.vocabulary import Vocabulary, word_of
from handouts.core.numbers import has_digit
from handouts.core.problem import Problem
from handouts.core.quantity import (
    MEASURES,
    Measured,
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


def read_claims(source: Source, stem: str, log: list[Problem], vocabulary: Vocabulary) -> ClaimFile:
    """Return the claims of `claims/<stem>.yaml`, whose ids must all be `<stem>.*`."""
    claims: dict[str, Claim] = {}
    blocked: dict[str, BlockedClaim] = {}
    notes: dict[str, SourceNote] = {}
    for name, entry in entries_of(source, log):
        if not name.startswith(f"{stem}."):
            entry.problem(entry.mark, "wrong-file", f"claims/{stem}.yaml holds only ids '{stem}.*', not {name!r}")
        if entry.has("blocked"):
            blocked[name] = _blocked(name, entry, vocabulary)
        else:
            claims[name] = _claim(name, entry, vocabulary)
        if (note := _source_note(name, entry)) is not None:
            notes[name] = note
        entry.close()
    return ClaimFile(claims, blocked, notes)


def _claim(name: str, entry: EntryReader, vocabulary: Vocabulary) -> Claim:
    before = len(entry.log)
    values = _values(entry, vocabulary)
    misread = any(problem.rule in ("wrong-type", "missing-key") for problem in entry.log[before:])
    return Claim(
        id=name,
        statement=entry.needed("statement"),
        subject=entry.needed("subject"),
        population=entry.needed("population"),
        purpose=word_of(entry, "purpose", vocabulary.purposes, vocabulary),
        values=values,
        certainty=entry.choice("certainty", CERTAINTIES),
        basis=word_of(entry, "basis", vocabulary.bases, vocabulary),
        strength=entry.choice("strength", STRENGTHS) if entry.has("strength") else None,
        references=entry.words("references"),
        audience=entry.choice("audience", ("any", "clinician"), "any"),
        checked=entry.needed_day("checked"),
        review_due=entry.needed_day("review_due"),
        mark=entry.mark,
        scope=word_of(entry, "scope", vocabulary.scopes, vocabulary) if entry.has("scope") else None,
        strength_reason=entry.text("strength_reason") or None,
        graded_by=entry.text("graded_by") or None,
        harms=_harms(entry),
        absolute=entry.text("absolute") or None,
        restates=_restated(entry),
        misread=misread,
    )


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
    word_of(entry, "purpose", vocabulary.purposes, vocabulary)
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


def _values(entry: EntryReader, vocabulary: Vocabulary) -> dict[str | None, Measured]:
    values: dict[str | None, Measured] = {}
    node = entry.get("value")
    if node is not None:
        values[None] = _measured(EntryReader(node, entry.log, f"{entry.path}/value"), entry, vocabulary)
    for name, child in entry.entries("values"):
        values[name] = _measured(child, entry, vocabulary)
    return values


def _measured(value: EntryReader, about: EntryReader, vocabulary: Vocabulary) -> Measured:
    """Return a value with its subject and population: its own if it has them, otherwise those of its claim."""
    quantity = read_quantity(value)
    measure = value.choice("measure", MEASURES) if value.has("measure") else None
    value.has("restates")
    purpose = (
        word_of(value, "purpose", vocabulary.purposes, vocabulary) if value.has("purpose") else about.text("purpose")
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


# --- terms and clinics ----------------------------------------------------------------------------


def read_terms(source: Source, log: list[Problem]) -> dict[str, Term]:
    """Return the glossary: clinical words with plain words for them."""
    return {name: _term(name, entry) for name, entry in entries_of(source, log)}


def _term(name: str, entry: EntryReader) -> Term:
    return Term(name, entry.needed("plain"), entry.mark, entry.words("also"))


def read_names(source: Source, log: list[Problem]) -> tuple[str, ...]:
    """Return the names that contain digits but state no quantity, of all kinds listed in their file."""
    if source.root is None:
        return ()
    if not isinstance(source.root, Nodes):
        log.append(Problem(source.root.mark, "wrong-type", "the file must be a mapping of kinds to lists of names"))
        return ()
    whole = EntryReader(source.root, log)
    names = dict(name for kind in source.root.entries for name in whole.marked_words(kind))
    for name, mark in names.items():
        if not has_digit(name) or not any(letter.isalpha() for letter in name):
            message = f"{name!r} is no name that holds digits; it needs a digit and a letter"
            log.append(Problem(mark, "bad-name", message))
    return tuple(names)


def read_waivers(source: Source, log: list[Problem]) -> tuple[Waiver, ...]:
    """Return the waivers, each of a rule for one place."""
    if source.root is None:
        return ()
    if not isinstance(source.root, Sequence):
        log.append(Problem(source.root.mark, "wrong-type", "the file must be a list of waivers"))
        return ()
    return tuple(_waiver(EntryReader(node, log, "waiver")) for node in source.root.items)


def _waiver(entry: EntryReader) -> Waiver:
    waiver = Waiver(
        entry.needed("rule"),
        entry.needed("at"),
        entry.needed("reason"),
        entry.needed("by"),
        entry.needed_day("until"),
        entry.mark,
    )
    entry.close()
    return waiver


# keys of a clinic whose values are judged by themselves, so that a problem has its place
CLINIC_KEYS = ("name", "region", "web", "feedback", "other_formats", "logo", "colour")


def read_clinic(source: Source, name: str, log: list[Problem]) -> Clinic | None:
    """Return a clinic, read from its own file."""
    if source.root is None:
        return None
    entry = EntryReader(source.root, log)
    phones = EntryReader(entry.get("phones"), log, "phones", entry.mark)
    clinic = Clinic(
        id=name,
        name=entry.needed("name"),
        # a region that is written and empty is reported as unknown, at its place
        region=_region(entry),
        address=entry.text("address") or None,
        day=_phone(phones, "day"),
        night=_phone(phones, "night"),
        emergency=_emergency(phones),
        web=entry.text("web") or None,
        feedback=entry.text("feedback") or None,
        other_formats=entry.text("other_formats") or None,
        logo=entry.text("logo") or None,
        colour=entry.text("colour") or None,
        policies=_policies(entry, name),
        mark=entry.mark,
        marks={
            **{key: entry.mark_of(key) for key in CLINIC_KEYS if isinstance(entry.node.entries.get(key), Scalar)},
            **{f"policies/{key}": mark for key, _, mark in entry.children("policies")},
        },
    )
    entry.close()
    phones.close()
    return clinic


def _phone(phones: EntryReader, key: str) -> Phone | None:
    """Return a phone, written as a number or as a mapping of number, extension, option and hours."""
    node = phones.get(key)
    if not isinstance(node, Nodes):
        return _number(phones, key)
    entry = EntryReader(node, phones.log, f"phones/{key}")
    phone = Phone(
        entry.needed("number"),
        entry.mark_of("number"),
        _digits(entry, "extension"),
        _digits(entry, "option"),
        entry.text("hours") or None,
    )
    entry.close()
    return phone if phone.number else None


def _emergency(phones: EntryReader) -> Phone | None:
    """Return the emergency number, which has neither extension nor hours."""
    node = phones.get("emergency")
    if not isinstance(node, Nodes):
        return _number(phones, "emergency")
    entry = EntryReader(node, phones.log, "phones/emergency")
    number = Phone(entry.needed("number"), entry.mark_of("number"))
    entry.close()
    return number if number.number else None


def _number(phones: EntryReader, key: str) -> Phone | None:
    number = phones.text(key)
    return Phone(number, phones.mark_of(key)) if number else None


def _digits(entry: EntryReader, key: str) -> str | None:
    """Return what is dialled after a number, in digits."""
    typed = entry.text(key)
    if typed and not _DIALLED.match(typed):
        message = f"{key!r} must be 1 to 8 digits, not {typed!r}"
        entry.problem(entry.mark_of(key), "wrong-type", message)
    return typed or None


def _region(entry: EntryReader) -> str:
    """Return the region as typed; one that says nothing is no region, which its rule reports."""
    if "region" not in entry.node.entries:
        return entry.needed("region")
    node = entry.get("region")
    return "" if node is None else entry.plain(node, "region")


def _policies(entry: EntryReader, clinic: str) -> dict[str, Prose | Measured]:
    policies: dict[str, Prose | Measured] = {}
    for name, node, mark in entry.children("policies"):
        if isinstance(node, Nodes):
            child = EntryReader(node, entry.log, f"policies/{name}")
            policies[name] = Measured(read_quantity(child), name, "this clinic", "policy")
            child.close()
        elif isinstance(node, Scalar) and not node.empty:
            prose, problems = parse(entry.scalar(node, name), f"clinics/{clinic}/policies/{name}", node.mark)
            entry.log.extend(problems)
            policies[name] = prose
        elif isinstance(node, Sequence):
            entry.problem(mark, "wrong-type", f"the policy {name!r} must be a text or a typed value")
    return policies
