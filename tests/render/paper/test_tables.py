"""Tables on paper: rows as records where columns are too narrow, and groups in the rail."""

from __future__ import annotations

from pathlib import Path

import pytest
from support.projects import leaflet
from support.samples import document_of, look_of, pages_of

from handouts.document.blocks import Table
from handouts.document.document import Document
from handouts.document.walk import blocks
from handouts.render.paper.pages import Pages
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import TagKind
from handouts.render.paper.tables import table_strips, words_a_line

LONG = "You may take some of this with food, but never more than the label says"
WIDE = f"""\
- id: doses
  table:
    columns: {{who: Who, d: Vitamin D, k: K2, calcium: Calcium, magnesium: Magnesium}}
    rows:
      a: [Anyone at all, {LONG!r}, {LONG!r}, {LONG!r}, {LONG!r}]
      b: [Older people, {LONG!r}, Nothing, {LONG!r}, {LONG!r}]
"""
SHORT = (
    "- id: foods\n  table:\n    columns: {food: Food, much: How much}\n    rows: {kale: [Kale, Much], egg: [Egg, None]}"
)


def kinds(pages: Pages) -> set[TagKind]:
    return {tag.kind for page in pages.pages for each in page.drawn for tag in each.path}


def words(pages: Pages) -> list[str]:
    """The words of all that is tagged, in reading order."""
    lines = [
        shape.line.text
        for page in pages.pages
        for each in page.drawn
        if each.path
        for shape in each.shapes
        if hasattr(shape, "line")
    ]
    return " ".join(lines).split()


def table_of(document: Document) -> Table:
    return next(block for block in blocks(document) if isinstance(block, Table))


def test_rows_are_records_where_columns_would_be_too_narrow(tmp_path: Path) -> None:
    pages = pages_of(document_of(tmp_path, leaflet(WIDE)), "a4-large-print")
    assert pages.problems == ()
    assert "Table" not in kinds(pages)
    assert {"L", "LI", "Lbl", "LBody"} <= kinds(pages)


def test_records_say_each_head_and_each_cell_in_the_order_of_the_row(tmp_path: Path) -> None:
    said = " ".join(words(pages_of(document_of(tmp_path, leaflet(WIDE)), "a4-large-print")))
    row = f"Who Older people Vitamin D {LONG} K2 Nothing Calcium {LONG} Magnesium {LONG}"
    assert row in said


@pytest.mark.parametrize("layout", ["a4", "a4-large-print"])
def test_short_cells_that_need_one_line_stay_a_table(tmp_path: Path, layout: str) -> None:
    assert {"Table", "TR", "TD"} <= kinds(pages_of(document_of(tmp_path, leaflet(SHORT)), layout))


def test_words_a_line_are_measured_where_cells_are_broken(tmp_path: Path) -> None:
    setter = Setter(look_of("a4"), "en")
    short = table_of(document_of(tmp_path / "short", leaflet(SHORT)))
    wide = table_of(document_of(tmp_path / "wide", leaflet(WIDE)))
    assert words_a_line(setter, short, (200.0, 200.0)) is None
    assert words_a_line(setter, wide, (40.0,) * 5) == 1
    assert (words_a_line(setter, wide, (200.0,) * 5) or 0) > 3


def test_a_record_is_not_divided_and_a_group_title_stays_with_its_first(tmp_path: Path) -> None:
    grouped = WIDE.replace(
        "    rows:\n", "    groups:\n      all:\n        title: All of them\n        rows:\n"
    ).replace("      a: [", "          a: [")
    grouped = grouped.replace("      b: [", "          b: [")
    table = table_of(document_of(tmp_path, leaflet(grouped)))
    title, *records = table_strips(Setter(look_of("a4-large-print"), "en"), table, 512.0, ())
    assert title.keep
    assert [strip.block for strip in records] == [row.id for row in table.groups[0].rows]
