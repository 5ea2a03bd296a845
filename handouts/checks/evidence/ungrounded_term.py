"""Each substance and illness that a leaflet names is the subject of one of the claims that its text rests on.

A text that rests on claims and names a substance or a trigger of `content/limits.yaml` needs a claim, printed in it or
in `rests_on` of its block or section, whose statement, subject or population names it too. So a basis that was removed
by mistake is noticed. A text without any claim behind it, such as a greeting, is not checked.
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
    """Report texts for patients that name something that none of their claims names."""
    library = subject.library
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
            message = f"names {label}, and none of the claims behind it does; add one that does to 'rests_on'"
            yield warned(passage.draft, unit.mark, ID, message)


def _terms(safety: Safety) -> dict[str, tuple[str, ...]]:
    """Return the words for each substance and each trigger; words shared by several rules of a trigger come once."""
    substances = {substance.label: substance.terms for substance in safety.substances.values()}
    triggers = {rule.terms: rule.trigger for rule in safety.contraindications.values()}
    return {**substances, **{trigger: terms for terms, trigger in triggers.items()}}
