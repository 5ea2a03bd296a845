"""Tables measured for a slide: column widths from their content, rows as high as their text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.blocks import Answers, Block, Gates, Options, Row, Table
from handouts.document.text import LEVEL_WORDS, Text, Unit, Words
from handouts.render.deck.texts import Setting, block_paras, drawn_text, para, said, stacked, strong, words_of
from handouts.render.deck.value import Inset, Para, TableFrame, TableRow
from handouts.render.type.columns import Need, Steps, height_at, solved, steps_of
from handouts.render.type.fonts import FontSet
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style, narrowest, widest_word

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
BETWEEN = 4.0  # pt between the texts of a cell


@dataclass(frozen=True, slots=True)
class CellContent:
    """The content of a cell before it is measured: units, each with its style."""

    units: tuple[tuple[Unit, Style], ...]
    align_end: bool = False


@dataclass(frozen=True, slots=True)
class RowContent:
    """The content of a row before it is measured for its columns."""

    cells: tuple[CellContent, ...]
    mark: Mark
    heads_group: bool = False
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class Rows:
    """A measured table that may be cut between rows; its head is repeated."""

    name: str
    alt: str
    widths: tuple[float, ...]
    head: tuple[tuple[Para, ...], ...]
    rows: tuple[tuple[tuple[Para, ...], ...], ...]
    lines: tuple[RowContent, ...]


def table_rows(table: Table, width: float, setting: Setting) -> Rows:
    """Return a table of the document, measured."""
    head = tuple(_head_cell(column.head, column.kind != "text", setting) for column in table.columns)
    lines = list(_lines(table, setting))
    return _measured(table.id, head, lines, width, setting)


def _heads(words: Iterable[str], setting: Setting, near: Unit) -> tuple[CellContent, ...]:
    """Return the header row of a table whose columns are named by the program."""
    return tuple(_head_cell(said(each, setting, near), False, setting) for each in words)


def options_rows(block: Options, width: float, setting: Setting, near: Unit) -> Rows:
    """Return the options of a question with verdict and reason, measured as a table."""
    lang = setting.lang
    head = _heads((word("option", lang), word("verdict", lang), word("why", lang)), setting, near)
    lines = [
        _option(option.option, option.right, option.reason, place, setting)
        for place, option in enumerate(block.options)
    ]
    return _measured(block.id, head, lines, width, setting)


def simple_rows(block: Gates | Answers, width: float, setting: Setting, near: Unit) -> Rows:
    """Return questions with the text beside them, measured as a table."""
    beside = word("stop" if isinstance(block, Gates) else "answer", setting.lang)
    head = _heads((word("question", setting.lang), beside), setting, near)
    row_head, cell = setting.style("row-head"), setting.style("cell")
    lines = [
        RowContent((CellContent(((label, row_head),)), CellContent(tuple((unit, cell) for unit in units))), label.mark)
        for label, units in _pairs(block, setting)
    ]
    return _measured(block.id, head, lines, width, setting)


def _pairs(block: Gates | Answers, setting: Setting) -> Iterator[tuple[Unit, tuple[Unit, ...]]]:
    if isinstance(block, Gates):
        for gate in block.gates:
            yield gate.question, (gate.stop,)
    else:
        for row in block.rows:
            yield row.question, tuple(_units(row.blocks, setting))


def _units(blocks: Sequence[Block], setting: Setting) -> Iterator[Unit]:
    style = setting.style("cell")
    for block in blocks:
        for item in block_paras(block, style, 400, setting):
            yield Unit(item.unit, item.text, item.mark, item.lang)


def _head_cell(unit: Unit, align_end: bool, setting: Setting) -> CellContent:
    return CellContent(((unit, setting.style("head")),), align_end)


def _option(option: Unit, right: bool, reason: Unit, place: int, setting: Setting) -> RowContent:
    row_head, cell = setting.style("row-head"), setting.style("cell")
    lettered = replace(option, text=(Words(f"{LETTERS[place % 26]}.\u00a0"), *option.text))
    verdict = said(word("right" if right else "wrong", setting.lang), setting, option)
    colour = "good" if right else "danger"
    cells = (
        CellContent(((lettered, row_head),)),
        CellContent(((strong(verdict), replace(cell, colour=colour, bold=True)),)),
        CellContent(((reason, cell),)),
    )
    return RowContent(cells, option.mark, fill=setting.look.skins["good"].fill if right else None)


def _lines(table: Table, setting: Setting) -> Iterator[RowContent]:
    kinds = [column.kind for column in table.columns]
    for group in table.groups:
        if group.title is not None:
            yield _group_line(group.title, group.level, len(kinds), setting)
        for row in group.rows:
            yield _row_line(row, kinds, setting)


def _group_line(title: Unit, level: int | None, columns: int, setting: Setting) -> RowContent:
    style = replace(setting.style("row-head"), colour="primary")
    text = title.text
    if level is not None:
        text = (*text, Words(f" ({word(LEVEL_WORDS[level], setting.lang)})"))
    empty = tuple(CellContent(()) for _ in range(columns - 1))
    return RowContent((CellContent(((replace(title, text=text), style),)), *empty), title.mark, heads_group=True)


def _row_line(row: Row, kinds: Sequence[str], setting: Setting) -> RowContent:
    cells = []
    for place, (unit, kind) in enumerate(zip(row.cells, kinds, strict=False)):
        style = setting.style("cell" if place else "row-head")
        style = replace(style, colour="danger") if row.tone == "danger" else style
        cells.append(CellContent(((unit, style),), kind != "text"))
    return RowContent(tuple(cells), row.cells[0].mark)


# --- widths ---------------------------------------------------------------------------------------


def _measured(
    name: str, head: tuple[CellContent, ...], lines: list[RowContent], width: float, setting: Setting
) -> Rows:
    columns = [[cells[place] for cells in (head, *(line.cells for line in lines))] for place in range(len(head))]
    widths = _widths(columns, width, setting)
    rows = tuple(_cells(line.cells, widths, setting) for line in lines)
    return Rows(name, _alt(head, setting), widths, _cells(head, widths, setting), rows, tuple(lines))


def _alt(head: tuple[CellContent, ...], setting: Setting) -> str:
    """Return what a table is about: its columns, because the slide already has its title."""
    columns = "; ".join(filter(None, (words_of(unit) for cell in head for unit, _ in cell.units)))
    return word("columns", setting.lang, columns=columns)


Measure = Callable[[Text, Style, FontSet], float]


def _widths(columns: Sequence[Sequence[CellContent]], width: float, setting: Setting) -> tuple[float, ...]:
    """Return the widths of columns; words are broken at need only where the table is too wide otherwise."""
    least = [_least(column, widest_word, setting) for column in columns]
    if sum(least) > width:
        least = [_least(column, narrowest, setting) for column in columns]
    return solved(tuple(_need(column, floor, setting) for column, floor in zip(columns, least, strict=True)), width)


def _least(column: Sequence[CellContent], measure: Measure, setting: Setting) -> float:
    """Return the least width of a column, with the padding of its cells."""
    units = ((drawn_text(unit.text, setting.lang), style) for cell in column for unit, style in cell.units)
    widest = max((measure(text, style, setting.look.fonts) for text, style in units), default=0.0)
    return widest / setting.space("slack") + _padding(setting)


def _padding(setting: Setting) -> float:
    return 2 * setting.space("cell-x") + 1


def _need(column: Sequence[CellContent], least: float, setting: Setting) -> Need:
    """Return what a column of cells needs."""
    cells = tuple(_steps(cell, least, setting) for cell in column)
    return Need(least, max(steps[-1][0] for steps in cells), cells)


def _steps(cell: CellContent, least: float, setting: Setting) -> Steps:
    """Return the steps of a cell: those of its texts, one below another."""
    slack, pad = setting.space("slack"), _padding(setting)
    texts = [
        steps_of(drawn_text(unit.text, setting.lang), style, (least - pad) * slack, setting.look.fonts)
        for unit, style in cell.units
    ]
    widths = sorted({width for steps in texts for width, _ in steps})
    between = BETWEEN * max(len(texts) - 1, 0)
    heights = [sum(height_at(steps, width) for steps in texts) + between for width in widths]
    return tuple((width / slack + pad, height) for width, height in zip(widths, heights, strict=True)) or (
        (least, 0.0),
    )


def _cells(cells: Sequence[CellContent], widths: Sequence[float], setting: Setting) -> tuple[tuple[Para, ...], ...]:
    pad = 2 * setting.space("cell-x")
    return tuple(_cell(cell, size - pad, setting) for cell, size in zip(cells, widths, strict=False))


def _cell(cell: CellContent, width: float, setting: Setting) -> tuple[Para, ...]:
    paras = [para(unit, style, width, setting, before=BETWEEN) for unit, style in cell.units]
    return tuple(replace(item, align="end") if cell.align_end else item for item in paras)


# --- cutting and drawing --------------------------------------------------------------------------


def rows_height(rows: Rows, pad: float) -> float:
    """Return the height of a table with this padding above and below the text of each cell."""
    return text_height(rows.head) + 2 * pad + sum(text_height(row) + 2 * pad for row in rows.rows)


def text_height(row: Sequence[Sequence[Para]]) -> float:
    """Return the height of the tallest cell of a row."""
    return max((stacked(tuple(cell)) for cell in row), default=0.0)


def cut(rows: Rows, room: float, pad: float) -> tuple[Rows | None, Rows | None]:
    """Return the rows that fit a height, and the rest; a group's title stays with its first row."""
    left = room - text_height(rows.head) - 2 * pad
    count = 0
    for row in rows.rows:
        left -= text_height(row) + 2 * pad
        if left < -0.01:
            break
        count += 1
    while 0 < count < len(rows.rows) and rows.lines[count - 1].heads_group:
        count -= 1
    if count == 0:
        return None, rows
    return _part(rows, 0, count), (_part(rows, count, len(rows.rows)) if count < len(rows.rows) else None)


def _part(rows: Rows, start: int, end: int) -> Rows:
    return replace(rows, rows=rows.rows[start:end], lines=rows.lines[start:end])


def draw_rows(rows: Rows, box: Bounds, pad: float, setting: Setting) -> TableFrame:
    """Return the table in its place."""
    look = setting.look
    thin, thick = setting.space("row-rule"), setting.space("head-rule")
    head = TableRow(rows.head, text_height(rows.head) + 2 * pad, thick, look.data["main"])
    body = [
        TableRow(row, text_height(row) + 2 * pad, thin, look.data["rule"], line.fill)
        for row, line in zip(rows.rows, rows.lines, strict=True)
    ]
    inset = Inset(setting.space("cell-x"), pad, setting.space("cell-x"), pad)
    height = sum(row.height for row in (head, *body))
    return TableFrame(
        f"table {rows.name}",
        Bounds(box.x, box.y, box.width, height),
        rows.widths,
        (head, *body),
        rows.alt,
        inset,
    )
