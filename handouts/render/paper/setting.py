"""Text units set as strips: the only place where words meet a style and a width."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from typing import Literal

from handouts.core.problem import Problem
from handouts.core.words import word
from handouts.document.blocks import Icon
from handouts.document.text import Unit, Words
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.shapes import (
    Disc,
    Drawn,
    Glyph,
    Path,
    Polygon,
    Rect,
    Shape,
    Strip,
    Tag,
    TagKind,
    TextLine,
    decoration,
)
from handouts.render.type.addresses import linked
from handouts.render.type.fonts import FontSet
from handouts.render.type.lines import (
    Style,
    TypesetLine,
    balanced_lines,
    break_lines,
    narrowest,
    text_width,
    too_wide,
    widest_word,
)

# how the blocks of a section stand: one below another, lead words in a rail, lists in columns, figures beside text
Way = Literal["plain", "rail", "columns", "beside"]
BULLET_INDENT = 14.0
# the room for the number or letter of an item, and the gap behind it
LABEL_ROOM, LABEL_GAP = 60.0, 7.0
FRAME = 1.2
THICK = 2.2
# share of spare room for a gap between blocks, relative to a gap before a section
BLOCK_GROWS = 0.35


@dataclass(frozen=True, slots=True)
class Setter:
    """A look applied to one document; what does not fit goes to the log.

    `aside` is the width in pt that the reference list leaves free at its end; `level` is that of the heading above;
    `way` is how the section's blocks stand, which those inside a box do not follow; `start` is the distance in pt from
    the margin at the start to the blocks inside a box.
    """

    look: LeafletLook
    lang: str
    aside: float = 0.0
    level: int = 1
    way: Way = "plain"
    start: float = 0.0
    log: list[Problem] = field(default_factory=list)

    @property
    def fonts(self) -> FontSet:
        """The faces of the look."""
        return self.look.fonts

    def style(self, role: str) -> Style:
        """Return the style of a role."""
        return self.look.styles[role]

    def space(self, name: str) -> float:
        """Return a distance of the look in pt."""
        return self.look.space[name]

    def lines(self, unit: Unit, style: Style, width: float) -> tuple[TypesetLine, ...]:
        """Return a unit as lines; a word wider than the room is a problem."""
        lines = break_lines(linked(unit.text), style, width, self.fonts)
        self.check(lines, unit, width)
        return lines

    def balanced(self, unit: Unit, style: Style, width: float) -> tuple[TypesetLine, ...]:
        """Return a title as lines of similar length."""
        lines = balanced_lines(unit.text, style, width, self.fonts)
        self.check(lines, unit, width)
        return lines

    def natural(self, unit: Unit, style: Style) -> float:
        """Return the width of a unit on one line."""
        return text_width(unit.text, style, self.fonts)

    def least(self, unit: Unit, style: Style) -> float:
        """Return the width of a unit's widest word."""
        return widest_word(unit.text, style, self.fonts)

    def narrowest(self, unit: Unit, style: Style) -> float:
        """Return the width of the narrowest column for a unit, in which words are broken at need."""
        return narrowest(unit.text, style, self.fonts)

    def strip(self, unit: Unit, role: str, width: float, path: Path, colour: str | None = None) -> Strip:
        """Return a unit as an element of its own, in a role and no wider than this."""
        return self.set_lines(self.lines(unit, self.style(role), width), self.style(role), path, unit.id, colour)

    def set_lines(
        self, lines: tuple[TypesetLine, ...], style: Style, path: Path, block: str, colour: str | None = None
    ) -> Strip:
        """Return lines one below another as a strip."""
        first = first_baseline(style, self.fonts)
        shapes = tuple(
            TextLine(0.0, first + number * style.line, line, colour or style.colour)
            for number, line in enumerate(lines)
        )
        return Strip(len(lines) * style.line, (Drawn(path, shapes),), block)

    def check(self, lines: tuple[TypesetLine, ...], unit: Unit, width: float) -> None:
        """Report a word that is wider than its place."""
        if (message := too_wide(lines, width)) is not None:
            self.log.append(Problem(unit.mark, "overflowing-text", f"{unit.id}: {message}"))


ICON_GAP = 6.0  # pt between an icon and its words


def icon_room(size: float, icons: Iterable[Icon | None]) -> float:
    """Return the width in pt that icons of this size take before their words; 0 where there is none."""
    return size + ICON_GAP if any(icon is not None for icon in icons) else 0.0


def icon_size(style: Style) -> float:
    """Return the size in pt of an icon beside words of a style: as high as their line."""
    return style.line


def icon_drawn(setter: Setter, icon: Icon | None, style: Style, colour: str = "primary") -> tuple[Drawn, ...]:
    """Return an icon, centred on the capitals of a first line of this style, as decoration; nothing without one."""
    if icon is None:
        return ()
    size = icon_size(style)
    top = max(0.0, first_baseline(style, setter.fonts) - 0.35 * style.size - size / 2)
    return (decoration(*(Glyph(0.0, top, each, colour) for each in setter.look.icons.fitted(icon, size, setter.log))),)


def first_baseline(style: Style, fonts: FontSet) -> float:
    """Return the distance from the top of a line to its baseline; letters are centred in the line height."""
    face = fonts.faces(style.bold)[0]
    height = (face.ascent - face.descent) * style.size
    return (style.line - height) / 2 + face.ascent * style.size


def heading_kind(level: int) -> TagKind:
    """Return the tag of a heading at a level; there are three."""
    kinds: tuple[TagKind, ...] = ("H1", "H2", "H3")
    return kinds[min(level, 3) - 1]


def box_heading(setter: Setter, title: Unit) -> Tag:
    """Return the element of a box's title, a heading below that of its section, to which a listener can jump."""
    return Tag(heading_kind(setter.level + 1), title.id)


def paragraph(setter: Setter, unit: Unit, role: str, width: float, path: Path) -> Strip:
    """Return a paragraph; running text is no wider than the measure."""
    measure = setter.look.measure if role in ("body", "lead") else width
    return setter.strip(unit, role, min(width, measure), (*path, Tag("P", unit.id, lang=unit.lang)))


def bulleted(
    setter: Setter,
    unit: Unit,
    role: str,
    width: float,
    path: Path,
    drawn: Shape | None = None,
    within: TagKind | None = None,
) -> Strip:
    """Return a list item: its bullet or other sign, with its text beside it."""
    style = setter.style(role)
    item = (*path, Tag("LI", unit.id))
    lines = setter.lines(unit, style, width - BULLET_INDENT)
    body = setter.set_lines(lines, style, _item_body(item, unit, within), unit.id)
    shifted = tuple(replace(each, dx=each.dx + BULLET_INDENT) for each in body.drawn)
    middle = first_baseline(style, setter.fonts) - style.size * 0.26
    shape = drawn or Disc(4.0, middle, style.size * 0.16, style.colour)
    label = Tag("Lbl", f"{unit.id}#lbl", actual=word("sign.bullet", setter.lang))
    return replace(body, drawn=(Drawn((*item, label), (shape,)), *shifted))


def _item_body(item: Path, unit: Unit, within: TagKind | None) -> Path:
    """Return the path of an item's text: its body, or an element inside it."""
    body = (*item, Tag("LBody", f"{unit.id}#body"))
    return body if within is None else (*body, Tag(within, f"{unit.id}#entry"))


def labelled(
    setter: Setter, unit: Unit, label: str, role: str, width: float, path: Path, within: TagKind | None = None
) -> Strip:
    """Return a list item whose label is a number or letter."""
    style = setter.style(role)
    item = (*path, Tag("LI", unit.id))
    mark = _label_lines(setter, label, role)
    sign = setter.set_lines(mark, replace(style, bold=True), (*item, Tag("Lbl", f"{unit.id}#lbl")), unit.id)
    indent = label_indent(setter, label, role)
    lines = setter.lines(unit, style, width - indent)
    body = setter.set_lines(lines, style, _item_body(item, unit, within), unit.id)
    shifted = tuple(replace(each, dx=each.dx + indent) for each in body.drawn)
    return replace(body, drawn=(*sign.drawn, *shifted))


def label_indent(setter: Setter, label: str, role: str) -> float:
    """Return the distance in pt from the start of a list item to the text behind its number or letter."""
    return max(line.width for line in _label_lines(setter, label, role)) + LABEL_GAP


def _label_lines(setter: Setter, label: str, role: str) -> tuple[TypesetLine, ...]:
    return break_lines((Words(label),), replace(setter.style(role), bold=True), LABEL_ROOM, setter.fonts)


def framed(strip: Strip, width: float, height: float, *shapes: Shape) -> Strip:
    """Return a strip of a given height with shapes behind it."""
    return replace(strip, height=height, drawn=(decoration(*shapes), *strip.drawn)) if width else strip


def tick(x: float, y: float, size: float, colour: str) -> Polygon:
    """Return a tick in a square of this size."""
    points = ((x, y + size * 0.55), (x + size * 0.36, y + size * 0.9), (x + size, y + size * 0.1))
    return Polygon(points, None, colour, size * 0.17, closed=False)


def struck_circle(x: float, y: float, size: float, colour: str) -> tuple[Shape, ...]:
    """Return a circle with a bar across: what not to do."""
    radius = size / 2 - size * 0.06
    bar = radius * 0.7071
    cx, cy = x + size / 2, y + size / 2
    line = Polygon(((cx + bar, cy - bar), (cx - bar, cy + bar)), None, colour, size * 0.11, closed=False)
    return (Disc(cx, cy, radius, None, colour, size * 0.11), line)


def level_dots(level: int, x: float, y: float, size: float, colour: str) -> tuple[Shape, ...]:
    """Return three dots, as many of them filled as the level."""
    radius = size / 2
    return tuple(
        Disc(
            x + radius + number * size * 1.25,
            y + radius,
            radius - 0.5,
            colour if number < level else None,
            colour,
            1.0,
        )
        for number in range(3)
    )


def tint(x: float, y: float, width: float, height: float, fill: str) -> Rect:
    """Return a plain background."""
    return Rect(x, y, width, height, fill)
