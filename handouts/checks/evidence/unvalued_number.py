"""Each number in a statement is also a value of the claim, so that neither of the two can change alone.

`over 7 to 10 years` needs a value `{low: 7, high: 10, unit: year}`. Exempt are the year of a reference that the claim
names (`Knapen 2013`), the level of an interval that is not a value (`95% CI`), the denominator of a proportion or of a
content (`per 100 g`), and names of `content/names.yaml` (K2, `positions 17, 21 and 24`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.evidence.amounts import numbers
from handouts.checks.packs import SOURCE_PACK
from handouts.checks.subject import Subject
from handouts.content.model import Claim, Library
from handouts.core.numbers import stated
from handouts.core.problem import Problem
from handouts.core.quantity import Interval, Quantity, Ratio
from handouts.core.words import SOURCE

ID = "missing-value"
_DIGITS = re.compile(r"\d+(?:\.\d+)?")


def check(subject: Subject) -> Iterator[Problem]:
    """Report numbers in a statement that are not a value of its claim."""
    library = subject.library
    nouns = library.nouns
    for claim in subject.facts.claims.values():
        if claim.misread:
            continue
        known: frozenset[str] | None = None
        for number in stated(_spoken(claim), SOURCE, library.names, nouns):
            if known is None:
                known = frozenset(_known(claim, library))
            if number.text[0].isdigit() and number.text.replace(",", "") not in known:
                message = f"{claim.id!r} says {number.text} in its statement, and none of its values holds it"
                yield Problem(claim.mark, ID, message, reaches=subject.users(claim.id))


def _spoken(claim: Claim) -> str:
    """Return a statement without the level of an interval that is not a value."""
    if any(isinstance(measured.quantity, Interval) for measured in claim.values.values()):
        return claim.statement
    return SOURCE_PACK.abbreviations.interval_level.sub(" ", claim.statement)


def _known(claim: Claim, library: Library) -> Iterator[str]:
    """Yield the numbers that a claim's statement may contain."""
    for measured in claim.values.values():
        yield from (f"{abs(number):f}" for number in numbers(measured.quantity))
        yield from _beside(measured.quantity)
    for name in claim.references:
        if name in library.references:
            yield str(library.references[name].year)


def _beside(quantity: Quantity) -> Iterator[str]:
    """Yield the numbers that belong to a quantity: the denominator of a proportion or a content, and its time span."""
    if isinstance(quantity, Ratio):
        yield f"{quantity.denominator:f}"
        yield from _DIGITS.findall(quantity.span or "")
    elif isinstance(quantity, Interval):
        yield f"{quantity.level:f}"
    else:
        forms = quantity.unit.definition.forms_in(SOURCE)
        yield from _DIGITS.findall(forms.many)
