"""Words of a finished file with the places where they begin and end."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class TextPosition:
    """Where words stand: their page, base line and size of type, in pt."""

    page: int
    base: float
    size: float


@dataclass(frozen=True, slots=True)
class Chunk:
    """Words as a file holds them; `first` and `last` are the places of its ends where they are known."""

    text: str
    first: TextPosition | None = None
    last: TextPosition | None = None
