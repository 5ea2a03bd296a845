"""Pieces placed on slides: as few slides as they need, evenly filled, with each piece in its place."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import assert_never

from handouts.render.deck.boxes import Columns, MeasuredCallout, draw_callout, draw_columns
from handouts.render.deck.figures import draw_figure
from handouts.render.deck.pieces import Beside, Entries, FigurePiece, Piece, TextPiece, halved, height_of, split
from handouts.render.deck.tables import Rows, draw_rows
from handouts.render.deck.texts import Setting, stacked
from handouts.render.deck.tiles import Tiles, draw_tiles, most_tiles_height
from handouts.render.deck.value import ChartFrame, Frame, Ink, Inset, Para, TableFrame, TextFrame
from handouts.render.type.geometry import Bounds, around

Page = tuple[Piece, ...]
TALLER_CARDS = 1.6
OPTICAL_MIDDLE = 0.38
AIR = 12.0  # pt kept free above the foot where the body follows the title


@dataclass(frozen=True, slots=True)
class Placed:
    """The frames of a slide, and what did not fit: pieces with messages."""

    frames: tuple[Frame, ...]
    faults: tuple[tuple[Piece, str], ...]


def paged(pieces: Sequence[Piece], room: float, setting: Setting) -> list[Page]:
    """Return pieces on as few slides as they need, each about equally full."""
    pages = _filled(pieces, room, setting)
    low, high = 0.5 * room, room
    while len(pages) > 1 and high - low > 4:
        middle = (low + high) / 2
        tried = _filled(pieces, middle, setting)
        if len(tried) == len(pages) and all(_page_height(page, setting) <= middle + 0.1 for page in tried):
            pages, high = tried, middle
        else:
            low = middle
    return pages


def _filled(pieces: Sequence[Piece], room: float, setting: Setting) -> list[Page]:
    pages: list[list[Piece]] = [[]]
    waiting = list(pieces)
    while waiting:
        piece = waiting.pop(0)
        page = pages[-1]
        gap = setting.space("block") if page else 0.0
        fitting, rest = split(piece, room - gap - _page_height(page, setting), setting)
        if fitting is None and not page:
            fitting, rest = _alone(piece)
        if fitting is not None:
            page.append(fitting)
        if rest is not None:
            waiting.insert(0, rest)
            pages.append([])
    return [tuple(page) for page in pages if page] or [()]


def _alone(piece: Piece) -> tuple[Piece, Piece | None]:
    """Return the first part of a piece that is too high for any slide, and the rest."""
    match piece:
        case TextPiece(paras) | Entries(paras):
            rest = replace(piece, paras=paras[1:]) if len(paras) > 1 else None
            return replace(piece, paras=paras[:1]), rest
        case Rows():
            first = replace(piece, rows=piece.rows[:1], lines=piece.lines[:1])
            rest_rows = replace(piece, rows=piece.rows[1:], lines=piece.lines[1:])
            return first, rest_rows if rest_rows.rows else None
        case Tiles(tiles=tiles):
            rest_tiles = replace(piece, tiles=tiles[piece.columns :])
            return replace(piece, tiles=tiles[: piece.columns]), rest_tiles if rest_tiles.tiles else None
        case Columns() | MeasuredCallout() | FigurePiece() | Beside():
            return piece, None
        case _:
            assert_never(piece)


def _page_height(page: Sequence[Piece], setting: Setting) -> float:
    gaps = setting.space("block") * max(0, len(page) - 1)
    return sum(height_of(piece, setting) for piece in page) + gaps


# --- placing --------------------------------------------------------------------------------------


def placed(page: Page, area: Bounds, setting: Setting) -> Placed:
    """Return the pieces of a slide in place, stretched to use the room."""
    heights = _heights(page, area.height - (AIR if setting.kind_look.after_title else 0.0), setting)
    used = sum(heights) + setting.space("block") * max(0, len(page) - 1)
    y = area.y + (max(0.0, area.height - used) * OPTICAL_MIDDLE if setting.kind_look.middle else 0.0)
    frames: list[Frame] = []
    faults: list[tuple[Piece, str]] = []
    for piece, height in zip(page, heights, strict=True):
        over = height_of(piece, setting) - area.height
        drawn, wrong = _drawn(piece, Bounds(area.x, y, area.width, height), setting)
        frames += drawn
        messages = wrong or ((f"this is {over:.0f} pt too high for a slide",) if over > 0.5 else ())
        faults += [(piece, message) for message in messages]
        y += height + setting.space("block")
    return Placed(tuple(_housed(frames, setting)), tuple(faults))


def _heights(page: Page, room: float, setting: Setting) -> list[float]:
    """Return the height of every piece: its least height, and a share of the spare room."""
    least = [height_of(piece, setting) for piece in page]
    spare = room - _page_height(page, setting)
    wants = [max(0.0, _most(piece, setting) - low) for piece, low in zip(page, least, strict=True)]
    for hungry in (FigurePiece | Beside, object):
        places = [place for place, piece in enumerate(page) if isinstance(piece, hungry) and wants[place] > 0]
        for count, place in enumerate(sorted(places, key=lambda place: wants[place])):
            more = max(0.0, min(wants[place], spare / (len(places) - count)))
            least[place] += more
            wants[place] -= more
            spare -= more
    return least


def _most(piece: Piece, setting: Setting) -> float:
    """Return the height beyond which a piece gains only empty space."""
    low = height_of(piece, setting)
    match piece:
        case TextPiece(paras):
            return low + sum(_looser(item, setting) for item in paras[1:])
        case Rows(rows=rows):
            return low + 2 * (len(rows) + 1) * (setting.space("cell-y-most") - setting.space("cell-y"))
        case Tiles():
            return most_tiles_height(piece, setting)
        case Columns():
            return low * TALLER_CARDS
        case FigurePiece(most=most):
            return most
        case Beside(picture=picture):
            return max(picture.most, low)
        case Entries() | MeasuredCallout():
            return low
        case _:
            assert_never(piece)


def _looser(item: Para, setting: Setting) -> float:
    return max(0.0, setting.space("item-most") - setting.space("item")) if item.marker else 4.0


def _drawn(piece: Piece, box: Bounds, setting: Setting) -> tuple[list[Frame], tuple[str, ...]]:
    """Return the frames of a piece in its box, and what did not fit."""
    match piece:
        case TextPiece(paras, panel):
            if panel:
                return list(_panel(piece, box, setting)), ()
            return [TextFrame("text", box, _loosened(paras, box.height, setting))], ()
        case Entries():
            return list(_two_columns(piece, box, setting)), ()
        case Rows(rows=rows):
            spare = (box.height - height_of(piece, setting)) / (2 * (len(rows) + 1))
            return [draw_rows(piece, box, setting.space("cell-y") + max(0.0, spare), setting)], ()
        case Tiles():
            return list(draw_tiles(piece, box, setting)), ()
        case Columns(columns=columns):
            return list(draw_columns(piece, box, setting, len(columns))), ()
        case MeasuredCallout():
            return list(draw_callout(piece, box, setting)), ()
        case FigurePiece():
            return _picture(piece, box, setting)
        case Beside():
            return _beside(piece, box, setting)
        case _:
            assert_never(piece)


def _panel(piece: TextPiece, box: Bounds, setting: Setting) -> list[TextFrame]:
    """Return the frames of a text on a panel with a strip at its start."""
    skin, strip = setting.look.skins[piece.panel], setting.space("strip")
    side, rim = 2 * setting.space("inset-x"), 2 * setting.space("inset-y")
    body = Bounds(box.x + strip, box.y, box.width - strip, box.height)
    text = TextFrame("text", body, piece.paras, inset=Inset(side, rim, side, rim), anchor="middle", ink=Ink(skin.fill))
    return [TextFrame("strip", Bounds(box.x, box.y, strip, box.height), (), ink=Ink(skin.line)), text]


def _loosened(paras: tuple[Para, ...], height: float, setting: Setting) -> tuple[Para, ...]:
    """Return paragraphs with their gaps widened to fill a height."""
    spare = height - stacked(paras)
    most = sum(_looser(item, setting) for item in paras[1:])
    share = max(0.0, min(1.0, spare / most)) if most else 0.0
    more = (replace(item, before=item.before + share * _looser(item, setting)) for item in paras[1:])
    return (*paras[:1], *more)


def _two_columns(piece: Entries, box: Bounds, setting: Setting) -> list[TextFrame]:
    count = halved(piece.paras)
    wide = (box.width - setting.space("column")) / 2
    second = Bounds(box.x + wide + setting.space("column"), box.y, wide, box.height)
    frames = [TextFrame("text", Bounds(box.x, box.y, wide, box.height), piece.paras[:count])]
    return [*frames, TextFrame("text", second, piece.paras[count:])] if piece.paras[count:] else frames


def _picture(piece: FigurePiece, box: Bounds, setting: Setting) -> tuple[list[Frame], tuple[str, ...]]:
    under = stacked(piece.caption) + (setting.space("item") if piece.caption else 0.0)
    drawn = draw_figure(piece.block, Bounds(box.x, box.y, box.width, box.height - under), setting)
    foot = Bounds(box.x, box.bottom - stacked(piece.caption), box.width, stacked(piece.caption))
    caption = [TextFrame("caption", foot, piece.caption)] if piece.caption else []
    return [drawn.frame, *caption], drawn.faults


def _beside(piece: Beside, box: Bounds, setting: Setting) -> tuple[list[Frame], tuple[str, ...]]:
    wide = box.width * setting.space("beside")
    start = box.x + wide + setting.space("column")
    frames, faults = _picture(piece.picture, Bounds(box.x, box.y, wide, box.height), setting)
    text = Bounds(start, box.y, box.right - start, box.height)
    height = min(box.height, stacked(piece.paras) * 1.3)
    return [*frames, TextFrame("text", text, _loosened(piece.paras, height, setting))], faults


# --- placeholders ---------------------------------------------------------------------------------


def _housed(frames: Sequence[Frame], setting: Setting) -> list[Frame]:
    """Return frames with the body placeholders assigned to the first text, or else to the first table or chart."""
    names = _body_names(setting)
    slots = [slot for name, slot in setting.kind_look.layout.slots.items() if name in names]
    free = sorted(slots, key=lambda slot: slot.box.x)
    housed = list(frames)
    texts = [place for place, frame in enumerate(frames) if isinstance(frame, TextFrame) and frame.paras]
    graphics = [place for place, frame in enumerate(frames) if isinstance(frame, TableFrame | ChartFrame)]
    body_texts = [place for place in texts if frames[place].name == "text" or frames[place].name.startswith("card ")]
    for place, slot in zip(body_texts, free, strict=False):
        frame = frames[place]
        if isinstance(frame, TextFrame):
            home = abs(frame.box.x - slot.box.x) < 0.5 and abs(frame.box.y - slot.box.y) < 0.5
            home = home and abs(frame.box.width - slot.box.width) < 0.5 and not frame.ink.fill
            home = home and slot.box.height >= frame.box.height
            box = slot.box if home else frame.box
            housed[place] = replace(frame, name=slot.name, placeholder=slot.name, at_home=home, box=box)
    if not body_texts and graphics and free and free[0].kind == "":
        housed[graphics[0]] = _given(frames[graphics[0]], free[0].name)
    return housed


def _given(frame: Frame, placeholder: str) -> Frame:
    if isinstance(frame, TableFrame | ChartFrame):
        return replace(frame, placeholder=placeholder)
    return frame


def _body_names(setting: Setting) -> list[str]:
    """Return the names of the placeholders for the body; on a split slide the first holds what is asked."""
    parts = ("second",) if setting.kind_look.split else ("body", "second")
    return [setting.look.placeholders[part] for part in parts]


def area_of(setting: Setting) -> Bounds:
    """Return the area for the body of a slide: that of its body placeholders together, above a raised foot."""
    names = _body_names(setting)
    slots = setting.kind_look.layout.slots
    area = around([slots[name].box for name in names if name in slots])
    return Bounds(area.x, area.y, area.width, area.height - setting.raised - setting.source_rise)
