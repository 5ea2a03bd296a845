"""A deck as a value: slides with everything placed and measured, independent of any file format.

Lengths are pt from the upper left corner of the slide. The frames of a slide are in reading order.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from handouts.core.problem import Mark, Problem
from handouts.document.document import SlideKind
from handouts.document.figures import Bars, Intervals
from handouts.document.text import Text, Value, inlines
from handouts.render.type.geometry import Bounds
from handouts.render.type.lines import Style
from handouts.render.type.outlines import Outline
from handouts.render.type.routes import Route

Align = Literal["start", "centre", "end"]
Anchor = Literal["top", "middle", "bottom"]
Form = Literal["rect", "round", "ellipse", "tick", "cross"]


@dataclass(frozen=True, slots=True)
class Marker:
    """The marker of a list item: a dot or dash, or a number or letter with its position in the list."""

    style: Literal["dot", "dash", "number", "letter"]
    number: int = 1


@dataclass(frozen=True, slots=True)
class Para:
    """A measured paragraph: `height` is that of its lines, `before` the space above unless it comes first.

    `start` is where the marker of a list on the second level stands. `ends` are the lines that are ended by hand (`render/deck/ends`): how many characters stand before each.
    """

    unit: str
    text: Text
    style: Style
    lang: str
    height: float
    mark: Mark
    before: float = 0.0
    marker: Marker | None = None
    hang: float = 0.0
    align: Align = "start"
    ends: tuple[int, ...] = ()
    start: float = 0.0


@dataclass(frozen=True, slots=True)
class Inset:
    """The distance between a frame and its text."""

    left: float = 0.0
    top: float = 0.0
    right: float = 0.0
    bottom: float = 0.0


@dataclass(frozen=True, slots=True)
class Ink:
    """Fill and frame of a shape, in colours by names of the theme; None draws nothing."""

    fill: str | None = None
    line: str | None = None
    weight: float = 0.0


@dataclass(frozen=True, slots=True)
class TextFrame:
    """Text in a placeholder, in a shape or alone; `at_home` if its bounds are those of the placeholder."""

    name: str
    box: Bounds
    paras: tuple[Para, ...]
    placeholder: str | None = None
    at_home: bool = False
    inset: Inset = Inset()
    anchor: Anchor = "top"
    form: Form = "rect"
    ink: Ink = Ink()
    alt: str = ""


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of cells with its height; `rule` is the weight of the line below it."""

    cells: tuple[tuple[Para, ...], ...]
    height: float
    rule: float
    rule_colour: str
    fill: str | None = None


@dataclass(frozen=True, slots=True)
class TableFrame:
    """A table whose first row and first column are headers."""

    name: str
    box: Bounds
    widths: tuple[float, ...]
    rows: tuple[TableRow, ...]
    alt: str
    pad: Inset
    placeholder: str | None = None


@dataclass(frozen=True, slots=True)
class ChartFrame:
    """A chart: its figure, the inner plot area within its bounds, the ends of its axis, and the style of its labels."""

    name: str
    box: Bounds
    figure: Bars | Intervals
    plot: Bounds
    labels: tuple[tuple[str, ...], ...]
    label: Style
    mark: Style
    colours: dict[str, str]
    lang: str
    alt: str
    ends: tuple[Decimal, Decimal]
    placeholder: str | None = None


@dataclass(frozen=True, slots=True)
class Freeform:
    """Many small outlines drawn as one shape: circles, or the lower halves of circles."""

    name: str
    box: Bounds
    circles: tuple[Bounds, ...]
    ink: Ink
    form: Literal["full", "half"] = "full"


@dataclass(frozen=True, slots=True)
class Connector:
    """A line glued to two shapes of its group, given by name; `head` is the form of its end."""

    name: str
    start: str
    end: str
    route: Route
    colour: str
    weight: float
    dash: str
    head: Literal["arrow", "none"]


@dataclass(frozen=True, slots=True)
class GroupFrame:
    """Shapes that form one graphic."""

    name: str
    box: Bounds
    children: tuple[TextFrame | Freeform | Connector, ...]
    alt: str


@dataclass(frozen=True, slots=True)
class PictureFrame:
    """A picture, by the name of its file, as large as its bounds allow."""

    name: str
    box: Bounds
    file: str
    alt: str


@dataclass(frozen=True, slots=True)
class IconFrame:
    """An icon beside words that say the same: outlines from the upper left corner of its bounds, in one colour."""

    name: str
    box: Bounds
    outlines: tuple[Outline, ...]
    colour: str


Frame = TextFrame | TableFrame | ChartFrame | GroupFrame | PictureFrame | IconFrame


@dataclass(frozen=True, slots=True)
class DrawnFigure:
    """A drawn figure: its frame, and what did not fit."""

    frame: Frame
    faults: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class DeckSlide:
    """A slide; it is `part` of `parts` where its section needs several; `objective` names the one that it serves."""

    section: str
    kind: SlideKind
    layout: str
    title: TextFrame
    content: tuple[Frame, ...]
    foot: tuple[TextFrame, ...]
    notes: tuple[Para, ...]
    part: int = 1
    parts: int = 1
    objective: str = ""

    @property
    def frames(self) -> tuple[Frame, ...]:
        """Everything on the slide in reading order."""
        return self.title, *self.content, *self.foot


@dataclass(frozen=True, slots=True)
class Slides:
    """A paged deck with its problems."""

    slides: tuple[DeckSlide, ...]
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class UnitPlacement:
    """The placement of a text unit: slide number, frame or `notes`, and the values printed in it."""

    slide: int
    frame: str
    unit: str
    text: Text
    values: tuple[Value, ...]


def paras(frame: Frame) -> Iterator[Para]:
    """Yield the paragraphs of a frame in reading order."""
    if isinstance(frame, TextFrame):
        yield from frame.paras
    elif isinstance(frame, TableFrame):
        for row in frame.rows:
            for cell in row.cells:
                yield from cell
    elif isinstance(frame, GroupFrame):
        for child in frame.children:
            if isinstance(child, TextFrame):
                yield from child.paras


def printed(slides: Slides) -> tuple[UnitPlacement, ...]:
    """Return the placement of every text unit, including chart labels and notes."""
    return tuple(entry for number, slide in enumerate(slides.slides, 1) for entry in _printed(number, slide))


def _printed(number: int, slide: DeckSlide) -> Iterator[UnitPlacement]:
    for frame in slide.frames:
        for para in paras(frame):
            yield _entry(number, frame.name, para.unit, para.text)
        if isinstance(frame, ChartFrame):
            for row in frame.figure.rows:
                yield _entry(number, frame.name, row.label.id, row.label.text)
                yield _entry(number, frame.name, row.printed.id, row.printed.text)
    for para in slide.notes:
        yield _entry(number, "notes", para.unit, para.text)


def _entry(number: int, frame: str, unit: str, text: Text) -> UnitPlacement:
    values = tuple(inline for inline in inlines(text) if isinstance(inline, Value))
    return UnitPlacement(number, frame, unit, text, values)
