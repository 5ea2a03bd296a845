"""`handouts rules`: the catalogue, as a list and rule by rule."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result
from support.projects import LEAFLET, make_project

from handouts.cli import main
from handouts.core.catalogue import groups, help_page, rules


def run(*words: str) -> Result:
    result = CliRunner().invoke(main, ["rules", *words])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def test_all_rules_are_listed_by_group_on_one_line_each() -> None:
    *lines, _, last = run().stdout.splitlines()
    assert [line for line in lines if line and not line.startswith(" ")] == [group.title for group in groups()]
    assert [line.split()[0] for line in lines if line.startswith("  ")] == list(rules())
    assert max(map(len, lines)) <= 110
    assert last == f"{len(rules())} rules; why, how to mend it, and an example: handouts rules ID"


def test_a_line_has_the_gravest_severity_and_the_first_sentence() -> None:
    lines = [line.split(maxsplit=2) for line in run().stdout.splitlines() if line.startswith("  ")]
    listed = {name: (severity, said) for name, severity, said in lines}
    assert listed["stray-tab"] == ("error", "A line is indented with a tab")
    assert listed["hard-text"][0] == listed["vague-frequency"][0] == "error"
    assert listed["old-references"][0] == "note"
    assert listed["wrong-encoding"] == ("error", "A file is not text in UTF-8")
    assert listed["hidden-character"][1].endswith(" …")


def test_a_narrow_terminal_gets_narrow_lines(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "70")
    assert max(map(len, run().stdout.splitlines())) <= 70
    assert max(map(len, run("wrong-type").stdout.splitlines())) <= 70


@pytest.mark.parametrize("words", [[], ["missing-help"]])
def test_colours_are_for_terminals(words: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    assert "\x1b" not in run(*words).stdout
    monkeypatch.setenv("FORCE_COLOR", "1")
    coloured = run(*words).stdout
    assert "\x1b[31m\x1b[1merror\x1b[0m" in coloured
    monkeypatch.delenv("FORCE_COLOR")
    assert click.unstyle(coloured) == run(*words).stdout


def test_machines_get_everything_there_is_to_know() -> None:
    listed = json.loads(run("--format", "json").stdout)
    assert [each["id"] for each in listed] == list(rules())
    assert json.loads(run("missing-harm", "--format", "json").stdout) in listed
    (made,) = (each for each in listed if each["id"] == "internal-error")
    assert made["example"] == {"made": "a rule that raises an exception"}


def test_a_rule_is_explained_with_its_example() -> None:
    said = run("stray-tab").stdout
    rule = rules()["stray-tab"]
    assert said.startswith("stray-tab (error)\n  A line is indented with a tab.\n\n  why\n    YAML takes spaces only")
    assert f" mend {rule.mend} for example in content/" in " ".join(said.split())
    assert (
        "  for example in content/leaflets/iron.yaml, as `handouts check` finds it:\n  fails\n    \tblocks:\n" in said
    )
    assert said.endswith("  earlier id: yaml-tab\n")


def test_a_source_follows_the_reason() -> None:
    said = " ".join(run("missing-alt").stdout.split())
    assert "learns nothing from it. (source: WCAG 1.1.1; PDF/UA-1, 7.3)" in said
    assert "earlier ids: no-alt, alt-missing" in said


@pytest.mark.parametrize("name", rules())
def test_each_rule_can_be_explained(name: str) -> None:
    result = run(name)
    assert (result.exit_code, result.stderr) == (0, "")
    assert rules()[name].means in " ".join(result.stdout.split())


def test_an_earlier_id_says_what_it_is_called_now() -> None:
    result = run("no-alt")
    assert (result.exit_code, result.stderr) == (0, "'no-alt' is called 'missing-alt' now\n")
    assert result.stdout == run("missing-alt").stdout


def test_an_unknown_id_names_the_nearest() -> None:
    result = run("mising-harm")
    assert (result.exit_code, result.stderr) == (1, "Error: unknown rule 'mising-harm'; did you mean 'missing-harm'?\n")
    assert "`handouts rules` lists all" in run("zzz").stderr


@pytest.mark.parametrize("style", ["json", "github"])
def test_a_problem_names_the_place_where_its_rule_is_explained(tmp_path: Path, style: str) -> None:
    root = make_project(tmp_path, {"leaflets/small.yaml": LEAFLET.replace("dose.target", "dose.targt")})
    words = ["check", "--layout", "a4", "--as-of", "2026-11-23", "--format", style, "--project", str(root)]
    said = CliRunner().invoke(main, words).stdout
    if style == "json":
        (entry,) = json.loads(said)
        assert entry["help"] == help_page("unknown-claim")
    else:
        assert said.endswith(f" ({help_page('unknown-claim')})\n")
