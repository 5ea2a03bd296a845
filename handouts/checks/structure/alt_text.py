"""Alt text says what a figure shows: it is not a file name, not the caption again, and does not say "image of"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from handouts.checks.packs import SOURCE_PACK
from handouts.checks.subject import Subject, found
from handouts.content.model import FigureEntry
from handouts.content.prose import Placeholder, PlainText, Prose, flat
from handouts.core.matching import for_matching
from handouts.core.problem import Problem

ID = "poor-alt"
_FILE = re.compile(r"\S+\.(?:png|jpe?g|gif|svg|webp|tiff?|bmp|emf|wmf|pdf)", re.IGNORECASE)


def check(subject: Subject) -> Iterator[Problem]:
    """Report alt texts that give a listener no information."""
    for draft in subject.content.drafts:
        for part in draft.parts:
            for statement in part.statements:
                figure = statement.body
                if isinstance(figure, FigureEntry) and (fault := _fault(figure)) is not None:
                    yield found(draft, figure.alt.mark, ID, f"the alt text {fault}; say what the figure shows")


def _fault(figure: FigureEntry) -> str | None:
    words = _words(figure.alt)
    if _FILE.fullmatch(words):
        return "is a file name"
    if SOURCE_PACK.names_picture.match(words):
        return "says that it is a picture"
    if figure.caption is not None and words and _bare(words) == _bare(_words(figure.caption)):
        return "repeats the caption"
    return None


def _words(prose: Prose) -> str:
    pieces = (piece for piece in flat(prose.pieces) if isinstance(piece, PlainText | Placeholder))
    return for_matching("".join(piece.text if isinstance(piece, PlainText) else str(piece) for piece in pieces)).strip()


def _bare(words: str) -> str:
    return re.sub(r"\W+", " ", words).strip().casefold()
