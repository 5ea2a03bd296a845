"""Seeded random corruptions of the shipped content: any digit, word, key or list item of any file.

A site is a place where one can be made. What it is in is told by the tree of the file: the path of keys above it.
"""

from __future__ import annotations

import random
import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from handouts.core.problem import Problem
from handouts.core.source import Mapping, Node, Scalar, Sequence, source_of
from mutations.mutation import ROOT, Needs, shipped, text_of

SEED = 20261201
OPERATIONS = ("digit", "word", "key renamed", "key dropped", "item dropped")
NOTES = ("note", "source_says", "usda_ndb", "usda_description", "usda_release", "check")
# the innermost key of these names what a site is in
WHERE = {
    "claims": {
        "statement": "statement",
        "value": "value",
        "values": "value",
        "references": "grounds",
        "checked": "date",
        "review_due": "date",
        "certainty": "grade",
        "basis": "grade",
        "strength": "grade",
        "audience": "grade",
    },
    "document": {
        "rests_on": "grounds",
        "sources": "grounds",
        "notes": "speaker's notes",
        "checked": "date",
        "version": "date",
        "id": "id",
        "figure": "figure",
    },
}
_DIGIT = re.compile(r"\d")
_WORD = re.compile(r"(?<![\w{/.@-])[A-Za-z]{3,}(?![\w/.-])")
_KEY = re.compile(r"^ *(?:- )?([\w.-]+):(?= |$)", re.MULTILINE)
_ITEM = re.compile(r"^ *- (?!id:).*$", re.MULTILINE)
_COMMENT = re.compile(r"^ *#")


@dataclass(frozen=True)
class Site:
    """A place of a file at which an operation can be made, by its offsets."""

    operation: str
    file: str
    start: int
    end: int


@dataclass(frozen=True)
class Corruption:
    """A file with one thing corrupted."""

    kind: str
    file: str
    line: int
    old: str
    new: str
    text: str

    def __str__(self) -> str:
        return f"{self.file}:{self.line}: {self.old.strip()[:60]!r} -> {self.new.strip()[:60]!r}"


def corruptions(seed: int, count: int, operations: tuple[str, ...] = OPERATIONS) -> Iterator[Corruption]:
    """So many corruptions; the same seed gives the same ones for the same content."""
    dice = random.Random(seed)  # noqa: S311 - no secret, but the same each time
    sites = {operation: sites_of(operation) for operation in operations}
    made = 0
    while made < count:
        site = dice.choice(sites[dice.choice(operations)])
        corruption = _made(site, dice)
        if corruption is not None:
            made += 1
            yield corruption


def found_in(corruption: Corruption) -> tuple[Problem, ...]:
    """What a check finds new; documents are set on pages too."""
    clinic = "riverside" if corruption.file.startswith("clinics/") else None
    needs: Needs = "pages" if corruption.file.startswith(("leaflets/", "decks/")) else "content"
    return shipped(clinic).new(corruption.file, corruption.text, needs)


@cache
def sites_of(operation: str) -> tuple[Site, ...]:
    """Every place of the shipped content where an operation can be made."""
    files = sorted(str(path.relative_to(ROOT / "content")) for path in (ROOT / "content").rglob("*.yaml"))
    return tuple(site for file in files for site in _sites(operation, file))


def _sites(operation: str, file: str) -> Iterator[Site]:
    pattern = {"digit": _DIGIT, "word": _WORD, "item dropped": _ITEM}.get(operation, _KEY)
    text = text_of(file)
    for match in pattern.finditer(text):
        start, end = match.span(1) if pattern is _KEY else match.span()
        if _COMMENT.match(text[text.rfind("\n", 0, start) + 1 :]):
            continue
        if operation == "word" and text[end : end + 1] == ":":
            continue
        yield Site(operation, file, start, end)


def _made(site: Site, dice: random.Random) -> Corruption | None:
    text = text_of(site.file)
    old, start, end = text[site.start : site.end], site.start, site.end
    match site.operation:
        case "digit":
            new = dice.choice([digit for digit in "0123456789" if digit != old])
        case "word":
            new = dice.choice(["", *_words_of(site.file)])
        case "key renamed":
            new = f"{old}x"
        case _:
            start = text.rfind("\n", 0, start) + 1
            end = _end_of_branch(text, start)
            old, new = text[start:end], ""
    if new == old:
        return None
    line = text[: site.start].count("\n") + 1
    kind = f"{site.operation} in {where(site)}"
    return Corruption(kind, site.file, line, old, new, text[:start] + new + text[end:])


@cache
def _words_of(file: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_WORD.findall(text_of(file))))


def _end_of_branch(text: str, start: int) -> int:
    """Where the lines end that stand deeper than the one that begins here."""
    end = text.find("\n", start) + 1 or len(text)
    deep = _depth(text[start:end])
    while end < len(text):
        after = text.find("\n", end) + 1 or len(text)
        line = text[end:after]
        if line.strip() and _depth(line) <= deep:
            break
        end = after
    return end


def _depth(line: str) -> int:
    return len(line) - len(line.lstrip(" "))


# --- what a site is in ----------------------------------------------------------------------------


def where(site: Site) -> str:
    """What a site is in, in words."""
    folder = site.file.split("/")[0].removesuffix(".yaml")
    text = text_of(site.file)
    line = text[: site.start].count("\n") + 1
    path = _path_at(site.file, line, site.start - text.rfind("\n", 0, site.start))
    if any(key in NOTES for key in path):
        return "a note for authors"
    if folder not in ("claims", "leaflets", "decks"):
        return f"{folder} ({_kind_of(text[: site.end + 1])})" if folder == "references" else folder
    names = WHERE["claims" if folder == "claims" else "document"]
    named = [names[key] for key in path if key in names]
    if folder == "claims" and path[-1] in ("subject", "population", "purpose"):
        return "a claim's subject"
    if folder == "claims":
        return f"a claim's {named[0] if named else 'id' if len(path) < 2 else 'subject'}"
    return f"a {folder[:-1]}'s {named[-1] if named else 'words'}"


def _kind_of(before: str) -> str:
    """The field of a reference that a text ends in."""
    fields = re.findall(r"^  ([\w-]+):", before.rpartition("\n\n")[2] or before, re.MULTILINE)
    return fields[-1] if fields else "id"


def _path_at(file: str, line: int, column: int) -> tuple[str, ...]:
    marks, paths = _paths(file)
    return paths[max(0, bisect_right(marks, (line, column)) - 1)]


@cache
def _paths(file: str) -> tuple[list[tuple[int, int]], list[tuple[str, ...]]]:
    root = source_of(text_of(file), file).root
    found = sorted(_walked(root, ())) if root is not None else [((1, 1), ())]
    return [mark for mark, _ in found], [path for _, path in found]


def _walked(node: Node, path: tuple[str, ...]) -> Iterator[tuple[tuple[int, int], tuple[str, ...]]]:
    match node:
        case Scalar():
            yield (node.mark.line, node.mark.column), path
        case Sequence():
            for item in node.items:
                yield from _walked(item, path)
        case Mapping():
            for key, child in node.entries.items():
                mark = node.keys[key]
                yield (mark.line, mark.column), (*path, key)
                yield from _walked(child, (*path, key))
