"""Text broken into lines of runs, measured in the font that prints it.

Lengths are pt. Lines are ragged and never hyphenated; a line ends at a space, after a hyphen or slash between whole
words, or between Han characters. A word or address that is wider than its line is broken at need: an address after its
marks, and then anywhere, any other word after a hyphen or slash. A value is never broken inside its number or from its
unit.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from math import inf
from typing import NamedTuple, assert_never
from unicodedata import combining

from handouts.core.quantity import Interval
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
)
from handouts.render.type.fonts import UNPRINTED, Face, FontSet
from handouts.render.type.together import together

SMALL = 0.66
RAISED_BY = 0.36
LOWERED_BY = -0.14
SIGN_WIDTHS = {"level-1": 2.7, "level-2": 2.7, "level-3": 2.7, "tick": 1.1, "struck": 1.1, "arrow": 1.6, "box": 1.2}
SLIGHT = 0.001  # pt, for sums of widths that differ by rounding
ROUNDED = 0.5  # pt by which a line may be wider than its place
SHOWN = 40  # most characters of a word in a message
# most texts kept as measured words: about those of one long deck in four layouts
MOST_CUT = 2_000
_UNDRAWN = dict.fromkeys(map(ord, UNPRINTED))
_FIRST_HAN = "\u2e80"
_HAN = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
# no line ends after an opening mark or begins with a closing one
_OPENING = "\uff08\u3014\u300c\u300e\u3010\u300a\u3008"
_CLOSING = (
    "\u3001\u3002\uff0c\uff0e\u30fb\uff1a\uff1b\uff1f\uff01\uff09\u3015\u300d\u300f\u3011\u300b\u3009\u3005\u30fc"
)
_LATIN_BREAKS = r"(?<=[^\W\d_]{3}[-/])(?=[^\W\d_]{3})|(?<=\u200b)"
_BREAKS = re.compile(_LATIN_BREAKS)
# a web address with or without its scheme, an e-mail address, a DOI
_ADDRESS = re.compile(
    r"://|[^\s@]@[^\s@]+\.\w|^\W*(?:www\.|doi:|10\.\d{4,9}/)|^\W*[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}(?:[/?:#]|\W*$)",
    re.IGNORECASE,
)
_IN_ADDRESS = re.compile(r"(?<=[?&=_./@:#~+,;-])(?=[^\W_])")
_IN_COMPOUND = re.compile(r"(?<=[-/\u2010\u2013+])(?=[^\W\d_])|(?<=[^\W\d_][-/\u2010\u2013])(?=\w)")
# an estimate may be parted from its interval; words of a clinic or a serving only where they say no quantity
_IN_VALUE = re.compile(r" (?=\()")
_IN_WORDS_OF_VALUE = re.compile(r"(?<![\d¼½¾⅓⅔⅛]) (?!\d)|(?<![\d¼½¾⅓⅔⅛])(?<!\d \w\w)(?<!\d \w\w\w) (?=\d)")
_LEAST_OF_ADDRESS = 8.0  # em that an address keeps together in a narrow column


@dataclass(frozen=True, slots=True)
class Style:
    """A text style: size and line height in pt, weight, and colour by its name in the theme."""

    size: float
    line: float
    bold: bool = False
    colour: str = "ink"


@dataclass(frozen=True, slots=True)
class TypesetRun:
    """Characters of one face at one position in a line; `x` is measured from the start of the line."""

    text: str
    face: Face
    size: float
    x: float
    width: float
    rise: float = 0.0
    bold: bool = False
    origin: Value | Contact | Link | Sign | Blank | None = None
    italic: bool = False


@dataclass(frozen=True, slots=True)
class TypesetLine:
    """Runs on one baseline; `spaced` tells whether a space separates them from the words of the next line."""

    runs: tuple[TypesetRun, ...]
    width: float
    spaced: bool = True

    @property
    def text(self) -> str:
        """The words of the line."""
        return "".join(run.text for run in self.runs)


class _Look(NamedTuple):
    """The look of characters inside a style: weight, slant, and size and rise as shares of the style's size."""

    bold: bool
    italic: bool = False
    scale: float = 1.0
    rise: float = 0.0

    def small(self, rise: float) -> _Look:
        """Return the look of raised or lowered characters."""
        return self._replace(scale=self.scale * SMALL, rise=self.rise + rise)


class _Atom(NamedTuple):
    """Characters of one look that are never separated."""

    text: str
    look: _Look
    origin: Value | Contact | Link | Sign | Blank | None
    space_before: bool
    break_before: bool = False


def break_lines(text: Text, style: Style, width: float, fonts: FontSet) -> tuple[TypesetLine, ...]:
    """Return a text as lines no wider than `width`, except for a word that may not be broken (see `too_wide`)."""
    words = _words_within(text, style, width, fonts)
    lines = _lines(_filled(words, style, width, fonts), style, fonts)
    if len(lines) > 1 and _lonely(lines[-1]):
        return _with_company(lines, words, style, width, fonts)
    return lines


def count_lines(text: Text, style: Style, width: float, fonts: FontSet) -> int:
    """Return how many lines `break_lines` makes of a text, without setting them."""
    return len(_filled(_words_within(text, style, width, fonts), style, width, fonts))


def narrowing(text: Text, style: Style, least: float, fonts: FontSet) -> tuple[tuple[float, int], ...]:
    """Return the narrowest widths in pt at which a text takes fewer lines, from `least` on, each with its lines.

    Lines are filled as `break_lines` fills them; the last width is the narrowest for the fewest lines.
    """
    steps: list[tuple[float, int]] = []
    width, natural = least, text_width(text, style, fonts)
    space = _space(style, fonts)
    while True:
        lines, wider = _fills(_words_within(text, style, width, fonts), style, width, fonts)
        if not steps or lines < steps[-1][1]:
            steps.append((width, lines))
        if lines <= 1 or wider == inf:
            return tuple(steps)
        fewer = steps[-1][1] - 1
        # words that fill fewer lines are at least as wide as this
        width = max(wider, (natural - (fewer - 1) * space) / fewer - SLIGHT / 2)


def _fills(words: Sequence[_Word], style: Style, width: float, fonts: FontSet) -> tuple[int, float]:
    """Return the number of lines that words fill, and the least greater width at which a line takes more of them."""
    space, lines, used, wider = _space(style, fonts), 0, inf, inf
    for word_width, atoms in words:
        gap = space if atoms[0].space_before else 0.0
        if lines and used + gap + word_width <= width + SLIGHT:
            used += gap + word_width
        elif atoms[0].text or atoms[0].origin:
            wider = min(wider, used + gap + word_width)
            lines, used = lines + 1, word_width
    return lines, wider


def greedy_lines(text: Text, style: Style, width: float, fonts: FontSet) -> tuple[TypesetLine, ...]:
    """Return a text as lines each filled as far as possible, as a program breaks it that shows a slide."""
    return _lines(_filled(_words_within(text, style, width, fonts), style, width, fonts), style, fonts)


def balanced_lines(text: Text, style: Style, width: float, fonts: FontSet) -> tuple[TypesetLine, ...]:
    """Return a title as lines of similar length, no more than greedy breaking needs."""
    words = _words_within(text, style, width, fonts)
    best = _lines(_filled(words, style, width, fonts), style, fonts)
    low, high = 0.0, width
    while len(best) > 1 and high - low > 4:
        middle = (low + high) / 2
        filled = _filled(words, style, middle, fonts)
        lines = _lines(filled, style, fonts) if len(filled) <= len(best) else ()
        if lines and max(line.width for line in lines) <= middle:
            best, high = lines, middle
        else:
            low = middle
    return best


def text_width(text: Text, style: Style, fonts: FontSet) -> float:
    """Return the width of a text on one line, as lines are filled: words and the spaces between them."""
    words = _words(text, style, fonts).words
    spaces = sum(atoms[0].space_before for _, atoms in words[1:])
    return sum(width for width, _ in words) + spaces * _space(style, fonts)


def widest_word(text: Text, style: Style, fonts: FontSet) -> float:
    """Return the width of the widest word in a text, as it is where no word has to be broken at need."""
    return _words(text, style, fonts).widest


def narrowest(text: Text, style: Style, fonts: FontSet) -> float:
    """Return the width of the narrowest column in which a text can be set, with words broken at need."""
    parts = [part for word in _words(text, style, fonts).words for part in _parted(word)]
    return max((_narrowest_part(part, style, fonts) for part in parts), default=0.0)


def too_wide(lines: Sequence[TypesetLine], width: float) -> str | None:
    """Return what is wrong with lines of which one is wider than its place in pt, or None."""
    widest = max(lines, key=lambda line: line.width, default=None)
    if widest is None or widest.width <= width + ROUNDED:
        return None
    over = max(1, round(widest.width - width))
    named = repr(shortened(widest.text)) if widest.text.strip() else "a line to write on"
    message = f"{named} is {over} pt wider than its place of {max(width, 0):.0f} pt"
    if any(isinstance(run.origin, Value) and not _says_words(run.origin) for run in widest.runs):
        return f"{message}; a value is not broken: use a shorter unit, or give it more room"
    return f"{message}; use a shorter word, or write a hyphen or a space where it may be broken"


def is_han(char: str) -> bool:
    """Return whether a character is Chinese, so that a line may end before or after it."""
    return re.match(f"[{_HAN}]", char) is not None


def value_pieces(value: Value) -> list[str]:
    """Return the pieces of a printed value between which a line may end at a space."""
    free = _says_words(value)
    if not free and not isinstance(value.measured and value.measured.quantity, Interval):
        return [value.text]
    words = value.text.strip(" ")
    before = value.text.index(words)
    after = len(value.text) - before - len(words)
    return [*[""] * before, *(_IN_WORDS_OF_VALUE if free else _IN_VALUE).split(words), *[""] * after]


def _says_words(value: Value) -> bool:
    """Return whether a value is words that hold a quantity: a clinic's own, a serving, or a span of time."""
    return value.measured is None or value.part == "span"


_Word = tuple[float, list[_Atom]]


class _Cut(NamedTuple):
    """A text cut into measured words, and the width of the widest."""

    words: tuple[_Word, ...]
    widest: float


def shortened(words: str) -> str:
    """Return words as a message shows them: short, and without signs that only keep them together."""
    plain = words.replace("\u00a0", " ").replace("\u2060", "")
    return plain if len(plain) <= SHOWN else f"{plain[: SHOWN - 3]}..."


def _lonely(line: TypesetLine) -> bool:
    return not any(" " in run.text for run in line.runs)


def _with_company(
    lines: tuple[TypesetLine, ...], words: Sequence[_Word], style: Style, width: float, fonts: FontSet
) -> tuple[TypesetLine, ...]:
    """Return the same words with at least two on the last line, if a slightly narrower measure achieves that."""
    for share in (0.97, 0.94, 0.91, 0.88, 0.85):
        filled = _filled(words, style, width * share, fonts)
        if len(filled) != len(lines):
            continue
        tried = _lines(filled, style, fonts)
        if not _lonely(tried[-1]):
            return tried
    return lines


def _words(text: Text, style: Style, fonts: FontSet) -> _Cut:
    """Return the words of a text with their widths; each text is cut once, however often it is measured."""
    key = (text, style.size, style.bold)
    known: _Cut | None = fonts.cut.get(key)
    if known is None:
        if len(fonts.cut) >= MOST_CUT:
            fonts.cut.clear()
        words = tuple(_cut_words(text, style, fonts))
        known = fonts.cut[key] = _Cut(words, max((width for width, _ in words), default=0.0))
    return known


def _words_within(text: Text, style: Style, width: float, fonts: FontSet) -> Sequence[_Word]:
    """Return the words of a text, those that are wider than `width` broken at need."""
    cut = _words(text, style, fonts)
    if cut.widest <= width:
        return cut.words
    return [
        part
        for word in cut.words
        for part in (_parts_within(word, style, width, fonts) if word[0] > width + SLIGHT else (word,))
    ]


def _cut_words(text: Text, style: Style, fonts: FontSet) -> Iterator[_Word]:
    width = 0.0
    atoms: list[_Atom] = []
    for atom in _atoms(text, _Look(style.bold), None):
        if atoms and (atom.space_before or atom.break_before):
            yield width, atoms
            width, atoms = 0.0, []
        width += _width(atom, style.size * atom.look.scale, fonts)
        atoms.append(atom)
    if atoms:
        yield width, atoms


def _narrowest_part(part: _Part, style: Style, fonts: FontSet) -> float:
    wide = _part_width(part, style, fonts)
    return min(wide, _LEAST_OF_ADDRESS * style.size) if any(piece.loose for piece in part) else wide


class _Piece(NamedTuple):
    """A part of an atom; `loose` if it belongs to an address, which is broken anywhere where nothing else helps."""

    atom: _Atom
    loose: bool


_Part = list[_Piece]


def _parted(word: _Word) -> list[_Part]:
    """Return a word as the parts between which it is broken at need."""
    parts: list[_Part] = [[]]
    for atom in word[1]:
        first, *others = _pieces(atom)
        parts[-1].append(first)
        parts += [[each] for each in others]
    return parts


def _pieces(atom: _Atom) -> list[_Piece]:
    if isinstance(atom.origin, Sign | Blank) or (isinstance(atom.origin, Value) and not _says_words(atom.origin)):
        return [_Piece(atom, loose=False)]
    loose = _ADDRESS.search(atom.text) is not None
    texts = (_IN_ADDRESS if loose else _IN_COMPOUND).split(atom.text)
    return [_Piece(each, loose) for each in _divided(atom, texts)]


def _divided(atom: _Atom, texts: Sequence[str]) -> list[_Atom]:
    first, *others = texts
    return [atom._replace(text=first), *(atom._replace(text=each, space_before=False) for each in others)]


def _parts_within(word: _Word, style: Style, width: float, fonts: FontSet) -> Iterator[_Word]:
    """Yield the parts of a word that is wider than a line."""
    for part in _parted(word):
        if _part_width(part, style, fonts) <= width + SLIGHT:
            yield _as_word(part, style, fonts)
        else:
            yield from (_as_word(each, style, fonts) for each in _anywhere(part, style, width, fonts))


def _as_word(part: _Part, style: Style, fonts: FontSet) -> _Word:
    return _part_width(part, style, fonts), [piece.atom for piece in part]


def _part_width(part: Sequence[_Piece], style: Style, fonts: FontSet) -> float:
    return sum(_width(piece.atom, style.size * piece.atom.look.scale, fonts) for piece in part)


def _anywhere(part: _Part, style: Style, width: float, fonts: FontSet) -> Iterator[_Part]:
    """Yield a part of which the letters of an address are broken anywhere; what stands around them stays with them."""
    room = width - _part_width([piece for piece in part if not piece.loose], style, fonts)
    line: _Part = []
    for piece in part:
        if not piece.loose:
            line.append(piece)
            continue
        first, *others = _divided(piece.atom, list(_stretches(piece.atom, style, max(room, style.size), fonts)))
        line.append(_Piece(first, loose=True))
        for atom in others:
            yield line
            line = [_Piece(atom, loose=True)]
    yield line


def _stretches(atom: _Atom, style: Style, room: float, fonts: FontSet) -> Iterator[str]:
    """Yield the letters of an atom in stretches that fill a room."""
    size = style.size * atom.look.scale
    taken, used = "", 0.0
    for char in atom.text:
        wide = _width(atom._replace(text=char), size, fonts)
        if taken and used + wide > room and not combining(char):
            yield taken
            taken, used = "", 0.0
        taken, used = taken + char, used + wide
    yield taken


def _width(atom: _Atom, size: float, fonts: FontSet) -> float:
    if isinstance(atom.origin, Sign):
        return SIGN_WIDTHS[atom.origin.kind] * size
    if isinstance(atom.origin, Blank):
        return atom.origin.letters * size * 0.5
    return sum(face.width(piece) for face, piece in fonts.split(atom.text, atom.look.bold)) * size


def _atoms(text: Text, look: _Look, origin: Value | Contact | Link | None) -> Iterator[_Atom]:
    spaced = False
    for inline in together(text):
        for atom in _inline_atoms(inline, look, origin):
            pending = atom.space_before or spaced
            if atom.text == " " or _is_space(atom):
                spaced = True
                continue
            yield atom if pending == atom.space_before else atom._replace(space_before=pending)
            spaced = False
    if spaced:
        yield _Atom("", look, origin, space_before=True)


def _is_space(atom: _Atom) -> bool:
    """Return whether an atom is the space at the end of bold words or a link: it belongs before the next word."""
    return not atom.text and not isinstance(atom.origin, Sign | Blank)


def _inline_atoms(inline: Inline, look: _Look, origin: Value | Contact | Link | None) -> Iterator[_Atom]:
    match inline:
        case Words(words):
            yield from _cut(words, look, origin)
        case Value():
            yield from _value_atoms(inline, look)
        case Contact(text=words):
            yield from _cut(words, look, origin or inline)
        case Strong(children):
            yield from _atoms(children, look._replace(bold=True), origin)
        case Italic(children):
            yield from _atoms(children, look._replace(italic=True), origin)
        case Raised(children):
            yield from _atoms(children, look.small(RAISED_BY), origin)
        case Lowered(children):
            yield from _atoms(children, look.small(LOWERED_BY), origin)
        case Link(children):
            yield from _atoms(children, look, inline)
        case Sign() | Blank():
            yield _Atom("", look, inline, space_before=False)
        case Citation():
            return
        case _:
            assert_never(inline)


@cache
def _han_breaks() -> re.Pattern[str]:
    """Return the pattern of all break points; its sets of characters take 6 ms to compile, and few texts need them."""
    return re.compile(rf"{_LATIN_BREAKS}|(?<=[{_HAN}])(?<![{_OPENING}])(?=[{_HAN}])(?![{_CLOSING}])")


def _value_atoms(value: Value, look: _Look) -> Iterator[_Atom]:
    pieces = value_pieces(value)
    for number, piece in enumerate(pieces):
        if piece:
            yield _Atom(piece, look, value, space_before=number > 0)
        elif 0 < number == len(pieces) - 1:
            yield _Atom(" ", look, value, space_before=False)


def _cut(words: str, look: _Look, origin: Value | Contact | Link | None) -> Iterator[_Atom]:
    """Yield words cut at spaces and break points; a lone space marks a space at the end of the text."""
    pieces = words.replace("\n", " ").split(" ")
    for number, piece in enumerate(pieces):
        if number and not piece and number == len(pieces) - 1:
            yield _Atom(" ", look, origin, space_before=False)
        elif piece:
            parts = (_BREAKS if piece.isascii() or max(piece) < _FIRST_HAN else _han_breaks()).split(piece)
            if len(parts) > 1 and _ADDRESS.search(piece):
                parts = [piece]
            for place, part in enumerate(parts):
                spaced = number > 0 and place == 0
                yield _Atom(part, look, origin, spaced, break_before=place > 0)


def _filled(words: Sequence[_Word], style: Style, width: float, fonts: FontSet) -> list[list[_Word]]:
    """Return words distributed over lines, each filled as far as possible."""
    lines: list[list[_Word]] = []
    room = 0.0
    space = _space(style, fonts)
    for word in words:
        word_width, atoms = word
        gap = space if atoms[0].space_before else 0.0
        if lines and word_width + gap <= room + SLIGHT:
            lines[-1].append(word)
            room -= word_width + gap
        elif atoms[0].text or atoms[0].origin:
            lines.append([word])
            room = width - word_width
    return lines


def _lines(filled: list[list[_Word]], style: Style, fonts: FontSet) -> tuple[TypesetLine, ...]:
    """Return words as lines of runs."""
    spaced = [*(line[0][1][0].space_before for line in filled[1:]), True]
    return tuple(_line(line, style, fonts, after) for line, after in zip(filled, spaced, strict=False))


def _space(style: Style, fonts: FontSet) -> float:
    return fonts.faces(style.bold)[0].width(" ") * style.size


@dataclass(slots=True)
class _Growing:
    """A run while words are added to it."""

    text: str
    face: Face
    size: float
    x: float
    width: float
    rise: float
    bold: bool
    italic: bool
    origin: Value | Contact | Link | Sign | Blank | None

    def add(self, text: str) -> None:
        self.text += text
        self.width += self.face.width(text) * self.size

    def joins(self, atom: _Atom, style: Style) -> bool:
        """Return whether an atom continues this run, so that the space between belongs to the run."""
        same_type = self.bold == atom.look.bold and self.italic == atom.look.italic
        same_look = same_type and self.origin is atom.origin and self.size == style.size * atom.look.scale
        return same_look and not isinstance(atom.origin, Sign | Blank)

    def takes(self, atom: _Atom, text: str, fonts: FontSet, style: Style) -> bool:
        """Return whether an atom that joins this run also has its face and rise."""
        face = fonts.faces(atom.look.bold)[0]
        return self.face is face and self.rise == style.size * atom.look.rise and face.covers(text)

    def alike(self, run: _Growing) -> bool:
        """Return whether another run continues this one."""
        same_face = self.face is run.face and self.italic == run.italic
        same_look = same_face and self.size == run.size and self.rise == run.rise
        return same_look and self.origin is run.origin and not isinstance(run.origin, Sign | Blank)

    def run(self) -> TypesetRun:
        """Return the finished run."""
        return TypesetRun(
            self.text, self.face, self.size, self.x, self.width, self.rise, self.bold, self.origin, self.italic
        )


def _line(words: list[_Word], style: Style, fonts: FontSet, spaced: bool) -> TypesetLine:
    runs: list[_Growing] = []
    x = 0.0
    for number, (_, atoms) in enumerate(words):
        for place, atom in enumerate(atoms):
            gap = number > 0 and place == 0 and atom.space_before
            joins = gap and bool(runs) and runs[-1].joins(atom, style)
            if gap and not joins:
                if runs and runs[-1].text:
                    runs[-1].add(" ")
                    x = runs[-1].x + runs[-1].width
                else:
                    x += _space(style, fonts)
            if joins and runs[-1].takes(atom, text := f" {atom.text}".translate(_UNDRAWN), fonts, style):
                # a shortcut with the same result as below, for nearly all words
                runs[-1].add(text)
                x = runs[-1].x + runs[-1].width
                continue
            for run in _runs(atom, style, fonts, x, joins):
                if runs and runs[-1].alike(run):
                    runs[-1].add(run.text)
                else:
                    runs.append(run)
                x = runs[-1].x + runs[-1].width
    return TypesetLine(tuple(run.run() for run in runs), x, spaced)


def _runs(atom: _Atom, style: Style, fonts: FontSet, x: float, spaced: bool) -> Iterator[_Growing]:
    look = atom.look
    size = style.size * look.scale
    rise = style.size * look.rise
    if isinstance(atom.origin, Sign | Blank):
        face = fonts.faces(look.bold)[0]
        yield _Growing("", face, size, x, _width(atom, size, fonts), rise, look.bold, look.italic, atom.origin)
        return
    text = f" {atom.text}" if spaced else atom.text
    for face, piece in fonts.split(text.translate(_UNDRAWN), look.bold):
        width = face.width(piece) * size
        yield _Growing(piece, face, size, x, width, rise, look.bold, look.italic, atom.origin)
        x += width
