"""Texts of head and foot that run over the margin, or meet another text."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from handouts.core.problem import Mark, Problem
from handouts.render.paper.furniture import Furniture, clinic_texts
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.shapes import Drawn, TextLine, texts
from handouts.render.type.lines import shortened

LEAST_GAP = 4.0  # pt between two texts on one line, about a space of 12 pt
LESS = "use a wider page, narrower margins or smaller type"


def touching(drawn: Iterable[Drawn], furniture: Furniture, look: LeafletLook, otherwise: Mark) -> Iterator[Problem]:
    """Yield a problem for each text of head or foot that has no room: at the clinic that says it, or at the layout."""
    lines = list(texts(drawn))
    for place, line in enumerate(lines):
        over = max(_end(line) - (look.width - look.end), look.start - line.x)
        if over > 1:
            message = f"{_quoted(line)} is {over:.0f} pt too long for the head or foot of a page"
            yield _problem("overflowing-text", message, (line,), furniture, look, otherwise)
        for other in lines[place + 1 :]:
            first, second = sorted((line, other), key=lambda each: each.x)
            gap = second.x - _end(first)
            if gap < LEAST_GAP and _level(line, other):
                message = f"{_quoted(first)} touches {_quoted(second)} in the head or foot of a page"
                yield _problem("touching-texts", message, (first, second), furniture, look, otherwise)


def _problem(
    rule: str, message: str, lines: tuple[TextLine, ...], furniture: Furniture, look: LeafletLook, otherwise: Mark
) -> Problem:
    """Return a problem at the clinic's words, which can be shortened, or else at the layout's page."""
    head = furniture.letterhead
    typed = [key for key, words in clinic_texts(furniture) for line in lines if words in line.line.text]
    if head is None or not typed:
        return Problem(look.mark_of("page"), rule, f"{message}; {LESS}")
    return Problem(head.mark_of(typed[0], otherwise), rule, f"{message}; shorten the clinic's {typed[0]}")


def _end(line: TextLine) -> float:
    return line.x + line.line.width


def _quoted(line: TextLine) -> str:
    return repr(shortened(line.line.text))


def _level(line: TextLine, other: TextLine) -> bool:
    """Return whether two lines are so close in height that capitals could touch descenders."""
    upper, lower = sorted((line, other), key=lambda each: each.y)
    return lower.y - 0.7 * lower.line.runs[0].size < upper.y + 0.15 * upper.line.runs[0].size
