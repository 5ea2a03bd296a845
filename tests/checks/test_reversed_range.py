"""A range that a text puts together from its ends runs upwards."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import leaflet, make_project
from support.rules import SMALL, content_problems

pytestmark = pytest.mark.clinical


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("{{ dose.window:high }} to {{ dose.window:low }} days", True),
        ("{{ dose.window:high }}–{{ dose.window:low }} days", True),
        ("{{ dose.window:high }} up to {{ dose.window:low }} days", True),
        ("between {{ dose.window:high }} and {{ dose.window:low }} days", True),
        ("**{{ dose.window:high }}** to **{{ dose.window:low }}** days", True),
        ("{{ dose.window:low }} to {{ dose.window:high }} days", False),
        ("{{ dose.window:high }} days, and then {{ dose.window:low }} days", False),
        ("{{ dose.window:high }} is the most, {{ dose.window:low }} the least", False),
        ("{{ dose.window:high }} to {{ dose.target:low }}", False),
        ("{{ dose.window }} of {{ dose.window:low }}", False),
    ],
)
def test_from_the_high_to_the_low_end_is_an_error(tmp_path: Path, words: str, wrong: bool) -> None:
    text = leaflet(f'- id: a\n  text: "Test after {words}."')
    root = make_project(tmp_path, {SMALL: text})
    found = [problem for problem in content_problems(root) if problem.rule == "reversed-range"]
    line = text[: text.index("text:")].count("\n") + 1
    assert [(p.mark.line, p.severity) for p in found] == ([(line, "error")] if wrong else [])
