"""Names that hold digits in a project that has no list of them: told once, and not as a number at each place.

Without `content/names.yaml` the digits of `B12` or `COVID-19` count as numbers that somebody typed, in every text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from handouts.content.model import Draft, Library
from handouts.content.prose import PlainText, flat
from handouts.content.walk import prose_in
from handouts.core.problem import Mark, Problem

NAMES = "content/names.yaml"
# how many names tell that their list is missing, and not that one number was typed
SEVERAL = 2
MOST = 5
# letters, then digits, then whatever belongs to the same word
_NAME = re.compile(r"(?<![\w.,/-])[^\W\d_]+-?\d+(?:[\w-]*\w)?(?!\w|[.,]\d)")


def unlisted_names(drafts: Iterable[Draft], library: Library) -> dict[str, Mark]:
    """Return the words that look like names with digits, each with the place where it stands first."""
    found: dict[str, Mark] = {}
    for text, mark in _texts(drafts, library):
        for match in _NAME.finditer(text):
            found.setdefault(match[0], mark)
    return found


def missing_names(names: dict[str, Mark]) -> Iterator[Problem]:
    """Yield a problem if a project uses several names that hold digits and has no list of them."""
    if len(names) >= SEVERAL:
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        listed = f"{', '.join(list(names)[:MOST])}{more}"
        message = f"there is no such file, but texts hold {listed}, first in {min(names.values())}; list names there, so that no number is hidden in them"
        yield Problem(Mark(NAMES), "missing-file", message)


def _texts(drafts: Iterable[Draft], library: Library) -> Iterator[tuple[str, Mark]]:
    for draft in drafts:
        for prose in prose_in(draft):
            yield from ((piece.text, prose.mark) for piece in flat(prose.pieces) if isinstance(piece, PlainText))
    yield from ((claim.statement, claim.mark) for claim in library.claims.values())
    yield from ((term.plain, term.mark) for term in library.terms.values())
