"""The cells of a table in rows and columns, and the headers of each.

See ISO 32000-1, 14.8.5.7: a cell's own list of headers takes precedence over the header cells above and before it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.audit.speak.node import SpokenNode

CELLS = ("TH", "TD")
WIDEST, MOST_SPOTS = 1000, 200_000  # most columns of a table, and most positions that its cells may cover together
BODIES = ("THead", "TBody", "TFoot")


@dataclass(frozen=True, slots=True)
class Spot:
    """A cell with its row and column, counted from 0; `head` is true in the head of the table."""

    cell: SpokenNode
    row: int
    column: int
    head: bool


@dataclass(frozen=True, slots=True)
class Grid:
    """The cells of a table by row and column; a cell that spans several positions occurs at each."""

    spots: dict[tuple[int, int], Spot]
    rows: int
    columns: int
    by_id: dict[str, SpokenNode]

    def row(self, number: int) -> Iterator[Spot]:
        """Yield the cells that start in a row."""
        for column in range(self.columns):
            spot = self.spots.get((number, column))
            if spot is not None and (spot.row, spot.column) == (number, column):
                yield spot

    def headers(self, spot: Spot) -> tuple[SpokenNode, ...]:
        """Return the header cells of a cell: of its row, then of its column."""
        if spot.cell.headers:
            return tuple(self.by_id[name] for name in spot.cell.headers if name in self.by_id)
        return (*self._before(spot), *self.above(spot))

    def above(self, spot: Spot) -> tuple[SpokenNode, ...]:
        """Return the header cells of a cell's column; none for a cell that is itself a header."""
        if spot.cell.headers:
            before = self._before(spot)
            return tuple(cell for cell in self.headers(spot) if cell not in before)
        if spot.cell.kind == "TH":
            return ()
        found = (self.spots.get((row, spot.column)) for row in range(spot.row))
        return _once(each.cell for each in found if each and each.cell.kind == "TH" and _heads_column(each))

    def _before(self, spot: Spot) -> tuple[SpokenNode, ...]:
        if spot.cell.kind == "TH":
            return ()
        found = (self.spots.get((spot.row, column)) for column in range(spot.column))
        return _once(each.cell for each in found if each and each.cell.kind == "TH" and not _heads_column(each))


def _heads_column(spot: Spot) -> bool:
    if spot.cell.scope:
        return spot.cell.scope in ("Column", "Both")
    return spot.head or spot.row == 0


def _once(cells: Iterator[SpokenNode]) -> tuple[SpokenNode, ...]:
    return tuple({id(cell): cell for cell in cells}.values())


def grid_of(table: SpokenNode) -> Grid:
    """Return the cells of a table at their positions."""
    spots: dict[tuple[int, int], Spot] = {}
    rows = list(_rows(table, head=False))
    for number, (row, head) in enumerate(rows):
        column = 0
        for cell in (kid for kid in row.kids if isinstance(kid, SpokenNode) and kid.kind in CELLS):
            while (number, column) in spots:
                column += 1
            spot = Spot(cell, number, column, head)
            spots[number, column] = spot
            if len(spots) < MOST_SPOTS:
                spots.update(dict.fromkeys(_covered(spot, len(rows)), spot))
            # beyond the limit, a span no longer widens the table
            column += cell.columns if column + cell.columns <= WIDEST else 1
    columns = max((column + 1 for _, column in spots), default=0)
    return Grid(spots, len(rows), columns, {spot.cell.id: spot.cell for spot in spots.values() if spot.cell.id})


def _covered(spot: Spot, rows: int) -> Iterator[tuple[int, int]]:
    for row in range(spot.row, min(spot.row + spot.cell.rows, rows)):
        for column in range(spot.column, min(spot.column + spot.cell.columns, WIDEST)):
            yield row, column


def _rows(node: SpokenNode, *, head: bool) -> Iterator[tuple[SpokenNode, bool]]:
    """Yield the rows of a table, each with whether it is in the table head."""
    for kid in node.kids:
        if isinstance(kid, SpokenNode) and kid.kind == "TR":
            yield kid, head
        elif isinstance(kid, SpokenNode) and kid.kind in BODIES:
            yield from _rows(kid, head=kid.kind == "THead")
