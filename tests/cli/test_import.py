"""`handouts import`: references out of other programs."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.exports import BIBTEX, RIS, ZOTERO
from support.projects import REFERENCES, make_project, problems_of

from handouts.cli import main


def run(root: Path, text: str, *options: str) -> Result:
    export = root.parent / "library.txt"
    export.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["import", str(export), "--project", str(root), *options])


def bibliography(root: Path) -> Path:
    return root / "content" / "references.yaml"


@pytest.mark.parametrize(
    ("text", "keys"), [(ZOTERO, "'short' and 'plain'"), (BIBTEX, "'short' and 'plain'"), (RIS, "'plain'")]
)
def test_new_works_are_written_and_the_next_step_is_told(text: str, keys: str, tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    result = run(root, text)
    assert result.exit_code == 0, result.output
    assert "new: Spacers for asthma" in result.stdout
    assert "written to content/references.yaml" in result.stderr
    assert f"next: write {keys} of each new entry; handouts check says where" in result.stderr
    assert bibliography(root).read_text(encoding="utf-8").startswith(REFERENCES)
    # nobody cites them yet, so that one warning tells of all, and nothing is stopped
    (wanted,) = [each for each in problems_of(root) if each.mark.file == "content/references.yaml"]
    assert (wanted.rule, wanted.severity) == ("unwritten-reference", "warning")


def test_what_an_imported_work_lacks_is_an_error_where_it_is_cited(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    run(root, ZOTERO)
    claims = root / "content/claims/dose.yaml"
    text = claims.read_text(encoding="utf-8").replace("[paper_2012]", "[paper_2012, berg_2019]")
    claims.write_text(text, encoding="utf-8")
    wanted = [each for each in problems_of(root) if "needs the key 'plain'" in each.message]
    assert wanted
    assert all(each.severity == "error" and "small" in each.reaches for each in wanted)


def test_a_second_import_writes_nothing(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    run(root, ZOTERO)
    before = bibliography(root).read_bytes()
    result = run(root, ZOTERO)
    assert result.exit_code == 0
    assert "berg_2019: there already, the same" in result.stdout
    assert bibliography(root).read_bytes() == before


def test_a_work_that_is_there_is_shown_field_by_field(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    before = bibliography(root).read_bytes()
    text = (
        '[{"id": "paper_2012", "type": "article-journal", "title": "A careful paper", "volume": 3, "publisher": "P"}]'
    )
    result = run(root, text)
    assert "paper_2012: there already\n  volume: not there; in library.txt: '3'\n" in result.stdout
    assert bibliography(root).read_bytes() == before


def test_a_dry_run_shows_the_entries_and_writes_nothing(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    before = bibliography(root).read_bytes()
    result = run(root, ZOTERO, "--dry-run")
    assert "\nberg_2019:\n  type: article-journal\n" in result.stdout
    assert "2 entries to write to content/references.yaml" in result.stderr
    assert bibliography(root).read_bytes() == before


def test_what_is_left_out_is_told(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    result = run(root, BIBTEX)
    assert "library.txt:22:1: warning: 'vanderberg_spacers_2019': the field 'colour'" in result.stderr
    assert "not taken: note of 1 work, keyword of 1 work, file of 1 work, abstract of 1 work\n" in result.stderr


def test_a_broken_entry_is_an_error_and_the_others_are_written(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    result = run(root, "@book{a, title = {T\n@book{b, title={U}, publisher={P}}")
    assert result.exit_code == 1
    assert "u:" in bibliography(root).read_text(encoding="utf-8")


def test_a_bibliography_with_a_fault_takes_nothing(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {"references.yaml": "a: {type: book\n"})
    result = run(root, ZOTERO)
    assert result.exit_code == 1
    assert "content/references.yaml:1:4: error" in result.stderr
    assert bibliography(root).read_text(encoding="utf-8") == "a: {type: book\n"


def test_a_bibliography_that_ends_in_brackets_is_told(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {"references.yaml": "{}\n"})
    result = run(root, ZOTERO)
    assert result.exit_code == 1
    assert "nothing is written: content/references.yaml does not end in an entry" in result.stderr


@pytest.mark.parametrize("before", [None, "", "# references\n"])
def test_a_first_import_begins_the_bibliography(before: str | None, tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {"references.yaml": before or ""})
    if before is None:
        bibliography(root).unlink()
    result = run(root, ZOTERO)
    assert result.exit_code == 0, result.output
    text = bibliography(root).read_text(encoding="utf-8")
    assert text.startswith(f"{before or ''}# from library.txt: write 'short' and 'plain'")


def test_another_file_takes_the_works(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    root = make_project(tmp_path / "project", {})
    monkeypatch.chdir(root)
    result = run(root, ZOTERO, "--into", "content/more.yaml")
    assert result.exit_code == 0, result.output
    assert "berg_2019:" in (root / "content" / "more.yaml").read_text(encoding="utf-8")


def test_programs_read_json(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    data = json.loads(run(root, RIS, "--format", "json").stdout)
    assert [each["id"] for each in data["new"]] == ["berg_2019", "silva_2018"]
    assert data["not_taken"]["abstract"] == 1
    assert {each["rule"] for each in data["problems"]} == {"unsupported-field"}


def test_a_finished_entry_is_cited_and_printed(tmp_path: Path) -> None:
    root = make_project(tmp_path / "project", {})
    run(root, ZOTERO)
    path = bibliography(root)
    lines = path.read_text(encoding="utf-8").splitlines()
    done = [
        line if not line.startswith("  plain:  #") else "  plain: 'Berg and others: Spacers (2019)'" for line in lines
    ]
    path.write_text("\n".join(done) + "\n", encoding="utf-8")
    assert not [each for each in problems_of(root) if each.mark.line > 30 and "berg_2019" in each.message]
