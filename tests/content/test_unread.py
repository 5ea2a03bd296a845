"""What nothing reads in `content/` and `layouts/` is told once, as a warning, with what may have been meant."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import LEAFLET, built, make_project, own_layouts, problems_of, write

from handouts.content.project import TABLES
from handouts.content.unread import LAYOUTS, content_of, unread_files
from handouts.core.problem import Problem
from handouts.editions.reference.files import FILES


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return make_project(tmp_path)


def told(root: Path, **changes: object) -> list[Problem]:
    return [each for each in problems_of(root, **changes) if each.rule in ("unknown-file", "unknown-language")]


def said(root: Path) -> dict[str, str]:
    found = told(root)
    assert {each.severity for each in found} <= {"warning"}
    assert len({each.mark for each in found}) == len(found)
    return {each.mark.file: each.message for each in found}


def test_a_project_of_known_files_is_told_nothing(root: Path) -> None:
    own_layouts(root, {})
    for name in TABLES:
        if not (root / f"content/{name}.yaml").exists():
            write(root, f"{name}.yaml", "[]")
    for name in ("README.md", "notes.txt", "LICENSE", ".hidden.yaml", "glossary.yaml~", "#glossary.yaml#"):
        write(root, name, "text")
    for name in ("clinics/pictures/logo.svg", "sign-offs/small/1.yaml", "leaflets/.old/a.yaml", "leaflets/README.md"):
        write(root, name, "text")
    (root / "content/leaflets/empty").mkdir()
    (root / "content/empty").mkdir()
    assert list(unread_files(root, TABLES)) == []


@pytest.mark.parametrize(
    ("name", "message"),
    [
        ("glosary.yaml", "nothing reads this file; did you mean 'glossary.yaml'?"),
        ("refrences.yaml", "nothing reads this file; did you mean 'references.yaml'?"),
        ("references.json", "nothing reads this file; did you mean 'references.yaml'?"),
        ("inhaler.yaml", "move it to the folder of its kind (claims, clinics, decks, judgements, leaflets)"),
        ("inhaler.docx", "nothing reads this file; move it out of the folder"),
        ("leaflet/inhaler.yaml", "nothing reads this folder; did you mean 'leaflets'?"),
        ("Decks/inhaler.yaml", "nothing reads this folder; did you mean 'decks'?"),
        ("drafts/deep/inhaler.yaml", "nothing reads this folder; content/ has claims, clinics, decks"),
        ("leaflets/old/inhaler.yaml", "in a folder of its own; move it to content/leaflets/"),
        ("claims/asthma/a.yaml", "in a folder of its own; move it to content/claims/"),
        ("clinics/north/hill.yaml", "in a folder of its own; move it to content/clinics/"),
    ],
)
def test_what_nothing_reads_is_told(root: Path, name: str, message: str) -> None:
    write(root, name, "text: []")
    (found,) = told(root)
    assert f"content/{name}".startswith(found.mark.file)
    assert message in found.message
    assert (found.rule, found.severity, found.reaches) == ("unknown-file", "warning", (found.mark.file,))
    # it stops nothing
    assert built(root).written == ("leaflets/small.en.a4.pdf",)


def test_a_folder_is_told_once_by_its_first_file(root: Path) -> None:
    for name in ("a", "b", "c"):
        write(root, f"leaflets/old/{name}.yaml", LEAFLET)
    write(root, "leaflets/old/older/d.yaml", LEAFLET)
    message = "nothing reads this file in a folder of its own{}; move it to content/leaflets/"
    assert said(root) == {
        "content/leaflets/old/a.yaml": message.format(", nor 2 more beside it"),
        "content/leaflets/old/older/d.yaml": message.format(""),
    }


def test_a_file_under_another_ending_is_one_problem(root: Path) -> None:
    write(root, "glossary.yml", "{}")
    assert told(root) == []


@pytest.mark.parametrize("name", ["xx", "english", "de_AT", "en-GB"])
def test_a_translation_into_what_is_no_language_is_named(root: Path, name: str) -> None:
    (root / "content/translations" / name).mkdir(parents=True)
    (found,) = told(root)
    assert (found.mark.file, found.rule) == (f"content/translations/{name}", "unknown-language")
    assert found.message.startswith(f"unknown language {name!r}")


def test_a_language_that_there_is_is_not_told(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("handouts.content.unread.LANGUAGES", {"en": {}, "de": {}, "fr": {}})
    for name in ("de", "dee"):
        (root / "content/translations" / name).mkdir(parents=True)
    assert said(root) == {"content/translations/dee": "unknown language 'dee'; did you mean 'de'?"}


def test_a_translation_into_the_language_of_the_content_is_told(root: Path) -> None:
    write(root, "translations/en/small.po", "")
    write(root, "translations/small.po", "")
    found = said(root)
    assert "is the language that content is written in" in found["content/translations/en"]
    assert "the folder of its language" in found["content/translations/small.po"]


def test_a_layout_in_a_folder_of_its_own_is_told(root: Path) -> None:
    own_layouts(root, {})
    for name in ("leaflets/ours/a5.yaml", "leaflet/a5.yaml", "a5.yaml"):
        path = root / "layouts" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("format: pdf\n")
    assert set(said(root)) == {"layouts/leaflets/ours/a5.yaml", "layouts/leaflet", "layouts/a5.yaml"}


def test_a_check_of_one_document_tells_nothing_of_it(root: Path) -> None:
    write(root, "leaflets/other.yaml", LEAFLET.replace("A small", "Another"))
    write(root, "glosary.yaml", "{}")
    assert told(root, ids=("small",)) == []
    assert len(told(root)) == 1


def test_a_rebuild_keeps_telling_it_until_it_is_gone(root: Path) -> None:
    write(root, "leaflets/other.yaml", LEAFLET.replace("A small", "Another"))
    write(root, "glosary.yaml", "{}")

    def count() -> int:
        return sum(each.rule == "unknown-file" for each in built(root).problems)

    assert count() == 1
    assert count() == 1
    write(root, "leaflets/other.yaml", LEAFLET.replace("A small", "One more"))
    assert count() == 1
    (root / "content/glosary.yaml").unlink()
    assert count() == 0


def test_a_name_that_cannot_be_printed_is_shown_as_its_code(root: Path) -> None:
    (root / "content/a\nb.yaml").write_text("x")
    assert [each.mark.file for each in unread_files(root, TABLES)] == [r"content/a\nb.yaml"]


def test_the_shipped_project_has_only_known_files() -> None:
    repo = Path(__file__).parents[2]
    assert list(unread_files(repo, TABLES)) == []
    assert {path.name for path in (repo / "layouts").iterdir()} == {*LAYOUTS.folders}
    assert {path.name for path in (repo / "content").iterdir()} <= {
        *content_of(TABLES).folders,
        *content_of(TABLES).files,
    }


def test_every_file_that_has_a_schema_is_known() -> None:
    content = content_of(TABLES)
    for file in FILES.values():
        top, _, rest = file.path.partition("/")
        folder, _, name = rest.rpartition("/")
        known = (content if top == "content" else LAYOUTS).folders if folder else content.files
        assert (folder or name) in known, file.path
