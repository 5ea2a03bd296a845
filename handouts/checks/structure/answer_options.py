"""An answer slide answers the options of its question, by their ids and in their order, and one of them is right.

A question that asks for several says so with `asks: several`. An answer to other options than those that were voted on
teaches that nobody checked it, and an exported quiz without a right answer marks everybody wrong.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.model import AnswerEntry, AnswersBlock, Draft, DraftPart, ListBlock
from handouts.core.problem import Mark, Problem

ID = "contradictory-options"
NONE_ID = "missing-right-answer"
SEVERAL_ID = "duplicate-right-answer"


def check(subject: Subject) -> Iterator[Problem]:
    """Report answers to other options than the question has, and answers of which none or too many are right."""
    for draft in subject.content.drafts:
        asked: DraftPart | None = None
        for part in draft.parts:
            if part.lesson is not None and part.lesson.kind == "question":
                asked = part
            for mark, answers in _answers(part):
                yield from _verdicts(draft, mark, answers, asked)
                if asked is not None:
                    yield from _others(draft, mark, answers, asked)


def _answers(part: DraftPart) -> Iterator[tuple[Mark, tuple[AnswerEntry, ...]]]:
    for statement in part.statements:
        if isinstance(statement.body, AnswersBlock):
            yield statement.mark, statement.body.answers


def _options(part: DraftPart) -> tuple[str, ...]:
    """Return the ids of the options of a question."""
    lists = (statement.body for statement in part.statements if isinstance(statement.body, ListBlock))
    return tuple(item.text.id.rpartition("/")[2] for each in lists if each.style == "letter" for item in each.items)


def _others(draft: Draft, mark: Mark, answers: tuple[AnswerEntry, ...], asked: DraftPart) -> Iterator[Problem]:
    options, answered = _options(asked), tuple(answer.id for answer in answers)
    if options and options != answered:
        message = (
            f"the answers are to {_listed(answered)}, and the question {asked.id!r} has the options {_listed(options)}; "
            "answer each option, with its id and in the same order"
        )
        yield found(draft, mark, ID, message)


def _verdicts(draft: Draft, mark: Mark, answers: tuple[AnswerEntry, ...], asked: DraftPart | None) -> Iterator[Problem]:
    right = [answer.id for answer in answers if answer.right]
    several = asked is not None and asked.lesson is not None and asked.lesson.asks == "several"
    if not right:
        yield found(draft, mark, NONE_ID, "no option is right; write 'right: true' at the one that is")
    elif len(right) > 1 and not several:
        message = (
            f"{_listed(tuple(right))} are all right, and the question asks for one; "
            "leave 'right: true' at one, or write 'asks: several' at the question"
        )
        yield found(draft, mark, SEVERAL_ID, message)


def _listed(ids: tuple[str, ...]) -> str:
    return ", ".join(map(repr, ids))
