"""The thread of a deck: which of its objectives each slide serves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.content.model import DraftPart, ListBlock, Thread
from handouts.content.prose import Prose
from handouts.core.problem import Mark, Problem, did_you_mean
from handouts.document.document import SlideKind

# slides that show all objectives at once
WHOLE: frozenset[SlideKind] = frozenset({"objectives", "summary"})
# slides that stand outside the thread
APART: frozenset[SlideKind] = frozenset({"title", "section", "case", "question", "answer", "references"})


def threaded(
    parts: Sequence[DraftPart], begins: Sequence[tuple[str, Mark] | None], log: list[Problem]
) -> Iterator[DraftPart]:
    """Yield slides with the objectives that they serve; `begins` names those with which a part begins, by their ids.

    A deck in which no part begins has no thread.
    """
    objectives = {prose.id.rpartition("/")[2]: prose for prose in _objectives(parts)}
    number = 0
    for part, begin in zip(parts, begins, strict=True):
        if begin is not None and begin[0] in objectives:
            number = 1 + list(objectives).index(begin[0])
        elif begin is not None:
            log.append(Problem(begin[1], "unknown-objective", _unknown(begin[0], objectives)))
        yield _served(part, number, objectives) if any(begins) else part


def _objectives(parts: Sequence[DraftPart]) -> Iterator[Prose]:
    """Yield the items of the lists of the first slide of objectives."""
    shown = [part for part in parts if part.lesson is not None and part.lesson.kind == "objectives"]
    for statement in shown[0].statements if shown else ():
        if isinstance(statement.body, ListBlock):
            yield from (item.text for item in statement.body.items)


def _unknown(name: str, objectives: dict[str, Prose]) -> str:
    if not objectives:
        return f"no slide of kind 'objectives' has an objective {name!r}; write one, or leave out 'part'"
    return f"unknown objective {name!r}{did_you_mean(name, objectives)}"


def _served(part: DraftPart, number: int, objectives: dict[str, Prose]) -> DraftPart:
    """Return a slide with the objective that it serves, all of them, or none."""
    lesson = part.lesson
    if lesson is None or lesson.kind in APART or not objectives:
        return part
    if lesson.kind in WHOLE:
        return replace(part, lesson=replace(lesson, thread=Thread(0, len(objectives), None)))
    if not number:
        return part
    objective = list(objectives.values())[number - 1]
    return replace(part, lesson=replace(lesson, thread=Thread(number, len(objectives), objective)))
