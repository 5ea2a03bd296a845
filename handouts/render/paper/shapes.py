"""What stands on a page: shapes in pt from the upper start corner, grouped by the element they belong to."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal

from handouts.render.type.lines import TypesetLine

TagKind = Literal[
    "Sect",
    "H1",
    "H2",
    "H3",
    "P",
    "L",
    "LI",
    "Lbl",
    "LBody",
    "Table",
    "THead",
    "TBody",
    "TR",
    "TH",
    "TD",
    "Figure",
    "Caption",
    "Div",
    "Link",
    "Span",
    "Reference",
    "BibEntry",
]
ArtifactKind = Literal["", "Header", "Footer", "Repeated"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element: the same key anywhere in the file is the same element.

    `alt` stands for a figure, `scope` says whether a header cell heads its row or its column, `actual`
    is what a drawn sign reads as.
    """

    kind: TagKind
    key: str
    alt: str | None = None
    scope: Literal["Row", "Column"] | None = None
    lang: str | None = None
    actual: str | None = None


Path = tuple[Tag, ...]


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line of text: `x` is its start, `y` its baseline."""

    x: float
    y: float
    line: TypesetLine
    colour: str


@dataclass(frozen=True, slots=True)
class Rect:
    """A rectangle, filled, framed or both; `stroke_width` in pt."""

    x: float
    y: float
    width: float
    height: float
    fill: str | None = None
    stroke: str | None = None
    stroke_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float
    colour: str
    stroke_width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Disc:
    """A circle by its centre."""

    x: float
    y: float
    radius: float
    fill: str | None
    stroke: str | None = None
    stroke_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed outline, or with `closed` off a bent line."""

    points: tuple[tuple[float, float], ...]
    fill: str | None
    stroke: str | None = None
    stroke_width: float = 0.0
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Curve:
    """A line bent by two handles (a cubic Bezier curve)."""

    points: tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
    colour: str
    stroke_width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture, by its place in the project."""

    x: float
    y: float
    width: float
    height: float
    file: str


@dataclass(frozen=True, slots=True)
class Copy:
    """A page of another file, by its number there from 1, drawn as it is in a smaller size."""

    x: float
    y: float
    width: float
    height: float
    page: int


Shape = TextLine | Rect | Rule | Disc | Polygon | Curve | Picture | Copy


@dataclass(frozen=True, slots=True)
class Drawn:
    """Shapes of one element, moved together; an empty path is decoration.

    Words outside an element need an `artifact` that says what they are: head, foot, a repeated head.
    """

    path: Path
    shapes: tuple[Shape, ...]
    dx: float = 0.0
    dy: float = 0.0
    artifact: ArtifactKind = ""


@dataclass(frozen=True, slots=True)
class FieldBox:
    """Where a field is written in, relative to what holds it."""

    name: str
    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A run of content as high as it is, that no page break parts.

    `gap` is the least room above it and `grows` its share when gaps become more; `keep` holds it to
    the strip after it; `joined` wants it on the page of the one before; `head` is drawn again above it
    when it opens a page, `between` at its top only when it does not; `ruled` is the distance of the lines
    that may be added below it to fill a page.
    """

    height: float
    drawn: tuple[Drawn, ...]
    block: str
    gap: float = 0.0
    grows: float = 0.0
    keep: bool = False
    head: Strip | None = None
    fields: tuple[FieldBox, ...] = ()
    opens: bool = False
    joined: bool = False
    between: tuple[Drawn, ...] = ()
    ruled: float = 0.0


def moved(drawn: Iterable[Drawn], dx: float, dy: float) -> tuple[Drawn, ...]:
    """The same shapes so far off."""
    return tuple(replace(each, dx=each.dx + dx, dy=each.dy + dy) for each in drawn)


def moved_fields(fields: Iterable[FieldBox], dx: float, dy: float) -> tuple[FieldBox, ...]:
    """The same fields so far off."""
    return tuple(replace(each, x=each.x + dx, y=each.y + dy) for each in fields)


def placed(strip: Strip, dx: float, dy: float) -> Strip:
    """The same strip, drawn so far off inside its own room."""
    return replace(strip, drawn=moved(strip.drawn, dx, dy), fields=moved_fields(strip.fields, dx, dy))


def stacked(strips: Iterable[Strip], block: str) -> Strip:
    """Strips one under the other, with their gaps, as one that nothing parts."""
    y = 0.0
    drawn: list[Drawn] = []
    fields: list[FieldBox] = []
    for number, strip in enumerate(strips):
        y += strip.gap if number else 0.0
        drawn.extend(moved((*(strip.between if number else ()), *strip.drawn), 0, y))
        fields.extend(moved_fields(strip.fields, 0, y))
        y += strip.height
    return Strip(y, tuple(drawn), block, fields=tuple(fields))


def beside(strips: Iterable[tuple[float, Strip]], block: str) -> Strip:
    """Strips side by side at these starts, as high as the highest."""
    pairs = list(strips)
    drawn = tuple(each for x, strip in pairs for each in moved(strip.drawn, x, 0))
    fields = tuple(each for x, strip in pairs for each in moved_fields(strip.fields, x, 0))
    return Strip(max((strip.height for _, strip in pairs), default=0.0), drawn, block, fields=fields)


def decoration(*shapes: Shape) -> Drawn:
    """Shapes that mean nothing by themselves."""
    return Drawn((), shapes)


def sign(path: Path, key: str, words: str, *shapes: Shape) -> Drawn:
    """Shapes that are read as these words, inside the last element of the path."""
    return Drawn((*path, Tag("Span", key, actual=words)), shapes)


def texts(drawn: Iterable[Drawn]) -> Iterator[TextLine]:
    """The text lines among shapes, at their place."""
    for each in drawn:
        for shape in each.shapes:
            if isinstance(shape, TextLine):
                yield replace(shape, x=shape.x + each.dx, y=shape.y + each.dy)
