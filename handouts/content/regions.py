"""Regions: what follows from the place of a clinic, read from `content/regions.yaml`.

A clinic names its region, and a text may have a wording for one. Nothing of a region is printed: its limits decide
what a dose is compared with, and the rest is how clinics there write, for the rules that look at what a clinic typed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Literal

from handouts.content.entry import EntryReader
from handouts.core.problem import Mark, Problem, unknown
from handouts.core.source import Source

REGIONS = "content/regions.yaml"
PaperSize = Literal["a4", "letter"]
PAPER_SIZES: tuple[PaperSize, ...] = ("a4", "letter")
# the signs that may stand between the digits of a phone, by the word for them
PHONE_SIGNS = {"space": " ", "hyphen": "-", "brackets": "()", "stop": ".", "slash": "/"}

# digits in brackets
_PAIR = re.compile(r"\([^()]+\)")


@dataclass(frozen=True, slots=True)
class PhoneForm:
    """A way to write a phone: what it begins with, how many digits it has, and which signs stand between them."""

    begins: str
    least: int
    most: int
    between: str

    def fits(self, number: str) -> bool:
        """Return whether a number is written in this way."""
        digits = number.translate({ord(sign): None for sign in self.between})
        bare = digits.removeprefix("+")
        return (
            digits.startswith(self.begins)
            and digits.startswith("+") == self.begins.startswith("+")
            and bare.isascii()
            and bare.isdecimal()
            and self.least <= len(bare) <= self.most
            and not {"(", ")"} & set(_PAIR.sub("", number))
        )

    def __str__(self) -> str:
        count = f"{self.least}" if self.least == self.most else f"{self.least} to {self.most}"
        return f"{count} digits{f' from {self.begins}' if self.begins else ''}"


@dataclass(frozen=True, slots=True)
class Region:
    """A region: the authorities whose limits hold there, and how people write there.

    Of several `limits` the stricter is printed. A region without an `authority` of its own says whose limit it prints.
    `words` are its own words for drugs, and its spellings, by the word that all regions have in common; `measures` are
    the household measures that people there have at hand.
    """

    id: str
    authority: str | None
    limits: tuple[str, ...]
    emergency: tuple[str, ...]
    phones: tuple[PhoneForm, ...]
    paper: PaperSize
    measures: tuple[str, ...]
    words: Mapping[str, str]
    mark: Mark

    def writes(self, number: str) -> bool:
        """Return whether a phone is written as people of the region write one."""
        return any(form.fits(number) for form in self.phones)


@dataclass(frozen=True, slots=True)
class Regions:
    """The regions of a project by id, and every authority that a limit or a value may name; both are closed sets."""

    by_id: Mapping[str, Region] = field(default_factory=dict)
    authorities: tuple[str, ...] = ()

    def words_of_others(self, region: str) -> Mapping[str, str]:
        """Return the words that only other regions use, in small letters, each with the region's own word."""
        own = self.by_id[region].words
        others = {
            word.casefold(): own.get(common, common)
            for other in self.by_id.values()
            for common in (*own, *other.words)
            for word in (common, other.words.get(common, common))
        }
        return {word: ours for word, ours in others.items() if word != ours.casefold()}

    def measures_of_others(self, region: str) -> frozenset[str]:
        """Return the household measures that only other regions have."""
        every = {measure for each in self.by_id.values() for measure in each.measures}
        return frozenset(every.difference(self.by_id[region].measures))

    @property
    def spellings(self) -> frozenset[str]:
        """Every word of a region, and the common word that it stands for, in small letters."""
        pairs = (pair for region in self.by_id.values() for pair in region.words.items())
        return frozenset(word.casefold() for pair in pairs for word in pair)


def read_regions(source: Source, log: list[Problem]) -> Regions:
    """Return the regions of a project; an authority that the file does not list is a problem."""
    if source.root is None:
        return Regions()
    whole = EntryReader(source.root, log)
    authorities = whole.needed_words("authorities")
    regions = {name: _region(name, entry, authorities) for name, entry in whole.entries("regions", needed=True)}
    whole.close()
    return Regions(regions, authorities)


def _region(name: str, entry: EntryReader, authorities: tuple[str, ...]) -> Region:
    region = Region(
        name,
        _authority(entry, authorities),
        _limits(entry, authorities),
        entry.needed_words("emergency"),
        tuple(_phone_forms(entry)),
        entry.choice("paper", PAPER_SIZES),
        entry.words("measures"),
        dict(_words(entry)),
        entry.mark,
    )
    entry.close()
    return region


def _authority(entry: EntryReader, authorities: tuple[str, ...]) -> str | None:
    name = entry.text("authority")
    if name and name not in authorities:
        entry.problem(entry.mark_of("authority"), "unknown-value", unknown("authority", name, authorities))
    return name or None


def _limits(entry: EntryReader, authorities: tuple[str, ...]) -> tuple[str, ...]:
    entry.needed_words("limits")
    return entry.choices("limits", authorities)


def _phone_forms(entry: EntryReader) -> Iterator[PhoneForm]:
    for _, form in entry.entries("phones", needed=True):
        least = form.whole("least", 1, 1, 15)
        between = "".join(PHONE_SIGNS[sign] for sign in form.choices("between", tuple(PHONE_SIGNS)))
        yield PhoneForm(form.text("begins"), least, form.whole("most", least, least, 15), between)
        form.close()


def _words(entry: EntryReader) -> Iterator[tuple[str, str]]:
    for key in ("drug_names", "spelling"):
        for common, node, _ in entry.children(key):
            yield common, entry.scalar(node, f"{key}/{common}")
