"""A split slide: what is asked stands below the title on a panel, and what is shown stands beside it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from handouts.core.problem import Problem
from handouts.document.blocks import Block, Bullets
from handouts.render.deck.texts import Setting, block_paras, stacked
from handouts.render.deck.value import TextFrame

SHOWN_SKIN = "primary"  # the ground of the part beside the panel


def asked_and_shown(blocks: Sequence[Block], setting: Setting) -> tuple[tuple[Block, ...], tuple[Block, ...]]:
    """Return what goes below the title, the list that ends a split slide of several blocks, and what goes beside it."""
    if setting.kind_look.split and len(blocks) > 1 and isinstance(blocks[-1], Bullets):
        return (blocks[-1],), tuple(blocks[:-1])
    return (), tuple(blocks)


def beside_panel(setting: Setting) -> Setting:
    """Return the setting of what stands beside the panel, whose words are in the colour of the ground there."""
    kind_look = setting.kind_look
    if not kind_look.split:
        return setting
    text = replace(kind_look.text, colour=setting.look.skins[SHOWN_SKIN].text)
    kinds = {**setting.look.kinds, setting.kind: replace(kind_look, text=text)}
    return replace(setting, look=replace(setting.look, kinds=kinds))


def panel_text(
    blocks: Sequence[Block], top: float, setting: Setting
) -> tuple[tuple[TextFrame, ...], tuple[Problem, ...]]:
    """Return what is asked in its placeholder, and a problem where it is too high; `top` is the foot of the title."""
    if not blocks:
        return (), ()
    slot = setting.look.slot(setting.kind, "body")
    paras = [item for block in blocks for item in block_paras(block, setting.kind_look.text, slot.box.width, setting)]
    frame = TextFrame(slot.name, slot.box, tuple(paras), slot.name, True)
    over = stacked(paras) - min(slot.box.height, slot.box.bottom - top)
    if over <= 0.5:
        return (frame,), ()
    message = f"what is asked is {over:.0f} pt too high for the panel of the slide; shorten it"
    return (frame,), (Problem(paras[0].mark, "overflowing-text", message),)
