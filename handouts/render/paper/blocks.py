"""Blocks set as strips for paper, with one case for each kind of block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from handouts.core.words import word
from handouts.document.blocks import (
    Addressees,
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
    Ladder,
    Options,
    Paragraph,
    References,
    Sheets,
    Situations,
    Table,
)
from handouts.document.document import Section
from handouts.document.figures import Bars, IconArray, Intervals
from handouts.document.text import Unit
from handouts.render.paper.addressees import addressees_strip
from handouts.render.paper.callouts import callout_strip
from handouts.render.paper.fields import fields_strip
from handouts.render.paper.figures import figure_strip
from handouts.render.paper.gates import gate_strips, option_strips
from handouts.render.paper.ladders import ladder_strips
from handouts.render.paper.lists import bullets, facts_rows, leads_all, list_columns, railed, references
from handouts.render.paper.rails import fits_rail, railed_table
from handouts.render.paper.setting import (
    BLOCK_GROWS,
    Setter,
    first_baseline,
    framed,
    heading_kind,
    icon_drawn,
    icon_room,
    icon_size,
    paragraph,
    tick,
    tint,
)
from handouts.render.paper.shapes import (
    Drawn,
    Path,
    Rect,
    StraightLine,
    Strip,
    Tag,
    beside,
    decoration,
    moved,
    placed,
    sign,
    stacked,
)
from handouts.render.paper.sheets import sheet_strips
from handouts.render.paper.situations import situation_strips
from handouts.render.paper.tables import table_strips

LIST_IN_COLUMNS = 3
# the height in pt of the bar above a section's title, and its distance from the title
BAR, UNDER_BAR = 2.5, 3.5
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
        title = heading(setter, section.title, path, level, width)
        yield barred(title, width) if has_bar(setter, section) else title
        if strips:
            strips[0] = replace(strips[0], gap=setter.space("after-heading"), grows=0.0)
    elif strips:
        strips[0] = replace(strips[0], grows=SECTION_GROWS, opens=True)
    if section.teaching is not None and strips and isinstance(section.blocks[-1], Fields):
        strips[-1] = replace(strips[-1], ruled=setter.look.write_line)
    yield from strips


def has_bar(setter: Setter, section: Section) -> bool:
    """Return whether a bar stands above the title of a section: after page 1 of a leaflet in usual print."""
    plain = setter.look.large_print or setter.look.shows is not None or bool(setter.look.pictured)
    return not section.front and section.teaching is None and not plain


def barred(strip: Strip, width: float) -> Strip:
    """Return a title below a bar of this width in pt, which takes its room from the gap above it where there is one."""
    under = BAR + UNDER_BAR
    bar = decoration(Rect(0.0, 0.0, width, BAR, "primary"))
    drawn = (bar, *moved(strip.drawn, 0, under))
    return replace(strip, height=strip.height + under, drawn=drawn, gap=max(strip.gap - BAR, 0.0))


def lengthened(strip: Strip, count: int, width: float) -> Strip:
    """Return a strip with this many more lines to write on."""
    if count < 1:
        return strip
    last = strip.height - 2
    more = [
        StraightLine(0, last + strip.ruled * number, width, last + strip.ruled * number, "line", 0.9)
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
            yield _callout(setter, block, width, (*path, Tag("Div", block.id)))
        case Ladder():
            yield from _ladder(setter, block, width, path)
        case Facts():
            yield from facts_rows(setter, block, width, path)
        case Cards():
            yield from _cards(setter, block, width, path)
        case Table() if setter.way == "rail" and fits_rail(setter, block, width):
            yield from railed_table(setter, block, width, path)
        case Table():
            yield from table_strips(setter, block, width, path)
        case Fields():
            yield fields_strip(setter, block, width, path)
        case FigureBlock():
            yield figure_strip(setter, block, width, path)
        case Answers() if setter.way == "columns":
            yield from _answers_in_columns(setter, block, width, path)
        case Answers():
            yield from _answers(setter, block, width, path)
        case Gates():
            yield from gate_strips(setter, block, width, path)
        case Addressees():
            yield addressees_strip(setter, block, width, path)
        case Situations():
            yield from situation_strips(setter, block, width, path)
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


def _callout(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    def body(start: float, room: float) -> Strip:
        return inside(replace(setter, start=setter.start + start), block.blocks, room, path, block.id)

    return callout_strip(setter, block, width, path, body)


def _ladder(setter: Setter, block: Ladder, width: float, path: Path) -> Iterator[Strip]:
    """Yield signs in grades as a ladder, or where there is one column as a box for each grade."""
    inner = (*path, Tag("Div", block.id))
    if setter.look.columns > 1:
        yield from ladder_strips(setter, block, width, inner)
        return
    for number, grade in enumerate(block.grades):
        strip = _callout(setter, grade, width, (*inner, Tag("Div", grade.id)))
        yield replace(strip, gap=setter.space("item") if number else 0.0, joined=number > 0)


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
    path = (*inner, Tag(heading_kind(setter.level + 1), card.title.id))
    title = setter.strip(card.title, "card", width - 2 * pad - room - sign_room, path, _title_colour(card))
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


def _title_colour(card: Card) -> str | None:
    """Return the colour of a card's title; None is that of its style, which follows the clinic's colour."""
    return None if card.kind == "primary" else card.kind


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
    tag = Tag(heading_kind(setter.level + 1), card.title.id)
    title = setter.strip(card.title, "card", width - 2 * pad - start, (*inner, tag))
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
        StraightLine(0, head, width, head, "primary", 0.8),
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
        rule = (decoration(StraightLine(0, 0, width, 0, "rule", 0.75)),) if number else ()
        height = strip.height + top + pad
        yield replace(strip, height=height, drawn=moved(strip.drawn, 0, top), between=rule)


def _answers_in_columns(setter: Setter, block: Answers, width: float, path: Path) -> Iterator[Strip]:
    """Yield questions in pairs side by side, each above its answer, with a rule between pairs."""
    gap = setter.space("column")
    column = (width - gap) / 2
    pad = 2 * setter.space("row") + 1
    for number in range(0, len(block.rows), 2):
        pair = [_asked(setter, row, column, path) for row in block.rows[number : number + 2]]
        strip = beside(((place * (column + gap), each) for place, each in enumerate(pair)), block.rows[number].id)
        top = pad if number else 0.0
        lines = (StraightLine(x, 0, x + column, 0, "rule", 0.75) for x in (0.0, column + gap)[: len(pair)])
        rule = (decoration(*lines),) if number else ()
        yield replace(strip, height=strip.height + top + pad, drawn=moved(strip.drawn, 0, top), between=rule)


def _asked(setter: Setter, row: Answer, width: float, path: Path) -> Strip:
    """Return a question above its answer."""
    inner = (*path, Tag("Div", row.id))
    question = _question(setter, row, width, inner)
    return stacked((question, replace(inside(setter, row.blocks, width, inner, row.id), gap=2.0)), row.id)


def _question(setter: Setter, row: Answer, width: float, path: Path) -> Strip:
    """Return the words of a question with the icon before them."""
    style = setter.style("question")
    start = icon_room(icon_size(style), (row.icon,))
    tag = Tag(heading_kind(setter.level + 1), row.question.id)
    strip = setter.strip(row.question, "question", width - start, (*path, tag))
    return replace(strip, drawn=(*icon_drawn(setter, row.icon, style), *moved(strip.drawn, start, 0)))


def _answer(setter: Setter, row: Answer, width: float, path: Path) -> Strip:
    inner = (*path, Tag("Div", row.id))
    rail = setter.look.rail
    one_column = setter.look.columns == 1
    question = _question(setter, row, width if one_column else rail, inner)
    start = 0.0 if one_column else rail + setter.space("column")
    answer = inside(setter, row.blocks, min(width - start, setter.look.measure), inner, row.id)
    if one_column:
        return stacked((question, replace(answer, gap=2.0)), row.id)
    return beside(((0.0, question), (start, answer)), row.id)
