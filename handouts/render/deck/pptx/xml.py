"""DrawingML as text: colours, lines, boxes, paragraphs and runs of slides, notes and charts."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from html import escape
from typing import assert_never

from handouts.core.words import word
from handouts.document.text import (
    Blank,
    Citation,
    Contact,
    Inline,
    Link,
    Lowered,
    Raised,
    Sign,
    Strong,
    Text,
    Value,
    Words,
)
from handouts.render.deck.ends import LINE_END, as_shown
from handouts.render.deck.look import ON_SLIDE, DeckLook
from handouts.render.deck.masters import EMU
from handouts.render.deck.value import Ink, Marker, Para
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style

NAMESPACES = (
    'xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:p="http://schemas.openxmlformats.org/presentationml/2006/main"'
)
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
RAISED, LOWERED = 30, -25  # baseline shift in percent of the type size
ALIGN = {"start": "l", "centre": "ctr", "end": "r"}
AUTO_NUMBER = {"number": "arabicPeriod", "letter": "alphaUcPeriod"}


@dataclass(frozen=True, slots=True)
class DrawingContext:
    """The context for writing text and shapes: colours of the theme, and the links found so far."""

    colours: Mapping[str, str]
    links: dict[str, str] = field(default_factory=dict)

    def link(self, url: str) -> str:
        """Return the relationship id of a link on its slide."""
        return self.links.setdefault(url, f"rIdLink{len(self.links) + 1}")


def colour_names(look: DeckLook) -> dict[str, str]:
    """Return every colour of the theme as DrawingML: a slot of PowerPoint's theme, or its value."""
    named = {name: f'<a:srgbClr val="{value[1:].upper()}"/>' for name, value in look.theme.colours.items()}
    on_slide = {slot: name for name, slot in ON_SLIDE.items()}
    for slot, name in reversed(list(look.slots.items())):
        named[name] = f'<a:schemeClr val="{on_slide.get(slot, slot)}"/>'
    return named


def emu(length: float) -> int:
    """Return a length in pt as EMU (12,700 per pt)."""
    return round(length * EMU)


def xfrm(box: Bounds, tag: str = "a:xfrm") -> str:
    """Return the position and size of a shape."""
    return (
        f'<{tag}><a:off x="{emu(box.x)}" y="{emu(box.y)}"/>'
        f'<a:ext cx="{emu(box.width)}" cy="{emu(box.height)}"/></{tag}>'
    )


def fill(colour: str | None, context: DrawingContext) -> str:
    """Return a solid fill, or none."""
    return "<a:noFill/>" if colour is None else f"<a:solidFill>{context.colours[colour]}</a:solidFill>"


def line(ink: Ink, context: DrawingContext) -> str:
    """Return the outline of a shape."""
    if ink.line is None or not ink.weight:
        return "<a:ln><a:noFill/></a:ln>"
    return f'<a:ln w="{emu(ink.weight)}">{fill(ink.line, context)}</a:ln>'


def paragraph(para: Para, context: DrawingContext, before: float) -> str:
    """Return a paragraph with its spacing, marker and runs."""
    level = ' lvl="1"' if para.start else ""
    left = emu(para.start + para.hang)
    hang = f' marL="{left}"{level} indent="-{emu(para.hang)}"' if para.marker else ' marL="0" indent="0"'
    space = f'<a:spcBef><a:spcPts val="{round(before * 100)}"/></a:spcBef>'
    look = (
        f'<a:pPr{hang} algn="{ALIGN[para.align]}"><a:lnSpc><a:spcPts val="{round(para.style.line * 100)}"/></a:lnSpc>'
        f"{space}{_marker(para.marker)}</a:pPr>"
    )
    locale = word("locale", para.lang)
    return f"<a:p>{look}{runs(as_shown(para.text, para.ends), para.style, locale, context)}</a:p>"


def paragraphs(paras: tuple[Para, ...], context: DrawingContext) -> str:
    """Return paragraphs one below another; the first has no space above."""
    texts = (paragraph(para, context, para.before if place else 0.0) for place, para in enumerate(paras))
    return "".join(texts) or "<a:p/>"


def _marker(marker: Marker | None) -> str:
    if marker is None:
        return "<a:buNone/>"
    if marker.style == "dot":
        return '<a:buFont typeface="Arial"/><a:buChar char="&#8226;"/>'
    if marker.style == "dash":
        return '<a:buFont typeface="Arial"/><a:buChar char="&#8211;"/>'
    start = f' startAt="{marker.number}"' if marker.number > 1 else ""
    return f'<a:buFont typeface="+mj-lt"/><a:buAutoNum type="{AUTO_NUMBER[marker.style]}"{start}/>'


def runs(text: Text, style: Style, locale: str, context: DrawingContext) -> str:
    """Return the runs of a text, each with its language."""
    return "".join(_run(inline, style, style.bold, 0, "", locale, context) for inline in text)


def _run(inline: Inline, style: Style, bold: bool, shift: int, link: str, locale: str, context: DrawingContext) -> str:
    match inline:
        case Words(words) | Value(text=words) | Contact(text=words):
            return _words(words, style, bold, shift, link, locale, context)
        case Strong(children):
            return "".join(_run(child, style, True, shift, link, locale, context) for child in children)
        case Raised(children):
            return "".join(_run(child, style, bold, RAISED, link, locale, context) for child in children)
        case Lowered(children):
            return "".join(_run(child, style, bold, LOWERED, link, locale, context) for child in children)
        case Link(children, url):
            return "".join(_run(child, style, bold, shift, context.link(url), locale, context) for child in children)
        case Sign() | Blank() | Citation():
            raise ValueError(f"{type(inline).__name__} is no text of a slide")
        case _:
            assert_never(inline)


def _words(words: str, style: Style, bold: bool, shift: int, link: str, locale: str, context: DrawingContext) -> str:
    weight = ' b="1"' if bold else ' b="0"'
    raised = f' baseline="{shift}000"' if shift else ""
    target = f'<a:hlinkClick r:id="{link}"/>' if link else ""
    colour = "" if link else fill(style.colour, context)
    look = f'<a:rPr lang="{locale}" sz="{round(style.size * 100)}"{weight}{raised}>{colour}{target}</a:rPr>'
    lines = (
        f"<a:r>{look}<a:t>{escape(each, quote=False)}</a:t></a:r>" if each else "" for each in words.split(LINE_END)
    )
    return f"<a:br>{look}</a:br>".join(lines)


def attribute(text: str) -> str:
    """Return a text as the value of an attribute."""
    return escape(text).replace("\n", "&#10;")
