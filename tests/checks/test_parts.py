"""Content is checked part by part: nothing is missed, nothing is looked at twice, and little is composed at a time."""

from __future__ import annotations

from datetime import date

import pytest
from support.projects import REPO, TODAY, deck, leaflet, make_project

from handouts.checks import check
from handouts.checks import subject as of_subject
from handouts.checks.language import OF_ALL_WORDS
from handouts.checks.subject import Subject, families
from handouts.content.project import Project, read_all, read_content
from handouts.core.matching import all_for_matching
from handouts.core.problem import Problem

pytestmark = pytest.mark.clinical

BRIDGE = """
- id: bridge
  slide: bullets
  title: What the other deck says
  blocks: [{id: why, text: It says more about greens.}]
  include: second
"""
SPELT = "Carrots and potatoes, or potatoes and peas, or potatoes"


@pytest.fixture(scope="module")
def shipped() -> Subject:
    return Subject(read_all(Project(REPO), None, []), date(2026, 11, 27), REPO)


def test_every_document_is_in_one_part_and_facts_stand_alone(shipped: Subject) -> None:
    facts, *parts = shipped.parts()
    assert not facts.drafts
    assert facts.facts == all_for_matching(shipped.content.library)
    assert sorted(draft.id for part in parts for draft in part.drafts) == sorted(draft.id for draft in shipped.drafts)
    assert not any(part.facts.claims or part.facts.references for part in parts)


def test_documents_that_share_slides_are_in_one_part(shipped: Subject) -> None:
    course = next(draft for draft in shipped.drafts if draft.id == "vitamin-k-course")
    homes = {part.home for part in course.parts}
    (family,) = (family for family in families(shipped.drafts) if course in family)
    assert len(homes) > 2
    assert homes <= {draft.id for draft in family}
    assert all([draft] in families(shipped.drafts) for draft in shipped.drafts if draft.kind == "leaflet")


@pytest.mark.parametrize("size", [1, 4, 1000])
def test_parts_of_any_size_find_the_same(shipped: Subject, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    before = check(shipped, (), OF_ALL_WORDS)
    monkeypatch.setattr(of_subject, "DOCUMENTS_A_PART", size)
    assert check(shipped, (), OF_ALL_WORDS) == before != []


def test_each_document_is_composed_once(shipped: Subject, monkeypatch: pytest.MonkeyPatch) -> None:
    composed: list[str] = []
    real = of_subject.compose
    monkeypatch.setattr(of_subject, "compose", lambda draft, *args: (composed.append(draft.id), real(draft, *args))[1])
    check(shipped)
    assert sorted(composed) == sorted(draft.id for draft in shipped.drafts)


def words_of_two_leaflets(tmp_path, size: int, monkeypatch: pytest.MonkeyPatch) -> list[Problem]:
    texts = {"one": f"{SPELT}.", "two": f"{SPELT}, or potaotes."}
    files = {f"leaflets/{name}.yaml": leaflet(f"- id: a\n  text: {text}") for name, text in texts.items()}
    root = make_project(tmp_path, files)
    monkeypatch.setattr(of_subject, "DOCUMENTS_A_PART", size)
    found = check(Subject(read_all(Project(root), None, []), TODAY, root), (), OF_ALL_WORDS)
    return [problem for problem in found if problem.rule == "misspelt-word"]


@pytest.mark.parametrize("size", [1, 20])
def test_words_are_held_against_those_of_other_parts(tmp_path, size: int, monkeypatch: pytest.MonkeyPatch) -> None:
    (problem,) = words_of_two_leaflets(tmp_path, size, monkeypatch)
    assert problem.reaches == ("two",)
    assert "possible misspelling 'potaotes'; did you mean 'potatoes'?" in problem.message


def test_a_word_of_a_shared_slide_stands_once(tmp_path) -> None:
    slide = f"- id: greens\n  slide: bullets\n  title: Greens\n  blocks: [{{id: a, text: '{SPELT}, or potaotes.'}}]"
    root = make_project(tmp_path, {"decks/first.yaml": deck(BRIDGE), "decks/second.yaml": deck(slide)})
    found = check(Subject(read_all(Project(root), None, []), TODAY, root), (), OF_ALL_WORDS)
    (problem,) = (problem for problem in found if problem.rule == "misspelt-word")
    assert problem.reaches == ("first", "second")


LESSON = (
    "- id: s\n  slide: statement\n  title: Keep the range\n  sources: [memory_2011]\n"
    '  blocks: [{id: a, rests_on: [dose.target], text: "It is often so."}]'
)


def test_what_is_wrong_in_a_lesson_is_one_problem_of_all_decks_that_hold_it(tmp_path) -> None:
    files = {
        "decks/second.yaml": deck(LESSON).replace("A small talk", "A lesson"),
        "decks/course.yaml": deck(BRIDGE.strip() + LESSON.replace("- id: s", "\n- id: own").replace("Keep", "Stay in")),
    }
    root = make_project(tmp_path, {**files, "leaflets/small.yaml": None})
    rules = {"unconfirmed-reference", "vague-frequency"}

    def found(*ids: str) -> list[tuple[str, str, tuple[str, ...]]]:
        content = read_all(Project(root), None, []) if not ids else read_content(Project(root), ids, None, [])
        problems = check(Subject(content, TODAY, root))
        return [(each.mark.file, each.rule, each.reaches) for each in problems if each.rule in rules]

    both, own = ("course", "second"), ("course",)
    of_lesson = [("content/decks/second.yaml", rule) for rule in sorted(rules)]
    of_course = [("content/decks/course.yaml", rule, own) for rule in sorted(rules)]
    assert sorted(found()) == sorted([*((*each, both) for each in of_lesson), *of_course])
    # alone, the course tells the same, at the same place
    assert sorted(found("course")) == sorted([*((*each, own) for each in of_lesson), *of_course])
