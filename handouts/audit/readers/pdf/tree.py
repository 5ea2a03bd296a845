"""A PDF's tree of elements, after ISO 32000-1, 14.7 (tree) and 14.8 (kinds of element)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pikepdf

from handouts.audit.readers.bounds import Budget

Key = tuple[int, int]
DIRECT: Key = (0, 0)  # the key of an object that stands inside another
DEEPEST = 150  # elements inside elements
WIDEST = 1000  # rows or columns that a cell may span
ELEMENT = 1200  # bytes that an element takes in memory


@dataclass(frozen=True, slots=True)
class ContentItem:
    """A piece of marked content that an element holds: its page's object and its number."""

    page: Key
    number: int


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element with its children in order.

    `actual` are the words that stand for it, `long` those that an abbreviation stands for. `scope`, `id`, `headers`,
    `columns` and `rows` are those of a cell; `box` says whether it tells where it stands.
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
        """The element and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


def elements_of(tree: Any, budget: Budget) -> tuple[Element, ...]:
    """The elements at the root of a tree."""
    reader = _Tree({str(name): str(role) for name, role in dict(tree.get("/RoleMap", {})).items()}, budget)
    return tuple(child for child in reader.children(tree.get("/K"), None) if isinstance(child, Element))


def numbers_of(tree: Any, budget: Budget) -> dict[int, Key | tuple[Key, ...]]:
    """The entries of a number tree: an object, or objects in order."""
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
    """The tree of elements while it is read; an element that holds itself is read once."""

    roles: dict[str, str]
    budget: Budget
    seen: set[Key] = field(default_factory=set)
    kinds: dict[str, str] = field(default_factory=dict)
    depth: int = 0

    def children(self, kids: Any, page: Key | None) -> list[Element | ContentItem | Key]:
        """What an element holds, in order."""
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
        """The standard kind that a kind stands for."""
        if name not in self.kinds:
            kind = name
            for _ in range(10):
                kind = self.roles.get(kind, kind)
            self.kinds[name] = kind.lstrip("/")
        return self.kinds[name]


def _words(data: Any) -> str | None:
    return None if data is None else str(data)


def _attributes(data: Any) -> dict[str, Any]:
    """The attributes of an element, of all their owners together."""
    if isinstance(data, pikepdf.Array):
        return {name: value for each in data if isinstance(each, pikepdf.Dictionary) for name, value in each.items()}
    return dict(data.items()) if isinstance(data, pikepdf.Dictionary) else {}


def _span(value: Any) -> int:
    return min(max(int(value), 1), WIDEST) if value is not None else 1
