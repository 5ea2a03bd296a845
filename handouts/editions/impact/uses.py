"""Every place in a document that uses a fact, and the effect of a change to the fact there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from handouts.content.model import Clinic, Draft, DraftPart, FigureEntry, PolicyBlock, Statement
from handouts.content.prose import Cited, Placeholder, Prose, flat
from handouts.content.walk import pointers, prose_in
from handouts.core.quantity import unit_ids

Kind = Literal[
    "claim",
    "blocked claim",
    "reference",
    "food",
    "limit",
    "term",
    "unit",
    "region",
    "name",
    "word",
    "rule",
    "policy",
    "figure",
    "text",
    "document",
    "clinic",
    "layout",
    "signed",
]
# effects on a page, strongest first: its words change, perhaps its badge, its look, or only its grounds
Effect = Literal["words", "badge", "look", "grounds", "companion"]
EFFECTS: tuple[Effect, ...] = ("words", "badge", "look", "grounds", "companion")


@dataclass(frozen=True, slots=True)
class FactKey:
    """The kind and id of something that content can use."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Use:
    """A use of a fact in a text unit, block, section or slide, given by id; empty for the whole document."""

    fact: FactKey
    place: str
    effect: Effect


def uses(draft: Draft, clinic: Clinic | None = None) -> Iterator[Use]:
    """Yield every use of a fact in a document, including those in the policies of a clinic, if given."""
    for prose in prose_in((draft.title, draft.lead)):
        yield from _in_prose(prose, draft)
    for name, _ in draft.rests_on:
        yield Use(FactKey("claim", name), "", "grounds")
    for name, _ in draft.sources:
        yield Use(FactKey("reference", name), f"{draft.id}/sources/{name}", "words")
    for part in draft.parts:
        for use in _in_part(part, draft):
            yield use
            if use.fact.kind == "policy" and clinic is not None:
                yield from _in_policy(use, clinic)
    yield from _listed(draft)


def _in_part(part: DraftPart, draft: Draft) -> Iterator[Use]:
    place = f"{part.home}/{part.id}"
    effect: Effect = "badge" if part.lesson is not None else "grounds"
    yield from (Use(FactKey("claim", name), place, effect) for name, _ in part.rests_on)
    for prose in prose_in((part.title, part.lesson)):
        yield from _in_prose(prose, draft, place)
    for name, _ in part.lesson.sources if part.lesson is not None else ():
        yield Use(FactKey("reference", name), place, "words")
    named = {pointer.source for pointer in pointers(part) if pointer.kind == "example"}
    for example in (part.examples[name] for name in sorted(named & part.examples.keys())):
        yield from (Use(FactKey("unit", unit), place, "words") for unit in unit_ids(example.measured.quantity))
    for statement in part.statements:
        yield from _in_statement(statement, f"{place}/{statement.id}", place, draft)


def _in_statement(statement: Statement, place: str, slide: str, draft: Draft) -> Iterator[Use]:
    deck = draft.kind == "deck"
    for name, _ in statement.rests_on:
        yield Use(FactKey("claim", name), slide if deck else place, "badge" if deck else "grounds")
    for name, _ in statement.explains:
        yield Use(FactKey("term", name), place, "grounds")
    body = statement.body
    for prose in prose_in(body):
        yield from _in_prose(prose, draft, slide)
    if isinstance(body, PolicyBlock):
        yield Use(FactKey("policy", body.policy), place, "words")
    if isinstance(body, FigureEntry):
        name = body.uses or place
        yield Use(FactKey("figure", name), place, "words")
        data = draft.figures.get(name, body.data)
        yield from (_printed(pointer, place) for pointer in pointers(data))
        for prose in prose_in(data):
            yield from (replace(use, place=place) for use in _in_prose(prose, draft, slide))


def _in_prose(prose: Prose, draft: Draft, slide: str = "") -> Iterator[Use]:
    for piece in flat(prose.pieces):
        # an example is no fact that anything else could name
        if isinstance(piece, Placeholder) and piece.kind != "example":
            yield _printed(piece, prose.id)
        elif isinstance(piece, Cited):
            # a citation adds to the source line of a slide, but prints nothing in running text
            deck = draft.kind == "deck"
            yield Use(
                FactKey("reference", piece.reference), slide if deck else prose.id, "words" if deck else "grounds"
            )


def _printed(pointer: Placeholder, place: str) -> Use:
    kinds: dict[str, Kind] = {"claim": "claim", "food": "food", "limit": "limit", "term": "term", "policy": "policy"}
    return Use(FactKey(kinds.get(pointer.kind, "clinic"), pointer.source), place, "words")


def _in_policy(use: Use, clinic: Clinic) -> Iterator[Use]:
    policy = clinic.policies.get(use.fact.id)
    yield from (_printed(pointer, use.place) for pointer in pointers(policy))


def _listed(draft: Draft) -> Iterator[Use]:
    """Yield the references that a deck prints in full in its reference list."""
    lists = [part for part in draft.parts if part.lesson is not None and part.lesson.kind == "references"]
    for part in lists:
        for name in dict.fromkeys(_cited(draft.parts)):
            yield Use(FactKey("reference", name), f"{part.home}/{part.id}/{name}", "words")


def _cited(parts: Iterable[DraftPart]) -> Iterator[str]:
    for part in parts:
        yield from (name for name, _ in (part.lesson.sources if part.lesson is not None else ()))
        for prose in prose_in(part):
            yield from (piece.reference for piece in flat(prose.pieces) if isinstance(piece, Cited))
