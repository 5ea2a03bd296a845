"""Outlines in the path data of SVG, read into moves, lines and cubic curves, which every writer draws.

All commands of SVG 1.1 are read, absolute and relative; quadratic curves and arcs become cubic ones. What is read is
bounded, since an author may add an icon from anywhere.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache
from itertools import pairwise
from typing import Literal

Fill = Literal["non-zero", "even-odd"]
Spot = tuple[float, float]

MOST_STEPS = 5000
LARGEST = 100_000.0  # the largest coordinate
_NUMBER = re.compile(r"[ \t\r\n\f]*,?[ \t\r\n\f]*([+-]?(?:[0-9]+\.?[0-9]*|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?)")
_FLAG = re.compile(r"[ \t\r\n\f]*,?[ \t\r\n\f]*([01])")
_COMMAND = re.compile(r"[ \t\r\n\f]*([MmLlHhVvCcSsQqTtAaZz])")
_REST = re.compile(r"[ \t\r\n\f]*\Z")


class OutlineError(ValueError):
    """The error for path data that is no outline; it ends a sentence that begins with the name of the icon."""


@dataclass(frozen=True, slots=True)
class Move:
    """The start of a closed part of an outline."""

    end: Spot


@dataclass(frozen=True, slots=True)
class Line:
    """A straight line to its end."""

    end: Spot


@dataclass(frozen=True, slots=True)
class Cubic:
    """A cubic Bezier curve to its end, with its two handles."""

    first: Spot
    second: Spot
    end: Spot


Step = Move | Line | Cubic


@dataclass(frozen=True, slots=True)
class Outline:
    """A shape to be filled, in the axes of SVG (y runs down): each move closes the part before it."""

    steps: tuple[Step, ...]
    fill: Fill = "non-zero"

    @property
    def extent(self) -> tuple[float, float, float, float]:
        """The box around its ends and handles: start, top, end, bottom."""
        spots = [spot for step in self.steps for spot in spots_of(step)]
        across, down = [x for x, _ in spots], [y for _, y in spots]
        return min(across), min(down), max(across), max(down)

    def scaled(self, scale: float, dx: float, dy: float) -> Outline:
        """Return the outline enlarged by `scale` and then moved."""

        def at(spot: Spot) -> Spot:
            return spot[0] * scale + dx, spot[1] * scale + dy

        return Outline(tuple(type(step)(*map(at, spots_of(step))) for step in self.steps), self.fill)


def spots_of(step: Step) -> tuple[Spot, ...]:
    """Return the handles and the end of a step, in the order of its fields."""
    return (step.first, step.second, step.end) if isinstance(step, Cubic) else (step.end,)


@lru_cache(maxsize=256)
def outline_of(data: str, fill: Fill = "non-zero") -> Outline:
    """Return the outline that path data describe. Raises OutlineError."""
    pen = _Pen(data)
    while not _REST.match(data, pen.place):
        pen.command()
        if len(pen.steps) > MOST_STEPS:
            raise OutlineError(f"has more than {MOST_STEPS:,} lines and curves; draw it more simply")
    # a part without lines, such as the one that Z begins at the end, is not drawn
    steps = tuple(step for step, then in pairwise((*pen.steps, Move(pen.at))) if not _empty(step, then))
    if not steps:
        raise OutlineError("has no lines and curves")
    return Outline(steps, fill)


def _empty(step: Step, then: Step) -> bool:
    return isinstance(step, Move) and isinstance(then, Move)


@dataclass(slots=True)
class _Pen:
    """A pen that follows path data: its place in the text, and on the paper."""

    data: str
    place: int = 0
    at: Spot = (0.0, 0.0)
    start: Spot = (0.0, 0.0)
    # the last handle of a cubic or quadratic curve, which S and T mirror
    handle: Spot | None = None
    curved: str = ""
    steps: list[Step] = field(default_factory=list)

    def number(self) -> float:
        """Return the next number."""
        found = _NUMBER.match(self.data, self.place)
        if found is None:
            raise OutlineError(f"has path data that break off after {self.place} characters")
        self.place = found.end()
        value = float(found[1])
        if abs(value) > LARGEST:
            raise OutlineError(f"has a coordinate above {LARGEST:,.0f}")
        return value

    def flag(self) -> int:
        """Return the next flag of an arc, 0 or 1; the number after it may follow without a space."""
        found = _FLAG.match(self.data, self.place)
        if found is None:
            raise OutlineError(f"has an arc without its flags after {self.place} characters")
        self.place = found.end()
        return int(found[1])

    def command(self) -> None:
        """Follow one command with all its numbers."""
        found = _COMMAND.match(self.data, self.place)
        if found is None:
            raise OutlineError(f"has path data that cannot be read after {self.place} characters")
        self.place = found.end()
        letter = found[1]
        if not self.steps and letter not in "Mm":
            raise OutlineError("has path data that do not begin with M or m")
        while True:
            self._once(letter)
            letter = {"M": "L", "m": "l"}.get(letter, letter)
            if letter in "Zz" or _NUMBER.match(self.data, self.place) is None or len(self.steps) > MOST_STEPS:
                return

    def _once(self, letter: str) -> None:
        kind = letter.upper()
        base = self.at if letter.islower() else (0.0, 0.0)
        if kind in "CSQT":
            self._curve(kind, base)
            return
        self.curved = ""
        match kind:
            case "M":
                self.at = self.start = self._spot(base)
                self.steps.append(Move(self.at))
            case "L":
                self._line(self._spot(base))
            case "H":
                self._line((self.number() + base[0], self.at[1]))
            case "V":
                self._line((self.at[0], self.number() + base[1]))
            case "A":
                self._arc(base)
            case _:
                self.at = self.start
                self.steps.append(Move(self.at))

    def _spot(self, base: Spot) -> Spot:
        x = self.number() + base[0]
        y = self.number() + base[1]
        if max(abs(x), abs(y)) > LARGEST:
            raise OutlineError(f"has a coordinate above {LARGEST:,.0f}")
        return x, y

    def _line(self, end: Spot) -> None:
        if max(map(abs, end)) > LARGEST:
            raise OutlineError(f"has a coordinate above {LARGEST:,.0f}")
        self.steps.append(Line(end))
        self.at = end

    def _curve(self, kind: str, base: Spot) -> None:
        mirrored = kind in "ST"
        first = self._mirrored("CS" if kind == "S" else "QT") if mirrored else self._spot(base)
        second = self._spot(base) if kind in "CS" else first
        end = self._spot(base)
        start, self.at, self.handle, self.curved = self.at, end, second, kind
        if kind in "QT":
            # a quadratic curve as a cubic one: its handles lie at two thirds of the way to the single one
            first, second = _towards(start, first), _towards(end, first)
        self.steps.append(Cubic(first, second, end))

    def _mirrored(self, kinds: str) -> Spot:
        """Return the last handle mirrored at the pen, if the last command was of the same kind."""
        if self.handle is None or not self.curved or self.curved not in kinds:
            return self.at
        return 2 * self.at[0] - self.handle[0], 2 * self.at[1] - self.handle[1]

    def _arc(self, base: Spot) -> None:
        across, down, turn = abs(self.number()), abs(self.number()), self.number()
        large, sweep = self.flag(), self.flag()
        end = self._spot(base)
        if end == self.at:
            return
        if not across or not down:
            self._line(end)
            return
        self.steps.extend(_arc_curves(self.at, end, (across, down), turn, large, sweep))
        self.at = end


def _towards(spot: Spot, handle: Spot) -> Spot:
    return spot[0] + (handle[0] - spot[0]) * 2 / 3, spot[1] + (handle[1] - spot[1]) * 2 / 3


def _arc_curves(start: Spot, end: Spot, radii: Spot, turn: float, large: int, sweep: int) -> Iterator[Cubic]:
    """Yield an elliptical arc as cubic curves of a quarter or less (SVG 1.1, appendix F.6)."""
    angle = math.radians(turn % 360.0)
    cos, sin = math.cos(angle), math.sin(angle)
    half = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    flat = cos * half[0] + sin * half[1], cos * half[1] - sin * half[0]
    # radii too short for the distance are lengthened until they reach
    over = (flat[0] / radii[0]) ** 2 + (flat[1] / radii[1]) ** 2
    stretch = math.sqrt(max(1.0, over))
    rx, ry = radii[0] * stretch, radii[1] * stretch
    off = math.sqrt(max(0.0, stretch**2 / over - 1.0)) * (-1 if large == sweep else 1)
    cx, cy = off * rx * flat[1] / ry, -off * ry * flat[0] / rx
    first = math.atan2((flat[1] - cy) / ry, (flat[0] - cx) / rx)
    last = math.atan2((-flat[1] - cy) / ry, (-flat[0] - cx) / rx)
    span = (last - first) % math.tau if sweep else -((first - last) % math.tau)
    middle = cos * cx - sin * cy + (start[0] + end[0]) / 2, sin * cx + cos * cy + (start[1] + end[1]) / 2

    def at(x: float, y: float) -> Spot:
        return middle[0] + cos * x * rx - sin * y * ry, middle[1] + sin * x * rx + cos * y * ry

    count = max(1, math.ceil(abs(span) / (math.pi / 2) - 1e-9))
    part = span / count
    reach = 4 / 3 * math.tan(part / 4)
    for number in range(count):
        a, b = first + part * number, first + part * (number + 1)
        close = at(math.cos(b), math.sin(b)) if number < count - 1 else end
        yield Cubic(
            at(math.cos(a) - reach * math.sin(a), math.sin(a) + reach * math.cos(a)),
            at(math.cos(b) + reach * math.sin(b), math.sin(b) - reach * math.cos(b)),
            close,
        )
