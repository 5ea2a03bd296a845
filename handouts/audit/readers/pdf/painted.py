"""What a PDF page's content stream paints: texts with place, size and colour, fills, and the marks around them.

A small interpreter of ISO 32000-1, 8 and 9, with what is needed to judge a page and no more.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Protocol

Matrix = tuple[float, float, float, float, float, float]
Colour = tuple[float, float, float]
Point = tuple[float, float]

IDENTITY: Matrix = (1.0, 0.0, 0.0, 1.0, 0.0, 0.0)
BLACK: Colour = (0.0, 0.0, 0.0)
ASCENT, DESCENT = 0.68, 0.15  # of the type size: capital height, and what hangs below the baseline
LEAST_GROUND = 8.0  # pt; a smaller outline is no ground of a text
DEEPEST = 12  # forms inside forms

_TOKEN = re.compile(
    rb"((?:[-+.\d]+\s+)*)([A-Za-z'\"][\w*'\"]*)"  # 1, 2: numbers and the operator after them
    rb"|<([0-9A-Fa-f\s]*)>"  # 3: hexadecimal string
    rb"|(\((?:[^()\\]|\\.|\((?:[^()\\]|\\.|\((?:[^()\\]|\\.)*\))*\))*\))"  # 4: literal string
    rb"|/([^\s()<>\[\]{}/%]*)"  # 5: name
    rb"|([-+.\d]+)"  # 6: number
    rb"|(<<|>>|\[|\])"  # 7: brackets
    rb"|%[^\r\n]*",
    re.DOTALL,
)
_IMAGE = re.compile(rb"\bBI\s.*?\bID\s.*?\sEI\b", re.DOTALL)
_ESCAPE = re.compile(rb"\\([0-7]{1,3}|\r\n|[\s\S])")
_ESCAPES = {b"n": b"\n", b"r": b"\r", b"t": b"\t", b"b": b"\b", b"f": b"\f", b"\n": b"", b"\r": b"", b"\r\n": b""}


class Font(Protocol):
    """What is read of a font: the words of its codes and how far they go."""

    key: str

    def read(self, codes: bytes) -> tuple[str, float, int]:
        """The text of codes, their width in em, and how many single-byte spaces and codes there are."""


class Resources(Protocol):
    """What a content stream's names stand for."""

    def font(self, name: str) -> Font | None:
        """The font of a name."""

    def mark(self, name: str) -> Mapping[str, object]:
        """The properties of marked content of a name."""

    def form(self, name: str) -> tuple[bytes, Matrix, Resources] | None:
        """The content, matrix and resources of a form; None for a picture."""


@dataclass(frozen=True, slots=True)
class Area:
    """A rectangle upright on its page, in pt from the lower start corner."""

    left: float
    bottom: float
    right: float
    top: float

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """How high it is."""
        return self.top - self.bottom

    def holds(self, x: float, y: float) -> bool:
        """Whether a point lies inside."""
        return self.left <= x <= self.right and self.bottom <= y <= self.top


@dataclass(frozen=True, slots=True)
class Mark:
    """The marked content that something stands in: its number, or whether it is an artifact."""

    number: int | None
    artifact: bool


UNMARKED = Mark(None, False)


@dataclass(frozen=True, slots=True)
class Shown:
    """A run of text as it is shown."""

    text: str
    area: Area
    size: float
    colour: Colour | None
    font: str
    mark: Mark
    order: int
    in_form: bool = False


@dataclass(frozen=True, slots=True)
class Fill:
    """A filled outline; `points` where it is no rectangle, no colour where it cannot be known."""

    area: Area
    colour: Colour | None
    order: int
    points: tuple[Point, ...] = ()
    mark: Mark = UNMARKED
    in_form: bool = False


@dataclass(frozen=True, slots=True)
class Painted:
    """All that a page paints, in painting order, and the numbers of its marked content."""

    texts: tuple[Shown, ...]
    fills: tuple[Fill, ...]
    numbers: tuple[int, ...]


def painted(content: bytes, resources: Resources) -> Painted:
    """What a content stream paints."""
    painter = _Painter(resources)
    painter.run(content)
    return Painted(tuple(painter.texts), tuple(painter.fills), tuple(painter.numbers))


@dataclass(slots=True)
class _State:
    """The graphics state that q and Q keep."""

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
        """The same state, to come back to."""
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
    """A content stream while it is carried out."""

    resources: Resources
    texts: list[Shown] = field(default_factory=list)
    fills: list[Fill] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    state: _State = field(default_factory=_State)
    kept: list[_State] = field(default_factory=list)
    line: Matrix = IDENTITY
    at: Matrix = IDENTITY
    paths: list[bytes] = field(default_factory=list)
    rects: list[Area] = field(default_factory=list)
    marks: list[Mark] = field(default_factory=list)
    others: list[object] = field(default_factory=list)
    order: int = 0
    depth: int = 0

    def run(self, content: bytes) -> None:
        """Carries out a stream."""
        if b"BI" in content:
            content = _IMAGE.sub(b" ", content)
        others, acts = self.others, _ACTS
        for numbers, operator, digits, literal, name, number, bracket in _TOKEN.findall(content):
            if operator in _LINES:
                self.paths.append(numbers)
            elif operator:
                act = acts.get(operator)
                if act is not None:
                    act(self, numbers.split())
                if others:
                    others.clear()
            elif digits:
                others.append(_from_digits(digits))
            elif name:
                others.append(name.decode("latin-1"))
            elif literal:
                others.append(_unescaped(literal[1:-1]))
            elif number:
                others.append(float(number))
            elif bracket:
                others.append(_BRACKETS[bracket])

    # --- state ---

    def keep(self, _: list[bytes]) -> None:
        self.kept.append(self.state.copy())

    def restore(self, _: list[bytes]) -> None:
        if self.kept:
            self.state = self.kept.pop()

    def turn(self, numbers: list[bytes]) -> None:
        matrix = tuple(map(float, numbers[-6:]))
        if len(matrix) == 6 and matrix != IDENTITY:
            self.state.matrix = _times(matrix, self.state.matrix)

    def colour(self, numbers: list[bytes]) -> None:
        """A fill colour by as many numbers as its kind has; a pattern is none that could be computed."""
        values = tuple(map(float, numbers))
        self.state.fill = _rgb(values) if not self.others else None

    def unknown_colour(self, _: list[bytes]) -> None:
        self.state.fill = BLACK

    # --- marks ---

    def begin_mark(self, _: list[bytes]) -> None:
        self.marks.append(Mark(None, bool(self.others) and self.others[0] == "Artifact"))

    def begin_mark_with(self, _: list[bytes]) -> None:
        number = self._number()
        if number is not None and not self.depth:
            self.numbers.append(number)
        self.marks.append(Mark(number, bool(self.others) and self.others[0] == "Artifact"))

    def _number(self) -> int | None:
        others = self.others
        if "MCID" in others[1:-1]:
            value = others[others.index("MCID") + 1]
            return int(value) if isinstance(value, float) else None
        if len(others) == 2 and isinstance(others[1], str):
            value = self.resources.mark(others[1]).get("/MCID")
            return int(value) if isinstance(value, int) else None
        return None

    def end_mark(self, _: list[bytes]) -> None:
        if self.marks:
            self.marks.pop()

    def mark(self) -> Mark:
        """The mark that counts here: an artifact, or the nearest numbered one."""
        marks = self.marks
        if not marks:
            return UNMARKED
        if len(marks) == 1:
            return marks[0]
        if any(mark.artifact for mark in marks):
            return Mark(None, True)
        return next((mark for mark in reversed(marks) if mark.number is not None), UNMARKED)

    # --- text ---

    def begin_text(self, _: list[bytes]) -> None:
        self.line = self.at = IDENTITY

    def text_font(self, numbers: list[bytes]) -> None:
        if self.others and isinstance(self.others[0], str):
            self.state.font = self.resources.font(self.others[0])
        self.state.size = float(numbers[-1]) if numbers else 0.0

    def text_matrix(self, numbers: list[bytes]) -> None:
        a, b, c, d, e, f = map(float, numbers[-6:])
        self.line = self.at = (a, b, c, d, e, f)

    def text_move(self, numbers: list[bytes]) -> None:
        x, y = map(float, numbers[-2:])
        self.line = self.at = _times((1, 0, 0, 1, x, y), self.line)

    def text_move_leading(self, numbers: list[bytes]) -> None:
        self.state.leading = -float(numbers[-1])
        self.text_move(numbers)

    def text_line(self, _: list[bytes]) -> None:
        self.line = self.at = _times((1, 0, 0, 1, 0, -self.state.leading), self.line)

    def set_spacing(self, numbers: list[bytes]) -> None:
        self.state.spacing = float(numbers[-1])

    def set_word_spacing(self, numbers: list[bytes]) -> None:
        self.state.word_spacing = float(numbers[-1])

    def set_stretch(self, numbers: list[bytes]) -> None:
        self.state.stretch = float(numbers[-1]) / 100

    def set_leading(self, numbers: list[bytes]) -> None:
        self.state.leading = float(numbers[-1])

    def set_rise(self, numbers: list[bytes]) -> None:
        self.state.rise = float(numbers[-1])

    def show(self, _: list[bytes]) -> None:
        for each in self.others:
            if isinstance(each, bytes):
                self._show(each)

    def show_line(self, _: list[bytes]) -> None:
        self.text_line([])
        self.show([])

    def show_array(self, _: list[bytes]) -> None:
        """Strings with the distances between them; one run, for they are set as one."""
        font, state = self.state.font, self.state
        if font is None:
            return
        start, text = self.at, []
        for each in self.others:
            if isinstance(each, bytes):
                words, width = self._measured(font, each)
                text.append(words)
                self._advance(width)
            elif isinstance(each, float):
                if each < -200 and text and not text[-1].endswith(" "):
                    text.append(" ")
                self._advance(-each / 1000 * state.size * state.stretch)
        end, self.at = self.at, start
        self._record(font, "".join(text), end[4] - start[4] if not start[1] else _length(start, end))
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
        """Notes a run that begins here; `width` is in the text's own space, scaled when it is upright."""
        state = self.state
        size = state.size
        a, b, c, d, e, f = self.at
        self.order += 1
        if state.matrix == IDENTITY and not b and not c:
            size *= d
            f += state.rise * d
            area = Area(e, f - DESCENT * size, e + width, f + ASCENT * size)
        else:
            width = width / a if not b and a else width
            matrix = _times(self.at, state.matrix)
            low, high = state.rise - DESCENT * size, state.rise + ASCENT * size
            area = _area([_moved(matrix, x, y) for x in (0.0, width) for y in (low, high)])
            size *= (matrix[2] ** 2 + matrix[3] ** 2) ** 0.5
        self.texts.append(Shown(text, area, abs(size), state.fill, font.key, self.mark(), self.order, self.depth > 0))

    # --- paths ---

    def rect(self, numbers: list[bytes]) -> None:
        x, y, width, height = map(float, numbers[-4:])
        matrix = self.state.matrix
        if matrix != IDENTITY:
            corners = [_moved(matrix, x, y), _moved(matrix, x + width, y + height)]
            if matrix[1] or matrix[2]:
                corners += [_moved(matrix, x + width, y), _moved(matrix, x, y + height)]
            self.rects.append(_area(corners))
            return
        self.rects.append(Area(min(x, x + width), min(y, y + height), max(x, x + width), max(y, y + height)))

    def paint(self, _: list[bytes]) -> None:
        """Fills what was drawn."""
        self.order += 1
        for area in self.rects:
            self._fill(area)
        if self.paths:
            points = self._points()
            area = _area(points)
            if area.width >= LEAST_GROUND and area.height >= LEAST_GROUND:
                self._fill(area, tuple(points))
        self.end_path([])

    def _fill(self, area: Area, points: tuple[Point, ...] = ()) -> None:
        in_form = self.depth > 0
        mark = self.mark() if in_form else UNMARKED
        self.fills.append(Fill(area, self.state.fill, self.order, points, mark, in_form))

    def _points(self) -> list[Point]:
        """The corners of what was drawn; of a curve its end and the middle between its handles are kept."""
        points: list[Point] = []
        matrix = self.state.matrix
        for numbers in self.paths:
            values = list(map(float, numbers.split()))
            if len(values) == 6 and points:
                (x0, y0), (x1, y1, x2, y2, x3, y3) = points[-1], values
                points.append(((x0 + 3 * x1 + 3 * x2 + x3) / 8, (y0 + 3 * y1 + 3 * y2 + y3) / 8))
            points.append((values[-2], values[-1]))
        return [_moved(matrix, x, y) for x, y in points] if matrix != IDENTITY else points

    def end_path(self, _: list[bytes]) -> None:
        self.rects.clear()
        self.paths.clear()

    def shade(self, _: list[bytes]) -> None:
        """A shading paints all that it is clipped to: its colour is unknown."""

    def draw_object(self, _: list[bytes]) -> None:
        if not self.others or not isinstance(self.others[0], str) or self.depth > DEEPEST:
            return
        form = self.resources.form(self.others[0])
        self.order += 1
        if form is None:
            corners = [_moved(self.state.matrix, x, y) for x in (0, 1) for y in (0, 1)]
            self.fills.append(Fill(_area(corners), None, self.order))
            return
        content, matrix, resources = form
        outer, state, others = self.resources, self.state, list(self.others)
        self.state = state.copy()
        self.state.matrix = _times(matrix, state.matrix)
        self.resources, self.depth = resources, self.depth + 1
        self.run(content)
        self.resources, self.state, self.depth = outer, state, self.depth - 1
        self.others[:] = others


_LINES = frozenset({b"m", b"l", b"c", b"v", b"y"})
_BRACKETS = {b"<<": "<<", b">>": ">>", b"[": "[", b"]": "]"}
_ACTS: dict[bytes, Callable[[_Painter, list[bytes]], None]] = {
    b"q": _Painter.keep,
    b"Q": _Painter.restore,
    b"cm": _Painter.turn,
    b"rg": _Painter.colour,
    b"g": _Painter.colour,
    b"k": _Painter.colour,
    b"sc": _Painter.colour,
    b"scn": _Painter.colour,
    b"cs": _Painter.unknown_colour,
    b"BMC": _Painter.begin_mark,
    b"BDC": _Painter.begin_mark_with,
    b"EMC": _Painter.end_mark,
    b"BT": _Painter.begin_text,
    b"Tf": _Painter.text_font,
    b"Tm": _Painter.text_matrix,
    b"Td": _Painter.text_move,
    b"TD": _Painter.text_move_leading,
    b"T*": _Painter.text_line,
    b"Tc": _Painter.set_spacing,
    b"Tw": _Painter.set_word_spacing,
    b"Tz": _Painter.set_stretch,
    b"TL": _Painter.set_leading,
    b"Ts": _Painter.set_rise,
    b"Tj": _Painter.show,
    b"TJ": _Painter.show_array,
    b"'": _Painter.show_line,
    b'"': _Painter.show_line,
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
    b"Do": _Painter.draw_object,
}


def _times(first: tuple[float, ...], second: Matrix) -> Matrix:
    a, b, c, d, e, f = first
    g, h, i, j, k, m = second
    return (a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j, e * g + f * i + k, e * h + f * j + m)


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


def _rgb(values: tuple[float, ...]) -> Colour | None:
    if len(values) == 3:
        return values[0], values[1], values[2]
    if len(values) == 1:
        return values[0], values[0], values[0]
    if len(values) == 4:
        cyan, magenta, yellow, black = values
        return (1 - cyan) * (1 - black), (1 - magenta) * (1 - black), (1 - yellow) * (1 - black)
    return None


def _from_digits(digits: bytes) -> bytes:
    try:
        return bytes.fromhex(digits.decode())
    except ValueError:
        digits = b"".join(digits.split())
        return bytes.fromhex((digits + b"0" * (len(digits) % 2)).decode())


def _unescaped(text: bytes) -> bytes:
    if b"\\" not in text:
        return text
    return _ESCAPE.sub(lambda found: _escape(found[1]), text)


def _escape(code: bytes) -> bytes:
    if code[:1] in b"01234567":
        return bytes([int(code, 8) & 255])
    return _ESCAPES.get(code, code)
