"""Every place of a document that uses a fact, and what a change of the fact does there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from handouts.content.model import Clinic, Draft, FigureEntry, Part, PolicyBlock, Statement
from handouts.content.prose import Cited, Placeholder, Prose, flat
from handouts.content.walk import pointers, prose_in

Kind = Literal[
    "claim",
    "blocked claim",
    "reference",
    "food",
    "limit",
    "term",
    "rule",
    "policy",
    "figure",
    "text",
    "document",
    "clinic",
    "layout",
    "signed",
]
# what a change does to a page: its words change, its badge may, its look does; or only what stands behind it does
Effect = Literal["words", "badge", "look", "grounds", "companion"]
EFFECTS: tuple[Effect, ...] = ("words", "badge", "look", "grounds", "companion")


@dataclass(frozen=True, slots=True)
class Fact:
    """Something that content can use, by kind and id."""

    kind: Kind
    id: str


@dataclass(frozen=True, slots=True)
class Use:
    """A fact used at a place: the id of a text unit, block, section or slide; empty for the whole document."""

    fact: Fact
    place: str
    effect: Effect


def uses(draft: Draft, clinic: Clinic | None = None) -> Iterator[Use]:
    """Every use of a fact in a document; with a clinic, those in its policies too."""
    for prose in prose_in((draft.title, draft.lead)):
        yield from _in_prose(prose, draft)
    for name, _ in draft.rests_on:
        yield Use(Fact("claim", name), "", "grounds")
    for name, _ in draft.sources:
        yield Use(Fact("reference", name), f"{draft.id}/sources/{name}", "words")
    for part in draft.parts:
        for use in _in_part(part, draft):
            yield use
            if use.fact.kind == "policy" and clinic is not None:
                yield from _in_policy(use, clinic)
    yield from _listed(draft)


def _in_part(part: Part, draft: Draft) -> Iterator[Use]:
    place = f"{part.home}/{part.id}"
    effect: Effect = "badge" if part.lesson is not None else "grounds"
    yield from (Use(Fact("claim", name), place, effect) for name, _ in part.rests_on)
    for prose in prose_in((part.title, part.lesson)):
        yield from _in_prose(prose, draft, place)
    for name, _ in part.lesson.sources if part.lesson is not None else ():
        yield Use(Fact("reference", name), place, "words")
    for statement in part.statements:
        yield from _in_statement(statement, f"{place}/{statement.id}", place, draft)


def _in_statement(statement: Statement, place: str, slide: str, draft: Draft) -> Iterator[Use]:
    deck = draft.kind == "deck"
    for name, _ in statement.rests_on:
        yield Use(Fact("claim", name), slide if deck else place, "badge" if deck else "grounds")
    for name, _ in statement.explains:
        yield Use(Fact("term", name), place, "grounds")
    body = statement.body
    for prose in prose_in(body):
        yield from _in_prose(prose, draft, slide)
    if isinstance(body, PolicyBlock):
        yield Use(Fact("policy", body.policy), place, "words")
    if isinstance(body, FigureEntry):
        name = body.uses or place
        yield Use(Fact("figure", name), place, "words")
        data = draft.figures.get(name, body.data)
        yield from (_printed(pointer, place) for pointer in pointers(data))
        for prose in prose_in(data):
            yield from (replace(use, place=place) for use in _in_prose(prose, draft, slide))


def _in_prose(prose: Prose, draft: Draft, slide: str = "") -> Iterator[Use]:
    for piece in flat(prose.pieces):
        if isinstance(piece, Placeholder):
            yield _printed(piece, prose.id)
        elif isinstance(piece, Cited):
            # on a slide it adds to the source line, in running text it prints nothing
            deck = draft.kind == "deck"
            yield Use(Fact("reference", piece.reference), slide if deck else prose.id, "words" if deck else "grounds")


def _printed(pointer: Placeholder, place: str) -> Use:
    kinds: dict[str, Kind] = {"claim": "claim", "food": "food", "limit": "limit", "term": "term", "policy": "policy"}
    return Use(Fact(kinds.get(pointer.kind, "clinic"), pointer.source), place, "words")


def _in_policy(use: Use, clinic: Clinic) -> Iterator[Use]:
    policy = clinic.policies.get(use.fact.id)
    yield from (_printed(pointer, use.place) for pointer in pointers(policy))


def _listed(draft: Draft) -> Iterator[Use]:
    """The references that a deck prints in full on its list."""
    lists = [part for part in draft.parts if part.lesson is not None and part.lesson.kind == "references"]
    for part in lists:
        for name in dict.fromkeys(_cited(draft.parts)):
            yield Use(Fact("reference", name), f"{part.home}/{part.id}/{name}", "words")


def _cited(parts: Iterable[Part]) -> Iterator[str]:
    for part in parts:
        yield from (name for name, _ in (part.lesson.sources if part.lesson is not None else ()))
        for prose in prose_in(part):
            yield from (piece.reference for piece in flat(prose.pieces) if isinstance(piece, Cited))
