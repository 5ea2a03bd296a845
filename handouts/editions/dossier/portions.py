"""The words that an item of an instrument judges: the narrowest part of a document whose change asks it again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import get_args

from handouts.checks.leaflet.parts import steps
from handouts.content.instruments import Portion
from handouts.document.blocks import FigureBlock, Table
from handouts.document.digest import digest_of
from handouts.document.document import Document
from handouts.document.text import Unit, Value, inlines
from handouts.document.walk import blocks, units

PORTIONS: tuple[Portion, ...] = get_args(Portion)
DIGITS = 16


def portion(document: Document, name: Portion) -> object:
    """A part of a document, as a value whose digest tells whether it changed.

    Where a document has nothing of the kind, an answer is about the whole of it.
    """
    return _part(document, name) or _whole(document)


def _whole(document: Document) -> tuple[object, ...]:
    """All that can be judged: not the version and the dates, which change when no word has."""
    return (document.title, document.lead, document.sections)


def _part(document: Document, name: Portion) -> tuple[object, ...]:
    match name:
        case "whole":
            return _whole(document)
        case "opening":
            return (document.title, document.lead)
        case "front":
            return (document.title, document.lead, front(document))
        case "headings":
            return headings(document)
        case "actions":
            return steps(document)
        case "figures":
            return figures(document)
        case "carried":
            # whether a picture carries the main message hangs on both
            return (document.title, document.lead, figures(document))
        case "tables":
            return tables(document)
        case "numbers":
            return tuple(numbers(document))


def text_digest(document: Document, name: Portion) -> str:
    """The first 16 digits of the digest of a part."""
    return digest_of(portion(document, name))[:DIGITS]


def digests(document: Document) -> Mapping[Portion, str]:
    """The digest of each part of a document."""
    return {name: text_digest(document, name) for name in PORTIONS}


# --- parts ----------------------------------------------------------------------------------------


def figures(document: Document) -> tuple[FigureBlock, ...]:
    """The figures of a document."""
    return tuple(block for block in blocks(document) if isinstance(block, FigureBlock))


def tables(document: Document) -> tuple[Table, ...]:
    """The tables of a document."""
    return tuple(block for block in blocks(document) if isinstance(block, Table))


def headings(document: Document) -> tuple[Unit, ...]:
    """The headings of the sections that have one."""
    return tuple(section.title for section in document.sections if section.title is not None)


def front(document: Document) -> tuple[object, ...]:
    """What stands first: the sections of the first page, or the first section."""
    return tuple(section for section in document.sections if section.front) or document.sections[:1]


def numbers(document: Document) -> Iterator[Unit]:
    """The texts that print a value."""
    for unit in units((document.title, document.lead, document.sections)):
        if any(isinstance(inline, Value) for inline in inlines(unit.text)):
            yield unit
