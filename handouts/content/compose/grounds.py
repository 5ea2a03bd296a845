"""What the values of a document stand on, kept beside them for the trace of its files."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.model import Library
from handouts.document.document import Ground, GroundReference, Reads


def grounds(reads: Reads, library: Library) -> Iterator[Ground]:
    """The claims, foods and limits that a document read; foods and limits are not graded."""
    for name in reads.claims:
        claim = library.claims[name]
        cited = tuple(_references(claim.references, library))
        yield Ground("claim", name, claim.certainty, claim.basis, cited, claim.checked)
    for name in reads.foods:
        food = library.foods[name]
        yield Ground("food", name, "", "food-table", tuple(_references(food.references, library)), food.checked)
    for name in reads.limits:
        yield Ground("limit", name, references=tuple(_references(library.limits[name].references, library)))


def _references(names: tuple[str, ...], library: Library) -> Iterator[GroundReference]:
    known = library.references
    for name in names:
        if name in known:
            yield GroundReference(name, known[name].plain, known[name].confidence)
