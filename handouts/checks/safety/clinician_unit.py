"""A substance in a unit for clinicians is not shown to patients: mg/kg asks for a calculation.

`clinician_units` in `content/limits.yaml` gives the substance, the units and the reason. Printed values and typed words
both count.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.safety.advice import Advice, advice_in
from handouts.checks.safety.doses import most_of, substance_of_value
from handouts.checks.safety.terms import names, sentences
from handouts.checks.subject import Subject, found
from handouts.content.safety import ClinicianUnit
from handouts.core.problem import Problem
from handouts.core.words import SOURCE

ID = "forbidden-unit"


def check(subject: Subject) -> Iterator[Problem]:
    """Report texts for patients that name such an amount."""
    rules = subject.library.safety.clinician_units
    for draft in subject.drafts:
        if draft.audience == "clinician" or not rules:
            continue
        for advice in advice_in(subject.documents[draft.id]):
            for rule in rules:
                if _printed(advice, rule, subject) or _typed(advice, rule, subject):
                    units, what = " or ".join(rule.units), subject.library.safety.label(rule.substance)
                    yield found(draft, advice.mark, ID, f"{what} in {units} is for clinicians only: {rule.reason}")


def _printed(advice: Advice, rule: ClinicianUnit, subject: Subject) -> bool:
    library = subject.library
    for value in advice.values:
        claim = library.claims.get(value.source)
        amount = most_of(value.measured) if value.measured is not None else None
        if claim is not None and value.measured is not None and amount is not None and amount.unit.id in rule.units:
            return substance_of_value(claim, value.name, value.measured, library.safety) == rule.substance
    return False


def _typed(advice: Advice, rule: ClinicianUnit, subject: Subject) -> bool:
    terms = subject.library.safety.substances[rule.substance].terms
    known = [subject.library.units.named(unit).definition.forms_in(SOURCE) for unit in rule.units]
    units = "|".join(re.escape(form) for forms in known for form in (forms.many, forms.one) if form)
    if not units:
        return False
    amount = re.compile(rf"\d\s*(?:{units})\b", re.IGNORECASE)
    return any(names(sentence, terms) and amount.search(sentence) for sentence in sentences(advice.text))
