"""Pieces of text in a finished file, with the positions of their first and last characters."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPosition:
    """The position of text: its page, the height of its baseline in pt, and its type size in pt."""

    page: int
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of text from a file; `first` and `last` are the positions of its ends where they are known."""

    text: str
    first: TextPosition | None = None
    last: TextPosition | None = None
