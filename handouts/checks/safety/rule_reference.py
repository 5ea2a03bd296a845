"""A safety rule rests on references that exist and are not retracted: limits, contraindications, doses."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem, did_you_mean

ID = "rule-reference"


def check(subject: Subject) -> Iterator[Problem]:
    """Report unknown or retracted references of `content/limits.yaml`; these problems block all documents."""
    known = subject.library.references
    for name, mark in subject.facts.safety.references:
        if name not in known:
            yield Problem(mark, ID, f"unknown reference {name!r}{did_you_mean(name, known)}")
        elif known[name].retracted:
            yield Problem(mark, ID, f"{name!r} is retracted, and no safety rule may rest on it")
