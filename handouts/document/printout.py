"""A deck converted to a document for paper: notes with lines to write on, or one page to take away."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal, assert_never

from handouts.core.words import word
from handouts.document.blocks import (
    Block,
    Bullets,
    Entry,
    Field,
    Fields,
    Options,
    Paragraph,
    References,
    Table,
    block_id,
)
from handouts.document.document import Document, Section
from handouts.document.text import Strong, Unit, Words
from handouts.document.walk import blocks

Shows = Literal["notes", "takeaway"]
NOTE_LINES = 3
TAKEAWAYS = 5
KEY_REFERENCES = 3
# kinds of slide that get no lines to write on
WITHOUT_LINES = ("references", "section", "title")


def printout(document: Document, shows: Shows) -> Document:
    """Return a deck as a leaflet: `notes` prints every slide, `takeaway` only what to remember."""
    match shows:
        case "notes":
            taught = (section for section in document.sections if _kind(section) not in (None, "title"))
            sections = tuple(_noted(section, document.lang) for section in taught)
        case "takeaway":
            sections = tuple(_taken(document))
        case _:
            assert_never(shows)
    lead = document.lead if shows == "notes" else None
    return replace(document, kind="leaflet", lead=lead, sections=sections)


def _kind(section: Section) -> str | None:
    return section.teaching.kind if section.teaching is not None else None


# --- notes ----------------------------------------------------------------------------------------


def _noted(section: Section, lang: str) -> Section:
    """Return a slide with its notes, its short sources, and lines to write on below."""
    teaching = section.teaching
    blocks: list[Block] = list(section.blocks)
    if teaching is not None:
        for note in teaching.said:
            if isinstance(note, Bullets):
                blocks.append(note)
            elif (name := note.id.rpartition("/")[2]) in NOTES_WORDS:
                blocks.append(Paragraph(_headed(note, word(NOTES_WORDS[name], lang))))
        if teaching.source_line is not None:
            blocks.append(Paragraph(_headed(teaching.source_line, word("references", lang)), "source"))
        if teaching.kind not in WITHOUT_LINES:
            blocks.append(_lines(section, lang))
    return replace(section, blocks=tuple(blocks), front=False)


# the notes that are printed; full references are printed once, at the end
NOTES_WORDS = {"say": "say", "rests": "rests-on"}


def _headed(unit: Unit, heading: str) -> Unit:
    """Return a text that starts with a heading in bold."""
    return replace(unit, text=(Strong((Words(f"{heading}:"),)), Words(" "), *unit.text))


def _lines(section: Section, lang: str) -> Fields:
    label = Unit(f"{section.id}/my-notes", (Words(word("my-notes", lang)),), section.mark, lang)
    return Fields(f"{section.id}/my-notes", (Field("my-notes", label, "lines", 1, NOTE_LINES),))


# --- takeaway -------------------------------------------------------------------------------------


def _taken(document: Document) -> Iterator[Section]:
    """Yield objectives, takeaways, the key table, questions without answers, and three references.

    Of a deck that includes others, only some are taken: its own objectives, one question, and the first takeaway of
    each part.
    """
    lang, homes = document.lang, _homes(document)
    yield from _of_kind(document, "objectives")[: 1 if len(homes) > 1 else None]
    points = _points(document, homes)
    if points:
        bullets = Bullets(f"{document.id}/takeaways/list", tuple(points), "tick")
        yield _section(document, "takeaways", word("takeaways", lang), (bullets,))
    tables = [block for block in _with_role(document, "key-table") if isinstance(block, Table)]
    if tables:
        yield _section(document, "key-table", word("key-table", lang), (replace(tables[0], caption=None),))
    for section in _of_kind(document, "question")[: 1 if len(homes) > 1 else None]:
        yield replace(section, blocks=tuple(b for b in section.blocks if not isinstance(b, Options)))
    entries = _key_references(document)
    if entries:
        block = References(f"{document.id}/key-references/list", entries, numbered=False)
        yield _section(document, "key-references", word("references", lang), (block,))


def _homes(document: Document) -> tuple[str, ...]:
    """Return the ids of the decks whose takeaways these are: the deck itself, or those that a course includes."""
    return tuple(
        dict.fromkeys(_home(section) for section in document.sections if (section.id, "takeaway") in section.roles)
    )


def _home(section: Section) -> str:
    return section.id.partition("/")[0]


def _of_kind(document: Document, kind: str) -> list[Section]:
    return [replace(section, front=True, teaching=None) for section in document.sections if _kind(section) == kind]


def _with_role(document: Document, role: str) -> Iterator[Block]:
    for section in document.sections:
        ids = [name for name, each in section.roles if each == role]
        yield from (block for block in blocks(section) if block_id(block) in ids)


def _points(document: Document, homes: Sequence[str]) -> list[Unit]:
    """Return the titles of the slides whose role is takeaway; each title is an assertion."""
    taken = [section for section in document.sections if (section.id, "takeaway") in section.roles]
    if len(homes) > 1:
        taken = [next(section for section in taken if _home(section) == home) for home in homes]
        return [section.title for section in taken if section.title is not None]
    return [section.title for section in taken if section.title is not None][:TAKEAWAYS]


def _key_references(document: Document) -> tuple[Entry, ...]:
    """Return the references cited most by slides with a role, in the order of the list."""
    lists = [block for block in blocks(document) if isinstance(block, References)]
    entries = lists[0].entries if lists else ()
    cited = Counter(
        note.id.rpartition("/")[2]
        for section in document.sections
        if section.roles and section.teaching is not None
        for note in section.teaching.notes
    )
    ranked = sorted(entries, key=lambda entry: -cited[entry.reference])[:KEY_REFERENCES]
    return tuple(entry for entry in entries if entry in ranked)


def _section(document: Document, name: str, title: str, blocks: Sequence[Block]) -> Section:
    place = f"{document.id}/{name}"
    unit = Unit(place, (Words(title),), document.title.mark, document.lang)
    return Section(place, unit, tuple(blocks), document.title.mark, front=True)
