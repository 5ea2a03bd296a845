"""The icons of a project, read from `layouts/icons`: outlines that both writers draw, each with its source and licence."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from handouts.core.files import yaml_files
from handouts.core.problem import Problem, unknown_name
from handouts.core.schema import (
    TEXT,
    Entry,
    FileSchema,
    Shape,
    list_of,
    listed,
    needed,
    one,
    one_of,
    otherwise,
)
from handouts.core.source import read_shared
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
    paths = needed(listed(IconPathShape), "its outlines", "[{path: M0 0H24V24H0z}]")


ICONS = FileSchema("layouts/icons/*.yaml", "an icon, by the name of its file", one(IconShape))


@dataclass(frozen=True, slots=True)
class IconSet:
    """The icons below a folder of `layouts`, each of which is read when it is first drawn."""

    folder: Path

    def names(self) -> tuple[str, ...]:
        """Return the names of all icons."""
        return tuple(sorted(path.stem for path in yaml_files(self.folder / "icons")))

    def find(self, icon: Icon, log: list[Problem]) -> tuple[Outline, ...]:
        """Return the outlines of an icon in its own square; none, with a problem, where there is no such icon."""
        names = self.names()
        if icon.name not in names:
            log.append(Problem(icon.mark, "unknown-icon", unknown_name("icon", icon.name, names, "layouts/icons")))
            return ()
        source = read_shared(self.folder / "icons" / f"{icon.name}.yaml", f"layouts/icons/{icon.name}.yaml")
        log.extend(source.problems)
        return () if source.root is None else tuple(_outlines(ICONS.read(source, log)))

    def problems(self, icons: Iterable[Icon]) -> list[Problem]:
        """Return what is wrong with these icons: there is none of the name, or its file is wrong."""
        log: list[Problem] = []
        for icon in icons:
            self.find(icon, log)
        return log

    def fitted(self, icon: Icon, size: float, log: list[Problem]) -> tuple[Outline, ...]:
        """Return an icon whose longer side fills a square of `size` pt, centred in it, so that all look equally large."""
        return _fitted(self.find(icon, log), size)


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
