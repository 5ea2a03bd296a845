"""Every claim is taught somewhere, or a reason says why it is not."""

from __future__ import annotations

from pathlib import Path

import pytest

from handouts.content.project import Project, ProjectContent, named_claims, read_all
from handouts.core.problem import Problem
from handouts.core.source import Mapping, Scalar, read_source

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module")
def content() -> ProjectContent:
    log: list[Problem] = []
    found = read_all(Project(ROOT), None, log)
    assert log == []
    return found


def taught(content: ProjectContent) -> dict[str, list[str]]:
    """Each claim with the places that use it."""
    places: dict[str, list[str]] = {name: [] for name in content.library.claims}
    for draft in content.drafts:
        for name, mark in named_claims(draft):
            places[name].append(f"{draft.id} ({mark.file}:{mark.line})")
    return places


def reasons() -> dict[str, str]:
    """The claims that nothing uses, with the reason."""
    root = read_source(Path(__file__).with_name("not_taught.yaml"), "tests/content/not_taught.yaml").root
    assert isinstance(root, Mapping)
    return {name: node.text for name, node in root.entries.items() if isinstance(node, Scalar)}


def test_every_claim_is_taught_or_says_why_not(content: ProjectContent) -> None:
    silent = [name for name, places in taught(content).items() if not places and name not in reasons()]
    assert silent == []


def test_no_reason_is_out_of_date(content: ProjectContent) -> None:
    places = taught(content)
    assert [name for name in reasons() if name not in places] == []
    assert [name for name in reasons() if places[name]] == []
    assert all(len(reason) > 20 for reason in reasons().values())


def test_every_slide_of_the_course_is_one_of_its_lessons(content: ProjectContent) -> None:
    decks = {draft.id: draft for draft in content.drafts if draft.kind == "deck"}
    course = decks.pop("vitamin-k-course")
    lessons = [part for part in course.parts if part.home != course.id]
    assert {part.home for part in lessons} == set(decks)
    for name, deck in decks.items():
        own = [part for part in deck.parts if part.lesson and part.lesson.kind not in ("title", "references")]
        assert [part for part in lessons if part.home == name] == own
