"""Gates and answer options of questions set as strips."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.core.words import word
from handouts.document.blocks import Gate, Gates, Options
from handouts.document.gates import kept, not_started
from handouts.document.text import Strong, Unit, Words
from handouts.render.paper.setting import (
    BLOCK_GROWS,
    FRAME,
    Setter,
    first_baseline,
    framed,
    labelled,
    paragraph,
    struck_circle,
    tick,
)
from handouts.render.paper.shapes import (
    Drawn,
    Path,
    Polygon,
    Rect,
    Shape,
    Strip,
    Tag,
    decoration,
    moved,
    placed,
    sign,
    stacked,
)

# the share of the width that a question takes without the arrow at its end, less beside what to keep taking, and the
# length of that arrow in pt
SHARE, NARROWER, POINT = 0.56, 0.53, 14.0
# the room in pt at the end of an answer, and between its sign and its text
NEAR = 6.0


def gate_strips(setter: Setter, block: Gates, width: float, path: Path) -> Iterator[Strip]:
    """Yield gates one below another, below one head for all if they say what to keep taking."""
    inner = (*path, Tag("Div", block.id))
    if block.keeps:
        yield _ask_first(setter, block, width, inner)
    for number, gate in enumerate(block.gates):
        strip = _gate(setter, gate, _question_width(block, width), width, inner)
        gap = 7.0 if number else 2.0 if block.keeps else 0.0
        yield replace(strip, gap=gap, grows=BLOCK_GROWS if number else 0.0, joined=number > 0)


def _ask_first(setter: Setter, block: Gates, width: float, path: Path) -> Strip:
    """Return the head above what to do at all gates: who answers yes, or is not sure, asks first."""
    start = 0.0 if setter.look.columns == 1 else _answer_start(_question_width(block, width))
    mark = block.gates[0].question.mark
    unit = Unit(f"{block.id}#ask", (Words(word("gate.ask-first", setter.lang)),), mark, setter.lang)
    style = replace(setter.style("body"), bold=True)
    lines = setter.lines(unit, style, width - start)
    strip = setter.set_lines(lines, style, (*path, Tag("P", unit.id)), block.id)
    return replace(placed(strip, start, 0), keep=True)


def _question_width(block: Gates, width: float) -> float:
    return width * (NARROWER if block.keeps else SHARE)


def _answer_start(left: float) -> float:
    """Return where the answers begin, beside questions that are `left` pt wide without their arrows."""
    return left + POINT + 6.0


def _gate(setter: Setter, gate: Gate, left: float, width: float, path: Path) -> Strip:
    """Return a box that ends in an arrow, and what to do if the answer is yes."""
    pad, point = setter.space("inset"), POINT
    inner = (*path, Tag("Div", gate.id))
    if setter.look.columns == 1:
        return _gate_stacked(setter, gate, width, inner)
    ask = setter.strip(gate.question, "body", left - 2 * pad, (*inner, Tag("P", gate.question.id)))
    stop_x = _answer_start(left)
    stop = _answer(setter, gate, width - stop_x - pad - NEAR, inner)
    height = max(ask.height, stop.height) + 16
    outline = ((left, 0.6), (0.6, 0.6), (0.6, height - 0.6), (left, height - 0.6))
    arrow = ((left, 0.6), (left + point, height / 2), (left, height - 0.6))
    shapes = (
        Polygon(outline, None, "ink", FRAME, closed=False),
        _ground(gate, stop_x, 0, width - stop_x, height),
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
    stop = _answer(setter, gate, width - 2 * pad, path)
    top = ask.height + 14
    height = top + point + stop.height + 14
    middle = width / 2
    arrow = ((middle + point, top), (middle, top + point), (middle - point, top))
    outline = (arrow[-1], (0.6, top), (0.6, 0.6), (width - 0.6, 0.6), (width - 0.6, top), arrow[0])
    shapes = (
        _ground(gate, 0, top + point, width, stop.height + 14),
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


def _ground(gate: Gate, x: float, y: float, width: float, height: float) -> Rect:
    """Return what an answer stands on: solid where reading stops, a frame with a tint beside a medicine."""
    if gate.keep is None:
        return Rect(x, y, width, height, "danger")
    half = FRAME / 2
    return Rect(x + half, y + half, width - FRAME, height - FRAME, "primary-tint", "ink", FRAME)


def _answer(setter: Setter, gate: Gate, width: float, path: Path) -> Strip:
    """Return what to do if the answer is yes."""
    if gate.stop is not None:
        return _stop(setter, gate.stop, width, path)
    size = setter.style("cell").size
    lines = []
    if (keep := kept(gate, setter.lang)) is not None:
        lines.append(_signed(setter, keep, width, path, tick(0, 0, size, "good")))
    if (barred := not_started(gate, setter.lang)) is not None:
        lines.append(_signed(setter, barred, width, path, *struck_circle(0, 0, size + 1, "ink")))
    return stacked((replace(line, gap=2.0) for line in lines), gate.id)


def _signed(setter: Setter, unit: Unit, width: float, path: Path, *shapes: Shape) -> Strip:
    """Return a text behind a sign, which says nothing that the text does not say."""
    style = setter.style("cell")
    indent = style.size + NEAR
    strip = setter.strip(unit, "cell", width - indent, (*path, Tag("P", unit.id)))
    top = first_baseline(style, setter.fonts) - style.size * 0.82
    return replace(strip, drawn=(*moved((decoration(*shapes),), 0, top), *moved(strip.drawn, indent, 0)))


def _stop(setter: Setter, stop: Unit, width: float, path: Path) -> Strip:
    lead = f"{word('yes', setter.lang)}: {word('stop', setter.lang)}. "
    unit = replace(stop, text=(Strong((Words(lead),)), *stop.text))
    return setter.strip(unit, "body", width, (*path, Tag("P", stop.id)), "paper")


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
