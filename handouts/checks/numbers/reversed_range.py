"""A range that a text puts together from its ends runs upwards: not "800 to 600 IU".

Only the two ends of one value are compared: from 10 down to 5 mg may be meant, from the high end of a range down to its
low end is not. What joins them is a short word or a dash, in any language.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.prose import Placeholder, PlainText, Prose, flat
from handouts.core.problem import Problem

ID = "reversed-range"
LONGEST_JOINT = 7  # letters of what joins two ends, as in ` up to `
STOPS = frozenset(".,;:!?()/")


def check(subject: Subject) -> Iterator[Problem]:
    """Report texts that print the high end of a value, a short word, and then its low end."""
    for draft, prose in subject.proses:
        for high, low in _joined(prose):
            if (high.part, low.part) == ("high", "low") and _value(high) == _value(low):
                message = f"'{high}' to '{low}' runs from the high end to the low end; exchange them"
                yield found(draft, high.mark, ID, message)


def _value(place: Placeholder) -> tuple[str, str, str | None]:
    return place.kind, place.source, place.name


def _joined(prose: Prose) -> Iterator[tuple[Placeholder, Placeholder]]:
    """Yield values that stand beside each other with no more than a short word between them."""
    before: Placeholder | None = None
    between = ""
    for piece in flat(prose.pieces):
        match piece:
            case PlainText(text):
                between += text
            case Placeholder():
                if before is not None and _joins(between):
                    yield before, piece
                before, between = piece, ""
            case _:
                # bold words and links are followed by their own pieces
                continue


def _joins(text: str) -> bool:
    return len(text) <= LONGEST_JOINT and STOPS.isdisjoint(text)
