"""Files that are not read because of their names are told, in every folder; hidden ones and backups are not."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.projects import (
    CLAIMS,
    CLINIC,
    DECK_HEAD,
    LEAFLET,
    REPO,
    built,
    deck,
    make_project,
    own_layouts,
    problems_of,
    write,
)

from handouts.cli import main
from handouts.content.misnamed import misnamed_files, shown
from handouts.pipeline.plan import layouts_of

HIDDEN = "\0\5\26\7\0\2\0\0Mac OS X        "


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def run(root: Path, *words: str) -> Result:
    return CliRunner().invoke(main, [*words, "--project", str(root)])


def told(root: Path, **changes: object) -> list[tuple[str, str, tuple[str, ...]]]:
    """File, message and reach of each problem of a name."""
    found = problems_of(root, **changes)
    return [(each.mark.file, each.message, each.reaches) for each in found if each.rule == "wrong-file-name"]


@pytest.mark.parametrize("name", ["greens.yml", "greens.YAML", "greens.Yml", "greens.yaml.txt", "greens.YML.TXT"])
def test_another_ending_is_told_and_the_others_are_built(root: Path, name: str) -> None:
    write(root, f"leaflets/{name}", LEAFLET)
    message = "the file is not read; rename it to 'greens.yaml'"
    assert told(root) == [(f"content/leaflets/{name}", message, ("greens",))]
    assert built(root).written == ("leaflets/small.en.a4.pdf",)


def test_a_document_that_is_asked_for_by_the_name_of_such_a_file_is_told(root: Path) -> None:
    write(root, "leaflets/greens.yml", LEAFLET)
    result = run(root, "build", "greens")
    assert result.exit_code == 2
    assert "content/leaflets/greens.yml:1:1: error: the file is not read; rename it to 'greens.yaml'" in result.stderr


def test_a_clinic_of_such_a_file_is_told_and_stops_no_other_run(root: Path) -> None:
    write(root, "clinics/hill.yml", CLINIC)
    assert "content/clinics/hill.yml:1:1: error: the file is not read" in run(root, "check", "--clinic", "hill").stderr
    assert told(root) == [
        ("content/clinics/hill.yml", "the file is not read; rename it to 'hill.yaml'", ("clinics/hill",))
    ]
    assert built(root, clinic="mill").written


def test_one_document_alone_is_not_told_of_the_files_of_others(root: Path) -> None:
    write(root, "leaflets/greens.yml", LEAFLET)
    write(root, "leaflets/other.yaml", LEAFLET.replace("A small", "Another"))
    assert told(root, ids=("small",)) == []


def test_two_spellings_make_no_two_documents(root: Path) -> None:
    write(root, "leaflets/small.yml", LEAFLET)
    message = "the file is not read beside 'small.yaml'; remove one of the two"
    assert told(root) == [("content/leaflets/small.yml", message, ("small",))]
    assert not built(root).written


@pytest.mark.parametrize(
    "name", ["references", "foods", "limits", "glossary", "names", "vocabulary", "waivers", "sign-offs"]
)
def test_a_table_under_another_name_stops_all_and_is_the_one_problem(root: Path, name: str) -> None:
    path = root / f"content/{name}.yaml"
    if path.exists():
        path.rename(path.with_suffix(".yml"))
    else:
        write(root, f"{name}.yml", "[]")
    (problem,) = (each for each in problems_of(root) if each.severity == "error")
    assert (problem.mark.file, problem.rule, problem.reaches) == (f"content/{name}.yml", "wrong-file-name", ())
    assert not built(root).written


def test_claims_under_another_name_stop_the_documents_that_use_them(root: Path) -> None:
    write(
        root, "leaflets/other.yaml", LEAFLET.replace("{{ dose.target }}", "set").replace("{{ dose.window }}", "a while")
    )
    (root / "content/claims/dose.yaml").rename(root / "content/claims/dose.yml")
    problems = [each for each in built(root, ids=("small", "other")).problems if each.severity == "error"]
    assert [(each.mark.file, each.reaches) for each in problems if each.rule == "wrong-file-name"] == [
        ("content/claims/dose.yml", ("small",))
    ]
    assert "unknown-claim" not in {each.rule for each in problems}
    assert (root / "build/leaflets/other.en.a4.pdf").is_file()


def test_a_layout_under_another_name_is_told(root: Path) -> None:
    own_layouts(root, {"leaflets/mine.yml": "", "themes/mine.yml": "", "decks/other.YAML": ""})
    files = [file for file, _, _ in told(root)]
    assert files == ["layouts/decks/other.YAML", "layouts/leaflets/mine.yml", "layouts/themes/mine.yml"]
    assert "layouts/leaflets/mine.yml:1:1: error" in run(root, "check", "--layout", "mine").stderr
    assert built(root).written


@pytest.mark.parametrize("folder", ["leaflets", "decks", "claims", "clinics", "judgements"])
def test_a_folder_or_a_pipe_with_the_name_of_a_file_is_told(root: Path, folder: str) -> None:
    place = root / "content" / folder
    (place / "green.yaml").mkdir(parents=True)
    os.mkfifo(place / "pipe.yaml")
    (place / "gone.yaml").symlink_to("nowhere")
    assert [(file, message.partition(";")[0]) for file, message, _ in told(root)] == [
        (f"content/{folder}/gone.yaml", "this is not a file, or is a link that leads to none"),
        (f"content/{folder}/green.yaml", "this is a folder"),
        (f"content/{folder}/pipe.yaml", "this is not a file, or is a link that leads to none"),
    ]
    assert built(root).written


def test_a_name_that_cannot_be_printed_is_told_by_its_codes(root: Path) -> None:
    for name in ("a\nb.yaml", "a\u202eb.yaml", os.fsdecode(b"a\xffb.yaml")):
        (root / "content/leaflets" / name).write_text(LEAFLET, encoding="utf-8")
    assert {file for file, _, _ in told(root)} == {
        "content/leaflets/a\\nb.yaml",
        "content/leaflets/a\\u202eb.yaml",
        "content/leaflets/a\\udcffb.yaml",
    }
    result = run(root, "build", "--layout", "a4")
    assert result.exit_code == 1
    assert "small.en.a4.pdf" in result.stdout


def test_a_name_is_shown_as_it_is_where_it_can_be_printed() -> None:
    assert shown("größe, 维生素.yml") == "größe, 维生素.yml"
    assert shown("a\tb\0") == "a\\tb\\x00"


# --- hidden files and backups ---------------------------------------------------------------------


def everywhere(root: Path, name: str, text: str) -> None:
    """Puts a file into every folder of content and layouts."""
    own_layouts(root, {})
    for folder in (root / "content", *(root / "content").iterdir(), root / "layouts", *(root / "layouts").iterdir()):
        if folder.is_dir() and not folder.is_symlink():
            (folder / name).write_text(text, encoding="utf-8")


@pytest.mark.parametrize("name", ["._small.yaml", ".small.yaml", ".yaml", ".small.yml", ".small.yaml.swp"])
def test_hidden_files_are_no_content_and_change_nothing(root: Path, name: str) -> None:
    everywhere(root, "visible.txt", "")
    before = built(root, anew=True)
    everywhere_again = [path.parent for path in root.rglob("visible.txt")]
    for folder in everywhere_again:
        (folder / name).write_text(HIDDEN, encoding="utf-8")
    # neither read nor stamped: the run before still holds
    again = built(root)
    assert again.written == ()
    assert again.problems == before.problems
    assert built(root, anew=True).problems == before.problems
    assert misnamed_files(root) == {}
    listed = json.loads(run(root, "list", "--format", "json").stdout)
    assert [(row["id"], row["layouts"]) for row in listed] == [("small", [*layouts_of(REPO, "leaflet")])]


@pytest.mark.parametrize("name", ["small.yaml~", "#small.yaml#", "small.yaml.bak", "small.yaml.orig", "notes.txt"])
def test_backups_of_editors_are_passed_over(root: Path, name: str) -> None:
    write(root, f"leaflets/{name}", HIDDEN)
    write(root, f"claims/{name}", HIDDEN)
    assert told(root) == []
    assert built(root).written == ("leaflets/small.en.a4.pdf",)


# --- ids ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["Greens", "green leaves", "green.leaves", "con", "x" * 61, "größe", "-greens"])
@pytest.mark.parametrize(("folder", "text"), [("leaflets", LEAFLET), ("decks", DECK_HEAD)])
def test_a_document_without_a_plain_name_is_an_error_of_its_file(root: Path, folder: str, text: str, name: str) -> None:
    write(root, f"{folder}/{name}.yaml", text.replace("A small", "Another"))
    found = [each for each in problems_of(root) if each.rule == "wrong-id"]
    assert [(each.mark.file, each.mark.line, each.reaches) for each in found] == [
        (f"content/{folder}/{name}.yaml", 1, (name,))
    ]
    assert built(root).written == ("leaflets/small.en.a4.pdf",)


def test_claims_clinics_and_layouts_need_plain_names_too(root: Path) -> None:
    write(root, "claims/Dose.yaml", CLAIMS.replace("dose.", "Dose."))
    write(root, "leaflets/other.yaml", LEAFLET.replace("dose.target", "Dose.target").replace("A small", "Another"))
    write(root, "clinics/Mill.yaml", CLINIC)
    own_layouts(root, {"leaflets/My_a4.yaml": (root / "layouts/leaflets/a4.yaml").read_text(encoding="utf-8")})
    found = built(root, clinic="Mill", layouts=("My_a4",)).problems
    files = {each.mark.file for each in found if each.rule == "wrong-id"}
    assert files >= {"content/claims/Dose.yaml", "content/clinics/Mill.yaml"}
    layouts = {each.mark.file for each in built(root, layouts=("My_a4",)).problems if each.rule == "wrong-id"}
    assert layouts == {"content/claims/Dose.yaml", "layouts/leaflets/My_a4.yaml"}
    assert [each.reaches for each in built(root).problems if each.rule == "wrong-id"] == [("other",)]
    assert (root / "build/leaflets/small.en.a4.pdf").is_file()


def test_a_leaflet_and_a_deck_cannot_have_the_same_id(root: Path) -> None:
    write(root, "leaflets/talk.yaml", LEAFLET.replace("A small", "Another"))
    write(root, "decks/talk.yaml", deck("- id: opening\n  slide: title"))
    (problem,) = (each for each in built(root).problems if each.severity == "error")
    assert (problem.rule, problem.mark.file, problem.reaches) == ("duplicate-id", "content/decks/talk.yaml", ("talk",))
    assert problem.message == "content/leaflets/talk.yaml has the same id; give one of the two another name"
    assert (root / "build/leaflets/small.en.a4.pdf").is_file()


@pytest.mark.parametrize("name", ["withheld", "leaflets", "decks", "dossiers", "changes", "edited"])
def test_a_clinic_cannot_be_called_as_a_folder_of_finished_files(root: Path, name: str) -> None:
    write(root, f"clinics/{name}.yaml", CLINIC)
    (problem,) = (each for each in built(root, clinic=name).problems if each.severity == "error")
    assert (problem.rule, problem.mark.file) == ("wrong-id", f"content/clinics/{name}.yaml")
    assert not (root / "build" / name / "leaflets").exists()
