"""`check --all` finds what a build with any clinic and in any layout would find, says it once, and writes nothing."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from support.approvals import approve_at_once
from support.projects import (
    CLINIC,
    LEAFLET,
    TODAY,
    built,
    deck,
    make_project,
    own_layouts,
    request,
    two_layouts,
    write,
)

from handouts.cli import main
from handouts.content.model import SIGNERS
from handouts.core.problem import Mark, Problem, errors
from handouts.pipeline.check import nothing
from handouts.pipeline.everywhere import examine_everywhere, once
from handouts.pipeline.plan import layouts_of

SLIDE = "- {id: s, slide: statement, title: Keep it, sources: [paper_2012], blocks: [{id: a, text: Words.}]}"


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A project with a leaflet, a deck and two clinics."""
    files = {"clinics/lane.yaml": CLINIC.replace("Mill Street", "Lane"), "decks/talk.yaml": deck(SLIDE)}
    root = make_project(tmp_path, files, two_layouts())
    own_layouts(root, {})
    return root


def everywhere(root: Path, **changes: object) -> list[Problem]:
    return examine_everywhere(request(root, **changes), lambda _: nothing).problems


def run(root: Path, *words: str) -> Result:
    result = CliRunner().invoke(main, [*words, "--project", str(root), "--as-of", str(TODAY)])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def spoil_layout(root: Path, name: str, old: str, new: str) -> None:
    """A layout with one line changed that no build uses by itself."""
    text = (root / "layouts/leaflets/a4.yaml").read_text()
    assert old in text
    changed = text.replace(old, new).replace("default: true", "default: false")
    (root / f"layouts/leaflets/{name}.yaml").write_text(changed)


def test_a_sound_project_has_no_error_anywhere(root: Path) -> None:
    assert errors(everywhere(root)) == []


def test_what_one_clinics_file_has_is_found_once(root: Path) -> None:
    write(root, "clinics/lane.yaml", CLINIC.replace("020 7946 0999", "0"))
    plain = {str(problem) for problem in built(root).problems}
    more = [problem for problem in everywhere(root) if str(problem) not in plain]
    assert {problem.mark.file for problem in more} == {"content/clinics/lane.yaml"}
    assert len({(problem.mark, problem.rule) for problem in more}) == len(more)


def test_a_problem_of_all_clinics_is_reported_once(root: Path) -> None:
    write(root, "leaflets/small.yaml", LEAFLET.replace("dose.target", "dose.targt"))
    found = [problem for problem in everywhere(root) if problem.rule == "unknown-claim"]
    assert len(found) == 1
    assert "clinic" not in found[0].message


def test_a_text_that_only_clinics_print_is_told_with_the_clinics(root: Path) -> None:
    long = "x" * 400
    for name in ("lane", "mill"):
        write(root, f"clinics/{name}.yaml", CLINIC.replace("Take it on the **same** day.", f"Take {long}."))
    policy = "blocks:\n      - {id: p, policy: missed_dose, if-empty: drop}\n      - id: list"
    write(root, "leaflets/small.yaml", LEAFLET.replace("blocks:\n      - id: list", policy))
    found = [problem for problem in errors(everywhere(root)) if long[:20] in problem.message]
    assert len(found) == 1
    assert found[0].message.endswith("(with the clinics 'lane', 'mill')")


def test_a_layout_that_is_no_default_is_set(root: Path) -> None:
    spoil_layout(root, "narrow", "width: 210", "width: 60")
    assert errors(built(root, layouts=()).problems) == []
    found = errors(everywhere(root))
    assert found
    assert [problem.rule for problem in errors(built(root, layouts=("narrow",)).problems)] != []


def test_what_only_reading_back_finds_is_found(root: Path) -> None:
    """Type that is too small is no fault of the layout file, and is found in the finished file."""
    spoil_layout(root, "tiny", "body:     {size: 12.5", "body:     {size: 7")
    want = {(each.rule, each.message) for each in built(root, layouts=("tiny",)).problems if each.rule == "small-type"}
    assert want
    assert want <= {(each.rule, each.message) for each in everywhere(root)}


@pytest.mark.parametrize("folder", ["leaflets", "decks", "dossiers", "changes"])
def test_a_layout_that_no_document_uses_is_read(root: Path, folder: str) -> None:
    (root / "content/decks/talk.yaml").unlink()
    place = root / "layouts" / folder
    place.mkdir(exist_ok=True)
    (place / "broken.yaml").write_text("format: pdf\ndefault: false\nwords: none\n")
    assert f"layouts/{folder}/broken.yaml" in {problem.mark.file for problem in errors(everywhere(root))}


def test_nothing_is_written(root: Path) -> None:
    before = sorted(root.rglob("*"))
    everywhere(root)
    assert sorted(root.rglob("*")) == before


def test_each_clinic_and_layout_of_a_build_is_covered(root: Path) -> None:
    """Everything that the builds report is reported, whichever of them reports it."""
    spoil_layout(root, "narrow", "width: 210", "width: 60")
    write(root, "clinics/lane.yaml", CLINIC.replace("#0b5561", "#f0f0f0"))
    said = {(each.mark.file.removeprefix("lane/"), each.rule) for each in everywhere(root)}
    for clinic in (None, "mill", "lane"):
        for layout in (*layouts_of(root, "leaflet"), *layouts_of(root, "deck")):
            for each in built(root, clinic=clinic, layouts=(layout,)).problems:
                assert (each.mark.file.removeprefix(f"{clinic}/"), each.rule) in said


UNUSED = Problem(Mark("content/waivers.yaml", 3), "stray-waiver", "the rule 'x' finds nothing at 'y'", "warning")
ENDED = Problem(Mark("content/waivers.yaml", 3), "expired-waiver", "the waiver of 'x' ended on 2026-01-01", "warning")
OTHER = Problem(Mark("content/leaflets/small.yaml", 7), "x", "words", "warning")


def test_a_waiver_is_useless_only_if_it_covers_nothing_anywhere() -> None:
    assert once({None: [UNUSED], "a": [UNUSED]}) == [UNUSED]
    assert once({None: [UNUSED], "a": []}) == []
    assert once({None: [UNUSED], "a": [ENDED]}) == [_with(ENDED, "(with the clinic 'a')")]


def test_a_problem_names_the_clinics_that_have_it_unless_all_builds_have_it() -> None:
    assert once({None: [OTHER], "a": [OTHER]}) == [OTHER]
    assert once({None: [OTHER], "a": []}) == [OTHER]
    assert once({None: [], "a": [OTHER], "b": [], "c": [OTHER]}) == [_with(OTHER, "(with the clinics 'a', 'c')")]
    many = once({None: [], **{name: [OTHER] for name in "abcde"}})
    assert many == [_with(OTHER, "(with the clinics 'a', 'b', 'c', 2 more)")]


def test_a_problem_of_two_runs_reaches_what_it_reaches_in_both() -> None:
    found = once({None: [OTHER.reaching("one")], "a": [OTHER.reaching("two")]})
    assert found == [OTHER.reaching("one", "two")]


def _with(problem: Problem, end: str) -> Problem:
    return replace(problem, message=f"{problem.message} {end}")


# --- the command ----------------------------------------------------------------------------------


def test_the_command_takes_no_clinic_beside_all(root: Path) -> None:
    for words in (["--clinic", "mill"], ["--layout", "a4"]):
        result = run(root, "check", "--all", *words)
        assert result.exit_code == 2
        assert "leave out" in result.output


def test_the_command_reports_as_a_plain_check_does(root: Path, tmp_path: Path) -> None:
    spoil_layout(root, "narrow", "width: 210", "width: 60")
    assert run(root, "check").exit_code == 0
    result = run(root, "check", "--all", "--format", "json")
    assert result.exit_code == 1
    rows = json.loads(result.stdout)
    assert {"file", "line", "rule", "place"} <= rows[0].keys()
    (tmp_path / "old.json").write_text(result.stdout)
    assert run(root, "check", "--all", "--baseline", str(tmp_path / "old.json")).exit_code == 0


def test_a_release_is_refused_where_a_layout_or_clinic_has_an_error(root: Path) -> None:
    approve_at_once(root, "small", SIGNERS, "2027-06-30")
    spoil_layout(root, "narrow", "width: 210", "width: 60")
    result = run(root, "release", "one", "small")
    assert result.exit_code == 1
    assert "nothing released" in result.stderr
    (root / "layouts/leaflets/narrow.yaml").unlink()
    (root / "content/clinics/lane.yaml").write_text(CLINIC.replace("region: eu", "region: mars"))
    assert run(root, "release", "one", "small").exit_code == 1
    (root / "content/clinics/lane.yaml").unlink()
    assert run(root, "release", "one", "small").exit_code == 0
