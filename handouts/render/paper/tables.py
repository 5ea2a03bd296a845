"""Tables set for paper: columns sized by their content, rows between rules, heads repeated."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from itertools import permutations

from handouts.core.problem import Problem
from handouts.core.quantity import Number
from handouts.core.words import word
from handouts.document.blocks import Column, Group, Row, Table
from handouts.document.text import LEVEL_WORDS, Unit, Value, inlines, says_itself
from handouts.render.paper.setting import (
    FRAME,
    Setter,
    first_baseline,
    icon_drawn,
    icon_room,
    icon_size,
    level_dots,
    tint,
)
from handouts.render.paper.shapes import (
    Drawn,
    Path,
    Rect,
    Shape,
    StraightLine,
    Strip,
    Tag,
    TextLine,
    decoration,
    moved,
    sign,
)
from handouts.render.type.columns import squeezed
from handouts.render.type.lines import count_lines

GAP = 12.0
# the most that a title extends into the next column, and its distance from the head there
TITLE_REACH, TITLE_GAP = 60.0, 6.0
LEAST_BAR = 120.0
BAR_HEIGHT = 9.0
# the size of a level dot, relative to the type size
DOT = 0.72


@dataclass(frozen=True, slots=True)
class _ColumnGrid:
    """Starts and widths of columns in pt, and the largest amount that a bar draws."""

    starts: tuple[float, ...]
    widths: tuple[float, ...]
    largest: Decimal
    number_width: float


def table_strips(setter: Setter, table: Table, width: float, path: Path) -> Iterator[Strip]:
    """Yield a table, one strip per row; groups with a title are tables of their own."""
    grid = _grid(setter, table, width)
    if table.caption is not None:
        caption = setter.strip(table.caption, "caption", width, _caption_path(table, path))
        yield replace(caption, keep=True)
    for number, group in enumerate(table.groups):
        inner = (*path, Tag("Table", group.id))
        head = _head(setter, table, group, grid, inner)
        repeated = replace(head, drawn=tuple(replace(each, path=(), artifact="Repeated") for each in head.drawn))
        yield replace(head, gap=2 * setter.space("row") if number else 0.0, keep=True)
        for place, row in enumerate(group.rows):
            strip = _row(setter, table, row, grid, inner)
            low = strip.height < 4 * setter.style("cell").line
            yield replace(strip, head=repeated, keep=low and _held(place, len(group.rows)))


def _caption_path(table: Table, path: Path) -> Path:
    """Return the path of a caption: inside its table, or before several groups."""
    unit = table.caption
    name = unit.id if unit is not None else table.id
    if len(table.groups) > 1:
        return (*path, Tag("P", name))
    return (*path, Tag("Table", table.groups[0].id), Tag("Caption", name))


def _held(place: int, rows: int) -> bool:
    """Return whether a low row stays with the next: the first row, and the last but one."""
    return place in (0, rows - 2) and rows > 1


def _grid(setter: Setter, table: Table, width: float) -> _ColumnGrid:
    amounts = [amount for group in table.groups for row in group.rows for amount in _amounts(table, row)]
    numbers = _number_width(setter, table)
    natural = [_natural(setter, table, place, numbers) for place in range(len(table.columns))]
    room = width - GAP * (len(table.columns) - 1)
    least = [_least(setter, table, place, numbers) for place in range(len(table.columns))]
    if sum(least) > room:
        least = [_narrowest(setter, table, place, numbers) for place in range(len(table.columns))]
    over = sum(least) - room
    widths = list(squeezed(least, room)) if over > 0 else _shared(table.columns, natural, least, room)
    if setter.look.shows is not None and sum(natural) > room:
        widths = _levelled(setter, table, widths, least)
    starts = [sum(widths[:place]) + GAP * place for place in range(len(widths))]
    if over > 1 and any(column.kind == "bar" for column in table.columns):
        message = f"{table.id}: the table is {over:.0f} pt wider than its place of {room:.0f} pt"
        mark = table.columns[0].head.mark
        setter.log.append(Problem(mark, "overflowing-text", message))
    return _ColumnGrid(tuple(starts), tuple(widths), max(amounts, default=Decimal(1)), numbers)


def _shared(columns: tuple[Column, ...], natural: list[float], least: list[float], room: float) -> list[float]:
    """Return column widths: what each column needs, and spare room for bars or in proportion."""
    spare = room - sum(natural)
    if spare >= 0:
        bars = [place for place, column in enumerate(columns) if column.kind == "bar"]
        takers = bars or [place for place, column in enumerate(columns) if column.kind == "text"]
        return [width + (spare / len(takers) if place in takers else 0.0) for place, width in enumerate(natural)]
    want = [max(0.0, each - floor) for each, floor in zip(natural, least, strict=True)]
    extra = max(0.0, room - sum(least))
    # the square root keeps one long cell from taking all room
    weight = [each**0.5 for each in want]
    total = sum(weight) or 1.0
    return [floor + extra * each / total for floor, each in zip(least, weight, strict=True)]


def _levelled(setter: Setter, table: Table, widths: list[float], least: list[float]) -> list[float]:
    """Return column widths, shifted between columns as long as that saves lines."""
    rows = [row for group in table.groups for row in group.rows]
    style, signs = setter.style("cell"), _sign_room(setter, table)

    @cache
    def lines(place: int, width: float) -> tuple[int, ...]:
        width -= signs if place == 0 else 0.0
        return tuple(count_lines(row.cells[place].text, style, width, setter.fonts) for row in rows)

    def height(tried: list[float]) -> tuple[int, int]:
        columns = [lines(place, width) for place, width in enumerate(tried)]
        return sum(map(max, zip(*columns, strict=True))), sum(map(sum, columns))

    best = height(widths)
    for step in (32.0, 16.0, 8.0) * 2:
        for giver, taker in permutations(range(len(widths)), 2):
            tried = [each - step * (place == giver) + step * (place == taker) for place, each in enumerate(widths)]
            if tried[giver] >= least[giver] and height(tried) < best:
                widths, best = tried, height(tried)
    return widths


def _cells(table: Table, place: int) -> Iterator[Unit]:
    for group in table.groups:
        for row in group.rows:
            yield row.cells[place]


def _natural(setter: Setter, table: Table, place: int, numbers: float) -> float:
    column = table.columns[place]
    heads = [setter.natural(column.head, setter.style("head"))]
    heads += [_title_width(setter, group) for group in table.groups if place == 0 and len(table.columns) <= 3]
    if column.kind == "bar":
        return LEAST_BAR + numbers
    cells = [setter.natural(cell, setter.style("cell")) for cell in _cells(table, place)]
    signs = _sign_room(setter, table) if place == 0 else 0.0
    return max((*heads, *(cell + signs for cell in cells))) + 0.5


def _sign_room(setter: Setter, table: Table) -> float:
    """Return the width in pt that the icons of rows take at the start of the first column."""
    rows = (row.icon for group in table.groups for row in group.rows)
    return icon_room(icon_size(setter.style("cell")), rows)


def _title_width(setter: Setter, group: Group) -> float:
    if group.title is None:
        return 0.0
    return setter.natural(group.title, setter.style("group")) + _title_start(setter, group)


def _title_start(setter: Setter, group: Group) -> float:
    """Return where a group's title starts, after the dots of its level."""
    return 8.0 + (setter.style("group").size * 3.5 * DOT + 10.0 if group.level else 0.0)


def _least(setter: Setter, table: Table, place: int, numbers: float) -> float:
    column = table.columns[place]
    if column.kind == "bar":
        return 60.0 + numbers
    if column.kind == "number":
        return _natural(setter, table, place, numbers)
    signs = _sign_room(setter, table) if place == 0 else 0.0
    cells = [setter.least(cell, setter.style("cell")) + signs for cell in _cells(table, place)]
    return max((setter.least(column.head, setter.style("head")), *cells)) + 0.5


def _narrowest(setter: Setter, table: Table, place: int, numbers: float) -> float:
    """Return the width of a column whose words are broken at need."""
    if table.columns[place].kind != "text":
        return _least(setter, table, place, numbers)
    signs = _sign_room(setter, table) if place == 0 else 0.0
    cells = [setter.narrowest(cell, setter.style("cell")) + signs for cell in _cells(table, place)]
    return max((setter.narrowest(table.columns[place].head, setter.style("head")), *cells)) + 0.5


def _number_width(setter: Setter, table: Table) -> float:
    widths = [
        setter.natural(cell, setter.style("cell"))
        for place, column in enumerate(table.columns)
        if column.kind == "bar"
        for cell in (column.head, *_cells(table, place))
    ]
    return max(widths, default=0.0) + 4.0


def _amounts(table: Table, row: Row) -> Iterator[Decimal]:
    for column, cell in zip(table.columns, row.cells, strict=True):
        if column.kind == "bar" and (amount := _amount(cell)) is not None:
            yield amount


def _amount(cell: Unit) -> Decimal | None:
    """Return the amount that a cell prints, or None: what is not known is not zero."""
    for inline in inlines(cell.text):
        if isinstance(inline, Value) and inline.measured and isinstance(inline.measured.quantity, Number):
            return inline.measured.quantity.value
    return None


# --- rows -----------------------------------------------------------------------------------------


def _head(setter: Setter, table: Table, group: Group, grid: _ColumnGrid, path: Path) -> Strip:
    """Return the head row; in a group with a title, the title heads the first column."""
    row = (*path, Tag("THead", f"{group.id}#head"), Tag("TR", f"{group.id}#head-row"))
    width = grid.starts[-1] + grid.widths[-1]
    cells: list[tuple[Drawn, ...]] = []
    height = 0.0
    for place, column in enumerate(table.columns):
        titled = place == 0 and group.title is not None
        unit = group.title if titled and group.title is not None else column.head
        cell = (*row, Tag("TH", f"{group.id}#{column.id}", scope="Column"))
        start = _title_start(setter, group) if titled else 0.0
        role = "group" if titled else "head"
        room = grid.widths[place] + (_reach(setter, table, grid) if titled else 0.0) - start
        strip = _aligned(setter, unit, role, column, place, grid, cell, max(room, 40.0) if titled else room)
        cells.append(moved(strip.drawn, start, 0))
        height = max(height, strip.height)
    pad = setter.space("row")
    height += 2 * pad
    shapes: list[Shape] = [StraightLine(0, height, width, height, "primary" if group.title is None else "rule", FRAME)]
    if group.title is not None:
        shapes = [tint(0, 0, width, height, "primary-tint")]
    dots: tuple[Drawn, ...] = ()
    if group.level and group.title is not None:
        style = setter.style("group")
        size = style.size * DOT
        # the dots are centred on the capitals
        top = pad + first_baseline(style, setter.fonts) - style.size * 0.35 - size / 2
        cell = (*row, Tag("TH", f"{group.id}#{table.columns[0].id}", scope="Column"))
        says = word(LEVEL_WORDS[group.level], setter.lang)
        signs = level_dots(group.level, 8.0, top, size, "ink")
        silent = says_itself(group.title, says)
        dots = (decoration(*signs) if silent else sign(cell, f"{group.id}#level", f"{says} ", *signs),)
    drawn = (decoration(*shapes), *dots, *(each for cell in cells for each in moved(cell, 0, pad)))
    return Strip(height, drawn, group.id)


def _reach(setter: Setter, table: Table, grid: _ColumnGrid) -> float:
    """Return how far a group's title may extend into the next column, if that one aligns its head at its end."""
    if len(table.columns) < 2 or table.columns[1].kind == "text":
        return 0.0
    head = setter.natural(table.columns[1].head, setter.style("head"))
    return max(0.0, min(TITLE_REACH, GAP + grid.widths[1] - head - TITLE_GAP))


def _aligned(
    setter: Setter, unit: Unit, role: str, column: Column, place: int, grid: _ColumnGrid, path: Path, room: float
) -> Strip:
    """Return a cell aligned at the start of its column; numbers and their heads are aligned at its end."""
    strip = setter.strip(unit, role, room, path)
    x, width = grid.starts[place], grid.widths[place]
    if column.kind == "text":
        return replace(strip, drawn=moved(strip.drawn, x, 0))
    shapes = [
        replace(shape, x=x + width - shape.line.width)
        for each in strip.drawn
        for shape in each.shapes
        if isinstance(shape, TextLine)
    ]
    return replace(strip, drawn=(Drawn(path, tuple(shapes)),))


def _row(setter: Setter, table: Table, row: Row, grid: _ColumnGrid, path: Path) -> Strip:
    line = (*path, Tag("TBody", f"{path[-1].key}#body"), Tag("TR", row.id))
    width = grid.starts[-1] + grid.widths[-1]
    pad = setter.space("row")
    drawn: list[Drawn] = []
    height = 0.0
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        tag = Tag("TH", cell.id, scope="Row") if place == 0 else Tag("TD", cell.id)
        signs = _sign_room(setter, table) if place == 0 else 0.0
        strip = _aligned(setter, cell, "cell", column, place, grid, (*line, tag), grid.widths[place] - signs)
        strip = replace(strip, drawn=moved(strip.drawn, signs, 0)) if signs else strip
        drawn.extend(moved(strip.drawn, 0, pad))
        if column.kind == "bar":
            drawn.extend(decoration(shape) for shape in _bar(setter, cell, place, grid, pad))
        height = max(height, strip.height)
    height += 2 * pad
    rule = decoration(StraightLine(0, height, width, height, "line", 0.5))
    drawn = [*moved(icon_drawn(setter, row.icon, setter.style("cell")), 0, pad), *drawn]
    return Strip(height, (rule, *drawn), row.id)


def _bar(setter: Setter, cell: Unit, place: int, grid: _ColumnGrid, pad: float) -> Iterator[Shape]:
    """Yield a bar to scale, from zero; a value near zero is a thin line, and zero or an unknown value has none."""
    amount = _amount(cell)
    if amount is None or amount <= 0:
        return
    room = grid.widths[place] - grid.number_width - 6
    length = float(amount / grid.largest) * room
    top = pad + (setter.style("cell").line - BAR_HEIGHT) / 2
    yield Rect(grid.starts[place], top, max(length, 0.8), BAR_HEIGHT, "primary")
