"""The interpreter of a PDF page's content stream: text with position, size and colour, fills, and marked content.

It covers what is needed of ISO 32000-1, 8, 9 and 14.6 to check a page and to read it aloud, and no more.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from functools import lru_cache
from math import hypot
from typing import Any, Protocol

import pikepdf

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.colour import Colour

Matrix = tuple[float, float, float, float, float, float]
Point = tuple[float, float]
Words = list[bytes]  # the operands of an instruction as pikepdf writes them, split at spaces
Step = Any  # an instruction as pikepdf parses it

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BLACK: Colour = (0.0, 0.0, 0.0)
ASCENT, DESCENT = 0.68, 0.15  # relative to the type size: the heights of capitals and descenders
LEAST_GROUND = 8.0  # pt; a smaller outline is not a background for text
WORD_GAP = -180  # thousandths of the type size; a gap this wide counts as a space
DEEPEST = 12  # levels of nested forms
TOKEN, SHOWN, FILL = 300, 1000, 600  # memory in bytes of a token, of shown text, and of a fill
_BETWEEN = b"\x00\t\n\f\r []<>()/{}%"


class Font(Protocol):
    """What the interpreter needs from a font: the text and the widths of its codes."""

    key: str

    def read(self, codes: bytes) -> tuple[str, float, int]:
        """Return the text of codes, their width in em, and their number."""


class Resources(Protocol):
    """What the names in a content stream refer to."""

    def font(self, name: str) -> Font:
        """Return the font with a name."""

    def properties(self, name: str) -> Any:
        """Return the property list of marked content by its name, or None."""

    def form(self, name: str) -> tuple[bytes, Matrix, Resources] | None:
        """Return the content, matrix and resources of a form; None for an image."""


@dataclass(frozen=True, slots=True)
class Area:
    """An upright rectangle on a page, in pt from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """Its width in pt."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in pt."""
        return self.top - self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class MarkedContent:
    """The enclosing marked content: its number (MCID), and whether it is an artifact or has replacement text."""

    number: int | None
    artifact: bool
    replaced: bool = False


UNMARKED = MarkedContent(None, False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A run of text as it is painted; `base` is the height of its baseline, `order` its place in painting order."""

    text: str
    area: Area
    size: float
    colour: Colour | None
    font: str
    mark: MarkedContent
    order: int
    base: float
    in_form: bool = False


@dataclass(frozen=True, slots=True)
class Replacement:
    """Text that is read instead of what a piece of marked content paints."""

    text: str
    number: int
    order: int


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled outline; `points` is empty for a rectangle, `colour` is None where it cannot be known."""

    area: Area
    colour: Colour | None
    order: int
    points: tuple[Point, ...] = ()
    mark: MarkedContent = UNMARKED
    in_form: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """Everything that a page paints, in painting order, with the numbers (MCIDs) of its marked content."""

    texts: tuple[Shown, ...]
    fills: tuple[Fill, ...]
    numbers: tuple[int, ...]
    replacements: tuple[Replacement, ...] = ()


@dataclass
class Tokeniser:
    """The parser of content streams: pikepdf, with one stream that belongs to no file and is used for all of them."""

    budget: Budget
    scratch: pikepdf.Pdf = field(default_factory=pikepdf.new)
    stream: Any = None

    def cost(self, content: bytes) -> int:
        """Return the memory in bytes that running a stream needs; tokens are counted by the delimiters between them."""
        self.budget.unpacked(len(content), "a part of the file")
        between = len(content) - len(content.translate(None, _BETWEEN))
        return 4 * len(content) + TOKEN * (1 + between)

    def steps(self, content: bytes) -> tuple[list[Any], list[bytes]]:
        """Return the instructions of a stream, and each as pikepdf writes it: one line, with spaces between parts."""
        if self.stream is None:
            self.stream = self.scratch.make_stream(b"")
        self.stream.write(content)
        steps = pikepdf.parse_content_stream(self.stream, _OPERATORS)
        return steps, pikepdf.unparse_content_stream(steps).split(b"\n") if steps else []

    def warnings(self) -> list[str]:
        """Return the warnings of pikepdf about the streams."""
        return [str(warning) for warning in self.scratch.get_warnings()]


def painted(content: bytes, resources: Resources, tokeniser: Tokeniser) -> Painted:
    """Return everything that a content stream paints."""
    painter = _Painter(resources, tokeniser, tokeniser.budget)
    painter.run(content)
    return Painted(tuple(painter.texts), tuple(painter.fills), tuple(painter.numbers), tuple(painter.replacements))


@dataclass(slots=True)
class _State:
    """The graphics state, which the operators q and Q save and restore."""

    matrix: Matrix = IDENTITY
    fill: Colour | None = BLACK
    font: Font | None = None
    size: float = 0.0
    spacing: float = 0.0
    word_spacing: float = 0.0
    stretch: float = 1.0
    leading: float = 0.0
    rise: float = 0.0

    def copy(self) -> _State:
        """Return a copy, to be restored later."""
        return _State(
            self.matrix,
            self.fill,
            self.font,
            self.size,
            self.spacing,
            self.word_spacing,
            self.stretch,
            self.leading,
            self.rise,
        )


@dataclass
class _Painter:
    """A run of the interpreter over a content stream."""

    resources: Resources
    tokeniser: Tokeniser
    budget: Budget
    texts: list[Shown] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    replacements: list[Replacement] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    line: Matrix = IDENTITY
    at: Matrix = IDENTITY
    paths: list[list[bytes]] = field(default_factory=list)
    rects: list[Area] = field(default_factory=list)
    mark: MarkedContent = UNMARKED
    marks: list[MarkedContent] = field(default_factory=list)
    order: int = 0
    depth: int = 0
    fonts: dict[bytes, Font] = field(default_factory=dict)

    def run(self, content: bytes) -> None:
        """Execute the instructions of a stream."""
        acts = _ACTS
        with self.budget.holding(self.tokeniser.cost(content)):
            for step, line in zip(*self.tokeniser.steps(content), strict=True):
                *words, operator = line.split(b" ")
                acts[operator](self, words, step)

    # --- state ---

    def keep(self, _: Words, __: Step) -> None:
        self.kept.append(self.state.copy())

    def restore(self, _: Words, __: Step) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def turn(self, numbers: Words, _: Step) -> None:
        matrix = tuple(map(float, numbers[-6:]))
        if len(matrix) == 6 and matrix != IDENTITY:
            self.state.matrix = _times(matrix, self.state.matrix)

    def colour(self, numbers: Words, _: Step) -> None:
        """Set the fill colour from one, three or four numbers; the colour of a pattern is unknown."""
        self.state.fill = _rgb(tuple(numbers))

    def unknown_colour(self, _: Words, __: Step) -> None:
        self.state.fill = BLACK

    # --- marks ---

    def begin_mark(self, words: Words, step: Step) -> None:
        if len(words) == 5 and words[2] == b"/MCID":  # only a number, as in nearly all marked content
            self._open(words[0] == b"/Artifact", int(words[3]), None)
            return
        artifact = words[:1] == [b"/Artifact"]
        operands = step.operands
        facts = operands[1] if len(operands) > 1 else None
        if isinstance(facts, pikepdf.Name):
            facts = self.resources.properties(str(facts))
        if not isinstance(facts, pikepdf.Dictionary):
            self._open(artifact, None, None)
            return
        number, actual = facts.get("/MCID"), facts.get("/ActualText", facts.get("/E"))
        self._open(artifact, None if number is None else int(number), None if actual is None else str(actual))

    def _open(self, artifact: bool, number: int | None, actual: str | None) -> None:
        """Open marked content inside the current one.

        An artifact takes precedence over any number, else the innermost number counts.
        """
        outer = self.mark
        if number is not None and not self.depth:
            self.numbers.append(number)
        self.marks.append(outer)
        self.mark = inner = _within(outer, artifact, number)
        if actual is None:
            return
        if inner.number is not None and not inner.replaced:
            self.order += 1
            self.budget.keep(SHOWN)
            self.replacements.append(Replacement(actual, inner.number, self.order))
        self.mark = MarkedContent(inner.number, inner.artifact, True)

    def end_mark(self, _: Words, __: Step) -> None:
        if self.marks:
            self.mark = self.marks.pop()

    # --- text ---

    def begin_text(self, _: Words, __: Step) -> None:
        self.line = self.at = IDENTITY

    def text_font(self, words: Words, step: Step) -> None:
        if len(words) == 2:
            self.state.font = self.fonts.get(words[0]) or self._font(words[0], step)
            self.state.size = float(words[1])

    def _font(self, word: bytes, step: Step) -> Font:
        """Return the font with a resource name, and keep it under the name as written."""
        found = self.fonts[word] = self.resources.font(str(step.operands[0]))
        return found

    def text_matrix(self, numbers: Words, _: Step) -> None:
        a, b, c, d, e, f = map(float, numbers[-6:])
        self.line = self.at = (a, b, c, d, e, f)

    def text_move(self, numbers: Words, _: Step) -> None:
        self._move(*map(float, numbers[-2:]))

    def text_move_leading(self, numbers: Words, _: Step) -> None:
        self.state.leading = -float(numbers[-1])
        self._move(*map(float, numbers[-2:]))

    def text_line(self, _: Words, __: Step) -> None:
        self._move(0.0, -self.state.leading)

    def _move(self, x: float, y: float) -> None:
        self.line = self.at = _times((1, 0, 0, 1, x, y), self.line)

    def set_spacing(self, numbers: Words, _: Step) -> None:
        self.state.spacing = float(numbers[-1])

    def set_word_spacing(self, numbers: Words, _: Step) -> None:
        self.state.word_spacing = float(numbers[-1])

    def set_stretch(self, numbers: Words, _: Step) -> None:
        self.state.stretch = float(numbers[-1]) / 100

    def set_leading(self, numbers: Words, _: Step) -> None:
        self.state.leading = float(numbers[-1])

    def set_rise(self, numbers: Words, _: Step) -> None:
        self.state.rise = float(numbers[-1])

    def show(self, words: Words, step: Step) -> None:
        shown = step.operands[-1] if words else None
        if isinstance(shown, pikepdf.String):
            self._show(bytes(shown))

    def show_line(self, words: Words, step: Step) -> None:
        self._move(0.0, -self.state.leading)
        self.show(words, step)

    def show_spaced_line(self, words: Words, step: Step) -> None:
        self.state.word_spacing, self.state.spacing = float(words[0]), float(words[1])
        self.show_line(words[2:], step)

    def show_array(self, _: Words, step: Step) -> None:
        """Show strings with adjustments between them (TJ) as one run, because they are set as one."""
        font, state, operands = self.state.font, self.state, step.operands
        if font is None or not operands or not isinstance(operands[0], pikepdf.Array):
            return
        start, text = self.at, ""
        for each in operands[0]:
            if isinstance(each, pikepdf.String):
                words, width = self._measured(font, bytes(each))
                text += words
                self._advance(width)
            else:
                distance = float(each)
                if distance <= WORD_GAP and not text.endswith(" "):
                    text += " "
                self._advance(-distance / 1000 * state.size * state.stretch)
        end, self.at = self.at, start
        self._record(font, text, end[4] - start[4] if not start[1] else _length(start, end))
        self.at = end

    def _measured(self, font: Font, codes: bytes) -> tuple[str, float]:
        state = self.state
        text, em, count = font.read(codes)
        width = em * state.size
        if state.spacing or state.word_spacing:
            width += state.spacing * count + state.word_spacing * codes.count(b" ")
        return text, width * state.stretch

    def _advance(self, width: float) -> None:
        a, b, c, d, e, f = self.at
        self.at = (a, b, c, d, e + width * a, f + width * b)

    def _show(self, codes: bytes) -> None:
        font = self.state.font
        if font is None:
            return
        text, width = self._measured(font, codes)
        ink = width
        if text.endswith(" ") and len(text) == len(codes):
            ink -= (len(text) - len(text.rstrip(" "))) * self._measured(font, codes[-1:])[1]
        self._record(font, text, ink * self.at[0] if not self.at[1] else ink)
        self._advance(width)

    def _record(self, font: Font, text: str, width: float) -> None:
        """Record a run that starts here; `width` is in text space, scaled if the text is upright."""
        state = self.state
        size = state.size
        a, b, _, d, e, f = self.at
        self.order += 1
        self.budget.keep(SHOWN)
        if state.matrix == IDENTITY and not b:
            # letters that are slanted without an italic font stand upright as far as their place goes
            size *= d
            base, f = f, f + state.rise * d
            area = Area(e, f - DESCENT * size, e + width, f + ASCENT * size)
        else:
            width = width / a if not b and a else width
            matrix = _times(self.at, state.matrix)
            low, high = state.rise - DESCENT * size, state.rise + ASCENT * size
            area = _area([_moved(matrix, x, y) for x in (0.0, width) for y in (low, high)])
            size *= _height(matrix)
            base = matrix[5]
        in_form = self.depth > 0
        self.texts.append(Shown(text, area, abs(size), state.fill, font.key, self.mark, self.order, base, in_form))

    # --- paths ---

    def path(self, numbers: Words, _: Step) -> None:
        self.paths.append(numbers)

    def rect(self, numbers: Words, _: Step) -> None:
        x, y, width, height = map(float, numbers[-4:])
        matrix = self.state.matrix
        if matrix != IDENTITY:
            corners = [_moved(matrix, x, y), _moved(matrix, x + width, y + height)]
            if matrix[1] or matrix[2]:
                corners += [_moved(matrix, x + width, y), _moved(matrix, x, y + height)]
            self.rects.append(_area(corners))
            return
        self.rects.append(Area(min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height)))

    def paint(self, _: Words, __: Step) -> None:
        """Fill the current path."""
        self.order += 1
        for area in self.rects:
            self._fill(area)
        if self.paths:
            points = self._points()
            area = _area(points)
            if area.width >= LEAST_GROUND and area.height >= LEAST_GROUND:
                self._fill(area, tuple(points))
        self._end_path()

    def _fill(self, area: Area, points: tuple[Point, ...] = ()) -> None:
        in_form = self.depth > 0
        mark = self.mark if in_form else UNMARKED
        self.budget.keep(FILL)
        self.fills.append(Fill(area, self.state.fill, self.order, points, mark, in_form))

    def _points(self) -> list[Point]:
        """Return the corners of the current path; a curve becomes its midpoint and its end point."""
        points: list[Point] = []
        matrix = self.state.matrix
        for numbers in self.paths:
            values = list(map(float, numbers))
            if len(values) == 6 and points:
                (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], values
                points.append(((x0 + 3 * x1 + 3 * x2 + x3) / 8, (y0 + 3 * y1 + 3 * y2 + y3) / 8))
            points.append((values[-2], values[-1]))
        return [_moved(matrix, x, y) for x, y in points] if matrix != IDENTITY else points

    def end_path(self, _: Words, __: Step) -> None:
        self._end_path()

    def _end_path(self) -> None:
        self.rects.clear()
        self.paths.clear()

    def draw_object(self, _: Words, step: Step) -> None:
        self._end_path()
        operands = step.operands
        if not operands or not isinstance(operands[0], pikepdf.Name) or self.depth > DEEPEST:
            return
        form = self.resources.form(str(operands[0]))
        self.order += 1
        if form is None:
            corners = [_moved(self.state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
            self.budget.keep(FILL)
            self.fills.append(Fill(_area(corners), None, self.order))
            return
        content, matrix, resources = form
        outer, fonts, state, mark = self.resources, self.fonts, self.state, self.mark
        kept, marks = len(self.kept), len(self.marks)
        self.state = state.copy()
        self.state.matrix = _times(matrix, state.matrix)
        self.resources, self.fonts, self.depth = resources, {}, self.depth + 1
        self.run(content)
        self._end_path()
        # states and marked content that a form leaves open end with it
        self.resources, self.fonts, self.state, self.mark, self.depth = outer, fonts, state, mark, self.depth - 1
        del self.kept[kept:], self.marks[marks:]


_ACTS: dict[bytes, Callable[[_Painter, Words, Step], None]] = {
    b"q": _Painter.keep,
    b"Q": _Painter.restore,
    b"cm": _Painter.turn,
    b"rg": _Painter.colour,
    b"g": _Painter.colour,
    b"k": _Painter.colour,
    b"sc": _Painter.colour,
    b"scn": _Painter.colour,
    b"cs": _Painter.unknown_colour,
    b"EMC": _Painter.end_mark,
    b"BT": _Painter.begin_text,
    b"Tm": _Painter.text_matrix,
    b"Td": _Painter.text_move,
    b"TD": _Painter.text_move_leading,
    b"T*": _Painter.text_line,
    b"Tc": _Painter.set_spacing,
    b"Tw": _Painter.set_word_spacing,
    b"Tz": _Painter.set_stretch,
    b"TL": _Painter.set_leading,
    b"Ts": _Painter.set_rise,
    b"re": _Painter.rect,
    b"f": _Painter.paint,
    b"F": _Painter.paint,
    b"f*": _Painter.paint,
    b"B": _Painter.paint,
    b"B*": _Painter.paint,
    b"b": _Painter.paint,
    b"b*": _Painter.paint,
    b"S": _Painter.end_path,
    b"s": _Painter.end_path,
    b"n": _Painter.end_path,
    b"m": _Painter.path,
    b"l": _Painter.path,
    b"c": _Painter.path,
    b"v": _Painter.path,
    b"y": _Painter.path,
    b"BMC": _Painter.begin_mark,
    b"BDC": _Painter.begin_mark,
    b"Tf": _Painter.text_font,
    b"Tj": _Painter.show,
    b"TJ": _Painter.show_array,
    b"'": _Painter.show_line,
    b'"': _Painter.show_spaced_line,
    b"Do": _Painter.draw_object,
}
_OPERATORS = " ".join(operator.decode() for operator in _ACTS)


def _within(outer: MarkedContent, artifact: bool, number: int | None) -> MarkedContent:
    """Return the marked content that applies inside another."""
    if artifact or outer.artifact:
        return MarkedContent(None, True, outer.replaced)
    if number is None:
        return outer
    return MarkedContent(number, False, outer.replaced)


def _times(first: tuple[float, ...], second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


def _height(matrix: Matrix) -> float:
    """Return how high a line of height 1 becomes, measured across it, so that a slant adds nothing."""
    a, b, c, d, _, _ = matrix
    along = hypot(a, b)
    return abs(a * d - b * c) / along if along else hypot(c, d)


def _moved(matrix: Matrix, x: float, y: float) -> Point:
    if matrix is IDENTITY:
        return x, y
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _length(start: Matrix, end: Matrix) -> float:
    scale = (start[0] ** 2 + start[1] ** 2) ** 0.5 or 1.0
    return float(((end[4] - start[4]) ** 2 + (end[5] - start[5]) ** 2) ** 0.5 / scale)


def _area(points: list[Point]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


@lru_cache(maxsize=512)
def _rgb(numbers: tuple[bytes, ...]) -> Colour | None:
    """Return the RGB colour of one (grey), three (RGB) or four (CMYK) numbers; None for the name of a pattern."""
    if numbers and numbers[-1][:1] == b"/":
        return None
    values = tuple(map(float, numbers))
    if len(values) == 3:
        return values[0], values[1], values[2]
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None
