"""Two instruments that rate written material, as data: PEMAT-P and the CDC Clear Communication Index.

PEMAT-P (AHRQ, for print) has 17 items on understandability and 7 on actionability; its numbers 13 and 14 are only for
sound and film. The Index has 20 items in four parts: A core, B behaviour, C numbers, D risk. The questions are in our
own words (`words.py`); the numbers are those of the instruments, so that a rater finds the item in the user's guide.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

InstrumentId = Literal["pemat", "cci"]
Part = Literal["understand", "act", "core", "behaviour", "numbers", "risk"]
# the smallest part of a document that an item judges
Portion = Literal["whole", "opening", "front", "headings", "actions", "figures", "carried", "tables", "numbers"]


@dataclass(frozen=True, slots=True)
class Item:
    """One item: the part of a document that it judges, whether it may not apply, and whether it is asked of decks."""

    id: str
    part: Part
    judges: Portion = "whole"
    may_not_apply: bool = False
    of_decks: bool = False

    @property
    def number(self) -> str:
        """The item's number in the instrument."""
        return self.id.rpartition(".")[2]


@dataclass(frozen=True, slots=True)
class Instrument:
    """An instrument: its parts in order, scored separately if `by_part`, and its items."""

    id: InstrumentId
    parts: tuple[Part, ...]
    items: tuple[Item, ...]
    by_part: bool


PART_WORDS: Mapping[Part, str] = {
    "understand": "part.understand",
    "act": "part.act",
    "core": "part.core",
    "behaviour": "part.behaviour",
    "numbers": "part.numbers",
    "risk": "part.risk",
}
INSTRUMENT_WORDS: Mapping[InstrumentId, str] = {"pemat": "pemat", "cci": "cci"}
ABOUT_WORDS: Mapping[InstrumentId, str] = {"pemat": "pemat.about", "cci": "cci.about"}
SHORT_WORDS: Mapping[InstrumentId, str] = {"pemat": "pemat.short", "cci": "cci.short"}
PEMAT_P = Instrument(
    "pemat",
    ("understand", "act"),
    (
        # 8, 9 and 11 do not apply to very short material, 6 where there is no number, 16 to 19 without pictures or tables
        Item("pemat.1", "understand", "front", of_decks=True),
        Item("pemat.2", "understand", of_decks=True),
        Item("pemat.3", "understand"),
        Item("pemat.4", "understand"),
        Item("pemat.5", "understand"),
        Item("pemat.6", "understand", "numbers", may_not_apply=True, of_decks=True),
        Item("pemat.7", "understand"),
        Item("pemat.8", "understand", may_not_apply=True, of_decks=True),
        Item("pemat.9", "understand", "headings", may_not_apply=True, of_decks=True),
        Item("pemat.10", "understand", of_decks=True),
        Item("pemat.11", "understand", may_not_apply=True, of_decks=True),
        Item("pemat.12", "understand", of_decks=True),
        Item("pemat.15", "understand", of_decks=True),
        Item("pemat.16", "understand", "figures", may_not_apply=True, of_decks=True),
        Item("pemat.17", "understand", "figures", may_not_apply=True, of_decks=True),
        Item("pemat.18", "understand", "figures", may_not_apply=True, of_decks=True),
        Item("pemat.19", "understand", "tables", may_not_apply=True, of_decks=True),
        Item("pemat.20", "act", "actions"),
        Item("pemat.21", "act"),
        Item("pemat.22", "act", "actions"),
        Item("pemat.23", "act"),
        Item("pemat.24", "act", may_not_apply=True),
        Item("pemat.25", "act", may_not_apply=True),
        Item("pemat.26", "act"),
    ),
    by_part=True,
)
CLEAR_COMMUNICATION = Instrument(
    "cci",
    ("core", "behaviour", "numbers", "risk"),
    (
        Item("cci.1", "core", "opening"),
        Item("cci.2", "core", "opening"),
        Item("cci.3", "core", "opening"),
        Item("cci.4", "core", "carried", of_decks=True),
        Item("cci.5", "core", "actions"),
        Item("cci.6", "core"),
        Item("cci.7", "core"),
        Item("cci.8", "core", of_decks=True),
        Item("cci.9", "core", of_decks=True),
        Item("cci.10", "core", "front"),
        Item("cci.11", "core", of_decks=True),
        Item("cci.12", "behaviour", "actions", may_not_apply=True),
        Item("cci.13", "behaviour", may_not_apply=True),
        Item("cci.14", "behaviour", "actions", may_not_apply=True),
        Item("cci.15", "numbers", "numbers", may_not_apply=True),
        Item("cci.16", "numbers", "numbers", may_not_apply=True, of_decks=True),
        Item("cci.17", "numbers", "numbers", may_not_apply=True),
        Item("cci.18", "risk", may_not_apply=True, of_decks=True),
        Item("cci.19", "risk", may_not_apply=True, of_decks=True),
        Item("cci.20", "risk", "numbers", may_not_apply=True, of_decks=True),
    ),
    by_part=False,
)
INSTRUMENTS = (PEMAT_P, CLEAR_COMMUNICATION)
# every item that a person can answer, and whether it may not apply
ITEMS: Mapping[str, bool] = {item.id: item.may_not_apply for each in INSTRUMENTS for item in each.items}
ITEM_WORDS: Mapping[str, str] = {
    "pemat.1": "pemat.1",
    "pemat.2": "pemat.2",
    "pemat.3": "pemat.3",
    "pemat.4": "pemat.4",
    "pemat.5": "pemat.5",
    "pemat.6": "pemat.6",
    "pemat.7": "pemat.7",
    "pemat.8": "pemat.8",
    "pemat.9": "pemat.9",
    "pemat.10": "pemat.10",
    "pemat.11": "pemat.11",
    "pemat.12": "pemat.12",
    "pemat.15": "pemat.15",
    "pemat.16": "pemat.16",
    "pemat.17": "pemat.17",
    "pemat.18": "pemat.18",
    "pemat.19": "pemat.19",
    "pemat.20": "pemat.20",
    "pemat.21": "pemat.21",
    "pemat.22": "pemat.22",
    "pemat.23": "pemat.23",
    "pemat.24": "pemat.24",
    "pemat.25": "pemat.25",
    "pemat.26": "pemat.26",
    "cci.1": "cci.1",
    "cci.2": "cci.2",
    "cci.3": "cci.3",
    "cci.4": "cci.4",
    "cci.5": "cci.5",
    "cci.6": "cci.6",
    "cci.7": "cci.7",
    "cci.8": "cci.8",
    "cci.9": "cci.9",
    "cci.10": "cci.10",
    "cci.11": "cci.11",
    "cci.12": "cci.12",
    "cci.13": "cci.13",
    "cci.14": "cci.14",
    "cci.15": "cci.15",
    "cci.16": "cci.16",
    "cci.17": "cci.17",
    "cci.18": "cci.18",
    "cci.19": "cci.19",
    "cci.20": "cci.20",
}
