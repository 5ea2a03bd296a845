"""The look of a deck: type, colours and distances from `layouts/decks`, geometry from its master."""

from __future__ import annotations

import zipfile
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar, get_args
from xml.etree import ElementTree as ET

from handouts.core.colour import contrast
from handouts.core.inside import StrayFileError, file_inside
from handouts.core.problem import Mark, Problem
from handouts.core.source import Node, read_shared
from handouts.core.typed import LayoutReader
from handouts.document.document import SlideKind
from handouts.render.deck.masters import Master, SlideLayout, Slot, read_master
from handouts.render.type.fonts import FontSet
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style
from handouts.render.type.theme import FontFamily, Theme, misnamed_look, named_theme, with_clinic_colour

LEAST_CONTRAST = 7.0
ON_SLIDE = {"tx1": "dk1", "bg1": "lt1", "tx2": "dk2", "bg2": "lt2"}
KINDS: tuple[SlideKind, ...] = get_args(SlideKind)
PARTS = ("title", "body", "second", "source", "badge", "eyebrow", "footer", "number")
STYLES = (
    "cover",
    "part",
    "title",
    "case-title",
    "lead",
    "lead-dark",
    "wide",
    "statement",
    "body",
    "column-head",
    "cell",
    "head",
    "row-head",
    "caption",
    "node",
    "detail",
    "edge",
    "label",
    "mark",
    "eyebrow",
    "eyebrow-dark",
    "badge",
    "foot",
    "foot-dark",
    "reference",
    "note",
)
# what a layout may show above the title of a slide
EYEBROW_WORDS: Mapping[str, str] = {"part": "part", "case": "case", "question": "question", "answer": "answer"}
SPACES = (
    "block",
    "item",
    "item-most",
    "hang",
    "column",
    "after-title",
    "beside",
    "inset-x",
    "inset-y",
    "strip",
    "cell-x",
    "cell-y",
    "cell-y-most",
    "row-rule",
    "head-rule",
    "badge-x",
    "slack",
    "bar",
    "bar-most",
    "row",
    "gap-x",
    "gap-y",
    "box-height",
    "band",
    "band-most",
)
SKINS = ("plain", "primary", "good", "warning", "danger", "quiet", "solid")
CALLOUTS = ("emergency", "call-today", "do-not", "limit", "note")
BADGES = ("high", "moderate", "low", "very-low", "ungraded")
EDGES = ("leads", "acts", "blocks")
SPANS = ("early", "classic", "late", "peak", "plain")
DATA = ("main", "second", "rest", "rule", "line", "ink", "quiet", "warn")
LIMITS = ("title-lines", "cover-lines", "source-lines", "bullets", "words")
SLOTS = (
    "dk1",
    "lt1",
    "dk2",
    "lt2",
    "accent1",
    "accent2",
    "accent3",
    "accent4",
    "accent5",
    "accent6",
    "hlink",
    "folHlink",
)
_KEYS = (
    "format",
    "default",
    "theme",
    "master",
    "fonts",
    "slots",
    "placeholders",
    "styles",
    "kinds",
    "skins",
    "callouts",
    "badges",
    "edges",
    "spans",
    "data",
    "space",
    "limits",
    "logo",
)
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class KindLook:
    """The look of one kind of slide: slide layout, styles, and the word above the title."""

    layout: SlideLayout
    title: Style
    text: Style
    foot: Style
    eyebrow: Style | None
    says: str
    after_title: bool
    middle: bool
    panel: str


@dataclass(frozen=True, slots=True)
class Skin:
    """Fill, frame and text colour of a box, by names of the theme, and the weight of its frame in pt."""

    fill: str
    line: str
    text: str
    weight: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """Colour, weight and dash of an arrow."""

    colour: str
    weight: float
    dash: str


@dataclass(frozen=True, slots=True)
class DeckLook:
    """A deck layout; lengths in pt."""

    name: str
    default: bool
    theme_name: str
    theme: Theme
    family: FontFamily
    fonts: FontSet
    master: Master
    slots: Mapping[str, str]
    placeholders: Mapping[str, str]
    styles: Mapping[str, Style]
    kinds: Mapping[SlideKind, KindLook]
    skins: Mapping[str, Skin]
    callouts: Mapping[str, str]
    badges: Mapping[str, str]
    edges: Mapping[str, Stroke]
    spans: Mapping[str, str]
    data: Mapping[str, str]
    space: Mapping[str, float]
    limits: Mapping[str, float]
    logo: Bounds

    def slot(self, kind: SlideKind, part: str) -> Slot:
        """Return the placeholder for a part on a kind of slide."""
        return self.kinds[kind].layout.slots[self.placeholders[part]]


def with_colour(look: DeckLook, colour: str) -> DeckLook:
    """Return the look in a clinic's colour."""
    return replace(look, theme=with_clinic_colour(look.theme, colour))


def low_contrast(look: DeckLook) -> list[str]:
    """Return every pair of text and background below a contrast of 7:1, in words.

    A clinic's colour may cause it.
    """
    colours = look.theme.colours
    pairs = {(skin.text, skin.fill) for skin in look.skins.values()}
    pairs |= {(skin.line, skin.fill) for name, skin in look.skins.items() if name != "solid"}
    for kind in look.kinds.values():
        ground = look.slots[ON_SLIDE.get(kind.layout.ground, kind.layout.ground)]
        styles = (kind.title, kind.text, kind.foot, kind.eyebrow)
        pairs |= {(style.colour, ground) for style in styles if style is not None and not kind.panel}
    found = [(contrast(colours[text], colours[ground]), text, ground) for text, ground in sorted(pairs)]
    return [
        f"{text} on {ground} has a contrast of {ratio:.1f}:1; {LEAST_CONTRAST:g}:1 is needed"
        for ratio, text, ground in found
        if ratio < LEAST_CONTRAST
    ]


def read_deck_look(folder: Path, name: str) -> tuple[DeckLook | None, list[Problem]]:
    """Return a deck layout of a `layouts` folder, or None, with the problems in its files."""
    source = read_shared(folder / "decks" / f"{name}.yaml", f"{folder.name}/decks/{name}.yaml")
    reader = LayoutReader(source.path, [*source.problems, *misnamed_look(source.path, name)])
    if source.root is None:
        return None, reader.problems
    entries = reader.entries(source.root, _KEYS)
    for key in _KEYS:
        reader.needed(source.root, entries, key)
    reader.choice(entries.get("format"), ("pptx",), "pptx")
    reader.flag(entries.get("default"))
    theme, family = _theme(reader, entries, folder)
    master = _master(reader, entries.get("master"), folder / "decks")
    if theme is None or family is None or master is None or reader.problems:
        return None, reader.problems
    look = _look(reader, name, entries, theme, family, master)
    _check_contrast(reader, look, source.root.mark)
    return (None if reader.problems else look), reader.problems


def _look(
    reader: LayoutReader,
    name: str,
    entries: Mapping[str, Node],
    theme: Theme,
    family: FontFamily,
    master: Master,
) -> DeckLook:
    def colour(node: Node) -> str:
        return reader.choice(node, theme.colours, "ink")

    styles = _each(reader, entries["styles"], STYLES, lambda node: _style(reader, node, theme.colours))
    placeholders = _each(reader, entries["placeholders"], PARTS, reader.text)
    return DeckLook(
        name,
        reader.flag(entries["default"]),
        reader.text(entries["theme"]),
        theme,
        family,
        family.load(),
        master,
        _each(reader, entries["slots"], SLOTS, colour),
        placeholders,
        styles,
        _kinds(reader, entries["kinds"], styles, master, placeholders),
        _each(reader, entries["skins"], SKINS, lambda node: _skin(reader, node, theme.colours)),
        _each(reader, entries["callouts"], CALLOUTS, lambda node: reader.choice(node, SKINS, "plain")),
        _each(reader, entries["badges"], BADGES, lambda node: reader.choice(node, SKINS, "plain")),
        _each(reader, entries["edges"], EDGES, lambda node: _stroke(reader, node, theme.colours)),
        _each(reader, entries["spans"], SPANS, colour),
        _each(reader, entries["data"], DATA, colour),
        _each(reader, entries["space"], SPACES, reader.number),
        _each(reader, entries["limits"], LIMITS, reader.number),
        Bounds(**_each(reader, entries["logo"], ("x", "y", "width", "height"), reader.number)),
    )


def _each(reader: LayoutReader, node: Node, names: tuple[str, ...], read: Callable[[Node], T]) -> dict[str, T]:
    """Return the entries of a mapping that must have exactly these names."""
    entries = reader.entries(node, names)
    for name in names:
        reader.needed(node, entries, name)
    return {name: read(value) for name, value in entries.items()}


def _theme(reader: LayoutReader, entries: Mapping[str, Node], folder: Path) -> tuple[Theme | None, FontFamily | None]:
    theme = named_theme(reader, entries.get("theme"), folder)
    if theme is None:
        return None, None
    return theme, theme.fonts.get(reader.choice(entries.get("fonts"), theme.fonts, ""))


def _style(reader: LayoutReader, node: Node, colours: Iterable[str]) -> Style:
    entries = reader.entries(node, ("size", "line", "bold", "colour"))
    size = reader.number(reader.needed(node, entries, "size"), 18)
    line = reader.number(reader.needed(node, entries, "line"), 1.3 * size)
    return Style(size, line, reader.flag(entries.get("bold")), reader.choice(entries.get("colour"), colours, "ink"))


def _skin(reader: LayoutReader, node: Node, colours: Iterable[str]) -> Skin:
    entries = reader.entries(node, ("fill", "line", "text", "weight"))
    keys = ("fill", "line", "text")
    names = [reader.choice(reader.needed(node, entries, key), colours, "ink") for key in keys]
    return Skin(names[0], names[1], names[2], reader.number(entries.get("weight"), 1.0))


def _stroke(reader: LayoutReader, node: Node, colours: Iterable[str]) -> Stroke:
    entries = reader.entries(node, ("colour", "weight", "dash"))
    dash = reader.choice(entries.get("dash"), ("solid", "dash", "sysDot"), "solid")
    colour = reader.choice(entries.get("colour"), colours, "ink")
    return Stroke(colour, reader.number(entries.get("weight"), 1.5), dash)


def _kinds(
    reader: LayoutReader,
    node: Node,
    styles: Mapping[str, Style],
    master: Master,
    placeholders: Mapping[str, str],
) -> dict[SlideKind, KindLook]:
    entries = reader.entries(node, KINDS)
    looks: dict[SlideKind, KindLook] = {}
    for kind in KINDS:
        value = reader.needed(node, entries, kind)
        look = None if value is None else _kind(reader, value, styles, master)
        if value is not None and look is not None:
            _check_slots(reader, value.mark, look, placeholders)
            looks[kind] = look
    return looks


def _kind(reader: LayoutReader, node: Node, styles: Mapping[str, Style], master: Master) -> KindLook | None:
    entries = reader.entries(node, ("layout", "title", "text", "foot", "eyebrow", "says", "flow", "panel"))
    layout = master.layouts.get(reader.choice(entries.get("layout"), master.layouts, ""))

    def style(key: str, otherwise: str) -> Style | None:
        return styles.get(reader.choice(entries.get(key), styles, otherwise))

    title, text, foot = style("title", "title"), style("text", "body"), style("foot", "foot")
    if layout is None or title is None or text is None or foot is None:
        return None
    eyebrow = style("eyebrow", "eyebrow") if "eyebrow" in entries else None
    flow = reader.choice(entries.get("flow"), ("fixed", "after-title", "middle"), "fixed")
    says = reader.choice(entries.get("says"), EYEBROW_WORDS, "") if "says" in entries else ""
    panel = reader.choice(entries.get("panel"), SKINS, "") if "panel" in entries else ""
    return KindLook(layout, title, text, foot, eyebrow, says, flow == "after-title", flow == "middle", panel)


def _check_slots(reader: LayoutReader, mark: Mark, look: KindLook, placeholders: Mapping[str, str]) -> None:
    wanted = {"title", "body", "source", "badge", "footer", "number"} | ({"eyebrow"} if look.eyebrow else set())
    for part in sorted(wanted):
        name = placeholders.get(part, part)
        if name not in look.layout.slots:
            message = f"the slide layout {look.layout.name!r} of the master has no placeholder {name!r}"
            reader.fault(mark, "missing-placeholder", message)


def _check_contrast(reader: LayoutReader, look: DeckLook, mark: Mark) -> None:
    if not reader.problems:
        for message in low_contrast(look):
            reader.fault(mark, "low-contrast", message)


# --- the master -----------------------------------------------------------------------------------


def _master(reader: LayoutReader, node: Node | None, folder: Path) -> Master | None:
    if node is None:  # which has been told
        return None
    name, mark = reader.text(node), node.mark
    try:
        return read_master(file_inside(folder, name, folder, "layouts/decks").read_bytes())
    except StrayFileError as error:
        reader.fault(mark, "missing-master", f"the master {name!r} {error}")
    except OSError as error:
        reader.fault(mark, "missing-master", f"cannot read the master {name!r}: {error.strerror}")
    except (zipfile.BadZipFile, KeyError, ET.ParseError, ValueError, AttributeError):
        reader.fault(mark, "broken-master", f"{name!r} is not a PowerPoint file that can be used")
    return None
