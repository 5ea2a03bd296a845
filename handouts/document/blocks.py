"""The closed set of blocks of which a section consists."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.core.problem import Mark
from handouts.document.added import added
from handouts.document.figures import Bars, Figure, Intervals, NodeKind
from handouts.document.text import Unit, plain


@dataclass(frozen=True, slots=True)
class Icon:
    """A sign beside words, by its name in `layouts/icons`; it is seen and not read, since the words say the same.

    Which one stands there is content, and in the digest: a wrong sign misleads as a wrong word does. How it is drawn
    is a look.
    """

    name: str
    mark: Mark


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Running text."""

    unit: Unit
    role: Literal["body", "lead", "small", "question", "source"] = "body"


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list with dots, numbers, ticks or letters (the options of a question), and lists with dashes below its items."""

    id: str
    items: tuple[Unit, ...]
    style: Literal["dot", "dash", "number", "tick", "letter"] = "dot"
    lists: tuple[Bullets, ...] = added(())

    def under(self, item: Unit) -> Bullets | None:
        """Return the list below an item, which has the id that `below` gives, or None."""
        return next((each for each in self.lists if each.id == below(item)), None)


def below(item: Unit) -> str:
    """Return the id of the list below an item."""
    return f"{item.id}/items"


# `recall` heads a recall sheet; authors write the others
CalloutKind = Literal["emergency", "call-today", "do-not", "limit", "note", "keep-taking", "normal", "recall"]
CALLOUT_WORDS: Mapping[CalloutKind, str] = {
    "emergency": "callout.emergency",
    "call-today": "callout.call-today",
    "do-not": "callout.do-not",
    "limit": "callout.limit",
    "note": "callout.note",
    "keep-taking": "callout.keep-taking",
    "normal": "callout.normal",
    "recall": "callout.recall",
}


@dataclass(frozen=True, slots=True)
class Callout:
    """A box whose kind is shown by its shape and its words, not by colour alone."""

    id: str
    kind: CalloutKind
    title: Unit
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Ladder:
    """Signs by what they ask for, the most urgent first: a box for each grade, joined to one figure.

    The texts of a grade before its list say what to do; those after it are a row of their own.
    """

    id: str
    grades: tuple[Callout, ...]


@dataclass(frozen=True, slots=True)
class Fact:
    """A label and its text."""

    id: str
    label: Unit
    text: Unit
    icon: Icon | None = added(None)


@dataclass(frozen=True, slots=True)
class Facts:
    """Labels with their texts, in two aligned columns."""

    id: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Card:
    """A titled card."""

    id: str
    title: Unit
    blocks: tuple[Block, ...]
    kind: NodeKind = "primary"
    icon: Icon | None = added(None)


@dataclass(frozen=True, slots=True)
class Cards:
    """Cards side by side (`do`, `summary`) or one below another (`situation`)."""

    id: str
    kind: Literal["do", "situation", "summary"]
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Column:
    """A table column; with `bar`, its amounts are also drawn as bars to scale."""

    id: str
    head: Unit
    kind: Literal["text", "number", "bar"] = "text"


@dataclass(frozen=True, slots=True)
class Row:
    """A table row; its first cell is the row header."""

    id: str
    cells: tuple[Unit, ...]
    tone: Literal["plain", "danger"] = "plain"
    icon: Icon | None = added(None)


@dataclass(frozen=True, slots=True)
class Group:
    """Table rows under a title; `level` (1 to 3) is drawn as dots before it."""

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
    """A field to write in: a box with a label, lines, or a row of boxes to tick."""

    name: str
    label: Unit
    kind: FieldKind
    width: int = 1
    count: int = 1


@dataclass(frozen=True, slots=True)
class Fields:
    """Fields in a row; their widths are shares of its width."""

    id: str
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class FigureBlock:
    """A figure with caption and alt text; an illustration is a figure that explains something and measures nothing."""

    id: str
    figure: Figure
    caption: Unit | None
    alt: Unit
    illustration: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """A question in the margin column, and the blocks that answer it."""

    id: str
    question: Unit
    blocks: tuple[Block, ...]
    icon: Icon | None = added(None)


@dataclass(frozen=True, slots=True)
class Answers:
    """Questions, each with its answer beside it."""

    id: str
    rows: tuple[Answer, ...]


@dataclass(frozen=True, slots=True)
class Gate:
    """A question at which reading stops if the answer is yes, or which says what to keep taking and what not to start.

    A gate has either `stop`, or `keep` and `do_not_start`.
    """

    id: str
    question: Unit
    stop: Unit | None = None
    keep: Unit | None = added(None)
    do_not_start: Unit | None = added(None)

    @property
    def answers(self) -> tuple[Unit, ...]:
        """What to do if the answer is yes, in reading order."""
        return tuple(unit for unit in (self.stop, self.keep, self.do_not_start) if unit is not None)


@dataclass(frozen=True, slots=True)
class Gates:
    """Gates in order of precedence."""

    id: str
    gates: tuple[Gate, ...]

    @property
    def keeps(self) -> bool:
        """Whether one of them says what to keep taking, so that one head says for all to ask first."""
        return any(gate.keep is not None for gate in self.gates)


@dataclass(frozen=True, slots=True)
class Situation:
    """A row in which readers find themselves: who it is for, the answer, and what else holds for them."""

    id: str
    who: Unit
    answer: Unit
    more: Unit | None


@dataclass(frozen=True, slots=True)
class Situations:
    """Situations with letters, one of which is the reader's."""

    id: str
    rows: tuple[Situation, ...]


@dataclass(frozen=True, slots=True)
class Addressee:
    """Readers whom a leaflet is for, or, with `asks`, who should ask first."""

    id: str
    title: Unit
    text: Unit | None
    asks: bool


@dataclass(frozen=True, slots=True)
class Addressees:
    """Whom a leaflet is for, in a strip that tells readers at a glance."""

    id: str
    readers: tuple[Addressee, ...]


@dataclass(frozen=True, slots=True)
class ColumnPair:
    """Two columns of blocks, each with a heading."""

    id: str
    columns: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class Option:
    """An answer option of a question, with its verdict and the reason for it."""

    id: str
    option: Unit
    right: bool
    reason: Unit


@dataclass(frozen=True, slots=True)
class Options:
    """The answer options of a question, with the correct answer shown."""

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
    """A page of another finished file as a picture: its number there, from 1, and its height divided by its width."""

    id: str
    page: int
    ratio: float
    caption: Unit
    alt: Unit


@dataclass(frozen=True, slots=True)
class Sheets:
    """Pages of another finished file in order; only paper layouts show them."""

    id: str
    sheets: tuple[Sheet, ...]


Block = (
    Paragraph
    | Bullets
    | Callout
    | Ladder
    | Facts
    | Cards
    | Table
    | Fields
    | FigureBlock
    | Answers
    | Gates
    | Situations
    | Addressees
    | ColumnPair
    | Options
    | References
    | Sheets
)


def letter(place: int) -> str:
    """Return the letter of a row or option, counted from 0."""
    return chr(ord("A") + place % 26)


def block_id(block: Block) -> str:
    """Return the id of a block; for a paragraph, the id of its text."""
    return block.unit.id if isinstance(block, Paragraph) else block.id


def described(block: FigureBlock) -> str:
    """Return a figure in words: its alt text, and for a chart also the numbers that it prints."""
    if not isinstance(block.figure, Bars | Intervals):
        return plain(block.alt.text)
    rows = (f"{plain(row.label.text)}: {plain(row.printed.text)}" for row in block.figure.rows)
    return f"{plain(block.alt.text)} {'; '.join(rows)}."
