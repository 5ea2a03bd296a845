"""The words that a project adds: purposes, bases, scopes, and kinds of substances and intakes."""

from __future__ import annotations

from pathlib import Path

import pytest
from pptx import Presentation
from support.projects import CLAIMS, LIMITS, REPO, VOCABULARY, built, deck, line_of, make_project
from support.rules import content_problems

from handouts.content.compose import compose
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation, authored_texts
from handouts.content.vocabulary import GENERAL, PURPOSES, UNJUDGED, read_vocabulary
from handouts.core.problem import Problem
from handouts.core.source import read_source, source_of
from handouts.document.document import Badge
from handouts.document.grades import BASES, BASIS_WORDS

OWN = """\
purposes:
  first dose: {means: the dose that a treatment begins with, like: dose}
bases:
  registry: {label: registry data, like: cohort}
scopes:
  whole: {label: all of it, purposes: [intake, first dose]}
  part: {label: a part of it, part_of: whole}
  piece: {label: a piece of it, part_of: part}
substance_kinds:
  drug: {label: drug, limit: maximum dose}
intake_kinds:
  enough: {label: enough for all, allowance: true}
  some: {label: enough for some}
"""


def problems(text: str) -> list[Problem]:
    log: list[Problem] = []
    read_vocabulary(source_of(text, "content/vocabulary.yaml"), log)
    return log


def test_a_project_adds_words_to_those_of_the_program() -> None:
    log: list[Problem] = []
    words = read_vocabulary(source_of(OWN, "content/vocabulary.yaml"), log)
    assert log == []
    assert tuple(words.purposes) == (*PURPOSES, "first dose")
    assert tuple(words.bases) == (*BASES, "registry")
    assert (words.counts_as("first dose"), words.counts_as("limit")) == ("dose", "limit")
    assert (words.rests_as("registry"), words.rests_as("trial")) == ("cohort", "trial")
    assert words.allowances == ("enough",)


@pytest.mark.parametrize(
    ("limit", "amount", "counted"),
    [
        # what a scope counts, the one around it counts too, and not the other way round
        ("whole", "piece", True),
        ("part", "piece", True),
        ("piece", "piece", True),
        ("piece", "part", False),
        ("part", "whole", False),
        # without a scope a limit counts everything, and an amount is counted by every limit
        (None, "piece", True),
        (None, "whole", True),
        ("piece", None, True),
    ],
)
def test_a_limit_counts_amounts_of_its_scope_and_of_narrower_ones(
    limit: str | None, amount: str | None, counted: bool
) -> None:
    assert read_vocabulary(source_of(OWN, "vocabulary"), []).counts(limit, amount) is counted


def test_a_claim_without_a_scope_has_that_of_its_purpose() -> None:
    words = read_vocabulary(source_of(OWN.replace("first dose]", "dose]"), "vocabulary"), [])
    # a purpose of the project has the scope of the one that it is like, unless it has its own
    assert [words.scope_for(each) for each in ("intake", "first dose", "limit")] == ["whole", "whole", None]
    assert [words.is_total(each) for each in ("whole", "part", None)] == [True, False, False]


@pytest.mark.parametrize(
    ("right", "wrong", "rule", "said"),
    [
        ("like: dose", "like: dosis", "unknown-value", "did you mean 'dose'?"),
        ("like: dose", "like: xyz", "unknown-value", "use adherence, association"),
        (", like: cohort", "", "missing-key", "'like'"),
        ("{label: registry data, like: cohort}", "{like: cohort}", "missing-key", "'label'"),
        ("  registry:", "  trial:", "duplicate-id", "'trial' is one of the bases that every project has"),
        ("  first dose: {", "  intake: {", "duplicate-id", "'intake' is one of the purposes"),
        ("part_of: whole", "part_of: hole", "unknown-value", "'whole'"),
        ("part_of: whole", "part_of: piece", "wrong-value", "'part' is a part of itself"),
        ("part_of: whole", "part_of: part", "wrong-value", "'part' is a part of itself"),
        ("purposes: [intake, first dose]", "purposes: [intakes]", "unknown-value", "'intake'"),
        ("part_of: part}", "part_of: part, purposes: [intake]}", "duplicate-id", "the scope 'whole' already"),
        (", limit: maximum dose", "", "missing-key", "'limit'"),
        ("allowance: true", "allowance: yes", "unknown-value", "false or true"),
        ("intake_kinds:", "intakes_kinds:", "unknown-key", "did you mean 'intake_kinds'?"),
    ],
)
def test_what_is_wrong_in_the_file_is_told_at_its_line(right: str, wrong: str, rule: str, said: str) -> None:
    text = OWN.replace(right, wrong, 1)
    at = wrong or OWN.partition(right)[0].rpartition("\n")[2]
    found = [(each.mark.line, each.rule) for each in problems(text) if said in each.message]
    assert (line_of(text, at), rule) in found, [str(each) for each in problems(text)]


def test_the_words_of_the_program_each_print() -> None:
    assert set(BASIS_WORDS) == set(BASES)
    assert read_vocabulary(
        read_source(REPO / "content/vocabulary.yaml", "content/vocabulary.yaml"), []
    ).scopes.keys() == {
        "total_intake",
        "supplements_water_added",
        "supplements_only",
    }


OURS = CLAIMS.replace("purpose: timing", "purpose: first dose").replace("basis: trial\n", "basis: registry\n")


@pytest.mark.parametrize(
    ("file", "text", "wrong", "said"),
    [
        ("claims/dose.yaml", OURS, "purpose: last dose", "'first dose'"),
        ("claims/dose.yaml", OURS, "purpose: storage", "declare it in content/vocabulary.yaml"),
        ("claims/dose.yaml", OURS, "basis: registries", "did you mean 'registry'?"),
        ("claims/dose.yaml", OURS, "basis: opinion", "or declare it in content/vocabulary.yaml"),
        ("limits.yaml", LIMITS, "scope: supplements", "did you mean"),
        ("limits.yaml", LIMITS, "scope: everything", "use total_intake or supplements_only, or declare it"),
    ],
)
def test_a_word_that_nobody_declares_is_told_with_those_that_are(
    tmp_path: Path, file: str, text: str, wrong: str, said: str
) -> None:
    right = {"purpose": "purpose: first dose", "basis": "basis: registry", "scope": "scope: supplements_only"}
    own = VOCABULARY + OWN.partition("scopes:")[0]
    changed = text.replace(right[wrong.partition(":")[0]], wrong)
    root = make_project(tmp_path, {"vocabulary.yaml": own, "claims/dose.yaml": OURS, file: changed})
    found = [each for each in content_problems(root) if each.rule == "unknown-value"]
    assert [(each.mark.file, each.mark.line, said in each.message) for each in found] == [
        (f"content/{file}", line_of(changed, wrong), True)
    ]


def test_a_project_without_the_file_has_the_words_of_the_program(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"vocabulary.yaml": None})
    found = [each for each in content_problems(root) if each.rule == "unknown-value"]
    assert {each.message for each in found} == {
        "unknown scope 'supplements_only'; declare it in content/vocabulary.yaml",
        "unknown scope 'total_intake'; declare it in content/vocabulary.yaml",
    }
    assert read_vocabulary(source_of("", "content/vocabulary.yaml"), []) in (UNJUDGED, GENERAL)


BASIS = "vocabulary/bases/registry/label"
TALK = deck(
    "- id: s\n  slide: bullets\n  title: The window\n  blocks:\n    - id: a\n      bullets: {x: 'After {{ dose.window }}.'}\n"
)


def test_a_badge_prints_the_words_of_a_basis_that_the_project_adds(tmp_path: Path) -> None:
    own = VOCABULARY + OWN.partition("scopes:")[0]
    claims = CLAIMS.replace("basis: trial\n", "basis: registry\n")
    files = {"vocabulary.yaml": own, "claims/dose.yaml": claims, "decks/talk.yaml": TALK, "leaflets/small.yaml": None}
    root = make_project(tmp_path, files)
    content = read_content(Project(root), ("talk",), None, [])
    (draft,) = content.drafts
    translated = Translation("en", lambda unit, _: {BASIS: "Registerdaten"}.get(unit))
    for translation, words in ((Translation("en"), "registry data"), (translated, "Registerdaten")):
        (section,) = compose(draft, content.library, translation, None, {}).sections
        assert section.teaching is not None
        assert section.teaching.badge == Badge("moderate", "registry", words)
    assert dict(authored_texts(content.drafts, content.library, None))[BASIS] == "registry data"
    assert built(root, layouts=("widescreen",)).written == ("decks/talk.en.widescreen.pptx",)
    deck_file = root / "build/decks/talk.en.widescreen.pptx"
    shapes = [shape for slide in Presentation(str(deck_file)).slides for shape in slide.shapes if shape.has_text_frame]
    assert "MODERATE · REGISTRY DATA" in [shape.text_frame.text for shape in shapes]
