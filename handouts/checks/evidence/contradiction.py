"""A quantity has the same value in every claim that states it.

Two values are of the same quantity when subject, population, purpose and authority have the same words, the units
measure the same kind of thing, and the names of the values are equal without their units (`ceiling-iu` and `ceiling-ug`
are one quantity). A value takes subject, population and purpose from its claim. A value with its own `subject` is
identified by that subject and not by its name, so that it can be compared with another claim. Units are converted, also
by the table `conversion:` of `content/limits.yaml`, and the values must then agree exactly (ANCHORS T12).
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.evidence.amounts import Amount, amount, conversions_of
from handouts.checks.subject import Subject
from handouts.content.model import Claim
from handouts.content.safety import Conversion
from handouts.core.problem import Problem
from handouts.core.quantity import Measured, Ratio, printed
from handouts.core.words import SOURCE

ID = "contradictory-values"
_Key = tuple[str | None, ...]
_Place = tuple[Claim, str | None, Measured, Amount]


def check(subject: Subject) -> Iterator[Problem]:
    """Report quantities with two values."""
    first: dict[_Key, _Place] = {}
    conversions = subject.library.safety.conversions
    for claim in subject.facts.claims.values():
        for name, measured in claim.values.items():
            key, found = _known(claim, name, measured, conversions)
            here = (claim, name, measured, found)
            there = first.setdefault(key, here)
            if not found.agrees(there[-1]):
                reaches = tuple(dict.fromkeys((*subject.users(claim.id), *subject.users(there[0].id))))
                yield _problem(here, there, reaches)
                yield _problem(there, here, reaches)
            elif found.says_more(there[-1]):
                first[key] = here


def quantities_of(claim: Claim, conversions: tuple[Conversion, ...]) -> Iterator[str]:
    """Yield the quantities of a claim as words; two claims that share one of them are compared."""
    for name, measured in claim.values.items():
        yield "|".join(part or "" for part in _known(claim, name, measured, conversions)[0])


def _known(
    claim: Claim, name: str | None, measured: Measured, conversions: tuple[Conversion, ...]
) -> tuple[_Key, Amount]:
    """Return the key that identifies a value's quantity, and the value in base units."""
    found = amount(measured, conversions_of(claim, measured, conversions))
    own = measured.subject != claim.subject
    what = "" if own else _stem(name or "", measured)
    about = (measured.subject.casefold(), measured.population.casefold(), measured.purpose.casefold())
    return (*about, measured.authority, what, found.dimension), found


def _stem(name: str, measured: Measured) -> str:
    """Return the name of a value without the unit at its end: `ceiling` of `ceiling-iu`, and '' of `hours`."""
    quantity = measured.quantity
    if isinstance(quantity, Ratio):
        return name
    stem, _, last = name.rpartition("-")
    unit = quantity.unit.id.partition("/")[0]
    return stem if last in (unit, f"{unit}s") else name


def _problem(one: _Place, other: _Place, reaches: tuple[str, ...]) -> Problem:
    claim, _, measured, _ = one
    about = f"{measured.subject} ({measured.population}; {measured.purpose})"
    message = f"{_said(one)}, but {_said(other)} in {other[0].mark}, of the same quantity: {about}"
    return Problem(claim.mark, ID, message, reaches=reaches)


def _said(place: _Place) -> str:
    claim, name, measured, found = place
    value = f"{claim.id}/{name}" if name else claim.id
    span = f" {found.span}" if found.span else ""
    return f"{value!r} is {printed(measured.quantity, SOURCE)}{span}"
