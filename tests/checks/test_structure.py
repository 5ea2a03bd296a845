"""For each rule a snippet that fails at its line, and its twin that passes."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from PIL import Image
from support.projects import (
    CLINIC,
    LEAFLET,
    leaflet,
    line_of,
    make_project,
)
from support.rules import CASES, SMALL, Case, changed, content_problems, named

from handouts.checks import structure
from handouts.content.unwritten import is_unwritten


@pytest.mark.parametrize("case", CASES, ids=named)
def test_a_rule_finds_what_is_wrong_at_its_line_and_passes_its_twin(tmp_path: Path, case: Case) -> None:
    wrong = content_problems(changed(tmp_path / "wrong", case, case.text), case.clinic)
    assert (f"content/{case.file}", case.line, case.rule) in [(p.mark.file, p.mark.line, p.rule) for p in wrong]
    right = content_problems(changed(tmp_path / "right", case, case.mended), case.clinic)
    assert [str(problem) for problem in right] == []


def test_every_rule_has_a_failing_case() -> None:
    covered = {case.rule for case in CASES}
    ids = {vars(__import__(rule.__module__, fromlist=["ID"]))["ID"] for rule in structure.RULES}
    assert ids <= covered, ids - covered


def test_a_document_tells_all_its_unwritten_texts_in_one_warning(tmp_path: Path) -> None:
    text = leaflet('- id: a\n  text: "Write here: one"\n- id: b\n  text: "**Write here:  two**"')
    root = make_project(tmp_path, {SMALL: text.replace("A small leaflet", "'Write here: a title'")})
    (problem,) = content_problems(root)
    lines = ", ".join(str(line_of(text, words)) for words in ("title", "here: one", "two"))
    assert (problem.rule, problem.severity, problem.mark.line) == ("unwritten-text", "warning", 1)
    assert f"3 texts are not written yet (lines {lines})" in problem.message


@pytest.mark.parametrize("words", ["You can write here.", "Write here:", "Write here", "Rewrite here: x"])
def test_words_of_a_form_are_no_unwritten_text(words: str) -> None:
    assert not is_unwritten(words)


def test_a_word_that_is_nearly_right_is_offered() -> None:
    from handouts.core.problem import did_you_mean

    assert did_you_mean("inr.targt", ["inr.target", "bone"]) == "; did you mean 'inr.target'?"
    assert did_you_mean("xyz", ["inr.target"]) == ""


def test_a_problem_reads_like_a_compilers(tmp_path: Path) -> None:
    root = make_project(tmp_path, {SMALL: leaflet('- id: a\n  text: "{{ dose.targt }}"')})
    (problem,) = content_problems(root)
    assert str(problem) == (
        "content/leaflets/small.yaml:12:15: error: unknown claim 'dose.targt'; did you mean 'dose.target'? [unknown-claim]"
    )
    assert problem.reaches == ("small",)


@pytest.mark.parametrize(("late", "severity"), [(0, None), (1, "warning"), (2000, "warning")])
def test_overdue_reviews_are_one_warning_a_document_however_late(
    tmp_path: Path, late: int, severity: str | None
) -> None:
    root = make_project(tmp_path)
    problems = content_problems(root, as_of=date(2027, 11, 22) + timedelta(days=late))
    told = [(p.rule, p.severity, p.mark.file, p.mark.line) for p in problems if p.rule == "overdue-review"]
    assert told == ([("overdue-review", severity, f"content/{SMALL}", 1)] if severity else [])
    assert [problem for problem in problems if problem.severity == "error"] == []


def test_a_document_may_say_itself_when_its_review_is_due(tmp_path: Path) -> None:
    root = make_project(tmp_path, {SMALL: LEAFLET.replace("audience:", "review_due: 2026-12-01\naudience:")})
    assert content_problems(root, as_of=date(2026, 12, 1)) == []
    assert [p.rule for p in content_problems(root, as_of=date(2026, 12, 2))] == ["overdue-review"]


@pytest.mark.parametrize(("kind", "size", "good"), [("JPEG", 40, True), ("GIF", 40, False), ("PNG", 4001, False)])
def test_a_logo_is_a_png_or_jpeg_of_a_sound_size(tmp_path: Path, kind: str, size: int, good: bool) -> None:
    root = make_project(tmp_path)
    Image.new("RGB", (size, 20)).save(root / "content/clinics/mill.png", format=kind)
    assert [p.rule for p in content_problems(root, "mill")] == ([] if good else ["wrong-logo"])


def test_a_logo_that_leads_out_of_the_project_by_a_link_is_refused(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project")
    outside = tmp_path / "secret.png"
    Image.new("RGB", (9, 9)).save(outside)
    logo = root / "content/clinics/mill.png"
    logo.unlink()
    logo.symlink_to(outside)
    (problem,) = content_problems(root, "mill")
    assert problem.message == "the logo 'mill.png' lies outside the project's content"


@pytest.mark.parametrize(
    ("typed", "changed", "words"),
    [
        ("https://mill.example", "https://bank.example@mill.example", "a user name before '@'"),
        ("https://mill.example", "HTTPS://mill.example", "begins with 'HTTPS'; write 'https'"),
        ("https://mill.example", "mailto:ask@mill.example", "does not begin with https: or http:"),
        ("https://mill.example", "https://míll.example", "letters other than a to z"),
        ("https://mill.example", "https://mill.example/a b", "a space, a backslash"),
        ("region: eu", "region: eu\nfeedback: https://us@mill.example", "a user name before '@'"),
        ("region: eu", "region: eu\nfeedback: ask@mill..example", "is not a mail address"),
        ("region: eu", "region: eu\nfeedback: javascript://mill.example", "does not begin with https: or http:"),
    ],
)
def test_an_address_of_a_clinic_leads_where_it_seems_to(tmp_path: Path, typed: str, changed: str, words: str) -> None:
    text = CLINIC.replace(typed, changed)
    root = make_project(tmp_path, {"clinics/mill.yaml": text})
    (problem,) = (each for each in content_problems(root, "mill") if each.rule == "wrong-address")
    assert words in problem.message
    assert problem.mark.line == line_of(text, changed.rpartition("\n")[2])


@pytest.mark.parametrize(
    "place", ["ask@mill.example", "https://mill.example/ask", "the desk @ the entrance", "020 7946 0000"]
)
def test_feedback_may_go_to_any_place(tmp_path: Path, place: str) -> None:
    root = make_project(tmp_path, {"clinics/mill.yaml": CLINIC.replace("region: eu", f"region: eu\nfeedback: {place}")})
    assert content_problems(root, "mill") == []


def test_a_cut_off_logo_is_refused(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    logo = root / "content/clinics/mill.png"
    logo.write_bytes(logo.read_bytes()[:60])
    assert [p.rule for p in content_problems(root, "mill")] == ["wrong-logo"]
