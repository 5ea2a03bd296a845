"""A pseudo-language: every letter of a text is marked and the text is made 30 % longer; what is left unmarked is English.

Marks are letters that the fonts of the shipped looks have and that English does not. Placeholders, markup and addresses
stay as they are, so that what is composed, set and drawn in it is built like a translation.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from handouts.content.prose import Cited, Emphasis, Linked, Piece, Placeholder, PlainText, Prose, parse
from handouts.content.translation import Translation
from handouts.core.problem import Mark
from handouts.core.quantity import UnitDefinition, Units
from handouts.core.words import LANGUAGES, SOURCE

LANG = "qps"
LOCALE = "qps-PLOC"
LONGER = 0.3
PAD = "ő"
_LETTERS = "áбćďéфģĥíĵķļмńóпцŕśţúвŵжýź"
_MARKS = str.maketrans("abcdefghijklmnopqrstuvwxyz" + "ABCDEFGHIJKLMNOPQRSTUVWXYZ", _LETTERS + _LETTERS.upper())
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>]+|[\w.]+@[\w.]+")
_FIELD = re.compile(r"\{\w+\}")
# what the program reads and no reader does: the tag of the language, and what stands between digits
_KEPT = frozenset({"locale", "decimal-point", "thousands"})
# lists of words and forms of one, each of which is printed or looked for by itself
_LISTS = frozenset({"months", "numbers", "between", "shares", "counted"})


def marked(text: str) -> str:
    """A plain text with all its letters marked, and longer at its end."""
    return f"{_changed(text, _ADDRESS)}{_padding(_ADDRESS.sub('', text))}"


def _changed(text: str, kept: re.Pattern[str]) -> str:
    """A text with all letters marked but those of what is kept."""
    pieces, end = [], 0
    for found in kept.finditer(text):
        pieces += [text[end : found.start()].translate(_MARKS), found[0]]
        end = found.end()
    return "".join([*pieces, text[end:].translate(_MARKS)])


def _padding(text: str) -> str:
    """What makes a text longer: letters of their own, in a word of their own where there are several."""
    letters = sum(map(str.isalpha, text))
    pad = PAD * max(1, round(letters * LONGER)) if letters else ""
    words = " ".join(pad[start : start + 6] for start in range(0, len(pad), 6))
    return f" {words}" if " " in text and pad else pad


# --- the program's words --------------------------------------------------------------------------


def table() -> Mapping[str, str]:
    """Every word of the program in the pseudo-language."""
    return {**{name: _word(name, text) for name, text in LANGUAGES[SOURCE].items()}, "locale": LOCALE}


def _word(name: str, text: str) -> str:
    if name in _KEPT or not any(map(str.isalpha, _FIELD.sub("", text))):
        return text
    if name in _LISTS:
        return " ".join(marked(each) for each in text.split())
    if name.startswith(("says-image.", "empty-link")):
        return "|".join(marked(each) for each in text.split("|"))
    return f"{_changed(text, _FIELD)}{_padding(_FIELD.sub('', text))}"


def with_pseudo_forms(units: Units) -> Units:
    """The units of a project with their printed forms in the pseudo-language."""
    return replace(units, definitions={name: _unit(each) for name, each in units.definitions.items()})


def _unit(definition: UnitDefinition) -> UnitDefinition:
    forms, period = definition.forms[SOURCE], definition.period
    own = replace(forms, one=marked(forms.one), many=marked(forms.many))
    spoken = {**period, LANG: marked(period[SOURCE])} if period else period
    return replace(definition, forms={**definition.forms, LANG: own}, period=spoken)


# --- authored texts -------------------------------------------------------------------------------


def translation() -> Translation:
    """Every authored text in the pseudo-language."""
    return Translation(LANG, _authored)


def _authored(unit_id: str, source: str) -> str:
    if unit_id.partition("/")[0] in ("foods", "glossary", "references"):
        return marked(source)
    prose, problems = parse(source, unit_id, Mark("pseudo"))
    assert problems == [], (unit_id, problems)
    said = Prose(unit_id, tuple(_pieces(prose.pieces)), prose.mark).source
    return said + _padding("".join(_letters(prose.pieces)))


def _pieces(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    for piece in pieces:
        match piece:
            case PlainText(text):
                yield PlainText(_changed(text, _ADDRESS))
            case Emphasis(look, inner):
                yield Emphasis(look, tuple(_pieces(inner)))
            case Linked(inner, url):
                yield Linked(tuple(_pieces(inner)), url)
            case Placeholder() | Cited():
                yield piece


def _letters(pieces: tuple[Piece, ...]) -> Iterator[str]:
    for piece in pieces:
        match piece:
            case PlainText(text):
                yield _ADDRESS.sub("", text)
            case Emphasis(pieces=inner) | Linked(pieces=inner):
                yield from _letters(inner)
            case Placeholder() | Cited():
                pass
