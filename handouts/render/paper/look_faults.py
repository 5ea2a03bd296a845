"""What is wrong with a look for paper by itself, whatever it prints: told at its own keys, before anything is set."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from handouts.core.problem import Problem
from handouts.render.type.contrast import pale

if TYPE_CHECKING:
    from handouts.render.paper.look import LeafletLook

# what printers do not reach at the edge of a sheet, in pt
UNPRINTED = 8 * 72 / 25.4
LEAST_LINE = 10  # sizes of running text that fit on a line
# text and ground that drawing puts together, whatever a layout says
ON_GROUND = (
    ("paper", "danger"),
    ("warning", "paper"),
    *((kind, f"{kind}-tint") for kind in ("primary", "good", "warning", "danger")),
    *(("ink", f"{kind}-tint") for kind in ("primary", "good", "warning", "danger", "neutral")),
)


def look_faults(look: LeafletLook) -> list[Problem]:
    """Return what is wrong with the sizes, distances and colours of a look."""
    return [*_type(look), *_edges(look), *_colours(look)]


def _type(look: LeafletLook) -> Iterator[Problem]:
    """Yield a problem for type below the least of its print, and for lines that run into each other."""
    for role, style in look.styles.items():
        if style.size < look.least_type:
            message = f"{role!r} is {style.size:g} pt; the least is {look.least_type:g} pt in {look.print} print"
            yield Problem(look.mark_of(f"styles/{role}/size"), "small-type", message)
        if style.line < style.size:
            message = f"lines of {role!r} are {style.line:g} pt apart, less than their type of {style.size:g} pt"
            yield Problem(look.mark_of(f"styles/{role}/line"), "tight-lines", f"{message}; write a larger line")


def _edges(look: LeafletLook) -> Iterator[Problem]:
    """Yield a problem for a margin that printers do not reach, and for a page without room for a line of text."""
    for side, margin in (("top", look.top), ("bottom", look.bottom), ("start", look.start), ("end", look.end)):
        if margin < UNPRINTED - 0.01:
            message = f"the margin {side!r} is {margin * 25.4 / 72:.1f} mm; printers need 8 mm"
            yield Problem(look.mark_of(f"margins/{side}"), "tight-edge", message)
    least = LEAST_LINE * look.styles["body"].size
    if look.inner < least:
        message = f"the margins leave {max(look.inner, 0):.0f} pt of the width of the page; {least:.0f} pt are needed"
        yield Problem(look.mark_of("page/width"), "tight-page", f"{message} for running text")


def _colours(look: LeafletLook) -> Iterator[Problem]:
    """Yield a problem for each colour of text that is too pale: at the style that names it, or at the theme."""
    named = {(style.colour, "paper"): f"styles/{role}/colour" for role, style in reversed(tuple(look.styles.items()))}
    badge = look.styles["badge"].colour
    named[badge, "warning-tint"] = "styles/badge/colour"
    for text, ground, message in pale({*named, *ON_GROUND}, look.theme.colours):
        place = named.get((text, ground))
        mark = look.mark_of(place) if place is not None else look.theme.mark_of(f"colours/{text}")
        yield Problem(mark, "low-contrast", message)
