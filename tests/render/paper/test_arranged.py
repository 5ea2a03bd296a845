"""The arrangements that sections offer, and which of them is chosen."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import leaflet
from support.samples import document_of, look_of, pages_of

from handouts.document.document import Document
from handouts.render.paper.arranged import Ways, arranged
from handouts.render.paper.arrangements import arrangements, paired
from handouts.render.paper.furniture import Furniture, furniture_of
from handouts.render.paper.header_footer import PageRoom
from handouts.render.paper.orders import Orders
from handouts.render.paper.pages import Pages, prepared
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import texts

LEADS = "- id: a\n  bullets: {a: '**Alcohol:** do not binge.', b: '**Green tea** is fine.', c: '**Grapefruit:** none.'}"
PLAIN = "- id: a\n  bullets: {a: Alcohol is bad, b: Green tea is fine, c: Grapefruit is not, d: Water is}"
RISK = """\
- id: words
  text: Of every 1,000 babies some bleed.
- id: share
  figure:
    kind: icon-array
    alt: "Of all babies {{ dose.share }} bleed."
    value: dose.share
    total: 1000
    label: "{{ dose.share }} bleed, {{ dose.share:span }}"
    rest: The rest do not
"""


def setter(layout: str = "a4") -> Setter:
    return Setter(look_of(layout), "en")


def names(document: Document, layout: str = "a4") -> list[str]:
    return [each.name for each in arrangements(setter(layout), document.sections[0])]


def words(pages: Pages) -> list[str]:
    return " ".join(line.line.text for page in pages.pages for line in texts(page.drawn)).split()


def section(name: str, text: str) -> str:
    return f"  - id: {name}\n    title: {name.title()}\n    blocks:\n      - id: a\n        text: {text}\n"


@pytest.mark.parametrize(
    ("blocks", "offered"),
    [
        (LEADS, ["plain", "rail"]),
        (PLAIN, ["plain", "columns"]),
        (RISK, ["plain", "beside"]),
        ("- id: a\n  text: Words", ["plain"]),
    ],
)
def test_a_section_offers_the_ways_that_suit_its_blocks(tmp_path: Path, blocks: str, offered: list[str]) -> None:
    document = document_of(tmp_path, leaflet(blocks))
    assert names(document) == offered
    assert names(document, "a4-large-print") == ["plain"]


@pytest.mark.parametrize("blocks", [LEADS, PLAIN, RISK])
def test_every_way_says_the_same_words_in_the_same_order(tmp_path: Path, blocks: str) -> None:
    document = document_of(tmp_path, leaflet(blocks))
    said = [
        " ".join(line.line.text for strip in each.strips for line in texts(strip.drawn)).split()
        for each in arrangements(setter(), document.sections[0])
    ]
    assert len(said) > 1
    assert all(each == said[0] for each in said)


def test_lead_words_stand_in_the_rail(tmp_path: Path) -> None:
    rail = arrangements(setter(), document_of(tmp_path, leaflet(LEADS)).sections[0])[1]
    starts = {line.line.text: line.x for strip in rail.strips for line in texts(strip.drawn)}
    assert starts["Alcohol:"] == 0
    assert starts["do not binge."] == look_of("a4").rail + look_of("a4").space["column"]


def test_two_sections_of_text_stand_side_by_side_at_about_one_height(tmp_path: Path) -> None:
    tail = section("two", "Words " * 40) + section("three", "Words " * 80)
    document = document_of(tmp_path, leaflet("- id: a\n  text: Words", tail=tail))
    pair = paired(setter(), document.sections[1], document.sections[2])
    assert pair is not None
    (strip,) = pair.strips
    middle = strip.holds[0].x
    lines = [*texts(strip.drawn)]
    ends = [max(line.y for line in lines if (line.x >= middle) is side) for side in (False, True)]
    assert abs(ends[0] - ends[1]) < 3 * look_of("a4").styles["body"].line
    assert [line.line.text for line in lines if line.line.text in ("Two", "Three")] == ["Two", "Three"]


def test_a_table_never_stands_in_half_the_width(tmp_path: Path) -> None:
    table = "  - id: two\n    title: Two\n    blocks:\n      - id: a\n        table: {columns: {a: A, b: B}, rows: {a: [A, B]}}\n"
    document = document_of(tmp_path, leaflet("- id: a\n  text: Words", tail=table))
    assert paired(setter(), *document.sections) is None


def test_a_section_beside_another_keeps_its_bookmark(tmp_path: Path) -> None:
    rows = "".join(f"            r{number}: [A food {number}, Much]\n" for number in range(18))
    table = f"      - id: b\n        table:\n          columns: {{a: A, b: B}}\n          rows:\n{rows}"
    tail = (
        section("two", "Words " * 40) + section("three", "Words " * 40) + "  - id: four\n    title: Four\n    blocks:\n"
    )
    document = document_of(tmp_path, leaflet("- id: a\n  text: Words", tail=tail + table))
    made = arranged(*_around(document), Ways())
    pages = pages_of(document)
    assert "paired" in made.names
    assert [title for _, title, _ in pages.headings] == ["One", "Two", "Three", "Four"]
    assert words(pages).count("Two") == 1


def _around(document: Document) -> tuple[Setter, Document, Furniture, PageRoom]:
    furniture = furniture_of(document, None, None, None)
    own, room = prepared(document, look_of("a4"), furniture)
    return own, document, furniture, room


def test_an_order_is_judged_as_its_pages_are(tmp_path: Path) -> None:
    document = document_of(tmp_path, leaflet(LEADS, tail=section("two", "Words " * 90) + section("three", "Words")))
    orders = Orders(document, look_of("a4"), furniture_of(document, None, None, None))
    ids = [each.id for each in document.sections]
    made = arranged(*_around(document), Ways())
    assert made.broken is not None
    assert orders.judged(ids) == (made.broken.parted, made.broken.cost)
