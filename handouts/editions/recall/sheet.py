"""The recall notice as a document for paper, set and written like a leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.core.problem import Mark, Problem, errors
from handouts.core.words import word
from handouts.document.blocks import Bullets, Column, Fact, Facts, Group, Paragraph, Row, Table
from handouts.document.document import Document, Reads, Section
from handouts.document.edition import day
from handouts.document.text import Unit, Words
from handouts.editions.recall.notice import Notice, RecalledEdition
from handouts.editions.releases.shown import State
from handouts.pipeline.looks import Looks
from handouts.pipeline.press import Unset, drawn, set_notice

ID = "recall"
STATE_WORDS: Mapping[State, str] = {
    "valid": "recall.state.valid",
    "expired": "recall.state.expired",
    "recalled": "recall.state.recalled",
}
BREAKS = 8  # digits in a group of a digest


@dataclass(frozen=True, slots=True)
class _SheetWriter:
    """A factory for the text units, tables and sections of the sheet; `mark` is the source position of its units."""

    mark: Mark
    lang: str

    def word(self, name: str, **parts: object) -> str:
        """Words of the program by their id."""
        return word(name, self.lang, **parts)

    def unit(self, place: str, text: str) -> Unit:
        """Return a text unit of the sheet."""
        return Unit(f"{ID}/{place}", (Words(text),) if text else (), self.mark, self.lang)

    def section(self, place: str, title: str, *blocks: Facts | Table | Paragraph | Bullets) -> Section:
        """Return a section with a title."""
        return Section(f"{ID}/{place}", self.unit(f"{place}/title", title), blocks, self.mark, front=True)

    def table(self, place: str, heads: Iterable[str], lines: Iterable[tuple[str, ...]]) -> Table:
        """Return a table with one group of rows."""
        columns = tuple(
            Column(str(number), self.unit(f"{place}/columns/{number}", head), "text")
            for number, head in enumerate(heads)
        )
        rows = tuple(self._row(f"{place}/{number}", cells) for number, cells in enumerate(lines))
        return Table(f"{ID}/{place}", None, columns, (Group(f"{ID}/{place}/rows", None, None, rows),))

    def _row(self, place: str, cells: tuple[str, ...]) -> Row:
        return Row(f"{ID}/{place}", tuple(self.unit(f"{place}/{number}", text) for number, text in enumerate(cells)))


def sheet_pdf(notice: Notice, layout: str, root: Path, lang: str) -> tuple[bytes | None, list[Problem]]:
    """Return the sheet as a tagged PDF in a layout of layouts/dossiers; None where it cannot be set or drawn."""
    placed = set_notice(sheet(notice, lang), layout, Looks(root), word("recall.head", lang))
    if isinstance(placed, Unset) or errors(placed.problems):
        return None, list(placed.problems)
    data, found = drawn(placed, f"{ID}.pdf", root)
    return data, [*placed.problems, *found]


def sheet(notice: Notice, lang: str) -> Document:
    """Return the document of a recall."""
    made = _SheetWriter(Mark("releases"), lang)
    named = made.word("recall.claim", id=notice.claim) if notice.claim else made.word("recall.content")
    return Document(
        id=ID,
        # as a leaflet it would ask its readers for feedback
        kind="deck",
        lang=lang,
        title=made.unit("title", made.word("recall.title", what=named)),
        lead=made.unit("lead", made.word("recall.lead")),
        sections=tuple(_sections(made, notice)),
        version="1.0",
        checked=notice.day,
        review_due=notice.day,
        reads=Reads(),
        subject=made.word("recall.head"),
    )


def _sections(made: _SheetWriter, notice: Notice) -> Iterator[Section]:
    facts = tuple(
        Fact(name, made.unit(f"facts/{name}/label", label), made.unit(f"facts/{name}/text", text))
        for name, label, text in _facts(made, notice)
    )
    yield Section(f"{ID}/facts", None, (Facts(f"{ID}/facts/list", facts),), made.mark, front=True)
    for number, held in enumerate(notice.held):
        yield _document(made, f"documents/{number}", held, notice)


def _facts(made: _SheetWriter, notice: Notice) -> Iterator[tuple[str, str, str]]:
    """Name, label and text of what is said of the recall itself."""
    yield "day", made.word("recall.day"), day(notice.day, made.lang)
    if notice.content is not None:
        yield "digest", made.word("recall.digest"), grouped(notice.content)
    if notice.reason:
        yield "reason", made.word("recall.reason"), notice.reason
    if notice.was:
        yield "was", made.word("recall.was"), " / ".join(notice.was)
    yield "today", made.word("recall.today"), notice.today
    counted = made.word("recall.counted", documents=len(notice.held), files=_count(notice))
    yield "count", made.word("recall.count"), counted


def _count(notice: Notice) -> int:
    return sum(len(list(held.release.files_of(held.edition))) for held in notice.held)


def _document(made: _SheetWriter, place: str, held: RecalledEdition, notice: Notice) -> Section:
    """Return the section of one released document: its edition, its files, its words, and its replacement."""
    edition = held.edition
    clinic = edition.clinic or made.word("recall.all-clinics")
    about = made.word(
        "recall.about",
        version=edition.version,
        issued=day(edition.issued, made.lang),
        release=held.release.tag,
        clinic=clinic,
        state=made.word(STATE_WORDS[held.state]),
        content=grouped(edition.content),
    )
    files = made.table(f"{place}/files", (made.word("recall.file"), made.word("recall.sha256")), _files(held))
    blocks: list[Facts | Table | Paragraph | Bullets] = [Paragraph(made.unit(f"{place}/about", about)), files]
    if held.said:
        said = made.table(f"{place}/said", (made.word("recall.unit"), made.word("recall.said")), held.said)
        blocks.append(said)
    elif notice.claim is not None:
        blocks.append(Paragraph(made.unit(f"{place}/rests", made.word("recall.rests"))))
    replaced = made.word("recall.replaced", what=held.replaced)
    blocks.append(Paragraph(made.unit(f"{place}/replaced", replaced)))
    return made.section(place, f"{edition.title} ({edition.document})", *blocks)


def _files(held: RecalledEdition) -> Iterator[tuple[str, ...]]:
    for file in held.release.files_of(held.edition):
        yield str(file["path"]), grouped(str(file["sha256"]))


def grouped(digest: str) -> str:
    """Return a digest in groups, which lines can break between and people can compare."""
    return " ".join(digest[start : start + BREAKS] for start in range(0, len(digest), BREAKS))
