"""The structure tree of a PDF as elements with their text."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from handouts.audit.readers.bounds import Budget, UnreadableError
from handouts.audit.readers.chunk import Chunk
from handouts.audit.readers.pdf.file import PdfFile, read_pdf
from handouts.audit.readers.pdf.tree import ContentItem, Element, Key
from handouts.audit.readers.pdf.words import chunk_of, said
from handouts.audit.speak.node import Recording, SpokenNode

Words = Mapping[tuple[Key, int], list[Chunk]]
Addresses = Mapping[Key, str]


def spoken_pdf(data: bytes, budget: Budget) -> Recording:
    """Return the structure of a tagged PDF. Raises UnreadableError."""
    file = read_pdf(data, budget)
    if not file.roots:
        raise UnreadableError(
            "untagged-file", "the file has no tags; export it with tags, or a screen reader can only guess what it says"
        )
    words, addresses = _words(file), {note.key: note.url for page in file.pages for note in page.notes if note.url}
    nodes = tuple(_node(element, words, addresses) for element in file.roots)
    return Recording("pdf", file.catalog.title, file.catalog.lang, nodes)


def _words(file: PdfFile) -> Words:
    return {
        (page.key, number): [chunk_of(piece, page.number) for piece in pieces]
        for page in file.pages
        for number, pieces in said(page.painted).items()
    }


def _node(element: Element, words: Words, addresses: Addresses) -> SpokenNode:
    kids = tuple(_kids(element, words, addresses))
    for replacement in (element.actual, element.long):
        if replacement is not None:
            kids = (Chunk(replacement),)
    return SpokenNode(
        element.kind,
        kids,
        element.alt,
        element.lang,
        next((addresses[child] for child in element.children if isinstance(child, tuple) and child in addresses), None),
        element.scope or "",
        element.id,
        element.headers,
        element.columns,
        element.rows,
    )


def _kids(element: Element, words: Words, addresses: Addresses) -> Iterator[SpokenNode | Chunk]:
    for child in element.children:
        if isinstance(child, Element):
            yield _node(child, words, addresses)
        elif isinstance(child, ContentItem):
            yield from words.get((child.page, child.number), ())
