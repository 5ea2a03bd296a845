"""Words that a project knows: its glossary (`glossary.yaml`), and names that hold digits (`names.yaml`)."""

from __future__ import annotations

from handouts.content.kinds import PRINTED
from handouts.content.model import Term
from handouts.core.numbers import has_digit
from handouts.core.problem import Problem
from handouts.core.schema import (
    TEXT,
    FileSchema,
    Shape,
    list_of,
    marked,
    needed,
    one,
    optional,
    otherwise,
    words_to,
)
from handouts.core.source import Source


class TermShape(Shape, id="glossary"):
    """A clinical word, which stands in documents for patients only where it is explained."""

    plain = needed(PRINTED, "the word in everyday words", "how fast you can breathe out")
    also = otherwise(list_of(PRINTED), (), "other clinical names of it, never an everyday word", "[PEF, peak flow]")
    note = optional(TEXT, "a note for authors, which is not printed", "children say how hard they can blow")


GLOSSARY = FileSchema(
    "content/glossary.yaml", "clinical words with plain words for them", words_to(one(TermShape), "words")
)
NAMES = FileSchema(
    "content/names.yaml",
    "names that hold digits and state no quantity, in lists by what they name",
    words_to(marked(PRINTED), "kinds of names to lists of names"),
)


def read_terms(source: Source, log: list[Problem]) -> dict[str, Term]:
    """Return the glossary: clinical words with plain words for them."""
    return {
        word: Term(word, entry.read(TermShape.plain), entry.mark, entry.read(TermShape.also))
        for word, entry in GLOSSARY.read(source, log)
    }


def read_names(source: Source, log: list[Problem]) -> tuple[str, ...]:
    """Return the names that contain digits but state no quantity, of all kinds listed in their file."""
    names = dict(name for _, kind in NAMES.read(source, log) for name in kind)
    for name, mark in names.items():
        if not has_digit(name) or not any(letter.isalpha() for letter in name):
            message = f"{name!r} is not a name with digits; write one with a digit and a letter, or delete it"
            log.append(Problem(mark, "wrong-name", message))
    return tuple(names)
