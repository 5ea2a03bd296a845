"""Tables set as records: each row is a framed list of its columns' heads and its cells, where columns are too narrow."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.document.blocks import Group, Row, Table
from handouts.document.text import Unit
from handouts.render.paper.setting import FRAME, Setter, tint
from handouts.render.paper.shapes import Drawn, Path, Rect, StraightLine, Strip, Tag, beside, decoration, moved, stacked

# share of spare room for a gap between records, relative to a gap before a section
GROWS = 0.35


def record_strips(setter: Setter, table: Table, width: float, path: Path) -> Iterator[Strip]:
    """Yield the rows of a table as records, one strip each; the title of a group stays with its first record."""
    label = _label_width(setter, table)
    if table.caption is not None:
        tag = (*path, Tag("P", table.caption.id))
        yield replace(setter.strip(table.caption, "caption", width, tag), keep=True)
    for group in table.groups:
        if group.title is not None:
            yield _title(setter, group, group.title, width, path)
        for number, row in enumerate(group.rows):
            strip = _record(setter, table, row, label, width, path)
            titled = number == 0 and group.title is not None
            yield replace(strip, gap=setter.space("after-heading" if titled else "block"), grows=GROWS)


def _label_width(setter: Setter, table: Table) -> float:
    """Return the width of the labels of records, at most that of the rail."""
    style = setter.style("head")
    widest = max(setter.natural(column.head, style) for column in table.columns)
    return min(widest, setter.look.rail) + 1


def _title(setter: Setter, group: Group, title: Unit, width: float, path: Path) -> Strip:
    strip = setter.strip(title, "group", width, (*path, Tag("P", title.id)))
    return replace(strip, block=group.id, gap=setter.space("block"), grows=GROWS, keep=True)


def _record(setter: Setter, table: Table, row: Row, label: float, width: float, path: Path) -> Strip:
    """Return a row as a record: its header on a tinted ground, below it a line for each other column."""
    inner = (*path, Tag("L", row.id))
    lines = [
        _line(setter, row, column.head, cell, "cell" if number else "card", label, width, inner)
        for number, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True))
    ]
    text = stacked(lines, row.id)
    head = lines[0].height
    shapes = (
        tint(0, 0, width, head, "primary-tint"),
        StraightLine(0, head, width, head, "primary", FRAME),
        Rect(FRAME / 2, FRAME / 2, width - FRAME, text.height - FRAME, None, "primary", FRAME),
    )
    return replace(text, drawn=(decoration(*shapes), *_rules(lines, width), *text.drawn))


def _rules(lines: list[Strip], width: float) -> Iterator[Drawn]:
    """Yield the rules between the lines of a record that are below its header."""
    down = lines[0].height
    for line in lines[1:-1]:
        down += line.height
        yield decoration(StraightLine(0, down, width, down, "line", 0.5))


def _line(setter: Setter, row: Row, head: Unit, cell: Unit, role: str, label: float, width: float, path: Path) -> Strip:
    """Return a column's head with the cell beside it, set in a role."""
    pad, inset = setter.space("row"), setter.space("inset")
    start = inset + label + setter.space("column")
    item = (*path, Tag("LI", f"{cell.id}#item"))
    names = setter.strip(head, "head", label, (*item, Tag("Lbl", f"{cell.id}#label")))
    text = setter.strip(cell, role, width - start - inset, (*item, Tag("LBody", cell.id)))
    pair = beside(((inset, names), (start, text)), row.id)
    return replace(pair, height=pair.height + 2 * pad, drawn=moved(pair.drawn, 0, pad))
