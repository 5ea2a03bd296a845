"""Lists set as strips: bullets, facts and references."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from handouts.document.blocks import Bullets, Facts, References
from handouts.document.text import Unit
from handouts.render.paper.setting import BULLET_INDENT, Setter, bulleted, first_baseline, labelled, tick
from handouts.render.paper.shapes import Path, Rule, Strip, Tag, beside, decoration, moved, placed, stacked
from handouts.render.type.addresses import linked


def bullets(setter: Setter, block: Bullets, width: float, path: Path) -> Iterator[Strip]:
    """Yield the items of a list with bullets, numbers, letters or ticks, one strip each."""
    inner = (*path, Tag("L", block.id))
    for number, unit in enumerate(block.items):
        strip = _item(setter, block, number, unit, width, inner)
        list_below = block.under(unit)
        # in a list of three or more, the first item stays with the second, and an item with the list below it
        keep = list_below is not None or (number == 0 and len(block.items) > 2)
        yield replace(strip, gap=setter.space("item") if number else 0.0, keep=keep)
        if list_below is not None:
            yield from _below(setter, list_below, unit, width, inner)


def _below(setter: Setter, block: Bullets, item: Unit, width: float, path: Path) -> Iterator[Strip]:
    """Yield the items of a list below an item, inside the item's body and moved by its indent."""
    inside = (*path, Tag("LI", item.id), Tag("LBody", f"{item.id}#body"))
    for strip in bullets(setter, block, width - BULLET_INDENT, inside):
        yield replace(placed(strip, BULLET_INDENT, 0), gap=max(strip.gap, setter.space("item") / 2))


def _item(setter: Setter, block: Bullets, number: int, unit: Unit, width: float, path: Path) -> Strip:
    if block.style == "number":
        return labelled(setter, unit, f"{number + 1}.", "body", width, path)
    if block.style == "letter":
        return labelled(setter, unit, f"{chr(65 + number)}", "body", width, path)
    if block.style == "tick":
        style = setter.style("body")
        top = first_baseline(style, setter.fonts) - style.size * 0.72
        return bulleted(setter, unit, "body", width, path, tick(0, top, style.size * 0.75, "primary"))
    if block.style == "dash":
        style = setter.style("body")
        middle = first_baseline(style, setter.fonts) - style.size * 0.28
        dash = Rule(2.0, middle, 2.0 + style.size * 0.45, middle, style.colour, style.size * 0.08)
        return bulleted(setter, unit, "body", width, path, dash)
    return bulleted(setter, unit, "body", width, path)


def list_columns(setter: Setter, block: Bullets, width: float, path: Path) -> Strip:
    """Return a list in two columns of similar height, read down the first and then the second."""
    gap = setter.space("column")
    column = (width - gap) / 2
    strips = list(bullets(setter, block, column, path))
    half = min(
        range(1, len(strips)), key=lambda cut: (max(_sum(strips[:cut]), _sum(strips[cut:])), abs(len(strips) - 2 * cut))
    )
    left, right = stacked(strips[:half], block.id), stacked(strips[half:], block.id)
    return beside(((0.0, left), (column + gap, right)), block.id)


def _sum(strips: list[Strip]) -> float:
    return sum(strip.height + strip.gap for strip in strips)


def facts_rows(setter: Setter, block: Facts, width: float, path: Path) -> Iterator[Strip]:
    """Yield rows with a bold label at the start and its text beside it, separated by rules."""
    inner = (*path, Tag("L", block.id))
    bold = replace(setter.style("body"), bold=True)
    label_width = min(max(setter.natural(fact.label, bold) for fact in block.facts), setter.look.rail) + 2
    stack = setter.look.columns == 1 and width < 420
    start = 0.0 if stack else label_width + setter.space("column")
    pad = setter.space("row") / 2 + 1
    for number, fact in enumerate(block.facts):
        item = (*inner, Tag("LI", f"{block.id}/{fact.id}"))
        lines = setter.lines(fact.label, bold, width if stack else label_width)
        label = setter.set_lines(lines, bold, (*item, Tag("Lbl", fact.label.id)), fact.label.id)
        room = min(width - start, setter.look.measure)
        text = setter.strip(fact.text, "body", room, (*item, Tag("LBody", fact.text.id)))
        pair = stacked((label, text), block.id) if stack else beside(((0.0, label), (start, text)), block.id)
        rule = (decoration(Rule(0, 0, width, 0, "rule", 0.75)),) if number else ()
        yield replace(pair, height=pair.height + 2 * pad, drawn=(*rule, *moved(pair.drawn, 0, pad)))


def references(setter: Setter, block: References, width: float, path: Path) -> Iterator[Strip]:
    """Yield a numbered list that may continue on the next page, or a short one in columns beside the QR code."""
    inner = (*path, Tag("L", block.id))
    block = replace(block, entries=tuple(replace(entry, unit=linked(entry.unit)) for entry in block.entries))
    if block.numbered:
        for number, entry in enumerate(block.entries):
            room = min(_beside_code(setter, width), setter.look.measure)
            strip = labelled(setter, entry.unit, f"{number + 1}.", "source", room, inner, within="BibEntry")
            yield replace(strip, gap=2.0 if number else 0.0)
        return
    yield _source_columns(setter, block, width, inner)


def _beside_code(setter: Setter, width: float) -> float:
    """Return the width that remains beside the QR code."""
    return width - (setter.aside + setter.space("column") if setter.aside else 0.0)


def _source_columns(setter: Setter, block: References, width: float, path: Path) -> Strip:
    width = _beside_code(setter, width)
    columns = 2 if setter.look.columns > 1 and setter.look.shows is None else 1
    gap = setter.space("column")
    column = (width - gap * (columns - 1)) / columns
    strips = [
        replace(bulleted(setter, entry.unit, "source", column, path, within="Reference"), gap=2.0 if number else 0.0)
        for number, entry in enumerate(block.entries)
    ]
    if columns == 1 or len(strips) < 2:
        return stacked(strips, block.id)
    half = min(range(1, len(strips)), key=lambda cut: max(_sum(strips[:cut]), _sum(strips[cut:])))
    left, right = stacked(strips[:half], block.id), stacked(strips[half:], block.id)
    return beside(((0.0, left), (column + gap, right)), block.id)
