"""Callouts set as strips: an emergency, a reason to call today, what not to do, a limit, a note."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from handouts.core.words import word
from handouts.document.blocks import CALLOUT_WORDS, Callout
from handouts.document.text import Unit, Words, says_itself
from handouts.render.paper.setting import FRAME, THICK, Setter, first_baseline, framed, struck_circle, tint
from handouts.render.paper.shapes import Drawn, Path, Rect, Shape, Strip, Tag, decoration, moved, sign, stacked

# the blocks in a callout as one strip: its distance from the margin at the start, and its width, in pt
Body = Callable[[float, float], Strip]
# the bar at the start of a reason to call today, in pt
BAR = 8.0
# by how many pt its text stands closer to the bar, and that of an emergency further in, so that both begin on one line
BESIDE_BAR, AS_BAR = 4.0, 4.0


def callout_strip(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return a callout as one strip, which no page break divides."""
    match block.kind:
        case "emergency":
            return _emergency(setter, block, width, path, body)
        case "call-today":
            return _call_today(setter, block, width, path, body)
        case "do-not":
            return _do_not(setter, block, width, path, body)
        case "limit":
            return _limit(setter, block, width, path, body)
        case "note":
            return _note(setter, block, width, path, body)
        case _:
            assert_never(block.kind)


def _emergency(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return a box with a thick frame and a solid bar: an emergency."""
    style = setter.style("box")
    kind = _kind_word(setter, block, "paper", path)
    room = width - 2 * setter.space("inset") - AS_BAR - kind[1] - 12
    title = setter.set_lines(
        setter.lines(block.title, style, room), style, (*path, Tag("P", block.title.id)), block.id, "paper"
    )
    bar = title.height + 10
    pad = setter.space("inset") + AS_BAR
    inner = body(pad, width - pad - setter.space("inset"))
    height = bar + 8 + inner.height + 10
    shapes = (
        Rect(THICK / 2, THICK / 2, width - THICK, height - THICK, None, "danger", THICK),
        Rect(0, 0, width, bar, "danger"),
    )
    drawn = (
        *moved(kind[0], width - setter.space("inset") - kind[1], 5),
        *moved(title.drawn, pad, 5),
        *moved(inner.drawn, pad, bar + 8),
    )
    return framed(Strip(height, drawn, block.id), width, height, *shapes)


def _kind_word(setter: Setter, block: Callout, colour: str, path: Path) -> tuple[tuple[Drawn, ...], float]:
    """Return the name of a box's kind, read before its title, and its width; it conveys the kind without colour."""
    style = replace(setter.style("label"), bold=True)
    unit = Unit(
        f"{block.id}#kind", (Words(word(CALLOUT_WORDS[block.kind], setter.lang)),), block.title.mark, setter.lang
    )
    lines = setter.lines(unit, style, 400)
    lift = first_baseline(setter.style("box"), setter.fonts) - first_baseline(style, setter.fonts)
    strip = setter.set_lines(lines, style, (*path, Tag("P", unit.id)), block.id, colour)
    return moved(strip.drawn, 0, lift), max(line.width for line in lines)


def _kind_sign(setter: Setter, block: Callout, path: Path, *shapes: Shape) -> Drawn:
    """Return the sign of a box's kind, read as its name unless the title starts with that name."""
    says = word(CALLOUT_WORDS[block.kind], setter.lang)
    if says_itself(block.title, says):
        return decoration(*shapes)
    return sign((*path, Tag("P", f"{block.id}#kind")), f"{block.id}#sign", says, *shapes)


def _call_today(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return a box with a thick bar at its start: a reason to call today."""
    bar, pad = BAR, setter.space("inset")
    style = setter.style("box")
    across = width - bar - pad - (pad - BESIDE_BAR)
    kind = _kind_word(setter, block, "warning", path)
    room = across - kind[1] - 12
    title = setter.set_lines(
        setter.lines(block.title, style, room), style, (*path, Tag("P", block.title.id)), block.id, "warning"
    )
    start = bar + pad - BESIDE_BAR
    inner = body(start, across)
    height = 6 + title.height + 3 + inner.height + 9
    shapes = (
        Rect(0.6, 0.6, width - 1.2, height - 1.2, None, "warning", FRAME),
        Rect(0, 0, bar, height, "warning"),
    )
    drawn = (
        *moved(kind[0], width - pad - kind[1], 6),
        *moved(title.drawn, start, 6),
        *moved(inner.drawn, start, 9 + title.height),
    )
    return framed(Strip(height, drawn, block.id), width, height, *shapes)


def _do_not(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return a box with a struck circle: what not to do."""
    pad, size = setter.space("inset"), 38.0
    start = pad + size + 12
    title = setter.strip(block.title, "box", width - start - pad, (*path, Tag("P", block.title.id)))
    inner = body(start, width - start - pad)
    text = stacked((title, replace(inner, gap=2.0)), block.id)
    height = max(text.height, size) + 2 * 9
    circle = _kind_sign(setter, block, path, *struck_circle(pad, (height - size) / 2, size, "ink"))
    shapes = (Rect(0.6, 0.6, width - 1.2, height - 1.2, None, "ink", FRAME),)
    drawn = (circle, *moved(text.drawn, start, (height - text.height) / 2))
    return framed(Strip(height, drawn, block.id), width, height, *shapes)


def _limit(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return a box with a thin double frame and the word `Limit`."""
    pad = setter.space("inset") + 4
    kind = _kind_word(setter, block, "ink", path)
    title = setter.strip(block.title, "box", width - 2 * pad - kind[1] - 12, (*path, Tag("P", block.title.id)))
    inner = body(pad, width - 2 * pad)
    text = stacked((title, replace(inner, gap=2.0)), block.id)
    height = text.height + 20
    shapes = tuple(Rect(inset, inset, width - 2 * inset, height - 2 * inset, None, "ink", 0.8) for inset in (0.4, 3.4))
    drawn = (*moved(kind[0], width - pad - kind[1], 10), *moved(text.drawn, pad, 10))
    return framed(Strip(height, drawn, block.id), width, height, *shapes)


def _note(setter: Setter, block: Callout, width: float, path: Path, body: Body) -> Strip:
    """Return a box with a tinted background: good to know."""
    pad = setter.space("inset")
    title = setter.strip(block.title, "card", width - 2 * pad, (*path, Tag("P", block.title.id)))
    inner = body(pad, width - 2 * pad)
    text = stacked((title, replace(inner, gap=2.0)), block.id)
    height = text.height + 2 * 9
    ground = _kind_sign(setter, block, path, tint(0, 0, width, height, "primary-tint"))
    return Strip(height, (ground, *moved(text.drawn, pad, 9)), block.id)
