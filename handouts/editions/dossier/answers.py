"""Answers to the items of an instrument.

A person's answer counts while the judged words are unchanged, else the program's answer; otherwise the item is open.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.content.instruments import INSTRUMENTS, Instrument, Item, Part, Portion
from handouts.content.model import Judgement, Verdict
from handouts.document.document import Document
from handouts.editions.dossier.findings import NOTHING, Finding
from handouts.editions.dossier.instruments import FINDS, items_for
from handouts.editions.dossier.portions import digests


@dataclass(frozen=True, slots=True)
class Answered:
    """An item with its answer, who gave it, the program's finding, and an answer that has lapsed.

    `text` is the present digest of the words that the item judges.
    """

    item: Item
    answer: Verdict | None
    by: Literal["person", "program", "nobody"]
    finding: Finding
    text: str
    judgement: Judgement | None = None
    lapsed: Judgement | None = None

    @property
    def is_open(self) -> bool:
        """Whether a person still has to answer it."""
        return self.answer is None


@dataclass(frozen=True, slots=True)
class Score:
    """The agreed items out of those that apply; an unanswered item applies and is not agreed."""

    agreed: int
    applicable: int
    unanswered: int

    @property
    def percent(self) -> int:
        """The percentage of agreed items, rounded down so that no score looks better than it is."""
        return 100 * self.agreed // self.applicable if self.applicable else 0


def answers(document: Document, judgements: Iterable[Judgement]) -> Mapping[str, tuple[Answered, ...]]:
    """Return the items of each instrument that apply to a document, answered or open, by the instrument's id."""
    given = {judgement.item: judgement for judgement in judgements if judgement.lang == document.lang}
    texts = digests(document)
    return {each.id: tuple(_answered(each, document, given, texts)) for each in INSTRUMENTS}


def _answered(
    instrument: Instrument, document: Document, given: Mapping[str, Judgement], texts: Mapping[Portion, str]
) -> Iterator[Answered]:
    for item in items_for(instrument, document):
        finding = FINDS[item.id](document) if item.id in FINDS else NOTHING
        yield _answer(item, finding, texts[item.judges], given.get(item.id))


def _answer(item: Item, finding: Finding, text: str, judgement: Judgement | None) -> Answered:
    """Return an item with its answer; a person's answer takes precedence while the judged words are unchanged."""
    if judgement is not None and judgement.text == text:
        return Answered(item, judgement.answer, "person", finding, text, judgement)
    by: Literal["program", "nobody"] = "program" if finding.answer is not None else "nobody"
    return Answered(item, finding.answer, by, finding, text, lapsed=judgement)


def score(answered: Iterable[Answered]) -> Score:
    """Return the score of some items; items that do not apply are left out."""
    applicable = [each for each in answered if each.answer != "not-applicable"]
    agreed = sum(1 for each in applicable if each.answer == "yes")
    return Score(agreed, len(applicable), sum(1 for each in applicable if each.is_open))


def scores(instrument: Instrument, answered: Iterable[Answered]) -> Iterator[tuple[Part | None, Score]]:
    """Yield the score of each part, or of the whole if the instrument is not scored by part."""
    found = tuple(answered)
    if not instrument.by_part:
        yield None, score(found)
        return
    for part in instrument.parts:
        of_part = [each for each in found if each.item.part == part]
        if of_part:
            yield part, score(of_part)
