"""Text as it fits on the reader's terminal: its width, its colours, folded lines and columns."""

from __future__ import annotations

import os
import re
import sys
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from unicodedata import combining, east_asian_width

import click

WIDEST = 110  # letters; a longer line is hard to read, and does not fit on most terminals
NARROWEST = 40
BETWEEN = "  "
_COLOURS = {"error": "red", "warning": "yellow", "note": "cyan"}
_PROBLEM = re.compile(r"(\S+?:\d+:\d+:)( (error|warning|note):)?")
_RULE = re.compile(r"\[[a-z0-9-]+\]$")


def width() -> int:
    """Return how many letters fit on a line: as many as the terminal shows, at most WIDEST."""
    columns = _typed_width() or next(_shown_widths(), 0) or WIDEST
    return max(NARROWEST, min(columns, WIDEST))


def _typed_width() -> int:
    with suppress(ValueError):
        return int(os.environ.get("COLUMNS", ""))
    return 0


def _shown_widths() -> Iterator[int]:
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError, AttributeError):
            yield os.get_terminal_size(stream.fileno()).columns


def colour() -> bool | None:
    """Return whether output is coloured: as NO_COLOR, FORCE_COLOR and TERM ask, or None: on terminals only."""
    if os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return True if os.environ.get("FORCE_COLOR", "0") not in ("", "0") else None


def is_terminal() -> bool:
    """Return whether messages are read on a terminal that can move its cursor."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def fold(text: str, indent: str = "", hanging: str = "    ", most: int = 0) -> list[str]:
    """Return a text in lines of at most `most` letters (default: `width()`), the second and further ones `hanging`.

    A path is never cut, so that it can be copied; a line that holds a longer one is longer too.
    """
    most = most or width()
    lines = [indent]
    for word in text.split():
        for piece in _pieces(word, most - len(indent + hanging)):
            started = lines[-1].strip()
            if started and cells(lines[-1]) + 1 + cells(piece) > most:
                lines.append(indent + hanging)
                started = ""
            lines[-1] += f" {piece}" if started else piece
    return lines


def _pieces(word: str, most: int) -> Iterator[str]:
    """Yield a word, in pieces if it is longer than a line and is no path."""
    if cells(word) <= most or "/" in word:
        yield word
        return
    piece = ""
    for char in word:
        if cells(piece + char) > most:
            yield piece
            piece = ""
        piece += char
    yield piece


def cells(text: str) -> int:
    """Return how many columns of a terminal a text takes."""
    if text.isascii():
        return len(text)
    return sum(0 if combining(char) else 2 if east_asian_width(char) in "WF" else 1 for char in text)


def problem_lines(text: str, indent: str = "") -> list[str]:
    """Return a problem as printed in lines, with its place, severity and rule in colours."""
    first, *others = fold(text, indent)
    lines = [_PROBLEM.sub(_coloured, first, count=1), *others]
    lines[-1] = _RULE.sub(lambda rule: click.style(rule[0], dim=True), lines[-1])
    return lines


def _coloured(found: re.Match[str]) -> str:
    place, said, severity = found.groups()
    return click.style(place, bold=True) + (click.style(said, fg=_COLOURS[severity]) if said else "")


def severe(text: str, severity: str) -> str:
    """Return words in the colour of a severity."""
    return click.style(text, fg=_COLOURS[severity], bold=True)


def columns(rows: Iterable[Sequence[str]], most: int = 0) -> list[str]:
    """Return rows in columns that fit on a line; cells of the widest columns are folded where they must be."""
    rows = [tuple(row) for row in rows]
    most = most or width()
    widths = [max(cells(row[place]) for row in rows) for place in range(len(rows[0]))]
    over = sum(widths) + len(BETWEEN) * (len(widths) - 1) - most
    least = [
        max(cells(word) for row in rows for word in (row[place] or " ").split(" ")) for place in range(len(widths))
    ]
    while over > 0 and (wide := [place for place in range(len(widths)) if widths[place] > least[place]]):
        widest = max(wide, key=lambda place: widths[place])
        widths[widest] -= 1
        over -= 1
    return [line for row in rows for line in _row(row, widths)]


def _row(row: Sequence[str], widths: Sequence[int]) -> Iterator[str]:
    fits = zip(row, widths, strict=True)
    folded = [[cell] if cells(cell) <= most else fold(cell, hanging="", most=most) for cell, most in fits]
    for number in range(max(map(len, folded))):
        parts = [lines[number] if number < len(lines) else "" for lines in folded]
        padded = (part + " " * (most - cells(part)) for part, most in zip(parts, widths, strict=True))
        yield BETWEEN.join(padded).rstrip()
