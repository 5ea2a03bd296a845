"""Tables with the titles of their groups in the rail at the start, and the rows beside them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate

from handouts.document.blocks import Group, Table
from handouts.document.text import Unit
from handouts.render.paper.setting import FRAME, Setter, tint
from handouts.render.paper.shapes import Drawn, Path, StraightLine, Strip, Tag, decoration, moved
from handouts.render.paper.tables import ColumnGrid, grid_of, group_dots, head_strip, row_strip

# from the start of the rail to the words in it
INSET = 8.0
# the share of a page's height up to which the rows of a group are kept together beside their title
MOST_OF_PAGE = 0.4


def titled_all(table: Table) -> bool:
    """Return whether a table has several groups, each with a title."""
    return len(table.groups) > 1 and all(group.title is not None and group.rows for group in table.groups)


def fits_rail(setter: Setter, table: Table, width: float) -> bool:
    """Return whether the groups of a table can stand beside their titles, each kept on one page."""
    if not titled_all(table):
        return False
    headed = _headed(table)
    grid = grid_of(setter, headed, width - _start(setter))
    if grid.over is not None:
        return False
    heights = (
        sum(row_strip(setter, table, row, grid, (Tag("Table", table.id),)).height for row in group.rows)
        for group in table.groups
    )
    return max(heights) <= MOST_OF_PAGE * setter.look.height


def railed_table(setter: Setter, table: Table, width: float, path: Path) -> Iterator[Strip]:
    """Yield a table whose groups have titles as one table: its head, then the rows of each group beside its title."""
    inner = (*path, Tag("Table", table.id))
    start, headed = _start(setter), _headed(table)
    grid = grid_of(setter, headed, width - start)
    if table.caption is not None:
        name = table.caption.id
        caption = setter.strip(table.caption, "caption", width, (*inner, Tag("Caption", name)))
        yield replace(caption, keep=True)
    head = head_strip(setter, table, replace(headed.groups[0], id=table.id), grid, inner)
    rule = decoration(StraightLine(0, head.height, start, head.height, "primary", FRAME))
    head = replace(head, drawn=(rule, *moved(head.drawn, start, 0)))
    repeated = replace(head, drawn=tuple(replace(each, path=(), artifact="Repeated") for each in head.drawn))
    yield replace(head, keep=True)
    for group in table.groups:
        for strip in _group(setter, table, group, grid, width, inner):
            yield replace(strip, head=repeated)


def _start(setter: Setter) -> float:
    """Return where the rows begin beside the rail."""
    return setter.look.rail + setter.space("column")


def _headed(table: Table) -> Table:
    """Return a table whose head says the name of each column, since titles stand in the rail."""
    return replace(table, groups=tuple(replace(group, title=None, level=None) for group in table.groups))


def _group(setter: Setter, table: Table, group: Group, grid: ColumnGrid, width: float, path: Path) -> Iterator[Strip]:
    """Yield the rows of a group, kept together, the first with the title; a line ends them."""
    if group.title is None:
        return
    title = _title(setter, table, group, group.title, path)
    rows = [row_strip(setter, table, row, grid, path) for row in group.rows]
    heights = _heights(rows, title.height)
    rail, start = setter.look.rail, _start(setter)
    for number, (row, height) in enumerate(zip(rows, heights, strict=True)):
        last = number == len(rows) - 1
        ground: tuple[Drawn, ...] = ()
        if number == 0:
            # as high as the whole group, and below the words, which may reach beside later rows; the rule above stays
            ground = (decoration(tint(0, FRAME / 2, rail, sum(heights) - FRAME / 2, "primary-tint")), *title.drawn)
        end = (decoration(StraightLine(0, height, width, height, "primary", FRAME)),) if last else ()
        drawn = (*ground, *moved(row.drawn, start, 0), *end)
        yield replace(row, height=height, drawn=drawn, keep=not last)


def _heights(rows: Sequence[Strip], title: float) -> list[float]:
    """Return the heights of the rows of a group; the last is higher where the title beside them is."""
    heights = [row.height for row in rows]
    before = [0.0, *accumulate(heights)][-2]
    return [*heights[:-1], max(heights[-1], title - before)]


def _title(setter: Setter, table: Table, group: Group, unit: Unit, path: Path) -> Strip:
    """Return the title of a group in the rail, below the dots of its level: a row of its own, which is read before its rows.

    It heads no column: a screen reader would say the titles of all groups above before each cell.
    """
    row = (*path, Tag("TBody", f"{table.id}#body"), Tag("TR", f"{group.id}#title"))
    cell = (*row, Tag("TH", unit.id, scope="Row", columns=len(table.columns)))
    pad = setter.space("row")
    dots = group_dots(setter, group, cell, pad)
    top = pad + (setter.style("group").line if dots else 0.0)
    words = setter.strip(unit, "group", setter.look.rail - 2 * INSET, cell)
    return replace(words, height=top + words.height + pad, drawn=(*dots, *moved(words.drawn, INSET, top)))
