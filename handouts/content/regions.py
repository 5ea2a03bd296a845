"""Regions: what follows from the place of a clinic, read from `content/regions.yaml`.

A clinic names its region, and a text may have a wording for one. Nothing of a region is printed: its limits decide
what a dose is compared with, and the rest is how clinics there write, for the rules that look at what a clinic typed.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

from handouts.content.kinds import PRINTED
from handouts.core.problem import Mark, Problem
from handouts.core.schema import (
    TEXT,
    Entry,
    FileSchema,
    Shape,
    check_known,
    entries_of,
    list_of,
    marked,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    some_of,
    whole,
    words_to,
)
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


class PhoneFormShape(Shape, id="region.phone"):
    """One way in which people of a region write a phone."""

    begins = otherwise(TEXT, "", "what the number begins with", '"+1"')
    least = needed(whole(1, 15), "the least number of digits", "10")
    most = needed(whole(1, 15), "the greatest number of digits", "11")
    between = otherwise(some_of(tuple(PHONE_SIGNS)), (), "the signs that may stand between digits", "[space, hyphen]")


class RegionShape(Shape, id="region"):
    """A region: whose limits hold there, and how people there write. Nothing of it is printed."""

    authority = optional(
        PRINTED, "the authority that the region has of its own; without one, limits say whose they are", "US"
    )
    limits = needed(
        marked(PRINTED, least=1), "the authorities whose limits hold; of several the stricter is printed", "[US]"
    )
    emergency = needed(list_of(PRINTED, least=1), "the emergency numbers that a clinic there may give", '["911"]')
    phones = needed(
        entries_of(PhoneFormShape), "the ways in which phones are written", "{local: {least: 10, most: 11}}"
    )
    paper = needed(one_of(PAPER_SIZES), "the paper of evidence packs and comparisons", "letter")
    measures = otherwise(list_of(PRINTED), (), "household measures that people have at hand", "[cup, teaspoon]")
    drug_names = otherwise(
        words_to(PRINTED, "words to words"), (), "the region's own names of drugs", "{paracetamol: acetaminophen}"
    )
    spelling = otherwise(words_to(PRINTED, "words to words"), (), "the region's own spellings", "{diarrhoea: diarrhea}")


class RegionsShape(Shape, id="regions"):
    """The regions of a project (`content/regions.yaml`)."""

    authorities = needed(list_of(PRINTED, least=1), "every authority that a limit or a value may name", "[US, EU]")
    regions = needed(
        entries_of(RegionShape),
        "the regions by id",
        "{us: {limits: [US], emergency: ['911'], phones: {local: {least: 10, most: 10}}, paper: letter}}",
    )


REGIONS_FILE = FileSchema(REGIONS, "the regions of a project", one(RegionsShape))


def read_regions(source: Source, log: list[Problem]) -> Regions:
    """Return the regions of a project; an authority that the file does not list is a problem."""
    if source.root is None:
        return Regions()
    whole_file = REGIONS_FILE.read(source, log)
    authorities = whole_file.read(RegionsShape.authorities)
    regions = {name: _region(name, entry, authorities) for name, entry in whole_file.read(RegionsShape.regions)}
    return Regions(regions, authorities)


def _region(name: str, entry: Entry, authorities: tuple[str, ...]) -> Region:
    own = entry.read(RegionShape.authority)
    if own is not None:
        check_known(entry, "authority", (own, entry.mark_of(RegionShape.authority)), authorities)
    limits = entry.read(RegionShape.limits)
    return Region(
        name,
        own or None,
        tuple(each for each, mark in limits if check_known(entry, "authority", (each, mark), authorities)),
        entry.read(RegionShape.emergency),
        tuple(_phone_form(form) for _, form in entry.read(RegionShape.phones)),
        entry.read(RegionShape.paper),
        entry.read(RegionShape.measures),
        dict((*entry.read(RegionShape.drug_names), *entry.read(RegionShape.spelling))),
        entry.mark,
    )


def _phone_form(form: Entry) -> PhoneForm:
    least, most = form.read(PhoneFormShape.least), form.read(PhoneFormShape.most)
    if most < least:
        message = f"'most' ({most}) is below 'least' ({least}); write the greater number of digits at 'most'"
        form.problem(form.mark_of(PhoneFormShape.most), "wrong-value", message)
    between = "".join(PHONE_SIGNS[sign] for sign in form.read(PhoneFormShape.between))
    return PhoneForm(form.read(PhoneFormShape.begins), least, max(least, most), between)
