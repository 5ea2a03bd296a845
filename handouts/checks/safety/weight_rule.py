"""A dose that depends on weight is never printed alone: its section says what applies above and below the weight.

`dose_rules` with `weight` in `content/limits.yaml`. A section that prints the dose for one side of a weight also prints
the weight, or the dose per kg. In a text for patients the words `by weight` are enough, and a dose for clinicians is
never printed. Source: the references of the rule.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.advice import section_text, section_values
from handouts.checks.safety.doses import OFFERED, is_for, most_of, printed_amount, rate_of, substance_of_value
from handouts.checks.safety.terms import ages_of, names, says
from handouts.checks.subject import Subject, found
from handouts.content.safety import RuleAmount, Safety, WeightRule
from handouts.core.problem import Problem
from handouts.core.quantity import Measured, Number, in_base_unit
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
    if claim is None or value.measured is None or amount is None or not is_for(claim, value.name, OFFERED, library):
        return False
    substance = substance_of_value(claim, value.name, value.measured, library.safety)
    same = substance in library.safety.whole(rule.substance)
    given = not rule.terms or names(claim.subject, rule.terms)
    return (
        same and given and _same_people(value.measured, rule, library.safety) and _amount(amount, rule, library.safety)
    )


def _same_people(measured: Measured, rule: WeightRule, safety: Safety) -> bool:
    """Return whether a value may be for people that a rule is for; words that name no ages are for everybody."""
    theirs, ours = ages_of(measured.population, safety), ages_of(rule.people, safety)
    return theirs is None or ours is None or theirs.meets(ours)


def _amount(most: RuleAmount, rule: WeightRule, safety: Safety) -> bool:
    """Return whether an amount is the dose of a rule, in whatever unit it is printed."""
    rate = rate_of(most, rule.substance, safety)
    lowest, highest = (rate_of(end, rule.substance, safety) for end in (rule.lowest, rule.highest))
    return lowest.within(rate) and rate.within(highest) and rate.once == lowest.once


def _weight_said(section: Section, rule: WeightRule, audience: str, subject: Subject) -> bool:
    """Return whether a section prints the weight at which the dose changes, or tells patients that it goes by weight."""
    for value, _ in section_values(section):
        quantity = value.measured.quantity if value.measured is not None else None
        if isinstance(quantity, Number) and _is_weight(quantity, rule.weight):
            return True
    return audience != "clinician" and says(section_text(section), subject.library.safety.wording.by_weight)


def _is_weight(printed: Number, weight: RuleAmount) -> bool:
    """Return whether a printed number is a body weight, in whatever unit of mass."""
    same = printed.unit.dimension == weight.unit.dimension
    return same and in_base_unit(printed.value, printed.unit) == in_base_unit(weight.value, weight.unit)


def _other(rule: WeightRule) -> str:
    return f"{'at or below' if rule.side == 'above' else 'above'} {printed_amount(rule.weight)}"
