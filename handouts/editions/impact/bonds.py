"""Bonds between facts: a change to one reaches claims by their references, companions and restated amounts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.content.model import Claim
from handouts.core.quantity import unit_ids
from handouts.editions.impact.amounts import Amounts
from handouts.editions.impact.uses import EFFECTS, Effect, FactKey

_TABLES: Mapping[str, FactKey] = {"limits": FactKey("limit", ""), "foods": FactKey("food", "")}


@dataclass(frozen=True, slots=True)
class Bond:
    """A fact that a change reaches, its strongest possible effect on a page, and the facts that led to it."""

    fact: FactKey
    most: Effect
    through: tuple[str, ...] = ()

    def effect(self, use: Effect) -> Effect:
        """Return the effect of the change at a use; the bond may weaken it."""
        return max(use, self.most, key=EFFECTS.index)


def bonds(changed: Iterable[FactKey], claims: Mapping[str, Claim], amounts: Amounts) -> dict[FactKey, Bond]:
    """Return every fact that a change to some facts reaches, each by its strongest bond; changed facts come first.

    `amounts` are the units of limits and foods.
    """
    found = {fact: Bond(fact, "words") for fact in changed}
    waiting = list(found.values())
    for bond in waiting:
        for fact, most in _bound(bond, claims, amounts):
            other = Bond(fact, max(most, bond.most, key=EFFECTS.index), (*bond.through, fact.id))
            if fact not in found or EFFECTS.index(other.most) < EFFECTS.index(found[fact].most):
                found[fact] = other
                waiting.append(other)
    return found


def _bound(bond: Bond, claims: Mapping[str, Claim], amounts: Amounts) -> Iterator[tuple[FactKey, Effect]]:
    """Yield the facts next to one; a fact reached only as a companion passes nothing on."""
    kind, name = bond.fact.kind, bond.fact.id
    if bond.most == "companion":
        return
    if kind == "reference":
        citing = (each for each in claims.values() if name in each.references or name == each.graded_by)
        yield from ((FactKey("claim", each.id), "grounds") for each in citing)
    if kind in ("claim", "blocked claim"):
        naming = (each for each in claims.values() if name in each.companions)
        yield from ((FactKey("claim", each.id), "companion") for each in naming)
    # a restated amount must change in both places; a changed ground changes no amount
    if kind == "claim" and name in claims and bond.most == "words":
        yield from ((_entry(path), "words") for path in _restated(claims[name]))
    if kind == "unit":
        yield from ((FactKey("claim", each.id), "words") for each in claims.values() if name in _units(each))
        yield from ((fact, "words") for fact, units in amounts.items() if name in units)
    if kind in ("limit", "food", "rule"):
        yield from ((FactKey("claim", each.id), "words") for each in claims.values() if bond.fact in _entries(each))


def _units(claim: Claim) -> frozenset[str]:
    return frozenset[str]().union(*(unit_ids(measured.quantity) for measured in claim.values.values()))


def _restated(claim: Claim) -> Iterator[str]:
    for paths in claim.restates.values():
        yield from paths


def _entries(claim: Claim) -> set[FactKey]:
    return {_entry(path) for path in _restated(claim)}


def _entry(path: str) -> FactKey:
    """Return the limit, food or rule of a path such as `limits/d.us.19/ul`."""
    table, _, rest = path.partition("/")
    name = rest.partition("/")[0]
    return FactKey(_TABLES[table].kind, name) if table in _TABLES else FactKey("rule", f"{table}/{name}")
