"""Disguises of a text: other characters that look the same, or are not seen, in what a mutation changed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache

from handouts.core.alphabets import refusals
from handouts.core.problem import Problem
from handouts.core.source import Mapping as Nodes
from handouts.core.source import Node, Scalar, Sequence, Source, source_of
from mutations.mutation import Mutation, mutated, text_of

# what an author means for the program, not for the reader
_MARKUP = re.compile(r"\{\{.*?\}\}|\[@[^\]]*\]|\]\([^)]*\)|\*\*")
_LIGATURES = {"ffi": "\ufb03", "ffl": "\ufb04", "ff": "\ufb00", "fi": "\ufb01", "fl": "\ufb02"}
_CYRILLIC = str.maketrans("aeopcyxKBMHT", "аеорсухКВМНТ")
_WIDE = {code: code + 0xFEE0 for code in range(0x21, 0x7F) if chr(code).isalnum()}
_LOWERED = str.maketrans("0123456789", "₀₁₂₃₄₅₆₇₈₉")


def _ligatures(text: str) -> str:
    return re.sub("|".join(_LIGATURES), lambda found: _LIGATURES[found[0]], text)


def _in_words(sign: str) -> Callable[[str], str]:
    """A disguise that puts a sign after the first letter of each word."""
    return lambda text: re.sub(r"\b([A-Za-z])(?=[A-Za-z0-9])", rf"\1{sign}", text)


# those that are printed as they stand, so that the rules must see through them
SEEN_THROUGH: Mapping[str, Callable[[str], str]] = {
    "no-break spaces": lambda text: text.replace(" ", "\u00a0"),
    "narrow spaces": lambda text: text.replace(" ", "\u202f"),
    "thin spaces": lambda text: text.replace(" ", "\u2009"),
    "other hyphens": lambda text: text.replace("-", "\u2011"),
    "lowered digits": lambda text: re.sub(r"(?<=[A-Za-z])\d+", lambda found: found[0].translate(_LOWERED), text),
    "ligatures": _ligatures,
    "capitals": str.upper,
    "wide letters": lambda text: text.translate(_WIDE),
    "dots over letters": _in_words("\u0307"),
}
# those that no text may hold
REFUSED: Mapping[str, Callable[[str], str]] = {
    "Cyrillic letters": lambda text: text.translate(_CYRILLIC),
    "spaces of no width": _in_words("\u200b"),
    "word joiners": _in_words("\u2060"),
    "soft hyphens": _in_words("\u00ad"),
    "turned direction": lambda text: f"\u202d{text}\u202c",
}
DISGUISES = {**SEEN_THROUGH, **REFUSED}


def disguised(mutation: Mutation, disguise: str) -> Source | None:
    """The file of a mutation with its changed texts in a disguise; None where it changes none of them."""
    plain = _parsed(mutation.file, mutated(mutation))
    if plain.root is None:
        return None
    known = {scalar.text for scalar in _scalars(_parsed(mutation.file, text_of(mutation.file)).root)}
    made: list[Problem] = []
    root = _changed(plain.root, known, DISGUISES[disguise], made)
    return None if root == plain.root else replace(plain, root=root, problems=(*plain.problems, *made))


@lru_cache(maxsize=4)
def _parsed(file: str, text: str) -> Source:
    return source_of(text, f"content/{file}")


def _scalars(node: Node | None) -> Iterator[Scalar]:
    match node:
        case Scalar():
            yield node
        case Sequence():
            for item in node.items:
                yield from _scalars(item)
        case Nodes():
            for child in node.entries.values():
                yield from _scalars(child)


def _changed(node: Node, known: set[str], how: Callable[[str], str], log: list[Problem]) -> Node:
    match node:
        case Scalar(text=text):
            # an id or a word of a closed set is no text
            if text in known or " " not in text:
                return node
            text = _outside_markup(text, how)
            log.extend(Problem(node.mark, *refusal) for refusal in refusals(text))
            return replace(node, text=text)
        case Sequence():
            return replace(node, items=tuple(_changed(item, known, how, log) for item in node.items))
        case Nodes():
            return replace(node, entries={key: _changed(each, known, how, log) for key, each in node.entries.items()})


def _outside_markup(text: str, how: Callable[[str], str]) -> str:
    pieces, end = [], 0
    for found in _MARKUP.finditer(text):
        pieces += [how(text[end : found.start()]), found[0]]
        end = found.end()
    return "".join([*pieces, how(text[end:])])
