"""Changes between two records of a document, by text unit, claim and layout."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from handouts.content.meaning import differing, leaves
from handouts.editions.approval.record import ApprovalRecord

Kind = Literal["text", "claim", "order", "edition", "emergency", "type"]


@dataclass(frozen=True, slots=True)
class Change:
    """A change to a text unit, a claim's key, a version or date, or a layout; None where it did not exist."""

    kind: Kind
    id: str
    before: str | None
    after: str | None

    def words(self) -> str:
        """Return the change as one line."""
        if self.before is None:
            return f"{self.kind} added: {self.id}: {self.after}"
        if self.after is None:
            return f"{self.kind} removed: {self.id}: {self.before}"
        if self.before == self.after:
            return f"{self.kind} changed: {self.id}: in emphasis, link or source, not in words"
        return f"{self.kind} changed: {self.id}: {self.before} → {self.after}"


def changes(old: ApprovalRecord, new: ApprovalRecord) -> tuple[Change, ...]:
    """Return all differences, claims first, because they are the reason for most others."""
    return (*_claims(old.claims, new.claims), *_texts(old, new), *_order(old, new), *_places(old, new))


def _texts(old: ApprovalRecord, new: ApprovalRecord) -> Iterator[Change]:
    for name in dict.fromkeys((*new.units, *old.units)):
        before, after = old.units.get(name), new.units.get(name)
        if before != after:
            yield Change("text", name, _words(before), _words(after))


def _words(unit: str | None) -> str | None:
    """Return the words of a unit's line in a record, which starts with their digest."""
    return None if unit is None else unit.partition(" ")[2]


def _claims(old: Mapping[str, object], new: Mapping[str, object]) -> Iterator[Change]:
    for name in dict.fromkeys((*new, *old)):
        if name not in old or name not in new:
            yield Change("claim", name, _statement(old.get(name)), _statement(new.get(name)))
            continue
        for key, was, now in differing(dict(leaves(old[name])), dict(leaves(new[name]))):
            yield Change("claim", f"{name} {key}", was, now)


def _statement(claim: object) -> str | None:
    return str(claim.get("statement", "")) if isinstance(claim, dict) else None


def _order(old: ApprovalRecord, new: ApprovalRecord) -> Iterator[Change]:
    if old.frame != new.frame:
        yield Change("order", "document", "as approved", "other blocks, figures, order or dates")


def _places(old: ApprovalRecord, new: ApprovalRecord) -> Iterator[Change]:
    before, after = ({each.layout: each for each in record.placements} for record in (old, new))
    for name in dict.fromkeys((*after, *before)):
        was, now = before.get(name), after.get(name)
        pages = tuple(None if each is None else _pages(each.emergency) for each in (was, now))
        if pages[0] != pages[1]:
            yield Change("emergency", name, *pages)
        sizes = tuple(None if each is None else f"{each.smallest} pt" for each in (was, now))
        if sizes[0] != sizes[1]:
            yield Change("type", name, *sizes)


def _pages(numbers: tuple[int, ...]) -> str:
    return f"page {', '.join(map(str, numbers))}" if numbers else "no page"
