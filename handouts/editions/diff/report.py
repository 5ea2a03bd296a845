"""The difference as an accessible PDF for the approval meeting: facts, words, and pages before and after."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from typing import assert_never

from handouts import __version__
from handouts.content.meaning import Done, FactChange
from handouts.core.problem import Mark, Problem, errors
from handouts.core.words import word
from handouts.document.blocks import Block, Fact, Facts, Field, Fields, Paragraph, Sheet, Sheets
from handouts.document.document import Document, Reads, Section
from handouts.document.text import Inline, Sign, Text, Unit, Words
from handouts.editions.approval.changes import Change
from handouts.editions.diff.pictures import Album, Comparison, PagePicture, album, office, pictured_file
from handouts.editions.diff.told import file_words
from handouts.editions.diff.value import Difference, DocumentChange, FileChange
from handouts.editions.dossier.case import DossierRow, breakable, line, strong, table
from handouts.editions.dossier.record import DECISION_WORDS
from handouts.pipeline.looks import Looks
from handouts.pipeline.press import Unset, drawn, pictured_layouts, set_comparison
from handouts.pipeline.request import Request

LONGEST = 700  # characters of a cell
DONE_WORDS: Mapping[Done, str] = {
    "added": "changes.added",
    "removed": "changes.removed",
    "changed": "changes.changed",
}
ID = "changes"


@dataclass(frozen=True, slots=True)
class DiffReport:
    """The input of a report: the difference, its pictures, the layouts that they show, and the day."""

    found: Difference
    album: Album
    pictured: dict[str, str]
    as_of: date
    lang: str

    def word(self, name: str, **parts: object) -> str:
        """Return words of the program by their id."""
        return word(name, self.lang, **parts)

    def id_of(self, place: str) -> str:
        """Return the id of a part of the report."""
        return f"{ID}/{place}"

    def unit(self, place: str, *text: str | Inline) -> Unit:
        """Return a text unit of the report."""
        inlines = tuple(Words(each) if isinstance(each, str) else each for each in text if each != "")
        return Unit(self.id_of(place), inlines, Mark(ID), self.lang)

    def section(self, place: str, title: str, *blocks: Block) -> Section:
        """Return a section of the report."""
        return Section(self.id_of(place), self.unit(f"{place}/title", title), blocks, Mark(ID))

    def paragraph(self, place: str, *text: str | Inline) -> Paragraph:
        """Return a paragraph of the report."""
        return Paragraph(self.unit(place, *text))


def report(found: Difference, request: Request, layout: str, path: str) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of the report and its problems; None where it has an error. `path` is its file name."""
    looks = Looks(request.root)
    pictured, problems = pictured_layouts(looks, layout, "changes")
    if errors(problems):
        return None, problems
    made = DiffReport(found, album(found, pictured), dict(pictured), request.as_of, request.langs[0])
    problems += made.album.problems
    paper = set_comparison(document_of(made), layout, looks, made.album.data, _foot(made))
    problems += paper.problems
    if isinstance(paper, Unset) or errors(problems):
        return None, problems
    data, wrong = drawn(paper, path, request.root)
    problems += wrong
    return (None if errors(problems) else data), problems


def document_of(made: DiffReport) -> Document:
    """Return the report as a document without any look."""
    sides = {"before": made.found.before, "after": made.found.after}
    sections = (
        _summary(made),
        _facts(made),
        *_looks(made),
        *(_document(made, number, each) for number, each in enumerate(made.found.documents)),
        _decision(made),
    )
    # front sections flow from page to page without gaps
    sections = tuple(replace(section, front=True) for section in sections)
    return Document(
        id=ID,
        kind="leaflet",
        lang=made.lang,
        title=made.unit("title", made.word("changes.title", **sides)),
        lead=made.unit("lead", made.word("changes.lead")),
        sections=sections,
        version=__version__,
        checked=made.as_of,
        review_due=made.as_of,
        reads=Reads(),
        subject=made.word("changes.head"),
    )


def _foot(made: DiffReport) -> str:
    from handouts.document.edition import day

    return made.word(
        "changes.foot",
        language=made.word("language"),
        date=day(made.as_of, made.lang),
        version=__version__,
    )


# --- all of it ------------------------------------------------------------------------------------


def _summary(made: DiffReport) -> Section:
    found = made.found
    none = made.word("changes.facts-none")
    documents = "; ".join(f"{each.id} ({made.word(DONE_WORDS[each.done])})" for each in found.documents)
    said = [
        ("before", made.word("changes.before"), found.before),
        ("after", made.word("changes.after"), found.after),
        ("facts", made.word("changes.facts"), _fact_count(made) if found.facts else none),
        ("documents", made.word("changes.documents"), documents or made.word("changes.nothing")),
    ]
    if found.uncompared:
        said.append(("uncompared", made.word("changes.uncompared"), ", ".join(found.uncompared)))
    said.append(("files", made.word("changes.files"), str(sum(len(each.files) for each in found.documents))))
    facts = tuple(
        Fact(name, made.unit(f"summary/{name}/label", label), made.unit(f"summary/{name}/text", text))
        for name, label, text in said
    )
    return Section(made.id_of("summary"), None, (Facts(made.id_of("summary/facts"), facts),), Mark(ID))


def _fact_count(made: DiffReport) -> str:
    facts, entries = len(made.found.facts), len({(fact.kind, fact.id) for fact in made.found.facts})
    return made.word(
        "changes.facts-are",
        facts=made.word("changes.fact-count.one" if facts == 1 else "changes.fact-count", count=facts),
        entries=made.word("changes.entry-count.one" if entries == 1 else "changes.entry-count", count=entries),
    )


def _facts(made: DiffReport) -> Section:
    title = made.word("changes.facts")
    if not made.found.facts:
        return made.section("facts", title, made.paragraph("facts/none", made.word("changes.facts-none")))
    heads = (
        made.word("changes.fact"),
        made.word("changes.what"),
        made.word("changes.before"),
        made.word("changes.after"),
    )
    lines = (row for number, each in enumerate(made.found.facts) for row in _fact(made, number, each))
    return made.section("facts", title, table(made, "facts/table", heads, lines))


def _fact(made: DiffReport, number: int, each: FactChange) -> Iterator[DossierRow]:
    what = each.key.replace("_", " ").replace(".", " ") if each.key else made.word(DONE_WORDS[each.done])
    name: Text = (Words(f"{each.kind} "), strong(breakable(each.id)))
    yield from _rows(made, str(number), (name, what), each.before, each.after)


def _rows(
    made: DiffReport, number: str, heads: tuple[str | Text, ...], before: str | None, after: str | None
) -> Iterator[DossierRow]:
    """Yield a change as a row, or a long text as several rows, because a row must fit on a page."""
    pairs = zip_longest(_pieces(before), _pieces(after), fillvalue="")
    none = made.word("changes.none")
    for place, (was, now) in enumerate(pairs):
        first = heads if not place else (made.word("changes.continued"), *("" for _ in heads[1:]))
        empty = "" if place else none
        yield line(f"{number}-{place}", *first, was or empty, now or empty)


def _pieces(text: str | None) -> list[str]:
    """Return a text in pieces of whole words; long words, such as addresses, may break at their signs."""
    words = [breakable(each) if len(each) > 20 else each for each in (text or "").replace("\n", " ").split(" ")]
    pieces = [""]
    for each in words:
        if pieces[-1] and len(pieces[-1]) + len(each) >= LONGEST:
            pieces.append("")
        pieces[-1] = f"{pieces[-1]} {each}" if pieces[-1] else each
    return pieces


def _looks(made: DiffReport) -> Iterator[Section]:
    if made.found.looks:
        heads = (made.word("changes.file"), made.word("changes.done"), made.word("changes.worn"))
        lines = (
            line(
                str(number),
                breakable(look.file),
                made.word(DONE_WORDS[look.done]),
                ", ".join(look.layouts) or made.word("changes.none"),
            )
            for number, look in enumerate(made.found.looks)
        )
        yield made.section("looks", made.word("changes.looks"), table(made, "looks/table", heads, lines))


# --- one document ---------------------------------------------------------------------------------


def _document(made: DiffReport, number: int, each: DocumentChange) -> Section:
    """Return the section of a document: its files, its words, and its pages."""
    place = f"documents/{number}"
    title = made.word("changes.leaflet" if each.kind == "leaflet" else "changes.deck", title=each.title)
    done = made.word("changes.document-is", id=each.id, done=made.word(DONE_WORDS[each.done]))
    blocks: list[Block] = [made.paragraph(f"{place}/is", done)]
    heads = (made.word("changes.file"), made.word("changes.where"))
    files = (line(str(row), breakable(file.path), file_words(file)) for row, file in enumerate(each.files))
    if each.files:
        blocks.append(table(made, f"{place}/files", heads, files))
    if each.changes:
        parts = (made.word("changes.place"), made.word("changes.before"), made.word("changes.after"))
        texts = (line for row, change in enumerate(each.changes) for line in _change(made, row, change))
        caption = made.word("changes.texts")
        blocks.append(table(made, f"{place}/texts", parts, texts, caption=caption))
    blocks += _shapes(made, place, each)
    blocks += _pictures(made, place, each)
    return made.section(place, title, *blocks)


def _change(made: DiffReport, row: int, change: Change) -> Iterator[DossierRow]:
    yield from _rows(made, str(row), (_change_name(made, change),), change.before, change.after)


def _change_name(made: DiffReport, change: Change) -> str:
    match change.kind:
        case "emergency":
            return made.word("changes.emergency", layout=change.id)
        case "type":
            return made.word("changes.type", layout=change.id)
        case "order":
            return made.word("changes.order")
        case "text" | "edition" | "claim":
            return breakable(change.id)
        case _:
            assert_never(change.kind)


def _shapes(made: DiffReport, place: str, each: DocumentChange) -> Iterator[Block]:
    """Yield a table of changed texts on slides and in finished files that no text unit covers."""
    texts = [(leaf, text) for file in _told(made, each) for leaf in file.leaves for text in leaf.texts]
    if texts:
        heads = (made.word("changes.shape"), made.word("changes.before"), made.word("changes.after"))
        lines = (
            row
            for number, (leaf, text) in enumerate(texts)
            for row in _rows(
                made, str(number), (f"{leaf.after or leaf.before}: {breakable(text.place)}",), text.before, text.after
            )
        )
        yield table(made, f"{place}/shapes", heads, lines, caption=made.word("changes.shapes"))


def _told(made: DiffReport, each: DocumentChange) -> Iterator[FileChange]:
    """Yield the file whose texts are listed; other layouts repeat them, and pictures show those of slides."""
    file = pictured_file(each, made.pictured)
    if file is None:
        return
    pictured = file.path in made.album.shown or made.album.elsewhere.get(file.path)
    if made.found.of == "builds" or (file.path.endswith(".pptx") and not pictured):
        yield file


def _pictures(made: DiffReport, place: str, each: DocumentChange) -> Iterator[Block]:
    file = pictured_file(each, made.pictured)
    if file is None:
        return
    shown = made.album.shown.get(file.path, ())
    if file.path.endswith(".pptx") and file.leaves and office() is None:
        yield made.paragraph(f"{place}/unpictured", made.word("changes.unpictured"))
    for number, pair in enumerate(shown):
        yield Sheets(made.id_of(f"{place}/pictures/{number}"), tuple(_sheets(made, f"{place}/{number}", file, pair)))
    if made.album.elsewhere.get(file.path):
        yield made.paragraph(
            f"{place}/elsewhere", made.word("changes.elsewhere", count=made.album.elsewhere[file.path])
        )
    if made.album.left.get(file.path):
        yield made.paragraph(f"{place}/more", made.word("changes.more", count=made.album.left[file.path]))


def _sheets(made: DiffReport, place: str, file: FileChange, pair: Comparison) -> Iterator[Sheet]:
    leaf = made.word("changes.slide" if file.path.endswith(".pptx") else "changes.page")
    if (was := pair.before) is not None:
        caption = made.word("changes.before-page", leaf=leaf, number=was.number, layout=file.layout)
        alt = made.word("changes.before-alt", leaf=leaf.capitalize(), number=was.number, path=file.path)
        yield _sheet(made, f"{place}/before", was, caption, alt)
    if (now := pair.after) is not None:
        caption = made.word("changes.after-page", leaf=leaf, number=now.number, layout=file.layout)
        alt = made.word("changes.after-alt", leaf=leaf.capitalize(), number=now.number, path=file.path)
        yield _sheet(made, f"{place}/after", now, caption, alt)


def _sheet(made: DiffReport, place: str, picture: PagePicture, caption: str, alt: str) -> Sheet:
    return Sheet(
        made.id_of(place),
        picture.page,
        picture.ratio,
        made.unit(f"{place}/caption", caption),
        made.unit(f"{place}/alt", alt),
    )


# --- the decision ---------------------------------------------------------------------------------


def _decision(made: DiffReport) -> Section:
    """Return the boxes to tick and the line to sign; no-break spaces keep each box with its words."""
    gap = "\u00a0"
    choices = [made.word(DECISION_WORDS[name]).replace(" ", gap) for name in DECISION_WORDS]
    boxes = [inline for choice in choices for inline in (Sign("box"), f"{gap}{choice}{gap * 3} ")]
    name, date, signature = made.word("changes.name"), made.word("dossier.date"), made.word("dossier.signature")
    fields = (
        Field("name", made.unit("decision/name", name), "text", 3),
        Field("date", made.unit("decision/date", date), "date", 2),
        Field("signature", made.unit("decision/signature", signature), "text", 3),
    )
    ticks = made.paragraph("decision/ticks", *boxes)
    return made.section("decision", made.word("changes.decision"), ticks, Fields(made.id_of("decision/sign"), fields))
