"""A leaflet opens with one main message of one to three sentences.

It is the leaflet's `message`, which layouts set off below the title. Source: CDC Clear Communication Index 1 to 3, 10.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.readability import split_sentences
from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem
from handouts.document.text import plain

ID = "main-message"
MOST = 3


def check(subject: Subject) -> Iterator[Problem]:
    """Messages that are no one message."""
    for draft, document in leaflets(subject):
        count = len(tuple(split_sentences(plain(document.lead.text)))) if document.lead is not None else 0
        if not 1 <= count <= MOST:
            mark = document.lead.mark if document.lead is not None else draft.mark
            yield found(draft, mark, ID, f"the main message has {count} sentences; it must have 1 to {MOST}")
