"""Cards, columns and callouts: boxes of text side by side or alone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from handouts.core.words import word
from handouts.document.blocks import CALLOUT_WORDS, Callout, Card
from handouts.document.text import Strong, Text, Unit, Words, plain
from handouts.render.deck.texts import Setting, block_paras, para, stacked
from handouts.render.deck.value import IconFrame, Ink, Inset, Para, TextFrame
from handouts.render.type.geometry import Bounds
from handouts.render.type.outlines import Outline

ICON, ICON_GAP = 40.0, 6.0  # the size of an icon in a card in pt, and its distance to the title


@dataclass(frozen=True, slots=True)
class CardColumn:
    """A card: its title, which is repeated where the card continues, and its text."""

    id: str
    skin: str
    title: tuple[Para, ...]
    items: tuple[Para, ...]
    icon: tuple[Outline, ...] = ()


@dataclass(frozen=True, slots=True)
class Columns:
    """Cards of equal height side by side."""

    columns: tuple[CardColumn, ...]
    width: float

    @property
    def icon_room(self) -> float:
        """The height in pt above the titles that icons take, alike in all cards."""
        return ICON + ICON_GAP if any(column.icon for column in self.columns) else 0.0


def columns_of(cards: Sequence[Card], width: float, setting: Setting) -> Columns:
    """Return cards measured for their share of a width."""
    inner = column_width(len(cards), width, setting) - 2 * setting.space("inset-x")
    return Columns(tuple(_column(card, inner, setting) for card in cards), width)


def column_width(count: int, width: float, setting: Setting) -> float:
    """Return the width of each of `count` columns."""
    return (width - (count - 1) * setting.space("column")) / count


def _column(card: Card, inner: float, setting: Setting) -> CardColumn:
    skin = setting.look.skins[card.kind]
    style = replace(setting.style("column-head"), colour=skin.line)
    title = (para(card.title, style, inner, setting),) if card.title.text else ()
    body = replace(setting.style("body"), colour="ink")
    items = [item for block in card.blocks for item in block_paras(block, body, inner, setting)]
    # what is wrong with an icon is told once for the whole deck
    icon = setting.look.icons.fitted(card.icon, ICON, []) if card.icon is not None else ()
    return CardColumn(card.id, card.kind, title, tuple(items), icon)


def columns_height(columns: Columns, setting: Setting) -> float:
    """Return the height of the tallest card."""
    return max(_text_height(column) for column in columns.columns) + _around(setting) + columns.icon_room


def _around(setting: Setting) -> float:
    return setting.space("strip") + 2 * setting.space("inset-y")


def _text_height(column: CardColumn) -> float:
    return stacked((*column.title, *column.items))


def cut_columns(columns: Columns, room: float, setting: Setting) -> tuple[Columns | None, Columns | None]:
    """Return the part of every card that fits a height, and cards with the rest."""
    inner = room - _around(setting) - columns.icon_room
    first, rest = [], []
    for column in columns.columns:
        count = _fitting(column, inner)
        if count == 0 and column.items:
            return None, columns
        first.append(replace(column, items=column.items[:count]))
        if count < len(column.items):
            rest.append(replace(column, items=column.items[count:]))
    if not rest:
        return columns, None
    return replace(columns, columns=tuple(first)), replace(columns, columns=tuple(rest))


def _fitting(column: CardColumn, room: float) -> int:
    count = 0
    while count < len(column.items):
        if stacked((*column.title, *column.items[: count + 1])) > room + 0.01:
            break
        count += 1
    return count


def draw_columns(columns: Columns, box: Bounds, setting: Setting, count: int) -> list[TextFrame | IconFrame]:
    """Return the frames of the cards, each with a strip on top that distinguishes it without colour too."""
    wide = column_width(count, columns.width, setting)
    gap, strip = setting.space("column"), setting.space("strip")
    frames: list[TextFrame | IconFrame] = []
    for place, column in enumerate(columns.columns):
        x = box.x + place * (wide + gap)
        skin = setting.look.skins[column.skin]
        frames.append(TextFrame(f"strip {column.id}", Bounds(x, box.y, wide, strip), (), ink=Ink(skin.line)))
        body = Bounds(x, box.y + strip, wide, box.height - strip)
        inset = Inset(
            setting.space("inset-x"),
            setting.space("inset-y") + columns.icon_room,
            setting.space("inset-x"),
            setting.space("inset-y"),
        )
        spare = body.height - 2 * setting.space("inset-y") - columns.icon_room - _text_height(column)
        text = (*column.title, *_loosened(column, spare, setting))
        frames.append(TextFrame(f"card {column.id}", body, text, inset=inset, ink=Ink(skin.fill)))
        if column.icon:
            at = Bounds(x + setting.space("inset-x"), body.y + setting.space("inset-y"), ICON, ICON)
            frames.append(IconFrame(f"icon {column.id}", at, column.icon, skin.line))
    return frames


def _loosened(column: CardColumn, spare: float, setting: Setting) -> list[Para]:
    """Return the items of a card, slightly further apart where there is room."""
    most = setting.space("item-most") - setting.space("item")
    more = max(0.0, min(most, 0.6 * spare / max(1, len(column.items))))
    return [replace(item, before=item.before + more) for item in column.items]


@dataclass(frozen=True, slots=True)
class MeasuredCallout:
    """A measured callout; its words start with the kind of box."""

    id: str
    skin: str
    paras: tuple[Para, ...]
    width: float


def callout_of(callout: Callout, width: float, setting: Setting) -> MeasuredCallout:
    """Return a callout measured for a width."""
    name = setting.look.callouts[callout.kind]
    inner = width - 2 * setting.space("inset-x") - setting.space("strip")
    style = replace(setting.style("body"), colour=setting.look.skins[name].text)
    head = para(_headed(callout, setting), style, inner, setting)
    items = [item for block in callout.blocks for item in block_paras(block, style, inner, setting)]
    return MeasuredCallout(callout.id, name, (head, *items), width)


def _headed(callout: Callout, setting: Setting) -> Unit:
    """Return the kind of box in words, followed by its title unless that already starts with the kind."""
    kind = word(CALLOUT_WORDS[callout.kind], setting.lang)
    if plain(callout.title.text).casefold().startswith(kind.casefold()):
        return replace(callout.title, text=(Strong(callout.title.text),))
    words: Text = (Words(f"{kind}: "), *callout.title.text) if callout.title.text else (Words(kind),)
    return replace(callout.title, text=(Strong(words),))


def callout_height(notice: MeasuredCallout, setting: Setting) -> float:
    """Return the height of a callout."""
    return stacked(notice.paras) + 2 * setting.space("inset-y")


def draw_callout(notice: MeasuredCallout, box: Bounds, setting: Setting) -> list[TextFrame]:
    """Return the frames of a callout with a thick bar at its start."""
    skin, strip = setting.look.skins[notice.skin], setting.space("strip")
    side, rim = setting.space("inset-x"), setting.space("inset-y")
    height = callout_height(notice, setting)
    bar = TextFrame(f"bar {notice.id}", Bounds(box.x, box.y, strip, height), (), ink=Ink(skin.line))
    body = Bounds(box.x + strip, box.y, box.width - strip, height)
    ink = Ink(skin.fill, skin.line, max(1.0, skin.weight / 1.5))
    inset = Inset(side, rim, side, rim)
    return [bar, TextFrame(f"callout {notice.id}", body, notice.paras, inset=inset, anchor="middle", ink=ink)]
