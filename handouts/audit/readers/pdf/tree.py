"""The structure tree of a PDF. See ISO 32000-1, 14.7 (structure tree) and 14.8 (structure types)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from handouts.audit.readers.bounds import Budget

Key = tuple[int, int]
DIRECT: Key = (0, 0)  # the key of a direct object
DEEPEST = 150  # levels of nested elements
WIDEST = 1000  # most rows or columns that a cell may span
ELEMENT = 1200  # memory in bytes of an element


@dataclass(frozen=True, slots=True)
class ContentItem:
    """A piece of marked content of an element: the object of its page, and its number (MCID)."""

    page: Key
    number: int


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element with its children in order.

    `actual` is its replacement text, `long` the expansion of an abbreviation. `scope`, `id`, `headers`, `columns` and
    `rows` belong to a table cell; `box` tells whether the element states its position (BBox).
    """

    key: Key
    kind: str
    alt: str | None
    actual: str | None
    long: str | None
    lang: str | None
    scope: str | None
    id: str
    headers: tuple[str, ...]
    columns: int
    rows: int
    box: bool
    parent: Key
    children: tuple[Element | ContentItem | Key, ...]

    def walk(self) -> Iterator[Element]:
        """Yield the element and everything below it, in reading order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


def elements_of(tree: Any, budget: Budget) -> tuple[Element, ...]:
    """Return the elements at the root of a structure tree."""
    reader = _Tree({str(name): str(role) for name, role in dict(tree.get("/RoleMap", {})).items()}, budget)
    return tuple(child for child in reader.children(tree.get("/K"), None) if isinstance(child, Element))


def numbers_of(tree: Any, budget: Budget) -> dict[int, Key | tuple[Key, ...]]:
    """Return the entries of a number tree such as the ParentTree: each an object, or a sequence of objects."""
    found: dict[int, Key | tuple[Key, ...]] = {}
    waiting, seen = [tree], set()
    while waiting:
        node = waiting.pop()
        if node is None or (node.objgen != DIRECT and node.objgen in seen):
            continue
        budget.tick()
        seen.add(node.objgen)
        rows = list(node.get("/Nums", []))
        for number, value in zip(rows[::2], rows[1::2], strict=False):
            if isinstance(value, pikepdf.Array):
                budget.keep(100 * len(value))
                found[int(number)] = tuple(DIRECT if each is None else each.objgen for each in value)
            else:
                found[int(number)] = value.objgen
        waiting += node.get("/Kids", [])
    return found


@dataclass
class _Tree:
    """The structure tree while it is read; an element that contains itself is read only once."""

    roles: dict[str, str]
    budget: Budget
    seen: set[Key] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    depth: int = 0

    def children(self, kids: Any, page: Key | None) -> list[Element | ContentItem | Key]:
        """Return the children of an element, in order."""
        found: list[Element | ContentItem | Key] = []
        if kids is not None:
            for kid in kids if isinstance(kids, pikepdf.Array) else (kids,):
                if isinstance(kid, int):
                    if page is not None:
                        found.append(ContentItem(page, kid))
                elif isinstance(kid, pikepdf.Dictionary):
                    self._child(kid, page, found)
        return found

    def _child(self, kid: Any, page: Key | None, found: list[Element | ContentItem | Key]) -> None:
        """Add a child to those found: an element, marked content of a page, or an annotation."""
        data = dict(kid.items())
        if "/S" in data:
            key = kid.objgen
            if self.depth < DEEPEST and (key == DIRECT or key not in self.seen):
                self.seen.add(key)
                self.budget.keep(ELEMENT)
                found.append(self._element(key, data, page))
        elif "/MCID" in data:
            own = data.get("/Pg")
            at = own.objgen if own is not None else page
            if at is not None:
                found.append(ContentItem(at, int(data["/MCID"])))
        elif "/Obj" in data:
            found.append(data["/Obj"].objgen)

    def _element(self, key: Key, data: dict[str, Any], page: Key | None) -> Element:
        own = data.get("/Pg")
        page = own.objgen if own is not None else page
        self.budget.tick()
        self.depth += 1
        children = tuple(self.children(data.get("/K"), page))
        self.depth -= 1
        facts = _attributes(data["/A"]) if "/A" in data else {}
        parent = data.get("/P")
        return Element(
            key,
            self._kind(str(data["/S"])),
            _words(data.get("/Alt")),
            _words(data.get("/ActualText")),
            _words(data.get("/E")),
            _words(data.get("/Lang")),
            str(facts["/Scope"]).lstrip("/") if "/Scope" in facts else None,
            str(data.get("/ID", "")),
            tuple(map(str, facts["/Headers"])) if "/Headers" in facts else (),
            _span(facts.get("/ColSpan")),
            _span(facts.get("/RowSpan")),
            "/BBox" in facts,
            parent.objgen if parent is not None else DIRECT,
            children,
        )

    def _kind(self, name: str) -> str:
        """Return the standard structure type to which a type is mapped (RoleMap)."""
        if name not in self.kinds:
            kind = name
            for _ in range(10):
                kind = self.roles.get(kind, kind)
            self.kinds[name] = kind.lstrip("/")
        return self.kinds[name]


def _words(data: Any) -> str | None:
    return None if data is None else str(data)


def _attributes(data: Any) -> dict[str, Any]:
    """Return the attributes of an element, of all attribute owners together."""
    if isinstance(data, pikepdf.Array):
        return {name: value for each in data if isinstance(each, pikepdf.Dictionary) for name, value in each.items()}
    return dict(data.items()) if isinstance(data, pikepdf.Dictionary) else {}


def _span(value: Any) -> int:
    return min(max(int(value), 1), WIDEST) if value is not None else 1
