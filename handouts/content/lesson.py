"""Lessons of a given length picked from a deck, and the questions of a deck."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from handouts.content.model import Draft, DraftPart
from handouts.core.problem import Problem
from handouts.core.words import word
from handouts.document.blocks import Options, Paragraph
from handouts.document.document import Document, Section
from handouts.document.text import plain
from handouts.document.walk import blocks


def lesson(draft: Draft, minutes: int) -> tuple[Draft, list[Problem]]:
    """Return the deck with its core slides and, in their order, as many optional ones as fit into `minutes`."""
    core = sum((_minutes(part) for part in draft.parts if _is_core(part)), Decimal(0))
    left = minutes - core
    kept: list[DraftPart] = []
    asked = True
    for part in draft.parts:
        if _kind(part) == "answer" and not asked:
            # nobody is told the answer to a question that was left out
            continue
        if _kind(part) == "question":
            asked = _is_core(part) or _minutes(part) <= left
        if _is_core(part):
            kept.append(part)
        elif _minutes(part) <= left:
            kept.append(part)
            left -= _minutes(part)
    problems = []
    if core > minutes:
        message = f"the core slides of {draft.id!r} take {core} minutes, more than {minutes}; ask for more, or mark fewer slides 'core'"
        problems.append(Problem(draft.mark, "long-lesson", message, "warning", (draft.id,)))
    return replace(draft, parts=tuple(kept)), problems


def _is_core(part: DraftPart) -> bool:
    return part.lesson is None or part.lesson.core


def _kind(part: DraftPart) -> str | None:
    return part.lesson.kind if part.lesson is not None else None


def _minutes(part: DraftPart) -> Decimal:
    return (part.lesson.minutes if part.lesson is not None else None) or Decimal(0)


@dataclass(frozen=True, slots=True)
class Choice:
    """An option of a question with its verdict and the reason for it."""

    text: str
    right: bool
    reason: str


@dataclass(frozen=True, slots=True)
class Question:
    """A question of a deck with its options."""

    id: str
    ask: str
    choices: tuple[Choice, ...]


def questions(document: Document) -> Iterator[Question]:
    """Yield the questions of a deck, each with the answers of the slide after it."""
    for asked, _, options in answered_questions(document):
        choices = tuple(Choice(plain(o.option.text), o.right, plain(o.reason.text)) for o in options.options)
        yield Question(asked.id, _asked(asked), choices)


def answered_questions(document: Document) -> Iterator[tuple[Section, Section, Options]]:
    """Yield the slide of each question of a deck, the slide after it, which answers it, and the answered options."""
    for asked, answered in zip(document.sections, document.sections[1:], strict=False):
        options = next((block for block in blocks(answered) if isinstance(block, Options)), None)
        if options is not None and asked.title is not None and _asks(asked):
            yield asked, answered, options


def _asks(section: Section) -> bool:
    return section.teaching is not None and section.teaching.kind == "question"


def _asked(section: Section) -> str:
    """Return a question with the words above its options."""
    words = [plain(section.title.text)] if section.title is not None else []
    words += [plain(block.unit.text) for block in blocks(section) if isinstance(block, Paragraph)]
    return " ".join(words)


def as_csv(document: Document) -> str:
    """Return a deck's questions as CSV, with one line for each option."""
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\n")
    table.writerow(("question_id", "question", "option", "text", "right", "reason"))
    for question in questions(document):
        for number, choice in enumerate(question.choices):
            verdict = word("yes" if choice.right else "no", document.lang).lower()
            texts = (question.id, question.ask, chr(65 + number), choice.text, verdict, choice.reason)
            table.writerow(map(_in_a_cell, texts))
    return out.getvalue()


# signs that make a spreadsheet take a cell for a formula, with those of full width; and what is a number all the same
_FORMULA = re.compile(r"\s*[=+\-@\t\uff1d\uff0b\uff0d\uff20]")
_NUMBER = re.compile(r"[+-] ?[0-9][\w .,%°]*\Z")


def _in_a_cell(text: str) -> str:
    """Return a text that a spreadsheet does not calculate: an apostrophe before it says that it is a text."""
    text = text.replace("\r", " ")  # a bare one would end the line for some programs
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.match(text) else text


def as_gift(document: Document) -> str:
    """Return a deck's questions in Moodle's GIFT format, each option with its reason as feedback."""
    return "\n\n".join(_gift(question) for question in questions(document)) + "\n"


def _gift(question: Question) -> str:
    right = sum(choice.right for choice in question.choices)
    # several right options share the full mark
    share = f"{100 / right:.5f}".rstrip("0").rstrip(".") if right else "0"
    lines = [f"::{_escaped(question.id)}::{_escaped(question.ask)} {{"]
    for choice in question.choices:
        sign = (f"~%{share}%" if choice.right else "~%-100%") if right > 1 else ("=" if choice.right else "~")
        lines.append(f"  {sign}{_escaped(choice.text)} #{_escaped(choice.reason)}")
    return "\n".join((*lines, "}"))


def _escaped(text: str) -> str:
    """Return words with the special characters of GIFT escaped."""
    return "".join(f"\\{char}" if char in "~=#{}:\\" else char for char in text)
