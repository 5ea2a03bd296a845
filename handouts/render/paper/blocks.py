"""Blocks set as strips for paper, with one case for each kind of block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from handouts.core.words import word
from handouts.document.blocks import (
    CALLOUT_WORDS,
    Answer,
    Answers,
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    ColumnPair,
    Facts,
    Fields,
    FigureBlock,
    Gates,
    Options,
    Paragraph,
    References,
    Sheets,
    Table,
)
from handouts.document.document import Section
from handouts.document.figures import Bars, IconArray, Intervals
from handouts.document.text import Unit, Words, says_itself
from handouts.render.paper.fields import fields_strip
from handouts.render.paper.figures import figure_strip
from handouts.render.paper.gates import gate_strips, option_strips
from handouts.render.paper.lists import bullets, facts_rows, leads_all, list_columns, railed, references
from handouts.render.paper.setting import (
    BLOCK_GROWS,
    FRAME,
    THICK,
    Setter,
    first_baseline,
    framed,
    icon_drawn,
    icon_room,
    icon_size,
    paragraph,
    struck_circle,
    tick,
    tint,
)
from handouts.render.paper.shapes import (
    Drawn,
    Path,
    Rect,
    Rule,
    Shape,
    Strip,
    Tag,
    TagKind,
    TextLine,
    beside,
    decoration,
    moved,
    placed,
    sign,
    stacked,
)
from handouts.render.paper.sheets import sheet_strips
from handouts.render.paper.tables import table_strips

LIST_IN_COLUMNS = 3
# spare room widens gaps before sections first
SECTION_GROWS = 1.0


def section_strips(setter: Setter, section: Section, level: int = 2, width: float | None = None) -> Iterator[Strip]:
    """Yield the strips of a section: its heading, which stays with what follows, and its blocks.

    `width` in pt is that of the page between its margins unless it is given.
    """
    path: Path = (Tag("Sect", section.id),)
    width = setter.look.inner if width is None else width
    within = replace(setter, level=level if section.title is not None else level - 1)
    strips = list(_body(within, section, width, path))
    if section.title is not None:
        yield heading(setter, section.title, path, level, width)
        if strips:
            strips[0] = replace(strips[0], gap=setter.space("after-heading"), grows=0.0)
    elif strips:
        strips[0] = replace(strips[0], grows=SECTION_GROWS, opens=True)
    if section.teaching is not None and strips and isinstance(section.blocks[-1], Fields):
        strips[-1] = replace(strips[-1], ruled=setter.look.write_line)
    yield from strips


def lengthened(strip: Strip, count: int, width: float) -> Strip:
    """Return a strip with this many more lines to write on."""
    if count < 1:
        return strip
    last = strip.height - 2
    more = [
        Rule(0, last + strip.ruled * number, width, last + strip.ruled * number, "line", 0.9)
        for number in range(1, count + 1)
    ]
    added = strip.ruled * count
    fields = (*strip.fields[:-1], *(replace(box, height=box.height + added) for box in strip.fields[-1:]))
    return replace(strip, height=strip.height + added, drawn=(*strip.drawn, decoration(*more)), fields=fields)


def _body(setter: Setter, section: Section, width: float, path: Path) -> Iterator[Strip]:
    """Yield the blocks of a section, or all of them as one strip where its figure stands beside its text."""
    if setter.way == "beside" and has_figure_beside(section):
        strip = figure_beside(setter, section, width, path)
        yield replace(strip, gap=setter.space("block"), grows=BLOCK_GROWS)
        return
    yield from block_strips(setter, section.blocks, width, path)


def has_figure_beside(section: Section) -> bool:
    """Return whether a section is a figure of counts or amounts and paragraphs, which can stand side by side."""
    figures = [block for block in section.blocks if isinstance(block, FigureBlock)]
    texts = [block for block in section.blocks if isinstance(block, Paragraph)]
    if len(figures) != 1 or not texts or len(texts) + 1 != len(section.blocks):
        return False
    return isinstance(figures[0].figure, IconArray | Bars | Intervals)


def figure_beside(setter: Setter, section: Section, width: float, path: Path) -> Strip:
    """Return a section's paragraphs in a column at the start, its figure at the end; read in the order of content."""
    gap = setter.space("column")
    column = (width - gap) / 2
    drawn: list[Drawn] = []
    heights = {0.0: 0.0, column + gap: 0.0}
    for block in section.blocks:
        start = column + gap if isinstance(block, FigureBlock) else 0.0
        for strip in block_strip(setter, block, column, path):
            top = heights[start] + (setter.space("block") if heights[start] else 0.0)
            drawn.extend(moved(strip.drawn, start, top))
            heights[start] = top + strip.height
    return Strip(max(heights.values()), tuple(drawn), section.id)


def heading(setter: Setter, title: Unit, path: Path, level: int, width: float | None = None) -> Strip:
    """Return the strip of a section's heading."""
    style = setter.style("heading")
    tag = Tag(heading_kind(level), title.id, lang=title.lang)
    room = setter.look.inner if width is None else width
    strip = setter.set_lines(setter.balanced(title, style, room), style, (*path, tag), title.id)
    return replace(strip, gap=setter.space("section"), grows=SECTION_GROWS, keep=True, opens=True)


def heading_kind(level: int) -> TagKind:
    """Return the tag of a heading at a level; there are three."""
    kinds: tuple[TagKind, ...] = ("H1", "H2", "H3")
    return kinds[min(level, 3) - 1]


def block_strips(setter: Setter, blocks: Iterable[Block], width: float, path: Path) -> Iterator[Strip]:
    """Yield blocks one below another, with the gaps between them."""
    for block in blocks:
        for number, strip in enumerate(block_strip(setter, block, width, path)):
            if number == 0:
                yield replace(strip, gap=setter.space("block"), grows=BLOCK_GROWS)
            else:
                yield strip


def block_strip(setter: Setter, block: Block, width: float, path: Path) -> Iterator[Strip]:
    """Yield one block as strips; a page break may fall between them."""
    match block:
        case Paragraph(unit, "source"):
            yield setter.strip(
                unit, "source", width, (*path, Tag("P", unit.id), Tag("Reference", f"{unit.id}#reference"))
            )
        case Paragraph(unit, role):
            yield paragraph(setter, unit, {"small": "source", "question": "body"}.get(role, role), width, path)
        case Bullets(style="letter", items=items) if setter.look.shows == "takeaway" and len(items) > 2:
            yield list_columns(setter, block, width, path)
        case Bullets() if setter.way == "rail" and leads_all(block):
            yield from railed(setter, block, width, path)
        case Bullets() if setter.way == "columns" and len(block.items) >= LIST_IN_COLUMNS:
            yield list_columns(setter, block, width, path)
        case Bullets():
            yield from bullets(setter, block, min(width, setter.look.measure + 20), path)
        case Callout():
            yield _callout(setter, block, width, path)
        case Facts():
            yield from facts_rows(setter, block, width, path)
        case Cards():
            yield from _cards(setter, block, width, path)
        case Table():
            yield from table_strips(setter, block, width, path)
        case Fields():
            yield fields_strip(setter, block, width, path)
        case FigureBlock():
            yield figure_strip(setter, block, width, path)
        case Answers():
            yield from _answers(setter, block, width, path)
        case Gates():
            yield from gate_strips(setter, block, width, path)
        case ColumnPair(columns=columns):
            yield _side_by_side(setter, columns, width, path, block.id)
        case Options():
            yield from option_strips(setter, block, width, path)
        case References():
            yield from references(setter, block, width, path)
        case Sheets():
            yield from sheet_strips(setter, block, width, path)
        case _:
            assert_never(block)


def inside(setter: Setter, blocks: Iterable[Block], width: float, path: Path, block: str) -> Strip:
    """Return the blocks of a box as one strip, which no page break divides."""
    plain = replace(setter, way="plain")
    strips = [strip for each in blocks for strip in _tight(plain, each, width, path)]
    return stacked(strips, block)


def _tight(setter: Setter, block: Block, width: float, path: Path) -> Iterator[Strip]:
    if isinstance(block, Bullets):
        columns = setter.look.columns
        if len(block.items) >= LIST_IN_COLUMNS and columns > 1 and width > setter.look.measure:
            yield list_columns(setter, block, width, path)
            return
        yield from bullets(setter, block, width, path)
        return
    for number, strip in enumerate(block_strip(setter, block, width, path)):
        yield replace(strip, gap=4.0 if number == 0 else strip.gap)


# --- lists ----------------------------------------------------------------------------------------


# --- boxes ----------------------------------------------------------------------------------------


def _callout(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    inner = (*path, Tag("Div", block.id))
    match block.kind:
        case "emergency":
            return _emergency(setter, block, width, inner)
        case "call-today":
            return _call_today(setter, block, width, inner)
        case "do-not":
            return _do_not(setter, block, width, inner)
        case "limit":
            return _limit(setter, block, width, inner)
        case "note":
            return _note(setter, block, width, inner)
        case _:
            assert_never(block.kind)


def _emergency(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    """Return a box with a thick frame and a solid bar: an emergency."""
    style = setter.style("box")
    kind = _kind_word(setter, block, "paper", path)
    room = width - 2 * setter.space("inset") - kind[1] - 12
    title = setter.set_lines(
        setter.lines(block.title, style, room), style, (*path, Tag("P", block.title.id)), block.id, "paper"
    )
    bar = title.height + 10
    body = inside(setter, block.blocks, width - 2 * setter.space("inset"), path, block.id)
    pad = setter.space("inset")
    height = bar + 8 + body.height + 10
    shapes = (
        Rect(THICK / 2, THICK / 2, width - THICK, height - THICK, None, "danger", THICK),
        Rect(0, 0, width, bar, "danger"),
    )
    drawn = (
        *moved(kind[0], width - pad - kind[1], 5),
        *moved(title.drawn, pad, 5),
        *moved(body.drawn, pad, bar + 8),
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


def _call_today(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    """Return a box with a thick bar at its start: a reason to call today."""
    bar, pad = 8.0, setter.space("inset")
    style = setter.style("box")
    inner = width - bar - 2 * pad
    kind = _kind_word(setter, block, "warning", path)
    room = inner - kind[1] - 12
    title = setter.set_lines(
        setter.lines(block.title, style, room), style, (*path, Tag("P", block.title.id)), block.id, "warning"
    )
    body = inside(setter, block.blocks, inner, path, block.id)
    height = 6 + title.height + 3 + body.height + 9
    shapes = (
        Rect(0.6, 0.6, width - 1.2, height - 1.2, None, "warning", FRAME),
        Rect(0, 0, bar, height, "warning"),
    )
    drawn = (
        *moved(kind[0], width - pad - kind[1], 6),
        *moved(title.drawn, bar + pad, 6),
        *moved(body.drawn, bar + pad, 9 + title.height),
    )
    return framed(Strip(height, drawn, block.id), width, height, *shapes)


def _do_not(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    """Return a box with a struck circle: what not to do."""
    pad, size = setter.space("inset"), 38.0
    start = pad + size + 12
    title = setter.strip(block.title, "box", width - start - pad, (*path, Tag("P", block.title.id)))
    body = inside(setter, block.blocks, width - start - pad, path, block.id)
    text = stacked((title, replace(body, gap=2.0)), block.id)
    height = max(text.height, size) + 2 * 9
    circle = _kind_sign(setter, block, path, *struck_circle(pad, (height - size) / 2, size, "ink"))
    shapes = (Rect(0.6, 0.6, width - 1.2, height - 1.2, None, "ink", FRAME),)
    drawn = (circle, *moved(text.drawn, start, (height - text.height) / 2))
    return framed(Strip(height, drawn, block.id), width, height, *shapes)


def _limit(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    """Return a box with a thin double frame and the word `Limit`."""
    pad = setter.space("inset") + 4
    kind = _kind_word(setter, block, "ink", path)
    title = setter.strip(block.title, "box", width - 2 * pad - kind[1] - 12, (*path, Tag("P", block.title.id)))
    body = inside(setter, block.blocks, width - 2 * pad, path, block.id)
    text = stacked((title, replace(body, gap=2.0)), block.id)
    height = text.height + 20
    shapes = tuple(Rect(inset, inset, width - 2 * inset, height - 2 * inset, None, "ink", 0.8) for inset in (0.4, 3.4))
    drawn = (*moved(kind[0], width - pad - kind[1], 10), *moved(text.drawn, pad, 10))
    return framed(Strip(height, drawn, block.id), width, height, *shapes)


def _note(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    """Return a box with a tinted background: good to know."""
    pad = setter.space("inset")
    title = setter.strip(block.title, "card", width - 2 * pad, (*path, Tag("P", block.title.id)))
    body = inside(setter, block.blocks, width - 2 * pad, path, block.id)
    text = stacked((title, replace(body, gap=2.0)), block.id)
    height = text.height + 2 * 9
    ground = _kind_sign(setter, block, path, tint(0, 0, width, height, "primary-tint"))
    return Strip(height, (ground, *moved(text.drawn, pad, 9)), block.id)


# --- cards ----------------------------------------------------------------------------------------


def _cards(setter: Setter, block: Cards, width: float, path: Path) -> Iterator[Strip]:
    inner = (*path, Tag("Div", block.id))
    match block.kind:
        case "situation":
            for number, card in enumerate(block.cards):
                yield replace(
                    _situation(setter, card, width, inner),
                    gap=8.0 if number else 0.0,
                    grows=BLOCK_GROWS if number else 0.0,
                )
        case "do" | "summary":
            if setter.look.columns >= len(block.cards):
                yield _side_by_side(setter, block.cards, width, inner, block.id, ticked=block.kind == "do")
            else:
                for number, card in enumerate(block.cards):
                    strip = _card(setter, card, width, inner, ticked=block.kind == "do")
                    yield replace(_grounded(strip, card, width, strip.height), gap=8.0 if number else 0.0)
        case _:
            assert_never(block.kind)


def _side_by_side(
    setter: Setter, cards: tuple[Card, ...], width: float, path: Path, block: str, *, ticked: bool = False
) -> Strip:
    gap = 12.0
    column = (width - gap * (len(cards) - 1)) / len(cards)
    strips = [_card(setter, card, column, path, ticked=ticked) for card in cards]
    height = max(strip.height for strip in strips)
    grounded = [_grounded(strip, card, column, height) for strip, card in zip(strips, cards, strict=True)]
    return beside(((number * (column + gap), strip) for number, strip in enumerate(grounded)), block)


def _card(setter: Setter, card: Card, width: float, path: Path, *, ticked: bool) -> Strip:
    pad = setter.space("inset")
    inner = (*path, Tag("Div", card.id))
    style = setter.style("card")
    room = style.size + 5 if ticked else 0.0
    sign_room = icon_room(icon_size(style), (card.icon,))
    path = (*inner, Tag("P", card.title.id))
    title = setter.strip(card.title, "card", width - 2 * pad - room - sign_room, path, card.kind)
    drawn = moved(title.drawn, room, 0)
    if ticked:
        middle = first_baseline(style, setter.fonts) - style.size * 0.78
        says = f"{word('sign.tick', setter.lang)} "
        drawn = (sign(path, f"{card.id}#tick", says, tick(0, middle, style.size * 0.85, "primary")), *drawn)
    colour = card.kind if card.kind not in ("plain", "quiet") else "ink"
    icon = icon_drawn(setter, card.icon, style, colour)
    drawn = (*moved(icon, width - 2 * pad - icon_size(style), 0), *drawn)
    body = inside(setter, card.blocks, width - 2 * pad, inner, card.id)
    text = stacked((replace(title, drawn=drawn), replace(body, gap=2.0)), card.id)
    return replace(placed(text, pad, 12.0), height=text.height + 22)


def _grounded(strip: Strip, card: Card, width: float, height: float) -> Strip:
    ground = tint(0, 0, width, height, f"{card.kind}-tint" if card.kind not in ("plain", "quiet") else "neutral-tint")
    top = Rect(0, 0, width, 4, card.kind if card.kind not in ("plain", "quiet") else "quiet")
    return framed(strip, width, height, ground, top)


def _situation(setter: Setter, card: Card, width: float, path: Path) -> Strip:
    """Return a card across the page: a tinted head, then facts or text."""
    pad = setter.space("inset")
    inner = (*path, Tag("Div", card.id))
    style = setter.style("card")
    start = icon_room(icon_size(style), (card.icon,))
    title = setter.strip(card.title, "card", width - 2 * pad - start, (*inner, Tag("P", card.title.id)))
    title = replace(title, drawn=(*icon_drawn(setter, card.icon, style), *moved(title.drawn, start, 0)))
    head = title.height + 10
    parts: list[Strip] = []
    for block in card.blocks:
        if isinstance(block, Facts):
            parts.extend(facts_rows(setter, block, width - 2 * pad, inner))
        else:
            parts.append(inside(setter, (block,), width - 2 * pad, inner, card.id))
    body = stacked(parts, card.id)
    height = head + 6 + body.height + 6
    shapes = (
        tint(0, 0, width, head, "primary-tint"),
        Rule(0, head, width, head, "primary", 0.8),
        Rect(0.4, 0.4, width - 0.8, height - 0.8, None, "primary", 0.8),
    )
    drawn = (*moved(title.drawn, pad, 5), *moved(body.drawn, pad, head + 6))
    return framed(Strip(height, drawn, card.id), width, height, *shapes)


# --- questions, gates, options --------------------------------------------------------------------


def _answers(setter: Setter, block: Answers, width: float, path: Path) -> Iterator[Strip]:
    for number, row in enumerate(block.rows):
        strip = _answer(setter, row, width, path)
        pad = 2 * setter.space("row") + 1
        top = pad if number else 0.0
        rule = (decoration(Rule(0, 0, width, 0, "rule", 0.75)),) if number else ()
        height = strip.height + top + pad
        yield replace(strip, height=height, drawn=moved(strip.drawn, 0, top), between=rule)


def _answer(setter: Setter, row: Answer, width: float, path: Path) -> Strip:
    inner = (*path, Tag("Div", row.id))
    rail = setter.look.rail
    one_column = setter.look.columns == 1
    style = setter.style("question")
    sign_room = icon_room(icon_size(style), (row.icon,))
    room = (width if one_column else rail) - sign_room
    question = setter.strip(
        row.question, "question", room, (*inner, Tag(heading_kind(setter.level + 1), row.question.id))
    )
    icon = icon_drawn(setter, row.icon, style)
    question = replace(question, drawn=(*icon, *moved(question.drawn, sign_room, 0)))
    start = 0.0 if one_column else rail + setter.space("column")
    answer = inside(setter, row.blocks, min(width - start, setter.look.measure), inner, row.id)
    if one_column:
        return stacked((question, replace(answer, gap=2.0)), row.id)
    return beside(((0.0, question), (start, answer)), row.id)


# --- fields and references ------------------------------------------------------------------------


__all__ = ["TextLine", "block_strip", "block_strips", "heading", "lengthened", "section_strips"]
