"""Gates and answer options of questions set as strips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.core.words import word
from handouts.document.blocks import Gate, Gates, Options
from handouts.document.text import Words
from handouts.render.paper.setting import BLOCK_GROWS, FRAME, Setter, framed, labelled, paragraph
from handouts.render.paper.shapes import Drawn, Path, Polygon, Rect, Strip, Tag, moved, placed, sign, stacked


def gate_strips(setter: Setter, block: Gates, width: float, path: Path) -> Iterator[Strip]:
    """Yield gates one below another, each joined by an arrow to the one before."""
    for number, gate in enumerate(block.gates):
        strip = _gate(setter, gate, width, (*path, Tag("Div", block.id)))
        yield replace(strip, gap=7.0 if number else 0.0, grows=BLOCK_GROWS if number else 0.0, joined=number > 0)


def _gate(setter: Setter, gate: Gate, width: float, path: Path) -> Strip:
    """Return a box that ends in an arrow, and what to do if the answer is yes."""
    pad, point = setter.space("inset"), 14.0
    inner = (*path, Tag("Div", gate.id))
    if setter.look.columns == 1:
        return _gate_stacked(setter, gate, width, inner)
    left = width * 0.56
    ask = setter.strip(gate.question, "body", left - 2 * pad, (*inner, Tag("P", gate.question.id)))
    stop_x = left + point + 6
    stop = _stop(setter, gate, width - stop_x - 2 * pad, inner)
    height = max(ask.height, stop.height) + 16
    outline = ((left, 0.6), (0.6, 0.6), (0.6, height - 0.6), (left, height - 0.6))
    arrow = ((left, 0.6), (left + point, height / 2), (left, height - 0.6))
    shapes = (
        Polygon(outline, None, "ink", FRAME, closed=False),
        Rect(stop_x, 0, width - stop_x, height, "danger"),
    )
    drawn = (
        *moved(ask.drawn, pad, (height - ask.height) / 2),
        _gate_arrow(setter, gate, inner, arrow),
        *moved(stop.drawn, stop_x + pad, (height - stop.height) / 2),
    )
    return framed(Strip(height, drawn, gate.id), width, height, *shapes)


def _gate_stacked(setter: Setter, gate: Gate, width: float, path: Path) -> Strip:
    pad, point = setter.space("inset"), 12.0
    ask = setter.strip(gate.question, "body", width - 2 * pad, (*path, Tag("P", gate.question.id)))
    stop = _stop(setter, gate, width - 2 * pad, path)
    top = ask.height + 14
    height = top + point + stop.height + 14
    middle = width / 2
    arrow = ((middle + point, top), (middle, top + point), (middle - point, top))
    outline = (arrow[-1], (0.6, top), (0.6, 0.6), (width - 0.6, 0.6), (width - 0.6, top), arrow[0])
    shapes = (
        Rect(0, top + point, width, stop.height + 14, "danger"),
        Polygon((*outline, arrow[1]), "paper"),
        Polygon(outline, None, "ink", FRAME, closed=False),
    )
    drawn = (
        *moved(ask.drawn, pad, 7),
        _gate_arrow(setter, gate, path, arrow),
        *moved(stop.drawn, pad, top + point + 7),
    )
    return framed(Strip(height, drawn, gate.id), width, height, *shapes)


def _gate_arrow(setter: Setter, gate: Gate, path: Path, points: tuple[tuple[float, float], ...]) -> Drawn:
    """Return the arrow of a gate's box, read at the end of its question."""
    says = word("sign.arrow", setter.lang)
    question = (*path, Tag("P", gate.question.id))
    return sign(question, f"{gate.id}#arrow", says, Polygon(points, None, "ink", FRAME, closed=False))


def _stop(setter: Setter, gate: Gate, width: float, path: Path) -> Strip:
    from handouts.document.text import Strong

    lead = f"{word('yes', setter.lang)}: {word('stop', setter.lang)}. "
    unit = replace(gate.stop, text=(Strong((Words(lead),)), *gate.stop.text))
    return setter.strip(unit, "body", width, (*path, Tag("P", gate.stop.id)), "paper")


def option_strips(setter: Setter, block: Options, width: float, path: Path) -> Iterator[Strip]:
    """Yield the lettered options of a question, one strip each."""
    inner = (*path, Tag("L", block.id, numbering="UpperAlpha"))
    for number, option in enumerate(block.options):
        verdict = word("right" if option.right else "wrong", setter.lang)
        label = f"{chr(65 + number)} ({verdict})"
        first = labelled(setter, option.option, label, "body", width, inner)
        unit = option.option
        body = (*inner, Tag("LI", unit.id), Tag("LBody", f"{unit.id}#body"))
        reason = paragraph(setter, option.reason, "body", width - 20, body)
        yield replace(stacked((first, placed(reason, 20, 0)), option.id), gap=4.0 if number else 0.0)
