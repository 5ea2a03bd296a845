"""Parser of light Markdown with placeholders.

`**bold**`, `[words](address)`, `^raised^`, `~lowered~`, `{{ placeholder }}` and `[@reference]`; everything else,
including `<` and `&`, is plain text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from sys import intern

from handouts.core.links import link_fault, seems_elsewhere
from handouts.core.problem import Mark, Problem

LONGEST_TEXT = 4_000


@dataclass(frozen=True, slots=True)
class PlainText:
    """Plain text."""

    text: str


@dataclass(frozen=True, slots=True)
class Emphasis:
    """Text with emphasis: `strong`, `raised` or `lowered`."""

    look: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Linked:
    """Text that links to an address."""

    pieces: tuple[Piece, ...]
    url: str


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A pointer to a value: `kind` is claim, food, limit, term, clinic, policy, example or blank."""

    kind: str
    source: str
    name: str | None
    part: str | None
    mark: Mark

    def __str__(self) -> str:
        prefix = "" if self.kind == "claim" else f"{self.kind}/"
        name = f"/{self.name}" if self.name else ""
        part = f":{self.part}" if self.part else ""
        return f"{prefix}{self.source}{name}{part}"


@dataclass(frozen=True, slots=True)
class Cited:
    """A pointer to a reference."""

    reference: str
    mark: Mark


Piece = PlainText | Emphasis | Linked | Placeholder | Cited


@dataclass(frozen=True, slots=True)
class Prose:
    """A text unit as its author wrote it, parsed; `regional` holds its wordings for single regions."""

    id: str
    pieces: tuple[Piece, ...]
    mark: Mark
    regional: tuple[tuple[str, Prose], ...] = ()

    @property
    def source(self) -> str:
        """The text as its author typed it, with markup and placeholders; parsing it gives the same pieces."""
        return "".join(map(_written, self.pieces))

    def for_region(self, region: str | None) -> Prose:
        """Return the wording for a clinic's region, otherwise the wording for all regions."""
        return dict(self.regional).get(region or "", self)


def _written(piece: Piece) -> str:
    match piece:
        case PlainText(text):
            return text
        case Emphasis(look, pieces):
            sign = {"strong": "**", "raised": "^", "lowered": "~"}[look]
            return f"{sign}{''.join(map(_written, pieces))}{sign}"
        case Linked(pieces, url):
            return f"[{''.join(map(_written, pieces))}]({url})"
        case Cited(reference):
            return f"[@{reference}]"
        case Placeholder():
            return f"{{{{ {piece} }}}}"


KINDS = ("food", "limit", "term", "clinic", "policy", "example", "blank")
_TOKEN = re.compile(
    r"\{\{(?P<place>[^{}]*)\}\}"
    r"|\[@(?P<cite>[^\]\s]+)\]"
    # brackets in an address belong to it if each has its partner
    r"|\[(?P<words>[^\[\]]+)\]\((?P<url>(?:[^()\s]|\((?:[^()\s]|\([^()\s]*\))*\))+)\)"
    r"|\*\*(?P<strong>[^*]+)\*\*"
    r"|\^(?P<raised>[^\^\s]+)\^"
    r"|~(?P<lowered>[^~\s]+)~"
)
_STRAY = re.compile(r"\{\{|\}\}|\*\*|\[@")
# the middle of a link; where it is left over, there are no words or no address, or a space between the two
_HALF_A_LINK = re.compile(r"\]\s?\(")
_SAYS_NOTHING = re.compile(r"[\s*^~]*\Z")
_PLACE = re.compile(r"(?P<source>[\w.+-]+)(?:/(?P<name>[\w.-]+))?(?::(?P<part>[\w-]+))?\Z")


def parse(text: str, unit_id: str, mark: Mark) -> tuple[Prose, list[Problem]]:
    """Return the pieces of a text, and the problems of its markup."""
    problems: list[Problem] = []
    if len(text) > LONGEST_TEXT:
        message = f"a text of {len(text):,} characters; at most {LONGEST_TEXT:,} make one text unit"
        return Prose(unit_id, (PlainText(text[:80]),), mark), [Problem(mark, "long-text", message)]
    pieces = tuple(_pieces(" ".join(text.split("\n")).strip(), mark, problems))
    if not pieces:
        problems.append(Problem(mark, "empty-text", "the text is empty"))
    return Prose(unit_id, pieces, mark), problems


def _pieces(text: str, mark: Mark, problems: list[Problem]) -> Iterator[Piece]:
    end = 0
    for match in _TOKEN.finditer(text):
        if match.start() > end:
            yield _said(text[end : match.start()], mark, problems)
        end = match.end()
        yield _piece(match, mark, problems)
    if end < len(text):
        yield _said(text[end:], mark, problems)


def _said(text: str, mark: Mark, problems: list[Problem]) -> PlainText:
    if stray := _STRAY.search(text):
        message = f"{stray.group()!r} has no partner in {text.strip()[:40]!r}"
        problems.append(Problem(mark, "broken-markup", message))
    if _HALF_A_LINK.search(text):
        message = f"{text.strip()[:40]!r} is not a link; write it as [words](https://clinic.example)"
        problems.append(Problem(mark, "wrong-link", message))
    return PlainText(text)


def _piece(match: re.Match[str], mark: Mark, problems: list[Problem]) -> Piece:
    groups = match.groupdict()
    if groups["place"] is not None:
        return _placeholder(groups["place"].strip(), mark, problems)
    if groups["cite"] is not None:
        return Cited(groups["cite"], mark)
    if groups["url"] is not None:
        if (fault := _misleads(groups["words"], groups["url"])) is not None:
            problems.append(Problem(mark, "wrong-link", f"the address {groups['url']!r} {fault}"))
        return Linked(tuple(_pieces(groups["words"], mark, problems)), groups["url"])
    look = next(name for name in ("strong", "raised", "lowered") if groups[name] is not None)
    return Emphasis(look, tuple(_pieces(groups[look], mark, problems)))


def _misleads(words: str, url: str) -> str | None:
    """Return why a link does not lead where its reader expects; None if it does."""
    if _SAYS_NOTHING.match(words):
        return "has no words to be printed for it; write it as [words](https://clinic.example)"
    if seems_elsewhere(words, url):
        return f"is another one than its words show: {words.strip()!r}"
    return link_fault(url)


def _placeholder(inner: str, mark: Mark, problems: list[Problem]) -> Placeholder:
    return placeholder(inner, mark) or _bad_placeholder(inner, mark, problems)


def placeholder(inner: str, mark: Mark) -> Placeholder | None:
    """Return the placeholder between `{{` and `}}`, or None if the words are not a placeholder."""
    kind, rest = "claim", inner
    head, slash, tail = inner.partition("/")
    if slash and head in KINDS:
        kind, rest = head, tail
    match = _PLACE.match(rest)
    if match is None:
        return None
    # the same claims are printed in many texts
    return Placeholder(kind, intern(match["source"]), match["name"], match["part"], mark)


def _bad_placeholder(inner: str, mark: Mark, problems: list[Problem]) -> Placeholder:
    message = f"'{{{{ {inner} }}}}' is not a placeholder; write it as id, id:part or id/name:part"
    problems.append(Problem(mark, "wrong-placeholder", message))
    return Placeholder("claim", "", None, None, mark)


def flat(pieces: tuple[Piece, ...]) -> Iterator[Piece]:
    """Yield every piece, including nested ones."""
    for piece in pieces:
        yield piece
        if isinstance(piece, Emphasis | Linked):
            yield from flat(piece.pieces)
