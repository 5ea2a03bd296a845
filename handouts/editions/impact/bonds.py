"""Which other facts a change of a fact touches: claims by their references, companions and what they restate."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from handouts.content.model import Claim
from handouts.editions.impact.uses import EFFECTS, Effect, FactKey

_TABLES: Mapping[str, FactKey] = {"limits": FactKey("limit", ""), "foods": FactKey("food", "")}


@dataclass(frozen=True, slots=True)
class Bond:
    """A fact that a change reaches, the most that it can do to a page there, and through which facts it came."""

    fact: FactKey
    most: Effect
    through: tuple[str, ...] = ()

    def effect(self, use: Effect) -> Effect:
        """What the change does at a use: no more than the bond lets through."""
        return max(use, self.most, key=EFFECTS.index)


def bonds(changed: Iterable[FactKey], claims: Mapping[str, Claim]) -> dict[FactKey, Bond]:
    """Every fact that a change of some facts reaches, each by its strongest bond; those that changed come first."""
    found = {fact: Bond(fact, "words") for fact in changed}
    waiting = list(found.values())
    for bond in waiting:
        for fact, most in _bound(bond, claims):
            other = Bond(fact, max(most, bond.most, key=EFFECTS.index), (*bond.through, fact.id))
            if fact not in found or EFFECTS.index(other.most) < EFFECTS.index(found[fact].most):
                found[fact] = other
                waiting.append(other)
    return found


def _bound(bond: Bond, claims: Mapping[str, Claim]) -> Iterator[tuple[FactKey, Effect]]:
    """The facts next to one; nothing is bound to a claim that is only the companion of another."""
    kind, name = bond.fact.kind, bond.fact.id
    if bond.most == "companion":
        return
    if kind == "reference":
        citing = (each for each in claims.values() if name in each.references or name == each.graded_by)
        yield from ((FactKey("claim", each.id), "grounds") for each in citing)
    if kind in ("claim", "blocked claim"):
        naming = (each for each in claims.values() if name in each.companions)
        yield from ((FactKey("claim", each.id), "companion") for each in naming)
    # what restates an amount has to change with it, in either direction; a ground changes no amount
    if kind == "claim" and name in claims and bond.most == "words":
        yield from ((_entry(path), "words") for path in _restated(claims[name]))
    if kind in ("limit", "food", "rule"):
        yield from ((FactKey("claim", each.id), "words") for each in claims.values() if bond.fact in _entries(each))


def _restated(claim: Claim) -> Iterator[str]:
    for paths in claim.restates.values():
        yield from paths


def _entries(claim: Claim) -> set[FactKey]:
    return {_entry(path) for path in _restated(claim)}


def _entry(path: str) -> FactKey:
    """The limit, food or rule that a path such as `limits/d.us.19/ul` leads to."""
    table, _, rest = path.partition("/")
    name = rest.partition("/")[0]
    return FactKey(_TABLES[table].kind, name) if table in _TABLES else FactKey("rule", f"{table}/{name}")
