"""A leaflet opens with one main message of one to three sentences.

It is the leaflet's `message`, which layouts emphasise below the title. Source: CDC Clear Communication Index 1 to 3,
10.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.packs import pack_of
from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem
from handouts.document.document import Document
from handouts.document.text import plain

ID = "wrong-message"
MOST = 3


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets without a main message, or with one that is too long."""
    for draft, document in leaflets(subject):
        count = message_sentences(document)
        if count is not None and not 1 <= count <= MOST:
            mark = document.lead.mark if document.lead is not None else draft.mark
            yield found(draft, mark, ID, f"the main message has {count} sentences; it must have 1 to {MOST}")


def message_sentences(document: Document) -> int | None:
    """Return the number of sentences of the main message; None in a language without a pack."""
    if document.lead is None:
        return 0
    pack = pack_of(document.lang)
    return sum(1 for _ in pack.readability.sentences(plain(document.lead.text))) if pack is not None else None
