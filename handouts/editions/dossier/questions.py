"""The items that people have to answer, as YAML to paste into `content/judgements`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from handouts.content.instruments import ITEM_WORDS
from handouts.content.model import ANSWER_WORDS, Judgement
from handouts.core.words import word
from handouts.document.document import Document
from handouts.editions.dossier.answers import Answered


def questions(document: Document, answered: Mapping[str, tuple[Answered, ...]], as_of: date) -> str:
    """Return the file of a document's answers: valid answers as they are, and every open item with its question."""
    lines = [f"# content/judgements/{document.id}.yaml: {word('questions.head', document.lang)}", f"{document.lang}:"]
    for each in (each for found in answered.values() for each in found):
        if each.judgement is not None:
            lines.extend(_entry(each, each.judgement.answer, each.judgement, document.lang))
        elif each.is_open:
            lines.extend(_open(each, document.lang, as_of))
        else:
            lines.extend(_found(each, document.lang))
    return "\n".join(lines) + "\n"


def _open(each: Answered, lang: str, as_of: date) -> Iterator[str]:
    """Yield an open item, after a person's answer about older words, if any."""
    yield f"  # {word(ITEM_WORDS[each.item.id], lang)}"
    if each.finding.evidence:
        yield f"  # {word('questions.found', lang, evidence=each.finding.evidence)}"
    if each.lapsed is not None:
        answer = word(ANSWER_WORDS[each.lapsed.answer], lang)
        yield f"  # {word('questions.lapsed', lang, answer=answer, by=each.lapsed.by, on=each.lapsed.on)}"
    choices = "yes, no, not-applicable" if each.item.may_not_apply else "yes, no"
    yield f"  {each.item.id}:"
    yield f"    answer:    # {choices}"
    yield "    by:"
    yield f"    on: {as_of}"
    yield f"    text: {each.text}"


def _found(each: Answered, lang: str) -> Iterator[str]:
    """Yield the program's answer as comments; a person's entry of the same name takes precedence."""
    answer = word(ANSWER_WORDS[each.answer], lang) if each.answer is not None else ""
    yield f"  # {word(ITEM_WORDS[each.item.id], lang)}"
    yield f"  # {word('questions.program', lang, answer=answer, evidence=each.finding.evidence)}"
    yield f"  # {each.item.id}: {{answer: , by: , on: , text: {each.text}}}"


def _entry(each: Answered, answer: str, judgement: Judgement, lang: str) -> Iterator[str]:
    """Yield a valid answer as it was given."""
    yield f"  # {word(ITEM_WORDS[each.item.id], lang)}"
    yield f"  {each.item.id}:"
    yield f"    answer: {answer}"
    yield f"    by: {quoted(judgement.by)}"
    yield f"    on: {judgement.on}"
    yield f"    text: {each.text}"
    if judgement.note:
        yield f"    note: {quoted(judgement.note)}"


def quoted(text: str) -> str:
    """Return a text as a YAML scalar in single quotes, where no character but the quote is special."""
    return "'" + " ".join(text.split()).replace("'", "''") + "'"
