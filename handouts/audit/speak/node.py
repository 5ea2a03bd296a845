"""The structure of a file without its format: elements and the text in them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from handouts.audit.readers.chunk import Chunk, TextPosition

SOFT_HYPHEN = "\u00ad"
JOINING = ("-", "\u2010", "\u2013", "\u2014", "/")  # characters after which a line may break inside a word
NEW_LINE = 0.5  # relative to the type size; baselines further apart belong to different lines


@dataclass(frozen=True, slots=True)
class SpokenNode:
    """An element of a file.

    `kind` is a PDF structure type, or one of `Slide`, `Notes`, `Chart`, `Parts`, `Hidden`, `Footer`, `Number`. `scope`,
    `id`, `headers`, `columns` and `rows` belong to a cell, `url` to a link, `number` and `hidden` to a slide.
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
    """The structure of a file: its format, title, language and elements, and the number of its slides."""

    kind: Literal["pdf", "pptx"]
    title: str
    lang: str
    nodes: tuple[SpokenNode, ...]
    slides: int = 0


def joined(chunks: Iterable[Chunk]) -> str:
    """Return pieces of text as running text: with a space where a new line starts, and without soft hyphens."""
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
