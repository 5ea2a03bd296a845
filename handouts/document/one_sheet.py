"""A leaflet cut down to its first page: one sheet, for a reader who will not read eight pages."""

from __future__ import annotations

from dataclasses import replace

from handouts.core.words import word
from handouts.document.blocks import Fields, Paragraph
from handouts.document.document import Document, Section
from handouts.document.text import Contact, Unit, Words

REST = "rest"


def one_sheet(document: Document) -> Document:
    """Return a leaflet with what page 1 holds, and where to get the rest; unchanged where page 1 is all there is.

    Fields to write in give way to it: they belong to the leaflet that a reader keeps.
    """
    front = tuple(section for section in document.sections if section.front)
    if not front or len(front) == len(document.sections):
        return document
    read = tuple(section for section in front if not all(isinstance(block, Fields) for block in section.blocks))
    return replace(document, sections=(*read, _rest(document)))


def _rest(document: Document) -> Section:
    """Return the section that says where to get the rest of a leaflet: from the clinic's page, contact or phone."""
    head = document.letterhead
    named = (head.web, head.other_formats, head.day) if head is not None else ()
    contact = next(filter(None, named), None)
    said = word("rest-at" if contact else "rest", document.lang)
    name = f"{document.id}/{REST}"
    text = (Words(said), Contact(REST, contact)) if contact else (Words(said),)
    unit = Unit(f"{name}/text", text, document.title.mark, document.lang)
    return Section(name, None, (Paragraph(unit),), document.title.mark, front=True)
