"""What a leaflet names, one of the claims behind it is about: no substance and no illness without its ground.

A text that rests on claims and names a substance or a trigger of `content/limits.yaml` needs a claim, printed in it or in
`rests_on` of its block or section, whose statement, subject or population names it too. So a ground that is taken away is
missed. A text with no claim behind it, such as a greeting, is left alone.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.checks.passages import Passage
from handouts.checks.safety.terms import names
from handouts.checks.subject import Subject, warned
from handouts.content.model import Claim
from handouts.content.safety import Safety
from handouts.core.problem import Problem
from handouts.document.text import Unit, plain

ID = "ungrounded-term"


def check(subject: Subject) -> Iterator[Problem]:
    """Texts for patients that name something none of their claims names."""
    library = subject.content.library
    terms = _terms(library.safety)
    for passage in subject.passages if terms else ():
        if passage.draft.audience == "patient":
            for unit in passage.units:
                yield from _of_unit(passage, unit, terms, library.claims)


def _of_unit(
    passage: Passage, unit: Unit, terms: Mapping[str, tuple[str, ...]], claims: Mapping[str, Claim]
) -> Iterator[Problem]:
    behind = [claims[name] for name in passage.claims(unit) if name in claims]
    if not behind:
        return
    words = plain(unit.text)
    said = "\n".join(f"{claim.statement} {claim.subject} {claim.population}" for claim in behind)
    for label, each in terms.items():
        if names(words, each) and not names(said, each):
            message = f"names {label}, and none of the claims behind it does: add one to 'rests_on'"
            yield warned(passage.draft, unit.mark, ID, message)


def _terms(safety: Safety) -> dict[str, tuple[str, ...]]:
    """The words for each substance and each trigger; those of a trigger that several rules share only once."""
    substances = {substance.label: substance.terms for substance in safety.substances.values()}
    triggers = {rule.terms: rule.trigger for rule in safety.contraindications.values()}
    return {**substances, **{trigger: terms for terms, trigger in triggers.items()}}
