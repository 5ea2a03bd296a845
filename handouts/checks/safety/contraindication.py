"""Nothing is offered to a reader who must not take it, and what is dangerous beside a trigger says so.

A reader has the trigger of a contraindication (`content/limits.yaml`) where its words stand in the title or subject of
a leaflet, in the title of the section or slide, in the head of the row, card or question, in the sentence itself, in a leaflet also in an
earlier sentence of its text, or in the population of a claim. To that reader a text may not offer a substance that the contraindication applies to:
print a dose of it, or name it beside a word that offers (`wording: offer`) or allows, without one that refuses. Where
`every_mention` lists the substance, each sentence that names it must refuse or warn: natto is never called harmless
beside warfarin. Only `action: block` is an error here; the others advise.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.advice import Advice, advice_in
from handouts.checks.safety.doses import OFFERED, daily, offer_of
from handouts.checks.safety.terms import about, allows, names, says, sentences, without
from handouts.checks.subject import Subject, found
from handouts.content.model import Claim, Draft
from handouts.content.prose import PlainText, flat
from handouts.content.safety import Contraindication, Safety
from handouts.core.problem import Problem

ID = "contraindication"
# purposes of claims that tell somebody what to do
ADVICE = (*OFFERED, "safety advice", "guideline advice", "contraindication", "precedence")


def check(subject: Subject) -> Iterator[Problem]:
    """Offers to readers who must not take what is offered."""
    rules = [rule for rule in subject.content.library.safety.contraindications.values() if rule.action == "block"]
    for draft in subject.drafts if rules else ():
        readers = _readers(draft)
        for advice in advice_in(subject.documents[draft.id]):
            for rule in rules:
                if (offer := _offer(advice, rule, readers, subject)) is not None:
                    yield found(draft, advice.mark, ID, _message(offer, rule, subject))
    for claim in subject.facts.claims.values():
        for rule in rules:
            if (offer := _claimed(claim, rule, subject.content.library.safety)) is not None:
                yield Problem(claim.mark, ID, _message(offer, rule, subject), reaches=subject.users(claim.id))


def _message(substance: str, rule: Contraindication, subject: Subject) -> str:
    label = subject.content.library.safety.substances[substance].label
    return f"offers {label} to a reader with {rule.trigger}: {rule.reason} ({rule.id})"


def _readers(draft: Draft) -> str:
    """Whom a leaflet is for, in its own words; a deck is for clinicians, whoever its patients are."""
    if draft.audience == "clinician":
        return ""
    pieces = (piece for prose in (draft.title, draft.lead) if prose is not None for piece in flat(prose.pieces))
    return " ".join((draft.subject, *(piece.text for piece in pieces if isinstance(piece, PlainText))))


def _offer(advice: Advice, rule: Contraindication, readers: str, subject: Subject) -> str | None:
    """The substance that a piece of advice offers to the rule's reader."""
    safety = subject.content.library.safety
    reader = about(f"{readers} {advice.section} {advice.head}", rule.terms, safety.wording.negate)
    if reader and (dosed := _dosed(advice, rule, subject)) is not None:
        return dosed
    if says(advice.head, safety.wording.hearsay):
        return None
    spoken = reader
    for text in [advice.text] if advice.asked else sentences(advice.text):
        # in a leaflet, whoever is spoken to in one sentence is spoken to in the next ones of its text
        spoken = reader or about(text, rule.terms, safety.wording.negate) or (spoken and readers != "")
        # a question in running text offers nothing; its answer is looked at by itself
        asks = not advice.asked and text.endswith("?")
        if spoken and not asks and (offer := _said(text, advice, rule, safety)) is not None:
            return offer
    return None


def _dosed(advice: Advice, rule: Contraindication, subject: Subject) -> str | None:
    """The substance of a printed dose that the rule's reader must not take."""
    safety = subject.content.library.safety
    for value in advice.values:
        dose = offer_of(value, subject.content.library)
        barred = safety.whole(dose.nutrient) & rule.substances if dose is not None else ()
        least = [daily(rule.above[name], name, safety) for name in barred if name in rule.above]
        if dose is not None and barred and all(dose.a_day > amount for amount in least):
            return dose.nutrient
    return None


def _claimed(claim: Claim, rule: Contraindication, safety: Safety) -> str | None:
    """The substance that a claim offers: its sentences stand and fall together."""
    if not about(f"{claim.population} {claim.statement}", rule.terms, safety.wording.negate):
        return None
    offer = _said(claim.statement, None, rule, safety)
    return offer if claim.purpose in ADVICE or offer in rule.every_mention else None


def _said(text: str, advice: Advice | None, rule: Contraindication, safety: Safety) -> str | None:
    """The substance that words offer or allow; a head that they answer names it too, a warning box refuses all."""
    asked = advice.asked if advice is not None else ""
    refused = advice is not None and advice.refused
    for name in sorted(rule.substances):
        terms = safety.substances[name].terms if name in safety.substances else ()
        if not names(without(f"{asked} {text}", safety.wording.neutral), terms):
            continue
        if _allowed(text, asked, terms, safety) or (not refused and _offers(text, name, rule, safety)):
            return name
    return None


def _allowed(text: str, asked: str, terms: tuple[str, ...], safety: Safety) -> bool:
    """Whether a sentence that names the substance, or answers a question about it, allows it."""
    wording = safety.wording
    return any(
        names(f"{asked} {sentence}", terms) and allows(sentence, wording.allow, wording.negate)
        for sentence in sentences(text)
    )


def _offers(text: str, substance: str, rule: Contraindication, safety: Safety) -> bool:
    """Whether a text that names a substance offers it, with no word anywhere that refuses."""
    bare = without(text, safety.wording.neutral)
    return not says(bare, safety.wording.refuse) and (
        substance in rule.every_mention or says(bare, safety.wording.offer)
    )
