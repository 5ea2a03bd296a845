"""A document rests on references that were seen in full.

A reference known only from memory or in part is a warning, once for each document; it blocks a release.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject
from handouts.core.problem import Problem

ID = "unconfirmed-reference"
CONFIRMED = "verified"


def check(subject: Subject) -> Iterator[Problem]:
    """Report documents with references that are not yet confirmed."""
    references = subject.library.references
    for draft in subject.content.drafts:
        weak = sorted(
            name
            for name in subject.references(draft)
            if name in references and references[name].confidence != CONFIRMED
        )
        if weak:
            many = "1 reference is" if len(weak) == 1 else f"{len(weak)} references are"
            message = f"{many} known from memory or in part; read and confirm {', '.join(weak)}"
            yield Problem(draft.mark, ID, message, "warning", (draft.id,))
