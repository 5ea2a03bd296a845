"""The ways in which a section may be set: plain, with its lead words in a rail, in two columns, or beside its figure."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Literal, NamedTuple, assert_never

from handouts.core.problem import Problem
from handouts.document.blocks import Answers, Bullets, Paragraph
from handouts.document.document import Section
from handouts.render.paper.blocks import (
    LIST_IN_COLUMNS,
    SECTION_GROWS,
    barred,
    has_bar,
    has_figure_beside,
    section_strips,
)
from handouts.render.paper.lists import leads_all
from handouts.render.paper.setting import Setter, Way
from handouts.render.paper.shapes import Held, Strip, TextLine, beside, stacked

WAYS: tuple[Way, ...] = ("rail", "columns", "beside")
LAST_FIFTH = 0.8
GAP = 26.0  # pt between two sections side by side
# the least share of the width for one of two sections, and a difference that is not worth another try
NARROWEST, CLOSE = 0.38, 0.03
TRIES = 3


@dataclass(frozen=True, slots=True)
class Arrangement:
    """A section set in one way, or two side by side; `ragged` is the height in pt of its lines whose last fifth of the page is empty."""

    name: Way | Literal["paired"]
    strips: tuple[Strip, ...]
    problems: tuple[Problem, ...]
    ragged: float


def arrangements(setter: Setter, section: Section) -> tuple[Arrangement, ...]:
    """Return the ways to set a section, plain first; one that makes a problem that plain has not is left out."""
    plain = _arrangement(setter, section, "plain")
    if not varied(setter):
        return (plain,)
    others = (_arrangement(setter, section, way) for way in WAYS if suits(section, way))
    return (plain, *(each for each in others if len(each.problems) <= len(plain.problems)))


def varied(setter: Setter) -> bool:
    """Return whether a look varies how sections stand: one with columns, on pages that are balanced."""
    return setter.look.columns > 1 and setter.look.shows is None and setter.look.pages != "flow"


def suits(section: Section, way: Way) -> bool:
    """Return whether a section has blocks that stand differently in a way."""
    lists = [block for block in section.blocks if isinstance(block, Bullets)]
    match way:
        case "plain":
            return True
        case "rail":
            return any(leads_all(block) for block in lists)
        case "columns":
            listed = any(len(block.items) >= LIST_IN_COLUMNS + 1 and block.style == "dot" for block in lists)
            return listed or any(isinstance(block, Answers) and len(block.rows) > 1 for block in section.blocks)
        case "beside":
            return has_figure_beside(section)
        case _:
            assert_never(way)


# --- two sections side by side --------------------------------------------------------------------


def paired(setter: Setter, first: Section, second: Section) -> Arrangement | None:
    """Return two short sections side by side, under bars, in columns that make both about equally high.

    None where one of them holds what needs the whole width, or has no title, or where a word has no room.
    """
    if not (pairs(first) and pairs(second)) or first.front != second.front:
        return None
    own = replace(setter, log=[])
    first_column, second_column = _split(own, first, second)
    if own.log:
        return None
    start = first_column.width + GAP
    columns = beside(((0.0, first_column.strip), (start, second_column.strip)), first_column.title)
    title = Held(second_column.title, start, 0.0, second_column.width, second_column.strip.height)
    strip = replace(
        columns,
        gap=setter.space("section"),
        grows=SECTION_GROWS,
        opens=True,
        holds=(title,),
    )
    return Arrangement("paired", (strip,), (), 0.0)


def pairs(section: Section) -> bool:
    """Return whether a section can stand in half the width: a title, and paragraphs, lists and notes."""
    plain = (Paragraph, Bullets)
    return section.title is not None and section.teaching is None and all(isinstance(b, plain) for b in section.blocks)


class _Side(NamedTuple):
    """A section as a column: the id of its title, its strips as one, and its width in pt."""

    title: str
    strip: Strip
    width: float


def _split(setter: Setter, first: Section, second: Section) -> tuple[_Side, _Side]:
    """Return two sections as columns; further tries even their heights."""
    room = setter.look.inner - GAP
    share = 0.5
    for _ in range(TRIES):
        left, right = _side(setter, first, room * share), _side(setter, second, room * (1 - share))
        areas = [side.strip.height * side.width for side in (left, right)]
        evened = min(max(areas[0] / sum(areas), NARROWEST), 1 - NARROWEST)
        if abs(evened - share) < CLOSE:
            break
        share = evened
    return left, right


def _side(setter: Setter, section: Section, width: float) -> _Side:
    strips = [*section_strips(setter, section, width=width)]
    if not has_bar(setter, section):
        strips[0] = barred(strips[0], width)
    return _Side(strips[0].block, stacked(strips, section.id), width)


def _arrangement(setter: Setter, section: Section, way: Way) -> Arrangement:
    own = replace(setter, log=[], way=way)
    strips = tuple(section_strips(own, section))
    return Arrangement(way, strips, tuple(own.log), ragged(strips, setter.look.inner))


def ragged(strips: Iterable[Strip], inner: float) -> float:
    """Return the height of lines of words that end before the last fifth of a page, where nothing stands beside."""
    return sum(_ragged(strip, inner) for strip in strips)


def _ragged(strip: Strip, inner: float) -> float:
    lines = [
        (shape.y + each.dy, shape.x + each.dx + shape.line.width)
        for each in strip.drawn
        for shape in each.shapes
        if isinstance(shape, TextLine)
    ]
    if not lines:
        return 0.0
    short = sum(end <= LAST_FIFTH * inner for _, end in lines)
    return strip.height * short / len(lines)
