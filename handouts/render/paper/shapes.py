"""Shapes on a page, in pt from the upper left corner, grouped by the structure element that they belong to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, assert_never

from handouts.render.type.lines import TypesetLine
from handouts.render.type.outlines import Outline

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


# labels of a list's items, as ISO 32000-1 names them (table 347)
Numbering = Literal["None", "Disc", "Decimal", "UpperAlpha"]


@dataclass(frozen=True, slots=True)
class Tag:
    """A structure element; the same kind and key anywhere in the file are the same element.

    `alt` is the alternative text of a figure, `scope` says whether a header cell heads its row or column, `columns` over
    how many it stands, `actual` is the text that a drawn sign reads as, `numbering` is how a list labels its items (None:
    by words or signs of its own).
    """

    kind: TagKind
    key: str
    alt: str | None = None
    scope: Literal["Row", "Column"] | None = None
    lang: str | None = None
    actual: str | None = None
    numbering: Numbering = "None"
    columns: int = 1


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
class StraightLine:
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
    """A circle, given by its centre."""

    x: float
    y: float
    radius: float
    fill: str | None
    stroke: str | None = None
    stroke_width: float = 0.0


@dataclass(frozen=True, slots=True)
class Polygon:
    """A closed outline, or an open polyline if `closed` is false."""

    points: tuple[tuple[float, float], ...]
    fill: str | None
    stroke: str | None = None
    stroke_width: float = 0.0
    closed: bool = True


@dataclass(frozen=True, slots=True)
class Curve:
    """A cubic Bezier curve."""

    points: tuple[tuple[float, float], tuple[float, float], tuple[float, float], tuple[float, float]]
    colour: str
    stroke_width: float
    dash: tuple[float, ...] = ()


@dataclass(frozen=True, slots=True)
class Picture:
    """A raster picture: the bytes of its PNG or JPEG file."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


@dataclass(frozen=True, slots=True)
class Copy:
    """A page of another file, by its number from 1, drawn unchanged at a smaller size."""

    x: float
    y: float
    width: float
    height: float
    page: int


@dataclass(frozen=True, slots=True)
class Glyph:
    """An outline filled in one colour, such as that of an icon; its own start and top lie at `x` and `y`."""

    x: float
    y: float
    outline: Outline
    fill: str


Shape = TextLine | Rect | StraightLine | Disc | Polygon | Curve | Picture | Copy | Glyph


@dataclass(frozen=True, slots=True)
class Drawn:
    """Shapes of one element, moved together; an empty path means decoration.

    Words outside an element need an `artifact` that says what they are: header, footer, or a repeated table head.
    """

    path: Path
    shapes: tuple[Shape, ...]
    dx: float = 0.0
    dy: float = 0.0
    artifact: ArtifactKind = ""


@dataclass(frozen=True, slots=True)
class FieldBox:
    """The area of a field to write in, relative to what contains it."""

    name: str
    kind: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Held:
    """A block inside a strip, which a bookmark leads to: its bounds in pt from the strip's upper left corner."""

    block: str
    x: float
    y: float
    width: float
    height: float


@dataclass(frozen=True, slots=True)
class Strip:
    """A piece of content with a fixed height, which no page break divides.

    `gap` is the least distance to the strip above, and `grows` its share of spare room. `keep` keeps it with the next
    strip; `joined` prefers the page of the strip before. `head` is repeated above it at the top of a page; `between` is
    drawn at its top elsewhere. `ruled` is the distance of lines to write on that may be added below it. `holds` are
    blocks inside it that are known by themselves; `stretches` is by how many pt its boxes to write in may be higher.
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
    holds: tuple[Held, ...] = ()
    stretches: float = 0.0


# the blocks in a box as one strip: its distance from the margin at the start, and its width, in pt
Body = Callable[[float, float], Strip]


def extent(shape: Shape) -> tuple[float, float, float, float]:
    """Return the box around a shape: start, top, end, bottom; a line of words with what hangs below it."""
    points = tuple(_corners(shape))
    across, down = [x for x, _ in points], [y for _, y in points]
    return min(across), min(down), max(across), max(down)


def _corners(shape: Shape) -> Iterator[tuple[float, float]]:
    match shape:
        case Rect(x, y, width, height) | Picture(x, y, width, height) | Copy(x, y, width, height):
            yield from ((x, y), (x + width, y + height))
        case StraightLine(x1, y1, x2, y2):
            yield from ((x1, y1), (x2, y2))
        case Disc(x, y, radius):
            yield from ((x - radius, y - radius), (x + radius, y + radius))
        case Polygon(points) | Curve(points):
            yield from points
        case Glyph(x, y, outline):
            start, top, end, bottom = outline.extent
            yield from ((x + start, y + top), (x + end, y + bottom))
        case TextLine(x, y, line):
            size = max((run.size for run in line.runs), default=0.0)
            yield from ((x, y - size), (x + line.width, y + 0.3 * size))
        case _:
            assert_never(shape)


def moved(drawn: Iterable[Drawn], dx: float, dy: float) -> tuple[Drawn, ...]:
    """Return the same shapes, moved by `dx` and `dy`."""
    return tuple(replace(each, dx=each.dx + dx, dy=each.dy + dy) for each in drawn)


def moved_fields(fields: Iterable[FieldBox], dx: float, dy: float) -> tuple[FieldBox, ...]:
    """Return the same fields, moved by `dx` and `dy`."""
    return tuple(replace(each, x=each.x + dx, y=each.y + dy) for each in fields)


def placed(strip: Strip, dx: float, dy: float) -> Strip:
    """Return the same strip with its shapes and fields moved inside it."""
    return replace(strip, drawn=moved(strip.drawn, dx, dy), fields=moved_fields(strip.fields, dx, dy))


def stacked(strips: Iterable[Strip], block: str) -> Strip:
    """Return strips one below another, with their gaps, as one indivisible strip."""
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
    """Return strips side by side, each at its `x`, as one strip of the greatest height."""
    pairs = list(strips)
    drawn = tuple(each for x, strip in pairs for each in moved(strip.drawn, x, 0))
    fields = tuple(each for x, strip in pairs for each in moved_fields(strip.fields, x, 0))
    return Strip(max((strip.height for _, strip in pairs), default=0.0), drawn, block, fields=fields)


def decoration(*shapes: Shape) -> Drawn:
    """Return shapes without meaning of their own."""
    return Drawn((), shapes)


def sign(path: Path, key: str, words: str, *shapes: Shape) -> Drawn:
    """Return shapes that are read as these words, inside the last element of the path."""
    return Drawn((*path, Tag("Span", key, actual=words)), shapes)


def texts(drawn: Iterable[Drawn]) -> Iterator[TextLine]:
    """Yield the text lines among shapes, at their final position."""
    for each in drawn:
        for shape in each.shapes:
            if isinstance(shape, TextLine):
                yield replace(shape, x=shape.x + each.dx, y=shape.y + each.dy)
