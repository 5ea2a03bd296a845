"""A row for people with a trigger prints no amount that `no_numbers` forbids, and other rows name the trigger.

`precedence` in `content/limits.yaml`: with kidney disease, no numbers for minerals. In a leaflet, an offer
of a `drop` substance in another row or card must say for whom it is not (`never with kidney disease`).
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.advice import Advice, advice_in
from handouts.checks.safety.doses import is_amount, most_of, substance_of_value
from handouts.checks.safety.terms import ages_of, names, says, without
from handouts.checks.subject import Subject, found
from handouts.content.model import Draft
from handouts.content.safety import Precedence
from handouts.core.matching import for_matching
from handouts.core.problem import Problem

ID = "wrong-precedence"
ADULT = 18


def check(subject: Subject) -> Iterator[Problem]:
    """Report forbidden amounts, and offers that do not say for whom they are not."""
    rules = [rule for rule in subject.library.safety.precedence if rule.when]
    for draft in subject.drafts:
        adults = draft.audience == "patient" and not _for_children(draft, subject)
        for advice in advice_in(subject.documents[draft.id]) if rules else ():
            for rule in rules:
                terms = _terms(rule, subject)
                if names(advice.head, terms):
                    yield from _amounts(draft, advice, rule, subject)
                elif adults and _drops(advice, rule, subject) and not names(advice.text, terms):
                    message = f"does not say for whom this is not: {rule.rule} ({rule.id})"
                    yield found(draft, advice.mark, ID, message)


def _for_children(draft: Draft, subject: Subject) -> bool:
    ages = ages_of(for_matching(draft.subject), subject.library.safety)
    return ages is not None and ages.below is not None and ages.below <= ADULT


def _terms(rule: Precedence, subject: Subject) -> tuple[str, ...]:
    known = subject.library.safety.contraindications
    return tuple(term for name in rule.when for term in known[name].terms)


def _amounts(draft: Draft, advice: Advice, rule: Precedence, subject: Subject) -> Iterator[Problem]:
    library = subject.library
    for value in advice.values:
        claim = library.claims.get(value.source) if value.kind == "claim" else None
        amount = most_of(value.measured) if value.measured is not None else None
        if claim is None or value.measured is None or amount is None:
            continue
        substance = substance_of_value(claim, value.name, value.measured, library.safety)
        if substance in rule.no_numbers and is_amount(amount.unit, substance, library.safety):
            what = library.safety.label(substance)
            yield found(draft, advice.mark, ID, f"prints {value.text} of {what}: {rule.rule} ({rule.id})")


def _drops(advice: Advice, rule: Precedence, subject: Subject) -> bool:
    """Return whether a cell or card offers a substance that only the row of the rule may offer."""
    safety = subject.library.safety
    terms = tuple(term for name in rule.drop if name in safety.substances for term in safety.substances[name].terms)
    bare = without(advice.text, safety.wording.neutral)
    return names(f"{advice.asked} {bare}", terms) and says(bare, safety.wording.offer) and bool(advice.asked)
