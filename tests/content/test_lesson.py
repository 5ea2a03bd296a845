"""Lessons picked by minutes, and the questions of a deck as CSV and GIFT."""

from __future__ import annotations

import csv
import io
from pathlib import Path

import pytest
from support.deck_samples import bullets, deck, paragraph, slide, unit
from support.projects import make_project

from handouts.content.lesson import as_csv, as_gift, lesson, questions
from handouts.content.model import Draft
from handouts.content.project import Project, read_content
from handouts.core.problem import Problem
from handouts.document.blocks import Option, Options
from handouts.document.document import Document

SLIDES = """\
title: A lesson
subject: testing
audience: clinician
version: "1.0"
checked: 2026-11-22
slides:
  - {id: cover, slide: title}
  - {id: first, slide: bullets, title: First, minutes: 10, core: true, blocks: [{id: a, bullets: {x: One}}]}
  - {id: long, slide: bullets, title: Long, minutes: 15, core: false, blocks: [{id: a, bullets: {x: One}}]}
  - {id: short, slide: bullets, title: Short, minutes: 5, core: false, blocks: [{id: a, bullets: {x: One}}]}
  - {id: last, slide: bullets, title: Last, minutes: 8, core: true, blocks: [{id: a, bullets: {x: One}}]}
"""


def draft_of(folder: Path) -> Draft:
    root = make_project(folder, {"decks/talk.yaml": SLIDES})
    log: list[Problem] = []
    content = read_content(Project(root), ("talk",), None, log)
    assert log == []
    return content.drafts[0]


@pytest.mark.parametrize(
    ("minutes", "kept"),
    [
        (20, ["cover", "first", "last"]),
        (25, ["cover", "first", "short", "last"]),
        (33, ["cover", "first", "long", "last"]),
        (40, ["cover", "first", "long", "short", "last"]),
    ],
)
def test_a_lesson_keeps_the_core_and_what_the_time_allows(tmp_path: Path, minutes: int, kept: list[str]) -> None:
    cut, problems = lesson(draft_of(tmp_path), minutes)
    assert [part.id for part in cut.parts] == kept
    assert problems == []


def test_a_core_that_takes_too_long_is_a_warning(tmp_path: Path) -> None:
    cut, problems = lesson(draft_of(tmp_path), 10)
    assert [part.id for part in cut.parts] == ["cover", "first", "last"]
    assert [(problem.rule, problem.severity) for problem in problems] == [("long-lesson", "warning")]
    assert "18 minutes, more than 10" in problems[0].message


def asked(*options: tuple[str, bool, str], ask: str = "What now?", above: str = "") -> Document:
    """A deck with one question and its answer."""
    told = [paragraph("q/case", above)] if above else []
    letters = bullets("q/list", *(text for text, _, _ in options), style="letter")
    answered = Options(
        "a/options",
        tuple(
            Option(f"o{n}", unit(f"o{n}", text), right, unit(f"o{n}r", reason))
            for n, (text, right, reason) in enumerate(options)
        ),
    )
    return deck(
        slide("q", "question", ask, *told, letters),
        slide("a", "answer", "The answer", answered),
        slide("z", "bullets", "End"),
    )


def test_a_question_takes_its_options_from_the_answer_after_it() -> None:
    (question,) = questions(asked(("Stop", False, "Too late"), ("Go", True, "It works"), above="A patient."))
    assert question.ask == "What now? A patient."
    assert [(choice.text, choice.right, choice.reason) for choice in question.choices] == [
        ("Stop", False, "Too late"),
        ("Go", True, "It works"),
    ]


def test_a_deck_without_questions_has_none() -> None:
    assert list(questions(deck(slide("a", "bullets", "A"), slide("b", "bullets", "B")))) == []


def test_the_csv_has_a_line_for_each_option_and_quotes_what_needs_it() -> None:
    document = asked(('Say "no", then go', False, "Comma, inside"), ("Go", True, "It works"))
    lines = list(csv.DictReader(io.StringIO(as_csv(document))))
    assert [(line["option"], line["text"], line["right"], line["reason"]) for line in lines] == [
        ("A", 'Say "no", then go', "no", "Comma, inside"),
        ("B", "Go", "yes", "It works"),
    ]


def cell(text: str) -> str:
    """A text of an option as its cell holds it."""
    (line,) = csv.DictReader(io.StringIO(as_csv(asked((text, True, text), ask=text))))
    assert line["text"] == line["reason"]
    return line["text"]


@pytest.mark.parametrize(
    "text",
    [
        "=1+1", '=HYPERLINK("https://evil.example")', "+cmd|' /C calc'!A0", "-2+3+cmd|' /C calc'!A0", "@SUM(A1:A9)", "-A1",
        "\t=1+1", " =1+1", "＝1+1", "＋A1", "－A1", "＠SUM(A1)", "+1-1", "-1/(2)", "- stop",
    ],
)  # fmt: skip
def test_no_cell_of_the_csv_is_calculated(text: str) -> None:
    assert cell(text) == f"'{text}"
    assert cell(f"\r{text}") == f"' {text}"


@pytest.mark.parametrize(
    "text", ["-5", "-5 %", "+0.5 mg", "-1,000.5", "- 40 °C", "\u22125 points", "a = b", "2 - 3", "Go", "'so'", "5-10"]
)
def test_numbers_and_words_stay_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_gift_marks_the_right_option_and_gives_its_reason() -> None:
    text = as_gift(asked(("Stop", False, "Too late"), ("Go", True, "It works")))
    assert text.splitlines() == ["::q::What now? {", "  ~Stop #Too late", "  =Go #It works", "}"]


def test_gift_sets_its_own_signs_apart() -> None:
    text = as_gift(asked(("a ~ b = c", False, "{50 % : #1}"), ("x\\y", True, "so"), ask="Why: 1 = 2?"))
    assert "::q::Why\\: 1 \\= 2? {" in text
    assert "  ~a \\~ b \\= c #\\{50 % \\: \\#1\\}" in text
    assert "  =x\\\\y #so" in text


def test_gift_weighs_several_right_options() -> None:
    text = as_gift(asked(("A", True, "yes"), ("B", True, "yes"), ("C", False, "no")))
    assert "~%50%A" in text
    assert "~%50%B" in text
    assert "~%-100%C" in text
