"""A number in a text comes from a claim, a food or a limit through a placeholder, and is not typed.

So one change reaches every page, and every printed number can be traced to its source (issue 5; PRODUCT, Numbers). A
number in words counts before a unit or a noun such as tablets or days: `two tablets`, not `two ways`. A name that
contains digits (K2, MK-7, a gene) is not a number: list it in `content/names.yaml`. What a clinic prints about itself
is the clinic's own and is not checked.
"""

from __future__ import annotations

from collections.abc import Iterator

from handouts.checks.subject import Subject, found
from handouts.content.prose import Emphasis, Linked, Piece, PlainText, Prose
from handouts.core.matching import for_matching
from handouts.core.numbers import stated
from handouts.core.problem import Problem
from handouts.core.words import SOURCE

ID = "untraced-number"
# replaces the text of a placeholder, so that the typed text on both sides is not joined
FILLED = "\ufffc"


def check(subject: Subject) -> Iterator[Problem]:
    """Report numbers that are typed in texts and in the plain words of terms."""
    library = subject.library
    names, nouns = library.names, library.nouns
    for draft, prose in subject.proses:
        for number in stated(_typed(prose), SOURCE, names, nouns):
            yield found(draft, prose.mark, ID, _message(number.text))
    for draft, place in subject.placed("term"):
        term = library.terms.get(place.source)
        for number in stated(term.plain, SOURCE, names, nouns) if term else ():
            yield found(draft, term.mark if term else place.mark, ID, _message(number.text))


def _message(number: str) -> str:
    return (
        f"{number!r} is typed; print it from a claim, a food or a limit by a placeholder, or, where it is part of "
        "a name, list the name in content/names.yaml"
    )


def _typed(prose: Prose) -> str:
    return for_matching("".join(_words(piece) for piece in prose.pieces))


def _words(piece: Piece) -> str:
    match piece:
        case PlainText(text):
            return text
        case Emphasis(pieces=pieces) | Linked(pieces=pieces):
            return "".join(map(_words, pieces))
        case _:
            return FILLED
