"""A term placeholder names a word of `content/glossary.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.problem import Problem, did_you_mean

ID = "unknown-term"


def check(subject: Subject) -> Iterator[Problem]:
    """Glossary words that do not exist."""
    terms = subject.content.library.terms
    for draft, place in subject.placed("term"):
        if place.source not in terms:
            yield found(draft, place.mark, ID, f"unknown term {place.source!r}{did_you_mean(place.source, terms)}")
