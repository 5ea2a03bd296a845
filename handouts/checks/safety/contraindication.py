"""No reader is offered what they must not take, and what is dangerous together with a trigger is named as such.

A reader has the trigger of a contraindication (`content/limits.yaml`) if its words are in the title or subject of a
leaflet, in the title of the section or slide, in the heading of the row, card or question, in the sentence itself, in a
leaflet also in an earlier sentence of the same text, or in the population of a claim. To that reader a text may not
offer a substance to which the contraindication applies: that is, print a dose of it, or name it with a word that offers
(`wording: offer`) or allows, without a word that refuses. If `every_mention` lists the substance, each sentence that
names it must refuse or warn: what is dangerous with a drug is never called harmless beside it. Only contraindications
with `action: block` are checked, as errors; the others advise.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.advice import Advice, advice_in
from handouts.checks.safety.doses import OFFERED, offer_of, rate_of
from handouts.checks.safety.terms import about, allows, names, says, sentences, without
from handouts.checks.subject import Subject, found
from handouts.content.model import Claim, Draft, Library
from handouts.content.prose import PlainText, flat
from handouts.content.safety import Contraindication, Safety
from handouts.core.matching import for_matching
from handouts.core.problem import Problem

ID = "forbidden-offer"
# purposes of claims that tell people what to do
ADVICE = (*OFFERED, "safety advice", "guideline advice", "contraindication", "precedence")


def check(subject: Subject) -> Iterator[Problem]:
    """Report offers to readers who must not take what is offered."""
    rules = [rule for rule in subject.library.safety.contraindications.values() if rule.action == "block"]
    for draft in subject.drafts if rules else ():
        readers = _readers(draft)
        for advice in advice_in(subject.documents[draft.id]):
            for rule in rules:
                if (offer := _offer(advice, rule, readers, subject)) is not None:
                    yield found(draft, advice.mark, ID, _message(offer, rule, subject))
    for claim in subject.facts.claims.values():
        for rule in rules:
            if (offer := _claimed(claim, rule, subject.library)) is not None:
                yield Problem(claim.mark, ID, _message(offer, rule, subject), reaches=subject.users(claim.id))


def _message(substance: str, rule: Contraindication, subject: Subject) -> str:
    label = subject.library.safety.substances[substance].label
    return f"offers {label} to a reader with {rule.trigger}: {rule.reason} ({rule.id})"


def _readers(draft: Draft) -> str:
    """Return whom a leaflet is for, in its own words; a deck is for clinicians, whoever the patients in it are."""
    if draft.audience == "clinician":
        return ""
    pieces = (piece for prose in (draft.title, draft.lead) if prose is not None for piece in flat(prose.pieces))
    return for_matching(" ".join((draft.subject, *(piece.text for piece in pieces if isinstance(piece, PlainText)))))


def _offer(advice: Advice, rule: Contraindication, readers: str, subject: Subject) -> str | None:
    """Return the substance that a piece of advice offers to a reader with the trigger of a rule."""
    safety = subject.library.safety
    reader = about(f"{readers} {advice.section} {advice.head}", rule.terms, safety.wording.negate)
    if reader and (dosed := _dosed(advice, rule, subject)) is not None:
        return dosed
    if says(advice.head, safety.wording.hearsay):
        return None
    spoken = reader
    for text in [advice.text] if advice.asked else sentences(advice.text):
        # in a leaflet, a sentence addresses the same reader as the sentence before it in its text
        spoken = reader or about(text, rule.terms, safety.wording.negate) or (spoken and readers != "")
        # a question in running text offers nothing; its answer is checked by itself
        asks = not advice.asked and text.endswith("?")
        if spoken and not asks and (offer := _said(text, advice, rule, safety)) is not None:
            return offer
    return None


def _dosed(advice: Advice, rule: Contraindication, subject: Subject) -> str | None:
    """Return the substance of a printed dose that a reader with the trigger of a rule must not take."""
    safety = subject.library.safety
    for value in advice.values:
        dose = offer_of(value, subject.library)
        barred = safety.whole(dose.substance) & rule.substances if dose is not None else ()
        allowed = [rate_of(rule.above[name], name, safety) for name in barred if name in rule.above]
        if dose is not None and barred and not any(dose.rate.within(amount) for amount in allowed):
            return dose.substance
    return None


def _claimed(claim: Claim, rule: Contraindication, library: Library) -> str | None:
    """Return the substance that a claim offers; its statement is judged as a whole."""
    safety = library.safety
    if not about(f"{claim.population} {claim.statement}", rule.terms, safety.wording.negate):
        return None
    offer = _said(claim.statement, None, rule, safety)
    return offer if library.vocabulary.counts_as(claim.purpose) in ADVICE or offer in rule.every_mention else None


def _said(text: str, advice: Advice | None, rule: Contraindication, safety: Safety) -> str | None:
    """Return the substance that a text offers or allows.

    The question that the text answers counts as naming the substance too. In a box that warns against what it names,
    nothing counts as offered.
    """
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
    """Return whether a sentence that names the substance, or answers a question about it, allows it."""
    wording = safety.wording
    return any(
        names(f"{asked} {sentence}", terms) and allows(sentence, wording.allow, wording.negate)
        for sentence in sentences(text)
    )


def _offers(text: str, substance: str, rule: Contraindication, safety: Safety) -> bool:
    """Return whether a text that names a substance offers it, without a refusing word anywhere."""
    bare = without(text, safety.wording.neutral)
    return not says(bare, safety.wording.refuse) and (
        substance in rule.every_mention or says(bare, safety.wording.offer)
    )
