"""The transcript: spoken lines with their roles, as text and as data."""

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
    """A table cell as it is said: its headers and its text."""

    headers: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class SpokenLink:
    """The text of a link and its target."""

    text: str
    url: str | None


@dataclass(frozen=True, slots=True)
class SpokenLine:
    """A spoken line: `text` is the document's own text, `says` also contains what the screen reader announces."""

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
        """Return the line as JSON data, without fields that are not set."""
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
    """A transcript; `before_emergency` is the number of words before the emergency advice, None without it."""

    title: str
    lang: str
    kind: Literal["pdf", "pptx"]
    lines: tuple[SpokenLine, ...]
    before_emergency: int | None

    def text(self) -> Iterator[str]:
        """Yield the lines for people; lines inside another element are indented."""
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
        """Return the transcript as JSON data."""
        return {
            "title": self.title,
            "lang": self.lang,
            "kind": self.kind,
            "words_before_emergency": self.before_emergency,
            "spoken": [line.data() for line in self.lines],
        }


def phrase(name: str, lang: str, **parts: object) -> str:
    """Return words of the program in the language of a file, or in that of the content where it has none."""
    return word(name, nearest_language(lang), **parts)
