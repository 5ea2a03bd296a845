"""The colours and fonts of a look, read from `layouts/themes`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from os.path import lexists
from pathlib import Path

from handouts.core.colour import CLINIC_TINT_SHARE, is_colour, mixed
from handouts.core.files import yaml_files
from handouts.core.ids import id_fault
from handouts.core.inside import StrayFileError, file_inside
from handouts.core.problem import Mark, Problem, either, nearest
from handouts.core.schema import (
    TEXT,
    Entry,
    FileSchema,
    Key,
    Kind,
    Shape,
    check_known,
    mapping_of,
    marked,
    needed,
    one,
    optional,
    otherwise,
    scalar,
)
from handouts.core.source import Node, Scalar, read_shared
from handouts.render.type.fonts import FontSet, embedding_fault, is_font, load_fonts
from handouts.render.type.measures import example_of, mark_at, named_of


def _colour(entry: Entry, key: str, node: Node) -> str:
    text = scalar(entry, key, node, A_COLOUR).lower()
    if is_colour(text):
        return text
    if isinstance(node, Scalar):
        entry.problem(node.mark, "wrong-colour", f"bad colour {text!r} at {entry.below(key)!r}; write {A_COLOUR}")
    return "#000000"


A_COLOUR = "a colour such as '#0b5561', in quotes"
COLOUR: Kind[str] = Kind(A_COLOUR, _colour, {"type": "string", "pattern": "^#[0-9a-fA-F]{6}$"})


class ColoursShape(Shape, id="theme.colours"):
    """The colours of a theme by name; a theme may have more, which its layouts then name."""

    OTHERS = COLOUR
    ink = needed(COLOUR, "text", '"#16242f"')
    quiet = needed(COLOUR, "text of less weight", '"#3f4d59"')
    primary = needed(COLOUR, "titles, headings and the main data", '"#0b5561"')
    primary_tint = needed(COLOUR, "the ground of primary text", '"#e4f0f0"', "primary-tint")
    warning = needed(COLOUR, "what to be careful about", '"#7a4200"')
    warning_tint = needed(COLOUR, "the ground of warning text", '"#fdf1dd"', "warning-tint")
    danger = needed(COLOUR, "emergencies", '"#961c17"')
    danger_tint = needed(COLOUR, "the ground of danger text", '"#fbe9e7"', "danger-tint")
    good = needed(COLOUR, "what is well", '"#1a5835"')
    good_tint = needed(COLOUR, "the ground of good text", '"#e7f3ea"', "good-tint")
    rule = needed(COLOUR, "decorative lines", '"#c6d2d6"')
    line = needed(COLOUR, "lines that mean something or are written on", '"#5f7178"')
    second = needed(COLOUR, "the second data of a figure", '"#5b8a91"')
    neutral = needed(COLOUR, "the rest of a figure", '"#9fb0b6"')
    neutral_tint = needed(COLOUR, "the ground of quiet text", '"#eef2f3"', "neutral-tint")
    paper = needed(COLOUR, "the page", '"#ffffff"')


class FamilyShape(Shape, id="theme.font"):
    """A font family; of several files, the first that has a character prints it."""

    name = optional(TEXT, "the name that a deck asks PowerPoint for", "Arial")
    regular = needed(marked(TEXT, least=1), "files below layouts/fonts, in order", "[plex/IBMPlexSans-Regular.ttf]")
    bold = needed(marked(TEXT, least=1), "the same in bold", "[plex/IBMPlexSans-Bold.ttf]")


class ThemeShape(Shape, id="theme"):
    """The colours and fonts of every layout that names this theme."""

    colours = needed(one(ColoursShape), "colours by name, as '#rrggbb'", example_of(ColoursShape))
    fonts = needed(
        mapping_of(one(FamilyShape), "names to font families"),
        "font families by the names that layouts use",
        "\n  paper: {regular: [plex/IBMPlexSans-Regular.ttf], bold: [plex/IBMPlexSans-Bold.ttf]}",
    )
    clinic_colour = otherwise(TEXT, "primary", "the colour that a clinic's own replaces", "primary", "clinic-colour")
    clinic_tint = otherwise(TEXT, "primary-tint", "the colour that its tint replaces", "primary-tint", "clinic-tint")


THEMES = FileSchema("layouts/themes/*.yaml", "a theme, by the name of its file", one(ThemeShape))


@dataclass(frozen=True, slots=True)
class FontFamily:
    """A font family: its name in a deck, and its files in order of preference for each character."""

    name: str
    regular: tuple[Path, ...]
    bold: tuple[Path, ...]

    def load(self) -> FontSet:
        """Return the measured faces; each file is parsed once per process."""
        return load_fonts(self.regular, self.bold)


@dataclass(frozen=True, slots=True)
class Theme:
    """Colours by name as `#rrggbb`, font families by name, and the colours that a clinic's colour replaces.

    `typed` is its file, in which problems name their keys.
    """

    colours: Mapping[str, str]
    fonts: Mapping[str, FontFamily]
    typed: Node
    clinic_colour: str = "primary"
    clinic_tint: str = "primary-tint"
    paper: str = "paper"

    def mark_of(self, path: str) -> Mark:
        """Return the place of a key of its file: `colours/ink`."""
        return mark_at(self.typed, path)


def named_theme(entry: Entry, key: Key[str], folder: Path) -> Theme | None:
    """Return the theme that a layout names, out of those of its folder, or None; its problems join the layout's."""
    name, mark = entry.read(key), entry.mark_of(key)
    if not name:  # what is missing has been told
        return None
    # a theme that is there and is no file is told as such, and not once more by each layout
    if id_fault(name) is None and lexists(folder / "themes" / f"{name}.yaml"):
        theme, problems = read_theme(folder, name)
        entry.log.extend(problems)
        return theme
    _missing_theme(entry, name, mark, folder)
    return None


def _missing_theme(entry: Entry, name: str, mark: Mark, folder: Path) -> None:
    """Report a theme that is not there: a slip at the layout, but a file that is gone at its own place, once."""
    names = sorted(path.stem for path in yaml_files(folder / "themes") if id_fault(path.stem) is None)
    if id_fault(name) is not None or nearest(name, names) is not None:
        check_known(entry, "theme", (name, mark), names)
        return
    path = f"{folder.name}/themes/{name}.yaml"
    there = f"use {either(names)} in the layouts that name it, or write that file" if names else "write that file"
    entry.problem(Mark(path), "missing-theme", f"unknown theme {name!r}; {there}")


def misnamed_look(file: str, name: str) -> list[Problem]:
    """Return the problem of a layout whose name cannot be an id; `file` is its path in problems."""
    fault = id_fault(name)
    return [] if fault is None else [Problem(Mark(file), "wrong-id", fault)]


def read_theme(folder: Path, name: str) -> tuple[Theme | None, list[Problem]]:
    """Return a theme of a `layouts` folder, or None, with the problems in its file."""
    path = folder / "themes" / f"{name}.yaml"
    source = read_shared(path, f"{folder.name}/themes/{name}.yaml")
    log = list(source.problems)
    if source.root is None:
        return None, log
    entry = THEMES.read(source, log)
    colours = _colours(entry.read(ThemeShape.colours))
    known = tuple(colours)
    theme = Theme(
        colours,
        dict(_families(entry, folder / "fonts")),
        entry.node,
        named_of(entry, ThemeShape.clinic_colour, "colour", known, "primary"),
        named_of(entry, ThemeShape.clinic_tint, "colour", known, "primary-tint"),
    )
    return (None if log else theme), log


def with_clinic_colour(theme: Theme, colour: str) -> Theme:
    """Return the theme with a clinic's colour as its primary colour, and a tint of it on paper."""
    paper = theme.colours[theme.paper]
    changed = {
        theme.clinic_colour: colour.lower(),
        theme.clinic_tint: mixed(colour, paper, CLINIC_TINT_SHARE),
    }
    return replace(theme, colours={**theme.colours, **changed})


def _colours(entry: Entry) -> dict[str, str]:
    declared = {name: entry.read(key) for name, key in ColoursShape.KEYS.items()}
    own = {name: COLOUR.read(entry, name, node) for name, node in entry.node.entries.items() if name not in declared}
    return {**declared, **own}


def _families(entry: Entry, folder: Path) -> Iterator[tuple[str, FontFamily]]:
    families = entry.read(ThemeShape.fonts)
    for name, family in families:
        regular = _files(family, FamilyShape.regular, folder)
        bold = _files(family, FamilyShape.bold, folder)
        stem = regular[0].stem if regular else ""
        yield name, FontFamily(family.read(FamilyShape.name) or stem, regular, bold)


def _files(entry: Entry, key: Key[tuple[tuple[str, Mark], ...]], folder: Path) -> tuple[Path, ...]:
    found = (_file(entry, mark, name, folder) for name, mark in entry.read(key) if name)
    return tuple(file for file in found if file is not None)


def _file(entry: Entry, mark: Mark, name: str, folder: Path) -> Path | None:
    """Return the file of a font, or None if there is none that can be used."""
    try:
        file = file_inside(folder, name, folder, "layouts/fonts")
        usable = is_font(file)
    except StrayFileError as error:
        entry.problem(mark, "missing-font", f"the font {name!r} {error}")
        return None
    except OSError as error:
        entry.problem(mark, "missing-font", f"the font {name!r} cannot be read: {error.strerror}")
        return None
    if not usable:
        entry.problem(mark, "broken-font", f"{name!r} is not a TrueType font; use another file")
        return None
    forbidden = embedding_fault(file)
    if forbidden is not None:
        entry.problem(mark, "forbidden-font", f"the font {name!r} {forbidden}")
        return None
    return file
