"""The colours and fonts of a look, read from `layouts/themes`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from os.path import lexists
from pathlib import Path

from handouts.core.colour import CLINIC_TINT_SHARE, is_colour, mixed
from handouts.core.files import yaml_files
from handouts.core.ids import id_fault
from handouts.core.inside import StrayFileError, file_inside
from handouts.core.problem import Mark, Problem
from handouts.core.source import Node, Sequence, read_shared
from handouts.core.typed import LayoutReader
from handouts.render.type.fonts import FontSet, embedding_fault, is_font, load_fonts

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


def named_theme(reader: LayoutReader, node: Node | None, folder: Path) -> Theme | None:
    """Return the theme that a layout names, out of those of its folder, or None; its problems join the layout's."""
    name = reader.text(node)
    if not name:  # what is missing has been told
        return None
    names = sorted(path.stem for path in yaml_files(folder / "themes") if id_fault(path.stem) is None)
    # a theme that is there and is no file is told as such, and not once more by each layout
    if id_fault(name) is not None or not lexists(folder / "themes" / f"{name}.yaml"):
        name = reader.choice(node, names, "")
    theme, problems = read_theme(folder, name) if name else (None, [])
    reader.problems.extend(problems)
    return theme


def misnamed_look(file: str, name: str) -> list[Problem]:
    """Return the problem of a layout whose name cannot be an id; `file` is its path in problems."""
    fault = id_fault(name)
    return [] if fault is None else [Problem(Mark(file), "wrong-id", fault)]


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
    reader.fault(node.mark, "wrong-colour", f"{text!r} is no colour; write it as '#rrggbb'")
    return "#000000"


def _fonts(reader: LayoutReader, node: Node | None, folder: Path) -> dict[str, FontFamily]:
    if node is None:
        return {}
    families = {name: _family(reader, value, folder) for name, value in reader.entries(node).items()}
    if not families:
        reader.fault(node.mark, "missing-font", "at least one font family must be named")
    return families


def _family(reader: LayoutReader, node: Node, folder: Path) -> FontFamily:
    entries = reader.entries(node, ("name", "regular", "bold"))
    regular = _files(reader, reader.needed(node, entries, "regular"), folder)
    bold = _files(reader, reader.needed(node, entries, "bold"), folder)
    stem = regular[0].stem if regular else ""
    return FontFamily(reader.text(entries.get("name"), stem), regular, bold)


def _files(reader: LayoutReader, node: Node | None, folder: Path) -> tuple[Path, ...]:
    names = reader.texts(node)
    if node is not None and not names:
        reader.fault(node.mark, "missing-font", "at least one font file must be named")
    marks = [item.mark for item in node.items] if isinstance(node, Sequence) else []
    found = (_file(reader, mark, name, folder) for mark, name in zip(marks, names, strict=True))
    return tuple(file for file in found if file is not None)


def _file(reader: LayoutReader, mark: Mark, name: str, folder: Path) -> Path | None:
    """Return the file of a font, or None if there is none that can be used."""
    try:
        file = file_inside(folder, name, folder, "layouts/fonts")
        usable = is_font(file)
    except StrayFileError as error:
        reader.fault(mark, "missing-font", f"the font {name!r} {error}")
        return None
    except OSError as error:
        reader.fault(mark, "missing-font", f"the font {name!r} cannot be read: {error.strerror}")
        return None
    if not usable:
        reader.fault(mark, "broken-font", f"{name!r} is no TrueType font")
        return None
    forbidden = embedding_fault(file)
    if forbidden is not None:
        reader.fault(mark, "forbidden-font", f"the font {name!r} {forbidden}")
        return None
    return file
