"""Pages of another file set as pictures side by side, each with its number above it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import ceil

from handouts.document.blocks import Sheet, Sheets
from handouts.document.text import plain
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Copy, Drawn, Path, Rect, Strip, Tag, beside, stacked

BETWEEN = 12.0


def sheet_strips(setter: Setter, block: Sheets, width: float, path: Path) -> Iterator[Strip]:
    """Yield rows of similar length, with as many pages as fit side by side; each page is a Figure of its own."""
    # two pages stand side by side, so that they can be compared
    width_of_one = width if len(block.sheets) == 1 else (width - BETWEEN) / 2
    widest = max(_width(setter, sheet, width_of_one) for sheet in block.sheets)
    fitting = max(1, int((width + BETWEEN) // (widest + BETWEEN)))
    count = ceil(len(block.sheets) / ceil(len(block.sheets) / fitting))
    column = (width + BETWEEN) / count
    for start in range(0, len(block.sheets), count):
        row = block.sheets[start : start + count]
        strips = [(place * column, _sheet(setter, sheet, width_of_one, path)) for place, sheet in enumerate(row)]
        yield replace(beside(strips, block.id), gap=BETWEEN if start else 0.0)


def _width(setter: Setter, sheet: Sheet, width: float) -> float:
    """Return the width of a page picture at the height that the look asks for, limited to the room."""
    return min(width, setter.look.picture_height / sheet.ratio)


def _sheet(setter: Setter, sheet: Sheet, room: float, path: Path) -> Strip:
    """Return a page in a thin frame, below its number."""
    inner = (*path, Tag("Figure", sheet.id, alt=plain(sheet.alt.text)))
    width = _width(setter, sheet, room)
    height = width * sheet.ratio
    caption = setter.strip(sheet.caption, "label", width, (*inner, Tag("Caption", sheet.caption.id)))
    frame = Rect(0.25, 0.25, width - 0.5, height - 0.5, None, "line", 0.5)
    picture = Strip(height, (Drawn(inner, (Copy(0.5, 0.5, width - 1, height - 1, sheet.page), frame)),), sheet.id)
    return stacked((caption, replace(picture, gap=3.0)), sheet.id)
