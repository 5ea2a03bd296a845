"""A clinic's region, and each region that a text has a wording for, is a region of `content/regions.yaml`.

A region decides which limits hold and which wording is read, so `EU` is not `eu`, and no region is taken for another.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.checks.subject import Subject, found
from handouts.content.regions import REGIONS, Region
from handouts.core.problem import Problem, unknown

ID = "unknown-region"


def check(subject: Subject) -> Iterator[Problem]:
    """Report a clinic in an unknown region, and wordings for unknown regions."""
    known, clinic = subject.library.regions.by_id, subject.content.clinic
    if clinic is not None and "region" in clinic.marks and clinic.region not in known:
        yield Problem(clinic.mark_of("region"), ID, _message(clinic.region, known))
    for draft, prose in subject.proses:
        for region, wording in prose.regional:
            if region not in known:
                yield found(draft, wording.mark, ID, _message(region, known))


def _message(name: str, known: Mapping[str, Region]) -> str:
    if not known:
        return f"unknown region {name!r}; add it to {REGIONS} (`handouts new` writes one to copy)"
    return unknown("region", name, sorted(known))
