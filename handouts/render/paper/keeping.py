"""The strip that says to keep taking a medicine: a rounded box with a solid start, which is neither red nor struck."""

from __future__ import annotations

from dataclasses import replace
from itertools import chain
from math import cos, pi, sin

from handouts.core.words import word
from handouts.document.blocks import CALLOUT_WORDS, Callout
from handouts.document.text import Unit, Words, plain
from handouts.render.paper.setting import Setter, box_heading, framed
from handouts.render.paper.shapes import Body, Path, Polygon, Strip, Tag, beside, moved, placed, stacked, texts

STROKE = 1.5
# room in pt above and below the words, at the rounded end, and between the solid start and the sentence
PAD, END, GAP = 8.0, 18.0, 12.0
MOST_ROUND = 26.0
# straight pieces of a quarter of a circle
PIECES = 12

Point = tuple[float, float]


def keep_taking_strip(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return the strip of a medicine that must not be stopped: what to do on a solid ground, the sentence beside it."""
    if setter.look.columns == 1:
        return _stacked(setter, block, width, path, body)
    words = _words(setter, block, setter.look.rail, path)
    # the sentences of all strips begin on one line, unless a word on the solid part needs more room
    solid = max(setter.look.rail + GAP, END + _widest(words) + GAP)
    start = solid + GAP
    text = body(start, width - start - END)
    height = max(words.height, text.height) + 2 * PAD
    radius = min(height / 2, MOST_ROUND)
    pair = beside(
        (
            (END, placed(words, 0, (height - words.height) / 2)),
            (start, placed(text, 0, (height - text.height) / 2)),
        ),
        block.id,
    )
    ground = Polygon(rounded(solid, height, (radius, 0.0, 0.0, radius)), "ink")
    return framed(pair, width, height, ground, _frame(width, height, radius))


def _stacked(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return the strip in one column: the solid part above the sentence."""
    words = _words(setter, block, width - 2 * END, path)
    text = body(END, width - 2 * END)
    solid = words.height + 2 * PAD
    height = solid + text.height + 2 * PAD
    radius = min(solid / 2, MOST_ROUND)
    drawn = (*moved(words.drawn, END, PAD), *moved(text.drawn, END, solid + PAD))
    ground = Polygon(rounded(width, solid, (radius, radius, 0.0, 0.0)), "ink")
    return framed(Strip(height, drawn, block.id), width, height, ground, _frame(width, height, radius))


def _words(setter: Setter, block: Callout, room: float, path: Path) -> Strip:
    """Return what is printed on the solid part: the title, below the kind of box unless the title says it."""
    kind = word(CALLOUT_WORDS[block.kind], setter.lang)
    title = setter.strip(block.title, "box", room, (*path, box_heading(setter, block.title)), "paper")
    if kind.casefold() in plain(block.title.text).casefold():
        return title
    unit = Unit(f"{block.id}#kind", (Words(kind),), block.title.mark, setter.lang)
    style = replace(setter.style("label"), bold=True)
    above = setter.set_lines(setter.lines(unit, style, room), style, (*path, Tag("P", unit.id)), block.id, "paper")
    return stacked((above, title), block.id)


def _widest(words: Strip) -> float:
    return max(line.line.width for line in texts(words.drawn))


def _frame(width: float, height: float, radius: float) -> Polygon:
    """Return the outline of the whole strip, drawn inside its bounds."""
    half = STROKE / 2
    points = rounded(width - STROKE, height - STROKE, (radius - half,) * 4)
    return Polygon(tuple((x + half, y + half) for x, y in points), None, "ink", STROKE)


def rounded(width: float, height: float, radii: tuple[float, float, float, float]) -> tuple[Point, ...]:
    """Return the outline of a box whose corners have these radii in pt, clockwise from the upper left one."""
    corners = ((0.0, 0.0), (width, 0.0), (width, height), (0.0, height))
    return tuple(chain.from_iterable(_corner(at, radii[number], number) for number, at in enumerate(corners)))


def _corner(at: Point, radius: float, number: int) -> tuple[Point, ...]:
    """Return a corner as points, clockwise; its centre lies `radius` inside both edges."""
    if radius <= 0:
        return (at,)
    x = at[0] + (radius if number in (0, 3) else -radius)
    y = at[1] + (radius if number in (0, 1) else -radius)
    angles = (pi + (number + piece / PIECES) * pi / 2 for piece in range(PIECES + 1))
    return tuple((x + radius * cos(angle), y + radius * sin(angle)) for angle in angles)
