"""The order of a leaflet's sections that parts nothing which fits on a page, with the fewest moves against the author's.

A move takes one section and puts it elsewhere. Only orders that `after` and `fixed` allow are tried, in all default
layouts, first those of fewest moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from handouts.content.model import Draft
from handouts.content.reordering import ReorderingError, reordered, section_ids
from handouts.core.files import replace_durably
from handouts.core.lock import Waiting, locked, unheard
from handouts.pipeline.documents import Set
from handouts.pipeline.press import orders_of
from handouts.pipeline.workplace import workplace

if TYPE_CHECKING:
    from handouts.render.paper.orders import Orders

MOST_MOVES = 4
# about ten seconds of a machine of today, for a leaflet of nine sections in four layouts
MOST_TRIED = 1_500

Order = tuple[str, ...]


class Found(NamedTuple):
    """An order of the ids of sections, its moves against the author's, and what it parts in all layouts together."""

    order: Order
    moves: int
    parted: int


@dataclass(frozen=True, slots=True)
class Places:
    """What an author says about the places of sections: those that keep theirs, and which is read after which."""

    fixed: frozenset[int]
    after: Mapping[str, str]

    def allow(self, order: Order, own: Order) -> bool:
        """Return whether an order keeps what the author's own order and the keys of its sections ask for."""
        if any(order[place] != own[place] for place in self.fixed):
            return False
        at = {name: place for place, name in enumerate(order)}
        return all(at[before] < at[name] for name, before in self.after.items() if before in at and name in at)


def movable(draft: Draft) -> Order:
    """Return the ids of the sections after page 1, in the author's order."""
    return tuple(part.id for part in draft.parts if not part.front)


def places_of(draft: Draft) -> Places:
    """Return what an author says about the places of the sections after page 1."""
    parts = [part for part in draft.parts if not part.front]
    return Places(
        frozenset(place for place, part in enumerate(parts) if part.fixed),
        {part.id: part.after for part in parts if part.after is not None},
    )


def best_order(each: Set) -> Found:
    """Return the author's order, or a better one that needs as few moves as possible."""
    own = movable(each.draft)
    tried = [
        trial for name in each.plan.defaults["leaflet"] if (trial := orders_of(each.document, name, each.plan.looks))
    ]
    best, least = Found(own, 0, _parted(each, tried, own)), float("inf")
    for count, (order, moves) in enumerate(orders(own, places_of(each.draft))):
        if (best.parted == 0 and moves > best.moves) or count >= MOST_TRIED:
            break
        parted, cost = _judged(each, tried, order, best.parted)
        if (parted, moves, cost) < (best.parted, best.moves, least):
            best, least = Found(order, moves, parted), cost
    return best


def orders(own: Order, places: Places) -> Iterator[tuple[Order, int]]:
    """Yield allowed orders with their moves, fewest first, the author's own among them."""
    seen, reached = {own}, [own]
    yield own, 0
    for moves in range(1, MOST_MOVES + 1):
        found: list[Order] = []
        for order in reached:
            new = [other for other in dict.fromkeys(_moved(order)) if other not in seen]
            seen.update(new)
            found += new
        yield from ((order, moves) for order in found if places.allow(order, own))
        reached = found


def _moved(order: Order) -> Iterator[Order]:
    """Yield the orders that one move makes of another."""
    for place, name in enumerate(order):
        rest = (*order[:place], *order[place + 1 :])
        yield from ((*rest[:new], name, *rest[new:]) for new in range(len(order)) if new != place)


def write_order(root: Path, name: str, own: Order, order: Order, waiting: Waiting = unheard) -> None:
    """Write the sections of a leaflet's file in another order; nothing is written where it changed meanwhile.

    Raises ReorderingError where the file cannot be written so, OSError where it cannot be read or replaced.
    """
    path = f"content/leaflets/{name}.yaml"
    with locked(workplace(root, "order"), "handouts order", waiting) as place:
        text = (root / path).read_bytes().decode("utf-8-sig")
        if section_ids(text, path) != own:
            raise ReorderingError(f"{path} changed meanwhile; run it again")
        replace_durably(root / path, reordered(text, path, order).encode("utf-8"), place.drafts)


def _parted(each: Set, tried: Sequence[Orders], order: Order) -> int:
    return _judged(each, tried, order, None)[0]


def _judged(each: Set, tried: Sequence[Orders], order: Order, most: int | None) -> tuple[int, float]:
    """Return what an order parts in all layouts, and its cost; once it parts more than `most`, no more is tried."""
    document = each.document
    own = frozenset(f"{document.id}/{name}" for name in order)
    moved = iter(order)
    ids = [f"{document.id}/{next(moved)}" if section.id in own else section.id for section in document.sections]
    parted, cost = 0, 0.0
    for trial in tried:
        judged = trial.judged(ids)
        parted, cost = parted + judged.parted, cost + judged.cost
        if most is not None and parted > most:
            break
    return parted, cost
