"""Content lowered to the document that one reader will see, in one language, for one clinic.

Pure: it reads no clock, path or layout, and takes content that the checks have passed.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from typing import Literal, assert_never

from handouts.content.model import (
    CERTAINTIES,
    AmountEntry,
    AnswersBlock,
    BarsData,
    BoxBlock,
    CardEntry,
    CardsBlock,
    Claim,
    Clinic,
    ColumnEntry,
    DiagramData,
    Draft,
    FactEntry,
    FactsBlock,
    FieldsBlock,
    FigureData,
    FigureEntry,
    GatesBlock,
    GroupEntry,
    IconArrayData,
    IntervalsData,
    Lesson,
    Library,
    ListBlock,
    Part,
    PolicyBlock,
    QuestionsBlock,
    SpanEntry,
    Statement,
    TableBlock,
    TextBlock,
    TimelineData,
)
from handouts.content.prose import Cited, Linked, Marked, Piece, Placeholder, Prose, Said
from handouts.document import (
    Answer,
    Answers,
    Badge,
    BarRow,
    Bars,
    Blank,
    Block,
    Bullets,
    Callout,
    Card,
    Cards,
    Citation,
    Column,
    ColumnPair,
    Contact,
    Diagram,
    Document,
    Edge,
    Entry,
    Fact,
    Facts,
    Field,
    Fields,
    Figure,
    FigureBlock,
    Gate,
    Gates,
    Group,
    IconArray,
    Inline,
    IntervalRow,
    Intervals,
    Letterhead,
    Link,
    Lowered,
    Node,
    Option,
    Options,
    Paragraph,
    Raised,
    Reads,
    References,
    Row,
    Section,
    Span,
    Strong,
    Table,
    Teaching,
    Text,
    Tick,
    Timeline,
    Unit,
    Value,
    Words,
    canonical,
    plain,
)
from handouts.document import Part as IconPart
from handouts.problem import Mark
from handouts.quantity import (
    DIMENSIONS,
    Interval,
    Measured,
    Number,
    Quantity,
    Range,
    Ratio,
    printed,
    rounded,
)
from handouts.words import word

REVIEW_AFTER_MONTHS = 12
_BASES = {"trial": 0, "cohort": 1, "guideline": 2, "label": 3, "food-table": 4, "mechanism": 5}


class UnresolvedError(Exception):
    """A placeholder that no fact answers; checks name it before anything is composed."""


@dataclass
class _Composer:
    """What composing one document looks things up in, and the record of what it read."""

    library: Library
    lang: str
    clinic: Clinic | None
    formatted: Mapping[str, str]
    figures: Mapping[str, FigureData]
    read: dict[str, set[str]] = field(default_factory=dict)
    cited: dict[str, None] = field(default_factory=dict)

    # --- texts ---

    def unit(self, prose: Prose, *, bare: str | None = None) -> Unit:
        """A text unit; `bare` is the unit of a table column, whose values print without it."""
        prose = prose.for_region(self.clinic.region if self.clinic is not None else None)
        return Unit(prose.id, tuple(self.inlines(prose.pieces, bare)), prose.mark, self.lang)

    def optional(self, prose: Prose | None) -> Unit | None:
        return None if prose is None else self.unit(prose)

    def said(self, unit_id: str, text: str, mark: Mark) -> Unit:
        """A text unit of the program's own words."""
        return Unit(unit_id, (Words(text),), mark, self.lang)

    def inlines(self, pieces: Iterable[Piece], bare: str | None) -> Iterator[Inline]:
        for piece in pieces:
            match piece:
                case Said(text):
                    yield Words(text)
                case Marked(look, inner):
                    children = tuple(self.inlines(inner, bare))
                    yield _looking(look, children)
                case Linked(inner, url):
                    yield Link(tuple(self.inlines(inner, bare)), url)
                case Cited(reference):
                    self.note("references", reference)
                    self.cited.setdefault(reference)
                    yield Citation(reference)
                case Placeholder():
                    yield from self.placeholder(piece, bare)
                case _:
                    assert_never(piece)

    def placeholder(self, place: Placeholder, bare: str | None) -> Iterator[Inline]:
        match place.kind:
            case "claim" | "food" | "limit":
                yield self.value(place, bare)
            case "term":
                self.note("terms", place.source)
                yield Words(self.library.terms[place.source].plain)
            case "clinic":
                yield self.contact(place.source)
            case "policy":
                yield from self.policy_words(place.source)
            case _:
                yield Blank(place.source)

    def value(self, place: Placeholder, bare: str | None) -> Value:
        """The printed value of a placeholder, noted as read."""
        measured = self.measured(place)
        part = place.part if place.kind == "claim" else None
        if part is None and bare is not None and _unit_of(measured.quantity) == bare:
            part = "value"
        name = place.name if place.kind == "claim" else place.part
        kind: Literal["claim", "food", "limit"] = (
            "food" if place.kind == "food" else "limit" if place.kind == "limit" else "claim"
        )
        text = printed(measured.quantity, part, self.lang)  # type: ignore[arg-type]
        return Value(kind, place.source, name, part, measured, text)

    def measured(self, place: Placeholder) -> Measured:
        """The typed quantity that a placeholder names, noted as read."""
        try:
            if place.kind == "claim":
                claim = self.claim(place.source)
                return claim.values[place.name]
            table = self.library.foods if place.kind == "food" else self.library.limits
            self.note(f"{place.kind}s", place.source)
            entry = table[place.source]
            self.note_all("references", entry.references)
            return entry.columns[place.part or ""]
        except KeyError as error:
            raise UnresolvedError(str(place)) from error

    def claim(self, name: str) -> Claim:
        self.note("claims", name)
        claim = self.library.claims[name]
        self.note_all("references", claim.references)
        return claim

    def contact(self, name: str) -> Inline:
        """A clinic's own phone or name; without a clinic a line to write on."""
        found = getattr(self.clinic, name, None) if self.clinic is not None else None
        if found:
            phone = name in ("day", "night", "emergency")
            return Contact(name, str(found).replace(" ", "\u00a0") if phone else str(found))
        if name == "emergency":
            return Contact(name, word("emergency-number", self.lang))
        return Blank(name)

    def policy_words(self, name: str) -> Iterator[Inline]:
        policy = self.clinic.policies.get(name) if self.clinic is not None else None
        if isinstance(policy, Prose):
            yield from self.inlines(policy.pieces, None)
        elif policy is not None:
            yield Words(printed(policy.quantity, None, self.lang))

    def note(self, kind: str, name: str) -> None:
        self.read.setdefault(kind, set()).add(name)

    def note_all(self, kind: str, names: Iterable[str]) -> None:
        self.read.setdefault(kind, set()).update(names)

    # --- blocks ---

    def blocks(self, statements: Iterable[Statement], path: str) -> tuple[Block, ...]:
        return tuple(block for statement in statements for block in self.statement(statement, path))

    def statement(self, statement: Statement, path: str) -> Iterator[Block]:
        for name, _ in statement.rests_on:
            self.claim(name)
        place = f"{path}/{statement.id}"
        body = statement.body
        match body:
            case TextBlock(text):
                yield Paragraph(self.unit(text))
            case ListBlock(style, items):
                yield Bullets(place, tuple(map(self.unit, items)), style)
            case BoxBlock():
                yield self.box(body, place)
            case CardsBlock():
                yield self.cards(body, place)
            case FactsBlock(facts):
                yield Facts(place, tuple(map(self.fact, facts)))
            case TableBlock():
                yield self.table(body, place)
            case FieldsBlock():
                yield self.fields(body, place)
            case FigureEntry():
                yield self.figure_block(body, place)
            case QuestionsBlock():
                yield self.questions(body, place)
            case GatesBlock(gates):
                yield Gates(place, tuple(Gate(f"{place}/{g.id}", self.unit(g.ask), self.unit(g.stop)) for g in gates))
            case AnswersBlock():
                yield self.answers(body, place)
            case PolicyBlock():
                yield from self.policy(body, place, statement.mark)
            case _:
                assert_never(body)

    def box(self, body: BoxBlock, place: str) -> Callout:
        blocks: list[Block] = []
        if body.items:
            blocks.append(Bullets(f"{place}/items", tuple(map(self.unit, body.items))))
        if body.text is not None:
            blocks.append(Paragraph(self.unit(body.text)))
        return Callout(place, body.kind, self.unit(body.title), tuple(blocks))

    def cards(self, body: CardsBlock, place: str) -> Block:
        cards = tuple(self.card(card, f"{place}/{card.id}") for card in body.cards)
        if body.kind == "columns":
            return ColumnPair(place, cards)
        return Cards(place, body.kind, cards)

    def card(self, entry: CardEntry, place: str) -> Card:
        blocks: list[Block] = []
        if entry.text is not None:
            blocks.append(Paragraph(self.unit(entry.text)))
        if entry.items:
            blocks.append(Bullets(f"{place}/items", tuple(map(self.unit, entry.items))))
        if entry.facts:
            blocks.append(Facts(f"{place}/facts", tuple(map(self.fact, entry.facts))))
        return Card(place, self.unit(entry.title), tuple(blocks), entry.kind)

    def fact(self, entry: FactEntry) -> Fact:
        return Fact(entry.id, self.unit(entry.label), self.unit(entry.text))

    def table(self, body: TableBlock, place: str) -> Table:
        columns = tuple(Column(f"{place}/{c.id}", self.unit(c.head), c.kind) for c in body.columns)
        groups = tuple(self.group(group, place, body.columns) for group in body.groups)
        return Table(place, self.optional(body.caption), columns, groups)

    def group(self, entry: GroupEntry, place: str, columns: tuple[ColumnEntry, ...]) -> Group:
        rows = tuple(
            Row(
                f"{place}/{row.id}",
                tuple(self.unit(cell, bare=column.unit) for cell, column in zip(row.cells, columns, strict=True)),
            )
            for row in entry.rows
        )
        return Group(f"{place}/{entry.id}", self.optional(entry.title), entry.level, rows)

    def fields(self, body: FieldsBlock, place: str) -> Fields:
        return Fields(place, tuple(Field(f.name, self.unit(f.label), f.kind, f.width, f.count) for f in body.fields))

    def questions(self, body: QuestionsBlock, place: str) -> Answers:
        rows = []
        for entry in body.questions:
            blocks: list[Block] = []
            if entry.answer is not None:
                blocks.append(Paragraph(self.unit(entry.answer)))
            if entry.items:
                blocks.append(Bullets(f"{place}/{entry.id}/items", tuple(map(self.unit, entry.items))))
            rows.append(Answer(f"{place}/{entry.id}", self.unit(entry.ask), tuple(blocks)))
        return Answers(place, tuple(rows))

    def answers(self, body: AnswersBlock, place: str) -> Options:
        return Options(
            place,
            tuple(Option(f"{place}/{a.id}", self.unit(a.option), a.right, self.unit(a.reason)) for a in body.answers),
        )

    def policy(self, body: PolicyBlock, place: str, mark: Mark) -> Iterator[Block]:
        """The clinic's own policy; where it has none a line to write on, or nothing."""
        found = self.clinic.policies.get(body.policy) if self.clinic is not None else None
        label = self.optional(body.label)
        if found is None:
            if body.if_empty == "write-on":
                name = label or self.said(place, word("clinic", self.lang), mark)
                yield Fields(place, (Field(body.policy, name, "lines", 1, 2),))
            return
        text = Unit(f"{place}/policy", tuple(self.policy_words(body.policy)), mark, self.lang)
        if body.text is not None:
            yield Paragraph(self.unit(body.text))
        elif label is not None:
            yield Callout(place, "note", label, (Paragraph(text),))
        else:
            yield Paragraph(text)

    # --- figures ---

    def figure_block(self, entry: FigureEntry, place: str) -> FigureBlock:
        name = entry.uses or place
        data = self.figures[entry.uses] if entry.uses is not None else entry.data
        if data is None:
            raise UnresolvedError(name)
        self.note("figures", name)
        shown = None if entry.shown is None else tuple(name for name, _ in entry.shown)
        figure = self.figure(data, shown)
        return FigureBlock(place, figure, self.optional(entry.caption), self.unit(entry.alt), entry.illustration)

    def figure(self, data: FigureData, shown: tuple[str, ...] | None) -> Figure:
        match data:
            case DiagramData():
                return self.diagram(data, shown)
            case IconArrayData():
                return self.icon_array(data)
            case TimelineData():
                return self.timeline(data)
            case IntervalsData():
                rows = tuple(self.interval(row) for row in data.rows)
                log = all(self.interval_of(row.value).measure != "change" for row in data.rows)
                return Intervals(rows, self.unit(data.axis), self.unit(data.lower), self.unit(data.higher), log)
            case BarsData():
                return Bars(tuple(self.bar(row) for row in data.rows), self.unit(data.axis))
            case _:
                assert_never(data)

    def diagram(self, data: DiagramData, shown: tuple[str, ...] | None) -> Diagram:
        nodes = tuple(Node(n.id, self.unit(n.label), self.optional(n.detail), n.kind) for n in data.nodes)
        edges = tuple(Edge(e.id, e.start, e.end, self.optional(e.label), e.kind) for e in data.edges)
        return Diagram(data.arrange, data.lanes, nodes, edges, shown)

    def icon_array(self, data: IconArrayData) -> IconArray:
        quantity = self.measured(data.value).quantity
        if not isinstance(quantity, Ratio):
            raise UnresolvedError(str(data.value))
        share = quantity.per(data.total)
        part = IconPart("part", self.unit(data.label), share.low, share.high)
        return IconArray(data.total, part, self.unit(data.rest))

    def timeline(self, data: TimelineData) -> Timeline:
        origin = Tick(Decimal(0), self.unit(data.origin))
        spans, ticks = [], {Decimal(0): origin}
        for entry in data.spans:
            (start, first), (end, last) = self.ends(entry)
            spans.append(Span(entry.id, self.unit(entry.label), start, end, entry.kind))
            for at, tick in ((start, first), (end, last)):
                ticks.setdefault(at, Tick(at, tick))
        return Timeline(tuple(spans), tuple(ticks[at] for at in sorted(ticks)))

    def ends(self, entry: SpanEntry) -> tuple[tuple[Decimal, Unit], tuple[Decimal, Unit]]:
        """Start and end of a span in minutes, each with its printed words; one number is a window from 0."""
        start, end = self.moment(entry.start, entry, "low"), self.moment(entry.end, entry, "high")
        return ((Decimal(0), start[1]), end) if start[0] == end[0] else (start, end)

    def moment(self, place: Placeholder, entry: SpanEntry, end: Literal["low", "high"]) -> tuple[Decimal, Unit]:
        measured = self.measured(place)
        quantity = measured.quantity
        match quantity:
            case Number(amount, unit):
                pass
            case Range(low, high, unit):
                amount = low if end == "low" else high
            case _:
                raise UnresolvedError(str(place))
        text = printed(Number(amount, unit), None, self.lang)
        value = Value("claim", place.source, place.name, end, measured, text)
        tick = Unit(f"{entry.label.id}/{end}", (value,), place.mark, self.lang)
        return amount * DIMENSIONS[unit.id][1], tick

    def interval_of(self, place: Placeholder) -> Interval:
        quantity = self.measured(place).quantity
        if not isinstance(quantity, Interval):
            raise UnresolvedError(str(place))
        return quantity

    def interval(self, row: AmountEntry) -> IntervalRow:
        quantity = self.interval_of(row.value)
        text = Unit(f"{row.label.id}/value", (self.value(row.value, None),), row.value.mark, self.lang)
        return IntervalRow(row.id, self.unit(row.label), quantity.estimate, quantity.low, quantity.high, text)

    def bar(self, row: AmountEntry) -> BarRow:
        place, quantity = row.value, self.measured(row.value).quantity
        match quantity:
            case Number(value=amount):
                pass
            case Ratio(low=amount):
                place = replace(place, part="numerator")
            case _:
                raise UnresolvedError(str(place))
        text = Unit(f"{row.label.id}/value", (self.value(place, None),), row.value.mark, self.lang)
        return BarRow(row.id, self.unit(row.label), amount, text)

    # --- sections and slides ---

    def section(self, part: Part, path: str) -> Section:
        place = f"{path}/{part.id}"
        for name, _ in part.rests_on:
            self.claim(name)
        title, blocks = self.optional(part.title), self.blocks(part.statements, place)
        return Section(place, title, blocks, part.mark, part.front, roles=tuple(_roles(part, place)))

    def slide(self, part: Part, lesson: Lesson, path: str) -> Section:
        """A slide; what it reads is noted apart first, for its badge and source line."""
        place = f"{path}/{part.id}"
        outer, self.read = self.read, {}
        cited, self.cited = self.cited, {}
        section = self.section(part, path)
        shown_claims = sorted(self.read.get("claims", ()))
        notes = tuple(map(self.unit, lesson.notes))
        for name, _ in lesson.sources:
            self.note("references", name)
            self.cited.setdefault(name)
        teaching = Teaching(
            kind=lesson.kind,
            notes=notes,
            minutes=lesson.minutes,
            core=lesson.core,
            source_line=self.source_line(place, part.mark),
            badge=_badge([self.library.claims[name] for name in shown_claims]),
        )
        own, self.read = self.read, outer
        for kind, names in own.items():
            self.note_all(kind, names)
        cited.update(self.cited)
        teaching = self.with_references(teaching, place, part.mark)
        self.cited = cited
        return replace(section, teaching=teaching)

    def source_line(self, place: str, mark: Mark) -> Unit | None:
        if not self.cited:
            return None
        names = "; ".join(self.library.references[name].short for name in self.cited)
        return self.said(f"{place}/source", names, mark)

    def with_references(self, teaching: Teaching, place: str, mark: Mark) -> Teaching:
        """The notes of a slide followed by the full references of its source line."""
        entries = tuple(
            self.said(f"{place}/notes/{name}", self.formatted[name], mark)
            for name in self.cited
            if name in self.formatted
        )
        return Teaching(
            teaching.kind,
            (*teaching.notes, *entries),
            teaching.minutes,
            teaching.core,
            teaching.source_line,
            teaching.badge,
        )

    def reads(self) -> Reads:
        kinds = ("claims", "references", "foods", "limits", "terms", "figures")
        return Reads(**{kind: tuple(sorted(self.read.get(kind, ()))) for kind in kinds})


def compose(draft: Draft, library: Library, lang: str, clinic: Clinic | None, formatted: Mapping[str, str]) -> Document:
    """The document that one reader will see; `formatted` holds the printed form of each reference."""
    composer = _Composer(library, lang, clinic, formatted, draft.figures)
    for name, _ in draft.rests_on:
        composer.claim(name)
    sections = tuple(_sections(composer, draft))
    title, lead = composer.unit(draft.title), composer.optional(draft.lead)
    return Document(
        id=draft.id,
        kind=draft.kind,
        lang=lang,
        title=title,
        lead=lead,
        sections=sections,
        version=draft.version,
        checked=draft.checked,
        review_due=draft.review_due or review_due(draft.checked),
        reads=composer.reads(),
        letterhead=_letterhead(clinic),
        subject=draft.subject,
    )


def _sections(composer: _Composer, draft: Draft) -> Iterator[Section]:
    for part in draft.parts:
        if part.lesson is None:
            yield composer.section(part, part.home)
        elif part.lesson.kind == "references":
            yield _reference_slide(composer, part, part.lesson, part.home)
        else:
            yield composer.slide(part, part.lesson, part.home)
    if draft.kind == "leaflet" and draft.sources:
        yield _sources(composer, draft)


def _sources(composer: _Composer, draft: Draft) -> Section:
    """`Where this comes from`: the main sources in words that a patient knows."""
    place = f"{draft.id}/sources"
    composer.note_all("references", (name for name, _ in draft.sources))
    entries = tuple(
        Entry(name, composer.said(f"{place}/{name}", composer.library.references[name].plain, mark))
        for name, mark in draft.sources
    )
    title = composer.said(place, word("sources", composer.lang), draft.mark)
    return Section(place, title, (References(f"{place}/list", entries, numbered=False),), draft.mark)


def _reference_slide(composer: _Composer, part: Part, lesson: Lesson, path: str) -> Section:
    place = f"{path}/{part.id}"
    entries = tuple(
        Entry(name, composer.said(f"{place}/{name}", composer.formatted[name], part.mark))
        for name in composer.cited
        if name in composer.formatted
    )
    block = References(f"{place}/list", entries, numbered=True)
    return Section(place, composer.optional(part.title), (block,), part.mark, teaching=Teaching(lesson.kind))


def _roles(part: Part, place: str) -> Iterator[tuple[str, str]]:
    """The ids of a section and its blocks with what they are for."""
    if part.role is not None:
        yield place, part.role
    for statement in part.statements:
        if statement.role is not None:
            yield f"{place}/{statement.id}", statement.role


def _looking(look: str, children: Text) -> Strong | Raised | Lowered:
    match look:
        case "strong":
            return Strong(children)
        case "raised":
            return Raised(children)
        case _:
            return Lowered(children)


def _letterhead(clinic: Clinic | None) -> Letterhead | None:
    if clinic is None:
        return None
    return Letterhead(
        clinic.id,
        clinic.name,
        clinic.day,
        clinic.night,
        clinic.web,
        clinic.other_formats,
        clinic.logo,
        clinic.colour,
    )


def _badge(claims: list[Claim]) -> Badge | None:
    """The lowest certainty among graded claims, with the basis where all of that grade share one."""
    graded = [claim for claim in claims if claim.certainty != "ungraded"]
    if not graded:
        return None
    lowest = max(graded, key=lambda claim: CERTAINTIES.index(claim.certainty)).certainty
    bases = {claim.basis for claim in graded if claim.certainty == lowest}
    return Badge(lowest, min(bases, key=_BASES.__getitem__) if len(bases) == 1 else None)


def _unit_of(quantity: Quantity) -> str | None:
    match quantity:
        case Ratio():
            return None
        case _:
            return str(quantity.unit)


def review_due(checked: date) -> date:
    """The day a review is due where the document names none: 12 months after it was checked."""
    year = checked.year + REVIEW_AFTER_MONTHS // 12
    day = 28 if (checked.month, checked.day) == (2, 29) else checked.day
    return checked.replace(year=year, day=day)


def cited_references(draft: Draft, library: Library) -> tuple[str, ...]:
    """The references that a deck prints in full, in the order of their first citation."""
    cited: dict[str, None] = {}
    for part in draft.parts:
        for name, _ in part.lesson.sources if part.lesson else ():
            cited.setdefault(name)
    for prose in _prose(draft):
        for piece in prose.pieces:
            if isinstance(piece, Cited):
                cited.setdefault(piece.reference)
    return tuple(name for name in cited if name in library.references)


def _prose(draft: Draft) -> Iterator[Prose]:
    from handouts.content.prose import prose_in

    yield from prose_in(draft.parts)


def content_digest(document: Document) -> str:
    """The digest of what the reader sees: text, values, figures, references, order and kind of blocks."""
    text = json.dumps(canonical(document), ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


__all__ = ["UnresolvedError", "cited_references", "compose", "content_digest", "plain", "review_due", "rounded"]
