"""The recall notice as a document for paper, set and written like a leaflet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from handouts.core.problem import Mark, Problem, errors
from handouts.core.words import word
from handouts.document.blocks import (
    Block,
    Callout,
    Column,
    Fact,
    Facts,
    Field,
    Fields,
    Group,
    Paragraph,
    Row,
    Sheet,
    Sheets,
    Table,
)
from handouts.document.document import Document, Reads, Section
from handouts.document.edition import day
from handouts.document.text import Unit, Words
from handouts.editions.recall.notice import Notice, RecalledEdition
from handouts.editions.recall.pictures import FirstPages, first_pages
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
TITLES = 2  # leaflets that the title names


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

    def section(self, place: str, title: str, *blocks: Block) -> Section:
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
    shown = first_pages(notice.held)
    placed = set_notice(sheet(notice, lang, shown), layout, Looks(root), word("recall.head", lang), shown.data)
    if isinstance(placed, Unset) or errors(placed.problems):
        return None, list(placed.problems)
    data, found = drawn(placed, f"{ID}.pdf", root)
    return data, [*placed.problems, *found]


def sheet(notice: Notice, lang: str, shown: FirstPages) -> Document:
    """Return the document of a recall; `shown` are the pictures of released pages."""
    made = _SheetWriter(Mark("releases"), lang)
    return Document(
        id=ID,
        # as a leaflet it would ask its readers for feedback
        kind="deck",
        lang=lang,
        title=made.unit("title", made.word("recall.title", what=_titles(made, notice))),
        lead=made.unit("lead", made.word("recall.lead")),
        sections=tuple(_sections(made, notice, shown)),
        version="1.0",
        checked=notice.day,
        review_due=notice.day,
        reads=Reads(),
        subject=made.word("recall.head"),
    )


def _titles(made: _SheetWriter, notice: Notice) -> str:
    """Return the titles of what is recalled, as its readers know it."""
    titles = list(dict.fromkeys(held.edition.title for held in notice.held))
    named = "; ".join(titles[:TITLES])
    more = len(titles) - TITLES
    return made.word("recall.title-more", what=named, count=more) if more > 0 else named


def _sections(made: _SheetWriter, notice: Notice, shown: FirstPages) -> Iterator[Section]:
    facts = tuple(
        Fact(name, made.unit(f"facts/{name}/label", label), made.unit(f"facts/{name}/text", text))
        for name, label, text in _facts(made, notice)
    )
    frame = Callout(
        f"{ID}/stop",
        "recall",
        made.unit("stop/title", made.word("recall.stop")),
        (Facts(f"{ID}/facts/list", facts),),
    )
    yield Section(f"{ID}/facts", None, (frame, _removed(made)), made.mark, front=True)
    for number, held in enumerate(notice.held):
        yield _document(made, number, held, notice, shown)


def _removed(made: _SheetWriter) -> Fields:
    """Return the lines on which somebody says that the files are off the shelf."""
    by, on = made.word("recall.removed-by"), made.word("recall.removed-on")
    fields = (
        Field("removed-by", made.unit("removed/by", by), "text", 3),
        Field("removed-on", made.unit("removed/on", on), "date", 1),
    )
    return Fields(f"{ID}/removed", fields)


def _facts(made: _SheetWriter, notice: Notice) -> Iterator[tuple[str, str, str]]:
    """Name, label and text of what is said of the recall itself."""
    if notice.reason:
        yield "reason", made.word("recall.reason"), notice.reason
    if notice.was:
        yield "was", made.word("recall.was"), " / ".join(notice.was)
    yield "today", made.word("recall.today"), notice.today
    yield "day", made.word("recall.day"), day(notice.day, made.lang)
    if notice.claim is not None:
        yield "claim", made.word("recall.claim"), notice.claim
    if notice.content is not None:
        yield "digest", made.word("recall.digest"), grouped(notice.content)
    counted = made.word("recall.counted", documents=len(notice.held), files=_count(notice))
    yield "count", made.word("recall.count"), counted


def _count(notice: Notice) -> int:
    return sum(len(list(held.release.files_of(held.edition))) for held in notice.held)


def _document(made: _SheetWriter, number: int, held: RecalledEdition, notice: Notice, shown: FirstPages) -> Section:
    """Return the section of one released document: its edition, its page 1, what replaces it, its words and files."""
    place = f"documents/{number}"
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
    replaced = made.word("recall.replaced", what=held.replaced)
    blocks: list[Block] = [Paragraph(made.unit(f"{place}/about", about))]
    blocks.append(Paragraph(made.unit(f"{place}/replaced", replaced)))
    blocks += _pictured(made, place, number, held, shown)
    if held.said:
        said = made.table(f"{place}/said", (made.word("recall.unit"), made.word("recall.said")), held.said)
        blocks.append(said)
    elif notice.claim is not None:
        blocks.append(Paragraph(made.unit(f"{place}/rests", made.word("recall.rests"))))
    blocks.append(made.table(f"{place}/files", (made.word("recall.file"), made.word("recall.sha256")), _files(held)))
    return made.section(place, f"{edition.title} ({edition.document})", *blocks)


def _pictured(
    made: _SheetWriter, place: str, number: int, held: RecalledEdition, shown: FirstPages
) -> Iterator[Sheets]:
    """Yield the picture by which people know a recalled leaflet: its page 1, where the release still has it."""
    if number in shown.pages:
        page, ratio = shown.pages[number]
        edition = held.edition
        alt = made.word("recall.page-alt", title=edition.title, version=edition.version)
        caption = made.unit(f"{place}/page/caption", made.word("recall.page"))
        sheet = Sheet(f"{ID}/{place}/page", page, ratio, caption, made.unit(f"{place}/page/alt", alt))
        yield Sheets(f"{ID}/{place}/pages", (sheet,))


def _files(held: RecalledEdition) -> Iterator[tuple[str, ...]]:
    for file in held.release.files_of(held.edition):
        yield str(file["path"]), grouped(str(file["sha256"]))


def grouped(digest: str) -> str:
    """Return a digest in groups, which lines can break between and people can compare."""
    return " ".join(digest[start : start + BREAKS] for start in range(0, len(digest), BREAKS))
