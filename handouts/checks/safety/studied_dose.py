"""A dose stays within what was studied or licensed; above that it is an error or a warning, as `studied_doses` says.

`checks` of an entry of `content/limits.yaml` gives the amount, the severity of a higher one (`fail` or `warn`) and
optionally the audience. They apply to every amount that a claim states for a day, or for one time where the check has no period, also to one
given in a trial.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.safety.doses import printed_amount, rate_of, stated
from handouts.checks.safety.limit import said
from handouts.checks.subject import Subject
from handouts.content.model import Claim
from handouts.content.safety import DoseCheck
from handouts.core.problem import Problem

ID = "excessive-studied-dose"


def check(subject: Subject) -> Iterator[Problem]:
    """Report daily amounts above what was studied."""
    safety = subject.library.safety
    for claim in subject.facts.claims.values():
        for rule in safety.doses:
            readers = _readers(subject, claim, rule)
            if readers:
                yield from _above(subject, claim, rule, readers)


def _readers(subject: Subject, claim: Claim, rule: DoseCheck) -> tuple[str, ...]:
    users = subject.users(claim.id)
    if rule.audience == "any":
        return users
    patients = {draft.id for draft in subject.whole.drafts if draft.audience == rule.audience}
    return tuple(user for user in users if user in patients)


def _above(subject: Subject, claim: Claim, rule: DoseCheck, readers: tuple[str, ...]) -> Iterator[Problem]:
    safety = subject.library.safety
    most = rate_of(rule.above, rule.substance, safety)
    for dose in stated(claim, subject.library):
        if dose.substance == rule.substance and dose.rate.once == most.once and dose.rate.above(most):
            message = f"{said(dose, safety)} is above {printed_amount(rule.above)}: {rule.reason}"
            yield Problem(claim.mark, ID, message, "error" if rule.action == "fail" else "warning", readers)
