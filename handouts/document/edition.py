"""Dates and the words that tell one edition from another, as they are printed."""

from __future__ import annotations

from datetime import date

from handouts.core.words import word
from handouts.document.imprint import Imprint


def day(when: date, lang: str) -> str:
    """A date in words."""
    names = word("months", lang).split()
    return word("date", lang, day=when.day, month=names[when.month - 1], year=when.year)


def month(when: date, lang: str) -> str:
    """A month with its year."""
    return word("month-date", lang, month=word("months", lang).split()[when.month - 1], year=when.year)


def edition_words(version: str, imprint: Imprint | None, lang: str) -> tuple[str, ...]:
    """The version, and the digest as people read it out."""
    return (word("version", lang, version=version), *([imprint.short] if imprint is not None else []))


def issued_words(imprint: Imprint | None, lang: str) -> tuple[str, ...]:
    """The day of issue; a draft has none."""
    if imprint is None or imprint.issued is None:
        return ()
    return (word("issued", lang, date=day(imprint.issued, lang)),)
