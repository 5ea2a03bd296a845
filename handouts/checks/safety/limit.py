"""A dose stays within the upper limit for its people, and a text with a dose at the limit says what counts towards it.

It is compared with each limit of `content/limits.yaml` for the same substance and ages: of all authorities, or for a
clinic those that hold in its region (`content/regions.yaml`). A dose to take (`purpose: dose`) is compared with limits for supplements and
for the whole intake; an intake, or a claim with `scope: total_intake`, only with limits for the whole intake. IU are
converted. A dose above the limit is an error at the claim; a dose equal to it is a warning where it is printed, unless
a sentence of that section says what counts. Source of the rule: the head and `precedence` of `content/limits.yaml`; IOM
2011, EFSA 2023.
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
from handouts.content.regions import Region
from handouts.content.safety import UpperLimit
from handouts.core.problem import Mark, Problem
from handouts.document.document import Document, Section

ID = "excessive-dose"


def check(subject: Subject) -> Iterator[Problem]:
    """Report doses above a limit, and doses at a limit in a section that does not say what counts towards it."""
    for claim in subject.facts.claims.values():
        yield from _above(subject, claim)
    for draft in subject.drafts:
        for section in subject.documents[draft.id].sections:
            for mark, message in dict.fromkeys(_equal(subject, section)):
                yield warned(draft, mark, ID, message)


def strictest(subject: Subject, dose: Dose) -> UpperLimit | None:
    """Return the lowest limit that applies to a dose, or None if there is none."""
    safety = subject.library.safety
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
    """Return the authorities whose limits apply: those of a clinic's region, otherwise all."""
    region = region_of(subject)
    if region is not None:
        return frozenset(region.limits)
    return frozenset(limit.authority for limit in subject.library.safety.limits.values())


def region_of(subject: Subject) -> Region | None:
    """Return the region of the clinic; None without a clinic, or where its region is unknown and reported."""
    clinic = subject.content.clinic
    return subject.library.regions.by_id.get(clinic.region) if clinic is not None else None


def _above(subject: Subject, claim: Claim) -> Iterator[Problem]:
    safety = subject.library.safety
    for dose in offered(claim, safety):
        limit = strictest(subject, dose)
        if limit is not None and dose.a_day > daily(limit.most, limit.nutrient, safety):
            message = f"{said(dose)} is above {named(limit)}"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _equal(subject: Subject, section: Section) -> Iterator[tuple[Mark, str]]:
    safety = subject.library.safety
    for value, unit in section_values(section):
        dose = offer_of(value, subject.library)
        limit = strictest(subject, dose) if dose is not None else None
        if dose is None or limit is None or dose.a_day != daily(limit.most, limit.nutrient, safety):
            continue
        if not says(section_text(section), safety.wording.counts):
            message = f"{said(dose)} equals {named(limit)}, and nothing here says what counts towards it"
            yield unit.mark, message


Outcome = Literal["below", "equal", "no limit"]


@dataclass(frozen=True, slots=True)
class Held:
    """A printed dose with the limit that it was compared with, or None if there is none."""

    dose: Dose
    limit: UpperLimit | None
    outcome: Outcome


def held(subject: Subject, document: Document) -> tuple[Held, ...]:
    """Return each dose that a document offers, with its limit.

    A dose above its limit is not expected here: it is an error, and the document is blocked before.
    """
    library = subject.library
    values = (value for section in document.sections for value, _ in section_values(section))
    doses = {(dose.claim.id, dose.name): dose for value in values if (dose := offer_of(value, library)) is not None}
    return tuple(_held(subject, dose) for dose in doses.values())


def _held(subject: Subject, dose: Dose) -> Held:
    limit = strictest(subject, dose)
    if limit is None:
        return Held(dose, None, "no limit")
    most = daily(limit.most, limit.nutrient, subject.library.safety)
    return Held(dose, limit, "equal" if dose.a_day == most else "below")


def said(dose: Dose) -> str:
    """Return a dose as messages print it."""
    value = f"{dose.claim.id}/{dose.name}" if dose.name else dose.claim.id
    return f"{printed_amount(dose.most)} of {dose.nutrient} ({value})"


def named(limit: UpperLimit) -> str:
    """Return a limit as messages print it."""
    most = printed_amount(limit.most) if limit.most is not None else "none"
    return f"the upper limit of {most} ({limit.authority}, {limit.scope.replace('_', ' ')}, {limit.id})"
