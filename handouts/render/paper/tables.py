"""Tables set for paper: columns sized by their content, rows between rules, heads repeated."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from statistics import median

from handouts.core.problem import Problem
from handouts.core.quantity import Number
from handouts.core.words import word
from handouts.document.blocks import Column, Group, Row, Table
from handouts.document.text import LEVEL_WORDS, Unit, Value, inlines, says_itself
from handouts.render.paper.records import record_strips
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
from handouts.render.type.columns import Need, Steps, solved, steps_of
from handouts.render.type.lines import ROUNDED, break_lines

GAP = 12.0
# words a line of a broken cell, as a median: with fewer, rows are set as records
LEAST_WORDS = 3
# the most that a title extends into the next column, and its distance from the head there
TITLE_REACH, TITLE_GAP = 60.0, 6.0
# the room of the longest bar, and where there is less
USUAL_BAR, LEAST_BAR = 120.0, 60.0
# in pt, beside words and below them
BAR_HEIGHT, BAR_BELOW = 9.0, 7.0
# the size of a level dot, relative to the type size
DOT = 0.72


@dataclass(frozen=True, slots=True)
class ColumnGrid:
    """Starts and widths of columns in pt, the largest amount that a bar draws, and what is said where they do not fit.

    `signs` is the room in pt that the icons of rows take in the first column.
    """

    starts: tuple[float, ...]
    widths: tuple[float, ...]
    largest: Decimal
    number_width: float
    over: Problem | None
    signs: float = 0.0


def table_strips(setter: Setter, table: Table, width: float, path: Path) -> Iterator[Strip]:
    """Yield a table: with a row a strip, or with a record a strip where columns would be too narrow to read in."""
    grid = grid_of(setter, table, width)
    if _too_narrow(setter, table, grid):
        yield from record_strips(setter, table, width, path)
        return
    if grid.over is not None:
        setter.log.append(grid.over)
    yield from _rows_of(setter, table, grid, width, path)


def _too_narrow(setter: Setter, table: Table, grid: ColumnGrid) -> bool:
    """Return whether the lines of the broken cells of a leaflet's table hold too few words, as a median."""
    if (
        setter.look.pages == "flow"
        or setter.look.shows is not None
        or any(column.kind == "bar" for column in table.columns)
    ):
        return False
    words = words_a_line(setter, table, grid.widths)
    return words is not None and words < LEAST_WORDS


def words_a_line(setter: Setter, table: Table, widths: Sequence[float]) -> float | None:
    """Return the median of words a line in the cells of columns of words; None where none takes two lines."""
    cells = [
        break_lines(cell.text, setter.style("cell"), width, setter.fonts)
        for place, (column, width) in enumerate(zip(table.columns, widths, strict=True))
        if column.kind == "text"
        for cell in _cells(table, place)
    ]
    if all(len(lines) < 2 for lines in cells):
        return None
    return median(len(line.text.split()) for lines in cells for line in lines)


def _rows_of(setter: Setter, table: Table, grid: ColumnGrid, width: float, path: Path) -> Iterator[Strip]:
    """Yield a table, one strip per row; groups with a title are tables of their own."""
    if table.caption is not None:
        caption = setter.strip(table.caption, "caption", width, _caption_path(table, path))
        yield replace(caption, keep=True)
    for number, group in enumerate(table.groups):
        inner = (*path, Tag("Table", group.id))
        head = head_strip(setter, table, group, grid, inner)
        repeated = replace(head, drawn=tuple(replace(each, path=(), artifact="Repeated") for each in head.drawn))
        yield replace(head, gap=2 * setter.space("row") if number else 0.0, keep=True)
        for place, row in enumerate(group.rows):
            strip = row_strip(setter, table, row, grid, inner)
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


def grid_of(setter: Setter, table: Table, width: float) -> ColumnGrid:
    """Return the columns of a table in a width in pt."""
    amounts = [amount for group in table.groups for row in group.rows for amount in _amounts(table, row)]
    numbers = _number_width(setter, table)
    room = width - GAP * (len(table.columns) - 1)
    needs = _needs(setter, table, room, numbers)
    widths = solved(needs, room)
    starts = [sum(widths[:place]) + GAP * place for place in range(len(widths))]
    problem = _too_wide(table, sum(need.least for need in needs) - room, room)
    signs = _sign_room(setter, table, 0)
    return ColumnGrid(tuple(starts), tuple(widths), max(amounts, default=Decimal(1)), numbers, problem, signs)


def _too_wide(table: Table, over: float, room: float) -> Problem | None:
    """Return the problem of a table with bars that is wider than its place by this many pt."""
    if over <= 1 or not any(column.kind == "bar" for column in table.columns):
        return None
    message = f"{table.id}: the table is {over:.0f} pt wider than its place of {room:.0f} pt"
    return Problem(table.columns[0].head.mark, "overflowing-text", message)


def _needs(setter: Setter, table: Table, room: float, numbers: float) -> tuple[Need, ...]:
    """Return what the columns need: bars are shorter, and then words broken, only where all is too wide otherwise."""
    places = range(len(table.columns))
    if _bars_below(setter, table):
        least = [_least(setter, table, place, numbers) for place in places]
    else:
        least = [_least(setter, table, place, numbers + USUAL_BAR) for place in places]
        if sum(least) > room:
            least = [_least(setter, table, place, numbers + LEAST_BAR) for place in places]
    if sum(least) > room:
        shortest = numbers + (0.0 if _bars_below(setter, table) else LEAST_BAR)
        least = [_narrowest(setter, table, place, shortest) for place in places]
    return tuple(_need(setter, table, place, floor) for place, floor in enumerate(least))


def _bars_below(setter: Setter, table: Table) -> bool:
    """Return whether bars stand below the words of their rows, over the whole width: one a row in large print."""
    return setter.look.large_print and sum(column.kind == "bar" for column in table.columns) == 1


def _need(setter: Setter, table: Table, place: int, least: float) -> Need:
    """Return what a column needs; room that no column needs goes to bars, else to columns of words."""
    column = table.columns[place]
    barred = any(each.kind == "bar" for each in table.columns) and not _bars_below(setter, table)
    taker = "bar" if barred else "text"
    takes = 1.0 if column.kind == taker else 0.0
    if column.kind != "text":
        return Need(least, least, _flat(setter, table), takes)
    heads = [_head_steps(setter, table, group, place, least) for group in table.groups]
    style = setter.style("cell")
    signs = _sign_room(setter, table, place)
    cells = [steps_of(cell.text, style, least, setter.fonts, signs) for cell in _cells(table, place)]
    return Need(least, max(steps[-1][0] for steps in (*heads, *cells)) + ROUNDED, (*heads, *cells), takes)


def _flat(setter: Setter, table: Table) -> tuple[Steps, ...]:
    """Return the cells of a column of numbers, each with its head one line high."""
    head: Steps = ((0.0, setter.style("head").line),)
    cell: Steps = ((0.0, setter.style("cell").line),)
    return (*(head for _ in table.groups), *(cell for group in table.groups for _ in group.rows))


def _head_steps(setter: Setter, table: Table, group: Group, place: int, least: float) -> Steps:
    """Return the steps of the head of a column, which in the first is the title of the group where it has one."""
    if place or group.title is None:
        return steps_of(table.columns[place].head.text, setter.style("head"), least, setter.fonts)
    beside = title_start(setter, group) - _reach(setter, table, _second(setter, table))
    return steps_of(group.title.text, setter.style("group"), least, setter.fonts, beside)


def _cells(table: Table, place: int) -> Iterator[Unit]:
    for group in table.groups:
        for row in group.rows:
            yield row.cells[place]


def _second(setter: Setter, table: Table) -> float:
    """Return the least width of the second column, over the end of which a group's title may extend."""
    return _least(setter, table, 1, _number_width(setter, table) + LEAST_BAR) if len(table.columns) > 1 else 0.0


def _sign_room(setter: Setter, table: Table, place: int) -> float:
    """Return the width in pt that the icons of rows take at the start of a column: the first, and none elsewhere."""
    if place:
        return 0.0
    rows = (row.icon for group in table.groups for row in group.rows)
    return icon_room(icon_size(setter.style("cell")), rows)


def title_start(setter: Setter, group: Group) -> float:
    """Return where a group's title starts, after the dots of its level."""
    return 8.0 + (setter.style("group").size * 3.5 * DOT + 10.0 if group.level else 0.0)


def _least(setter: Setter, table: Table, place: int, bar: float) -> float:
    """Return the width of a column with no word broken; a column of bars has one given."""
    column = table.columns[place]
    if column.kind == "bar":
        return bar
    if column.kind == "number":
        heads = setter.natural(column.head, setter.style("head"))
        numbers = (setter.natural(cell, setter.style("cell")) for cell in _cells(table, place))
        return max((heads, *numbers)) + ROUNDED
    signs = _sign_room(setter, table, place)
    cells = [setter.least(cell, setter.style("cell")) + signs for cell in _cells(table, place)]
    return max((setter.least(column.head, setter.style("head")), *cells)) + ROUNDED


def _narrowest(setter: Setter, table: Table, place: int, bar: float) -> float:
    """Return the width of a column whose words are broken at need."""
    if table.columns[place].kind != "text":
        return _least(setter, table, place, bar)
    signs = _sign_room(setter, table, place)
    cells = [setter.narrowest(cell, setter.style("cell")) + signs for cell in _cells(table, place)]
    return max((setter.narrowest(table.columns[place].head, setter.style("head")), *cells)) + ROUNDED


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


def head_strip(setter: Setter, table: Table, group: Group, grid: ColumnGrid, path: Path) -> Strip:
    """Return the head row; in a group with a title, the title heads the first column."""
    row = (*path, Tag("THead", f"{group.id}#head"), Tag("TR", f"{group.id}#head-row"))
    width = grid.starts[-1] + grid.widths[-1]
    cells: list[tuple[Drawn, ...]] = []
    height = 0.0
    for place, column in enumerate(table.columns):
        titled = place == 0 and group.title is not None
        unit = group.title if titled and group.title is not None else column.head
        cell = (*row, Tag("TH", f"{group.id}#{column.id}", scope="Column"))
        start = title_start(setter, group) if titled else 0.0
        role = "group" if titled else "head"
        second = grid.widths[1] if len(grid.widths) > 1 else 0.0
        room = grid.widths[place] + (_reach(setter, table, second) if titled else 0.0) - start
        strip = _aligned(setter, unit, role, column, place, grid, cell, max(room, 40.0) if titled else room)
        cells.append(moved(strip.drawn, start, 0))
        height = max(height, strip.height)
    pad = setter.space("row")
    height += 2 * pad
    shapes: list[Shape] = [StraightLine(0, height, width, height, "primary" if group.title is None else "rule", FRAME)]
    if group.title is not None:
        shapes = [tint(0, 0, width, height, "primary-tint")]
    cell = (*row, Tag("TH", f"{group.id}#{table.columns[0].id}", scope="Column"))
    dots = group_dots(setter, group, cell, pad)
    drawn = (decoration(*shapes), *dots, *(each for cell in cells for each in moved(cell, 0, pad)))
    return Strip(height, drawn, group.id)


def group_dots(setter: Setter, group: Group, cell: Path, pad: float) -> tuple[Drawn, ...]:
    """Return the dots of a group's level, read as words unless its title says them, centred on the capitals of a line."""
    if not group.level or group.title is None:
        return ()
    style = setter.style("group")
    size = style.size * DOT
    top = pad + first_baseline(style, setter.fonts) - style.size * 0.35 - size / 2
    says = word(LEVEL_WORDS[group.level], setter.lang)
    signs = level_dots(group.level, 8.0, top, size, "ink")
    if says_itself(group.title, says):
        return (decoration(*signs),)
    return (sign(cell, f"{group.id}#level", f"{says} ", *signs),)


def _reach(setter: Setter, table: Table, second: float) -> float:
    """Return how far a group's title may extend into a second column of this width, if its head stands at its end."""
    if len(table.columns) < 2 or table.columns[1].kind == "text":
        return 0.0
    head = setter.natural(table.columns[1].head, setter.style("head"))
    return max(0.0, min(TITLE_REACH, GAP + second - head - TITLE_GAP))


def _aligned(
    setter: Setter, unit: Unit, role: str, column: Column, place: int, grid: ColumnGrid, path: Path, room: float
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


def row_strip(setter: Setter, table: Table, row: Row, grid: ColumnGrid, path: Path) -> Strip:
    """Return a row of the table that the path ends in, over a rule."""
    line = (*path, Tag("TBody", f"{path[-1].key}#body"), Tag("TR", row.id))
    width = grid.starts[-1] + grid.widths[-1]
    pad = setter.space("row")
    drawn: list[Drawn] = []
    height = 0.0
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        tag = Tag("TH", cell.id, scope="Row") if place == 0 else Tag("TD", cell.id)
        signs = 0.0 if place else grid.signs
        strip = _aligned(setter, cell, "cell", column, place, grid, (*line, tag), grid.widths[place] - signs)
        strip = replace(strip, drawn=moved(strip.drawn, signs, 0)) if signs else strip
        drawn.extend(moved(strip.drawn, 0, pad))
        height = max(height, strip.height)
    bars = list(_bars(setter, table, row, grid, pad, height))
    if bars and _bars_below(setter, table):
        height += BAR_BELOW
    drawn.extend(decoration(bar) for bar in bars)
    height += 2 * pad
    rule = decoration(StraightLine(0, height, width, height, "line", 0.5))
    drawn = [*moved(icon_drawn(setter, row.icon, setter.style("cell")), 0, pad), *drawn]
    return Strip(height, (rule, *drawn), row.id)


def _bars(setter: Setter, table: Table, row: Row, grid: ColumnGrid, pad: float, height: float) -> Iterator[Rect]:
    """Yield the bars of a row to scale, in their columns or below the words, which are `height` pt high."""
    below = _bars_below(setter, table)
    for place, (column, cell) in enumerate(zip(table.columns, row.cells, strict=True)):
        amount = _amount(cell) if column.kind == "bar" else None
        # what is zero or not known has no bar, and a value near zero is a thin line
        if amount is None or amount <= 0:
            continue
        room = grid.starts[-1] + grid.widths[-1] if below else grid.widths[place] - grid.number_width - 6
        start = 0.0 if below else grid.starts[place]
        thick = BAR_BELOW if below else BAR_HEIGHT
        top = pad + (height if below else (setter.style("cell").line - thick) / 2)
        yield Rect(start, top, max(float(amount / grid.largest) * room, 0.8), thick, "primary")
