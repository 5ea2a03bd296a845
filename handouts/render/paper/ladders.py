"""Signs in grades set as a ladder: what to do in the rail at the start, the signs beside it in two columns."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import takewhile

from handouts.core.words import word
from handouts.document.blocks import CALLOUT_WORDS, Block, Bullets, Callout, Ladder, Paragraph
from handouts.document.text import Blank, Unit, Words, inlines, says_itself
from handouts.render.paper.lists import bullets, halves
from handouts.render.paper.setting import FRAME, THICK, Setter, box_heading, first_baseline, framed, tick
from handouts.render.paper.shapes import (
    Drawn,
    Path,
    Rect,
    Shape,
    StraightLine,
    Strip,
    Tag,
    beside,
    decoration,
    moved,
    placed,
    stacked,
)
from handouts.render.type.lines import Style

# room in pt above and below the words of a grade, and from the rail to the signs
PAD, GAP = 8.0, 14.0
# the start bar of what needs a call today, in pt
BAR = 8.0
IN_COLUMNS = 3


@dataclass(frozen=True, slots=True)
class _Dress:
    """How a grade is told apart without colour: its solid start, its frame and its sign."""

    colour: str
    words: str
    weight: float
    solid: float
    ticked: str = ""


def ladder_strips(setter: Setter, block: Ladder, width: float, path: Path) -> Iterator[Strip]:
    """Yield the grades of a ladder, one strip each, which a page break parts only if they do not fit one page."""
    for number, grade in enumerate(block.grades):
        inner = (*path, Tag("Div", grade.id))
        yield replace(_grade(setter, grade, width, inner), joined=number > 0, keep=number + 1 < len(block.grades))


def _grade(setter: Setter, grade: Callout, width: float, path: Path) -> Strip:
    dress = _dress(setter, grade)
    rail = setter.look.rail
    before = tuple(takewhile(lambda each: not isinstance(each, Bullets), grade.blocks))
    after = tuple(each for each in grade.blocks[len(before) :] if not isinstance(each, Bullets))
    head = _head(setter, grade, before, dress, path)
    start = rail + GAP
    pad = setter.space("inset")
    signs = [_signs(setter, each, width - start - pad, path) for each in grade.blocks if isinstance(each, Bullets)]
    pair = beside(((_indent(setter, dress), head), (start, stacked(signs, grade.id))), grade.id)
    height = pair.height + 2 * PAD
    rows = [placed(pair, 0, PAD)]
    rows[0] = replace(rows[0], height=height)
    rows.extend(_row(setter, each, width, dress, path) for each in after if isinstance(each, Paragraph))
    whole = stacked(rows, grade.id)
    return framed(whole, width, whole.height, *_shapes(dress, width, height, whole.height))


def _dress(setter: Setter, grade: Callout) -> _Dress:
    match grade.kind:
        case "emergency":
            return _Dress("danger", "paper", THICK, setter.look.rail)
        case "call-today":
            return _Dress("warning", "warning", FRAME, BAR)
        case _:
            return _Dress("ink", "good", FRAME, 0.0, "good")


def _indent(setter: Setter, dress: _Dress) -> float:
    return BAR + 6.0 if dress.solid == BAR else setter.space("inset") + 2.0


def _shapes(dress: _Dress, width: float, first: float, height: float) -> tuple[Shape, ...]:
    """Return the frame of a grade and its solid start, which is as high as its signs, or as the grade if it is a bar."""
    half = dress.weight / 2
    frame = Rect(half, half, width - dress.weight, height - dress.weight, None, dress.colour, dress.weight)
    if not dress.solid:
        return (frame,)
    return (frame, Rect(0, 0, dress.solid, height if dress.solid == BAR else first, dress.colour))


def _head(setter: Setter, grade: Callout, before: tuple[Block, ...], dress: _Dress, path: Path) -> Strip:
    """Return the rail of a grade: the kind of grade, what to do, and more about it."""
    room = setter.look.rail - _indent(setter, dress) - 2.0
    said = says_itself(grade.title, word(CALLOUT_WORDS[grade.kind], setter.lang))
    lines = [] if said else [_kind(setter, grade, dress, room, path)]
    large = said or grade.kind == "emergency"
    style = replace(setter.style("box" if large else "cell"), bold=said or grade.kind != "normal")
    colour = dress.words if large else "ink"
    lines.append(_text(setter, grade.title, style, colour, room, (*path, box_heading(setter, grade.title))))
    cell, quiet = setter.style("cell"), "paper" if dress.words == "paper" else "ink"
    more = (each.unit for each in before if isinstance(each, Paragraph))
    lines.extend(_text(setter, unit, cell, quiet, room, (*path, Tag("P", unit.id))) for unit in more)
    return stacked(lines, grade.id)


def _text(setter: Setter, unit: Unit, style: Style, colour: str, room: float, path: Path) -> Strip:
    """Return a text of the rail, whose lines are further apart where a number is to be written on one."""
    if any(isinstance(inline, Blank) for inline in inlines(unit.text)):
        style = replace(style, line=max(style.line, setter.look.write_line))
    return setter.set_lines(setter.lines(unit, style, room), style, path, unit.id, colour)


def _kind(setter: Setter, grade: Callout, dress: _Dress, room: float, path: Path) -> Strip:
    """Return the kind of a grade in words, with its sign."""
    style = setter.style("box")
    words = (Words(word(CALLOUT_WORDS[grade.kind], setter.lang)),)
    unit = Unit(f"{grade.id}#kind", words, grade.title.mark, setter.lang)
    indent = style.size + 5.0 if dress.ticked else 0.0
    strip = setter.strip(unit, "box", room - indent, (*path, Tag("P", unit.id)), dress.words)
    drawn = moved(strip.drawn, indent, 0)
    return replace(strip, drawn=(*_sign(setter, dress), *drawn))


def _sign(setter: Setter, dress: _Dress) -> tuple[Drawn, ...]:
    """Return the tick before `Normal`, which says the same."""
    if not dress.ticked:
        return ()
    style = setter.style("box")
    top = first_baseline(style, setter.fonts) - style.size * 0.78
    return (decoration(tick(0, top, style.size * 0.85, dress.ticked)),)


def _signs(setter: Setter, block: Bullets, width: float, path: Path) -> Strip:
    """Return a list of signs in the type of cells: in two columns of one width, or in one if they are few."""
    cells = _in_cells(setter)
    if len(block.items) < IN_COLUMNS:
        return stacked(bullets(cells, block, width, path), block.id)
    column = (width - GAP) / 2
    return halves(cells, block, column, column + GAP, path)


def _in_cells(setter: Setter) -> Setter:
    look = setter.look
    return replace(setter, look=replace(look, styles={**look.styles, "body": look.styles["cell"]}))


def _row(setter: Setter, block: Paragraph, width: float, dress: _Dress, path: Path) -> Strip:
    """Return what is said of some readers, below a rule across the grade."""
    start = _indent(setter, dress)
    room = width - start - setter.space("inset")
    text = setter.strip(block.unit, "cell", room, (*path, Tag("P", block.unit.id)))
    edge = BAR if dress.solid == BAR else 0.0
    rule = decoration(StraightLine(edge, 0, width, 0, dress.colour, FRAME))
    return replace(text, height=text.height + 12.0, drawn=(rule, *moved(text.drawn, start, 6.0)))
