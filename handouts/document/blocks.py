"""The closed set of blocks that a section is made of."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.document.figures import Bars, Figure, Intervals, NodeKind
from handouts.document.text import Unit, plain


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
CALLOUT_WORDS: Mapping[CalloutKind, str] = {
    "emergency": "callout.emergency",
    "call-today": "callout.call-today",
    "do-not": "callout.do-not",
    "limit": "callout.limit",
    "note": "callout.note",
}


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


def block_id(block: Block) -> str:
    """Return the id of a block; of a paragraph that of its text."""
    return block.unit.id if isinstance(block, Paragraph) else block.id


def described(block: FigureBlock) -> str:
    """What a figure shows, in words: its alt text, and of a chart the numbers that it prints."""
    if not isinstance(block.figure, Bars | Intervals):
        return plain(block.alt.text)
    rows = (f"{plain(row.label.text)}: {plain(row.printed.text)}" for row in block.figure.rows)
    return f"{plain(block.alt.text)} {'; '.join(rows)}."
