"""A slide that carries claims names its sources at its foot.

A teacher is asked "who says so?" in the room, and has only the slide. So a slide whose words print or rest on claims with
references has `sources`. Slides that only lead on (title, section, objectives, case, question, references) need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, warned
from handouts.content.model import DraftPart
from handouts.content.walk import pointers
from handouts.core.problem import Problem
from handouts.document.document import SlideKind

ID = "slide-sources"
_LEADING: frozenset[SlideKind] = frozenset({"title", "section", "objectives", "case", "question", "references"})


def check(subject: Subject) -> Iterator[Problem]:
    """Slides with claims and without a source."""
    known = subject.content.library.claims
    for draft in subject.drafts:
        for part in draft.parts:
            if part.lesson is None or part.home != draft.id or part.lesson.kind in _LEADING or part.lesson.sources:
                continue
            if any(known[name].references for name in _claims(part) if name in known):
                yield warned(draft, part.mark, ID, f"slide {part.id!r} rests on claims and names no 'sources'")


def _claims(part: DraftPart) -> Iterator[str]:
    """The claims whose values a slide and its notes print, and those named for them."""
    yield from (place.source for place in pointers(part) if place.kind == "claim")
    yield from (name for name, _ in part.rests_on)
    for statement in part.statements:
        yield from (name for name, _ in statement.rests_on)
