"""A dose can be compared with a limit of its substance: 2 tablets say nothing beside 4 g a day, without their content.

`conversion` in `content/limits.yaml` says how much of a substance is in a tablet, a puff or a mL. A dose by body weight
needs a limit by body weight, and is not reported.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.doses import Dose, countable
from handouts.checks.safety.limit import comparable, limits_on, named, said
from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "missing-conversion"
BY_WEIGHT = "dose by weight"


def check(subject: Subject) -> Iterator[Problem]:
    """Report doses that no limit of their substance can be compared with."""
    for claim in subject.facts.claims.values():
        for dose in countable(claim, subject.library):
            if (message := _incomparable(subject, dose)) is not None:
                yield Problem(claim.mark, ID, message, "warning", subject.users(claim.id))


def _incomparable(subject: Subject, dose: Dose) -> str | None:
    held = tuple(limits_on(subject, dose))
    apart = [each for each in held if each.rate.dimension not in (dose.rate.dimension, BY_WEIGHT)]
    if not apart or dose.rate.dimension == BY_WEIGHT or any(comparable(dose, each) for each in held):
        return None
    safety, limit = subject.library.safety, apart[0].limit
    least = f"how much {safety.label(dose.substance)} is in one {dose.most.unit.id!r}"
    return (
        f"{said(dose, safety)} cannot be compared with {named(limit, subject.library)}; "
        f"say under 'conversion' in content/limits.yaml {least}"
    )
