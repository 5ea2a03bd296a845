"""Tiles side by side: the options of a question, the same with verdicts and reasons, facts of a case, objectives."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal

from handouts.core.words import word
from handouts.document.blocks import Bullets, Facts, Option, Options
from handouts.document.text import Unit, Words
from handouts.render.deck.texts import Setting, drawn_text, own_words, para, stacked, strong
from handouts.render.deck.value import Anchor, Form, Ink, Inset, Para, TextFrame
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style, text_width, widest_word

LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
COLUMNS = 2
BLOCK = 76.0  # pt, of the block with the letter, at least
MOST = 146.0  # pt, of a tile, at most
SIGN, SIGN_GAP, SIGN_WEIGHT = 16.0, 4.0, 4.0  # pt: the tick or cross, the space around it, and its stroke
FRAME = 4.0  # pt, of the frame of the right option
MOST_AIMS, MOST_AIM = 4, 300.0  # panels side by side, and their height in pt, at most
CLOSE = 4.0  # pt between an option and its reason
TileKind = Literal["open", "right", "wrong", "aim"]
SIGNS: dict[TileKind, Form] = {"right": "tick", "wrong": "cross"}
VERDICT_WORDS: dict[TileKind, str] = {"right": "right", "wrong": "wrong"}
# the skins of a tile's block, and of the tile
SKINS: dict[TileKind, tuple[str, str]] = {
    "open": ("solid", "plain"),
    "right": ("good", "good"),
    "wrong": ("plain", "plain"),
    "aim": ("primary", "primary"),
}


@dataclass(frozen=True, slots=True)
class Tile:
    """A measured tile: the letter and verdict in its block, if it has one, and its text."""

    id: str
    block: tuple[Para, ...]
    text: tuple[Para, ...]
    kind: TileKind = "open"


@dataclass(frozen=True, slots=True)
class Tiles:
    """Tiles of equal size, row by row; `block` is the width of their blocks in pt, 0 where they have none.

    `most` is the height in pt beyond which a tile gains only empty space.
    """

    name: str
    tiles: tuple[Tile, ...]
    width: float
    block: float
    columns: int = COLUMNS
    most: float = MOST


def option_tiles(block: Bullets, width: float, setting: Setting) -> Tiles:
    """Return the options of a question as tiles."""
    style = setting.style("option")
    inner = _inner(width, BLOCK, setting)
    tiles = (
        Tile(item.id, (_letter(place, "open", item, setting),), (para(item, style, inner, setting),))
        for place, item in enumerate(block.items)
    )
    return Tiles(block.id, tuple(tiles), width, BLOCK)


def verdict_tiles(block: Options, width: float, setting: Setting) -> Tiles:
    """Return the options of a question as tiles, each with its verdict and the reason for it."""
    wide = _block_width(setting)
    inner = _inner(width, wide, setting)
    tiles = (_judged(option, place, inner, setting) for place, option in enumerate(block.options))
    return Tiles(block.id, tuple(tiles), width, wide)


def fact_tiles(block: Facts, width: float, setting: Setting) -> Tiles:
    """Return facts as tiles, each with its label in bold."""
    style = replace(setting.style("body"), colour="ink")
    inner = _inner(width, 0.0, setting)
    tiles = (
        Tile(
            fact.id,
            (),
            (para(strong(fact.label), style, inner, setting), para(fact.text, style, inner, setting)),
        )
        for fact in block.facts
    )
    return Tiles(block.id, tuple(tiles), width, 0.0)


def aim_tiles(block: Bullets, width: float, setting: Setting) -> Tiles | None:
    """Return objectives as panels side by side, each with its number; None where that leaves no room for their words."""
    count = len(block.items)
    if not 1 < count <= MOST_AIMS or block.lists:
        return None
    verb = replace(setting.style("verb"), bold=False, colour="ink")
    inner = _tile_width(width, count, setting) - 2 * setting.space("inset-x")
    texts = [drawn_text(item.text, setting.lang) for item in block.items]
    if max(widest_word(text, verb, setting.look.fonts) for text in texts) > inner * setting.space("slack"):
        return None
    tiles = tuple(
        Tile(
            item.id,
            (),
            (
                own_words(str(number), setting.style("numeral"), item.mark, setting),
                para(item, verb, inner, setting, before=CLOSE),
            ),
            "aim",
        )
        for number, item in enumerate(block.items, start=1)
    )
    return Tiles(block.id, tiles, width, 0.0, count, MOST_AIM)


def _judged(option: Option, place: int, inner: float, setting: Setting) -> Tile:
    verdict: TileKind = "right" if option.right else "wrong"
    colour = setting.look.skins[SKINS[verdict][1]].line if option.right else "ink"
    head = para(strong(option.option), replace(setting.style("option"), colour=colour), inner, setting)
    reason = para(option.reason, replace(setting.style("body"), colour="ink"), inner, setting, before=CLOSE)
    said = own_words(
        word(VERDICT_WORDS[verdict], setting.lang), _verdict_style(verdict, setting), option.option.mark, setting
    )
    said = replace(said, align="centre", before=SIGN + 2 * SIGN_GAP)
    return Tile(option.id, (_letter(place, verdict, option.option, setting), said), (head, reason), verdict)


def _letter(place: int, verdict: TileKind, near: Unit, setting: Setting) -> Para:
    colour = {"open": "paper", "right": "good", "wrong": "ink"}[verdict]
    style = replace(setting.style("numeral"), colour=colour)
    return replace(own_words(LETTERS[place % 26], style, near.mark, setting), align="centre")


def _verdict_style(verdict: TileKind, setting: Setting) -> Style:
    return replace(setting.style("label"), colour="good" if verdict == "right" else "danger")


def _block_width(setting: Setting) -> float:
    """Return the width of a block in pt that holds either verdict on one line."""
    style, fonts = setting.style("label"), setting.look.fonts
    words = (word(VERDICT_WORDS[each], setting.lang) for each in VERDICT_WORDS)
    widest = max(text_width((Words(each),), style, fonts) for each in words)
    return max(BLOCK, widest / setting.space("slack") + setting.space("inset-x"))


def _inner(width: float, block: float, setting: Setting) -> float:
    return _tile_width(width, COLUMNS, setting) - block - 2 * setting.space("inset-x")


def _tile_width(width: float, columns: int, setting: Setting) -> float:
    return (width - (columns - 1) * setting.space("column")) / columns


# --- height ---------------------------------------------------------------------------------------


def tiles_height(tiles: Tiles, setting: Setting) -> float:
    """Return the least height of tiles in pt."""
    return _rows_height(_rows(tiles), _least(tiles, setting), setting)


def most_tiles_height(tiles: Tiles, setting: Setting) -> float:
    """Return the height in pt beyond which tiles gain only empty space."""
    return _rows_height(_rows(tiles), max(tiles.most, _least(tiles, setting)), setting)


def _rows(tiles: Tiles) -> int:
    return -(-len(tiles.tiles) // tiles.columns)


def _rows_height(rows: int, each: float, setting: Setting) -> float:
    return rows * each + (rows - 1) * setting.space("column")


def _least(tiles: Tiles, setting: Setting) -> float:
    highest = max((max(stacked(tile.text), stacked(tile.block)) for tile in tiles.tiles), default=0.0)
    return highest + 2 * setting.space("inset-y")


def cut_tiles(tiles: Tiles, room: float, setting: Setting) -> tuple[Tiles | None, Tiles | None]:
    """Return the rows of tiles that fit a height, and the rest."""
    rows = int((room + setting.space("column")) / (_least(tiles, setting) + setting.space("column")))
    count = max(0, rows) * tiles.columns
    if not count:
        return None, tiles
    rest = tiles.tiles[count:]
    return replace(tiles, tiles=tiles.tiles[:count]), replace(tiles, tiles=rest) if rest else None


# --- drawing --------------------------------------------------------------------------------------


def draw_tiles(tiles: Tiles, box: Bounds, setting: Setting) -> list[TextFrame]:
    """Return the frames of tiles in their place: of each its ground, its block with a sign, and its text."""
    gap, rows = setting.space("column"), _rows(tiles)
    wide, tall = _tile_width(tiles.width, tiles.columns, setting), (box.height - (rows - 1) * gap) / rows
    frames: list[TextFrame] = []
    for place, tile in enumerate(tiles.tiles):
        row, column = divmod(place, tiles.columns)
        at = Bounds(box.x + column * (wide + gap), box.y + row * (tall + gap), wide, tall)
        frames += _tile(tile, at, tiles.block, setting)
    return frames


def _tile(tile: Tile, at: Bounds, block: float, setting: Setting) -> Sequence[TextFrame]:
    of_block, of_tile = (setting.look.skins[name] for name in SKINS[tile.kind])
    line, weight = (of_tile.line, FRAME) if tile.kind == "right" else (None, 0.0)
    frames = [TextFrame(f"ground {tile.id}", at, (), ink=Ink(of_tile.fill, line, weight))]
    if tile.block:
        edge = Bounds(at.x, at.y, block, at.height)
        ink = Ink(of_block.fill, of_block.line, FRAME if line else of_block.weight)
        frames.append(TextFrame(f"letter {tile.id}", edge, tile.block, anchor="middle", ink=ink))
        frames += _sign(tile, edge)
    side = setting.space("inset-x")
    text = Bounds(at.x + block, at.y, at.width - block, at.height)
    rim = setting.space("inset-y") if tile.kind == "aim" else 0.0
    anchor: Anchor = "top" if tile.kind == "aim" else "middle"
    inset = Inset(side, rim, side, 0)
    frames.append(TextFrame(f"card {tile.id}", text, tile.text, inset=inset, anchor=anchor))
    return frames


def _sign(tile: Tile, block: Bounds) -> Iterator[TextFrame]:
    """Yield the tick or cross between the letter and the verdict."""
    if tile.kind not in SIGNS:
        return
    top = block.centre.y - stacked(tile.block) / 2 + tile.block[0].height + SIGN_GAP
    place = Bounds(block.centre.x - SIGN / 2, top, SIGN, SIGN)
    ink = Ink(None, tile.block[1].style.colour, SIGN_WEIGHT)
    yield TextFrame(f"sign {tile.id}", place, (), form=SIGNS[tile.kind], ink=ink)
