"""The look of a leaflet: page, margins, type and spacing, read from `layouts/leaflets`."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Literal

from handouts.core.colour import carries_text
from handouts.core.problem import Mark, Problem
from handouts.core.schema import Entry, Key
from handouts.core.source import Node, read_shared
from handouts.render.paper.look_faults import look_faults
from handouts.render.paper.look_schema import (
    PAPER_LAYOUTS,
    Filling,
    MarginsShape,
    PageShape,
    PaperShape,
    Part,
    PicturedShape,
    Print,
    Printout,
    StylesShape,
)
from handouts.render.type.fonts import FontSet
from handouts.render.type.icons import IconSet
from handouts.render.type.lines import Style
from handouts.render.type.measures import mark_at, named_of
from handouts.render.type.styles import style_of
from handouts.render.type.theme import Theme, misnamed_look, named_theme, with_clinic_colour

MM = 72 / 25.4
# the kinds of document whose pages a dossier or comparison shows in a layout
PICTURED = (PicturedShape.leaflet, PicturedShape.deck)
Kind = Literal["leaflets", "decks", "dossiers", "changes"]
LARGE_ROLES = ("title", "heading")  # of type large enough for a contrast of 4.5:1
MOST_PAGES = 40
# what page 1 holds takes one sheet; in large print a long page 1 may take a second one
SIDES, LARGE_SIDES = 2, 4
MOST_PAGES_OF_DECKS = 120
# the smallest type that may be printed, in pt
LEAST_TYPE: Mapping[Print, float] = {"usual": 9.0, "large": 12.0}


@dataclass(frozen=True, slots=True)
class LeafletLook:
    """A paper layout; lengths in pt. `typed` is its file, in which problems name their keys."""

    name: str
    default: bool
    theme: Theme
    fonts: FontSet
    font_files: tuple[Path, ...]
    pages: Filling
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
    typed: Node
    icons: IconSet
    print: Print = "usual"
    part: Part = "all"
    shows: Printout | None = None
    pictured: Mapping[str, str] = field(default_factory=dict)
    picture_height: float = 0.0

    @property
    def inner(self) -> float:
        """The width between the margins."""
        return self.width - self.start - self.end

    def mark_of(self, path: str) -> Mark:
        """Return the place of a key of its file: `styles/body/size`."""
        return mark_at(self.typed, path)

    @property
    def large_print(self) -> bool:
        """Whether the pages are for readers who need large print."""
        return self.print == "large"

    @property
    def most_pages(self) -> int:
        """The most pages of a document."""
        if self.part == "front":
            return LARGE_SIDES if self.large_print else SIDES
        return MOST_PAGES if self.shows is None and not self.pictured else MOST_PAGES_OF_DECKS

    @property
    def least_type(self) -> float:
        """The smallest type in pt that its pages may show."""
        return LEAST_TYPE[self.print]


def read_leaflet_look(folder: Path, name: str, kind: Kind = "leaflets") -> tuple[LeafletLook | None, list[Problem]]:
    """Return a paper layout for a kind of document, or None, with the problems in its files."""
    source = read_shared(folder / kind / f"{name}.yaml", f"layouts/{kind}/{name}.yaml")
    log = [*source.problems, *misnamed_look(source.path, name)]
    if source.root is None:
        return None, log
    entry = PAPER_LAYOUTS.read(source, log)
    entry.read(PaperShape.format)
    theme = named_theme(entry, PaperShape.theme, folder)
    if theme is None:
        return None, log
    look = _look(entry, name, theme, folder)
    if not log:
        log.extend(look_faults(look))
    return (None if log else look), log


def _look(entry: Entry, name: str, theme: Theme, folder: Path) -> LeafletLook:
    """Return the look that a file describes; what is wrong is in the log of its entry."""
    page, margins = entry.read(PaperShape.page), entry.read(PaperShape.margins)
    family = theme.fonts[named_of(entry, PaperShape.fonts, "font family", tuple(theme.fonts), next(iter(theme.fonts)))]
    return LeafletLook(
        name=name,
        default=entry.read(PaperShape.default),
        theme=theme,
        fonts=family.load(),
        font_files=(*family.regular, *family.bold),
        pages=entry.read(PaperShape.pages),
        width=page.read(PageShape.width) * MM,
        height=page.read(PageShape.height) * MM,
        top=margins.read(MarginsShape.top) * MM,
        bottom=margins.read(MarginsShape.bottom) * MM,
        start=margins.read(MarginsShape.start) * MM,
        end=margins.read(MarginsShape.end) * MM,
        measure=entry.read(PaperShape.measure),
        rail=entry.read(PaperShape.rail),
        columns=entry.read(PaperShape.columns),
        styles=_styles(entry.read(PaperShape.styles), theme.colours),
        space=_lengths(entry.read(PaperShape.space)),
        field_height=entry.read(PaperShape.field_height),
        write_line=entry.read(PaperShape.write_line),
        qr=entry.read(PaperShape.qr) * MM,
        typed=entry.node,
        icons=IconSet(folder),
        print=entry.read(PaperShape.print),
        part=entry.read(PaperShape.part),
        shows=entry.read(PaperShape.shows),
        pictured=_pictured(entry.read(PaperShape.pictured), folder),
        picture_height=entry.read(PaperShape.picture_height),
    )


def _pictured(entry: Entry | None, folder: Path) -> dict[str, str]:
    """Return the layouts whose pages a dossier shows, by kind of document; empty for other documents."""
    return {} if entry is None else {key.name: _layout(entry, key, folder) for key in PICTURED}


def _layout(entry: Entry, key: Key[str], folder: Path) -> str:
    """Return a layout by its name, out of those in a folder of `layouts/`."""
    names = sorted(path.stem for path in (folder / f"{key.name}s").glob("[!.]*.yaml"))
    return named_of(entry, key, "layout", tuple(names), next(iter(names), ""))


def _lengths(entry: Entry) -> dict[str, float]:
    return {name: entry.read(key) for name, key in entry.shape.KEYS.items()}


def _styles(entry: Entry, colours: Collection[str]) -> dict[str, Style]:
    return {role: style_of(entry.read(key), colours) for role, key in StylesShape.KEYS.items()}


def with_colour(look: LeafletLook, colour: str) -> LeafletLook:
    """Return the look in a clinic's colour; text smaller than titles is ink where that colour is too pale for it."""
    coloured = replace(look, theme=with_clinic_colour(look.theme, colour))
    if carries_text(colour):
        return coloured
    return replace(coloured, styles={role: _inked(look, role, style) for role, style in look.styles.items()})


def _inked(look: LeafletLook, role: str, style: Style) -> Style:
    small = role not in LARGE_ROLES and style.colour == look.theme.clinic_colour
    return replace(style, colour="ink") if small else style
