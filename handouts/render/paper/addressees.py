"""Whom a leaflet is for, set as a strip between two rules: a tick for those it is for, an arrow for those who ask."""

from __future__ import annotations

from dataclasses import replace

from handouts.core.words import word
from handouts.document.blocks import Addressee, Addressees
from handouts.render.paper.setting import FRAME, Setter, first_baseline, tick
from handouts.render.paper.shapes import Path, Polygon, StraightLine, Strip, Tag, decoration, moved, sign, stacked

# the most readers side by side, and the room in pt above and below their words and beside the rules between them
MOST, PAD, SIDE = 3, 7.0, 10.0


def addressees_strip(setter: Setter, block: Addressees, width: float, path: Path) -> Strip:
    """Return the strip, its readers side by side, or one below another in one column or where they are many."""
    inner = (*path, Tag("L", block.id))
    count = len(block.readers)
    beside_each_other = setter.look.columns > 1 and count <= MOST
    column = width / count if beside_each_other else width
    cells = []
    for number, reader in enumerate(block.readers):
        start = SIDE if number and beside_each_other else 0.0
        end = SIDE if number + 1 < count and beside_each_other else 0.0
        cell = _reader(setter, reader, column - start - end, (*inner, Tag("LI", reader.id)))
        cells.append((number * column + start if beside_each_other else 0.0, cell))
    if beside_each_other:
        return _ruled(_side_by_side(cells, column, block.id), width)
    return _ruled(stacked((replace(cell, gap=4.0) for _, cell in cells), block.id), width)


def _side_by_side(cells: list[tuple[float, Strip]], column: float, block: str) -> Strip:
    """Return cells beside each other, with a thin rule between two."""
    height = max(cell.height for _, cell in cells)
    rules = (
        StraightLine(number * column, -PAD + FRAME, number * column, height + PAD - FRAME, "quiet", 0.75)
        for number in range(1, len(cells))
    )
    drawn = tuple(each for x, cell in cells for each in moved(cell.drawn, x, 0))
    return Strip(height, (decoration(*rules), *drawn) if len(cells) > 1 else drawn, block)


def _ruled(strip: Strip, width: float) -> Strip:
    """Return a strip between two rules across the page."""
    height = strip.height + 2 * PAD
    rules = (StraightLine(0, y, width, y, "primary", FRAME) for y in (FRAME / 2, height - FRAME / 2))
    return replace(strip, height=height, drawn=(decoration(*rules), *moved(strip.drawn, 0, PAD)))


def _reader(setter: Setter, reader: Addressee, width: float, path: Path) -> Strip:
    """Return a cell: a sign, whether the leaflet is for these readers, and how they know."""
    style = setter.style("card")
    colour = "ink" if reader.asks else "primary"
    size = style.size * 0.85
    indent = size + 6.0
    lines = setter.lines(reader.title, style, width - indent)
    body = (*path, Tag("LBody", f"{reader.id}#body"))
    title = setter.set_lines(lines, style, (*body, Tag("P", reader.title.id)), reader.id, colour)
    top = first_baseline(style, setter.fonts) - style.size * 0.78
    says = word("sign.ask-first" if reader.asks else "sign.for-you", setter.lang)
    shape = arrow(0, top, size, colour) if reader.asks else tick(0, top, size, colour)
    mark = sign((*path, Tag("Lbl", f"{reader.id}#lbl")), f"{reader.id}#sign", says, shape)
    head = replace(title, drawn=(mark, *moved(title.drawn, indent, 0)))
    if reader.text is None:
        return head
    text = setter.strip(reader.text, "cell", width, (*body, Tag("P", reader.text.id)))
    return stacked((head, text), reader.id)


def arrow(x: float, y: float, size: float, colour: str) -> Polygon:
    """Return a solid arrow to the end in a square of this size."""
    half, neck, shaft = size / 2, size * 0.5, size * 0.13
    middle = y + half
    points = (
        (x, middle - shaft),
        (x + neck, middle - shaft),
        (x + neck, middle - half * 0.8),
        (x + size, middle),
        (x + neck, middle + half * 0.8),
        (x + neck, middle + shaft),
        (x, middle + shaft),
    )
    return Polygon(points, colour)
