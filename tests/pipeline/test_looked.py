"""`check --look`: one line for each file that a designer would redraw."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner
from support.projects import leaflet, make_project

from handouts.cli import main


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path, {"leaflets/small.yaml": leaflet("- id: a\n  text: Few words")})


def test_a_file_that_misses_a_limit_is_one_line_and_no_error(root: Path) -> None:
    result = CliRunner().invoke(main, ["check", "small", "--look", "--layout", "a4", "--project", str(root)])
    (line,) = result.stdout.splitlines()
    assert result.exit_code == 0
    assert line.startswith("leaflets/small.en.a4.pdf: ")
    assert "leave its end empty" in line
    assert "1 of 1 file" in result.stderr


def test_misses_are_data_too(root: Path) -> None:
    result = CliRunner().invoke(main, ["check", "--look", "--layout", "a4", "--format", "json", "--project", str(root)])
    (missed,) = json.loads(result.stdout)
    assert missed["path"] == "leaflets/small.en.a4.pdf"
    assert missed["misses"]


def test_a_plain_check_says_nothing_of_looks(root: Path) -> None:
    result = CliRunner().invoke(main, ["check", "small", "--layout", "a4", "--project", str(root)])
    assert "leave its end empty" not in result.output


def test_a_document_with_an_error_is_not_looked_at(root: Path) -> None:
    file = root / "content/leaflets/small.yaml"
    file.write_text(file.read_text(encoding="utf-8").replace("Few words", "{{ no.such }}"), encoding="utf-8")
    result = CliRunner().invoke(main, ["check", "--look", "--layout", "a4", "--project", str(root)])
    assert result.exit_code == 1
    assert result.stdout == ""
