"""The look of a leaflet: page, margins, type and spacing, read from `layouts/leaflets`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.core.source import Node, read_shared
from handouts.core.typed import LayoutReader
from handouts.render.type.fonts import FontSet
from handouts.render.type.lines import Style
from handouts.render.type.theme import FontFamily, Theme, misnamed_look, named_theme, with_clinic_colour

MM = 72 / 25.4
ROLES = (
    "title",
    "lead",
    "heading",
    "body",
    "box",
    "card",
    "label",
    "cell",
    "head",
    "group",
    "phone",
    "clinic",
    "badge",
    "page",
    "question",
    "caption",
    "footer",
    "source",
)
SPACES = ("section", "block", "after-heading", "inset", "row", "item", "column", "grow")
_OPTIONAL = ("shows", "pictured", "picture-height")
# the kinds of document whose pages a dossier or comparison shows in a layout
PICTURED = ("leaflet", "deck")
Kind = Literal["leaflets", "decks", "dossiers", "changes"]
_KEYS = (
    "format",
    "default",
    "theme",
    "fonts",
    "pages",
    "page",
    "margins",
    "measure",
    "rail",
    "columns",
    "styles",
    "space",
    "field-height",
    "write-line",
    "qr",
)


@dataclass(frozen=True, slots=True)
class LeafletLook:
    """A paper layout; lengths in pt."""

    name: str
    default: bool
    theme: Theme
    fonts: FontSet
    font_files: tuple[Path, ...]
    pages: Literal["even", "any", "flow"]
    width: float
    height: float
    top: float
    bottom: float
    start: float
    end: float
    measure: float
    rail: float
    columns: int
    styles: Mapping[str, Style]
    space: Mapping[str, float]
    field_height: float
    write_line: float
    qr: float
    mark: Mark
    shows: Literal["notes", "takeaway"] | None = None
    pictured: Mapping[str, str] = field(default_factory=dict)
    picture_height: float = 0.0

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - self.start - self.end


def read_leaflet_look(folder: Path, name: str, kind: Kind = "leaflets") -> tuple[LeafletLook | None, list[Problem]]:
    """Return a paper layout for a kind of document, or None, with the problems in its files."""
    source = read_shared(folder / kind / f"{name}.yaml", f"layouts/{kind}/{name}.yaml")
    reader = LayoutReader(source.path, [*source.problems, *misnamed_look(source.path, name)])
    if source.root is None:
        return None, reader.problems
    entries = reader.entries(source.root, (*_KEYS, *_OPTIONAL))
    needed = {key: reader.needed(source.root, entries, key) for key in _KEYS}
    reader.choice(needed["format"], ("pdf",), "pdf")
    theme = named_theme(reader, needed["theme"], folder)
    family = _family(reader, needed["fonts"], theme)
    if theme is None or family is None or any(node is None for node in needed.values()):
        return None, reader.problems
    page = _lengths(reader, needed["page"], ("width", "height"))
    margins = _lengths(reader, needed["margins"], ("top", "bottom", "start", "end"))
    look = LeafletLook(
        name=name,
        default=reader.flag(needed["default"]),
        theme=theme,
        fonts=family.load(),
        font_files=(*family.regular, *family.bold),
        pages=_pages(reader, needed["pages"]),
        width=page["width"] * MM,
        height=page["height"] * MM,
        **{side: length * MM for side, length in margins.items()},
        measure=reader.number(needed["measure"]),
        rail=reader.number(needed["rail"]),
        columns=int(reader.number(needed["columns"])),
        styles=_styles(reader, needed["styles"], theme),
        space=_lengths(reader, needed["space"], SPACES),
        field_height=reader.number(needed["field-height"]),
        write_line=reader.number(needed["write-line"]),
        qr=reader.number(needed["qr"]) * MM,
        mark=source.root.mark,
        shows=_shows(reader, entries.get("shows")),
        pictured=_pictured(reader, entries.get("pictured"), folder),
        picture_height=reader.number(entries.get("picture-height")),
    )
    return (None if reader.problems else look), reader.problems


def _family(reader: LayoutReader, node: Node | None, theme: Theme | None) -> FontFamily | None:
    """Return the font family that a layout names, out of those of its theme."""
    if theme is None:
        return None
    return theme.fonts.get(reader.choice(node, theme.fonts, next(iter(theme.fonts))))


def _shows(reader: LayoutReader, node: Node | None) -> Literal["notes", "takeaway"] | None:
    """Return the part of a deck that a paper layout prints; None for a leaflet."""
    if node is None:
        return None
    return "takeaway" if reader.choice(node, ("notes", "takeaway"), "notes") == "takeaway" else "notes"


def _pages(reader: LayoutReader, node: Node | None) -> Literal["even", "any", "flow"]:
    """Return how pages are filled: balanced over an even or any number of pages, or one after another."""
    kinds: tuple[Literal["even", "any", "flow"], ...] = ("even", "any", "flow")
    chosen = reader.choice(node, kinds, "even")
    return next(kind for kind in kinds if kind == chosen)


def _pictured(reader: LayoutReader, node: Node | None, folder: Path) -> dict[str, str]:
    """Return the layouts whose pages a dossier shows, by kind of document; empty for other documents."""
    if node is None:
        return {}
    entries = reader.entries(node, PICTURED)
    return {kind: _named_layout(reader, reader.needed(node, entries, kind), folder / f"{kind}s") for kind in PICTURED}


def _named_layout(reader: LayoutReader, node: Node | None, folder: Path) -> str:
    """Return a layout by its name, out of those in a folder of `layouts/`."""
    names = sorted(path.stem for path in folder.glob("[!.]*.yaml"))
    return reader.choice(node, names, next(iter(names), ""))


def _lengths(reader: LayoutReader, node: Node | None, keys: tuple[str, ...]) -> dict[str, float]:
    entries = reader.entries(node, keys)
    return {key: reader.number(reader.needed(node, entries, key)) for key in keys}


def _styles(reader: LayoutReader, node: Node | None, theme: Theme) -> dict[str, Style]:
    entries = reader.entries(node, ROLES)
    return {role: _style(reader, reader.needed(node, entries, role), theme) for role in ROLES}


def _style(reader: LayoutReader, node: Node | None, theme: Theme) -> Style:
    if node is None:
        return Style(12, 16)
    entries = reader.entries(node, ("size", "line", "bold", "colour"))
    size = reader.number(reader.needed(node, entries, "size"), 12)
    line = reader.number(reader.needed(node, entries, "line"), 16)
    colour = reader.choice(entries["colour"], theme.colours, "ink") if "colour" in entries else "ink"
    return Style(size, line, bold="bold" in entries and reader.flag(entries["bold"]), colour=colour)


def with_colour(look: LeafletLook, colour: str) -> LeafletLook:
    """Return the look in a clinic's colour."""
    return replace(look, theme=with_clinic_colour(look.theme, colour))
