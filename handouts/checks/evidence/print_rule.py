"""Facts for clinicians only are not given to patients, and a blocked number is not printed.

`source_says` records what the source text said about a claim. With `print_rule: clinician_deck_only` the claim must
have `audience: clinician`. With `print_rule: block` no value of the claim may be the number that the source text gave
(`quantity`), nor the upper end of its range: of `1-12 mo` neither 1 to 12 months nor 12 months. A value in a different
kind of unit is not compared.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from handouts.checks.evidence.amounts import numbers
from handouts.checks.packs import SOURCE_PACK
from handouts.checks.subject import Subject
from handouts.content.model import Claim, SourceNote
from handouts.core.problem import Problem
from handouts.core.quantity import DIMENSIONS, Measured, Ratio, printed
from handouts.core.words import SOURCE

ID = "forbidden-value"
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_UNIT = re.compile(r"[\d\s]*([A-Za-zµ%]+)")


def check(subject: Subject) -> Iterator[Problem]:
    """Report claims that print what their source note forbids."""
    facts = subject.facts
    for note in facts.notes.values():
        claim = facts.claims.get(note.claim)
        if claim is not None:
            for message in _broken(claim, note):
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _broken(claim: Claim, note: SourceNote) -> Iterator[str]:
    if note.print_rule == "clinician_deck_only" and claim.audience != "clinician":
        yield f"{claim.id!r} is for clinicians only ({note.print_rule}); it needs 'audience: clinician'"
    if note.print_rule == "block" and note.quantity is not None:
        for measured in claim.values.values():
            if _is_blocked(measured, note.quantity):
                value = printed(measured.quantity, SOURCE)
                yield f"{claim.id!r} prints {value}, which is blocked: the source text said {note.quantity!r}"


def _is_blocked(measured: Measured, said: str) -> bool:
    """Return whether a value is the number that the source text gave, or the upper end of its range."""
    blocked = tuple(map(Decimal, _NUMBER.findall(said)))
    if not blocked or not _same_kind(measured, said):
        return False
    value = _ends(measured)
    return value in (blocked, blocked[-1:])


def _ends(measured: Measured) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(map(abs, numbers(measured.quantity))))


def _same_kind(measured: Measured, said: str) -> bool:
    """Return whether the unit of the source text, if it is a known unit, measures the same kind of thing."""
    short = SOURCE_PACK.abbreviations.units
    words = [word for word in _UNIT.findall(said) if word.casefold() in DIMENSIONS or word in short]
    if not words:
        return False
    name = short.get(words[0], words[0].casefold())
    dimension = DIMENSIONS[name][0]
    if isinstance(measured.quantity, Ratio):
        return dimension == "share"
    return measured.quantity.unit.dimension == dimension
