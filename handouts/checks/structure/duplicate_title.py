"""No two slides of a deck have the same title: people and screen readers find slides by their titles."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.prose import PlainText, Prose, flat
from handouts.core.matching import for_matching
from handouts.core.problem import Mark, Problem

ID = "duplicate-title"


def check(subject: Subject) -> Iterator[Problem]:
    """Report slides that have the same title."""
    for draft in subject.content.drafts:
        seen: dict[str, Mark] = {}
        for part in draft.parts if draft.kind == "deck" else ():
            words = _words(part.title) if part.title is not None else ""
            if words and words in seen:
                message = f"duplicate title {words!r} (first at {seen[words]}); say what is new on this slide"
                yield found(draft, part.mark, ID, message)
            seen.setdefault(words, part.mark)


def _words(prose: Prose) -> str:
    words = "".join(piece.text for piece in flat(prose.pieces) if isinstance(piece, PlainText))
    return for_matching(words).strip().casefold()
