"""The portion of a document that an item judges: the smallest one whose change makes an answer lapse."""

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
    """Return a portion of a document, as a value whose digest shows whether it changed.

    Where a document has no such portion, the answer is about the whole document.
    """
    return _part(document, name) or _whole(document)


def _whole(document: Document) -> tuple[object, ...]:
    """Return everything that can be judged, without version and dates, which change independently of the words."""
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
            # whether a picture carries the main message depends on both
            return (document.title, document.lead, figures(document))
        case "tables":
            return tables(document)
        case "numbers":
            return tuple(numbers(document))


def text_digest(document: Document, name: Portion) -> str:
    """Return the first 16 hexadecimal digits of a portion's digest."""
    return digest_of(portion(document, name))[:DIGITS]


def digests(document: Document) -> Mapping[Portion, str]:
    """Return the digest of each portion of a document."""
    return {name: text_digest(document, name) for name in PORTIONS}


# --- parts ----------------------------------------------------------------------------------------


def figures(document: Document) -> tuple[FigureBlock, ...]:
    """Return the figures of a document."""
    return tuple(block for block in blocks(document) if isinstance(block, FigureBlock))


def tables(document: Document) -> tuple[Table, ...]:
    """Return the tables of a document."""
    return tuple(block for block in blocks(document) if isinstance(block, Table))


def headings(document: Document) -> tuple[Unit, ...]:
    """Return the headings of the sections that have one."""
    return tuple(section.title for section in document.sections if section.title is not None)


def front(document: Document) -> tuple[object, ...]:
    """Return the sections of the first page, or else the first section."""
    return tuple(section for section in document.sections if section.front) or document.sections[:1]


def numbers(document: Document) -> Iterator[Unit]:
    """Yield the text units that print a value."""
    for unit in units((document.title, document.lead, document.sections)):
        if any(isinstance(inline, Value) for inline in inlines(unit.text)):
            yield unit
