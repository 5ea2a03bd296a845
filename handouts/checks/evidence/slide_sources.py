"""A slide that presents claims names its sources at its foot.

A teacher who is asked "who says so?" in the room has only the slide. A slide whose words print or rest on claims with
references therefore needs `sources`. Slides without content of their own (title, section, objectives, case, question,
references) need none.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, warned
from handouts.content.model import DraftPart
from handouts.content.walk import pointers
from handouts.core.problem import Problem
from handouts.document.document import SlideKind

ID = "missing-sources"
_LEADING: frozenset[SlideKind] = frozenset({"title", "section", "objectives", "case", "question", "references"})


def check(subject: Subject) -> Iterator[Problem]:
    """Report slides with claims but without a source."""
    known = subject.library.claims
    for draft in subject.drafts:
        for part in draft.parts:
            if part.lesson is None or part.home != draft.id or part.lesson.kind in _LEADING or part.lesson.sources:
                continue
            if any(known[name].references for name in claims_of(part) if name in known):
                yield warned(
                    draft, part.mark, ID, f"slide {part.id!r} rests on claims and names no sources; add 'sources'"
                )


def claims_of(*parts: DraftPart) -> Iterator[str]:
    """Yield the claims whose values sections, or slides and their notes, print, and those that they rest on."""
    for part in parts:
        yield from (place.source for place in pointers(part) if place.kind == "claim")
        yield from (name for name, _ in part.rests_on)
        for statement in part.statements:
            yield from (name for name, _ in statement.rests_on)
