"""A release and its manifest are input: damaged or hostile, they are left out with a problem, and reach nothing else."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from support.approvals import approve_at_once
from support.projects import TODAY, copied, make_project, two_layouts, without_clinical_rules

from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.editions.releases.recalls import RECALLS, read_recalls
from handouts.editions.releases.shelf import read_releases
from handouts.pipeline.manifest import sha256

Rows = list[dict[str, Any]]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A project with a release, which no test changes."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        root = make_project(tmp_path_factory.mktemp("kept") / "project", layouts=two_layouts())
        approve_at_once(root, "small", SIGNERS, "2027-06-30")
        assert run(root, "release", "one").exit_code == 0
    return root


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, [*words, "--project", str(root), "--as-of", str(TODAY)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def relisted(root: Path, change: Callable[[Rows], object]) -> None:
    """The release with another manifest, which its record names as its own."""
    folder = root / "releases/one"
    data = json.loads((folder / "manifest.json").read_bytes())
    change(data["files"])
    listed = json.dumps(data).encode()
    (folder / "manifest.json").write_bytes(listed)
    record = json.loads((folder / "release.json").read_bytes())
    (folder / "release.json").write_text(json.dumps({**record, "manifest": sha256(listed)}), encoding="utf-8")


def refused(root: Path) -> None:
    log: list[Any] = []
    assert read_releases(root / "releases", log) == ()
    assert [problem.rule for problem in log] == ["broken-release"]
    for words in (["release", "show"], ["status"], ["build", "--layout", "a4"]):
        run(root, *words)
    assert '"file": "releases' not in run(root, "release", "show", "--format", "json").stdout


@pytest.mark.parametrize(
    "path", ["../../theirs.pdf", "/etc/passwd", "leaflets\\x.pdf", "a/../../x", "C:/x.pdf", "x\0", None, 7, []]
)
def test_a_release_that_names_a_file_outside_is_left_out(kept: Path, tmp_path: Path, path: object) -> None:
    root = copied(kept, tmp_path / "project")
    (root / "theirs.pdf").write_bytes(b"theirs")
    relisted(root, lambda rows: rows[0].update(path=path, sha256=sha256(b"theirs")))
    refused(root)
    assert (root / "theirs.pdf").read_bytes() == b"theirs"


def test_a_folder_that_leads_out_of_the_release_is_not_followed(kept: Path, tmp_path: Path) -> None:
    root = copied(kept, tmp_path / "project")
    (root / "releases/one/leaflets").rename(root / "elsewhere")
    (root / "releases/one/leaflets").symlink_to(root / "elsewhere")
    refused(root)


@pytest.mark.parametrize("fact", ["path", "id", "lang", "layout", "clinic", "sha256"])
def test_a_row_that_lacks_a_fact_is_no_traceback(kept: Path, tmp_path: Path, fact: str) -> None:
    root = copied(kept, tmp_path / "project")
    relisted(root, lambda rows: rows[0].pop(fact))
    refused(root)


@pytest.mark.parametrize("text", ["", "{", "[" * 100_000, "[]", "7", '{"manifest": []}'])
@pytest.mark.parametrize("file", ["release.json", "manifest.json"])
def test_a_damaged_record_is_no_traceback(kept: Path, tmp_path: Path, file: str, text: str) -> None:
    root = copied(kept, tmp_path / "project")
    (root / "releases/one" / file).write_text(text, encoding="utf-8")
    refused(root)


@pytest.mark.parametrize("rows", [None, {}, "x", [[]], ["x"], [None]])
def test_rows_of_another_kind_are_no_traceback(kept: Path, tmp_path: Path, rows: object) -> None:
    root = copied(kept, tmp_path / "project")
    folder = root / "releases/one"
    listed = json.dumps({"files": rows}).encode()
    (folder / "manifest.json").write_bytes(listed)
    record = json.loads((folder / "release.json").read_bytes())
    (folder / "release.json").write_text(json.dumps({**record, "manifest": sha256(listed)}), encoding="utf-8")
    log: list[Any] = []
    found = read_releases(root / "releases", log)
    assert [problem.rule for problem in log] == ([] if rows == {} else ["broken-release"])
    assert all(release.files == () for release in found)
    run(root, "release", "show")


@pytest.mark.parametrize(
    "facts",
    [
        {"units": 5},
        {"flags": None},
        {"title": 7},
        {"title": "\ud800"},
        {"version": 3},
        {"values": [3]},
        {"approvals": [1]},
        {"claims": {"x": {"statement": 1, "values": {}, "certainty": "", "references": []}}},
        {"claims": {"x": {"statement": "", "values": {}, "certainty": "", "references": "ab"}}},
    ],
)
def test_facts_of_another_kind_are_no_traceback(kept: Path, tmp_path: Path, facts: dict[str, Any]) -> None:
    root = copied(kept, tmp_path / "project")
    path = root / "releases/one/release.json"
    record = json.loads(path.read_bytes())
    record["documents"][0].update(facts)
    path.write_text(json.dumps(record), encoding="utf-8")
    log: list[Any] = []
    assert read_releases(root / "releases", log) == ()
    assert [problem.rule for problem in log] == ["broken-release"]


def test_a_list_of_recalls_that_is_none_is_a_problem(tmp_path: Path) -> None:
    (tmp_path / RECALLS).write_text("recalled: all\n", encoding="utf-8")
    log: list[Any] = []
    assert read_recalls(tmp_path, log) == ()
    assert [(problem.rule, problem.severity) for problem in log] == [("broken-recalls", "error")]
