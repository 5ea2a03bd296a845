"""Every risk has a time span, and the reader sees it (ANCHORS N3).

A proportion (so many of so many) of the purpose risk or incidence needs `span`. A section or slide that prints the
proportion prints the span too, as `{{ id:span }}` or with the same numbers and nouns ("First week: ..." stands for "in
the first week"); alt text alone is not enough.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.evidence.amounts import is_risk
from handouts.checks.packs import pack_of
from handouts.checks.passages import Passage, values
from handouts.checks.subject import Subject, found
from handouts.content.vocabulary import Vocabulary
from handouts.core.problem import Problem
from handouts.core.quantity import Ratio
from handouts.document.text import Unit, Value, plain

ID = "missing-span"


def check(subject: Subject) -> Iterator[Problem]:
    """Report risks without a time span."""
    vocabulary = subject.library.vocabulary
    for claim in subject.facts.claims.values():
        for name, measured in claim.values.items():
            quantity = measured.quantity
            if isinstance(quantity, Ratio) and is_risk(measured, vocabulary) and not quantity.span:
                place = f"{claim.id}/{name}" if name else claim.id
                message = f"the risk {place!r} needs the time it is for: add 'span'"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))
    said = _said(subject)
    for passage in subject.passages:
        for unit, value, span in _risks(passage, vocabulary):
            if not _says(said[passage.draft.id, passage.section], span, unit.lang):
                message = f"{value.text!r} of {value.source!r} is a risk {span!r}: print that beside it"
                yield found(passage.draft, unit.mark, ID, message)


def _says(texts: list[str], span: str, lang: str) -> bool:
    """Return whether one of the texts names a time span; False in a language without a pack, where this is unknown."""
    pack = pack_of(lang)
    return pack is None or any(pack.wording.says_span(text, span) for text in texts)


def _said(subject: Subject) -> dict[tuple[str, str], list[str]]:
    """Return the texts that a reader sees in each section."""
    texts: dict[tuple[str, str], list[str]] = {}
    for passage in subject.passages:
        words = texts.setdefault((passage.draft.id, passage.section), [])
        words.extend(plain(unit.text).casefold() for unit in passage.shown)
    return texts


def _risks(passage: Passage, vocabulary: Vocabulary) -> Iterator[tuple[Unit, Value, str]]:
    for unit in passage.shown:
        for value in values(unit):
            measured = value.measured
            if measured is None or value.part in ("span", "denominator") or not is_risk(measured, vocabulary):
                continue
            if isinstance(measured.quantity, Ratio) and measured.quantity.span:
                yield unit, value, measured.quantity.span
