"""Two editions or builds compared: what is told, what is shown, and what is no change."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from support.editions import commit, edit, edited, repository
from support.pdf_text import texts_of
from support.projects import LEAFLET, REPO, TODAY, built, leaflet, make_project, without_clinical_rules, write
from support.units import SHIPPED

from handouts.audit.verify import verify_file
from handouts.cli import main
from handouts.content.meaning import entries_of, fact_changes
from handouts.content.project import Project
from handouts.editions.diff import pictures
from handouts.editions.diff.value import Leaf, pages_differing, slides_differing

SMALL, TALK = "leaflets/small.en.a4.pdf", "decks/talk.en.widescreen.pptx"


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, ["diff", *words, "--project", str(root), "--as-of", str(TODAY)])


def data(root: Path, *words: str) -> dict[str, Any]:
    result = run(root, *words, "--format", "json")
    assert result.exit_code == 0, result.output
    return json.loads(result.stdout)


@pytest.fixture(scope="module")
def of_edits(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Any]:
    """What the command finds in such a project."""
    with pytest.MonkeyPatch.context() as monkeypatch:
        without_clinical_rules(monkeypatch)
        return data(edited(tmp_path_factory.mktemp("edited")), "first")


def document(found: dict[str, Any], name: str) -> dict[str, Any]:
    return next(each for each in found["documents"] if each["id"] == name)


# --- editions -------------------------------------------------------------------------------------


def test_facts_and_texts_are_told_by_meaning(of_edits: dict[str, Any]) -> None:
    found = of_edits
    assert [(each["id"], each["key"], each["before"], each["after"]) for each in found["facts"]] == [
        ("dose.target", "value", "2.0–3.0", "2.5–3.5"),
        ("dose.target", "statement", "The usual target is 2.0 to 3.0.", "The usual target is 2.5 to 3.5."),
        ("dose.share", "certainty", "low", "very-low"),
        ("dose.share", "references", "paper_2012", "paper_2012, memory_2011"),
    ]
    small = document(found, "small")
    assert [(each["kind"], each["id"], each["before"], each["after"]) for each in small["changes"]] == [
        (
            "text",
            "small/start/hello",
            "Your target is 2.0–3.0. Test after 3–7 days.".replace("7 d", "7\u00a0d"),
            "Your target is 2.5–3.5. Test after 3–7 days.".replace("7 d", "7\u00a0d"),
        ),
        ("text", "small/more/list/one", "Eat as usual.", "Eat as ever."),
    ]
    a4 = next(each for each in small["files"] if each["path"] == SMALL)
    assert [(each["after"], each["change"]) for each in a4["pages"]] == [(1, "text"), (2, "text")]
    talk = document(found, "talk")
    (file,) = talk["files"]
    assert [(each["after"], each["change"]) for each in file["slides"]] == [(1, "frame"), (2, "text"), (3, "text")]
    assert file["slides"][1]["texts"][0]["after"].startswith("The target is 2.5–3.5.")


def test_the_data_has_a_stable_form(of_edits: dict[str, Any]) -> None:
    found = of_edits
    assert list(found) == ["of", "before", "after", "facts", "looks", "documents", "not_compared"]
    assert list(found["facts"][0]) == ["kind", "id", "key", "before", "after"]
    small = document(found, "small")
    assert list(small) == ["id", "kind", "done", "changes", "files"]
    assert list(small["changes"][0]) == ["kind", "id", "before", "after"]
    file = ["path", "layout", "lang", "clinic", "done", "pages_before", "pages_after", "pages"]
    assert list(small["files"][0]) == file
    assert list(small["files"][0]["pages"][0]) == ["before", "after", "change", "texts"]


def test_the_text_says_the_same(tmp_path: Path) -> None:
    result = run(edited(tmp_path), "first")
    assert result.exit_code == 0
    for part in (
        "from first to the project as it is:",
        "  claim dose.target: value: 2.0–3.0 → 2.5–3.5",
        "leaflet small: changed",
        "  text changed: small/more/list/one: Eat as usual. → Eat as ever.",
        f"  {SMALL}: words on all pages",
        f"  {TALK}: words on slides 2, 3; only head or foot of slide 1",
    ):
        assert part in result.stdout.splitlines(), part


def test_comments_quotes_and_order_of_keys_are_no_difference(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/claims/dose.yaml", "{low: 2.0, high: 3.0, unit: inr}", "{high: 3.0, low: '2.0', unit: inr}")
    edit(root, "content/leaflets/small.yaml", "title: A small leaflet", "# a comment\ntitle: 'A small leaflet'")
    assert run(root, "first").stdout == "from first to the project as it is:\n  nothing differs\n"


def test_documents_that_come_and_go(tmp_path: Path) -> None:
    root = repository(tmp_path)
    (root / "content/decks/talk.yaml").unlink()
    write(root, "leaflets/other.yaml", leaflet("- id: t\n  text: Words.\n"))
    commit(root, "second")
    found = data(root, "first", "second")
    done = {each["id"]: (each["done"], {file["done"] for file in each["files"]}) for each in found["documents"]}
    assert done == {"other": ("added", {"added"}), "talk": ("removed", {"removed"})}
    assert found["documents"][0]["files"][0]["pages_after"] > 0


def test_version_and_dates_are_told_and_touch_no_page_but_its_foot(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/leaflets/small.yaml", 'version: "1.0"', 'version: "1.1"')
    small = document(data(root, "first"), "small")
    assert [(each["kind"], each["id"], each["after"]) for each in small["changes"]] == [("edition", "version", "1.1")]
    assert {page["change"] for file in small["files"] for page in file["pages"]} == {"frame"}


def test_a_look_is_told_with_the_pages_that_it_moves(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "layouts/leaflets/a4.yaml", "body:     {size: 12.5", "body:     {size: 13")
    found = data(root, "first")
    assert found["looks"] == [{"file": "layouts/leaflets/a4.yaml", "done": "changed", "layouts": ["leaflets/a4"]}]
    (small,) = found["documents"]
    assert [file["path"] for file in small["files"]] == [SMALL]
    assert {page["change"] for page in small["files"][0]["pages"]} == {"look"}
    edit(root, "layouts/leaflets/a4.yaml", "size: 13,", "size: 12.5,")
    edit(root, "layouts/leaflets/a4.yaml", "# A4, printed", "# A4 paper, printed")
    found = data(root, "first")
    assert [each["file"] for each in found["looks"]] == ["layouts/leaflets/a4.yaml"]
    assert found["documents"] == []


def test_a_colour_of_the_theme_shows_on_the_pages_that_wear_it(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "layouts/themes/clear.yaml", 'primary: "#0b5561"', 'primary: "#0b4061"')
    found = data(root, "first")
    assert "leaflets/a4" in found["looks"][0]["layouts"]
    kinds = {page["change"] for file in document(found, "small")["files"] for page in file["pages"]}
    assert "look" in kinds
    assert "text" not in kinds


def test_a_certainty_behind_a_leaflets_words_changes_its_trace_alone(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/claims/dose.yaml", "certainty: moderate", "certainty: high")
    small = document(data(root, "first"), "small")
    assert (small["changes"], {tuple(file["pages"]) for file in small["files"]}) == ([], {()})
    assert "no page is other than it was, only the trace in the file" in run(root, "first").stdout


def test_a_new_slide_moves_no_other(tmp_path: Path) -> None:
    root = repository(tmp_path)
    new = "  - id: new\n    slide: bullets\n    title: A new slide\n    blocks:\n      - {id: l, bullets: {a: New.}}\n    notes: {say: Say it.}\n"
    edit(root, "content/decks/talk.yaml", "  - id: one\n", f"{new}  - id: one\n")
    (file,) = document(data(root, "first"), "talk")["files"]
    # the digest in the foot is other on every slide
    changed = [(each["before"], each["after"], each["change"]) for each in file["slides"]]
    assert [each for each in changed if each[2] != "frame"] == [(None, 2, "added")]


def test_an_edition_with_errors_says_which_document_was_not_compared(tmp_path: Path) -> None:
    root = edited(tmp_path)
    edit(root, "content/leaflets/small.yaml", "{{ dose.window }}", "{{ dose.windo }}")
    result = run(root, "first")
    assert result.exit_code == 1
    assert "not compared, for it has errors: small" in result.stdout
    assert "the project as it is: unknown claim 'dose.windo'" in result.stderr
    assert "deck talk: changed" in result.stdout


def test_folders_are_compared_without_git(tmp_path: Path) -> None:
    old, new = tmp_path / "old", tmp_path / "new"
    for folder in (old, new):
        folder.mkdir()
        make_project(folder)
    write(new, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat as ever."))
    found = data(new, str(old), str(new))
    assert [each["id"] for each in document(found, "small")["changes"]] == ["small/more/list/one"]
    wrong = run(new, "HEAD")
    assert wrong.exit_code == 2
    assert "revisions need one" in wrong.stderr or "git knows no revision" in wrong.stderr


def test_what_cannot_be_compared_is_a_wrong_command_line(tmp_path: Path) -> None:
    root = make_project(tmp_path / "here") if (tmp_path / "here").mkdir() is None else tmp_path
    built(root)
    (tmp_path / "empty").mkdir()
    mixed = run(root, str(root / "build"), str(root))
    assert (mixed.exit_code, "compare a build with a build" in mixed.stderr) == (2, True)
    empty = run(root, str(tmp_path / "empty"), str(root))
    assert (empty.exit_code, "is neither a project" in empty.stderr) == (2, True)


def test_the_source_texts_words_are_in_no_difference(tmp_path: Path) -> None:
    root = repository(tmp_path)
    edit(root, "content/claims/dose.yaml", "SECRET nine of ten", "SECRET eight of ten")
    result = run(root, "first", "--format", "json")
    (fact,) = json.loads(result.stdout)["facts"]
    assert (fact["id"], fact["key"]) == ("dose.wrong", "source_says.words")
    assert "SECRET" not in result.stdout


def test_a_clinics_edition_can_be_compared(tmp_path: Path) -> None:
    root = repository(tmp_path, {"leaflets/small.yaml": leaflet("- id: m\n  policy: missed_dose\n  if-empty: drop\n")})
    edit(root, "content/clinics/mill.yaml", "Take it on the **same** day.", "Leave it out.")
    assert [each["id"] for each in data(root, "first")["documents"]] == []
    small = document(data(root, "first", "--clinic", "mill"), "small")
    assert [each["after"] for each in small["changes"]] == ["Leave it out."]
    assert all(file["path"].startswith("mill/") for file in small["files"])


# --- builds ---------------------------------------------------------------------------------------


def test_two_builds_are_compared_by_what_their_files_say(tmp_path: Path) -> None:
    root = edited(tmp_path / "new")
    (tmp_path / "old").mkdir()
    old = repository(tmp_path / "old")
    for each in (old, root):
        built(each, layouts=("a4", "widescreen"))
    found = data(root, str(old / "build"), str(root / "build"))
    assert found["of"] == "builds"
    facts = {(each["id"], each["key"]): (each["before"], each["after"]) for each in found["facts"]}
    assert facts["dose.target", "printed"] == ("2.0–3.0", "2.5–3.5")
    (file,) = document(found, "small")["files"]
    texts = [(text["place"], text["before"], text["after"]) for page in file["pages"] for text in page["texts"]]
    assert ("list item", "Eat as usual.", "Eat as ever.") in texts
    assert len(texts) == 2
    (deck,) = document(found, "talk")["files"]
    assert [each["after"] for each in deck["slides"] if each["change"] == "text"] == [2, 3]
    assert any("2.5–3.5" in (text["after"] or "") for text in deck["slides"][1]["texts"])
    same = run(root, str(root / "build"), str(root / "build"))
    assert "nothing differs" in same.stdout


def test_files_of_a_build_that_are_gone_or_broken(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    built(root)
    shutil.copytree(root / "build", root / "other")
    write(root, "leaflets/more.yaml", LEAFLET)
    write(root, "leaflets/small.yaml", LEAFLET.replace("Eat as usual.", "Eat as ever."))
    built(root)
    found = data(root, str(root / "other"), str(root / "build"))
    assert [(each["id"], each["done"]) for each in found["documents"]] == [("more", "added"), ("small", "changed")]
    (root / "build" / SMALL).write_bytes(b"%PDF-1.7 broken")
    result = run(root, str(root / "other"), str(root / "build"))
    assert result.exit_code == 1
    assert "the file cannot be read" in result.stderr


@pytest.mark.parametrize("facts", [{"id": None}, {"id": ["x"]}, {"claims": 5}, {"claims": [[1], {}]}, {"foods": "abc"}])
def test_a_line_of_a_manifest_that_no_build_wrote_counts_as_not_listed(tmp_path: Path, facts: dict[str, Any]) -> None:
    root = make_project(tmp_path)
    built(root)
    shutil.copytree(root / "build", root / "other")
    path = root / "other/manifest.json"
    listed = json.loads(path.read_bytes())
    listed["files"][0].update(facts)
    path.write_text(json.dumps(listed), encoding="utf-8")
    found = data(root, str(root / "build"), str(root / "other"))
    (file,) = found["documents"][0]["files"]
    assert (file["path"], file["done"]) == (listed["files"][0]["path"], "removed")


# --- the report -----------------------------------------------------------------------------------


def words_of(data: bytes) -> str:
    text = " ".join(texts_of(data))
    return " ".join(text.replace("\u200b", "").split())


@pytest.fixture
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pictures, "office", lambda: None)
    monkeypatch.setattr("handouts.editions.diff.report.office", lambda: None)


@pytest.mark.usefixtures("_no_office")
def test_the_report_is_sound_shows_pages_and_is_the_same_twice(tmp_path: Path) -> None:
    root = edited(tmp_path)
    out = tmp_path / "changes.pdf"
    for _ in range(2):
        before = out.read_bytes() if out.exists() else None
        result = run(root, "first", "--format", "pdf", "--out", str(out))
        assert (result.exit_code, result.stdout) == (0, f"{out}\n"), result.stderr
    assert out.read_bytes() == before
    assert verify_file(out) == []
    words = words_of(out.read_bytes())
    for part in (
        "What changed from first to the project as it is",
        "claim dose.target value 2.0–3.0 2.5–3.5",
        "small/more/list/one Eat as usual. Eat as ever.",
        "words on all pages",
        "Before: page 1 (a4)",
        "After: page 2 (a4)",
        "LibreOffice, which draws them, was not found",
        "Decision of the meeting",
    ):
        assert part in words, part
    with pikepdf.open(out) as file:
        forms = [name for page in file.pages for name in page.Resources.get("/XObject", {})]
    assert len(forms) == 4


@pytest.mark.usefixtures("_no_office")
def test_a_report_of_a_new_leaflet_shows_all_its_pages(tmp_path: Path) -> None:
    root = repository(tmp_path)
    write(root, "leaflets/other.yaml", LEAFLET.replace("A small leaflet", "Another leaflet"))
    out = tmp_path / "changes.pdf"
    assert run(root, "first", "--format", "pdf", "--out", str(out), "--paper", "letter").exit_code == 0
    words = words_of(out.read_bytes())
    assert "Leaflet: Another leaflet" in words
    assert "After: page 2 (letter)" in words
    assert verify_file(out) == []


@pytest.mark.usefixtures("_no_office")
def test_long_texts_take_several_rows(tmp_path: Path) -> None:
    root = repository(tmp_path)
    long = " ".join(f"word{number}" for number in range(480))
    edit(root, "content/references.yaml", "  plain: A careful paper for everyone", f"  plain: {long}")
    out = tmp_path / "changes.pdf"
    result = run(root, "first", "--format", "pdf", "--out", str(out))
    assert result.exit_code == 0, result.stderr
    words = words_of(out.read_bytes())
    assert "(continued)" in words
    assert "word479" in words


@pytest.mark.usefixtures("_no_office")
def test_a_report_of_no_difference_says_so(tmp_path: Path) -> None:
    root = repository(tmp_path)
    out = tmp_path / "changes.pdf"
    assert run(root, "first", "--format", "pdf", "--out", str(out)).exit_code == 0
    assert "Nothing differs." in words_of(out.read_bytes())
    assert verify_file(out) == []


def test_a_paper_that_is_not_there_is_a_wrong_command_line(tmp_path: Path) -> None:
    result = run(repository(tmp_path), "first", "--format", "pdf", "--paper", "a5")
    assert result.exit_code == 2
    assert "unknown layout 'a5'" in result.stderr


# --- values ---------------------------------------------------------------------------------------

LEAVES = st.lists(
    st.builds(Leaf, st.sampled_from("abcdef"), st.just(()), st.sampled_from("xy"), st.just("")), max_size=8
)


@given(LEAVES, LEAVES)
def test_every_leaf_is_held_against_one_or_none(before: list[Leaf], after: list[Leaf]) -> None:
    for compare in (pages_differing, slides_differing):
        found = compare(before, after)
        for side, count in (("before", len(before)), ("after", len(after))):
            numbers = [getattr(each, side) for each in found if getattr(each, side) is not None]
            assert len(numbers) == len(set(numbers))
            assert all(1 <= number <= count for number in numbers)
        assert compare(after, after) == ()
        same = sum(1 for each in found if each.before is not None and each.after is not None)
        assert (
            len(before) - len([e for e in found if e.kind == "removed"]) - same
            == len(after) - len([e for e in found if e.kind == "added"]) - same
        )


def test_every_shipped_fact_can_be_said_and_equals_itself() -> None:
    project = Project(REPO)
    entries = {
        place: entry
        for file in ("content/limits.yaml", "content/foods.yaml")
        for place, entry in entries_of(project, file).items()
    }
    assert ("limit", "d.us.19") in entries
    assert ("food", "kale_cooked") in entries
    assert list(fact_changes(entries, entries, SHIPPED, SHIPPED)) == []
    without = {place: entry for place, entry in entries.items() if place != ("limit", "d.us.19")}
    (gone,) = fact_changes(entries, without, SHIPPED, SHIPPED)
    assert (gone.kind, gone.id, gone.key, gone.after) == ("limit", "d.us.19", None, None)
