"""Items answered: by a person as long as the judged words stand, else by the program, else open."""

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
    """An item with its answer, who gave it, what the program found, and an answer that lapsed.

    `text` is the digest of the words that it judges as they are now.
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
        """Whether a person has to be asked."""
        return self.answer is None


@dataclass(frozen=True, slots=True)
class Score:
    """Items agreed of those that apply; what is not answered yet applies and is not agreed."""

    agreed: int
    applicable: int
    unanswered: int

    @property
    def percent(self) -> int:
        """The share of agreed items, rounded down, so that no score reads better than it is."""
        return 100 * self.agreed // self.applicable if self.applicable else 0


def answers(document: Document, judgements: Iterable[Judgement]) -> Mapping[str, tuple[Answered, ...]]:
    """The items of each instrument that are asked of a document, answered or open, by the instrument's id."""
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
    """A person's answer outranks the program's, as long as the words are those that were judged."""
    if judgement is not None and judgement.text == text:
        return Answered(item, judgement.answer, "person", finding, text, judgement)
    by: Literal["program", "nobody"] = "program" if finding.answer is not None else "nobody"
    return Answered(item, finding.answer, by, finding, text, lapsed=judgement)


def score(answered: Iterable[Answered]) -> Score:
    """Agreed items of those that apply; items that do not apply drop out."""
    applicable = [each for each in answered if each.answer != "not-applicable"]
    agreed = sum(1 for each in applicable if each.answer == "yes")
    return Score(agreed, len(applicable), sum(1 for each in applicable if each.is_open))


def scores(instrument: Instrument, answered: Iterable[Answered]) -> Iterator[tuple[Part | None, Score]]:
    """The score of each part, or of the whole where the instrument has but one."""
    found = tuple(answered)
    if not instrument.by_part:
        yield None, score(found)
        return
    for part in instrument.parts:
        of_part = [each for each in found if each.item.part == part]
        if of_part:
            yield part, score(of_part)
