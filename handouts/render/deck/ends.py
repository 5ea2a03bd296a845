"""Line ends written into the text of a slide, where the program that shows it would choose others.

PowerPoint and LibreOffice break the lines of a slide again. They break at spaces as `render/type/lines` does, but also
after any hyphen, dash or question mark, inside a number too, and an address that is too long at any letter. Where they
might not end a line where it was measured to end, its end is written as a line break. Kerning may give them room for one
more word than was measured, and then all further lines would begin elsewhere.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise
from typing import assert_never

from handouts.document.text import (
    Blank,
    Citation,
    Contact,
    Inline,
    Italic,
    Link,
    Lowered,
    Raised,
    Sign,
    Strong,
    Text,
    Value,
    Words,
    plain,
)
from handouts.render.type.fonts import UNPRINTED
from handouts.render.type.lines import TypesetLine, is_han, value_pieces

LINE_END = "\v"  # a line break inside a paragraph
NO_BREAK_SPACE = "\u00a0"
# how much wider than measured a line may be that a program still fills: a share of its room, and pt
LOOSE, MORE = 1.02, 3.0
_OTHER_END = re.compile(r"[-\u2010\u2013\u2014/?](?=[^ ])")
_FRAGMENT = re.compile(rf"[^ ]*?{_OTHER_END.pattern}")
_FIRST = re.compile(rf"{_FRAGMENT.pattern}|[^ ]*")
_UNCOUNTED = UNPRINTED | {" "}


def has_other_ends(text: Text) -> bool:
    """Return whether a program may break a text where `render/type/lines` does not."""
    return _OTHER_END.search(plain(text)) is not None


def line_ends(lines: Sequence[TypesetLine], room: float) -> tuple[int, ...]:
    """Return which lines must be ended by hand in a room of this width in pt: how many characters stand before each.

    Spaces are not counted.
    """
    ends: list[int] = []
    count = 0
    # a line with no other end after it may begin elsewhere, and its text is as high all the same
    last = max((place + (not line.spaced) for place, line in enumerate(lines) if _is_risky(line)), default=0)
    for place, (line, following) in enumerate(pairwise(lines)):
        count += _counted(line.text)
        if place < last and not _ends_by_itself(line, following, room):
            ends.append(count)
    return tuple(ends)


def _is_risky(line: TypesetLine) -> bool:
    return not line.spaced or _OTHER_END.search(line.text) is not None


def _counted(words: str) -> int:
    return sum(char not in _UNCOUNTED for char in words)


def _ends_by_itself(line: TypesetLine, following: TypesetLine, room: float) -> bool:
    """Return whether a program that shows slides ends a line here too: no more of the text can fit."""
    words = "".join(_kept(run.text) if isinstance(run.origin, Value) else run.text for run in following.runs)
    if line.spaced:
        first, gap = _FIRST.match(words), 0.3 * line.runs[-1].size if line.runs else 0.0
    elif _parts_anywhere(line.text, following.text):
        # a break inside a word is read aloud, so it is not written for the sake of kerning alone
        first, gap = _FRAGMENT.match(words), 0.0
    else:
        return False
    if first is None:
        return True
    return line.width + gap + _width_of_first(following, first.end()) > room * LOOSE + MORE


def _parts_anywhere(before: str, after: str) -> bool:
    """Return whether every program breaks between these characters: after a hyphen between letters, or between Han."""
    hyphen = before[-1:] == "-" and before[-2:-1].isalpha() and after[:1].isalpha()
    return hyphen or (is_han(before[-1:]) and is_han(after[:1]))


def _kept(words: str) -> str:
    return words.replace(" ", NO_BREAK_SPACE)


def _width_of_first(line: TypesetLine, count: int) -> float:
    """Return the width of the first characters of a line."""
    width = 0.0
    for run in line.runs:
        width += run.face.width(run.text[:count]) * run.size
        count -= len(run.text)
        if count <= 0:
            break
    return width


# --- written --------------------------------------------------------------------------------------


def as_shown(text: Text, ends: Iterable[int]) -> Text:
    """Return a text as a slide holds it: with its line ends, and no-break spaces inside its values."""
    return _Ending(LINE_END, set(ends)).text(text)


def as_read(text: Text, ends: Iterable[int]) -> Text:
    """Return a text as it is read from a slide, where a line end counts as a space."""
    return _Ending(" ", set(ends)).text(text) if ends else text


@dataclass(slots=True)
class _Ending:
    """A text while its line ends are written: where they come, and the characters so far."""

    mark: str
    ends: set[int]
    count: int = 0
    ended: int = field(default=-1)

    def text(self, text: Text) -> Text:
        """Return a text with the line ends that fall into it."""
        return tuple(self.inline(inline) for inline in text)

    def inline(self, inline: Inline) -> Inline:
        """Return an inline with the line ends that fall into it."""
        match inline:
            case Words(words) | Contact(text=words):
                return replace(inline, text=self._written(words))
            case Value():
                return replace(inline, text="".join(self._value(inline)))
            case Strong(children) | Italic(children) | Raised(children) | Lowered(children) | Link(children):
                return replace(inline, children=self.text(children))
            case Sign() | Blank() | Citation():
                return inline
            case _:
                assert_never(inline)

    def _value(self, value: Value) -> Iterator[str]:
        for number, piece in enumerate(value_pieces(value)):
            yield self._written(" ") if number else ""
            yield _kept(self._written(piece))

    def _written(self, words: str) -> str:
        return "".join(map(self._char, words)) if self.ends else words

    def _char(self, char: str) -> str:
        """Return a character, or the line end in its place or before it."""
        if char in UNPRINTED:
            return char
        due = self.count in self.ends and self.count > 0
        if char == " ":
            if not due:
                return char
            first, self.ended = self.ended != self.count, self.count
            return self.mark if first else ""
        before = self.mark if due and self.ended != self.count else ""
        self.ended = self.count if due else self.ended
        self.count += 1
        return before + char
