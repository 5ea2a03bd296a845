"""Readers who may be harmed by a scenario are stopped before it: gates come before the first dose, by precedence.

A leaflet that offers a substance (a claim for adults with purpose dose or recommendation, printed by value or named as
the basis of words) asks in `gates` of an earlier section about each trigger of `precedence: when` whose
contraindication applies to that substance. A deck that prints such a dose names each trigger with `action: block` on
that slide or before. A missing gate is reported at the first offer, a gate in the wrong order at the gate. Source:
`precedence`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.checks.safety.advice import section_text
from handouts.checks.safety.doses import substance_of
from handouts.checks.safety.terms import ages_of, names
from handouts.checks.subject import Subject, found
from handouts.content.model import Claim, Draft, DraftPart
from handouts.content.safety import Contraindication, Safety
from handouts.content.walk import pointers
from handouts.core.problem import Mark, Problem
from handouts.document.blocks import Gate
from handouts.document.document import Document, Section
from handouts.document.text import plain
from handouts.document.walk import walk

ID = "missing-gate"
SCENARIO = ("dose", "recommendation")
ADULT = 18


@dataclass(frozen=True, slots=True)
class _Offer:
    """The first section that offers a substance, by its index, and the mark of the offer."""

    substance: str
    section: int
    mark: Mark


def check(subject: Subject) -> Iterator[Problem]:
    """Report offers without a gate before them, and gates in the wrong order."""
    safety = subject.library.safety
    for draft in subject.drafts:
        document = subject.documents[draft.id]
        for offer in _first_offers(subject, draft):
            asked = _asked(draft, document, offer.section)
            for rule in _required(offer.substance, draft, safety):
                if not names(asked, rule.terms):
                    message = f"offers {safety.label(offer.substance)} before it asks about {rule.trigger} ({rule.id})"
                    yield found(draft, offer.mark, ID, message)
        yield from _out_of_order(draft, document, safety)


def _first_offers(subject: Subject, draft: Draft) -> Iterator[_Offer]:
    seen: set[str] = set()
    for number, part in enumerate(draft.parts):
        for name, mark in _claims_of(part, draft):
            substance = _offered(subject.library.claims.get(name), subject)
            if substance is not None and substance not in seen:
                seen.add(substance)
                yield _Offer(substance, number, mark)


def _claims_of(part: DraftPart, draft: Draft) -> Iterator[tuple[str, Mark]]:
    """Yield the claims that a section offers: printed by value, or in a leaflet also as the basis of its words."""
    yield from ((place.source, place.mark) for place in pointers(part.statements) if place.kind == "claim")
    if draft.kind == "deck":
        return
    for statement in part.statements:
        yield from ((name, statement.mark) for name, _ in statement.rests_on)
    yield from part.rests_on


def _offered(claim: Claim | None, subject: Subject) -> str | None:
    """Return the substance that a claim offers to adults, or None."""
    if claim is None or subject.library.vocabulary.counts_as(claim.purpose) not in SCENARIO:
        return None
    safety = subject.library.safety
    ages = ages_of(claim.population, safety)
    if ages is not None and ages.below is not None and ages.below <= ADULT:
        return None
    return substance_of(claim, safety)


def _asked(draft: Draft, document: Document, section: int) -> str:
    """Return what was asked before a section: by gates in a leaflet, by all words up to that slide in a deck."""
    if draft.kind == "deck":
        return " ".join(map(section_text, document.sections[: section + 1]))
    return " ".join(asked for earlier in document.sections[:section] for asked, _ in _questions(earlier))


def _questions(section: Section) -> Iterator[tuple[str, Mark]]:
    gates = (each for each in walk(section.blocks) if isinstance(each, Gate))
    yield from ((plain(gate.question.text), gate.question.mark) for gate in gates)


def _required(substance: str, draft: Draft, safety: Safety) -> Iterator[Contraindication]:
    """Yield the triggers that must come before a substance is offered."""
    whole = safety.whole(substance)
    for name in (name for rule in safety.precedence for name in rule.when):
        trigger = safety.contraindications[name]
        if trigger.substances & whole and (draft.kind == "leaflet" or trigger.action == "block"):
            yield trigger


def _out_of_order(draft: Draft, document: Document, safety: Safety) -> Iterator[Problem]:
    """Yield a problem for each gate that comes after a gate with lower precedence."""
    highest = -1
    for asked, mark in (question for section in document.sections for question in _questions(section)):
        for number, rule in enumerate(safety.precedence):
            if not any(names(asked, safety.contraindications[name].terms) for name in rule.when):
                continue
            if number < highest:
                yield found(draft, mark, ID, f"this question comes too late: {rule.rule} ({rule.id})")
            highest = max(highest, number)
            break
