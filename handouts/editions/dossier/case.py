"""Everything that a committee sees of one document, and helpers that build its text units and tables."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol

from handouts.checks.readability import ReadingLevel
from handouts.checks.safety.limit import Compared
from handouts.content.model import Clinic, Draft, Judgement, Library, Waiver
from handouts.content.translation import Authored, Translation
from handouts.core.problem import Problem
from handouts.core.words import word
from handouts.document.blocks import Block, Column, Group, Paragraph, Row, Table
from handouts.document.document import Document, Section
from handouts.document.text import Inline, Strong, Text, Unit, Words
from handouts.editions.dossier.answers import Answered, answers


@dataclass(frozen=True)
class Case:
    """A document with the facts behind it, the findings of the checks, and people's answers.

    `formatted` holds the full form of each reference, `pages` the width and height in pt of each page of the finished
    file, and `layout` the name of its layout.
    """

    draft: Draft
    document: Document
    library: Library
    clinic: Clinic | None
    formatted: Mapping[str, str]
    problems: tuple[Problem, ...]
    waivers: tuple[Waiver, ...]
    judgements: tuple[Judgement, ...]
    reading: ReadingLevel | None
    doses: tuple[Compared, ...]
    as_of: date
    translation: Translation
    pages: tuple[tuple[float, float], ...] = ()
    layout: str = ""

    @cached_property
    def answered(self) -> Mapping[str, tuple[Answered, ...]]:
        """The items of each instrument, answered or open."""
        return answers(self.document, self.judgements)

    @property
    def lang(self) -> str:
        """The language of the document and of its dossier."""
        return self.document.lang

    @cached_property
    def blocked(self) -> tuple[str, ...]:
        """The blocked claims in the subject files of the document's claims."""
        subjects = set(self.subjects)
        return tuple(name for name in sorted(self.library.blocked) if name.partition(".")[0] in subjects)

    @cached_property
    def subjects(self) -> tuple[str, ...]:
        """The prefixes of the document's claims."""
        return tuple(dict.fromkeys(name.partition(".")[0] for name in self.document.reads.claims))

    @cached_property
    def references(self) -> tuple[str, ...]:
        """Every reference in the dossier, in order of first mention.

        Those of claims come first, then the document's other references, then those of blocked claims.
        """
        claims = [name for claim in self.document.reads.claims for name in self.library.claims[claim].references]
        blocked = [name for claim in self.blocked for name in self.library.blocked[claim].references]
        known = self.library.references
        return tuple(
            name for name in dict.fromkeys((*claims, *self.document.reads.references, *blocked)) if name in known
        )

    def cited(self, names: Iterable[str]) -> str:
        """Return the numbers of references in the list at the end."""
        return ", ".join(str(self._places[name]) for name in names if name in self._places)

    @cached_property
    def _places(self) -> Mapping[str, int]:
        return {name: place for place, name in enumerate(self.references, start=1)}

    # --- words ---

    def word(self, name: str, **parts: object) -> str:
        """Return words of the program in the document's language."""
        return word(name, self.lang, **parts)

    def said(self, text: Authored) -> str:
        """An authored text in the document's language."""
        return self.translation.words(*text)

    def id_of(self, place: str) -> str:
        """Return the id of a part of the dossier."""
        return f"{self.document.id}/dossier/{place}"

    def unit(self, place: str, *text: str | Inline) -> Unit:
        """Return a text unit of the dossier."""
        inlines = tuple(Words(each) if isinstance(each, str) else each for each in text if each != "")
        return Unit(self.id_of(place), inlines, self.document.title.mark, self.lang)

    def paragraph(self, place: str, *text: str | Inline) -> Paragraph:
        """Return a paragraph of the dossier."""
        return Paragraph(self.unit(place, *text))

    def section(self, place: str, title: str, *blocks: Block) -> Section:
        """Return a section of the dossier."""
        return Section(self.id_of(place), self.unit(f"{place}/title", title), blocks, self.document.title.mark)


class UnitFactory(Protocol):
    """The source of ids and text units for a table: a case, or another document printed for a committee."""

    def word(self, name: str, **parts: object) -> str:
        """Return words of the program by their id."""

    def id_of(self, place: str) -> str:
        """Return the id of a part."""

    def unit(self, place: str, *text: str | Inline) -> Unit:
        """Return a text unit."""


@dataclass(frozen=True, slots=True)
class DossierRow:
    """A row of a table: its id in the table, and its cells."""

    id: str
    cells: tuple[Text, ...]


def line(name: str, *cells: str | Text) -> DossierRow:
    """Return a row of plain texts or of texts with inline formatting."""
    return DossierRow(name, tuple(_text(cell) for cell in cells))


def _text(cell: str | Text) -> Text:
    return ((Words(cell),) if cell else ()) if isinstance(cell, str) else cell


def table(
    case: UnitFactory,
    place: str,
    heads: Sequence[str],
    lines: Iterable[DossierRow],
    *,
    caption: str | None = None,
    numbers: Sequence[str] = (),
) -> Table:
    """Return a table with one group of rows.

    `heads` are ids of words; columns named in `numbers` are aligned at their end.
    """
    return grouped(case, place, heads, [("rows", None, lines)], caption=caption, numbers=numbers)


def grouped(
    case: UnitFactory,
    place: str,
    heads: Sequence[str],
    groups: Iterable[tuple[str, str | None, Iterable[DossierRow]]],
    *,
    caption: str | None = None,
    numbers: Sequence[str] = (),
) -> Table:
    """Return a table whose groups have an id, a title or None, and rows."""
    columns = tuple(
        Column(
            str(number),
            case.unit(f"{place}/columns/{number}", head),
            "number" if head in numbers else "text",
        )
        for number, head in enumerate(heads)
    )
    made = tuple(
        Group(
            case.id_of(f"{place}/{name}"),
            None if title is None else case.unit(f"{place}/{name}/title", title),
            None,
            tuple(_rows(case, f"{place}/{name}", lines)),
        )
        for name, title, lines in groups
    )
    over = None if caption is None else case.unit(f"{place}/caption", caption)
    return Table(case.id_of(place), over, columns, made)


def _rows(case: UnitFactory, place: str, lines: Iterable[DossierRow]) -> Iterator[Row]:
    for each in lines:
        cells = tuple(case.unit(f"{place}/{each.id}/{number}", *text) for number, text in enumerate(each.cells))
        yield Row(case.id_of(f"{place}/{each.id}"), cells)


def strong(text: str) -> Strong:
    """Return words in bold."""
    return Strong((Words(text),))


def breakable(name: str) -> str:
    """Return an id or path in which lines may break after dots, slashes and underscores."""
    for sign in "._/":
        name = name.replace(sign, f"{sign}\u200b")
    return name


def day(case: Case, when: date) -> str:
    """Return a date in words."""
    months = case.word("months").split()
    return case.word("date", day=when.day, month=months[when.month - 1], year=when.year)
