"""A leaflet says on its first page when to get help, and whom to call.

That is an `emergency` or `call-today` box in a `front` section with a contact of the clinic in it (`{{ clinic/day }}`).
An emergency box must not come after page 1, every such box must have a contact, and a box whose title gives the
emergency number (`{{ clinic/emergency }}`) must be an emergency box. Source: CDC Clear Communication Index 14; that the
box must be on page 1 is our own choice.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import get_args

from handouts.checks.leaflet.parts import leaflets
from handouts.checks.subject import Subject, found, warned
from handouts.content.model import BoxBlock, Draft, DraftPart, Statement
from handouts.content.walk import pointers, walk
from handouts.core.problem import Problem
from handouts.document.blocks import CalloutKind

ID = "missing-help"
KINDS = ("emergency", "call-today")
OTHERS = tuple(kind for kind in get_args(CalloutKind) if kind not in ("emergency", "recall"))


def check(subject: Subject) -> Iterator[Problem]:
    """Report leaflets that do not say on page 1 when to get help and whom to call, and boxes that are wrong."""
    for draft, _ in leaflets(subject):
        boxes = tuple(_boxes(draft))
        if not any(part.front and _has_contact(box) for part, _, box in boxes):
            message = "page 1 does not say when to get help; write an 'emergency' or 'call-today' box with a contact in 'front'"
            yield found(draft, draft.mark, ID, message)
        for part, statement, box in boxes:
            yield from _misplaced(draft, part, statement, box)
        for _, _, box in _boxes(draft, OTHERS):
            if any(place.kind == "clinic" and place.source == "emergency" for place in pointers(box.title)):
                message = f"a {box.kind} box gives the emergency number in its title; make it an 'emergency' box"
                yield found(draft, box.title.mark, ID, message)


def _boxes(draft: Draft, kinds: tuple[str, ...] = KINDS) -> Iterator[tuple[DraftPart, Statement, BoxBlock]]:
    for part in draft.parts:
        for statement in part.statements:
            boxes = (each for each in walk(statement) if isinstance(each, BoxBlock))
            yield from ((part, statement, box) for box in boxes if box.kind in kinds)


def _misplaced(draft: Draft, part: DraftPart, statement: Statement, box: BoxBlock) -> Iterator[Problem]:
    if not _has_contact(box):
        yield found(
            draft, box.title.mark, ID, f"the {box.kind} box names no contact; add one, such as {{{{ clinic/day }}}}"
        )
    if not part.front:
        report = found if box.kind == "emergency" else warned
        yield report(draft, statement.mark, ID, f"the {box.kind} box is not on page 1; move it to 'front'")


def _has_contact(box: BoxBlock) -> bool:
    return any(place.kind == "clinic" for place in pointers(box))
