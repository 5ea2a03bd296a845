"""Dates, and the words that tell the edition and state of a file, as they are printed."""

from __future__ import annotations

from datetime import date

from handouts.core.words import word
from handouts.document.document import Document
from handouts.document.imprint import Imprint


def draft_words(document: Document) -> str:
    """Return the words that mark a draft, which say so where a review is overdue."""
    return word("draft-overdue" if document.overdue is not None else "draft", document.lang)


def day(when: date, lang: str) -> str:
    """Return a date in words."""
    names = word("months", lang).split()
    return word("date", lang, day=when.day, month=names[when.month - 1], year=when.year)


def month(when: date, lang: str) -> str:
    """Return a month with its year in words."""
    return word("month-date", lang, month=word("months", lang).split()[when.month - 1], year=when.year)


def edition_words(version: str, imprint: Imprint | None, lang: str) -> tuple[str, ...]:
    """Return the version, and the short digest that people can read out."""
    return (word("version", lang, version=version), *([imprint.short] if imprint is not None else []))


def issued_words(imprint: Imprint | None, lang: str) -> tuple[str, ...]:
    """Return the date of issue; nothing for a draft."""
    if imprint is None or imprint.issued is None:
        return ()
    return (word("issued", lang, date=day(imprint.issued, lang)),)
