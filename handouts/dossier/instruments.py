"""Two instruments that rate written material, as data: PEMAT-P and the CDC Clear Communication Index.

PEMAT-P (AHRQ, for print) has 17 items of understandability and 7 of actionability; its numbers 13 and 14 are for sound
and film alone. The Index has 20 items in four parts: A core, B behaviour, C numbers, D risk. The questions are in our
own words (`words.py`); the numbers are those of the instruments, so that a rater finds the item in the user's guide.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.document import Document
from handouts.dossier import findings as find
from handouts.dossier.findings import Find
from handouts.dossier.portions import Portion

Part = Literal["understand", "act", "core", "behaviour", "numbers", "risk"]


@dataclass(frozen=True, slots=True)
class Item:
    """One question, what of the document it judges, and what a program can find out for it.

    It says whether it may not apply, and whether it is asked of a deck.
    """

    id: str
    part: Part
    judges: Portion = "whole"
    finds: Find | None = None
    may_not_apply: bool = False
    of_decks: bool = False

    @property
    def number(self) -> str:
        """Its number in the instrument."""
        return self.id.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: its parts in order, each scored by itself where `by_part`, and its items."""

    id: Literal["pemat", "cci"]
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    by_part: bool


PEMAT_P = Instrument(
    "pemat",
    ("understand", "act"),
    (
        Item("pemat.1", "understand", "front", of_decks=True),
        Item("pemat.2", "understand", of_decks=True),
        Item("pemat.3", "understand"),
        Item("pemat.4", "understand"),
        Item("pemat.5", "understand", finds=find.speaks_actively),
        Item("pemat.6", "understand", "numbers", find.has_numbers, may_not_apply=True, of_decks=True),
        Item("pemat.7", "understand"),
        Item("pemat.8", "understand", finds=find.is_in_short_parts, of_decks=True),
        Item("pemat.9", "understand", "headings", find.has_headings, of_decks=True),
        Item("pemat.10", "understand", of_decks=True),
        Item("pemat.11", "understand", finds=find.has_summary, of_decks=True),
        Item("pemat.12", "understand", finds=find.has_cues, of_decks=True),
        Item("pemat.15", "understand", finds=find.counts_pictures, of_decks=True),
        Item("pemat.16", "understand", "figures", find.has_pictures, may_not_apply=True, of_decks=True),
        Item("pemat.17", "understand", "figures", find.has_captions, may_not_apply=True, of_decks=True),
        Item("pemat.18", "understand", "figures", find.has_pictures, may_not_apply=True, of_decks=True),
        Item("pemat.19", "understand", "tables", find.has_simple_tables, may_not_apply=True, of_decks=True),
        Item("pemat.20", "act", "actions", find.asks_to_act),
        Item("pemat.21", "act", finds=find.speaks_to_the_reader),
        Item("pemat.22", "act", "actions", find.gives_steps),
        Item("pemat.23", "act", finds=find.has_tool),
        Item("pemat.24", "act", may_not_apply=True),
        Item("pemat.25", "act", finds=find.has_charts, may_not_apply=True),
        Item("pemat.26", "act", finds=find.counts_pictures),
    ),
    by_part=True,
)
CLEAR_COMMUNICATION = Instrument(
    "cci",
    ("core", "behaviour", "numbers", "risk"),
    (
        Item("cci.1", "core", "opening", find.has_message),
        Item("cci.2", "core", "opening", find.opens_with_message),
        Item("cci.3", "core", "opening", find.sets_message_off),
        Item("cci.4", "core", "carried", find.carries_message_in_picture, of_decks=True),
        Item("cci.5", "core", "actions", find.asks_to_act),
        Item("cci.6", "core", finds=find.acts_actively),
        Item("cci.7", "core"),
        Item("cci.8", "core", finds=find.has_lists, of_decks=True),
        Item("cci.9", "core", finds=find.is_chunked, of_decks=True),
        Item("cci.10", "core", "front"),
        Item("cci.11", "core", finds=find.says_what_is_not_known, of_decks=True),
        Item("cci.12", "behaviour", "actions", find.asks_to_act, may_not_apply=True),
        Item("cci.13", "behaviour", may_not_apply=True),
        Item("cci.14", "behaviour", "actions", find.gives_steps, may_not_apply=True),
        Item("cci.15", "numbers", "numbers", find.has_numbers, may_not_apply=True),
        Item("cci.16", "numbers", "numbers", find.has_numbers, may_not_apply=True, of_decks=True),
        Item("cci.17", "numbers", "numbers", find.has_numbers, may_not_apply=True),
        Item("cci.18", "risk", may_not_apply=True, of_decks=True),
        Item("cci.19", "risk", finds=find.gives_both_sides, may_not_apply=True, of_decks=True),
        Item("cci.20", "risk", "numbers", find.shows_chances, may_not_apply=True, of_decks=True),
    ),
    by_part=False,
)
INSTRUMENTS = (PEMAT_P, CLEAR_COMMUNICATION)
# every item that a person can answer, and whether it may not apply
ITEMS: Mapping[str, bool] = {item.id: item.may_not_apply for each in INSTRUMENTS for item in each.items}


def items_for(instrument: Instrument, document: Document) -> Iterator[Item]:
    """The items that are asked of a kind of document."""
    yield from (item for item in instrument.items if document.kind == "leaflet" or item.of_decks)
