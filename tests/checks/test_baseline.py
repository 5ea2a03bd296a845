"""A check held against an earlier report: what is new, what is left of the old, what is gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.projects import DECK_HEAD, LEAFLET, leaflet, make_project, write

from handouts.checks.baseline import ForeignReportError, compared, read_baseline
from handouts.cli import main
from handouts.core.problem import Mark, Problem

OLD = LEAFLET.replace("dose.target", "dose.targt")


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path / "project", {"leaflets/small.yaml": OLD})


@pytest.fixture
def report(root: Path, tmp_path: Path) -> Path:
    """The report of the project as it was."""
    file = tmp_path / "old.json"
    file.write_text(check(root, "--format", "json").stdout, encoding="utf-8")
    return file


def check(root: Path, *words: str) -> Result:
    command = ["check", "--layout", "a4", "--as-of", "2026-11-23", *words, "--project", str(root)]
    result = CliRunner().invoke(main, command)
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_the_report_says_the_place_of_each_problem(report: Path) -> None:
    (entry,) = json.loads(report.read_text(encoding="utf-8"))
    assert (entry["rule"], entry["place"], entry["line"]) == ("unknown-claim", "small/start/hello", 12)


def test_an_old_problem_is_counted_and_not_reported(root: Path, report: Path) -> None:
    result = check(root, "--baseline", str(report))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "0 errors, 0 warnings\n1 old problem left, 0 gone" in result.stderr


def test_a_problem_under_an_earlier_id_of_its_rule_is_old(root: Path, report: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("audience: patient", "audience: patients"))
    entries = json.loads(check(root, "--format", "json").stdout)
    assert {entry["rule"] for entry in entries} == {"unknown-value"}
    before = [{**entry, "rule": "unknown-word", "message": "'patients' is no audience"} for entry in entries]
    report.write_text(json.dumps(before), encoding="utf-8")
    result = check(root, "--baseline", str(report))
    assert (result.exit_code, result.stdout) == (0, "")
    assert "1 old problem left, 0 gone" in result.stderr
    write(root, "leaflets/small.yaml", LEAFLET.replace("audience: patient", "audience: patients\nkind: leaflet"))
    assert check(root, "--baseline", str(report)).stdout.count("\n") == 1


def test_an_old_problem_on_another_line_is_no_new_one(root: Path, report: Path) -> None:
    write(root, "leaflets/small.yaml", f"# one\n# two\n{OLD}")
    assert check(root).stdout.startswith("content/leaflets/small.yaml:14:")
    result = check(root, "--baseline", str(report))
    assert (result.exit_code, result.stdout) == (0, "")


def test_a_second_instance_of_an_old_problem_is_new(root: Path, report: Path) -> None:
    write(root, "leaflets/small.yaml", OLD.replace("Test after", "Or {{ dose.targt }}. Test after"))
    assert json.loads(check(root, "--format", "json").stdout) == json.loads(report.read_text(encoding="utf-8"))
    write(root, "leaflets/small.yaml", OLD.replace("one: Eat as usual.", 'one: "{{ dose.targt }}"'))
    result = check(root, "--baseline", str(report))
    assert result.exit_code == 1
    assert result.stdout.startswith("content/leaflets/small.yaml:")
    assert result.stdout.count("unknown-claim") == 1
    assert "1 error, 0 warnings\n1 old problem left, 0 gone" in result.stderr


def test_what_was_mended_is_gone(root: Path, report: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET)
    assert "0 old problems left, 1 gone" in check(root, "--baseline", str(report)).stderr


def test_a_check_of_some_documents_says_nothing_of_what_is_gone(root: Path, report: Path) -> None:
    write(root, "leaflets/other.yaml", LEAFLET)
    assert check(root, "other", "--baseline", str(report)).stderr.endswith("\n0 old problems left\n")


@pytest.mark.parametrize("style", ["json", "github"])
def test_machines_get_what_is_new(root: Path, report: Path, style: str) -> None:
    old = check(root, "--baseline", str(report), "--format", style)
    assert (old.exit_code, old.stdout.strip()) == (0, "[]" if style == "json" else "")
    assert old.stderr == "1 old problem left, 0 gone\n"
    write(root, "leaflets/small.yaml", OLD.replace("dose.window", "dose.windw"))
    new = check(root, "--baseline", str(report), "--format", style)
    assert new.exit_code == 1
    assert ("dose.windw" in new.stdout, "dose.targt" in new.stdout) == (True, False)


def test_a_new_warning_leaves_the_status(root: Path, report: Path) -> None:
    write(root, "leaflets/small.yaml", OLD.replace("sources: [paper_2012]", "sources: [paper_2012, memory_2011]"))
    result = check(root, "--baseline", str(report))
    assert (result.exit_code, "unconfirmed-reference" in result.stdout) == (0, False)
    write(root, "leaflets/small.yaml", LEAFLET.replace("sources: [paper_2012]", "sources: [paper_2012, memory_2011]"))
    result = check(root, "--baseline", str(report))
    assert (result.exit_code, "unconfirmed-reference" in result.stdout) == (0, True)


def test_a_line_inside_a_message_is_no_part_of_the_problem(tmp_path: Path) -> None:
    slide = "  - {{id: {0}, slide: statement, title: Same, blocks: [{{id: a, text: Words}}]}}\n"
    deck = f"{DECK_HEAD}slides:\n{slide.format('one')}{slide.format('two')}"
    root = make_project(tmp_path / "project", {"decks/talk.yaml": deck})
    file = tmp_path / "old.json"
    file.write_text(check(root, "--format", "json").stdout, encoding="utf-8")
    assert "(first at content/decks/talk.yaml:8:" in file.read_text(encoding="utf-8")
    write(root, "decks/talk.yaml", f"# moved\n{deck}")
    assert check(root, "--baseline", str(file)).stdout == ""


@pytest.mark.parametrize(
    "text",
    ["", "{half", "{}", "[1]", '[{"rule": "x", "message": "y", "line": 1}]', "[" * 100_000, '[{"rule": 1}]', "null"],
)
def test_a_foreign_file_is_a_wrong_command_line(root: Path, tmp_path: Path, text: str) -> None:
    file = tmp_path / "foreign.json"
    file.write_text(text, encoding="utf-8")
    result = check(root, "--baseline", str(file))
    assert (result.exit_code, result.stdout) == (2, "")
    assert "is not a report of `handouts check --format json`" in " ".join(result.stderr.split())


def test_bytes_and_files_that_are_not_there_are_a_wrong_command_line(root: Path, tmp_path: Path) -> None:
    file = tmp_path / "foreign.json"
    file.write_bytes(b"\xff\xfe\x00")
    assert check(root, "--baseline", str(file)).exit_code == 2
    assert check(root, "--baseline", str(tmp_path / "none.json")).exit_code == 2


def test_of_several_alike_those_on_the_old_lines_are_old() -> None:
    problems = [Problem(Mark("content/x.yaml", line), "rule", "words") for line in (3, 5, 9)]
    entries = [{"rule": "rule", "place": "content/x.yaml", "message": "words", "line": line} for line in (5, 9)]
    found = compared(problems, {}, read_baseline(json.dumps(entries)))
    assert ([problem.mark.line for problem in found.new], found.left, found.gone) == ([3], 2, 0)
    found = compared(problems[:1], {}, read_baseline(json.dumps(entries)))
    assert (found.new, found.left, found.gone) == ((), 1, 1)


def test_the_message_of_a_foreign_report_names_the_entry() -> None:
    sound = {"rule": "rule", "place": "x", "message": "words", "line": 1}
    with pytest.raises(ForeignReportError, match="entry 2"):
        read_baseline(json.dumps([sound, {**sound, "line": "1"}]))


def test_a_sound_leaflet_has_nothing_old_and_nothing_new(root: Path, tmp_path: Path) -> None:
    write(root, "leaflets/small.yaml", leaflet("- id: a\n  text: Words"))
    file = tmp_path / "empty.json"
    file.write_text("[]", encoding="utf-8")
    assert "0 old problems left, 0 gone" in check(root, "--baseline", str(file)).stderr
