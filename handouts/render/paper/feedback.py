"""The feedback line below a leaflet: where a reader says what he or she thinks of it."""

from __future__ import annotations

from dataclasses import replace

from handouts.core.problem import Mark
from handouts.core.words import word
from handouts.document.text import Blank, Contact, Inline, Unit, Words
from handouts.render.paper.furniture import Furniture
from handouts.render.paper.setting import Setter
from handouts.render.paper.shapes import Strip, Tag, stacked

FEEDBACK_GAP = 6.0
FEEDBACK_LETTERS = 30


def with_feedback(setter: Setter, strip: Strip, furniture: Furniture, mark: Mark) -> Strip:
    """Return the last strip of a leaflet with a feedback line below it: a contact, or a line to write on."""
    contact = furniture.letterhead.feedback if furniture.letterhead is not None else None
    room: Inline = Contact("feedback", contact) if contact else Blank("feedback", FEEDBACK_LETTERS)
    name = f"{furniture.document}#feedback"
    if furniture.letterhead is not None:
        mark = furniture.letterhead.mark_of("feedback", mark)
    unit = Unit(name, (Words(word("feedback", furniture.lang)), room), mark, furniture.lang)
    width = setter.look.inner - (setter.aside + setter.space("column") if setter.aside else 0.0)
    line = setter.strip(unit, "source", width, (Tag("P", name),))
    both = stacked((strip, replace(line, gap=FEEDBACK_GAP if strip.height else 0.0)), strip.block)
    return replace(strip, height=both.height, drawn=both.drawn, fields=both.fields)
