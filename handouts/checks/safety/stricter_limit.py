"""Where a limit is printed, the strictest applicable limit is printed too.

Applicable are the limits that hold in the clinic's region (`content/regions.yaml`), or without a clinic those of all
authorities. A page for a European clinic that prints only the US limit for magnesium would let its reader take more
than the European limit. Source: the head of `content/limits.yaml` ("the stricter of the two prints").
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.advice import section_values
from handouts.checks.safety.doses import Dose, daily, dose_of, printed_amount
from handouts.checks.safety.limit import named, strictest
from handouts.checks.subject import Subject, found
from handouts.content.safety import UpperLimit
from handouts.core.problem import Problem
from handouts.document.document import Section
from handouts.document.text import Unit

ID = "missing-stricter-limit"
LIMITING = "limit"


def check(subject: Subject) -> Iterator[Problem]:
    """Report printed limits without the stricter limit that applies to the same people."""
    for draft in subject.drafts:
        for section in subject.documents[draft.id].sections:
            for lowest, unit, limit in _lowest(subject, section):
                if lowest.a_day > daily(limit.most, limit.nutrient, subject.library.safety):
                    message = f"the lowest limit printed here for {lowest.nutrient} is {printed_amount(lowest.most)}"
                    yield found(draft, unit.mark, ID, f"{message}; {named(limit)} is stricter")


def _lowest(subject: Subject, section: Section) -> Iterator[tuple[Dose, Unit, UpperLimit]]:
    """Yield the lowest printed limit of each substance, and the strictest that applies to any of the people named."""
    lowest: dict[str, tuple[Dose, Unit]] = {}
    strict: dict[str, UpperLimit] = {}
    safety = subject.library.safety
    for dose, unit in _printed(subject, section):
        held = lowest.get(dose.nutrient)
        if held is None or dose.a_day < held[0].a_day:
            lowest[dose.nutrient] = dose, unit
        limit, known = strictest(subject, dose), strict.get(dose.nutrient)
        if limit is not None and (
            known is None or daily(limit.most, limit.nutrient, safety) < daily(known.most, known.nutrient, safety)
        ):
            strict[dose.nutrient] = limit
    yield from ((*lowest[name], limit) for name, limit in strict.items())


def _printed(subject: Subject, section: Section) -> Iterator[tuple[Dose, Unit]]:
    for value, unit in section_values(section):
        dose = dose_of(value, subject.library)
        if dose is not None and dose.claim.purpose == LIMITING:
            yield dose, unit
