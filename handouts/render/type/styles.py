"""The type of one kind of text, as layouts for paper and for slides declare it."""

from __future__ import annotations

from collections.abc import Collection

from handouts.core.schema import TEXT, TRUTH, Entry, Key, Shape, needed, one, otherwise
from handouts.render.type.lines import Style
from handouts.render.type.measures import SIZE, named_of


class StyleShape(Shape, id="layout.style"):
    """The type of one kind of text."""

    size = needed(SIZE, "the size of the type in pt", "12.5")
    line = needed(SIZE, "the distance from line to line in pt", "17.5")
    bold = otherwise(TRUTH, False, "whether the type is bold", "true")
    colour = otherwise(TEXT, "ink", "a colour of the theme", "primary")


def style(says: str, example: str, name: str = "") -> Key[Entry]:
    """Declare the key of a kind of text; `name` is for names that Python cannot say."""
    return needed(one(StyleShape), says, example, name)


def style_of(entry: Entry, colours: Collection[str]) -> Style:
    """Return the style that a layout gives a kind of text, in one of the colours of its theme."""
    colour = named_of(entry, StyleShape.colour, "colour", tuple(colours), "ink")
    return Style(entry.read(StyleShape.size), entry.read(StyleShape.line), entry.read(StyleShape.bold), colour)
