"""Values that share a subject of their own have the same population, purpose and authority; else no rule compares them.

A value has its own `subject` so that it can be compared with a value of another claim (rule contradictory-values). They are
compared only if population, purpose and authority have the same words too. A value that differs in a single word would
escape the comparison silently: give all of them the same words, or another subject.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.content.model import Claim
from handouts.core.problem import Problem
from handouts.core.quantity import Measured

ID = "split-quantity"
_About = tuple[str, str, str]


def check(subject: Subject) -> Iterator[Problem]:
    """Report values of one subject that differ in population, purpose or authority."""
    first: dict[str, tuple[Claim, _About]] = {}
    for claim in subject.facts.claims.values():
        for name, measured in claim.values.items():
            if measured.subject == claim.subject:
                continue
            other, about = first.setdefault(measured.subject, (claim, _about(measured)))
            if about != _about(measured):
                value = f"{claim.id}/{name}" if name else claim.id
                message = (
                    f"{value!r} is of {measured.subject!r} ({'; '.join(_about(measured))}), as a value of"
                    f" {other.id!r} in {other.mark} is ({'; '.join(about)}): say the same of both, or name another subject"
                )
                reaches = tuple(dict.fromkeys((*subject.users(claim.id), *subject.users(other.id))))
                yield Problem(claim.mark, ID, message, reaches=reaches)
                yield Problem(other.mark, ID, message, reaches=reaches)


def _about(measured: Measured) -> _About:
    return measured.population, measured.purpose, measured.authority or "no authority"
