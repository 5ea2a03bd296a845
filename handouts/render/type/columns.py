"""The widths of a table's columns where the words of the table need more than there is."""

from __future__ import annotations

from collections.abc import Sequence


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
