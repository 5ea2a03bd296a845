"""A deck lowered to a document for paper: notes with lines to write on, or one page to take away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, assert_never

from handouts.document import (
    Block,
    Bullets,
    Document,
    Field,
    Fields,
    Options,
    Paragraph,
    References,
    Section,
    Table,
    Unit,
    Words,
)
from handouts.words import word

Shows = Literal["notes", "takeaway"]
NOTE_LINES = 3
TAKEAWAYS = 5
KEY_REFERENCES = 3


def printout(document: Document, shows: Shows) -> Document:
    """The deck as a leaflet: `notes` prints every slide, `takeaway` what to keep from it."""
    match shows:
        case "notes":
            sections = tuple(_noted(section) for section in document.sections if _is_taught(section))
        case "takeaway":
            sections = tuple(_taken(document))
        case _:
            assert_never(shows)
    return replace(document, kind="leaflet", sections=sections)


def _is_taught(section: Section) -> bool:
    return section.teaching is not None and section.teaching.kind != "title"


# --- notes ----------------------------------------------------------------------------------------


def _noted(section: Section) -> Section:
    """A slide with its notes, and lines to write on below it."""
    teaching = section.teaching
    blocks: list[Block] = list(section.blocks)
    if teaching is not None:
        blocks += [Paragraph(note, "body" if number < 1 else "small") for number, note in enumerate(teaching.notes)]
        if teaching.kind not in ("references", "section", "title"):
            blocks.append(_lines(section))
    return replace(section, blocks=tuple(blocks), front=False)


def _lines(section: Section) -> Fields:
    label = Unit(f"{section.id}/my-notes", (Words(word("my-notes")),), section.mark)
    return Fields(f"{section.id}/my-notes", (Field("my-notes", label, "lines", 1, NOTE_LINES),))


# --- takeaway -------------------------------------------------------------------------------------


def _taken(document: Document) -> Iterator[Section]:
    """Objectives, takeaways, the key table, questions without answers, and three references."""
    lang = document.lang
    for section in document.sections:
        if section.teaching is not None and section.teaching.kind == "objectives":
            yield replace(section, front=True)
    points = _points(document)
    if points:
        bullets = Bullets(f"{document.id}/takeaways/list", tuple(points[:TAKEAWAYS]), "tick")
        yield _section(document, "takeaways", word("takeaways", lang), (bullets,))
    tables = [block for block in _with_role(document, "key-table") if isinstance(block, Table)]
    if tables:
        yield _section(document, "key-table", word("key-table", lang), (replace(tables[0], caption=None),))
    for section in document.sections:
        if section.teaching is not None and section.teaching.kind == "question":
            yield replace(section, blocks=tuple(b for b in section.blocks if not isinstance(b, Options)), front=True)
    lists = [block for section in document.sections for block in section.blocks if isinstance(block, References)]
    if lists:
        few = replace(lists[0], entries=lists[0].entries[:KEY_REFERENCES])
        yield _section(document, "key-references", word("references", lang), (few,))


def _with_role(document: Document, role: str) -> Iterator[Block]:
    for section in document.sections:
        ids = [name for name, each in section.roles if each == role]
        yield from (block for block in section.blocks if getattr(block, "id", None) in ids)


def _points(document: Document) -> list[Unit]:
    """The assertions of the slides whose role is takeaway."""
    taken = [section for section in document.sections if (section.id, "takeaway") in section.roles]
    return [section.title for section in taken if section.title is not None]


def _section(document: Document, name: str, title: str, blocks: Sequence[Block]) -> Section:
    place = f"{document.id}/{name}"
    unit = Unit(place, (Words(title),), document.title.mark, document.lang)
    return Section(place, unit, tuple(blocks), document.title.mark, front=True)
