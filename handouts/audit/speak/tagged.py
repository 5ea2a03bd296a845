"""The structure tree of a PDF as elements, read with pypdf.

After ISO 32000-1, 14.7 (tree) and 14.8 (kinds of element).
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from pypdf import PdfReader
from pypdf.generic import DictionaryObject, IndirectObject

from handouts.audit.speak.marked import Words, words_of
from handouts.audit.speak.node import Chunk, Node, Recording, UnreadableError

DEEPEST = 150  # elements inside elements
WIDEST = 1000  # rows or columns that a cell may span

# what pypdf notices of a file is no message of ours
logging.getLogger("pypdf").addHandler(logging.NullHandler())


def read_pdf(content: bytes) -> Recording:
    """A tagged PDF."""
    try:
        return _recording(content)
    except UnreadableError:
        raise
    except Exception as error:  # a broken file can break the reader in any way
        raise UnreadableError("unreadable-file", f"is broken and cannot be read: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    return " ".join(str(error).split()) or type(error).__name__


def _recording(content: bytes) -> Recording:
    reader = PdfReader(BytesIO(content))
    if reader.is_encrypted and not reader.decrypt(""):
        raise UnreadableError("encrypted-file", "opens only with a password")
    catalog = _object(reader.trailer["/Root"])
    root = _object(catalog.get("/StructTreeRoot"))
    if not isinstance(root, DictionaryObject) or "/K" not in root:
        raise UnreadableError("untagged-file", "has no tags; a screen reader can only guess what it says")
    title = reader.metadata.title if reader.metadata else None
    nodes = tuple(_Tree(reader, _object(root.get("/RoleMap"))).kids(root, None, 0))
    return Recording("pdf", title or "", str(catalog.get("/Lang", "")), _elements(nodes))


def _elements(nodes: tuple[Node | Chunk, ...]) -> tuple[Node, ...]:
    return tuple(node for node in nodes if isinstance(node, Node))


def _object(value: Any) -> Any:
    return value.get_object() if value is not None else None


@dataclass
class _Tree:
    """A tree while it is read: the pages' words by page, and the elements met so far."""

    reader: PdfReader
    roles: Any
    words: dict[int, Words] = field(default_factory=dict)
    seen: set[int] = field(default_factory=set)

    def kids(self, element: Any, page: Any, depth: int) -> Iterator[Node | Chunk]:
        """What an element holds, in order."""
        held = element.get("/K")
        held = _object(held) if isinstance(_object(held), list) else [held]
        for kid in held if depth < DEEPEST else ():
            yield from self._kid(kid, page, depth)

    def _kid(self, kid: Any, page: Any, depth: int) -> Iterator[Node | Chunk]:
        value = _object(kid)
        if isinstance(value, int):
            yield from self._content(page, value)
        elif isinstance(value, DictionaryObject) and "/MCID" in value:
            yield from self._content(value.raw_get("/Pg") if "/Pg" in value else page, _number(value["/MCID"]))
        elif isinstance(value, DictionaryObject) and "/S" in value and self._is_new(kid):
            yield self._element(value, page, depth)

    def _is_new(self, kid: Any) -> bool:
        """Whether an element is met for the first time; one that holds itself would never end."""
        if not isinstance(kid, IndirectObject):
            return True
        known = kid.idnum in self.seen
        self.seen.add(kid.idnum)
        return not known

    def _content(self, page: Any, number: int) -> list[Chunk]:
        """The words of a piece of marked content."""
        if not isinstance(page, IndirectObject):
            return []
        if page.idnum not in self.words:
            self.words[page.idnum] = words_of(page.get_object(), page.idnum, self.reader)  # type: ignore[arg-type]
        return self.words[page.idnum].get(number, [])

    def _element(self, value: DictionaryObject, page: Any, depth: int) -> Node:
        page = value.raw_get("/Pg") if "/Pg" in value else page
        kids = tuple(self.kids(value, page, depth + 1))
        for entry in ("/ActualText", "/E"):
            if value.get(entry) is not None:
                kids = (Chunk(str(value[entry])),)
        facts = _attributes(value.get("/A"))
        return Node(
            self._kind(str(value["/S"])),
            kids,
            _text(value.get("/Alt")),
            _text(value.get("/Lang")),
            _address(value),
            str(facts.get("/Scope", "")).removeprefix("/"),
            str(_object(value.get("/ID")) or ""),
            tuple(str(_object(name)) for name in facts.get("/Headers", ())),
            _span(facts.get("/ColSpan")),
            _span(facts.get("/RowSpan")),
        )

    def _kind(self, name: str) -> str:
        """The standard kind that a kind stands for."""
        for _ in range(8):
            mapped = self.roles.get(name) if isinstance(self.roles, DictionaryObject) else None
            if mapped is None or str(mapped) == name:
                break
            name = str(mapped)
        return name.removeprefix("/")


def _text(value: Any) -> str | None:
    found = _object(value)
    return str(found) if found is not None else None


def _number(value: Any) -> int:
    return int(_object(value))


def _attributes(value: Any) -> dict[str, Any]:
    """The attributes of an element, of all its owners."""
    found = _object(value)
    merged: dict[str, Any] = {}
    for each in found if isinstance(found, list) else [found]:
        facts = _object(each)
        if isinstance(facts, DictionaryObject):
            merged.update({key: _object(entry) for key, entry in facts.items()})
    return merged


def _span(value: Any) -> int:
    return min(max(int(value), 1), WIDEST) if value is not None else 1


def _address(element: DictionaryObject) -> str | None:
    """Where the annotation of a link leads."""
    held = _object(element.get("/K"))
    for kid in held if isinstance(held, list) else [held]:
        value = _object(kid)
        note = _object(value.get("/Obj")) if isinstance(value, DictionaryObject) else None
        action = _object(note.get("/A")) if isinstance(note, DictionaryObject) else None
        if isinstance(action, DictionaryObject) and "/URI" in action:
            return str(action["/URI"])
    return None
