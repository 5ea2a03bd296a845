"""Inlines, texts and text units: the words of a document."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.core.problem import Mark
from handouts.core.quantity import Measured


@dataclass(frozen=True, slots=True)
class Words:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Text in bold."""

    children: Text


@dataclass(frozen=True, slots=True)
class Italic:
    """Text in italics, such as the name of a species in a title."""

    children: Text


@dataclass(frozen=True, slots=True)
class Raised:
    """A superscript, such as the charge of Ca2+."""

    children: Text


@dataclass(frozen=True, slots=True)
class Lowered:
    """A subscript, such as the 2 of CO2."""

    children: Text


@dataclass(frozen=True, slots=True)
class Link:
    """Text that links to an address."""

    children: Text
    url: str


@dataclass(frozen=True, slots=True)
class Value:
    """A printed quantity with its source (a claim, food or limit), part and type.

    A `policy` is typed by a clinic: a quantity, or words that contain one. An `example` is of an invented patient.
    """

    kind: Literal["claim", "food", "limit", "policy", "example"]
    source: str
    name: str | None
    part: str | None
    measured: Measured | None
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to a reference; it prints nothing in running text."""

    reference: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on inside running text; `field` is its name, `letters` its width in characters."""

    field: str
    letters: int = 16


@dataclass(frozen=True, slots=True)
class Contact:
    """A clinic's own phone or name inside running text; like a blank line, it is not part of the content."""

    field: str
    text: str


SignKind = Literal["level-1", "level-2", "level-3", "tick", "struck", "arrow", "box"]
SIGN_WORDS: Mapping[SignKind, str] = {
    "level-1": "sign.level-1",
    "level-2": "sign.level-2",
    "level-3": "sign.level-3",
    "tick": "sign.tick",
    "struck": "sign.struck",
    "arrow": "sign.arrow",
    "box": "sign.box",
}
LEVEL_WORDS: Mapping[int, str] = {1: "sign.level-1", 2: "sign.level-2", 3: "sign.level-3"}


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn sign with a meaning, which is read as words."""

    kind: SignKind


Inline = Words | Strong | Italic | Raised | Lowered | Link | Value | Citation | Blank | Contact | Sign
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A text unit: the smallest text with its own id (`document/section/block[/part]`)."""

    id: str
    text: Text
    mark: Mark
    lang: str


def plain(text: Text) -> str:
    """Return the words of a text as printed, without signs and citations."""
    return "".join(_plain(inline) for inline in text)


def says_itself(unit: Unit, words: str) -> bool:
    """Return whether a text already starts with these words, so that a sign beside it would repeat them."""
    return plain(unit.text).casefold().startswith(words.casefold())


def _plain(inline: Inline) -> str:
    match inline:
        case Words(text) | Value(text=text) | Contact(text=text):
            return text
        case Strong(children) | Italic(children) | Raised(children) | Lowered(children) | Link(children):
            return plain(children)
        case Citation() | Blank() | Sign():
            return ""


def inlines(text: Text) -> Iterator[Inline]:
    """Yield every inline of a text, including nested ones."""
    for inline in text:
        yield inline
        if isinstance(inline, Strong | Italic | Raised | Lowered | Link):
            yield from inlines(inline.children)
