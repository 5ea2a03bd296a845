"""The cover page, the content and readers of the document, its readability, and pictures of its pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Literal

from handouts.checks.leaflet.parts import steps
from handouts.checks.readability import SMOG_SENTENCES, ReadingLevel
from handouts.content.instruments import INSTRUMENTS, PART_WORDS, SHORT_WORDS
from handouts.content.translation import Authored, claim_unit
from handouts.document.blocks import Block, Card, Fact, Facts, Sheet, Sheets
from handouts.document.digest import content_digest
from handouts.document.document import Section
from handouts.document.grades import CERTAINTIES, CERTAINTY_WORDS
from handouts.document.text import Unit, plain
from handouts.editions.dossier.answers import Score, scores
from handouts.editions.dossier.case import Case, DossierRow, day, line, table
from handouts.editions.dossier.findings import word_count

AUDIENCE_WORDS: Mapping[Literal["patient", "clinician"], str] = {
    "patient": "audience.patient",
    "clinician": "audience.clinician",
}
# what the blocks of each class are called where they are counted
HOLDS_WORDS: Mapping[str, str] = {
    "Paragraph": "holds.Paragraph",
    "Bullets": "holds.Bullets",
    "Callout": "holds.Callout",
    "Ladder": "holds.Ladder",
    "Facts": "holds.Facts",
    "Cards": "holds.Cards",
    "Table": "holds.Table",
    "Fields": "holds.Fields",
    "FigureBlock": "holds.FigureBlock",
    "Answers": "holds.Answers",
    "Gates": "holds.Gates",
    "Addressees": "holds.Addressees",
    "Situations": "holds.Situations",
    "ColumnPair": "holds.ColumnPair",
    "Options": "holds.Options",
    "References": "holds.References",
    "Sheets": "holds.Sheets",
}
# populations named on the cover page, and those in one row of the list of all
FEW, MANY = 3, 20


def cover(case: Case) -> Section:
    """Return the section with the facts of a document on one page."""
    facts = tuple(
        Fact(name, case.unit(f"cover/{name}/label", label), case.unit(f"cover/{name}/text", text))
        for name, label, text in _facts(case)
    )
    return Section(
        case.id_of("cover"), None, (Facts(case.id_of("cover/facts"), facts),), case.document.title.mark, front=True
    )


def _facts(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield name, label and text of each fact on the cover page."""
    differing = case.word("dossier.source-differs-in", count=_differing(case), blocked=len(case.blocked))
    yield "document", case.word("dossier.document"), _kind(case)
    yield from _message(case)
    yield "version", case.word("dossier.version"), _version(case)
    yield "audience", case.word("dossier.audience"), case.word(AUDIENCE_WORDS[case.draft.audience])
    yield "readers", case.word("dossier.readers"), _readers(case)
    yield "state", case.word("dossier.state"), case.word("dossier.state-is")
    yield "dates", case.word("dossier.dates"), _dates(case)
    yield "digest", case.word("dossier.digest"), content_digest(case.document)
    yield "size", case.word("dossier.size"), _size(case)
    yield "rests", case.word("dossier.rests"), _rests(case)
    yield "certainty", case.word("dossier.certainty"), _certainties(case)
    yield "source-differs", case.word("dossier.source-differs"), differing
    yield "reading", case.word("dossier.reading"), _levels(case)
    yield "problems", case.word("dossier.problems"), _problems(case)
    if case.clinic is not None:
        text = case.word("dossier.clinic-in", clinic=case.clinic.name, region=case.clinic.region.upper())
        yield "clinic", case.word("dossier.clinic"), text
    yield from _scores(case)


def _kind(case: Case) -> str:
    leaflet = case.document.kind == "leaflet"
    return case.word("dossier.kind.leaflet" if leaflet else "dossier.kind.deck", id=case.document.id)


def _message(case: Case) -> Iterator[tuple[str, str, str]]:
    """Yield the main message of the document, and what it asks readers to do."""
    if case.document.lead is not None:
        text = plain(case.document.lead.text)
        if case.document.kind == "leaflet":
            yield "message", case.word("dossier.message"), text
        else:
            yield "subtitle", case.word("dossier.subtitle"), text
    asked = [plain(unit.text) for unit in _asked(case)]
    if asked:
        yield "asks", case.word("dossier.asks"), "; ".join(asked)


def _version(case: Case) -> str:
    return case.word("dossier.version-in", version=case.document.version, language=case.word("language"))


def _dates(case: Case) -> str:
    document = case.document
    dates = {"checked": document.checked, "due": document.review_until, "as_of": case.as_of}
    return case.word("dossier.dates-are", **{name: day(case, when) for name, when in dates.items()})


def _size(case: Case) -> str:
    return case.word(
        "dossier.size-is",
        pages=len(case.pages),
        layout=case.layout,
        sections=len(case.document.sections),
        words=word_count((case.document.title, case.document.lead, case.document.sections)),
    )


def _rests(case: Case) -> str:
    reads = case.document.reads
    return case.word(
        "dossier.rests-on",
        claims=len(reads.claims),
        references=len(reads.references),
        foods=len(reads.foods),
        limits=len(reads.limits),
        terms=len(reads.terms),
    )


def _populations(case: Case) -> Counter[str]:
    people = ((name, case.library.claims[name].population) for name in case.document.reads.claims)
    return Counter(case.said(Authored(claim_unit(name, "population"), text)) for name, text in people)


def _readers(case: Case) -> str:
    """Return the populations that most claims are about, as words."""
    found = _populations(case).most_common()
    named = [case.word("dossier.reader", population=name, count=count) for name, count in found[:FEW]]
    others = sum(count for _, count in found[FEW:])
    more = [case.word("dossier.more-readers", count=others)] if others else []
    return "; ".join([*named, *more]) or case.word("dossier.none")


def _certainties(case: Case) -> str:
    found = Counter(case.library.claims[name].certainty for name in case.document.reads.claims)
    return "; ".join(
        case.word("dossier.counted", what=case.word(CERTAINTY_WORDS[each]), count=found[each])
        for each in CERTAINTIES
        if found[each]
    )


def _differing(case: Case) -> int:
    """Return how many claims are printed differently from what the source text says."""
    notes = case.library.notes
    return sum(1 for name in case.document.reads.claims if name in notes and notes[name].verdict != "supported")


def _levels(case: Case) -> str:
    if case.reading is None:
        return case.word("dossier.reading-none")
    found = _grades(case.reading)
    return "; ".join(case.word("dossier.reading-is", formula=name, grade=grade) for name, grade in found)


def _problems(case: Case) -> str:
    found = Counter(problem.severity for problem in case.problems)
    return case.word("dossier.problems-are", warnings=found["warning"], notes=found["note"], waivers=len(case.waivers))


def _scores(case: Case) -> Iterator[tuple[str, str, str]]:
    for instrument in INSTRUMENTS:
        for part, score in scores(instrument, case.answered[instrument.id]):
            label = case.word(SHORT_WORDS[instrument.id])
            if part is not None:
                label = case.word("dossier.part-of", instrument=label, part=case.word(PART_WORDS[part]).lower())
            yield f"{instrument.id}-{part or 'whole'}", label, score_words(case, score)


def score_words(case: Case, score: Score) -> str:
    """Return a score in words, with the number of open items, if any."""
    return case.word(
        "dossier.score-open" if score.unanswered else "dossier.score",
        agreed=score.agreed,
        applicable=score.applicable,
        percent=score.percent,
        unanswered=score.unanswered,
    )


# --- what it says ---------------------------------------------------------------------------------


def says(case: Case) -> Section:
    """Return the section on what the document contains, and which populations the claims are about."""
    blocks: list[Block] = []
    sections = (case.word("dossier.section"), case.word("dossier.holds"), case.word("dossier.words"))
    blocks.append(
        table(
            case,
            "says/sections",
            sections,
            _sections(case),
            caption=case.word("dossier.sections"),
            numbers=sections[2:],
        )
    )
    people = (case.word("dossier.claims-count"), case.word("dossier.population"))
    blocks.append(
        table(case, "says/people", people, _people(case), caption=case.word("dossier.populations"), numbers=people[:1])
    )
    return case.section("says", case.word("dossier.says"), *blocks)


def _asked(case: Case) -> Iterator[Unit]:
    """Yield the titles of action cards, the numbered steps, and other texts marked as actions."""
    yield from (step.title if isinstance(step, Card) else step for step in steps(case.document))


def _sections(case: Case) -> Iterator[DossierRow]:
    for number, section in enumerate(case.document.sections):
        title = plain(section.title.text) if section.title is not None else _untitled(case, section)
        kinds = Counter(type(block).__name__ for block in section.blocks)
        holds = "; ".join(
            case.word("holds.of", kind=case.word(HOLDS_WORDS[kind]), count=count) for kind, count in kinds.items()
        )
        yield line(str(number), title, holds, str(word_count((section.title, section.blocks))))


def _untitled(case: Case, section: Section) -> str:
    return case.word("dossier.untitled", id=section.id.rpartition("/")[2])


def _people(case: Case) -> Iterator[DossierRow]:
    """Yield the populations by the number of claims about them, most claims first; a long list takes several rows."""
    found: dict[int, list[str]] = {}
    for name, count in _populations(case).most_common():
        found.setdefault(count, []).append(name)
    for count, names in found.items():
        for start in range(0, len(names), MANY):
            yield line(f"{count}-{start}", str(count), "; ".join(names[start : start + MANY]))


def levels(case: Case) -> Section:
    """Return the section on the readability of the text, with each formula by name."""
    title, reading = case.word("dossier.levels"), case.reading
    about = case.paragraph("levels/about", case.word("dossier.levels-of"))
    if reading is None:
        return case.section("levels", title, about, case.paragraph("levels/none", case.word("dossier.reading-none")))
    heads = (
        case.word("dossier.formula"),
        case.word("dossier.grade"),
        case.word("dossier.words"),
        case.word("dossier.sentences"),
    )
    counted = (str(reading.words), str(reading.sentences))
    lines = [line(name, name, str(grade), *counted) for name, grade in _grades(reading)]
    blocks: list[Block] = [about, table(case, "levels/table", heads, lines, numbers=heads[1:])]
    if reading.sentences < SMOG_SENTENCES:
        short = case.word("dossier.short-text", least=SMOG_SENTENCES, sentences=reading.sentences)
        blocks.append(case.paragraph("levels/short", short))
    return case.section("levels", title, *blocks)


def _grades(reading: ReadingLevel) -> tuple[tuple[str, float], ...]:
    """Return the name and grade of each readability formula."""
    return (("Flesch-Kincaid", reading.flesch_kincaid), ("SMOG", reading.smog))


# --- pictures -------------------------------------------------------------------------------------


def pictures(case: Case) -> Section:
    """Return the section with a picture of every printed page."""
    about = case.paragraph("pictures/about", case.word("dossier.pictures-of", layout=case.layout))
    sheets = tuple(_sheet(case, number, *size) for number, size in enumerate(case.pages, start=1))
    return case.section("pictures", case.word("dossier.pictures"), about, Sheets(case.id_of("pictures/pages"), sheets))


def _sheet(case: Case, number: int, width: float, height: float) -> Sheet:
    title = plain(case.document.title.text)
    place = f"pictures/{number}"
    return Sheet(
        case.id_of(place),
        number,
        height / width,
        case.unit(f"{place}/caption", case.word("dossier.page", page=number)),
        case.unit(f"{place}/alt", case.word("dossier.page-of-title", page=number, pages=len(case.pages), title=title)),
    )
