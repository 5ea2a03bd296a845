"""The limits for finished files, reports of problems, and tests of texts that several rules share."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from handouts.core.problem import Mark, Problem
from handouts.core.words import LANGUAGES, word

MM = 72 / 25.4
FILE_NAME = re.compile(r"\S+\.(png|jpe?g|gif|svg|webp|tiff?|bmp|emf|wmf)$", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Limits:
    """The least type size in pt, the least contrast ratio, and the unprintable edge of a page in pt."""

    size: float = 9.0
    contrast: float = 4.5
    edge: float = 8 * MM


@dataclass(frozen=True, slots=True)
class Report:
    """The maker of problems for one file; the line of a mark is the number of a page or slide."""

    file: str

    def __call__(self, rule: str, message: str, page: int = 1) -> Problem:
        """Return a problem on a page or slide."""
        return Problem(Mark(self.file, page), rule, message)


def poor_alt(words: str, caption: str = "") -> str | None:
    """Return what is wrong with the alt text of a figure, or None."""
    words = words.strip()
    if not words:
        return "is empty"
    if FILE_NAME.search(words):
        return "is the name of a file"
    if _says_image(tuple(LANGUAGES)).search(words):
        return "says what kind of picture it is, not what it shows"
    if caption.strip() and bare(words) == bare(caption):
        return "repeats the caption"
    return None


@cache
def _says_image(langs: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for openings such as `a picture of` in all languages of the program.

    The language that a file states may be wrong.
    """
    known = (
        (word("says-image.before", lang), word("says-image.kinds", lang), word("says-image.after", lang))
        for lang in langs
    )
    ways = "|".join(f"(?:(?:{before}) )?(?:{kinds}) (?:{after})" for before, kinds, after in known if kinds)
    return re.compile(rf"^(?:{ways})\b", re.IGNORECASE)


@cache
def empty_link(langs: tuple[str, ...]) -> re.Pattern[str]:
    """Return a pattern for words such as `click here`, which do not say where a link leads, in all languages."""
    known = ((word("empty-link.before", lang), word("empty-link", lang)) for lang in langs)
    ways = "|".join(f"(?:(?:{before}) )?(?:{words})" for before, words in known if words)
    return re.compile(rf"^(?:{ways})[.:]?$", re.IGNORECASE)


def bare(text: str) -> str:
    """Return a text without spaces and in lower case, so that it is found however its lines are broken."""
    return "".join(text.casefold().translate(_SILENT).split())


_SILENT = dict.fromkeys(map(ord, "\u00ad\u200b\u200c\u200d\u2060\ufeff_"))


def short(text: str) -> str:
    """Return the beginning of a text in quotes, for a message."""
    text = " ".join(text.split())
    return repr(text if len(text) <= 48 else f"{text[:45]}...")
