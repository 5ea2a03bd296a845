"""Who may be harmed by a scenario is stopped before it: gates stand before the first dose, in order of precedence.

A leaflet that offers a substance (a claim for adults with purpose dose or recommendation, by its value or as the ground
of words) asks in `gates` of an earlier section about each trigger of `precedence: when` whose contraindication applies
to that substance. A deck that prints such a dose names each trigger with `action: block` on that slide or before. A gate
that is missing is reported at the first offer, one out of order at the gate. Source: `precedence`.
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
    """The first section that offers a substance, by its number, and where the offer is written."""

    substance: str
    section: int
    mark: Mark


def check(subject: Subject) -> Iterator[Problem]:
    """Offers that no gate stands before, and gates in the wrong order."""
    safety = subject.content.library.safety
    for draft in subject.drafts:
        document = subject.documents[draft.id]
        for offer in _first_offers(subject, draft):
            asked = _asked(draft, document, offer.section)
            for rule in _required(offer.substance, draft, safety):
                if not names(asked, rule.terms):
                    message = f"offers {offer.substance} before it asks about {rule.trigger} ({rule.id})"
                    yield found(draft, offer.mark, ID, message)
        yield from _out_of_order(draft, document, safety)


def _first_offers(subject: Subject, draft: Draft) -> Iterator[_Offer]:
    seen: set[str] = set()
    for number, part in enumerate(draft.parts):
        for name, mark in _claims_of(part, draft):
            substance = _offered(subject.content.library.claims.get(name), subject)
            if substance is not None and substance not in seen:
                seen.add(substance)
                yield _Offer(substance, number, mark)


def _claims_of(part: DraftPart, draft: Draft) -> Iterator[tuple[str, Mark]]:
    """The claims that a section offers: those printed by value, in a leaflet also those that words stand on."""
    yield from ((place.source, place.mark) for place in pointers(part.statements) if place.kind == "claim")
    if draft.kind == "deck":
        return
    for statement in part.statements:
        yield from ((name, statement.mark) for name, _ in statement.rests_on)
    yield from part.rests_on


def _offered(claim: Claim | None, subject: Subject) -> str | None:
    """The substance that a claim offers to adults."""
    if claim is None or claim.purpose not in SCENARIO:
        return None
    safety = subject.content.library.safety
    ages = ages_of(claim.population, safety)
    if ages is not None and ages.below is not None and ages.below <= ADULT:
        return None
    return substance_of(claim, safety)


def _asked(draft: Draft, document: Document, section: int) -> str:
    """What was asked before a section: in a leaflet by gates, in a deck by anything shown or said so far."""
    if draft.kind == "deck":
        return " ".join(map(section_text, document.sections[: section + 1]))
    return " ".join(asked for earlier in document.sections[:section] for asked, _ in _questions(earlier))


def _questions(section: Section) -> Iterator[tuple[str, Mark]]:
    gates = (each for each in walk(section.blocks) if isinstance(each, Gate))
    yield from ((plain(gate.question.text), gate.question.mark) for gate in gates)


def _required(substance: str, draft: Draft, safety: Safety) -> Iterator[Contraindication]:
    """The triggers that come before a substance is offered."""
    whole = safety.whole(substance)
    for name in (name for rule in safety.precedence for name in rule.when):
        trigger = safety.contraindications[name]
        if trigger.substances & whole and (draft.kind == "leaflet" or trigger.action == "block"):
            yield trigger


def _out_of_order(draft: Draft, document: Document, safety: Safety) -> Iterator[Problem]:
    """Gates whose trigger has less precedence than that of a later one."""
    highest = -1
    for asked, mark in (question for section in document.sections for question in _questions(section)):
        for number, rule in enumerate(safety.precedence):
            if not any(names(asked, safety.contraindications[name].terms) for name in rule.when):
                continue
            if number < highest:
                yield found(draft, mark, ID, f"this question comes too late: {rule.rule} ({rule.id})")
            highest = max(highest, number)
            break
