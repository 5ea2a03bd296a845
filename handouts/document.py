"""What one reader will see: a closed set of blocks and inlines, free of any format and any look."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from decimal import Decimal
from typing import Literal

from handouts.problem import Mark
from handouts.quantity import Measured

# --- inlines --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Words:
    """Running words."""

    text: str


@dataclass(frozen=True, slots=True)
class Strong:
    """Words in bold."""

    children: Text


@dataclass(frozen=True, slots=True)
class Raised:
    """A superscript, such as the charge of Ca2+."""

    children: Text


@dataclass(frozen=True, slots=True)
class Lowered:
    """A subscript, such as the 2 of CO2."""

    children: Text


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead to an address."""

    children: Text
    url: str


@dataclass(frozen=True, slots=True)
class Value:
    """A printed quantity that still knows its source (a claim, food or limit), part and type.

    A `policy` is what a clinic has typed of its own: a quantity, or words that hold one.
    """

    kind: Literal["claim", "food", "limit", "policy"]
    source: str
    name: str | None
    part: str | None
    measured: Measured | None
    text: str


@dataclass(frozen=True, slots=True)
class Citation:
    """A pointer to a reference; prints nothing in running text."""

    reference: str


@dataclass(frozen=True, slots=True)
class Blank:
    """A line to write on inside running text; `field` names it, `letters` says how wide it is."""

    field: str
    letters: int = 16


@dataclass(frozen=True, slots=True)
class Contact:
    """A clinic's own phone or name inside running text; like a blank line, it is no part of the content."""

    field: str
    text: str


@dataclass(frozen=True, slots=True)
class Sign:
    """A drawn sign that carries meaning and is read as words (`sign.<kind>`)."""

    kind: Literal["level-1", "level-2", "level-3", "tick", "struck", "arrow", "box"]


Inline = Words | Strong | Raised | Lowered | Link | Value | Citation | Blank | Contact | Sign
Text = tuple[Inline, ...]


@dataclass(frozen=True, slots=True)
class Unit:
    """A text unit: the smallest text with an id of its own (`document/section/block[/part]`)."""

    id: str
    text: Text
    mark: Mark
    lang: str = "en"


# --- figures --------------------------------------------------------------------------------------


NodeKind = Literal["plain", "primary", "good", "warning", "danger", "quiet"]
EdgeKind = Literal["leads", "blocks", "acts"]


@dataclass(frozen=True, slots=True)
class Node:
    """A box of a diagram: a label, and one line below it."""

    id: str
    label: Unit
    detail: Unit | None
    kind: NodeKind


@dataclass(frozen=True, slots=True)
class Edge:
    """An arrow from one node to another; `blocks` ends in a bar, `acts` is drawn dashed."""

    id: str
    start: str
    end: str
    label: Unit | None
    kind: EdgeKind


@dataclass(frozen=True, slots=True)
class Diagram:
    """Nodes in lanes (rows read in order) with edges; `cycle` sets the first lane on a ring.

    `shown` names the nodes and edges drawn on this step of a diagram that is built over several
    slides; None shows all. Positions never depend on it.
    """

    arrange: Literal["lanes", "cycle"]
    lanes: tuple[tuple[str, ...], ...]
    nodes: tuple[Node, ...]
    edges: tuple[Edge, ...]
    shown: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Part:
    """One class of an icon array: how many icons, low and high end, and its label."""

    id: str
    label: Unit
    low: Decimal
    high: Decimal


@dataclass(frozen=True, slots=True)
class IconArray:
    """`total` icons of which some are filled (low end) and some half marked (up to the high end)."""

    total: int
    part: Part
    rest: Unit


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a timeline in its unit; `peak` is drawn darkest."""

    id: str
    label: Unit
    start: Decimal
    end: Decimal
    kind: Literal["early", "classic", "late", "peak", "plain"]


@dataclass(frozen=True, slots=True)
class Tick:
    """A labelled point of a timeline or an axis."""

    at: Decimal
    label: Unit


@dataclass(frozen=True, slots=True)
class Timeline:
    """Spans along one axis; `stretch` is the share of width that each stretch between ticks gets."""

    spans: tuple[Span, ...]
    ticks: tuple[Tick, ...]


@dataclass(frozen=True, slots=True)
class IntervalRow:
    """An estimate with its interval, named."""

    id: str
    label: Unit
    estimate: Decimal
    low: Decimal
    high: Decimal
    printed: Unit


@dataclass(frozen=True, slots=True)
class Intervals:
    """Estimates with intervals of one contrast on one axis; ratios stand on a log axis with a line at 1."""

    rows: tuple[IntervalRow, ...]
    axis: Unit
    lower: Unit
    higher: Unit
    log: bool


@dataclass(frozen=True, slots=True)
class BarRow:
    """A named amount."""

    id: str
    label: Unit
    amount: Decimal
    printed: Unit


@dataclass(frozen=True, slots=True)
class Bars:
    """Amounts of one unit drawn from zero, in the order given."""

    rows: tuple[BarRow, ...]
    axis: Unit


Figure = Diagram | IconArray | Timeline | Intervals | Bars

# --- blocks ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    unit: Unit
    role: Literal["body", "lead", "small", "question", "source"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list: dots, numbers, ticks or letters (options of a question)."""

    id: str
    items: tuple[Unit, ...]
    style: Literal["dot", "number", "tick", "letter"] = "dot"


CalloutKind = Literal["emergency", "call-today", "do-not", "limit", "note"]


@dataclass(frozen=True, slots=True)
class Callout:
    """A box whose kind shows in shape and word, not by colour alone."""

    id: str
    kind: CalloutKind
    title: Unit
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and what it says."""

    id: str
    label: Unit
    text: Unit


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their texts, aligned in two columns."""

    id: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A titled card."""

    id: str
    title: Unit
    blocks: tuple[Block, ...]
    kind: NodeKind = "primary"


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side (`do`, `summary`) or one under the other (`situation`)."""

    id: str
    kind: Literal["do", "situation", "summary"]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; `bar` draws its values to scale beside the number."""

    id: str
    head: Unit
    kind: Literal["text", "number", "bar"] = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; its first cell is the row's header."""

    id: str
    cells: tuple[Unit, ...]
    tone: Literal["plain", "danger"] = "plain"


@dataclass(frozen=True, slots=True)
class Group:
    """Rows under a head of their own; `level` (1 to 3) is drawn as dots before it."""

    id: str
    title: Unit | None
    level: int | None
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Table:
    """A table with a header row, row headers in the first column, and groups of rows."""

    id: str
    caption: Unit | None
    columns: tuple[Column, ...]
    groups: tuple[Group, ...]


FieldKind = Literal["text", "date", "phone", "number", "lines", "ticks"]


@dataclass(frozen=True, slots=True)
class Field:
    """What a person writes in: a box with a label, lines, or a row of boxes to tick."""

    name: str
    label: Unit
    kind: FieldKind
    width: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields that stand together; widths are shares of the row."""

    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure with caption and alt text; one that explains and does not measure is an illustration."""

    id: str
    figure: Figure
    caption: Unit | None
    alt: Unit
    illustration: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A question in the rail and what answers it."""

    id: str
    question: Unit
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Answers:
    """Questions, each with its answer beside it."""

    id: str
    rows: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A question that ends the reading where the answer is yes."""

    id: str
    question: Unit
    stop: Unit


@dataclass(frozen=True, slots=True)
class Gates:
    """Gates in the order of their precedence."""

    id: str
    gates: tuple[Gate, ...]


@dataclass(frozen=True, slots=True)
class ColumnPair:
    """Two columns of blocks, each with its head."""

    id: str
    columns: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a question with its verdict and the reason for it."""

    id: str
    option: Unit
    right: bool
    reason: Unit


@dataclass(frozen=True, slots=True)
class Options:
    """The options of a question, answered."""

    id: str
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class Entry:
    """A formatted reference."""

    reference: str
    unit: Unit


@dataclass(frozen=True, slots=True)
class References:
    """A list of references, numbered for clinicians."""

    id: str
    entries: tuple[Entry, ...]
    numbered: bool


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page of another finished file as a picture: its number there, from 1, and its height for each pt of width."""

    id: str
    page: int
    ratio: float
    caption: Unit
    alt: Unit


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages of another finished file in their order; paper alone shows them."""

    id: str
    sheets: tuple[Sheet, ...]


Block = (
    Paragraph
    | Bullets
    | Callout
    | Facts
    | Cards
    | Table
    | Fields
    | FigureBlock
    | Answers
    | Gates
    | ColumnPair
    | Options
    | References
    | Sheets
)

# --- documents ------------------------------------------------------------------------------------

SlideKind = Literal[
    "title",
    "objectives",
    "section",
    "case",
    "statement",
    "bullets",
    "two-columns",
    "table",
    "chart",
    "diagram",
    "question",
    "answer",
    "summary",
    "references",
]


@dataclass(frozen=True, slots=True)
class Badge:
    """The lowest certainty cited on a slide, with its basis."""

    certainty: str
    basis: str | None


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a deck adds to a section: kind of slide, notes, minutes, source line and badge."""

    kind: SlideKind
    notes: tuple[Unit, ...] = ()
    minutes: Decimal | None = None
    core: bool = True
    source_line: Unit | None = None
    badge: Badge | None = None


@dataclass(frozen=True, slots=True)
class Section:
    """A titled run of blocks; `front` sections stand on the first page; a slide is a section.

    `roles` pairs the section's id, or that of a block or question in it, with what it is for: takeaway, harms ...
    """

    id: str
    title: Unit | None
    blocks: tuple[Block, ...]
    mark: Mark
    front: bool = False
    teaching: Teaching | None = None
    roles: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Letterhead:
    """The clinic as it prints: outside the content, for it changes no word of advice."""

    id: str
    name: str
    day: str | None
    night: str | None
    web: str | None
    other_formats: str | None
    logo: str | None
    colour: str | None
    feedback: str | None = None


@dataclass(frozen=True, slots=True)
class Reads:
    """The ids that a document read, each list sorted: its trace, its manifest entry, its inputs."""

    claims: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    foods: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundReference:
    """A reference as a trace names it: id, words for everyone, and how much of it was seen."""

    id: str
    words: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Ground:
    """What a printed value stands on; empty where its kind of fact has no such grade or date."""

    kind: str
    id: str
    certainty: str = ""
    basis: str = ""
    references: tuple[GroundReference, ...] = ()
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A leaflet or a deck as one reader will see it.

    `grounds` and `names` (which hold digits and state no quantity) are for the trace of a file, and no content.
    """

    id: str
    kind: Literal["leaflet", "deck"]
    lang: str
    title: Unit
    lead: Unit | None
    sections: tuple[Section, ...]
    version: str
    checked: date
    review_due: date
    reads: Reads
    letterhead: Letterhead | None = None
    subject: str = ""
    values: tuple[Value, ...] = field(default=())
    grounds: tuple[Ground, ...] = ()
    names: tuple[str, ...] = ()


def plain(text: Text) -> str:
    """The words of a text as they print, without signs and citations."""
    return "".join(_plain(inline) for inline in text)


def says_itself(unit: Unit, words: str) -> bool:
    """Whether a text begins with these words already, so that a sign beside it would say them twice."""
    return plain(unit.text).casefold().startswith(words.casefold())


def described(block: FigureBlock) -> str:
    """What a figure shows, in words: its alt text, and of a chart the numbers that it prints."""
    if not isinstance(block.figure, Bars | Intervals):
        return plain(block.alt.text)
    rows = (f"{plain(row.label.text)}: {plain(row.printed.text)}" for row in block.figure.rows)
    return f"{plain(block.alt.text)} {'; '.join(rows)}."


def _plain(inline: Inline) -> str:
    match inline:
        case Words(text) | Value(text=text) | Contact(text=text):
            return text
        case Strong(children) | Raised(children) | Lowered(children) | Link(children):
            return plain(children)
        case Citation() | Blank() | Sign():
            return ""


def units(node: object) -> Iterator[Unit]:
    """Every text unit below a document, section, block or figure, in reading order."""
    found: list[Unit] = []
    _gather(node, found)
    return iter(found)


def _gather(node: object, found: list[Unit]) -> None:
    if isinstance(node, Unit):
        found.append(node)
    elif isinstance(node, tuple):
        for item in node:
            _gather(item, found)
    elif not isinstance(node, Mark):
        for name in getattr(type(node), "__dataclass_fields__", ()):
            _gather(getattr(node, name), found)


def inlines(text: Text) -> Iterator[Inline]:
    """Every inline of a text, nested ones too."""
    for inline in text:
        yield inline
        if isinstance(inline, Strong | Raised | Lowered | Link):
            yield from inlines(inline.children)


NO_CONTENT = frozenset({"mark", "roles", "grounds", "names"})


def canonical(node: object) -> object:
    """A document as plain JSON data: what the reader sees, without marks, letterhead, record and trace."""
    if isinstance(node, tuple | list):
        return [canonical(item) for item in node]
    if isinstance(node, Mark | Letterhead | Reads):
        return None
    if isinstance(node, Decimal | date):
        return str(node)
    if isinstance(node, Contact):
        return canonical(Blank(node.field))
    if isinstance(node, Value) and node.kind == "policy":
        return canonical(Words(node.text))
    if is_dataclass(node) and not isinstance(node, type):
        entries = {member.name: canonical(getattr(node, member.name)) for member in fields(node)}
        kept = {name: value for name, value in entries.items() if value is not None and name not in NO_CONTENT}
        return {"kind": type(node).__name__, **kept} if "kind" not in kept else {"is": type(node).__name__, **kept}
    return node
