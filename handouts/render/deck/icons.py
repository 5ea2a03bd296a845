"""Icon arrays as a group of a few shapes, each with many outlines."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from handouts.document.blocks import FigureBlock
from handouts.document.figures import IconArray
from handouts.document.text import plain
from handouts.render.deck.texts import Setting, para
from handouts.render.deck.value import DrawnFigure, Freeform, GroupFrame, Ink, TextFrame
from handouts.render.type.geometry import Bounds, around

MOST_ICON = 15.0
SAMPLE = 20.0  # size of an icon in the legend, in pt


def draw_icons(block: FigureBlock, figure: IconArray, box: Bounds, setting: Setting) -> DrawnFigure:
    """Return an icon array with its legend."""
    room = Bounds(box.x, box.y, box.width * 0.6, box.height)
    columns, size = _grid(figure.total, room)
    rows = math.ceil(figure.total / columns)
    top = box.y + (box.height - rows * size) / 2
    places = [
        Bounds(box.x + (n % columns) * size, top + (n // columns) * size, size, size).grown(-0.14 * size)
        for n in range(figure.total)
    ]
    low, high = figure.filled, figure.marked
    main, rest = setting.look.data["warn"], setting.look.data["line"]
    children: list[TextFrame | Freeform] = list(_dots(places, low, high, main, rest))
    legend_x = box.x + columns * size + 36
    legend = Bounds(legend_x, top, box.right - legend_x, rows * size)
    children += _legend(figure, legend, low, high, main, rest, setting)
    # the legend of a few icons is higher than they are
    heights = around([Bounds(box.x, top, box.width, rows * size), *(child.box for child in children)])
    whole = Bounds(box.x, heights.y, box.width, heights.height)
    return DrawnFigure(GroupFrame(f"icons {block.id}", whole, tuple(children), plain(block.alt.text)))


def _grid(total: int, room: Bounds) -> tuple[int, float]:
    """Return the number of columns that allows the largest icons, and the size of an icon in pt."""
    choices = [columns for columns in (10, 20, 25, 40, 50, 100) if columns <= total] or [total]

    def size(columns: int) -> float:
        return min(room.width / columns, room.height / math.ceil(total / columns), MOST_ICON)

    best = max(choices, key=lambda columns: (size(columns), columns))
    return best, size(best)


def _dots(places: Sequence[Bounds], low: int, high: int, main: str, rest: str) -> Iterator[Freeform]:
    for name, some, form, ink in (
        ("certain", places[:low], "full", Ink(main, main, 0.75)),
        ("possible ring", places[low:high], "full", Ink("paper", main, 1.0)),
        ("possible", places[low:high], "half", Ink(main)),
        ("rest", places[high:], "full", Ink("paper", rest, 0.75)),
    ):
        if some:
            x, y = min(box.x for box in some), min(box.y for box in some)
            right, bottom = max(box.right for box in some), max(box.bottom for box in some)
            frame = Bounds(x, y, right - x, bottom - y)
            yield Freeform(name, frame, tuple(some), ink, "half" if form == "half" else "full")


def _legend(
    figure: IconArray, box: Bounds, low: int, high: int, main: str, rest: str, setting: Setting
) -> Iterator[TextFrame | Freeform]:
    """Yield the legend: full and half icons together, and the rest."""
    style, start = setting.style("body"), 2 * SAMPLE + 22
    wide = box.width - start
    first = para(figure.part.label, replace(style, bold=True), wide, setting)
    second = para(figure.rest, style, wide, setting)
    y = box.y + (box.height - first.height - second.height - 20) / 2
    marks = [Bounds(box.x + place * (SAMPLE + 6), y + 2, SAMPLE, SAMPLE) for place in range(2)]
    half = 1 if high > low else 0
    full = 1 if low or not half else 0
    for dot in _dots(marks[: full + half], full, full + half, main, rest):
        yield replace(dot, name=f"sample {dot.name}")
    yield TextFrame("label part", Bounds(box.x + start, y, wide, first.height), (first,))
    y += first.height + 20
    mark = Bounds(box.x, y + 2, SAMPLE, SAMPLE)
    yield Freeform("sample rest", mark, (mark,), Ink("paper", rest, 1.0))
    yield TextFrame("label rest", Bounds(box.x + start, y, wide, second.height), (second,))
