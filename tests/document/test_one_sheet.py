"""A leaflet cut down to what page 1 holds."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from support.projects import REPO
from support.samples import SAMPLER, document_of, look_of, pages_of

from handouts.document.document import Document, Letterhead
from handouts.document.one_sheet import one_sheet
from handouts.document.text import plain
from handouts.document.walk import units
from handouts.pipeline.plan import layouts_of

SHORT = [name for name in layouts_of(REPO, "leaflet") if "short" in name]


@pytest.fixture
def document(tmp_path: Path) -> Document:
    return document_of(tmp_path, SAMPLER)


def last_words(document: Document) -> str:
    return plain([*units(document.sections[-1])][-1].text)


def test_it_says_what_page_one_says_and_where_the_rest_is(document: Document) -> None:
    short = one_sheet(document)
    assert short.sections[:-1] == tuple(section for section in document.sections if section.front)
    assert last_words(short) == "This sheet is page 1 of a longer leaflet. For all of it, ask us."


def test_the_clinic_is_named_as_the_place_to_ask(document: Document) -> None:
    head = Letterhead("mill", "Mill Clinic", "0123", None, None, None, None, None)
    assert last_words(one_sheet(replace(document, letterhead=head))).endswith("For all of it: 0123")
    site = replace(head, web="https://mill.example")
    assert "mill.example" in last_words(one_sheet(replace(document, letterhead=site)))


def test_a_leaflet_of_one_page_is_itself(document: Document) -> None:
    front = replace(document, sections=tuple(section for section in document.sections if section.front))
    assert one_sheet(front) == front


@pytest.mark.parametrize("layout", SHORT)
def test_each_layout_of_one_sheet_has_at_most_two_sides(document: Document, layout: str) -> None:
    assert look_of(layout).part == "front"
    assert len(pages_of(one_sheet(document), layout).pages) in (1, 2)


def test_there_is_one_for_each_paper_and_print() -> None:
    assert SHORT == ["a4-short", "a4-short-large-print", "letter-short", "letter-short-large-print"]
