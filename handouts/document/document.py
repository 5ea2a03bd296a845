"""A leaflet or deck as one reader will see it: its sections, the ids it was composed from, and its evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Literal

from handouts.core.problem import Mark
from handouts.document.added import added
from handouts.document.blocks import Block, Bullets
from handouts.document.grades import Certainty
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


# the end of the id of the note that says what to say
SAID = "/notes/say"


@dataclass(frozen=True, slots=True)
class Badge:
    """The lowest certainty of the claims cited on a slide, with its basis; `words` are those of a project's own basis."""

    certainty: Certainty
    basis: str | None
    words: str = added("")


@dataclass(frozen=True, slots=True)
class LessonPart:
    """The objective that a slide serves: its number among `count`, and its name; number 0 stands for all of them."""

    number: int
    count: int
    name: str = ""


@dataclass(frozen=True, slots=True)
class Teaching:
    """What a deck adds to a section: kind of slide, notes, minutes, source line and badge.

    `points` is a list that belongs to the notes, below what is said first. `part` is the objective that it serves.
    """

    kind: SlideKind
    notes: tuple[Unit, ...] = ()
    minutes: Decimal | None = None
    core: bool = True
    source_line: Unit | None = None
    badge: Badge | None = None
    points: Bullets | None = added(None)
    part: LessonPart | None = added(None)

    @property
    def said(self) -> tuple[Unit | Bullets, ...]:
        """The notes in the order in which they are read."""
        if self.points is None:
            return self.notes
        first = 1 if self.notes and self.notes[0].id.endswith(SAID) else 0
        return (*self.notes[:first], self.points, *self.notes[first:])


@dataclass(frozen=True, slots=True)
class Section:
    """A titled sequence of blocks; `front` sections are placed on the first page; each slide is a section.

    `roles` pairs the section's id, or the id of a block or question in it, with its purpose: takeaway, harms ...
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
    """The clinic's data as printed; it is not part of the content, because it changes none of the advice.

    `marks` are the places of its keys in the clinic's file; a line that moves there makes no other file.
    """

    id: str
    name: str
    day: str | None
    night: str | None
    web: str | None
    other_formats: str | None
    logo: str | None
    colour: str | None
    feedback: str | None = None
    marks: Mapping[str, Mark] = field(default_factory=dict, repr=False, compare=False)

    def mark_of(self, key: str, otherwise: Mark) -> Mark:
        """Return the place of a key in the clinic's file; a head of the program's own has none."""
        return self.marks.get(key, otherwise)

    @property
    def texts(self) -> Mapping[str, str]:
        """The words that it has for pages and slides, by key."""
        texts = {
            "name": self.name,
            "day": self.day,
            "night": self.night,
            "other_formats": self.other_formats,
            "feedback": self.feedback,
            "web": self.web,
        }
        return {key: text for key, text in texts.items() if text}


@dataclass(frozen=True, slots=True)
class Reads:
    """The ids that a document was composed from, each list sorted; used by its trace, manifest entry and inputs."""

    claims: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    foods: tuple[str, ...] = ()
    limits: tuple[str, ...] = ()
    terms: tuple[str, ...] = ()
    figures: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class GroundReference:
    """A reference as named by a trace: id, words for any reader, and how much of the source was seen."""

    id: str
    words: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Ground:
    """The evidence behind a printed value; fields are empty where its kind of fact has no such grade or date."""

    kind: str
    id: str
    certainty: str = ""
    basis: str = ""
    references: tuple[GroundReference, ...] = ()
    checked: date | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A leaflet or deck as one reader will see it.

    `grounds`, `names` (names that contain digits and state no quantity) and `nouns` (of the project's own units, counted
    by number words) are used for the trace of a file; they are not content. Neither are
    `extended`, the day to which somebody moved its review, and `overdue`, the last day on which no review of it or of its
    facts was overdue, if one is on the day of a build.
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
    nouns: tuple[str, ...] = added(())
    extended: date | None = added(None)
    overdue: date | None = added(None)

    @property
    def review_until(self) -> date:
        """The day on which its review is due, or to which it was extended, as it is printed."""
        return self.extended or self.review_due
