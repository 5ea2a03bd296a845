"""Blocks as pieces: content that is stacked on a slide, cut at suitable points, and stretched to fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.blocks import (
    Addressees,
    Answers,
    Block,
    Bullets,
    Callout,
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
from handouts.document.figures import Diagram, Timeline
from handouts.document.text import Unit, Words, plain
from handouts.render.deck.boxes import (
    Columns,
    MeasuredCallout,
    callout_height,
    callout_of,
    columns_height,
    columns_of,
    cut_columns,
)
from handouts.render.deck.figures import least_height, most_height
from handouts.render.deck.tables import Rows, cut, rows_height, simple_rows, table_rows
from handouts.render.deck.texts import Setting, block_paras, list_paras, para, said, stacked
from handouts.render.deck.tiles import (
    Tiles,
    aim_tiles,
    cut_tiles,
    fact_tiles,
    option_tiles,
    tiles_height,
    verdict_tiles,
)
from handouts.render.deck.value import Marker, Para
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style


@dataclass(frozen=True, slots=True)
class TextPiece:
    """Running paragraphs, cut between any two; on a panel where the kind of slide has one."""

    paras: tuple[Para, ...]
    panel: str = ""


@dataclass(frozen=True, slots=True)
class Entries:
    """A reference list in two columns, cut between entries."""

    paras: tuple[Para, ...]


@dataclass(frozen=True, slots=True)
class FigurePiece:
    """A figure that fills the height it gets, between its least and its greatest useful height."""

    block: FigureBlock
    caption: tuple[Para, ...]
    least: float
    most: float


@dataclass(frozen=True, slots=True)
class Beside:
    """A figure with text beside it."""

    picture: FigurePiece
    paras: tuple[Para, ...]


Piece = TextPiece | Entries | Rows | Tiles | Columns | MeasuredCallout | FigurePiece | Beside


def pieces_of(blocks: Sequence[Block], room: Bounds, setting: Setting, near: Unit) -> list[Piece]:
    """Return blocks as pieces in reading order; a chart is placed beside the only text of its slide."""
    figures = [block for block in blocks if isinstance(block, FigureBlock)]
    others = [block for block in blocks if isinstance(block, Paragraph | Bullets)]
    if len(figures) == 1 and others and len(others) == len(blocks) - 1:
        beside = _beside(figures[0], others, room, setting, near)
        if beside is not None:
            return [beside]
    return _stack(blocks, room.width, setting, near)


def _beside(block: FigureBlock, texts: Sequence[Block], room: Bounds, setting: Setting, near: Unit) -> Beside | None:
    """Return a chart with its text beside it, if both fit the slide that way."""
    if isinstance(block.figure, Diagram | Timeline):
        return None
    wide = room.width * setting.space("beside")
    picture = _picture(block, wide, setting)
    narrow = _stack(texts, room.width - wide - setting.space("column"), setting, near)
    paras = tuple(item for piece in narrow if isinstance(piece, TextPiece) for item in piece.paras)
    fits = picture.least <= room.height and stacked(paras) <= room.height
    return Beside(picture, paras) if fits and not _too_many(TextPiece(paras), setting) else None


def _stack(blocks: Sequence[Block], width: float, setting: Setting, near: Unit) -> list[Piece]:
    """Return blocks one below another; adjacent texts form one piece."""
    pieces: list[Piece] = []
    for block in blocks:
        for piece in _pieces(block, width, setting, near):
            last = pieces[-1] if pieces else None
            if isinstance(piece, TextPiece) and isinstance(last, TextPiece):
                pieces[-1] = replace(last, paras=(*last.paras, *_parted(piece.paras, setting)))
            else:
                pieces.append(piece)
    return pieces


def panel_room(setting: Setting) -> tuple[float, float]:
    """Return the room in pt that a panel takes around its text, horizontally and vertically."""
    if not setting.kind_look.panel:
        return 0.0, 0.0
    return 4 * setting.space("inset-x") + setting.space("strip"), 4 * setting.space("inset-y")


def _parted(paras: tuple[Para, ...], setting: Setting) -> tuple[Para, ...]:
    return (replace(paras[0], before=setting.space("block")), *paras[1:]) if paras else ()


def _pieces(block: Block, width: float, setting: Setting, near: Unit) -> list[Piece]:
    style = setting.kind_look.text
    match block:
        case Paragraph():
            inner = width - panel_room(setting)[0]
            paras = (para(block.unit, _role(block, style, setting), inner, setting),)
            return [TextPiece(paras, setting.kind_look.panel)]
        case Bullets(style="letter"):
            return [option_tiles(block, width, setting)]
        case Bullets():
            aims = aim_tiles(block, width, setting) if setting.kind == "objectives" else None
            return [aims or _list(block, width, setting)]
        case Callout():
            return [callout_of(block, width, setting)]
        case Ladder(grades=grades):
            return [callout_of(grade, width, setting) for grade in grades]
        case Cards(cards=cards) | ColumnPair(columns=cards):
            return [columns_of(cards, width, setting)]
        case Table():
            return [
                *_caption(block.caption, width, setting),
                table_rows(block, width, setting),
            ]
        case Options():
            return [verdict_tiles(block, width, setting)]
        case Facts() if setting.kind_look.split:
            return [fact_tiles(block, width, setting)]
        case Facts() | Fields() | Sheets() | Addressees():
            return [TextPiece(tuple(block_paras(block, style, width, setting)))]
        case Gates() | Answers() | Situations():
            return [simple_rows(block, width, setting, near)]
        case FigureBlock():
            return [_picture(block, width, setting)]
        case References():
            return [Entries(_entries(block, width, setting))]
        case _:
            assert_never(block)


def _list(block: Bullets, width: float, setting: Setting) -> TextPiece:
    items = list_paras(block, setting.kind_look.text, width - panel_room(setting)[0], setting)
    return TextPiece(tuple(items), setting.kind_look.panel)


def _role(block: Paragraph, style: Style, setting: Setting) -> Style:
    match block.role:
        case "lead":
            return replace(style, bold=True)
        case "small":
            return replace(setting.style("caption"), colour=style.colour)
        case "question" | "body" | "source":
            return style
        case _:
            assert_never(block.role)


def _caption(caption: Unit | None, width: float, setting: Setting) -> list[Piece]:
    return [TextPiece((para(caption, setting.style("caption"), width, setting),))] if caption else []


def _picture(block: FigureBlock, width: float, setting: Setting) -> FigurePiece:
    caption = _caption_text(block, setting)
    paras = (para(caption, setting.style("caption"), width, setting),) if caption else ()
    more = stacked(paras) + (setting.space("item") if paras else 0.0)
    least = least_height(block.figure, width, setting)
    return FigurePiece(block, paras, least + more, most_height(block.figure, width, setting) + more)


def _caption_text(block: FigureBlock, setting: Setting) -> Unit | None:
    """Return the caption of a figure; an illustration that measures nothing says so."""
    if not block.illustration:
        return block.caption
    if block.caption is None:
        return said(word("illustration", setting.lang), setting, block.alt)
    head, tail = said(word("illustration-of", setting.lang, caption="|"), setting, block.alt).text, block.caption.text
    opening, _, closing = plain(head).partition("|")
    return replace(block.caption, text=(Words(opening), *tail, *((Words(closing),) if closing else ())))


def _entries(block: References, width: float, setting: Setting) -> tuple[Para, ...]:
    style = setting.kind_look.text if setting.kind == "references" else setting.style("reference")
    wide = (width - setting.space("column")) / 2
    return tuple(
        para(entry.unit, style, wide, setting, _number(block, number), 4.0, len(block.entries))
        for number, entry in enumerate(block.entries, start=1)
    )


def _number(block: References, number: int) -> Marker | None:
    return Marker("number", number) if block.numbered else None


def height_of(piece: Piece, setting: Setting) -> float:
    """Return the least height of a piece."""
    match piece:
        case TextPiece(paras, panel):
            return stacked(paras) + (panel_room(setting)[1] if panel else 0.0)
        case Entries(paras):
            half = halved(paras)
            return max(stacked(paras[:half]), stacked(paras[half:]))
        case Rows():
            return rows_height(piece, setting.space("cell-y"))
        case Tiles():
            return tiles_height(piece, setting)
        case Columns():
            return columns_height(piece, setting)
        case MeasuredCallout():
            return callout_height(piece, setting)
        case FigurePiece(least=least):
            return least
        case Beside(picture=picture, paras=paras):
            return max(picture.least, stacked(paras))
        case _:
            assert_never(piece)


def halved(paras: tuple[Para, ...]) -> int:
    """Return how many entries go into the first of two columns, so that both are about equally high."""
    whole = stacked(paras)
    first = 0.0
    for count in range(1, len(paras)):
        item = paras[count - 1]
        first += item.height + (item.before if count > 1 else 0.0)
        if first >= whole - first - paras[count].before:
            return count
    return len(paras)


def split(piece: Piece, room: float, setting: Setting) -> tuple[Piece | None, Piece | None]:
    """Return the part of a piece that fits a height, and the rest."""
    if height_of(piece, setting) <= room + 0.01 and not _too_many(piece, setting):
        return piece, None
    match piece:
        case TextPiece(paras, panel):
            inner = room - (panel_room(setting)[1] if panel else 0.0)
            count = _fitting(paras, inner, int(setting.look.limits["bullets"]))
            if count and paras[count - 1].marker is None and count < len(paras) and paras[count].marker:
                count -= 1
            return _halves(piece, count)
        case Entries(paras):
            count = _at_most(paras, room)
            while count and height_of(Entries(paras[:count]), setting) > room:
                count -= 1
            return _halves(piece, count)
        case Rows():
            return cut(piece, room, setting.space("cell-y"))
        case Tiles():
            return cut_tiles(piece, room, setting)
        case Columns():
            return cut_columns(piece, room, setting)
        case MeasuredCallout() | FigurePiece() | Beside():
            return None, piece
        case _:
            assert_never(piece)


def _at_most(paras: tuple[Para, ...], room: float) -> int:
    """Return an upper bound for the entries that fit two columns of a height, from which to count down."""
    left = 2 * room + 1.0
    for count, item in enumerate(paras):
        left -= item.height
        if left < 0:
            return count
    return len(paras)


def _too_many(piece: Piece, setting: Setting) -> bool:
    """Return whether a list has more items than a slide should show."""
    if not isinstance(piece, TextPiece):
        return False
    return sum(item.marker is not None for item in piece.paras) > setting.look.limits["bullets"]


def _fitting(paras: tuple[Para, ...], room: float, most_items: int) -> int:
    count = 0
    while count < len(paras) and stacked(paras[: count + 1]) <= room + 0.01:
        if sum(item.marker is not None for item in paras[: count + 1]) > most_items:
            break
        count += 1
    return count


def _halves(piece: TextPiece | Entries, count: int) -> tuple[Piece | None, Piece | None]:
    if count == 0:
        return None, piece
    rest = replace(piece, paras=piece.paras[count:]) if count < len(piece.paras) else None
    return replace(piece, paras=piece.paras[:count]), rest


def first_mark(piece: Piece) -> Mark | None:
    """Return the source position where a piece starts."""
    match piece:
        case TextPiece(paras) | Entries(paras) | MeasuredCallout(paras=paras):
            return paras[0].mark if paras else None
        case Rows(lines=lines):
            return lines[0].mark if lines else None
        case Tiles(tiles=tiles):
            return tiles[0].text[0].mark if tiles else None
        case Columns(columns=columns):
            paras = (*columns[0].title, *columns[0].items)
            return paras[0].mark if paras else None
        case FigurePiece(block=block) | Beside(picture=FigurePiece(block=block)):
            return block.alt.mark
        case _:
            assert_never(piece)
