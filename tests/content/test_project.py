"""The project's own content: every file reads, and every claim is what a claim must be."""

from __future__ import annotations

from datetime import date
from functools import cache

import pytest
from support.projects import REPO, TODAY, make_project

from handouts.checks import check
from handouts.checks.evidence import statement_value
from handouts.checks.subject import Subject
from handouts.content.compose import compose
from handouts.content.model import Claim
from handouts.content.project import Project, ProjectContent, read_all, read_content
from handouts.content.root import NoProjectError, find_project
from handouts.content.translation import Translation
from handouts.core.problem import Problem
from handouts.core.quantity import printed
from handouts.core.source import read_source
from handouts.document.walk import units

PROJECT = Project(REPO)


@cache
def everything() -> tuple[ProjectContent, tuple[Problem, ...]]:
    log: list[Problem] = []
    content = read_all(PROJECT, None, log)
    return content, tuple(log)


def claims() -> list[Claim]:
    return list(everything()[0].library.claims.values())


def test_every_file_reads_without_a_problem() -> None:
    assert [str(problem) for problem in everything()[1]] == []


def test_every_document_passes_every_rule() -> None:
    subject = Subject(everything()[0], TODAY, REPO)
    assert [str(problem) for problem in check(subject) if problem.severity == "error"] == []


@pytest.mark.parametrize("clinic", PROJECT.clinics)
def test_every_clinic_reads_and_passes(clinic: str) -> None:
    log: list[Problem] = []
    content = read_content(Project(REPO), (), clinic, log)
    problems = [*log, *check(Subject(content, TODAY, REPO))]
    assert [str(problem) for problem in problems if problem.severity == "error"] == []


def test_a_claim_stands_in_the_file_of_its_prefix() -> None:
    library = everything()[0].library
    for claim in (*library.claims.values(), *library.blocked.values()):
        assert claim.mark.file == f"content/claims/{claim.id.partition('.')[0]}.yaml"


def test_every_value_is_said_by_its_sentence() -> None:
    assert [str(problem) for problem in statement_value.check(Subject(everything()[0], TODAY, REPO))] == []


def test_every_value_prints() -> None:
    for claim in claims():
        for measured in claim.values.values():
            assert printed(measured.quantity, "en")


def test_every_claim_rests_on_references_that_exist_and_stand() -> None:
    library = everything()[0].library
    assert any(reference.retracted for reference in library.references.values())
    for claim in (*library.claims.values(), *library.blocked.values()):
        assert claim.references, claim.id
        for name in claim.references:
            assert name in library.references, (claim.id, name)
            assert claim.id in library.blocked or not library.references[name].retracted, (claim.id, name)


def test_every_claim_says_what_it_is_about_and_when_it_was_checked() -> None:
    for claim in claims():
        assert claim.statement.endswith((".", "?")), claim.id
        assert claim.subject, claim.id
        assert claim.population, claim.id
        assert claim.purpose, claim.id
        assert date(2026, 1, 1) < claim.checked < claim.review_due, claim.id


def test_a_strength_stands_only_with_a_guideline() -> None:
    assert [claim.id for claim in claims() if claim.strength and claim.basis != "guideline"] == []


def test_foods_and_limits_rest_on_references_that_exist() -> None:
    library = everything()[0].library
    assert len(library.foods) >= 20
    for entry in (*library.foods.values(), *library.limits.values()):
        assert set(entry.references) <= set(library.references), entry.id


def test_no_text_can_reach_what_the_source_said() -> None:
    library = everything()[0].library
    assert library.notes
    assert library.blocked
    for holder in (*library.claims.values(), *library.blocked.values()):
        assert not hasattr(holder, "source_says")
    assert not any(hasattr(blocked, "values") or hasattr(blocked, "statement") for blocked in library.blocked.values())


def test_every_text_unit_of_a_leaflet_has_an_id_of_its_own() -> None:
    content = everything()[0]
    for draft in content.drafts:
        if draft.kind == "leaflet":
            document = compose(draft, content.library, Translation("en"), None, {})
            ids = [unit.id for unit in units((document.title, document.lead, document.sections))]
            assert len(ids) == len(set(ids)), draft.id
            assert all(name.startswith(f"{draft.id}/") for name in ids)


def test_one_document_reads_only_what_it_uses(tmp_path, monkeypatch) -> None:
    project = Project(make_project(tmp_path, {"claims/other.yaml": "\x00", "leaflets/broken.yaml": "\x00"}))
    read: list[str] = []
    monkeypatch.setattr(
        "handouts.content.project.read_source", lambda path, name: (read.append(name), read_source(path, name))[1]
    )
    log: list[Problem] = []
    read_content(project, ("small",), None, log)
    assert log == []
    assert len(read) == len(set(read))
    # the nodes of documents and claims, of which a library has thousands, are let go
    assert not {name for name in project.sources if name.startswith(("content/leaflets/", "content/claims/"))}
    assert set(read) == {
        "content/leaflets/small.yaml",
        "content/claims/dose.yaml",
        "content/references.yaml",
        # the safety rules hold for every document
        "content/limits.yaml",
        "content/names.yaml",
        # all values are in the units of the project
        "content/units.yaml",
        # the words of a patient's document are held against the whole glossary
        "content/glossary.yaml",
        # and the limits of a clinic's region hold for each
        "content/regions.yaml",
        # and every claim is typed with the project's words
        "content/vocabulary.yaml",
    }


def test_the_project_is_found_from_a_folder_below_it(tmp_path) -> None:
    root = make_project(tmp_path)
    assert find_project(root / "content" / "leaflets") == root
    with pytest.raises(NoProjectError):
        find_project(root.parent)
