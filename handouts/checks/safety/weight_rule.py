"""A dose that depends on weight is never printed alone: its section says what applies above and below the weight.

`newborn_dose_rules` with `weight_g` in `content/limits.yaml`. A section that prints the dose for heavier babies also
prints the weight, or the dose per kg. In a text for parents the words `by weight` are enough, and a dose per kg is
never printed. Source: AAP 2022 as in `newborn_dose_rules`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.advice import section_text, section_values
from handouts.checks.safety.doses import OFFERED, most_of, nutrient_of
from handouts.checks.safety.terms import names, says
from handouts.checks.subject import Subject, found
from handouts.content.safety import RuleAmount, WeightRule
from handouts.core.problem import Problem
from handouts.core.quantity import Number
from handouts.document.document import Section
from handouts.document.text import Value

ID = "missing-weight"


def check(subject: Subject) -> Iterator[Problem]:
    """Report doses without their weight, and doses by weight for readers who must not calculate one."""
    rules = subject.library.safety.weights
    for draft in subject.drafts:
        for section in subject.documents[draft.id].sections if rules else ():
            for value, unit in section_values(section):
                for rule in (rule for rule in rules if _meant(value, rule, subject)):
                    if rule.audience == "clinician" and draft.audience != "clinician":
                        yield found(draft, unit.mark, ID, f"a dose by weight is for clinicians only ({rule.id})")
                    elif not _weight_said(section, rule, draft.audience, subject):
                        message = f"{value.text} is not for every weight: say what holds {_other(rule)} ({rule.id})"
                        yield found(draft, unit.mark, ID, message)


def _meant(value: Value, rule: WeightRule, subject: Subject) -> bool:
    """Return whether a printed value is the dose of the rule: the same substance, route and amount."""
    library = subject.library
    claim = library.claims.get(value.source) if value.kind == "claim" else None
    amount = most_of(value.measured) if value.measured is not None else None
    if claim is None or value.measured is None or amount is None or claim.purpose not in OFFERED:
        return False
    nutrient = nutrient_of(claim, value.name, value.measured, library.safety)
    same = nutrient in library.safety.whole(rule.nutrient)
    return same and names(claim.subject, rule.terms) and _amount(amount, rule)


def _amount(most: RuleAmount, rule: WeightRule) -> bool:
    return most.unit == rule.unit and rule.lowest <= most.value <= rule.highest


def _weight_said(section: Section, rule: WeightRule, audience: str, subject: Subject) -> bool:
    """Return whether a section prints the weight at which the dose changes, or tells parents that it goes by weight."""
    for value, _ in section_values(section):
        quantity = value.measured.quantity if value.measured is not None else None
        if isinstance(quantity, Number) and quantity.unit.id == "g" and quantity.value == rule.weight:
            return True
    return audience != "clinician" and says(section_text(section), subject.library.safety.wording.by_weight)


def _other(rule: WeightRule) -> str:
    return f"{'at or below' if rule.side == 'above' else 'above'} {rule.weight} g"
