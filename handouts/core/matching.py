"""Texts as rules match them: one spelling for letters, digits, spaces and hyphens that mean the same.

A rule that looks for words must not be blind to `vitamin K` with a no-break space, to `K₂`, or to the ligature in
`benefit`. What is printed is never changed: only rules read this form.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import date
from decimal import Decimal
from functools import lru_cache
from typing import TypeVar, cast

from handouts.core.alphabets import TWINS
from handouts.core.problem import Mark

Node = TypeVar("Node")

MICRO = "µ"
# hyphens of every kind, and the signs that people type for one inside a name
_HYPHENS = frozenset("\u2010\u2011\u2043\u058a\u05be\u1400\u1806\u2e17\u2e1a\u30a0\ufe58\ufe63\uff0d")
_APOSTROPHES = frozenset("\u2018\u2019\u201b\u02bc\u02b9\u02bb\uff07\u2032")
# letters that look like another and have no decomposition of their own
_VARIANTS = {
    "\u0131": "i",
    "\u0237": "j",
    "\u0251": "a",
    "\u0261": "g",
    "\u0269": "i",
    "\u017f": "s",
    "\u0199": "k",
    "\u028b": "v",
}
_SMALL_CAPITAL = re.compile(r"LATIN LETTER SMALL CAPITAL ([A-Z])\Z")
_DASH_IN_NAME = re.compile(r"(?<=[A-Za-z])[\u2013\u2014\u2012\u2212](?=[0-9])")
# squares and cubes of units and of statistics (χ², η², I², R²) state no number
_POWER = re.compile(r"(?<=[mχηωφ])[²³]|(?<=\b[IRr])²")
_POWERS = {"²": "\ue000", "³": "\ue001"}
_ALONE = re.compile(rf"(?<!\w)[{''.join(TWINS)}]+(?=\d*(?!\w))")


def for_matching(text: str) -> str:
    """Return a text with one spelling for what means the same; case is left to the rules, most of which ignore it."""
    return text if text.isascii() else _folded(text)


@lru_cache(maxsize=4096)
def _folded(text: str) -> str:
    kept = _POWER.sub(lambda power: _POWERS[power[0]], text)
    plain = kept.translate(_TABLE).replace(_POWERS["²"], "²").replace(_POWERS["³"], "³")
    plain = _ALONE.sub(lambda word: "".join(TWINS[letter] for letter in word[0]), plain)
    return _DASH_IN_NAME.sub("-", plain)


class _Forms(dict[int, str]):
    """The form of each character that was asked for."""

    def __missing__(self, code: int) -> str:
        found = self[code] = _character(chr(code))
        return found


_TABLE = _Forms()


def _character(char: str) -> str:
    """Return the form of one character: a base letter without marks, a digit, a space, a hyphen, or itself."""
    category = unicodedata.category(char)
    if char.isascii():
        return char
    if category in ("Zs", "Zl", "Zp"):
        return " "
    if char in _HYPHENS:
        return "-"
    if char in _APOSTROPHES:
        return "'"
    if char in "\u00b5\u03bc":
        return MICRO
    if category in ("Mn", "Me", "Cf"):
        return ""
    return _letter_or_digit(char, category)


def _letter_or_digit(char: str, category: str) -> str:
    """Return the letters or digits that a character stands for; signs and letters of other scripts stay."""
    if char in _VARIANTS:
        return _VARIANTS[char]
    if small := _SMALL_CAPITAL.match(unicodedata.name(char, "")):
        return small[1].lower()
    if category == "Nd":
        return str(unicodedata.digit(char))
    if unicodedata.name(char, "").startswith("VULGAR FRACTION"):
        return char
    plain = "".join(part for part in unicodedata.normalize("NFKD", char) if unicodedata.category(part) != "Mn")
    # a circled letter is a sign that stands for one letter; a trade mark sign is none
    if plain.isascii() and plain.isalnum() and (category[0] in "LN" or len(plain) == 1):
        return plain
    if category == "No" and any(part.isdigit() for part in plain):
        return plain
    fullwidth = "\uff01" <= char <= "\uff5e"
    return unicodedata.normalize("NFKC", char) if fullwidth else char


def all_for_matching(node: Node) -> Node:
    """Return a frozen value in which every text below it is in its matching form; ids, its keys, stay as they are."""
    return cast("Node", _matching(node))


# values without a text in them
_BARE = frozenset((int, bool, float, Decimal, date, Mark, type(None)))
# the names of the fields of each type, which dataclasses work out anew each time
_NAMES: dict[type, tuple[str, ...]] = {}


def _matching(node: object) -> object:
    if isinstance(node, str):
        return node if node.isascii() else _folded(node)
    if type(node) in _BARE:
        return node
    if isinstance(node, tuple | list):
        changed = [_matching(each) for each in node]
        same = all(new is old for new, old in zip(changed, node, strict=True))
        return node if same else type(node)(changed)
    if type(node) in _NAMES or (is_dataclass(node) and not isinstance(node, type)):
        return _changed(node)
    if isinstance(node, Mapping):
        entries = {key: _matching(value) for key, value in node.items()}
        return node if all(entries[key] is value for key, value in node.items()) else entries
    return node


def _changed(node: object) -> object:
    changes: dict[str, object] = {}
    kind = type(node)
    if kind not in _NAMES:
        _NAMES[kind] = tuple(each.name for each in fields(kind))  # type: ignore[arg-type]  # a dataclass, as was asked above
    for name in _NAMES[kind]:
        # by name, because it folds records of all wings, and whatever field they gain; only texts below them change
        value = getattr(node, name)
        if value is None or (type(value) is str and value.isascii()):
            # nearly all of them
            continue
        new = _matching(value)
        if new is not value:
            changes[name] = new
    return replace(node, **changes) if changes else node  # type: ignore[type-var]  # a dataclass, as was asked above
