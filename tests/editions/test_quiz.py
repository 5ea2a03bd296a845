"""The printed quiz: questions with room to answer, then the key on a page of its own."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from support.pdf_text import texts_of
from support.projects import deck, make_project

from handouts.audit.verify import verify_data
from handouts.cli import main

QUESTION = """\
- id: ask-{n}
  slide: question
  title: Which plan {n}?
  blocks:
    - id: choices
      options: {{one: Stay with plan {n}, two: Leave plan {n}}}
- id: told-{n}
  slide: answer
  title: Plan {n} holds
  blocks:
    - id: verdicts
      answers:
        one: {{option: Stay {n}, right: {one}, reason: It holds}}
        two: {{option: Leave {n}, right: {two}, reason: It breaks}}
"""


def asked(folder: Path, *right: str) -> Path:
    """A project with a deck that asks one question for each letter, which is that of its right option."""
    slides = (
        QUESTION.format(n=n, one=str(r == "A").lower(), two=str(r == "B").lower()) for n, r in enumerate(right, 1)
    )
    return make_project(folder, {"leaflets/small.yaml": None, "decks/talk.yaml": deck("".join(slides))})


def printed(root: Path, *more: str) -> bytes:
    """The bytes of the quiz of a project's deck."""
    out = root / "quiz.pdf"
    result = CliRunner().invoke(
        main, ["quiz", "talk", "--format", "pdf", "--out", str(out), "--project", str(root), *more]
    )
    assert result.exit_code == 0, result.output
    return out.read_bytes()


@pytest.fixture(scope="module")
def two(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project whose deck asks two questions."""
    return asked(tmp_path_factory.mktemp("two"), "A", "B")


def test_questions_stand_before_the_key_which_begins_a_page(two: Path) -> None:
    first, last = texts_of(printed(two))
    assert "1. Which plan 1?" in first
    assert "Stay with plan 1" in first
    assert first.count("Your answer, and why") == 2
    assert "It holds" not in first
    assert "Right" not in first
    assert "Question 1: A" in last
    assert "Question 2: B" in last
    assert "It breaks" in last
    assert "Which plan" not in last


@pytest.mark.parametrize("layout", ["a4-notes", "letter-notes", "a4-takeaway"])
def test_a_quiz_is_a_sound_file_on_every_paper_and_the_same_bytes_twice(two: Path, layout: str) -> None:
    data = printed(two, "--layout", layout)
    assert verify_data(data, "quiz.pdf") == []
    assert printed(two, "--layout", layout) == data


def test_many_questions_take_pages_and_none_is_parted(tmp_path: Path) -> None:
    pages = list(texts_of(printed(asked(tmp_path, *"ABABABAB"))))
    key = next(number for number, page in enumerate(pages) if "Question 1: A" in page)
    assert key > 1
    for page in pages[:key]:
        assert page.count("Which plan") == page.count("Your answer, and why") > 0


def test_a_deck_without_questions_says_so(tmp_path: Path) -> None:
    slide = '- {id: s, slide: statement, title: Keep the range, blocks: [{id: a, text: "Keep it."}]}'
    root = make_project(tmp_path, {"leaflets/small.yaml": None, "decks/talk.yaml": deck(slide)})
    (only,) = texts_of(printed(root))
    assert "This deck asks no question." in only


def test_a_draft_is_marked_on_questions_and_key(two: Path) -> None:
    assert all("Draft" in page for page in texts_of(printed(two)))


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["--format", "pdf"], "--format pdf needs --out FILE"),
        (["--format", "pdf", "--out", "q.pdf", "--layout", "a4-note"], "did you mean 'a4-notes'"),
        (["--format", "pdf", "--out", "q.pdf", "--layout", "widescreen"], "unknown layout 'widescreen'"),
    ],
)
def test_what_is_missing_or_unknown_is_told(two: Path, words: list[str], says: str) -> None:
    result = CliRunner().invoke(main, ["quiz", "talk", "--project", str(two), *words])
    assert result.exit_code == 2
    assert says in result.output


@pytest.mark.parametrize("style", ["csv", "gift"])
def test_other_formats_can_be_written_to_a_file(two: Path, style: str, tmp_path: Path) -> None:
    words = ["quiz", "talk", "--project", str(two), "--format", style]
    result = CliRunner().invoke(main, [*words, "--out", str(tmp_path / "quiz.txt")])
    assert result.exit_code == 0
    assert (tmp_path / "quiz.txt").read_text(encoding="utf-8") == CliRunner().invoke(main, words).stdout


def test_a_deck_with_an_error_gets_no_quiz(tmp_path: Path) -> None:
    root = asked(tmp_path, "A")
    file = root / "content/decks/talk.yaml"
    file.write_text(
        file.read_text(encoding="utf-8").replace("Plan 1 holds", "Plan {{ dose.none }} holds"), encoding="utf-8"
    )
    out = root / "quiz.pdf"
    result = CliRunner().invoke(main, ["quiz", "talk", "--format", "pdf", "--out", str(out), "--project", str(root)])
    assert result.exit_code == 1
    assert not out.exists()
