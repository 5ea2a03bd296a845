"""The badge of certainty: its words, four dots filled by certainty, and its place before the source line."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace

from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.document import Badge
from handouts.document.grades import BASIS_WORDS, CERTAINTY_WORDS, Certainty
from handouts.document.text import Words
from handouts.render.deck.texts import Setting, own_words
from handouts.render.deck.value import Ink, Inset, TextFrame
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import text_width

FRAME = 1.25  # weight of the frame in pt
DOTS = 4
DOT, PITCH = 6.0, 8.5  # pt: diameter of a dot, and from dot to dot
DOT_GAP = 6.0  # pt between the dots and the words
FILLED: Mapping[Certainty, int] = {"high": 4, "moderate": 3, "low": 2, "very-low": 1, "ungraded": 0}


def badge_words(badge: Badge, lang: str) -> str:
    """Return what a badge says: the certainty, and its basis where the claims share one."""
    certainty = word(CERTAINTY_WORDS[badge.certainty], lang)
    if badge.basis is None:
        return certainty.upper()
    return word("badge", lang, certainty=certainty, basis=badge.words or word(BASIS_WORDS[badge.basis], lang)).upper()


def badge_width(badge: Badge, setting: Setting) -> float:
    """Return the width of a badge in pt."""
    words = (Words(badge_words(badge, setting.lang)),)
    wide = text_width(words, setting.style("badge"), setting.look.fonts)
    return wide / setting.space("slack") + 2 * setting.space("badge-x") + _dots_width() + 2


def _dots_width() -> float:
    return (DOTS - 1) * PITCH + DOT + DOT_GAP


def badge_frames(badge: Badge | None, mark: Mark, setting: Setting) -> Iterator[TextFrame]:
    """Yield the framed badge at the start of the source line, and its dots."""
    if badge is None:
        return
    slot = setting.look.slot(setting.kind, "badge")
    skin = setting.look.skins[setting.look.badges[badge.certainty]]
    style = replace(setting.style("badge"), colour=skin.line)
    item = own_words(badge_words(badge, setting.lang), style, mark, setting)
    box = Bounds(slot.box.x, slot.box.y - setting.raised, badge_width(badge, setting), slot.box.height)
    side = setting.space("badge-x")
    ink, inset = Ink(skin.fill, skin.line, FRAME), Inset(side + _dots_width(), 0, side, 0)
    yield TextFrame(slot.name, box, (item,), slot.name, inset=inset, anchor="middle", ink=ink)
    for place in range(DOTS):
        dot = Bounds(box.x + side + place * PITCH, box.centre.y - DOT / 2, DOT, DOT)
        filled = skin.line if place < FILLED[badge.certainty] else "paper"
        yield TextFrame(f"badge dot {place + 1}", dot, (), form="ellipse", ink=Ink(filled, skin.line, 1.0))
