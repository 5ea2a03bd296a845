"""What the pages of the documentation hold: headings, links, blocks of code and words in code."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

_FENCE = re.compile(r"^( *)(```|~~~)(\w*)\n(.*?)^\1\2$", re.MULTILINE | re.DOTALL)
_SPAN = re.compile(r"(?<!`)`([^`]+)`(?!`)")
_LINK = re.compile(r"\[[^\]]*\]\(([^)\s]+)\)")
_HEADING = re.compile(r"^#{1,6} +(.+?) *$", re.MULTILINE)


@dataclass(frozen=True)
class Fence:
    """A block of code: its language, and its text without the indent that it has in a list."""

    language: str
    text: str


def fences(page: str) -> tuple[Fence, ...]:
    """The blocks of code of a page, in order."""
    return tuple(Fence(each[3], _without(each[1], each[4])) for each in _FENCE.finditer(page))


def _without(indent: str, text: str) -> str:
    return "".join(line.removeprefix(indent) for line in text.splitlines(keepends=True))


def spans(page: str) -> tuple[str, ...]:
    """The words in code within sentences, each on one line."""
    return tuple(" ".join(span.split()) for span in _SPAN.findall(_FENCE.sub("", page)))


def links(page: str) -> tuple[str, ...]:
    """The targets of all links and pictures that lead into the repository."""
    told = _SPAN.sub("", _FENCE.sub("", page))
    return tuple(target for target in _LINK.findall(told) if not re.match(r"[a-z]+:", target))


def anchors(page: str) -> tuple[str, ...]:
    """The anchors of a page's headings, as GitHub makes them: a second heading with the same words has -1."""
    found: list[str] = []
    for heading in _HEADING.findall(_FENCE.sub("", page)):
        anchor = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        before = sum(re.fullmatch(rf"{re.escape(anchor)}(-\d+)?", each) is not None for each in found)
        found.append(f"{anchor}-{before}" if before else anchor)
    return tuple(found)


def dead_links(page: Path) -> Iterator[str]:
    """The links of a page to a file or heading that does not exist."""
    for target in links(page.read_text(encoding="utf-8")):
        name, _, anchor = target.partition("#")
        path = page.parent / name if name else page
        if not path.exists() or (
            anchor and path.suffix == ".md" and anchor not in anchors(path.read_text(encoding="utf-8"))
        ):
            yield target
