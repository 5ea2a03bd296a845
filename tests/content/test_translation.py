"""Every authored text has a unit id, and what a document prints of it is looked up by that id."""

from __future__ import annotations

from collections import Counter
from datetime import date
from functools import cache

import pytest
from support.projects import REPO

from handouts.content.compose import compose
from handouts.content.model import Library
from handouts.content.project import Project, ProjectContent, read_all
from handouts.content.prose import parse
from handouts.content.translation import Authored, Translation, authored_texts
from handouts.content.walk import prose_in
from handouts.core.problem import Mark
from handouts.document.digest import content_digest
from handouts.document.document import Document
from handouts.document.text import plain

TODAY = date(2026, 11, 23)


@cache
def shipped(clinic: str | None) -> ProjectContent:
    return read_all(Project(REPO), clinic, [])


@pytest.mark.parametrize(
    "text",
    [
        "Plain words, with a < and an &.",
        "**Keep** about the same: {{ dose.target }} or {{ dose.cups/weight:value }}[@paper_2012].",
        "See [the **label**](https://example.org/a?b=1), 25(OH)D, Ca^2+^ and CO~2~.",
        "{{ food/kale:k1_ug }} {{ limit/mg.us.9:ul }} {{ term/inr }} {{ clinic/day }} {{ blank/name }}",
    ],
)
def test_a_text_is_known_by_what_its_author_typed(text: str) -> None:
    prose, problems = parse(text, "a/b/c", Mark("a.yaml"))
    assert problems == []
    assert prose.source == text


def test_every_shipped_text_reads_back_from_its_source() -> None:
    texts = [
        prose for draft in shipped("riverside").drafts for prose in prose_in((draft.title, draft.lead, draft.parts))
    ]
    assert len(texts) > 1_000
    assert [prose.id for prose in texts if parse(prose.source, prose.id, prose.mark)[0].pieces != prose.pieces] == []


def test_every_id_stands_for_one_text() -> None:
    content = shipped("riverside")
    found = Counter(entry.id for entry in authored_texts(content.drafts, content.library, content.clinic))
    assert {name: count for name, count in found.items() if count > 1} == {}


@pytest.mark.parametrize("clinic", [None, "riverside"])
def test_what_documents_look_up_is_listed_for_translators(clinic: str | None) -> None:
    content = shipped(clinic)
    asked: set[Authored] = set()

    def lookup(unit_id: str, source: str) -> None:
        asked.add(Authored(unit_id, source))

    for draft in content.drafts:
        compose(draft, content.library, Translation("en", lookup), content.clinic, {})
    assert asked - set(authored_texts(content.drafts, content.library, content.clinic)) == set()
    kinds = {entry.id.partition("/")[0] for entry in asked}
    assert {"foods", "references", "claims"} <= kinds  # no shipped text prints the words of a term
    assert ("clinics" in kinds) is (clinic is not None)


def test_a_translation_that_finds_nothing_changes_no_word() -> None:
    content = shipped(None)
    draft = content.drafts[0]
    as_written = compose(draft, content.library, Translation("en"), None, {})
    assert compose(draft, content.library, Translation("en", lambda *_: None), None, {}) == as_written


def composed(library: Library, lookup: dict[str, str]) -> Document:
    (draft,) = (each for each in shipped(None).drafts if each.id == "warfarin-diet")
    return compose(draft, library, Translation("en", lambda unit_id, _: lookup.get(unit_id)), None, {})


def test_a_translated_text_keeps_its_values_and_marks() -> None:
    library = shipped(None).library
    before = composed(library, {})
    after = composed(library, {"warfarin-diet/title": "Warfarin ac **eich** bwyd"})
    assert plain(after.title.text) == "Warfarin ac eich bwyd"
    assert after.title.mark == before.title.mark
    assert after.sections == before.sections
    assert content_digest(after) != content_digest(before)


def test_an_older_text_has_no_translation() -> None:
    content = shipped(None)
    (draft,) = (each for each in content.drafts if each.id == "warfarin-diet")
    kept = {("warfarin-diet/title", "A title of last year"): "Teitl"}
    document = compose(draft, content.library, Translation("en", lambda *entry: kept.get(entry)), None, {})
    assert plain(document.title.text) != "Teitl"
