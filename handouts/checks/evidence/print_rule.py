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
from handouts.core.quantity import SHARE, Measured, Ratio, Units, printed
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
            for message in _broken(claim, note, subject.library.units):
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _broken(claim: Claim, note: SourceNote, units: Units) -> Iterator[str]:
    if note.print_rule == "clinician_deck_only" and claim.audience != "clinician":
        yield f"{claim.id!r} is for clinicians only ({note.print_rule}); it needs 'audience: clinician'"
    if note.print_rule == "block" and note.quantity is not None:
        for measured in claim.values.values():
            if _is_blocked(measured, note.quantity, units):
                value = printed(measured.quantity, SOURCE)
                yield f"{claim.id!r} prints {value}, which is blocked: the source text said {note.quantity!r}"


def _is_blocked(measured: Measured, said: str, units: Units) -> bool:
    """Return whether a value is the number that the source text gave, or the upper end of its range."""
    blocked = tuple(map(Decimal, _NUMBER.findall(said)))
    if not blocked or not _same_kind(measured, said, units):
        return False
    value = _ends(measured)
    return value in (blocked, blocked[-1:])


def _ends(measured: Measured) -> tuple[Decimal, ...]:
    return tuple(dict.fromkeys(map(abs, numbers(measured.quantity))))


def _same_kind(measured: Measured, said: str, units: Units) -> bool:
    """Return whether the unit of the source text, if it is a known unit, measures the same kind of thing."""
    short = SOURCE_PACK.abbreviations.units
    named = [short.get(word, word.casefold()) for word in _UNIT.findall(said)]
    known = [units.definitions[name] for name in named if name in units.definitions]
    if not known:
        return False
    dimension = known[0].dimension
    if isinstance(measured.quantity, Ratio):
        return dimension == SHARE
    return measured.quantity.unit.dimension == dimension
