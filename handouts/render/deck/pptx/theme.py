"""The master with the colours and fonts of a theme in its theme parts."""

from __future__ import annotations

import re
from functools import lru_cache

from handouts.core.archive import packed, unpacked
from handouts.render.deck.look import DeckLook
from handouts.render.deck.look_schema import SlotsShape
from handouts.render.deck.pptx.xml import attribute

_COLOURS = re.compile(rb"<a:clrScheme.*?</a:clrScheme>", re.DOTALL)
_LATIN = re.compile(rb'<a:latin typeface="[^"+]*"/>')


def themed_master(look: DeckLook) -> bytes:
    """Return the master of a look with its theme applied."""
    colours = tuple((slot, look.theme.colours[look.slots[slot]]) for slot in SlotsShape.KEYS)
    return _themed(look.master.content, look.theme_name, colours, look.family.name)


@lru_cache(maxsize=8)
def _themed(master: bytes, name: str, colours: tuple[tuple[str, str], ...], font: str) -> bytes:
    rows = "".join(f'<a:{slot}><a:srgbClr val="{value[1:].upper()}"/></a:{slot}>' for slot, value in colours)
    scheme = f'<a:clrScheme name="{attribute(name)}">{rows}</a:clrScheme>'.encode()
    latin = f'<a:latin typeface="{attribute(font)}"/>'.encode()
    parts = unpacked(master)
    for part in parts:
        if part.startswith("ppt/theme/"):
            parts[part] = _LATIN.sub(latin, _COLOURS.sub(scheme, parts[part]))
    return packed(parts)
