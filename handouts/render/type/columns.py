"""The widths of a table's columns, solved for the lowest table.

A cell is known by its steps: the narrowest widths in pt at which it is lower, each with its height. Columns start as wide
as they wish; those give room up whose cells grow least for it; then they exchange room as long as that lowers the table.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from handouts.document.text import Text
from handouts.render.type.fonts import FontSet
from handouts.render.type.lines import SLIGHT, Style, narrowing

Steps = tuple[tuple[float, float], ...]
# most tables whose widths are kept: a table is set once for each way in which its section may stand
MOST_KEPT = 256
# a table this many times as high as the lowest is good enough, and so are the widths found in this many tries
CLOSE = 1.04
MOST_TRIES = 2_000


@dataclass(frozen=True, slots=True)
class Need:
    """What a column needs: its least width in pt, the width at which nothing more is won, and its cells, one a row.

    `takes` is its share of the room that no column needs.
    """

    least: float
    natural: float
    cells: tuple[Steps, ...]
    takes: float = 1.0


def steps_of(text: Text, style: Style, least: float, fonts: FontSet, beside: float = 0.0) -> Steps:
    """Return the steps of a text from a least width on; `beside` in pt is what its cell needs beside it."""
    fewer = narrowing(text, style, max(least - beside, 1.0), fonts)
    return tuple((width + beside, lines * style.line) for width, lines in fewer)


def height_at(steps: Steps, width: float) -> float:
    """Return the height in pt of a cell at a width."""
    return next((height for needed, height in reversed(steps) if needed <= width + SLIGHT), steps[0][1])


def squeezed(needs: Sequence[float], room: float) -> tuple[float, ...]:
    """Return widths that add up to a room in pt which is less than the columns need.

    A column that needs no more than an equal share keeps what it needs; the others share the rest.
    """
    widths = [0.0] * len(needs)
    left = max(room, 0.0)
    waiting = sorted(range(len(needs)), key=lambda place: needs[place])
    for done, place in enumerate(waiting):
        widths[place] = min(needs[place], left / (len(needs) - done))
        left -= widths[place]
    return tuple(widths)


@lru_cache(maxsize=MOST_KEPT)
def solved(columns: tuple[Need, ...], room: float) -> tuple[float, ...]:
    """Return the widths of columns that make the lowest table in a room in pt; they fill it.

    Among the lowest tables, the one with the fewest lines; room that no column needs is shared.
    """
    if sum(column.least for column in columns) > room:
        return squeezed([column.least for column in columns], room)
    if sum(column.natural for column in columns) <= room:
        return _shared(columns, [column.natural for column in columns], room)
    choices = tuple(map(_choices, columns, _rows(columns)))
    chosen = _searched(choices, _exchanged(choices, _given_up(choices, room), room), room)
    return _shared(columns, [own[place].width for own, place in zip(choices, chosen, strict=True)], room)


def _shared(columns: Sequence[Need], widths: Sequence[float], room: float) -> tuple[float, ...]:
    """Return widths, and shares of the room that they leave."""
    total = sum(column.takes for column in columns)
    shares = [column.takes / total if total else 1 / len(columns) for column in columns]
    spare = room - sum(widths)
    return tuple(width + spare * share for width, share in zip(widths, shares, strict=True))


@dataclass(frozen=True, slots=True)
class _Choice:
    """A width of a column worth to try, the heights of its cells there, and their sum."""

    width: float
    heights: tuple[float, ...]
    total: float


_Choices = tuple[_Choice, ...]


def _rows(columns: Sequence[Need]) -> Iterator[tuple[Steps, ...]]:
    """Yield the cells of each column, without rows that are as high at any width."""
    rows = zip(*(column.cells for column in columns), strict=True)
    return zip(*([row for row in rows if any(len(cell) > 1 for cell in row)] or [((),) * len(columns)]), strict=True)


def _choices(column: Need, cells: tuple[Steps, ...]) -> _Choices:
    """Return the widths of a column at which a cell is lower, from the least on."""
    widths = {column.least, *(width for cell in cells for width, _ in cell if width > column.least)}
    choices: list[_Choice] = []
    for width in sorted(widths):
        heights = tuple(height_at(cell, width) if cell else 0.0 for cell in cells)
        if not choices or heights != choices[-1].heights:
            choices.append(_Choice(width, heights, sum(heights)))
    return tuple(choices)


def _cost(choices: Sequence[_Choices], chosen: Sequence[int]) -> tuple[float, float]:
    """Return the height of a table, and the sum of its cells' heights."""
    picked = [own[place] for own, place in zip(choices, chosen, strict=True)]
    height = sum(map(max, *(each.heights for each in picked))) if len(picked) > 1 else sum(picked[0].heights)
    return height, sum(each.total for each in picked)


def _given_up(choices: Sequence[_Choices], room: float) -> list[int]:
    """Return choices that fit a room: from the widest on, the column gives up what costs least for each pt."""
    chosen = [len(own) - 1 for own in choices]
    while (over := _width(choices, chosen) - room) > SLIGHT:
        before = _cost(choices, chosen)

        def price(
            column: int, place: int, over: float = over, before: tuple[float, float] = before
        ) -> tuple[float, ...]:
            saved = min(over, choices[column][chosen[column]].width - choices[column][place].width)
            after = _cost(choices, [*chosen[:column], place, *chosen[column + 1 :]])
            return (after[0] - before[0]) / saved, (after[1] - before[1]) / saved, -saved

        offers = ((column, place) for column, now in enumerate(chosen) for place in range(now))
        column, place = min(offers, key=lambda offer: price(*offer))
        chosen[column] = place
    return chosen


def _width(choices: Sequence[_Choices], chosen: Sequence[int]) -> float:
    return sum(own[place].width for own, place in zip(choices, chosen, strict=True))


def _exchanged(choices: Sequence[_Choices], chosen: list[int], room: float) -> list[int]:
    """Return choices after room went from column to column as long as that made the table lower, or its lines fewer."""
    best = _cost(choices, chosen)
    found = True
    while found:
        found = False
        for tried in _exchanges(choices, chosen, room):
            if (cost := _cost(choices, tried)) < best:
                chosen, best, found = tried, cost, True
                break
    return chosen


def _exchanges(choices: Sequence[_Choices], chosen: list[int], room: float) -> Iterator[list[int]]:
    """Yield choices in which one column is wider, and where needed another as much narrower."""
    spare = room - _width(choices, chosen)
    for taker, now in enumerate(chosen):
        for place in range(now + 1, len(choices[taker])):
            lacking = choices[taker][place].width - choices[taker][now].width - spare
            wider = [*chosen[:taker], place, *chosen[taker + 1 :]]
            if lacking <= SLIGHT:
                yield wider
                continue
            for giver, own in enumerate(choices):
                left = _fitting(own, own[chosen[giver]].width - lacking)
                if giver != taker and left is not None:
                    yield [*wider[:giver], left, *wider[giver + 1 :]]


def _fitting(own: _Choices, room: float) -> int | None:
    """Return the widest choice of a column that fits a room in pt, or None."""
    fits = bisect_right(own, room + SLIGHT, key=lambda choice: choice.width)
    return fits - 1 if fits else None


class _Search:
    """A search for widths that make a table clearly lower than a known one, given up after a number of tries."""

    def __init__(self, choices: Sequence[_Choices], known: list[int], room: float) -> None:
        self.choices, self.room = choices, room
        self.chosen, self.best = known, _cost(choices, known)
        self.tries = MOST_TRIES
        leasts = [own[0].width for own in choices]
        self.rest = [sum(leasts[place:]) for place in range(len(leasts) + 1)]

    def visit(self, chosen: list[int], used: float) -> None:
        """Try each width of the next column that a lower table may have, the widest first."""
        column = len(chosen)
        if column == len(self.choices):
            if (cost := _cost(self.choices, chosen)) < self.best:
                self.chosen, self.best = chosen, cost
            return
        widest = _fitting(self.choices[column], self.room - used - self.rest[column + 1])
        for place in range(widest if widest is not None else -1, -1, -1):
            self.tries -= 1
            tried, width = [*chosen, place], used + self.choices[column][place].width
            if self.tries < 0:
                return
            if self._least(tried, width) * CLOSE < self.best[0]:
                self.visit(tried, width)

    def _least(self, chosen: list[int], used: float) -> float:
        """Return a height that no table with these first columns is below: the others as wide as each alone may be."""
        columns = range(len(chosen), len(self.choices))
        spare = self.room - used - self.rest[len(chosen)] + SLIGHT
        alone = [_fitting(self.choices[column], self.choices[column][0].width + spare) or 0 for column in columns]
        return _cost(self.choices, [*chosen, *alone])[0]


def _searched(choices: Sequence[_Choices], known: list[int], room: float) -> list[int]:
    """Return choices for a table at most `CLOSE` times as high as the lowest, unless that takes too many tries."""
    search = _Search(choices, known, room)
    search.visit([], 0.0)
    return search.chosen
