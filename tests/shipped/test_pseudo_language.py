"""Every shipped document is made in a pseudo-language, and nothing in the finished files is left in English."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from unittest.mock import patch

import pytest
from support.projects import REPO
from support.pseudo import LANG, marked, table, translation, with_pseudo_forms
from support.shown import Words, words_of

from handouts.content.compose import compose
from handouts.content.model import Draft
from handouts.content.project import Project, ProjectContent, read_all
from handouts.content.translation import Translation
from handouts.content.units import read_units
from handouts.core.words import LANGUAGES
from handouts.document.document import Document
from handouts.pipeline.documents import Set
from handouts.pipeline.plan import plan_of
from handouts.pipeline.press import Unset, drawn
from handouts.pipeline.request import Request

TODAY = date(2026, 11, 23)
CLINIC = "riverside"
DOCUMENTS = tuple(Project(REPO).documents)
PRINTOUTS = ("a4-notes", "a4-takeaway")
SIGNED = ("letter", "a4-takeaway")
LEFT = re.compile(r"[A-Za-z]+")
# what is the same in each language, and why
SAME = {
    "an address of the web or of mail": r"https?://\S+|www\.\S+|[\w.]+@[\w.]+\w|riverside\.example\S*",
    "the clinic's own name": r"(?i:Riverside[^A-Za-z]*Family[^A-Za-z]*Clinic)",
    "the id of a document, by which people order it": "|".join(
        sorted(map(re.escape, DOCUMENTS), key=len, reverse=True)
    ),
    "the digest of an edition, read out letter by letter": r"\b[0-9a-f]{8}\b",
    "the letter that an option is called by": r"(?m:^[A-F]\.?(?:\s|\Z))",
    "the sheet of a chart's workbook, which its formulas point to": r"\ASheet1\Z",
}
_SAME = re.compile("|".join(f"(?:{each})" for each in SAME.values()))


@pytest.fixture(autouse=True)
def _known(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES, LANG, dict(table()))


@cache
def shipped() -> ProjectContent:
    with patch("handouts.content.project.read_units", lambda *given: with_pseudo_forms(read_units(*given))):
        return read_all(Project(REPO), CLINIC, [])


@cache
def references() -> Mapping[str, str]:
    """What stands for the full references of decks, whose bibliographic words are the same in each language."""
    return {name: marked(reference.plain) for name, reference in shipped().library.references.items()}


def draft_of(name: str) -> Draft:
    (draft,) = (each for each in shipped().drafts if each.id == name)
    return draft


def composed(name: str, into: Translation) -> Document:
    content = shipped()
    return compose(draft_of(name), content.library, into, content.clinic, references())


@dataclass(frozen=True)
class Left:
    """Words that stand unmarked in a finished file, and where."""

    layout: str
    place: str
    words: str


PLAN = plan_of(Request(REPO, REPO, TODAY))


def left_in(document: Document, layout: str) -> list[Left]:
    """What is left in the source language in a file of a document."""
    signed = TODAY if layout in SIGNED else None
    placed = Set(draft_of(document.id), document, PLAN).in_layout(layout, signed)
    assert not isinstance(placed, Unset), placed.problems
    # longer words may not fit, which is reported and hides nothing
    data, problems = drawn(placed, f"{document.id}.{layout}", REPO)
    assert data is not None, [str(each) for each in problems]
    return [Left(layout, place, " ".join(found)) for place, found in unmarked(words_of(data))]


def unmarked(words: Iterator[Words]) -> Iterator[tuple[str, list[str]]]:
    for place, text in words:
        found = LEFT.findall(_SAME.sub(" ", text.replace("\r\n", "\n")))
        if found:
            yield place, found


@pytest.mark.parametrize("name", DOCUMENTS)
def test_nothing_is_left_in_english(name: str) -> None:
    document = composed(name, translation())
    layouts = PLAN.defaults[document.kind]
    assert layouts
    assert [each for layout in layouts for each in left_in(document, layout)] == []


@pytest.mark.parametrize("layout", PRINTOUTS)
def test_nothing_is_left_in_english_in_a_deck_on_paper(layout: str) -> None:
    assert left_in(composed("bone", translation()), layout) == []


# --- the test itself ------------------------------------------------------------------------------


def test_a_text_is_longer_and_keeps_its_markup() -> None:
    into = translation()
    draft = draft_of("warfarin-diet")
    for prose in (draft.title, draft.lead):
        assert prose is not None
        said = into.prose(prose, None)
        assert len(said.source) > len(prose.source)
        assert [piece for piece in prose.pieces if not hasattr(piece, "text")] == [
            piece for piece in said.pieces if not hasattr(piece, "text")
        ]
    for text in ("Keep your diet steady from week to week.", "minute"):
        assert len(marked(text)) >= 1.25 * len(text)
        assert LEFT.search(marked(text)) is None


@pytest.mark.parametrize(
    "unit_id", ["warfarin-diet/title", "foods/kale_cooked/serving", "references/nhs_warfarin/plain"]
)
def test_a_text_without_a_translation_is_found(unit_id: str) -> None:
    whole = translation()
    lookup = whole.lookup
    assert lookup is not None
    document = composed(
        "warfarin-diet", replace(whole, lookup=lambda name, text: None if name == unit_id else lookup(name, text))
    )
    assert left_in(document, "a4") != []


@pytest.mark.parametrize("name", ["page-of", "callout.emergency", "sign.level-3", "months", "feedback"])
def test_a_word_of_the_program_without_a_translation_is_found(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(LANGUAGES[LANG], name, LANGUAGES["en"][name])
    assert left_in(composed("warfarin-diet", translation()), "a4") != []
