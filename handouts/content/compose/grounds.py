"""The claims, foods, limits and examples behind the values of a document, kept with it so that its files can be traced."""

from __future__ import annotations

from collections.abc import Iterator

from handouts.content.compose.texts import Composer
from handouts.document.document import Ground, GroundReference, Reads

# what an example rests on
INVENTED = "invented"


def grounds(composer: Composer, reads: Reads) -> Iterator[Ground]:
    """Yield the claims, foods, limits and examples that a document uses; only claims have a certainty grade."""
    library = composer.library
    for name in reads.claims:
        claim = library.claims[name]
        cited = tuple(_references(composer, claim.references))
        yield Ground("claim", name, claim.certainty, claim.basis, cited, claim.checked)
    for name in reads.foods:
        food = library.foods[name]
        yield Ground("food", name, "", "food-table", tuple(_references(composer, food.references)), food.checked)
    for name in reads.limits:
        yield Ground("limit", name, references=tuple(_references(composer, library.limits[name].references)))
    for name in sorted(composer.read.get("examples", ())):
        yield Ground("example", name, basis=INVENTED)


def _references(composer: Composer, names: tuple[str, ...]) -> Iterator[GroundReference]:
    known = composer.library.references
    for name in names:
        if name in known:
            yield GroundReference(name, composer.reference(name, "plain"), known[name].confidence)
