"""A placeholder names only values and parts that its claim has.

`{{ inr.target:low }}` needs a range; `{{ cv.study/people }}` needs a value named `people`.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.core.problem import Problem, did_you_mean, either
from handouts.core.quantity import parts_of

ID = "unknown-part"


def check(subject: Subject) -> Iterator[Problem]:
    """Report names and parts that the values of a claim do not have."""
    for draft, place in subject.placed("claim"):
        claim = subject.library.claims.get(place.source)
        if claim is None:
            continue
        if place.name not in claim.values:
            named = [name for name in claim.values if name]
            hint = did_you_mean(place.name or "", named) or (
                f"; use {either(named)}" if named else "; add it to the claim"
            )
            asked = f"value {place.name!r}" if place.name else "value without a name"
            yield found(draft, place.mark, ID, f"the claim {place.source!r} has no {asked}{hint}")
            continue
        parts = parts_of(claim.values[place.name].quantity)
        if place.part is not None and place.part not in parts:
            message = f"{place.source!r} has no part {place.part!r} for '{place}'; use {either(parts)}"
            yield found(draft, place.mark, ID, message)
