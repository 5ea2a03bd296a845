"""The colours and fonts of a look, read from `layouts/themes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from handouts.core.colour import CLINIC_TINT_SHARE, is_colour, mixed
from handouts.core.problem import Problem
from handouts.core.source import Node, read_shared
from handouts.core.typed import LayoutReader
from handouts.render.type.fonts import FontSet, is_font, load_fonts

# the colours that drawing uses by name
COLOURS: tuple[str, ...] = (
    "ink",
    "quiet",
    "primary",
    "primary-tint",
    "warning",
    "warning-tint",
    "danger",
    "danger-tint",
    "good",
)
COLOURS += ("good-tint", "rule", "line", "second", "neutral", "neutral-tint", "paper")


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
    """Colours by name as `#rrggbb`, font families by name, and the colours that a clinic's colour replaces."""

    colours: Mapping[str, str]
    fonts: Mapping[str, FontFamily]
    clinic_colour: str = "primary"
    clinic_tint: str = "primary-tint"
    paper: str = "paper"


def named_theme(reader: LayoutReader, node: Node | None, folder: Path) -> str:
    """Return the theme that a layout names, out of those of its `layouts` folder; the first one where it names none."""
    names = sorted(path.stem for path in (folder / "themes").glob("[!.]*.yaml"))
    return reader.choice(node, names, next(iter(names), "clear"))


def read_theme(folder: Path, name: str) -> tuple[Theme | None, list[Problem]]:
    """Return a theme of a `layouts` folder, or None, with the problems in its file."""
    path = folder / "themes" / f"{name}.yaml"
    source = read_shared(path, f"{folder.name}/themes/{name}.yaml")
    reader = LayoutReader(source.path, list(source.problems))
    if source.root is None:
        return None, reader.problems
    known = ("colours", "clinic-colour", "clinic-tint", "fonts")
    entries = reader.entries(source.root, known)
    colours = _colours(reader, reader.needed(source.root, entries, "colours"))
    theme = Theme(
        colours,
        _fonts(reader, reader.needed(source.root, entries, "fonts"), folder / "fonts"),
        reader.choice(entries.get("clinic-colour"), (*colours, "primary"), "primary"),
        reader.choice(entries.get("clinic-tint"), (*colours, "primary-tint"), "primary-tint"),
    )
    return (None if reader.problems else theme), reader.problems


def with_clinic_colour(theme: Theme, colour: str) -> Theme:
    """Return the theme with a clinic's colour as its primary colour, and a tint of it on paper."""
    paper = theme.colours[theme.paper]
    changed = {
        theme.clinic_colour: colour.lower(),
        theme.clinic_tint: mixed(colour, paper, CLINIC_TINT_SHARE),
    }
    return replace(theme, colours={**theme.colours, **changed})


def _colours(reader: LayoutReader, node: Node | None) -> dict[str, str]:
    if node is None:
        return {}
    colours = {name: _colour(reader, value) for name, value in reader.entries(node).items()}
    for name in COLOURS:
        if name not in colours:
            reader.fault(node.mark, "missing-key", f"the colour {name!r} is missing")
    return colours


def _colour(reader: LayoutReader, node: Node) -> str:
    text = reader.text(node, "#000000").lower()
    if is_colour(text):
        return text
    reader.fault(node.mark, "not-a-colour", f"{text!r} is no colour; write it as '#rrggbb'")
    return "#000000"


def _fonts(reader: LayoutReader, node: Node | None, folder: Path) -> dict[str, FontFamily]:
    if node is None:
        return {}
    families = {name: _family(reader, value, folder) for name, value in reader.entries(node).items()}
    if not families:
        reader.fault(node.mark, "no-font", "at least one font family must be named")
    return families


def _family(reader: LayoutReader, node: Node, folder: Path) -> FontFamily:
    entries = reader.entries(node, ("name", "regular", "bold"))
    regular = _files(reader, reader.needed(node, entries, "regular"), folder)
    bold = _files(reader, reader.needed(node, entries, "bold"), folder)
    stem = regular[0].stem if regular else ""
    return FontFamily(reader.text(entries.get("name"), stem), regular, bold)


def _files(reader: LayoutReader, node: Node | None, folder: Path) -> tuple[Path, ...]:
    files = tuple(folder / text for text in reader.texts(node))
    if node is not None and not files:
        reader.fault(node.mark, "no-font", "at least one font file must be named")
    for file in files:
        if node is not None and not file.is_file():
            reader.fault(node.mark, "missing-font", f"the font file {file.name} is not in {folder}")
        elif node is not None and not is_font(file):
            reader.fault(node.mark, "not-a-font", f"{file.name} is no TrueType font")
    return files
