"""A document rests on references that were seen in full.

A reference known only from memory or in part is a warning, once for each document; it blocks a release.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, by_lesson
from handouts.core.problem import Problem

ID = "unconfirmed-reference"
CONFIRMED = "verified"


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents with references that are not yet confirmed."""
    references = subject.library.references
    for draft in subject.content.drafts:
        named = ((name, mark) for name, mark in subject.named_references(draft) if name in references)
        weak = ((name, mark) for name, mark in named if references[name].confidence != CONFIRMED)
        for mark, names in by_lesson(draft, weak).items():
            many = "1 reference is" if len(names) == 1 else f"{len(names)} references are"
            message = f"{many} known from memory or in part; read and confirm {', '.join(sorted(names))}"
            yield Problem(mark, ID, message, "warning", (draft.id,))
