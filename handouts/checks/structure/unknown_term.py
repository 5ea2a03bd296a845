"""A term placeholder, or an entry of `explains` in a block, names a term of `content/glossary.yaml`."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import Draft
from handouts.core.problem import Mark, Problem, unknown_name

ID = "unknown-term"


def check(subject: Subject) -> Iterator[Problem]:
    """Report glossary terms that do not exist."""
    terms = subject.library.terms
    for draft, name, mark in _named(subject):
        if name not in terms:
            yield found(draft, mark, ID, unknown_name("term", name, terms, "content/glossary.yaml"))


def _named(subject: Subject) -> Iterator[tuple[Draft, str, Mark]]:
    for draft, place in subject.placed("term"):
        yield draft, place.source, place.mark
    for draft in subject.drafts:
        for part in draft.parts:
            for statement in part.statements:
                yield from ((draft, name, mark) for name, mark in statement.explains)
