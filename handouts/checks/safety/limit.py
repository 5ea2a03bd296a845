"""A dose stays below the upper limit for its people, and at the limit the text says what counts towards it.

Held against each limit of `content/limits.yaml` for the same substance and ages: of all authorities, or with a clinic
of the US and of its region. A dose to take (`purpose: dose`) is held against limits for supplements and for the whole
intake, an intake or a claim with `scope: total_intake` against the whole alone. IU are converted. Above is an error at
the claim; equal warns where it is printed, unless a sentence of that section says what counts. Source of the rule: the
head and `precedence` of `content/limits.yaml`; IOM 2011, EFSA 2023.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.checks.safety.advice import section_text, section_values
from handouts.checks.safety.doses import Dose, daily, offer_of, offered, printed_amount
from handouts.checks.safety.terms import says
from handouts.checks.subject import Subject, warned
from handouts.content.model import Claim
from handouts.content.safety import UpperLimit
from handouts.core.problem import Mark, Problem
from handouts.document.document import Document, Section

ID = "above-limit"
DEFAULT_AUTHORITY = "US"


def check(subject: Subject) -> Iterator[Problem]:
    """Doses above a limit, and doses at a limit beside which nothing says what counts."""
    for claim in subject.facts.claims.values():
        yield from _above(subject, claim)
    for draft in subject.drafts:
        for section in subject.documents[draft.id].sections:
            for mark, message in dict.fromkeys(_equal(subject, section)):
                yield warned(draft, mark, ID, message)


def strictest(subject: Subject, dose: Dose) -> UpperLimit | None:
    """The lowest limit that a dose is held against, or None where nobody set one."""
    safety = subject.content.library.safety
    whole = safety.whole(dose.nutrient)
    fitting = [
        limit
        for limit in safety.limits.values()
        if limit.most is not None
        and limit.nutrient in whole
        and limit.ages.meets(dose.ages)
        and limit.authority in authorities(subject)
        and (dose.scope == "supplements_only" or limit.scope == "total_intake")
    ]
    return min(fitting, key=lambda limit: daily(limit.most, limit.nutrient, safety), default=None)


def authorities(subject: Subject) -> frozenset[str]:
    """Whose limits hold: with a clinic the default's and its region's, without one everybody's."""
    if subject.content.clinic is not None:
        return frozenset((DEFAULT_AUTHORITY, subject.content.clinic.region.upper()))
    return frozenset(limit.authority for limit in subject.content.library.safety.limits.values())


def _above(subject: Subject, claim: Claim) -> Iterator[Problem]:
    safety = subject.content.library.safety
    for dose in offered(claim, safety):
        limit = strictest(subject, dose)
        if limit is not None and dose.a_day > daily(limit.most, limit.nutrient, safety):
            message = f"{said(dose)} is above {named(limit)}"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _equal(subject: Subject, section: Section) -> Iterator[tuple[Mark, str]]:
    safety = subject.content.library.safety
    for value, unit in section_values(section):
        dose = offer_of(value, subject.content.library)
        limit = strictest(subject, dose) if dose is not None else None
        if dose is None or limit is None or dose.a_day != daily(limit.most, limit.nutrient, safety):
            continue
        if not says(section_text(section), safety.wording.counts):
            message = f"{said(dose)} equals {named(limit)}, and nothing here says what counts towards it"
            yield unit.mark, message


Outcome = Literal["below", "equal", "no limit"]


@dataclass(frozen=True, slots=True)
class Held:
    """A printed dose with the limit that it was held against, or None where nobody set one."""

    dose: Dose
    limit: UpperLimit | None
    outcome: Outcome


def held(subject: Subject, document: Document) -> tuple[Held, ...]:
    """Each dose that a document offers, with its limit; one above it is an error, and so not among them."""
    library = subject.content.library
    values = (value for section in document.sections for value, _ in section_values(section))
    doses = {(dose.claim.id, dose.name): dose for value in values if (dose := offer_of(value, library)) is not None}
    return tuple(_held(subject, dose) for dose in doses.values())


def _held(subject: Subject, dose: Dose) -> Held:
    limit = strictest(subject, dose)
    if limit is None:
        return Held(dose, None, "no limit")
    most = daily(limit.most, limit.nutrient, subject.content.library.safety)
    return Held(dose, limit, "equal" if dose.a_day == most else "below")


def said(dose: Dose) -> str:
    """A dose as a message says it."""
    value = f"{dose.claim.id}/{dose.name}" if dose.name else dose.claim.id
    return f"{printed_amount(dose.most)} of {dose.nutrient} ({value})"


def named(limit: UpperLimit) -> str:
    """A limit as a message says it."""
    most = printed_amount(limit.most) if limit.most is not None else "none"
    return f"the upper limit of {most} ({limit.authority}, {limit.scope.replace('_', ' ')}, {limit.id})"
