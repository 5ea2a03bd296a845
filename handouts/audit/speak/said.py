"""What is said: lines with their role and words, as text and as data."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.core.words import nearest_language, word

Role = Literal[
    "document",
    "slide",
    "title",
    "heading",
    "text",
    "group",
    "list",
    "item",
    "table",
    "row",
    "figure",
    "chart",
    "caption",
    "note",
    "quote",
    "field",
    "notes",
    "hidden",
    "footer",
]


@dataclass(frozen=True, slots=True)
class SpokenCell:
    """A cell of a table as it is said: its headers, then its words."""

    headers: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SpokenLink:
    """Words that lead somewhere."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """One thing that is said: `text` are the document's own words, `says` adds what the reader says of them."""

    role: Role
    text: str
    says: str
    depth: int = 0
    level: int | None = None
    count: int | None = None
    lang: str | None = None
    cells: tuple[SpokenCell, ...] = ()
    links: tuple[SpokenLink, ...] = ()

    def data(self) -> dict[str, object]:
        """The line for machines, without what it does not have."""
        facts: dict[str, object] = {"role": self.role, "depth": self.depth, "text": self.text, "says": self.says}
        more = {"level": self.level, "count": self.count, "lang": self.lang}
        facts.update({name: value for name, value in more.items() if value is not None})
        if self.cells:
            facts["cells"] = [{"headers": list(cell.headers), "text": cell.text} for cell in self.cells]
        if self.links:
            facts["links"] = [{"text": link.text, "url": link.url} for link in self.links]
        return facts


@dataclass(frozen=True, slots=True)
class Spoken:
    """A file as it is heard; `before_emergency` counts the words before the emergency advice, if there is any."""

    title: str
    lang: str
    kind: Literal["pdf", "pptx"]
    lines: tuple[SpokenLine, ...]
    before_emergency: int | None

    def text(self) -> Iterator[str]:
        """The lines as a person reads them; what lies inside another thing is set in."""
        for line in self.lines:
            tongue = f"[{line.lang}] " if line.lang else ""
            yield f"{'  ' * line.depth}{tongue}{line.says}"
        if self.kind == "pdf":
            yield self._advice()

    def _advice(self) -> str:
        if self.before_emergency is None:
            return phrase("spoken.no-emergency", self.lang)
        return phrase("spoken.before-emergency", self.lang, count=self.before_emergency)

    def data(self) -> dict[str, object]:
        """The same for machines."""
        return {
            "title": self.title,
            "lang": self.lang,
            "kind": self.kind,
            "words_before_emergency": self.before_emergency,
            "spoken": [line.data() for line in self.lines],
        }


def phrase(name: str, lang: str, **parts: object) -> str:
    """Words of the program in the language of a file, or in the one that content is written in."""
    return word(name, nearest_language(lang), **parts)
