"""The icons of a project, read from `layouts/icons`: outlines that both writers draw, each with its source and licence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handouts.core.files import yaml_files
from handouts.core.problem import Problem, either, unknown_name
from handouts.core.schema import (
    TEXT,
    Entry,
    FileSchema,
    Shape,
    list_of,
    needed,
    one,
    one_of,
    otherwise,
    unnamed,
)
from handouts.core.source import Source, read_source
from handouts.document.blocks import Icon
from handouts.render.type.measures import EXTENT
from handouts.render.type.outlines import Fill, Outline, OutlineError, outline_of

FILLS: tuple[Fill, ...] = ("non-zero", "even-odd")


class IconPathShape(Shape, id="icon.path"):
    """An outline of an icon, filled in one colour."""

    path = needed(TEXT, "the outline in the path data of SVG; y runs down", "M0 0H24V24H0z")
    fill = otherwise(one_of(FILLS), "non-zero", "how overlapping parts are filled", "even-odd")


class IconShape(Shape, id="icon"):
    """An icon: outlines in a square, with the words by which it is found and where it comes from."""

    words = otherwise(list_of(TEXT), (), "other words by which it is found", "[tablet, medicine]")
    source = needed(TEXT, "where it comes from", "drawn for this project")
    licence = needed(TEXT, "the file in layouts/icons/licences with its licence, or the licence's name", "CC0-1.0")
    box = needed(EXTENT, "the side of the square in which it is drawn", "24")
    paths = needed(unnamed(IconPathShape, "icon.paths"), "its outlines", "[{path: M0 0H24V24H0z}]")


ICONS = FileSchema("layouts/icons/*.yaml", "an icon, by the name of its file", one(IconShape))


@dataclass(frozen=True, slots=True)
class IconSet:
    """The icons below a folder of `layouts`, each of which is read when it is first drawn."""

    folder: Path

    def names(self) -> tuple[str, ...]:
        """Return the names of all icons."""
        folder = self.folder / "icons"
        return _names(folder, folder.stat().st_mtime_ns) if folder.is_dir() else ()

    def problems(self, icons: Iterable[Icon]) -> list[Problem]:
        """Return what is wrong with these icons: there is none of the name, or its file is wrong."""
        log: list[Problem] = []
        for icon in icons:
            self.fitted(icon, 1.0, log)
        return log

    def fitted(self, icon: Icon, size: float, log: list[Problem]) -> tuple[Outline, ...]:
        """Return an icon whose longer side fills a square of `size` pt, centred in it, so that all look equally large.

        There are no outlines, and a problem, where there is no such icon or its file is wrong.
        """
        if icon.name not in self.names():
            log.append(Problem(icon.mark, "unknown-icon", self._unknown(icon.name)))
            return ()
        path = self.folder / "icons" / f"{icon.name}.yaml"
        status = path.stat()
        outlines, problems = _read(path, size, status.st_mtime_ns, status.st_size)
        log.extend(problems)
        return outlines

    def _unknown(self, name: str) -> str:
        """Return the message for a name that no icon has; an icon that has it among its words is the one meant."""
        names = self.names()
        meant = [each for each in names if name.casefold() in _words(self.folder / "icons" / f"{each}.yaml")]
        if meant:
            return f"unknown icon {name!r}; use {either(meant)}"
        return unknown_name("icon", name, names, "layouts/icons")


@lru_cache(maxsize=4)
def _names(folder: Path, _: int) -> tuple[str, ...]:
    return tuple(sorted(path.stem for path in yaml_files(folder)))


def _source(path: Path) -> Source:
    return read_source(path, f"layouts/icons/{path.name}")


def _words(path: Path) -> set[str]:
    source = _source(path)
    words = () if source.root is None else ICONS.read(source, []).read(IconShape.words)
    return {word.casefold() for word in words}


# each icon is set anew for each arrangement of a page
@lru_cache(maxsize=512)
def _read(path: Path, size: float, *_: int) -> tuple[tuple[Outline, ...], tuple[Problem, ...]]:
    """Return the outlines of an icon in a square of `size` pt, and what is wrong in its file."""
    source = _source(path)
    log = [*source.problems]
    outlines = () if source.root is None else tuple(_outlines(ICONS.read(source, log)))
    return _fitted(outlines, size), tuple(log)


def _outlines(entry: Entry) -> Iterable[Outline]:
    for key in (IconShape.words, IconShape.source, IconShape.licence, IconShape.box):
        entry.read(key)
    for path in entry.read(IconShape.paths):
        try:
            yield outline_of(path.read(IconPathShape.path), path.read(IconPathShape.fill))
        except OutlineError as error:
            path.problem(path.mark_of(IconPathShape.path), "wrong-icon", f"the icon {error}")


def _fitted(outlines: tuple[Outline, ...], size: float) -> tuple[Outline, ...]:
    if not outlines:
        return ()
    boxes = [outline.extent for outline in outlines]
    left, top = min(box[0] for box in boxes), min(box[1] for box in boxes)
    wide, tall = max(box[2] for box in boxes) - left, max(box[3] for box in boxes) - top
    scale = size / (max(wide, tall) or 1.0)
    dx, dy = (size - wide * scale) / 2 - left * scale, (size - tall * scale) / 2 - top * scale
    return tuple(outline.scaled(scale, dx, dy) for outline in outlines)
