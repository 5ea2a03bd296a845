"""Situations set as rows: a letter in a disc, who it is for, the answer in large type, and what else holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.document.blocks import Situation, Situations, letter
from handouts.document.text import Unit, Words
from handouts.render.paper.setting import FRAME, Setter, first_baseline, tint
from handouts.render.paper.shapes import (
    Disc,
    Path,
    Rect,
    StraightLine,
    Strip,
    Tag,
    beside,
    decoration,
    moved,
    placed,
    stacked,
)

# the disc of a letter, and the distance from it to the words, in pt
DISC, GAP = 25.0, 10.0
# shares of the width behind the letter: who, and the answer
WHO, ANSWER = 0.26, 0.28
PAD = 6.0


def situation_strips(setter: Setter, block: Situations, width: float, path: Path) -> Iterator[Strip]:
    """Yield situations as rows between rules, or in one column as cards."""
    inner = (*path, Tag("L", block.id))
    for number, row in enumerate(block.rows):
        item = (*inner, Tag("LI", row.id))
        if setter.look.columns == 1:
            yield replace(_card(setter, row, number, width, item), gap=setter.space("row") * 2 if number else 0.0)
        else:
            yield _row(setter, row, number, width, item)


def _row(setter: Setter, row: Situation, number: int, width: float, path: Path) -> Strip:
    """Return a row with a rule above it, and below it too, so that rows stand between rules on each page."""
    start = DISC + GAP
    rest = width - start
    gap = setter.space("column")
    answer_at, more_at = start + rest * WHO + gap, start + rest * (WHO + ANSWER) + 2 * gap
    who = _part(setter, row.who, "cell", rest * WHO, path, bold=True)
    answer = _part(setter, row.answer, "box", (rest * ANSWER if row.more else width - answer_at), path)
    parts = [(start, who), (answer_at, answer)]
    if row.more is not None:
        parts.append((more_at, _part(setter, row.more, "cell", width - more_at, path)))
    height = max(DISC, *(strip.height for _, strip in parts))
    middle = [(x, placed(strip, 0, (height - strip.height) / 2)) for x, strip in parts]
    cells = beside(middle, row.id)
    disc = _lettered(setter, row, number, path)
    rules = decoration(*(StraightLine(0, y, width, y, "primary", FRAME) for y in (0.0, height + 2 * PAD)))
    drawn = (rules, *moved(disc.drawn, 0, PAD + (height - DISC) / 2), *moved(cells.drawn, 0, PAD))
    return replace(cells, height=height + 2 * PAD, drawn=drawn)


def _part(setter: Setter, unit: Unit, role: str, width: float, path: Path, *, bold: bool = False) -> Strip:
    style = replace(setter.style(role), bold=bold or setter.style(role).bold)
    lines = setter.lines(unit, style, width)
    body = (*path, Tag("LBody", f"{path[-1].key}#body"), Tag("P", unit.id))
    return setter.set_lines(lines, style, body, unit.id)


def _lettered(setter: Setter, row: Situation, number: int, path: Path) -> Strip:
    """Return the letter of a row in white on a disc."""
    style = replace(setter.style("box"), bold=True)
    unit = Unit(f"{row.id}#letter", (Words(letter(number)),), row.who.mark, setter.lang)
    lines = setter.lines(unit, style, DISC)
    strip = setter.set_lines(lines, style, (*path, Tag("Lbl", f"{row.id}#lbl")), row.id, "paper")
    across, down = (DISC - lines[0].width) / 2, (DISC - style.line) / 2
    disc = decoration(Disc(DISC / 2, DISC / 2, DISC / 2, "primary"))
    return replace(strip, height=DISC, drawn=(disc, *moved(strip.drawn, across, down)))


def _card(setter: Setter, row: Situation, number: int, width: float, path: Path) -> Strip:
    """Return a card: a band with the letter and who it is for, below it the answer and what else holds."""
    pad = setter.space("inset")
    style = replace(setter.style("box"), bold=True)
    letters = setter.lines(Unit(f"{row.id}#letter", (Words(letter(number)),), row.who.mark, setter.lang), style, 60.0)
    label = setter.set_lines(letters, style, (*path, Tag("Lbl", f"{row.id}#lbl")), row.id, "paper")
    indent = letters[0].width + 2 * pad
    room = width - indent - 2 * pad
    who = _part(setter, row.who, "body", room, path, bold=True)
    band = max(who.height, style.line) + 10
    texts = [_part(setter, row.answer, "box", width - 2 * pad, path)]
    if row.more is not None:
        texts.append(_part(setter, row.more, "body", min(width - 2 * pad, setter.look.measure), path))
    body = stacked(texts, row.id)
    height = band + body.height + 12
    lift = first_baseline(style, setter.fonts) - first_baseline(setter.style("body"), setter.fonts)
    shapes = decoration(
        tint(0, 0, width, band, "primary-tint"),
        Rect(0, 0, indent, band, "primary"),
        Rect(FRAME / 2, FRAME / 2, width - FRAME, height - FRAME, None, "primary", FRAME),
    )
    drawn = (
        shapes,
        *moved(label.drawn, pad, 5),
        *moved(who.drawn, indent + pad, 5 + lift),
        *moved(body.drawn, pad, band + 5),
    )
    return Strip(height, drawn, row.id)
