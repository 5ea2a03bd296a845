"""The content as written: typed, with marks, before a reader, language or clinic is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal, get_args

from handouts.content.csl.dates import CslDate
from handouts.content.csl.names import PersonName
from handouts.content.csl.values import CslValue
from handouts.content.prose import Placeholder, Prose
from handouts.content.regions import Regions
from handouts.content.reviews import Reviews
from handouts.content.safety import Safety
from handouts.content.vocabulary import Vocabulary
from handouts.core.problem import Mark
from handouts.core.quantity import Measured, Units
from handouts.core.words import SOURCE
from handouts.document.blocks import CalloutKind, FieldKind, Icon
from handouts.document.document import SlideKind
from handouts.document.figures import EdgeKind, NodeKind
from handouts.document.grades import Certainty

Audience = Literal["any", "clinician"]
Signer = Literal["author", "clinician", "pharmacist", "lay reader"]
SIGNERS: tuple[Signer, ...] = ("author", "clinician", "pharmacist", "lay reader")

# --- facts ----------------------------------------------------------------------------------------


Strength = Literal["strong", "conditional"]
STRENGTHS: tuple[Strength, ...] = ("strong", "conditional")
STRENGTH_WORDS: Mapping[Strength, str] = {"strong": "strength.strong", "conditional": "strength.conditional"}
# how much of a bibliography entry somebody has seen; only the first is enough for a release
CONFIDENCES: tuple[str, ...] = ("verified", "memory-high", "partial", "memory")
# what a check of the source text against the literature found, and what may be printed of it
FINDINGS: tuple[str, ...] = ("supported", "supported with nuance", "conflicts", "unverifiable")
PRINT_RULES: tuple[str, ...] = ("allow", "allow_with_note", "clinician_deck_only", "block")
# replaces claim ids if the sources were read and report nothing
NONE_REPORTED = "none-reported"


@dataclass(frozen=True, slots=True)
class Claim:
    """A printable claim. What the source text said about it is kept separately, in `SourceNote`.

    `graded_by` is the reference that graded this exact statement. `harms` names the claims that state the possible
    harms of a benefit or a piece of advice; `absolute` the claim that states the absolute risk behind a relative one
    (`none-reported` in either: the sources give none). `restates` pairs the name of a value with the entries of limits,
    intakes or foods that it repeats (`limits/d.us.19/ul`). `review_due` is as written: `Reviews` tells when its review is
    due. Of a `misread` claim a value is missing or no number, which is
    reported: no rule compares its values.
    """

    id: str
    statement: str
    subject: str
    population: str
    purpose: str
    values: Mapping[str | None, Measured]
    certainty: Certainty
    basis: str
    strength: Strength | None
    references: tuple[str, ...]
    audience: Audience
    checked: date
    review_due: date | None
    mark: Mark
    scope: str | None = None
    strength_reason: str | None = None
    graded_by: str | None = None
    harms: tuple[str, ...] = ()
    absolute: str | None = None
    restates: Mapping[str | None, tuple[str, ...]] = field(default_factory=dict)
    misread: bool = False

    @property
    def companions(self) -> tuple[str, ...]:
        """The other claims that this one names: its harms, and the absolute risk behind it."""
        named = (*self.harms, self.absolute) if self.absolute else self.harms
        return tuple(name for name in named if name != NONE_REPORTED)


@dataclass(frozen=True, slots=True)
class BlockedClaim:
    """A claim that must not be printed; it has neither statement nor values."""

    id: str
    reason: str
    purpose: str
    references: tuple[str, ...]
    checked: date
    review_due: date | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class SourceNote:
    """What the source text said if it differs, and why that is not printed. No text can use it.

    `grade` is the certainty given by those who checked the statement against the literature.
    """

    claim: str
    text: str
    quantity: str | None
    verdict: str
    print_rule: str
    why: str
    grade: Certainty | None = None


@dataclass(frozen=True, slots=True)
class Reference:
    """A bibliography entry: its CSL fields and the project's own fields; `marks` has the place of each CSL field."""

    id: str
    csl: Mapping[str, CslValue]
    short: str
    plain: str
    confidence: str
    retracted: bool
    mark: Mark
    superseded_by: str | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict, compare=False, repr=False)

    @property
    def year(self) -> int | None:
        """The year of issue, or None for an entry without one, such as a living web page."""
        issued = self.csl.get("issued")
        return issued.year if isinstance(issued, CslDate) else None

    def names(self, field: str) -> tuple[PersonName, ...]:
        """Return the names of a field such as `author`; none where the entry has no such field."""
        found = self.csl.get(field, ())
        return tuple(name for name in found if isinstance(name, PersonName)) if isinstance(found, tuple) else ()

    def text(self, field: str) -> str:
        """Return the text of a field such as `DOI`, or an empty one."""
        found = self.csl.get(field, "")
        return found if isinstance(found, str) else ""

    def mark_of(self, field: str) -> Mark:
        """Return the place of a CSL field, or that of the entry for a field that it lacks."""
        return self.marks.get(field, self.mark)


@dataclass(frozen=True, slots=True)
class Portion:
    """The amount of a serving as typed, and as calculated from its amount per 100 g and its weight.

    `leeway` is the difference that rounding of the two typed numbers can make.
    """

    column: str
    typed: Decimal
    derived: Decimal
    leeway: Decimal
    mark: Mark


@dataclass(frozen=True, slots=True)
class Band:
    """A named range of amounts, from `least` to below `below`; without limits it is for unknown amounts."""

    id: str
    least: Decimal | None
    below: Decimal | None


@dataclass(frozen=True, slots=True)
class Banded:
    """The band that a food's entry names, and those that fit its amounts: exactly one, if the bands leave no gap."""

    typed: str
    fitting: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Food:
    """A food with its typed columns; a column is missing if nothing reliable is known.

    `serving` is the amount that the columns refer to, in words: `½ cup`.
    """

    id: str
    name: str
    columns: Mapping[str, Measured]
    references: tuple[str, ...]
    mark: Mark
    serving: str = ""
    checked: date | None = None
    portions: tuple[Portion, ...] = ()
    banded: Banded | None = None
    review_due: date | None = None
    icon: Icon | None = None


@dataclass(frozen=True, slots=True)
class Limit:
    """A limit of a substance; `columns` is empty if none is set, which does not mean that any amount is safe."""

    id: str
    columns: Mapping[str, Measured]
    references: tuple[str, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class Term:
    """A clinical word with plain words for it; `also` are its other clinical names."""

    id: str
    plain: str
    mark: Mark
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Waiver:
    """A rule waived for one place (`at`, an id) by a person, with a reason, until a day."""

    rule: str
    at: str
    reason: str
    by: str
    until: date
    mark: Mark


Verdict = Literal["yes", "no", "not-applicable"]
VERDICTS: tuple[Verdict, ...] = ("yes", "no", "not-applicable")
ANSWER_WORDS: Mapping[Verdict, str] = {
    "yes": "answer.yes",
    "no": "answer.no",
    "not-applicable": "answer.not-applicable",
}


@dataclass(frozen=True, slots=True)
class Judgement:
    """A person's answer to an item of an instrument; `text` is the digest of the words that it judged."""

    item: str
    lang: str
    answer: Verdict
    by: str
    on: date
    text: str
    note: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone of a clinic: its number, and who to ask for, which key to press and when, if the clinic says so."""

    number: str
    mark: Mark
    extension: str | None = None
    option: str | None = None
    hours: str | None = None


@dataclass(frozen=True, slots=True)
class Clinic:
    """A clinic: what it prints about itself, and its own policies; `marks` are the places of its keys."""

    id: str
    name: str
    region: str
    address: str | None
    day: Phone | None
    night: Phone | None
    emergency: Phone | None
    web: str | None
    feedback: str | None
    other_formats: str | None
    logo: str | None
    colour: str | None
    policies: Mapping[str, Prose | Measured]
    mark: Mark
    marks: Mapping[str, Mark] = field(default_factory=dict)

    def mark_of(self, key: str) -> Mark:
        """Return the place of a key, or of the whole entry where the key is not written."""
        return self.marks.get(key, self.mark)

    @property
    def phones(self) -> Mapping[str, Phone]:
        """The phones that it has, by key."""
        phones = {"day": self.day, "night": self.night, "emergency": self.emergency}
        return {key: phone for key, phone in phones.items() if phone is not None}

    @property
    def says(self) -> tuple[tuple[str, str], ...]:
        """What it prints about itself other than names and addresses, as pairs of field and text."""
        asked = ((key, phone) for key, phone in self.phones.items() if key != "emergency")
        texts = (
            *(pair for key, phone in asked for pair in ((key, phone.number), (f"{key}/hours", phone.hours))),
            ("other_formats", self.other_formats),
            ("feedback", self.feedback),
        )
        return tuple((part, text) for part, text in texts if text)

    @property
    def addresses(self) -> Mapping[str, str | None]:
        """What a text may print about the clinic (`{{ clinic/name }}`) that is the same in each language, by key."""
        return {"name": self.name, "address": self.address, "web": self.web}


@dataclass(frozen=True, slots=True)
class Library:
    """The facts that were read for a run.

    `tables` holds each typed amount of the limits, intakes, rules and foods by its path (`limits/d.us.19/ul`), for the
    claims that restate one; `names` contain digits but state no quantity (K2, MK-7). `unread` names the files that
    could not be read (`references`, `claims/inr`): what they hold is not known, which their own problems say.
    """

    claims: Mapping[str, Claim] = field(default_factory=dict)
    blocked: Mapping[str, BlockedClaim] = field(default_factory=dict)
    notes: Mapping[str, SourceNote] = field(default_factory=dict)
    references: Mapping[str, Reference] = field(default_factory=dict)
    foods: Mapping[str, Food] = field(default_factory=dict)
    limits: Mapping[str, Limit] = field(default_factory=dict)
    terms: Mapping[str, Term] = field(default_factory=dict)
    safety: Safety = field(default_factory=Safety)
    tables: Mapping[str, Measured] = field(default_factory=dict)
    names: tuple[str, ...] = ()
    unread: frozenset[str] = frozenset()
    regions: Regions = field(default_factory=Regions)
    units: Units = field(default_factory=Units)
    vocabulary: Vocabulary = field(default_factory=Vocabulary)
    reviews: Reviews = field(default_factory=Reviews)

    @property
    def every_claim(self) -> tuple[Claim | BlockedClaim, ...]:
        """The claims, and those that must not be printed."""
        return (*self.claims.values(), *self.blocked.values())

    @property
    def nouns(self) -> tuple[str, ...]:
        """The nouns of the project's own units, as the content's language has them."""
        return self.units.nouns(SOURCE)


# --- statements -----------------------------------------------------------------------------------

Role = Literal["takeaway", "key-table", "actions", "summary", "benefits", "harms", "alternatives", "not-known", "tool"]
ROLES: tuple[Role, ...] = get_args(Role)
ColumnKind = Literal["text", "number", "bar"]
Arrangement = Literal["lanes", "cycle"]
SpanKind = Literal["early", "classic", "late", "peak", "plain"]
IfEmpty = Literal["write-on", "drop"]
Reader = Literal["patient", "clinician"]
Asks = Literal["one", "several"]
Offer = Literal["advice", "procedure"]


@dataclass(frozen=True, slots=True)
class TextBlock:
    """A paragraph."""

    text: Prose


@dataclass(frozen=True, slots=True)
class ItemEntry:
    """An item of a list, with the items of a list below it."""

    text: Prose
    items: tuple[Prose, ...] = ()


@dataclass(frozen=True, slots=True)
class ListBlock:
    """A list of short texts, of at most two levels."""

    style: Literal["dot", "number", "letter"]
    items: tuple[ItemEntry, ...]


@dataclass(frozen=True, slots=True)
class BoxBlock:
    """A box: a red flag, a prohibition, a limit or a note."""

    kind: CalloutKind
    title: Prose
    text: Prose | None
    items: tuple[ItemEntry, ...]


@dataclass(frozen=True, slots=True)
class GradeEntry:
    """A grade of signs: a box whose text stands before its list, and what is said of some readers after it."""

    box: BoxBlock
    also: Prose | None


@dataclass(frozen=True, slots=True)
class SignsBlock:
    """Signs by what they ask for, the most urgent grade first."""

    grades: tuple[GradeEntry, ...]


@dataclass(frozen=True, slots=True)
class FactEntry:
    """A label with its text."""

    id: str
    label: Prose
    text: Prose
    icon: Icon | None = None


@dataclass(frozen=True, slots=True)
class CardEntry:
    """A titled card with a text, a list or facts."""

    id: str
    title: Prose
    kind: NodeKind
    text: Prose | None
    items: tuple[ItemEntry, ...]
    facts: tuple[FactEntry, ...]
    icon: Icon | None = None


@dataclass(frozen=True, slots=True)
class CardsBlock:
    """Cards: things to do, situations, columns or a summary by certainty."""

    kind: Literal["do", "situation", "columns", "summary"]
    cards: tuple[CardEntry, ...]


@dataclass(frozen=True, slots=True)
class FactsBlock:
    """Labels with their texts."""

    facts: tuple[FactEntry, ...]


@dataclass(frozen=True, slots=True)
class ColumnEntry:
    """A table column; if it has a unit (an id, at `mark`), its values print without theirs."""

    id: str
    head: Prose
    kind: ColumnKind
    unit: str | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class RowEntry:
    """A table row."""

    id: str
    cells: tuple[Prose, ...]
    mark: Mark


@dataclass(frozen=True, slots=True)
class GroupEntry:
    """Rows under a heading of their own."""

    id: str
    title: Prose | None
    level: int | None
    rows: tuple[RowEntry, ...]


@dataclass(frozen=True, slots=True)
class TableBlock:
    """A table."""

    caption: Prose | None
    columns: tuple[ColumnEntry, ...]
    groups: tuple[GroupEntry, ...]


@dataclass(frozen=True, slots=True)
class FieldEntry:
    """A field to write in."""

    name: str
    label: Prose
    kind: FieldKind
    width: int
    count: int


@dataclass(frozen=True, slots=True)
class FieldsBlock:
    """Fields of one group."""

    fields: tuple[FieldEntry, ...]


@dataclass(frozen=True, slots=True)
class NodeEntry:
    """A node of a diagram."""

    id: str
    label: Prose
    detail: Prose | None
    kind: NodeKind


@dataclass(frozen=True, slots=True)
class EdgeEntry:
    """An edge of a diagram."""

    id: str
    start: str
    end: str
    label: Prose | None
    kind: EdgeKind
    mark: Mark


@dataclass(frozen=True, slots=True)
class DiagramData:
    """A diagram as written."""

    arrange: Arrangement
    lanes: tuple[tuple[str, ...], ...]
    nodes: tuple[NodeEntry, ...]
    edges: tuple[EdgeEntry, ...]


@dataclass(frozen=True, slots=True)
class IconArrayData:
    """An icon array as written: its proportion is a ratio of a claim."""

    total: int
    value: Placeholder
    label: Prose
    rest: Prose


@dataclass(frozen=True, slots=True)
class SpanEntry:
    """A time span by its `ends`: one value, a window or the time until which it lasts, or the values from and to."""

    id: str
    label: Prose
    ends: tuple[Placeholder, ...]
    kind: SpanKind


@dataclass(frozen=True, slots=True)
class TimelineData:
    """A timeline as written; `origin` is the word at its start."""

    origin: Prose
    spans: tuple[SpanEntry, ...]


@dataclass(frozen=True, slots=True)
class AmountEntry:
    """A named value of a chart."""

    id: str
    label: Prose
    value: Placeholder


@dataclass(frozen=True, slots=True)
class IntervalsData:
    """Estimates with intervals, as written."""

    rows: tuple[AmountEntry, ...]
    axis: Prose
    lower: Prose
    higher: Prose


@dataclass(frozen=True, slots=True)
class BarsData:
    """Amounts, as written."""

    rows: tuple[AmountEntry, ...]
    axis: Prose


FigureData = DiagramData | IconArrayData | TimelineData | IntervalsData | BarsData


@dataclass(frozen=True, slots=True)
class FigureEntry:
    """A figure, or the use of one that the document defines once (`uses`), with the parts to be shown."""

    data: FigureData | None
    uses: str | None
    shown: tuple[tuple[str, Mark], ...] | None
    caption: Prose | None
    alt: Prose
    illustration: bool


@dataclass(frozen=True, slots=True)
class QuestionEntry:
    """A question and its answer."""

    id: str
    ask: Prose
    answer: Prose | None
    items: tuple[ItemEntry, ...]
    role: Role | None = None
    icon: Icon | None = None


@dataclass(frozen=True, slots=True)
class QuestionsBlock:
    """Questions with answers."""

    questions: tuple[QuestionEntry, ...]


@dataclass(frozen=True, slots=True)
class GateEntry:
    """A question that stops the reader if the answer is yes, or says what to keep taking and what not to start."""

    id: str
    ask: Prose
    stop: Prose | None
    keep: Prose | None = None
    do_not_start: Prose | None = None


@dataclass(frozen=True, slots=True)
class GatesBlock:
    """Gates, in the order of their precedence."""

    gates: tuple[GateEntry, ...]


@dataclass(frozen=True, slots=True)
class SituationEntry:
    """A situation: who is in it, the answer for them, and what else holds."""

    id: str
    who: Prose
    answer: Prose
    more: Prose | None


@dataclass(frozen=True, slots=True)
class SituationsBlock:
    """Situations, one of which is the reader's."""

    situations: tuple[SituationEntry, ...]


@dataclass(frozen=True, slots=True)
class AddresseeEntry:
    """Readers whom a leaflet is for, or who should ask first."""

    id: str
    title: Prose
    text: Prose | None
    asks: bool


@dataclass(frozen=True, slots=True)
class AddresseesBlock:
    """Whom a leaflet is for."""

    readers: tuple[AddresseeEntry, ...]


@dataclass(frozen=True, slots=True)
class AnswerEntry:
    """An option of a question with verdict and reason."""

    id: str
    option: Prose
    right: bool
    reason: Prose


@dataclass(frozen=True, slots=True)
class AnswersBlock:
    """The options of a question, answered."""

    answers: tuple[AnswerEntry, ...]


@dataclass(frozen=True, slots=True)
class PolicyBlock:
    """The clinic's own policy; without one, a line to write on or nothing."""

    policy: str
    if_empty: IfEmpty
    label: Prose | None
    text: Prose | None


Body = (
    TextBlock
    | ListBlock
    | BoxBlock
    | SignsBlock
    | CardsBlock
    | FactsBlock
    | TableBlock
    | FieldsBlock
    | FigureEntry
    | QuestionsBlock
    | GatesBlock
    | SituationsBlock
    | AddresseesBlock
    | AnswersBlock
    | PolicyBlock
)


@dataclass(frozen=True, slots=True)
class Statement:
    """One block as its author wrote it, and the claims that its words rest on.

    `role` says what the block is for, so that a layout can select it and a rule can report that it is missing.
    `explains` names the glossary words that it teaches.
    """

    id: str
    body: Body
    rests_on: tuple[tuple[str, Mark], ...]
    mark: Mark
    role: Role | None = None
    explains: tuple[tuple[str, Mark], ...] = ()


@dataclass(frozen=True, slots=True)
class Thread:
    """The place of a slide among the objectives of its deck: which one it serves, of how many; None is all of them."""

    number: int
    count: int
    objective: Prose | None


@dataclass(frozen=True, slots=True)
class Lesson:
    """The teaching part of a slide: what it tells the teacher, of which `points` are a list.

    `asks` is how many options of its question are right. `thread` is the objective that it serves.
    """

    kind: SlideKind
    notes: tuple[Prose, ...]
    minutes: Decimal | None
    core: bool
    sources: tuple[tuple[str, Mark], ...]
    points: tuple[ItemEntry, ...] = ()
    asks: Asks = "one"
    thread: Thread | None = None


@dataclass(frozen=True, slots=True)
class CaseExample:
    """A value of the patient of a case, who is invented: no claim, and no evidence; `id` is `<deck>/<slide>/<name>`."""

    id: str
    measured: Measured


@dataclass(frozen=True, slots=True)
class DraftPart:
    """A section of a leaflet or a slide of a deck; `home` is the document in which it was written.

    `examples` are the values of an invented patient that the slide may print, by name. `after` is the id of a section
    that must be read before it; one that is `fixed` keeps its place.
    """

    id: str
    home: str
    title: Prose | None
    statements: tuple[Statement, ...]
    rests_on: tuple[tuple[str, Mark], ...]
    front: bool
    lesson: Lesson | None
    mark: Mark
    includes: str | None = None
    role: Role | None = None
    examples: Mapping[str, CaseExample] = field(default_factory=dict)
    after: str | None = None
    fixed: bool = False


@dataclass(frozen=True, slots=True)
class Draft:
    """A leaflet or a deck as written; `roles` are the roles whose approval it needs.

    `lessons` are the marks of the decks that it includes, by their files.

    `offers` is `procedure` if the reader is asked to consent to something.
    """

    id: str
    kind: Literal["leaflet", "deck"]
    title: Prose
    lead: Prose | None
    subject: str
    audience: Reader
    version: str
    checked: date
    review_due: date | None
    parts: tuple[DraftPart, ...]
    figures: Mapping[str, FigureData]
    rests_on: tuple[tuple[str, Mark], ...]
    sources: tuple[tuple[str, Mark], ...]
    mark: Mark
    offers: Offer = "advice"
    roles: tuple[Signer, ...] = SIGNERS
    lessons: Mapping[str, Mark] = field(default_factory=dict)
