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
from handouts.checks.safety.doses import Dose, Rate, offer_of, offered, printed_amount, rate_of
from handouts.checks.safety.terms import says
from handouts.checks.subject import Subject, warned
from handouts.content.model import Claim, Library
from handouts.content.regions import Region
from handouts.content.safety import Safety, UpperLimit
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


@dataclass(frozen=True, slots=True)
class Held:
    """A limit that holds for a dose, with its amount in the form that doses are compared in."""

    limit: UpperLimit
    rate: Rate


def strictest(subject: Subject, dose: Dose) -> Held | None:
    """Return the lowest limit that applies to a dose and can be compared with it, or None if there is none."""
    fitting = (held for held in limits_on(subject, dose) if comparable(dose, held))
    return min(fitting, key=lambda held: held.rate.number, default=None)


def strictest_in_a_day(subject: Subject, dose: Dose) -> Held | None:
    """Return the lowest limit on what is taken in a day, or None if there is none."""
    fitting = (held for held in limits_on(subject, dose) if comparable(dose, held) and not held.rate.once)
    return min(fitting, key=lambda held: held.rate.number, default=None)


def limits_on(subject: Subject, dose: Dose) -> Iterator[Held]:
    """Yield the limits on the substance of a dose for its people, of what counts it, by the authorities that apply."""
    safety, vocabulary = subject.library.safety, subject.library.vocabulary
    whole, holding = safety.whole(dose.substance), authorities(subject)
    for limit in safety.limits.values():
        if (
            limit.most is not None
            and limit.substance in whole
            and limit.ages.meets(dose.ages)
            and limit.authority in holding
            and vocabulary.counts(limit.scope, dose.scope)
        ):
            yield Held(limit, rate_of(limit.most, limit.substance, safety))


def comparable(dose: Dose, held: Held) -> bool:
    """Return whether a dose can be compared with a limit; one for a day says nothing of how much is taken at a time."""
    return dose.rate.dimension == held.rate.dimension and (dose.rate.once or not held.rate.once)


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
    for dose in offered(claim, subject.library):
        held = strictest(subject, dose)
        if held is not None and dose.rate.above(held.rate):
            message = f"{said(dose, safety)} is above {named(held.limit, subject.library)}"
            yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _equal(subject: Subject, section: Section) -> Iterator[tuple[Mark, str]]:
    safety = subject.library.safety
    for value, unit in section_values(section):
        dose = offer_of(value, subject.library)
        held = strictest(subject, dose) if dose is not None else None
        if dose is None or held is None or not dose.rate.equals(held.rate):
            continue
        if not says(section_text(section), safety.wording.counts):
            limit = named(held.limit, subject.library)
            message = f"{said(dose, safety)} equals {limit}, and nothing here says what counts towards it"
            yield unit.mark, message


Outcome = Literal["below", "equal", "no limit"]


@dataclass(frozen=True, slots=True)
class Compared:
    """A printed dose with the limit that it was compared with, or None if there is none."""

    dose: Dose
    limit: UpperLimit | None
    outcome: Outcome


def compared(subject: Subject, document: Document) -> tuple[Compared, ...]:
    """Return each dose that a document offers, with its limit.

    A dose above its limit is not expected here: it is an error, and the document is blocked before.
    """
    library = subject.library
    values = (value for section in document.sections for value, _ in section_values(section))
    doses = {(dose.claim.id, dose.name): dose for value in values if (dose := offer_of(value, library)) is not None}
    return tuple(_compared(subject, dose) for dose in doses.values())


def _compared(subject: Subject, dose: Dose) -> Compared:
    held = strictest(subject, dose)
    if held is None:
        return Compared(dose, None, "no limit")
    return Compared(dose, held.limit, "equal" if dose.rate.equals(held.rate) else "below")


def said(dose: Dose, safety: Safety) -> str:
    """Return a dose as messages print it."""
    value = f"{dose.claim.id}/{dose.name}" if dose.name else dose.claim.id
    return f"{printed_amount(dose.most)} of {safety.label(dose.substance)} ({value})"


def named(limit: UpperLimit, library: Library) -> str:
    """Return a limit as messages print it."""
    most = printed_amount(limit.most) if limit.most is not None else "none"
    once = " at one time" if limit.most is not None and limit.most.unit.period is None else ""
    scope = library.vocabulary.scopes.get(limit.scope or "")
    counted = f"{scope.label}, " if scope is not None else ""
    return f"the {library.safety.limit_name(limit.substance)} of {most}{once} ({limit.authority}, {counted}{limit.id})"
