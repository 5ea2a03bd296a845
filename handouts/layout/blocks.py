"""Blocks set as strips for paper: one case for each kind of block."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import assert_never

from handouts.document import (
    Answer,
    Answers,
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    ColumnPair,
    Facts,
    Field,
    Fields,
    FigureBlock,
    Gate,
    Gates,
    Options,
    Paragraph,
    References,
    Section,
    Table,
    Unit,
    Words,
    says_itself,
)
from handouts.layout.addresses import linked
from handouts.layout.figures import figure_strip
from handouts.layout.setting import (
    FRAME,
    THICK,
    Setter,
    bulleted,
    first_baseline,
    framed,
    labelled,
    paragraph,
    struck_circle,
    tick,
    tint,
)
from handouts.layout.shapes import (
    Drawn,
    FieldBox,
    Path,
    Polygon,
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
from handouts.layout.tables import table_strips
from handouts.words import word

LIST_IN_COLUMNS = 3
FIELD_GAP = 8.0
FIELD_PAD = 7.0
# room that is left over goes to the gaps before sections first
SECTION_GROWS = 1.0
BLOCK_GROWS = 0.35


def section_strips(setter: Setter, section: Section, level: int = 2) -> Iterator[Strip]:
    """A section: its heading, held to what follows, and its blocks."""
    path: Path = (Tag("Sect", section.id),)
    within = replace(setter, level=level if section.title is not None else level - 1)
    strips = list(block_strips(within, section.blocks, setter.look.inner, path))
    if section.title is not None:
        yield heading(setter, section.title, path, level)
        if strips:
            strips[0] = replace(strips[0], gap=setter.space("after-heading"), grows=0.0)
    elif strips:
        strips[0] = replace(strips[0], grows=SECTION_GROWS, opens=True)
    if section.teaching is not None and strips and isinstance(section.blocks[-1], Fields):
        strips[-1] = replace(strips[-1], ruled=setter.look.write_line)
    yield from strips


def lengthened(strip: Strip, count: int, width: float) -> Strip:
    """A strip with so many more lines to write on."""
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


def heading(setter: Setter, title: Unit, path: Path, level: int) -> Strip:
    """A section's heading."""
    style = setter.style("heading")
    tag = Tag(heading_kind(level), title.id, lang=title.lang)
    strip = setter.set_lines(setter.balanced(title, style, setter.look.inner), style, (*path, tag), title.id)
    return replace(strip, gap=setter.space("section"), grows=SECTION_GROWS, keep=True, opens=True)


def heading_kind(level: int) -> TagKind:
    """The kind of a heading of a level; there are three."""
    kinds: tuple[TagKind, ...] = ("H1", "H2", "H3")
    return kinds[min(level, 3) - 1]


def block_strips(setter: Setter, blocks: Iterable[Block], width: float, path: Path) -> Iterator[Strip]:
    """Blocks one under the other, with the room between them."""
    for block in blocks:
        for number, strip in enumerate(block_strip(setter, block, width, path)):
            if number == 0:
                yield replace(strip, gap=setter.space("block"), grows=BLOCK_GROWS)
            else:
                yield strip


def block_strip(setter: Setter, block: Block, width: float, path: Path) -> Iterator[Strip]:
    """One block as strips that a page break may part."""
    match block:
        case Paragraph(unit, "source"):
            yield setter.strip(
                unit, "source", width, (*path, Tag("P", unit.id), Tag("Reference", f"{unit.id}#reference"))
            )
        case Paragraph(unit, role):
            yield paragraph(setter, unit, {"small": "source", "question": "body"}.get(role, role), width, path)
        case Bullets(style="letter", items=items) if setter.look.shows == "takeaway" and len(items) > 2:
            yield _list_columns(setter, block, width, path)
        case Bullets():
            yield from _bullets(setter, block, min(width, setter.look.measure + 20), path)
        case Callout():
            yield _callout(setter, block, width, path)
        case Facts():
            yield from _facts(setter, block, width, path)
        case Cards():
            yield from _cards(setter, block, width, path)
        case Table():
            yield from table_strips(setter, block, width, path)
        case Fields():
            yield _fields(setter, block, width, path)
        case FigureBlock():
            yield figure_strip(setter, block, width, path)
        case Answers():
            yield from _answers(setter, block, width, path)
        case Gates():
            yield from _gates(setter, block, width, path)
        case ColumnPair(columns=columns):
            yield _side_by_side(setter, columns, width, path, block.id)
        case Options():
            yield from _options(setter, block, width, path)
        case References():
            yield from _references(setter, block, width, path)
        case _:
            assert_never(block)


def inside(setter: Setter, blocks: Iterable[Block], width: float, path: Path, block: str) -> Strip:
    """The blocks of a box, that nothing parts."""
    strips = [strip for each in blocks for strip in _tight(setter, each, width, path)]
    return stacked(strips, block)


def _tight(setter: Setter, block: Block, width: float, path: Path) -> Iterator[Strip]:
    if isinstance(block, Bullets):
        columns = setter.look.columns
        if len(block.items) >= LIST_IN_COLUMNS and columns > 1 and width > setter.look.measure:
            yield _list_columns(setter, block, width, path)
            return
        yield from _bullets(setter, block, width, path)
        return
    for number, strip in enumerate(block_strip(setter, block, width, path)):
        yield replace(strip, gap=4.0 if number == 0 else strip.gap)


# --- lists ----------------------------------------------------------------------------------------


def _bullets(setter: Setter, block: Bullets, width: float, path: Path) -> Iterator[Strip]:
    inner = (*path, Tag("L", block.id))
    for number, unit in enumerate(block.items):
        strip = _item(setter, block, number, unit, width, inner)
        # a list of three or more leaves no first item alone
        yield replace(strip, gap=setter.space("item") if number else 0.0, keep=number == 0 and len(block.items) > 2)


def _item(setter: Setter, block: Bullets, number: int, unit: Unit, width: float, path: Path) -> Strip:
    if block.style == "number":
        return labelled(setter, unit, f"{number + 1}.", "body", width, path)
    if block.style == "letter":
        return labelled(setter, unit, f"{chr(65 + number)}", "body", width, path)
    if block.style == "tick":
        style = setter.style("body")
        top = first_baseline(style, setter.fonts) - style.size * 0.72
        return bulleted(setter, unit, "body", width, path, tick(0, top, style.size * 0.75, "primary"))
    return bulleted(setter, unit, "body", width, path)


def _list_columns(setter: Setter, block: Bullets, width: float, path: Path) -> Strip:
    """A list in two columns of about one height, read down the first and then the second."""
    gap = setter.space("column")
    column = (width - gap) / 2
    strips = list(_bullets(setter, block, column, path))
    half = min(
        range(1, len(strips)), key=lambda cut: (max(_sum(strips[:cut]), _sum(strips[cut:])), abs(len(strips) - 2 * cut))
    )
    left, right = stacked(strips[:half], block.id), stacked(strips[half:], block.id)
    return beside(((0.0, left), (column + gap, right)), block.id)


def _sum(strips: list[Strip]) -> float:
    return sum(strip.height + strip.gap for strip in strips)


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
    """A thick frame with a solid bar: what cannot wait."""
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
    """The word of a box's kind, and its width; its meaning without colour, read before the title."""
    style = replace(setter.style("label"), bold=True)
    unit = Unit(f"{block.id}#kind", (Words(word(f"callout.{block.kind}", setter.lang)),), block.title.mark, setter.lang)
    lines = setter.lines(unit, style, 400)
    lift = first_baseline(setter.style("box"), setter.fonts) - first_baseline(style, setter.fonts)
    strip = setter.set_lines(lines, style, (*path, Tag("P", unit.id)), block.id, colour)
    return moved(strip.drawn, 0, lift), max(line.width for line in lines)


def _kind_sign(setter: Setter, block: Callout, path: Path, *shapes: Shape) -> Drawn:
    """What shows the kind of a box without a word, read as that word unless the title begins with it."""
    says = word(f"callout.{block.kind}", setter.lang)
    if says_itself(block.title, says):
        return decoration(*shapes)
    return sign((*path, Tag("P", f"{block.id}#kind")), f"{block.id}#sign", says, *shapes)


def _call_today(setter: Setter, block: Callout, width: float, path: Path) -> Strip:
    """A frame with a thick start bar: what to call about today."""
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
    """A frame with a struck circle: what not to do."""
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
    """A thin double frame with the word `Limit`."""
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
    """A tinted ground: good to know."""
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
    path = (*inner, Tag("P", card.title.id))
    title = setter.strip(card.title, "card", width - 2 * pad - room, path, card.kind)
    drawn = moved(title.drawn, room, 0)
    if ticked:
        middle = first_baseline(style, setter.fonts) - style.size * 0.78
        says = f"{word('sign.tick', setter.lang)} "
        drawn = (sign(path, f"{card.id}#tick", says, tick(0, middle, style.size * 0.85, "primary")), *drawn)
    body = inside(setter, card.blocks, width - 2 * pad, inner, card.id)
    text = stacked((replace(title, drawn=drawn), replace(body, gap=2.0)), card.id)
    return replace(placed(text, pad, 12.0), height=text.height + 22)


def _grounded(strip: Strip, card: Card, width: float, height: float) -> Strip:
    ground = tint(0, 0, width, height, f"{card.kind}-tint" if card.kind not in ("plain", "quiet") else "neutral-tint")
    top = Rect(0, 0, width, 4, card.kind if card.kind not in ("plain", "quiet") else "quiet")
    return framed(strip, width, height, ground, top)


def _situation(setter: Setter, card: Card, width: float, path: Path) -> Strip:
    """A card across the page: a tinted head, then facts or text."""
    pad = setter.space("inset")
    inner = (*path, Tag("Div", card.id))
    title = setter.strip(card.title, "card", width - 2 * pad, (*inner, Tag("P", card.title.id)))
    head = title.height + 10
    parts: list[Strip] = []
    for block in card.blocks:
        if isinstance(block, Facts):
            parts.extend(_facts(setter, block, width - 2 * pad, inner))
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


def _facts(setter: Setter, block: Facts, width: float, path: Path) -> Iterator[Strip]:
    """Labels in bold at the start, what they say beside them, a rule between."""
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
    room = width if one_column else rail
    question = setter.strip(
        row.question, "question", room, (*inner, Tag(heading_kind(setter.level + 1), row.question.id))
    )
    start = 0.0 if one_column else rail + setter.space("column")
    answer = inside(setter, row.blocks, min(width - start, setter.look.measure), inner, row.id)
    if one_column:
        return stacked((question, replace(answer, gap=2.0)), row.id)
    return beside(((0.0, question), (start, answer)), row.id)


def _gates(setter: Setter, block: Gates, width: float, path: Path) -> Iterator[Strip]:
    for number, gate in enumerate(block.gates):
        strip = _gate(setter, gate, width, (*path, Tag("Div", block.id)))
        yield replace(strip, gap=7.0 if number else 0.0, grows=BLOCK_GROWS if number else 0.0, joined=number > 0)


def _gate(setter: Setter, gate: Gate, width: float, path: Path) -> Strip:
    """A box that ends in an arrow, and what to do where the answer is yes."""
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
    """The point of a gate's box, read at the end of its question."""
    says = word("sign.arrow", setter.lang)
    question = (*path, Tag("P", gate.question.id))
    return sign(question, f"{gate.id}#arrow", says, Polygon(points, None, "ink", FRAME, closed=False))


def _stop(setter: Setter, gate: Gate, width: float, path: Path) -> Strip:
    from handouts.document import Strong

    lead = f"{word('yes', setter.lang)}: {word('stop', setter.lang)}. "
    unit = replace(gate.stop, text=(Strong((Words(lead),)), *gate.stop.text))
    return setter.strip(unit, "body", width, (*path, Tag("P", gate.stop.id)), "paper")


def _options(setter: Setter, block: Options, width: float, path: Path) -> Iterator[Strip]:
    inner = (*path, Tag("L", block.id))
    for number, option in enumerate(block.options):
        verdict = word("right" if option.right else "wrong", setter.lang)
        label = f"{chr(65 + number)} ({verdict})"
        first = labelled(setter, option.option, label, "body", width, inner)
        unit = option.option
        body = (*inner, Tag("LI", unit.id), Tag("LBody", f"{unit.id}#body"))
        reason = paragraph(setter, option.reason, "body", width - 20, body)
        yield replace(stacked((first, placed(reason, 20, 0)), option.id), gap=4.0 if number else 0.0)


# --- fields and references ------------------------------------------------------------------------


def _fields(setter: Setter, block: Fields, width: float, path: Path) -> Strip:
    """Boxes to write in, side by side by their shares, or lines."""
    if all(field.kind == "lines" for field in block.fields):
        return stacked([_lines(setter, field, width, path) for field in block.fields], block.id)
    rows = [_field_row(setter, row, width, path) for row in _field_rows(setter, block, width)]
    return stacked([replace(row, gap=FIELD_GAP) for row in rows], block.id)


def _field_rows(setter: Setter, block: Fields, width: float) -> Iterator[tuple[Field, ...]]:
    """Fields row by row: as many in each as have room for their label on one line."""
    row: list[Field] = []
    for field in block.fields:
        if row and not _labels_fit(setter, (*row, field), width):
            yield tuple(row)
            row = []
        row.append(field)
    yield tuple(row)


def _labels_fit(setter: Setter, row: tuple[Field, ...], width: float) -> bool:
    return all(
        setter.natural(field.label, setter.style("label")) + 2 * FIELD_PAD <= share
        for field, share in zip(row, _shares(row, width), strict=True)
    )


def _shares(row: tuple[Field, ...], width: float) -> list[float]:
    whole = sum(field.width for field in row)
    room = width - FIELD_GAP * (len(row) - 1)
    return [room * field.width / whole for field in row]


def _field_row(setter: Setter, row: tuple[Field, ...], width: float, path: Path) -> Strip:
    x, strips = 0.0, []
    for field, share in zip(row, _shares(row, width), strict=True):
        strips.append((x, _box(setter, field, share, path)))
        x += share + FIELD_GAP
    return beside(strips, row[0].name)


def _box(setter: Setter, field: Field, width: float, path: Path) -> Strip:
    pad = FIELD_PAD
    tag = (*path, Tag("P", field.label.id))
    ticks = field.kind == "ticks"
    role = "caption" if ticks else "label"
    label = setter.strip(field.label, role, width - 2 * pad, tag)
    square = 15.0
    height = label.height + 8 + (square + 8 if ticks else max(setter.look.field_height - label.height, 18))
    frame = Rect(0.5, 0.5, width - 1, height - 1, None, "line", 1.0)
    signs = (frame,) if not ticks else tuple(_squares(field, width, pad, 4 + label.height + 3, square))
    drawn = (*moved(label.drawn, pad, 4), _to_fill_in(setter, field, tag, *signs))
    if ticks:
        drawn = (decoration(frame), *drawn)
    box = FieldBox(field.name, field.kind, pad, label.height + 4, width - 2 * pad, height - label.height - 8)
    return Strip(height, drawn, field.label.id, fields=(box,))


def _to_fill_in(setter: Setter, field: Field, path: Path, *shapes: Shape) -> Drawn:
    """Room to write in, read after its label: a blank line, or so many boxes to tick."""
    ticks = field.kind == "ticks"
    says = ", ".join([word("sign.box", setter.lang)] * field.count) if ticks else word("blank-line", setter.lang)
    return sign(path, f"{field.label.id}#room", says, *shapes)


def _squares(field: Field, width: float, pad: float, y: float, square: float) -> Iterator[Rect]:
    room = width - 2 * pad
    gap = min(8.0, (room - square * field.count) / max(1, field.count - 1)) if field.count > 1 else 0.0
    for number in range(field.count):
        yield Rect(pad + number * (square + gap), y, square, square, None, "ink", 0.9)


def _lines(setter: Setter, field: Field, width: float, path: Path) -> Strip:
    """A label, and lines under it to write on."""
    tag = (*path, Tag("P", field.label.id))
    label = setter.strip(field.label, "caption", width, tag)
    step = setter.look.write_line
    rules = [
        Rule(0, label.height + step * (number + 1), width, label.height + step * (number + 1), "line", 0.9)
        for number in range(field.count)
    ]
    height = label.height + step * field.count + 2
    box = FieldBox(field.name, field.kind, 0, label.height, width, step * field.count)
    return Strip(height, (*label.drawn, _to_fill_in(setter, field, tag, *rules)), field.label.id, fields=(box,))


def _references(setter: Setter, block: References, width: float, path: Path) -> Iterator[Strip]:
    """A numbered list that pages may part, or a short one in columns beside the QR code."""
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
    """The width that the QR code leaves to what stands beside it."""
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


__all__ = ["TextLine", "block_strip", "block_strips", "heading", "lengthened", "section_strips"]
