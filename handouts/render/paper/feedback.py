"""The feedback line below a leaflet: where a reader says what he or she thinks of it."""

from __future__ import annotations

from dataclasses import replace

from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.text import Blank, Contact, Inline, Unit, Words
from handouts.render.paper.furniture import Furniture
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Strip, Tag, stacked
from handouts.render.type.lines import text_width

FEEDBACK_GAP = 6.0
FEEDBACK_LETTERS = 30


def with_feedback(setter: Setter, strip: Strip, furniture: Furniture, mark: Mark) -> Strip:
    """Return the last strip of a leaflet with a feedback line below it: a contact, or a line to write on."""
    contact = furniture.letterhead.feedback if furniture.letterhead is not None else None
    width = setter.look.inner - (setter.aside + setter.space("column") if setter.aside else 0.0)
    room: Inline = Contact("feedback", contact) if contact else _blank(setter, width)
    name = f"{furniture.document}#feedback"
    if furniture.letterhead is not None:
        mark = furniture.letterhead.mark_of("feedback", mark)
    unit = Unit(name, (Words(word("feedback", furniture.lang)), room), mark, furniture.lang)
    line = setter.strip(unit, "source", width, (Tag("P", name),))
    both = stacked((strip, replace(line, gap=FEEDBACK_GAP if strip.height else 0.0)), strip.block)
    return replace(strip, height=both.height, drawn=both.drawn, fields=both.fields)


def _blank(setter: Setter, width: float) -> Blank:
    """Return a line to write on, shorter where a page is narrow."""
    wanted = Blank("feedback", FEEDBACK_LETTERS)
    letters = int(FEEDBACK_LETTERS * width / text_width((wanted,), setter.style("source"), setter.fonts))
    return replace(wanted, letters=min(FEEDBACK_LETTERS, max(1, letters)))
