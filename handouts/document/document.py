"""A leaflet or a deck as one reader will see it: its sections, what it was read from and what it stands on."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from handouts.core.problem import Mark
from handouts.document.blocks import Block
from handouts.document.grades import Basis, Certainty
from handouts.document.text import Unit, Value

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

    certainty: Certainty
    basis: Basis | None


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
