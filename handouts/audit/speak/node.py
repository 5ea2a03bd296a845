"""The structure of a finished file, free of any format: elements and the words in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handouts.audit.readers.chunk import Chunk, TextPosition

SOFT_HYPHEN = "\u00ad"
JOINING = ("-", "\u2010", "\u2013", "\u2014", "/")  # signs after which a line may end inside a word
NEW_LINE = 0.5  # of the type size: a base line that lies farther off is another line


@dataclass(frozen=True, slots=True)
class SpokenNode:
    """An element of a file.

    Its kind is a structure type of PDF, or one of `Slide`, `Notes`, `Chart`, `Parts`, `Hidden`, `Footer`, `Number`.
    `scope`, `id`, `headers`, `columns` and `rows` are those of a cell, `url` that of a link, `number` and
    `hidden` those of a slide.
    """

    kind: str
    kids: tuple[SpokenNode | Chunk, ...] = ()
    alt: str | None = None
    lang: str | None = None
    url: str | None = None
    scope: str = ""
    id: str = ""
    headers: tuple[str, ...] = ()
    columns: int = 1
    rows: int = 1
    number: int = 0
    hidden: bool = False


@dataclass(frozen=True, slots=True)
class Recording:
    """A file read back: its title, language, kind and elements."""

    kind: Literal["pdf", "pptx"]
    title: str
    lang: str
    nodes: tuple[SpokenNode, ...]
    slides: int = 0


def joined(chunks: Iterable[Chunk]) -> str:
    """Chunks as running words: parted where another line begins, soft hyphens gone."""
    text, last = "", None
    for chunk in chunks:
        if text.endswith(SOFT_HYPHEN):
            text = text[:-1]
        elif text and not text.endswith(JOINING) and _parted(last, chunk.first):
            text += " "
        text += chunk.text
        last = chunk.last or last
    return " ".join(text.replace(SOFT_HYPHEN, "").split())


def _parted(last: TextPosition | None, first: TextPosition | None) -> bool:
    if last is None or first is None:
        return False
    return last.page != first.page or abs(last.base - first.base) > NEW_LINE * min(last.size, first.size)
