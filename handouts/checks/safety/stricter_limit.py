"""Where a limit is printed, the strictest applicable limit is printed too.

Applicable are the limits that hold in the clinic's region (`content/regions.yaml`), or without a clinic those of all
authorities. A page for a European clinic that prints only the US limit for magnesium would let its reader take more
than the European limit. Source: the head of `content/limits.yaml` ("the stricter of the two prints").
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.advice import section_values
from handouts.checks.safety.doses import Dose, dose_of, is_for, printed_amount
from handouts.checks.safety.limit import Held, named, strictest
from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem
from handouts.document.document import Section
from handouts.document.text import Unit

ID = "missing-stricter-limit"
LIMITING = "limit"


def check(subject: Subject) -> Iterator[Problem]:
    """Report printed limits without the stricter limit that applies to the same people."""
    for draft in subject.drafts:
        for section in subject.documents[draft.id].sections:
            for lowest, unit, held in _lowest(subject, section):
                if lowest.rate.above(held.rate):
                    what = subject.library.safety.label(lowest.substance)
                    message = f"the lowest limit printed here for {what} is {printed_amount(lowest.most)}"
                    limit = named(held.limit, subject.library)
                    yield found(draft, unit.mark, ID, f"{message}; {limit} is stricter")


# a substance, what its amounts are measured in, and whether the limit is for one time
_Kind = tuple[str, str, bool]


def _lowest(subject: Subject, section: Section) -> Iterator[tuple[Dose, Unit, Held]]:
    """Yield the lowest printed limit of each kind, and the strictest that applies to any of the people named."""
    lowest: dict[_Kind, tuple[Dose, Unit]] = {}
    strict: dict[_Kind, Held] = {}
    for dose, unit in _printed(subject, section):
        held = strictest(subject, dose)
        if held is None:
            continue
        kind = dose.substance, dose.rate.dimension, held.rate.once
        if kind not in lowest or lowest[kind][0].rate.above(dose.rate):
            lowest[kind] = dose, unit
        if kind not in strict or strict[kind].rate.above(held.rate):
            strict[kind] = held
    yield from ((*lowest[kind], held) for kind, held in strict.items())


def _printed(subject: Subject, section: Section) -> Iterator[tuple[Dose, Unit]]:
    for value, unit in section_values(section):
        dose = dose_of(value, subject.library)
        if dose is not None and is_for(dose.claim, dose.name, (LIMITING,), subject.library):
            yield dose, unit
