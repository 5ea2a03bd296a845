"""Lists set as strips: bullets, facts and references."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handouts.document.blocks import Bullets, Facts, References
from handouts.document.text import Strong, Text, Unit
from handouts.render.paper.setting import (
    BULLET_INDENT,
    Setter,
    bulleted,
    first_baseline,
    icon_drawn,
    icon_room,
    icon_size,
    label_indent,
    labelled,
    tick,
)
from handouts.render.paper.shapes import (
    Numbering,
    Path,
    StraightLine,
    Strip,
    Tag,
    beside,
    decoration,
    moved,
    placed,
    stacked,
)

# type sizes that a row of one column needs for a label with its text beside it
TEXT_BESIDE = 70 / 3
# how each style of list labels its items; dashes and ticks are signs in no order
NUMBERINGS: Mapping[str, Numbering] = {
    "dot": "Disc",
    "dash": "None",
    "number": "Decimal",
    "tick": "None",
    "letter": "UpperAlpha",
}
# the height of a page up to which a list of sources is kept together, beside the QR code
SHARE_OF_PAGE = 0.4


def bullets(setter: Setter, block: Bullets, width: float, path: Path) -> Iterator[Strip]:
    """Yield the items of a list with bullets, numbers, letters or ticks, one strip each."""
    inner = (*path, _list_tag(block))
    for number, unit in enumerate(block.items):
        strip = _item(setter, block, number, unit, width, inner)
        list_below = block.under(unit)
        # in a list of three or more, the first item stays with the second, and an item with the list below it
        keep = list_below is not None or (number == 0 and len(block.items) > 2)
        yield replace(strip, gap=setter.space("item") if number else 0.0, keep=keep)
        if list_below is not None:
            inside = (*inner, Tag("LI", unit.id), Tag("LBody", f"{unit.id}#body"))
            yield from _below(setter, list_below, _indent(setter, block, number), width, inside)


def _list_tag(block: Bullets) -> Tag:
    """Return the element of a list, which says how its items are labelled."""
    return Tag("L", block.id, numbering=NUMBERINGS[block.style])


def leads_all(block: Bullets) -> bool:
    """Return whether every item of a list begins with words in bold, by which a reader finds it."""
    return block.style in ("dot", "dash") and all(_lead(unit) for unit in block.items)


def _lead(unit: Unit) -> Text:
    """Return the bold words at the beginning of a text, or nothing."""
    return unit.text[:1] if len(unit.text) > 1 and isinstance(unit.text[0], Strong) else ()


def railed(setter: Setter, block: Bullets, width: float, path: Path) -> Iterator[Strip]:
    """Yield the items of a list with their lead words in the rail at the start, between rules."""
    inner = (*path, Tag("L", block.id))
    rail, pad = setter.look.rail, setter.space("row") + 1
    start = rail + setter.space("column")
    for number, unit in enumerate(block.items):
        style = setter.style("body")
        body = (*inner, Tag("LI", unit.id), Tag("LBody", f"{unit.id}#body"))
        lead = setter.set_lines(setter.lines(replace(unit, text=_lead(unit)), style, rail), style, body, unit.id)
        rest = replace(unit, text=unit.text[len(_lead(unit)) :])
        room = min(width - start, setter.look.measure)
        text = setter.set_lines(setter.lines(rest, style, room), style, body, unit.id)
        parts = [text]
        if (list_below := block.under(unit)) is not None:
            parts += [*_below(setter, list_below, BULLET_INDENT, room, body)]
        pair = beside(((0.0, lead), (start, stacked(parts, unit.id))), unit.id)
        rule = (decoration(StraightLine(0, 0, width, 0, "line", 0.5)),) if number else ()
        top = pad if number else 0.0
        yield replace(
            pair,
            height=pair.height + top + pad,
            drawn=moved(pair.drawn, 0, top),
            between=rule,
            keep=number == 0 and len(block.items) > 2,
        )


def _below(setter: Setter, block: Bullets, indent: float, width: float, path: Path) -> Iterator[Strip]:
    """Yield the items of a list below an item, inside the item's body, from where its text starts."""
    for strip in bullets(setter, block, width - indent, path):
        yield replace(placed(strip, indent, 0), gap=max(strip.gap, setter.space("item") / 2))


def _indent(setter: Setter, block: Bullets, number: int) -> float:
    """Return the distance in pt from the start of an item to its text."""
    label = _label(block, number)
    return BULLET_INDENT if label is None else label_indent(setter, label, "body")


def _label(block: Bullets, number: int) -> str | None:
    """Return the number or letter of an item, counted from 0; None where a sign stands instead."""
    match block.style:
        case "number":
            return f"{number + 1}."
        case "letter":
            return chr(ord("A") + number)
        case _:
            return None


def _item(setter: Setter, block: Bullets, number: int, unit: Unit, width: float, path: Path) -> Strip:
    label = _label(block, number)
    if label is not None:
        return labelled(setter, unit, label, "body", width, path)
    if block.style == "tick":
        style = setter.style("body")
        top = first_baseline(style, setter.fonts) - style.size * 0.72
        return bulleted(setter, unit, "body", width, path, tick(0, top, style.size * 0.75, "primary"))
    if block.style == "dash":
        style = setter.style("body")
        middle = first_baseline(style, setter.fonts) - style.size * 0.28
        dash = StraightLine(2.0, middle, 2.0 + style.size * 0.45, middle, style.colour, style.size * 0.08)
        return bulleted(setter, unit, "body", width, path, dash)
    return bulleted(setter, unit, "body", width, path)


def list_columns(setter: Setter, block: Bullets, width: float, path: Path) -> Strip:
    """Return a list in two columns of similar height, read down the first and then the second.

    The second column begins in the middle of the page, in boxes too.
    """
    gap = setter.space("column")
    second = (setter.look.inner + gap) / 2 - setter.start
    if not gap < second < width - gap:
        second = (width + gap) / 2
    return halves(setter, block, min(second - gap, width - second), second, path)


def halves(setter: Setter, block: Bullets, column: float, second: float, path: Path) -> Strip:
    """Return a list in two columns of this width in pt, of which the second begins at `second`."""
    strips = list(bullets(setter, block, column, path))
    half = min(
        range(1, len(strips)), key=lambda cut: (max(_sum(strips[:cut]), _sum(strips[cut:])), abs(len(strips) - 2 * cut))
    )
    left, right = stacked(strips[:half], block.id), stacked(strips[half:], block.id)
    return beside(((0.0, left), (second, right)), block.id)


def _sum(strips: list[Strip]) -> float:
    return sum(strip.height + strip.gap for strip in strips)


def facts_rows(setter: Setter, block: Facts, width: float, path: Path) -> Iterator[Strip]:
    """Yield rows with a bold label at the start and its text beside it, separated by rules."""
    inner = (*path, Tag("L", block.id))
    bold = replace(setter.style("body"), bold=True)
    sign_room = icon_room(icon_size(bold), (fact.icon for fact in block.facts))
    label_width = min(max(setter.natural(fact.label, bold) for fact in block.facts), setter.look.rail) + 2 + sign_room
    stack = setter.look.columns == 1 and width < TEXT_BESIDE * setter.style("body").size
    start = 0.0 if stack else label_width + setter.space("column")
    pad = setter.space("row") / 2 + 1
    for number, fact in enumerate(block.facts):
        item = (*inner, Tag("LI", f"{block.id}/{fact.id}"))
        lines = setter.lines(fact.label, bold, (width if stack else label_width) - sign_room)
        label = setter.set_lines(lines, bold, (*item, Tag("Lbl", fact.label.id)), fact.label.id)
        icon = icon_drawn(setter, fact.icon, bold)
        label = replace(label, drawn=(*icon, *moved(label.drawn, sign_room, 0)))
        room = min(width - start, setter.look.measure)
        text = setter.strip(fact.text, "body", room, (*item, Tag("LBody", fact.text.id)))
        pair = stacked((label, text), block.id) if stack else beside(((0.0, label), (start, text)), block.id)
        rule = (decoration(StraightLine(0, 0, width, 0, "rule", 0.75)),) if number else ()
        yield replace(pair, height=pair.height + 2 * pad, drawn=(*rule, *moved(pair.drawn, 0, pad)))


def references(setter: Setter, block: References, width: float, path: Path) -> Iterator[Strip]:
    """Yield a numbered list that may continue on the next page, or a short one in columns beside the QR code."""
    inner = (*path, Tag("L", block.id, numbering="Decimal" if block.numbered else "Disc"))
    if block.numbered:
        # in the close type of a committee's paper the list takes the whole width
        most = width if setter.look.pictured else setter.look.measure
        for number, entry in enumerate(block.entries):
            room = min(_beside_code(setter, width), most)
            strip = labelled(setter, entry.unit, f"{number + 1}.", "source", room, inner, within="BibEntry")
            yield replace(strip, gap=2.0 if number else 0.0)
        return
    strip = _source_columns(setter, block, width, inner)
    if strip.height <= SHARE_OF_PAGE * setter.look.height:
        yield strip
        return
    for number, entry in enumerate(block.entries, 1):
        # only the last one leaves room for the QR code
        room = width if number < len(block.entries) else _beside_code(setter, width)
        each = bulleted(setter, entry.unit, "source", room, inner, within="Reference")
        yield replace(each, gap=2.0 if number > 1 else 0.0)


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
