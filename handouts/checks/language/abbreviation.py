"""An abbreviation is spelled out where a document for patients first uses it.

Write `tuberculosis (TB)` or `TB (tuberculosis)`. Words of the glossary have a rule of their own (`unexplained-term`);
units, and abbreviations that everybody uses, need nothing. Source: CDC Clear Communication Index 7.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.language.unexplained_term import names_of
from handouts.checks.language.walk import read_units, with_pack
from handouts.checks.subject import Subject, warned
from handouts.core.problem import Problem
from handouts.core.words import LANGUAGES
from handouts.document.document import Document
from handouts.document.text import Unit, plain

ID = "unexplained-abbreviation"


def check(subject: Subject) -> Iterator[Problem]:
    """Report abbreviations that a document for patients uses before they are spelled out."""
    terms = subject.library.terms
    for draft, document, pack in with_pack(subject):
        in_glossary = set(names_of(terms.values(), pack).terms) if terms else set()
        known = pack.abbreviations.everyday | {text for text in LANGUAGES[document.lang].values() if text.isupper()}
        short_forms = _unknown(document, pack.abbreviations.pattern, in_glossary, known)
        for unit, short in short_forms:
            yield warned(draft, unit.mark, ID, f"{short!r} is not spelled out at its first use")


def _unknown(
    document: Document, pattern: re.Pattern[str], in_glossary: set[str], known: frozenset[str]
) -> Iterator[tuple[Unit, str]]:
    met = set(known)
    for unit in read_units(document):
        text = plain(unit.text)
        for match in pattern.finditer(text):
            if match[0] in met or match[0].casefold() in in_glossary:
                continue
            met.add(match[0])
            if not _spelled_out(text, match):
                yield unit, match[0]


def _spelled_out(text: str, match: re.Match[str]) -> bool:
    """Return whether the abbreviation is in brackets after other words, or is followed by brackets."""
    before, after = text[: match.start()], text[match.end() :]
    inside = before.count("(") > before.count(")") and before.partition("(")[0].strip()
    return bool(inside) or re.match(r"s?[ \u00a0]\([^)]*[a-z]{3}", after) is not None
