"""A file that cannot be read is named once; what it holds is not reported as unknown wherever it is used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from support.projects import CLAIMS, CLINIC, LEAFLET, built, deck, leaflet, make_project, problems_of, write

from handouts.core.problem import Problem

# a claim in a file of its own, whose risk is a claim of the other file
FAR = CLAIMS.partition("dose.window:")[0].replace("dose.target", "far.target") + "  absolute: dose.share\n"
USES = (
    "- id: a\n  text: '{{ dose.target }} {{ dose.window }} {{ term/inr }} {{ food/kale:k1_ug }} {{ limit/mg.us.9:ul }}'"
)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A document that uses everything, one that uses a claim by another one, and one that uses neither."""
    files = {
        "claims/far.yaml": FAR,
        "leaflets/small.yaml": leaflet(USES) + "sources: [paper_2012]\n",
        "leaflets/far.yaml": leaflet("- id: a\n  text: 'Far: {{ far.target }}.'").replace("A small", "A far"),
        "leaflets/free.yaml": leaflet("- id: a\n  text: Eat as usual.").replace("A small", "A free"),
    }
    return make_project(tmp_path, dict(files))


def not_utf_8(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\xff")


def broken(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"\na: [b\n")


def cut(path: Path) -> None:
    path.write_bytes(b"")


def commented(path: Path) -> None:
    path.write_text("# to be written\n")


def bare(path: Path) -> None:
    path.write_text("just words\n")


def listed(path: Path) -> None:
    path.write_text("- just\n- words\n")


def missing(path: Path) -> None:
    path.unlink()


def foldered(path: Path) -> None:
    path.unlink()
    path.mkdir()


def renamed(path: Path) -> None:
    path.rename(path.with_suffix(".yml"))


def huge(path: Path) -> None:
    path.write_bytes(path.read_bytes() + b"#" * 2_000_001)


DAMAGES = (not_utf_8, broken, cut, commented, bare, listed, missing, foldered, renamed, huge)
Damage = Callable[[Path], None]


def wrong(problems: list[Problem] | tuple[Problem, ...]) -> list[Problem]:
    return [problem for problem in problems if problem.severity == "error"]


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_of_claims_is_named_once_and_stops_what_uses_it(root: Path, damage: Damage) -> None:
    damage(root / "content/claims/dose.yaml")
    (problem,) = wrong(problems_of(root))
    assert problem.mark.file in ("content/claims/dose.yaml", "content/claims/dose.yml")
    assert problem.reaches == ("far", "small")
    result = built(root)
    assert wrong(result.problems) == [problem]
    assert result.written == ("leaflets/free.en.a4.pdf",)
    assert sorted(result.stopped) == ["leaflets/far.en.a4.pdf", "leaflets/small.en.a4.pdf"]


@pytest.mark.parametrize("damage", [not_utf_8, bare, renamed])
def test_when_the_file_is_mended_all_is_built(root: Path, damage: Damage) -> None:
    file = root / "content/claims/dose.yaml"
    text = file.read_bytes()
    assert not wrong(built(root).problems)
    damage(file)
    built(root)
    file.with_suffix(".yml").unlink(missing_ok=True)
    file.write_bytes(text)
    result = built(root)
    assert not wrong(result.problems)
    assert {*result.written, *result.kept} == {f"leaflets/{name}.en.a4.pdf" for name in ("far", "free", "small")}


@pytest.mark.parametrize("damage", DAMAGES)
@pytest.mark.parametrize("table", ["references", "foods", "limits", "glossary"])
def test_a_table_is_named_once_and_stops_all(root: Path, table: str, damage: Damage) -> None:
    damage(root / f"content/{table}.yaml")
    (problem,) = wrong(problems_of(root))
    assert problem.mark.file in (f"content/{table}.yaml", f"content/{table}.yml")
    assert problem.reaches == ()
    assert built(root).written == ()


@pytest.mark.parametrize("damage", [not_utf_8, broken, bare, foldered, renamed, huge])
@pytest.mark.parametrize("table", ["names", "regions", "vocabulary"])
def test_names_and_regions_are_tables_too(root: Path, table: str, damage: Damage) -> None:
    damage(root / f"content/{table}.yaml")
    (problem,) = wrong(problems_of(root, clinic="mill"))
    assert problem.mark.file in (f"content/{table}.yaml", f"content/{table}.yml")


@pytest.mark.parametrize("damage", [not_utf_8, broken, cut, commented, bare, listed, huge])
def test_a_clinic_is_named_once(root: Path, damage: Damage) -> None:
    damage(root / "content/clinics/mill.yaml")
    (problem,) = wrong(problems_of(root, clinic="mill"))
    assert (problem.mark.file, problem.reaches) == ("content/clinics/mill.yaml", ())
    assert built(root, clinic="mill").written == ()
    assert len(built(root).written) == 3


@pytest.mark.parametrize("damage", [not_utf_8, broken, cut, commented, bare, listed, foldered, renamed, huge])
def test_a_document_is_named_once_and_stops_no_other(root: Path, damage: Damage) -> None:
    damage(root / "content/leaflets/small.yaml")
    (problem,) = wrong(problems_of(root))
    assert problem.mark.file in ("content/leaflets/small.yaml", "content/leaflets/small.yml")
    assert problem.reaches == ("small",)
    assert built(root).written == ("leaflets/far.en.a4.pdf", "leaflets/free.en.a4.pdf")


@pytest.mark.parametrize("damage", [not_utf_8, broken, cut, commented, bare, huge])
def test_an_included_deck_is_named_once_and_stops_the_course(root: Path, damage: Damage) -> None:
    talk = "- {id: s, slide: statement, title: T, blocks: [{id: a, text: Words}]}"
    write(root, "decks/talk.yaml", deck(talk))
    write(
        root,
        "decks/course.yaml",
        deck("- {id: p, slide: section, title: Part, include: talk}").replace("A small", "A"),
    )
    damage(root / "content/decks/talk.yaml")
    (problem,) = wrong(problems_of(root, layouts=("widescreen",)))
    assert (problem.mark.file, problem.reaches) == ("content/decks/talk.yaml", ("course", "talk"))


def test_one_misspelt_claim_is_told_at_its_place(root: Path) -> None:
    write(root, "leaflets/free.yaml", leaflet("- id: a\n  text: '{{ doze.target }}'").replace("A small", "A free"))
    (problem,) = wrong(problems_of(root))
    assert problem.mark.file == "content/leaflets/free.yaml"
    assert problem.message == "unknown claim 'doze.target'; did you mean 'dose.target'?"


def test_several_claims_of_a_file_that_is_not_there_are_told_once(root: Path) -> None:
    text = "- id: a\n  text: '{{ near.one }} {{ near.two }} {{ near.one }}'"
    for name in ("free", "other"):
        write(root, f"leaflets/{name}.yaml", leaflet(text).replace("A small", f"A {name}"))
    (problem,) = wrong(problems_of(root))
    assert problem.mark.file == "content/claims/near.yaml"
    assert problem.message.startswith(
        "there is no such file, but 2 claims of it are named, first in content/leaflets/free.yaml:"
    )
    assert problem.reaches == ("free", "other")


def test_a_key_that_stands_twice_in_claims_stops_what_uses_the_file(root: Path) -> None:
    write(root, "claims/dose.yaml", CLAIMS + CLAIMS.partition("dose.window:")[0])
    (problem,) = wrong(problems_of(root))
    assert (problem.rule, problem.reaches) == ("duplicate-key", ("far", "small"))


def test_claims_that_nobody_uses_stop_nobody(root: Path) -> None:
    write(root, "claims/spare.yaml", b"\xff")
    (problem,) = wrong(problems_of(root))
    assert (problem.mark.file, problem.reaches) == ("content/claims/spare.yaml", ("claims/spare",))
    assert len(built(root).written) == 3


def test_a_harm_in_a_deck_that_cannot_be_read_counts_as_taught(root: Path) -> None:
    """Otherwise a leaflet would be told to name the harms of the remaining decks."""
    write(root, "claims/far.yaml", FAR.replace("absolute: dose.share", "harms: [dose.window, dose.share]"))
    write(root, "leaflets/far.yaml", leaflet("- id: a\n  text: '{{ far.target }} {{ dose.window }}'"))
    for name, claim in (("one", "dose.window"), ("two", "dose.share")):
        slide = f"- {{id: {name}, slide: statement, title: T {name}, blocks: [{{id: a, text: '{{{{ {claim} }}}}'}}]}}"
        write(root, f"decks/{name}.yaml", deck(slide).replace("A small", f"A {name}"))
    ids = ("far", "one", "two")
    assert "missing-harm" not in {each.rule for each in problems_of(root, ids=ids)}
    not_utf_8(root / "content/decks/one.yaml")
    assert "missing-harm" not in {each.rule for each in problems_of(root, ids=ids)}
    assert "missing-harm" not in {each.rule for each in problems_of(root)}


def test_a_clinic_of_comments_is_no_run_without_a_clinic(root: Path) -> None:
    write(root, "clinics/mill.yaml", "# " + CLINIC.replace("\n", "\n# "))
    assert [problem.rule for problem in wrong(built(root, clinic="mill").problems)] == ["empty-file"]


def test_a_leaflet_needs_no_table_that_it_does_not_use(root: Path) -> None:
    for name in ("leaflets/small.yaml", "foods.yaml", "limits.yaml", "glossary.yaml", "names.yaml"):
        (root / "content" / name).unlink()
    write(root, "leaflets/plain.yaml", LEAFLET)
    assert "leaflets/plain.en.a4.pdf" in built(root).written
