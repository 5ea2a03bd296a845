"""The structure tree of a file: elements by key, in the order in which they are first drawn.

After ISO 32000-1, 14.7 and 14.8. A tag's key names its element, so a paragraph or a table that goes
on over a page stays one element.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from reportlab.pdfbase import pdfdoc

from handouts.render.paper.shapes import Path, Tag

_SPECIAL, _ESCAPED = re.compile(r"([()\\])"), r"\\\1"
HEADINGS = {"H1": 1, "H2": 2, "H3": 3}
# cells without words still hold the place of their column
MAY_BE_EMPTY = ("TD",)
SCOPES = ("Row", "Column")
Box = tuple[float, float, float, float]


class UnfitError(ValueError):
    """What keeps a file from being tagged as it has to be."""


@dataclass(frozen=True, slots=True)
class MarkedContentRef:
    """A piece of marked content: its page and its number there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of an element: its page and where its object is."""

    page: int
    target: str


@dataclass
class StructElement:
    """A structure element while the file is drawn."""

    tag: Tag
    parent: StructElement | None
    number: int
    children: list[StructElement | MarkedContentRef | Annotation] = field(default_factory=list)
    box: Box | None = None
    ref: str = ""


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab says no types
    """A PDF object that is its own text; ReportLab's dictionaries take several times as long."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: Any) -> bytes:  # noqa: ARG002 - ReportLab's document has no type
        """The bytes of the object."""
        return self.text.encode("ascii")


class StructTree:
    """The elements of a file, and which marked content of which page belongs to which."""

    def __init__(self, lang: str, pages: int) -> None:
        self.lang = lang
        self.root = StructElement(Tag("Div", "Document"), None, 0)
        self.elements: dict[tuple[str, str], StructElement] = {}
        self.pages: list[list[StructElement]] = []
        self.annotated: list[StructElement] = []
        self.page_count = pages
        self.scopes: dict[str, str] = {}
        self.faults: list[str] = []

    def open_page(self) -> None:
        """Begins a page: its marked content counts from 0."""
        self.pages.append([])

    def element(self, path: Path) -> StructElement:
        """The last element of a path, made with those above it where it is new."""
        parent = self.root
        for tag in path:
            parent = self._element(tag, parent)
        return parent

    def mark(self, element: StructElement) -> int:
        """The number of a new piece of marked content of an element."""
        page = self.pages[-1]
        page.append(element)
        element.children.append(MarkedContentRef(len(self.pages) - 1, len(page) - 1))
        return len(page) - 1

    def annotate(self, element: StructElement) -> int:
        """The number by which the next annotation of an element finds it."""
        self.annotated.append(element)
        return self.page_count + len(self.annotated) - 1

    def annotated_by(self, element: StructElement, target: str) -> None:
        """Gives an element its annotation."""
        element.children.append(Annotation(len(self.pages) - 1, target))

    def _element(self, tag: Tag, parent: StructElement) -> StructElement:
        found = self.elements.get((tag.kind, tag.key))
        if found is None:
            found = StructElement(tag, parent, len(self.elements) + 1)
            self.elements[tag.kind, tag.key] = found
            parent.children.append(found)
        elif found.parent is not parent:
            self.faults.append(f"{tag.kind} {tag.key!r} stands in two places")
        return found

    # --- what may not be ------------------------------------------------------------------------

    def check(self) -> Iterator[str]:
        """What is wrong with the elements: empty ones, figures without words, skipped levels."""
        yield from self.faults
        last = 0
        for element in _below(self.root):
            tag = element.tag
            if not element.children and tag.kind not in MAY_BE_EMPTY:
                yield f"{tag.kind} {tag.key!r} is empty"
            if tag.kind == "Figure" and not (tag.alt or "").strip():
                yield f"Figure {tag.key!r} has no words that stand for it"
            if tag.kind in HEADINGS:
                if HEADINGS[tag.kind] > last + 1:
                    yield f"{tag.kind} {tag.key!r} skips a level"
                last = HEADINGS[tag.kind]

    # --- objects --------------------------------------------------------------------------------

    def write(self, document: Any) -> Any:
        """Adds the tree's objects to a ReportLab document; returns the reference to its root."""
        raws = {}
        for scope in SCOPES:
            self.scopes[scope] = added(document, Raw(f"<</O/Table/Scope/{scope}>>"), f"Scope{scope}")
        for element in (self.root, *self.elements.values()):
            raw = raws[element.number] = Raw()
            element.ref = added(document, raw, f"Element{element.number}")
        top, parents = Raw(), added(document, Raw(self._parents()), "ParentTree")
        root = added(document, top, "StructTreeRootObject")
        pages = [number_of(document, f"Page{number + 1}") for number in range(len(self.pages))]
        for element in (self.root, *self.elements.values()):
            raws[element.number].text = self._dictionary(element, pages, root)
        keys = self.page_count + len(self.annotated)
        top.text = f"<</Type/StructTreeRoot/K[{self.root.ref}]/ParentTree {parents}/ParentTreeNextKey {keys}>>"
        return pdfdoc.PDFObjectReference("StructTreeRootObject")

    def _parents(self) -> str:
        """From each page's marked content, and from each annotation, to its element."""
        rows = [f"{number}[{' '.join([each.ref for each in page])}]" for number, page in enumerate(self.pages)]
        rows += [f"{self.page_count + number} {each.ref}" for number, each in enumerate(self.annotated)]
        return f"<</Nums[{' '.join(rows)}]>>"

    def _dictionary(self, element: StructElement, pages: list[str], root: str) -> str:
        parent, kind = root, "Document"
        if element.parent is not None:
            parent, kind = element.parent.ref, element.tag.kind
        own, page = next((child.page for child in element.children if isinstance(child, MarkedContentRef)), -1), ""
        if own >= 0:
            page = f"/Pg {pages[own]}"
        kids = [_kid(child, own, pages) for child in element.children]
        content = kids[0] if len(kids) == 1 else f"[{' '.join(kids)}]"
        attributes = "".join(self._attributes(element))
        return f"<</S/{kind}/P {parent}{page}{attributes}/K {content}>>"

    def _attributes(self, element: StructElement) -> Iterator[str]:
        tag = element.tag
        if tag.alt is not None:
            yield f"/Alt {text_string(tag.alt)}"
        if tag.actual is not None:
            yield f"/ActualText {text_string(tag.actual)}"
        if tag.lang is not None and tag.lang != self.lang:
            yield f"/Lang({tag.lang})"
        if tag.scope is not None:
            yield f"/A {self.scopes[tag.scope]}"
        if element.box is not None:
            box = " ".join(f"{side:.1f}" for side in element.box)
            yield f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"


def _below(element: StructElement) -> Iterator[StructElement]:
    """The elements below one, in reading order."""
    for child in element.children:
        if isinstance(child, StructElement):
            yield child
            yield from _below(child)


def _kid(child: StructElement | MarkedContentRef | Annotation, own: int, pages: list[str]) -> str:
    if isinstance(child, StructElement):
        return child.ref
    if isinstance(child, Annotation):
        return f"<</Type/OBJR/Pg {pages[child.page]}/Obj {child.target}>>"
    return str(child.number) if child.page == own else f"<</Type/MCR/Pg {pages[child.page]}/MCID {child.number}>>"


def text_string(text: str) -> str:
    """A PDF text string: as it is in ASCII, else in UTF-16 as hexadecimal digits."""
    if all(" " <= char <= "~" for char in text):
        return f"({_SPECIAL.sub(_ESCAPED, text)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def added(document: Any, thing: Any, name: str) -> str:
    """Adds an object under a name; the text that points to it."""
    document.Reference(thing, name)
    return number_of(document, name)


def number_of(document: Any, name: str) -> str:
    """The text that points to an object of a ReportLab document."""
    number, version = document.idToObjectNumberAndVersion[name]
    return f"{number} {version} R"
