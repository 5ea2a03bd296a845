"""Tables on paper: rows as records where columns are too narrow, and groups in the rail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from typing import Any

import pikepdf
import pytest
from support.projects import leaflet
from support.samples import document_of, look_of, pages_of, pdf_of

from handouts.audit.verify import verify_data
from handouts.document.blocks import Table
from handouts.document.document import Document
from handouts.document.walk import blocks
from handouts.render.paper import blocks as paper_blocks
from handouts.render.paper.arrangements import arrangements
from handouts.render.paper.pages import Pages
from handouts.render.paper.rails import fits_rail, railed_table
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Rect, Strip, Tag, TagKind, texts
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


def test_tables_of_evidence_packs_stay_tables(tmp_path: Path) -> None:
    table = table_of(document_of(tmp_path, leaflet(WIDE)))
    leaflets = look_of("a4-large-print")
    found = {
        pages: {tag.kind for strip in strips for each in strip.drawn for tag in each.path}
        for pages in ("even", "flow")
        for strips in [list(table_strips(Setter(replace(leaflets, pages=pages), "en"), table, 512.0, ()))]
    }
    assert ("Table" in found["even"], "Table" in found["flow"]) == (False, True)


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


# --- groups in the rail ---------------------------------------------------------------------------


def grouped(rows: int, title: str = "Some", level: int = 2) -> str:
    """A table of two groups with titles."""
    groups = "".join(
        f"      {name}:\n        title: {title} {name}\n        level: {level}\n        rows:\n"
        + "".join(f"          {name}{number}: [Food {name}{number}, 12]\n" for number in range(rows))
        for name in ("first", "second")
    )
    return f"- id: foods\n  table:\n    columns: {{food: Food, much: {{head: How much, kind: number}}}}\n    groups:\n{groups}"


def railed(folder: Path, text: str) -> list[Strip]:
    table = table_of(document_of(folder, leaflet(text)))
    return list(railed_table(Setter(look_of("a4"), "en"), table, 510.0, ()))


def test_a_section_with_titled_groups_may_stand_in_the_rail(tmp_path: Path) -> None:
    setter = Setter(look_of("a4"), "en")
    sections = {
        "titled": document_of(tmp_path / "titled", leaflet(grouped(4))).sections[0],
        "plain": document_of(tmp_path / "plain", leaflet(SHORT)).sections[0],
    }
    offered = {name: [each.name for each in arrangements(setter, section)] for name, section in sections.items()}
    assert offered == {"titled": ["plain", "rail"], "plain": ["plain"]}


def test_titles_stand_in_the_rail_and_rows_beside_them(tmp_path: Path) -> None:
    look = look_of("a4")
    starts = {line.line.text: line.x for strip in railed(tmp_path, grouped(4)) for line in texts(strip.drawn)}
    assert starts["Some first"] < look.rail
    assert all(starts[name] >= look.rail for name in ("Food", "Food first0", "Food second3"))


def test_one_head_serves_all_groups_and_is_repeated_on_the_next_page(tmp_path: Path) -> None:
    head, *rows = railed(tmp_path, grouped(4))
    assert len(rows) == 8
    assert [line.line.text for line in texts(head.drawn)] == ["Food", "How much"]
    assert all(row.head is not None and row.head.height == head.height for row in rows)
    assert {each.artifact for row in rows if row.head for each in row.head.drawn if each.shapes} == {"Repeated"}


def test_a_group_in_the_rail_is_kept_together_and_apart_from_the_next(tmp_path: Path) -> None:
    rows = railed(tmp_path, grouped(4))[1:]
    assert [row.keep for row in rows] == [True, True, True, False] * 2


def test_a_group_is_at_least_as_high_as_its_title(tmp_path: Path) -> None:
    title = "A very long title of several words that needs many lines in the rail"
    _, first, second = railed(tmp_path, grouped(1, title))
    lines = sum(line.x < look_of("a4").rail for line in texts(first.drawn))
    assert lines > 3
    assert min(first.height, second.height) >= (lines + 1) * look_of("a4").styles["group"].line


def test_a_title_in_the_rail_is_a_row_of_its_own_that_heads_no_column(tmp_path: Path) -> None:
    first = railed(tmp_path, grouped(4))[1]
    cells = [each.path[-1] for each in first.drawn if each.path and each.path[-1].kind == "TH"]
    assert (cells[0].scope, cells[0].columns) == ("Row", 2)
    assert cells[-1].scope == "Row"


def test_the_file_says_over_how_many_columns_a_title_stands(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def forced(setter: Setter, table: Table, width: float, path: tuple[Tag, ...]) -> Iterator[Strip]:
        return railed_table(setter, table, width, path)

    monkeypatch.setattr(paper_blocks, "table_strips", forced)
    data = pdf_of(document_of(tmp_path, leaflet(grouped(4))))
    assert [str(problem) for problem in verify_data(data, "small.pdf")] == []
    with pikepdf.open(BytesIO(data)) as file:
        spans = [int(each["/A"]["/ColSpan"]) for each in file.objects if _spans(each)]
    assert spans == [2, 2]


def _spans(each: Any) -> bool:
    return isinstance(each, pikepdf.Dictionary) and "/S" in each and "/A" in each and "/ColSpan" in each["/A"]


def test_groups_too_high_to_be_kept_together_stay_plain(tmp_path: Path) -> None:
    setter = Setter(look_of("a4"), "en")
    tables = {rows: table_of(document_of(tmp_path / str(rows), leaflet(grouped(rows)))) for rows in (4, 40)}
    assert {rows: fits_rail(setter, table, 510.0) for rows, table in tables.items()} == {4: True, 40: False}


# --- bars -----------------------------------------------------------------------------------------

BARS = """\
- id: servings
  table:
    columns: {{food: Food, {columns}}}
    rows: {{low: [Low, {low}], high: [High, {high}]}}
"""


def bars_of(folder: Path, layout: str, count: int = 1) -> tuple[Table, list[Rect], list[Strip]]:
    """A table with columns of bars, its bars and its strips."""
    columns = ", ".join(f"a{number}: {{head: g, kind: bar, unit: g}}" for number in range(count))
    cells = ", ".join(['"{{ dose.cups/weight:value }}"'] * count)
    text = BARS.format(columns=columns, low=cells, high=cells)
    table = table_of(document_of(folder, leaflet(text)))
    strips = list(table_strips(Setter(look_of(layout), "en"), table, look_of(layout).inner, ()))
    drawn = [shape for strip in strips for each in strip.drawn for shape in each.shapes]
    return table, [shape for shape in drawn if isinstance(shape, Rect) and shape.fill == "primary"], strips


def test_the_longest_bar_is_as_wide_as_the_page_in_large_print(tmp_path: Path) -> None:
    _, bars, strips = bars_of(tmp_path, "a4-large-print")
    assert [bar.width for bar in bars] == pytest.approx([look_of("a4-large-print").inner] * 2)
    words_end = max(line.y for line in texts(strips[1].drawn))
    assert all(words_end < bar.y and bar.y + bar.height < strips[1].height for bar in bars)


def test_bars_stand_beside_words_where_they_are_not_alone_or_print_is_usual(tmp_path: Path) -> None:
    for name, layout, count in (("usual", "a4", 1), ("two", "a4-large-print", 2)):
        _, bars, strips = bars_of(tmp_path / name, layout, count)
        assert len(bars) == 2 * count
        assert all(bar.x > 0 for bar in bars)
        assert strips[1].height < 2 * look_of(layout).styles["cell"].line
