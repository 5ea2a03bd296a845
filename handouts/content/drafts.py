"""Leaflets and decks read from their files."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Literal, get_args

from handouts.content.blocks import ITEMS, BlockShape, items_of, read_block
from handouts.content.figures import NamedFigureShape, named_figures
from handouts.content.kinds import PRINTED, PROSE
from handouts.content.model import ROLES, SIGNERS, Asks, CaseExample, Draft, DraftPart, Lesson, Offer, Reader, Signer
from handouts.content.quantities import NumberShape, read_quantity
from handouts.core.problem import Mark, Problem
from handouts.core.quantity import Measured, Units
from handouts.core.schema import (
    AMOUNT,
    DATE,
    TEXT,
    TRUTH,
    Entry,
    FileSchema,
    Shape,
    entries_of,
    listed,
    mapping_of,
    marked,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    some_of,
)
from handouts.core.source import Source
from handouts.document.document import SlideKind

SLIDE_KINDS: tuple[SlideKind, ...] = get_args(SlideKind)
# the slides on which the patient of a case is spoken of
CASE_KINDS: tuple[SlideKind, ...] = ("case", "question", "answer")
Kind = Literal["leaflet", "deck"]
READERS: tuple[Reader, ...] = get_args(Reader)
ASKS: tuple[Asks, ...] = get_args(Asks)
OFFERS: tuple[Offer, ...] = get_args(Offer)


class NotesShape(Shape, id="deck.notes"):
    """The notes of a slide, for who teaches from it."""

    say = optional(PROSE, "what to say", "Ask the room first.")
    points = otherwise(ITEMS, (), "a list of what to say", "{ask: Ask the room first.}")
    rests = optional(PROSE, "what the slide rests on", "One trial in adults.")


class PartShape(Shape, id="part"):
    """The keys that a section of a leaflet and a slide of a deck have in common."""

    id = needed(TEXT, "the id of the section or slide, unique in the document", "first-dose")
    title = optional(PROSE, "its title", "The first dose")
    blocks = otherwise(listed(BlockShape), (), "its blocks, in order", "[{id: dose, text: Take one tablet a day.}]")
    rests_on = otherwise(marked(TEXT), (), "the claims that its words rest on", "[dose.adult]")
    role = optional(one_of(ROLES), "what it is for, so that layouts and rules find it", "summary")


class SectionShape(PartShape, id="leaflet.section"):
    """A section of a leaflet; `after` and `fixed` say which orders `handouts order` may try."""

    after = optional(TEXT, "the id of a section that must be read before this one", "what-it-is")
    fixed = otherwise(TRUTH, False, "whether it keeps its place among the sections", "true")


class SlideShape(PartShape, id="deck.slide"):
    """A slide of a deck."""

    slide = needed(one_of(SLIDE_KINDS), "the kind of slide", "bullets")
    notes = optional(one(NotesShape), "the speaker notes", "{say: Ask the room first.}")
    minutes = optional(AMOUNT, "how long it takes", "2")
    core = otherwise(TRUTH, True, "whether a short lesson keeps it", "false")
    asks = otherwise(one_of(ASKS), "one", "how many options of a question are right", "several")
    sources = otherwise(marked(TEXT), (), "the references that stand at its foot", "[smith2020]")
    example = otherwise(
        entries_of(NumberShape),
        (),
        "values of the patient of a case, who is invented, printed by {{ example/age }} on case, question and answer",
        "{age: {number: 74, unit: year}}",
    )
    include = optional(TEXT, "the id of a deck whose slides follow this one", "inhaler-lesson")


class DocumentShape(Shape, id="document"):
    """The keys that leaflets and decks have in common."""

    title = needed(PROSE, "the title of the document", "Using your inhaler")
    subject = needed(PRINTED, "what it is about, in a word or two", "inhaler technique")
    audience = needed(one_of(READERS), "who it is for", "patient")
    version = needed(PRINTED, "its version, in quotes; raise it when a fact changes", '"1.0"')
    checked = needed(DATE, "the day on which its facts were checked", "2026-11-22")
    review_due = optional(DATE, "the day by which they must be checked again", "2027-11-22")
    rests_on = otherwise(marked(TEXT), (), "claims that the whole document rests on", "[dose.adult]")
    sources = otherwise(marked(TEXT), (), "references that a leaflet lists at its end in plain words", "[smith2020]")
    figures = otherwise(
        mapping_of(one(NamedFigureShape), "ids to figures", inside="figures"),
        (),
        "figures that several slides use",
        "{doses: {kind: bars, axis: mg, rows: {adult: {label: Adults, value: dose.adult}}}}",
    )
    offers = otherwise(
        one_of(OFFERS),
        "advice",
        "what the reader is offered; `procedure` asks for consent",
        "procedure",
    )
    roles = optional(some_of(SIGNERS), "who must approve it; never without the clinician", "[author, clinician]")


class LeafletShape(DocumentShape, id="leaflet"):
    """A leaflet for patients."""

    message = needed(PROSE, "the one thing to remember, below the title", "Shake it before each puff.")
    front = otherwise(listed(SectionShape), (), "the sections of page 1", "[{id: what, title: What it is}]")
    sections = otherwise(listed(SectionShape), (), "the sections from page 2 on", "[{id: how, title: How to use it}]")


class DeckShape(DocumentShape, id="deck"):
    """A teaching deck for clinicians."""

    subtitle = optional(PROSE, "the line below the title", "A lesson of 20 minutes")
    slides = otherwise(listed(SlideShape), (), "the slides, in order", "[{id: start, slide: title}]")


LEAFLETS = FileSchema("content/leaflets/*.yaml", "a leaflet, by the name of its file", one(LeafletShape, ""))
DECKS = FileSchema("content/decks/*.yaml", "a deck, by the name of its file", one(DeckShape, ""))


def read_draft(source: Source, name: str, kind: Kind, units: Units, log: list[Problem]) -> Draft | None:
    """Return a leaflet or a deck as its author wrote it; None if it cannot be read."""
    if source.root is None:
        return None
    entry = Entry(source.root, LeafletShape if kind == "leaflet" else DeckShape, log, name)
    parts = tuple(_parts(entry)) if kind == "leaflet" else tuple(_slides(entry, units))
    draft = Draft(
        id=name,
        kind=kind,
        title=entry.read(DocumentShape.title),
        lead=entry.read(LeafletShape.message) if kind == "leaflet" else entry.read(DeckShape.subtitle),
        subject=entry.read(DocumentShape.subject),
        audience=entry.read(DocumentShape.audience),
        version=entry.read(DocumentShape.version),
        checked=entry.read(DocumentShape.checked),
        review_due=entry.read(DocumentShape.review_due),
        parts=parts,
        figures=dict(named_figures(entry, DocumentShape.figures)),
        rests_on=entry.read(DocumentShape.rests_on),
        sources=entry.read(DocumentShape.sources),
        mark=entry.mark,
        offers=entry.read(DocumentShape.offers),
        roles=_signers(entry),
    )
    if not parts:
        key = "sections" if kind == "leaflet" else "slides"
        entry.problem(entry.mark, "empty-document", f"{name!r} holds nothing; write at least one entry of {key!r}")
    return draft


def _signers(entry: Entry) -> tuple[Signer, ...]:
    """Return the roles whose approval a document needs: by default all, without the lay reader if it is for clinicians.

    A document may name fewer roles, or others instead, but never leaves out the clinician.
    """
    named = entry.read(DocumentShape.roles)
    if named is None:
        return SIGNERS[:-1] if entry.read(DocumentShape.audience) == "clinician" else SIGNERS
    if "clinician" not in named:
        message = "'roles' leaves out the clinician, who signs every document; add 'clinician'"
        entry.problem(entry.mark_of(DocumentShape.roles), "missing-clinician", message)
    return tuple(dict.fromkeys((*named, "clinician")))


def _parts(entry: Entry) -> Iterator[DraftPart]:
    seen: dict[str, Mark] = {}
    for key in (LeafletShape.front, LeafletShape.sections):
        for child in entry.read(key):
            part = _part(child, None, front=key is LeafletShape.front)
            if part.id in seen:
                # an id that stands twice in one of the two lists has been told
                message = f"duplicate id {part.id!r} (first on line {seen[part.id].line})"
                child.problem(child.mark, "duplicate-id", message)
            seen[part.id] = child.mark
            yield _ordered(child, part, seen)


def _ordered(entry: Entry, part: DraftPart, seen: Mapping[str, Mark]) -> DraftPart:
    """Return a section with what it says of its place; `seen` are the sections up to it."""
    after = entry.read(SectionShape.after)
    if after is not None and (after not in seen or after == part.id):
        message = f"section {part.id!r} must stand after {after!r}, which no section before it is called"
        entry.problem(entry.mark_of(SectionShape.after), "misplaced-section", f"{message}; move it, or name another")
    return replace(part, after=after, fixed=entry.read(SectionShape.fixed))


def _slides(entry: Entry, units: Units) -> Iterator[DraftPart]:
    """Yield the slides; the examples of a case hold until a case declares others."""
    examples: dict[str, CaseExample] = {}
    for child in entry.read(DeckShape.slides):
        lesson = _lesson(child)
        own = _examples(child, units)
        if own and lesson.kind != "case":
            message = f"a slide of kind {lesson.kind!r} declares no example; move it to the slide of kind 'case'"
            child.problem(child.mark_of(SlideShape.example), "misplaced-example", message)
        examples = own if own and lesson.kind == "case" else examples
        part = _part(child, lesson, front=False)
        yield replace(part, examples=examples) if lesson.kind in CASE_KINDS else part


def _examples(entry: Entry, units: Units) -> dict[str, CaseExample]:
    """Return the values of an invented patient that a slide declares, by name."""
    about = ("the patient of this case, who is invented", "example")
    return {
        name: CaseExample(f"{entry.path}/{name}", Measured(read_quantity(value, units), name, *about))
        for name, value in entry.read(SlideShape.example)
    }


def _part(entry: Entry, lesson: Lesson | None, *, front: bool) -> DraftPart:
    return DraftPart(
        entry.read(PartShape.id),
        entry.path.partition("/")[0],
        entry.read(PartShape.title),
        tuple(read_block(child) for child in entry.read(PartShape.blocks)),
        entry.read(PartShape.rests_on),
        front,
        lesson,
        entry.mark,
        entry.read(SlideShape.include) if lesson is not None else None,
        entry.read(PartShape.role),
    )


def _lesson(entry: Entry) -> Lesson:
    notes = entry.read(SlideShape.notes)
    said = [notes.read(key) for key in (NotesShape.say, NotesShape.rests)] if notes is not None else []
    return Lesson(
        kind=entry.read(SlideShape.slide),
        notes=tuple(each for each in said if each is not None),
        minutes=entry.read(SlideShape.minutes),
        core=entry.read(SlideShape.core),
        sources=entry.read(SlideShape.sources),
        asks=entry.read(SlideShape.asks),
        points=items_of(notes.read(NotesShape.points)) if notes is not None else (),
    )
