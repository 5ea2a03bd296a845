"""The structure tree of a file: elements by key, in the order in which they are first drawn.

See ISO 32000-1, 14.7 and 14.8. The key of a tag identifies its element, so that a paragraph or table that continues on
the next page stays one element.
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
# cells without words still keep their column's position
MAY_BE_EMPTY = ("TD",)
SCOPES = ("Row", "Column")
Box = tuple[float, float, float, float]


class UnfitError(ValueError):
    """A file that cannot be tagged as required, with the reasons."""


@dataclass(frozen=True, slots=True)
class MarkedContentRef:
    """A reference to a piece of marked content: its page, and its number (MCID) there."""

    page: int
    number: int


@dataclass(frozen=True, slots=True)
class Annotation:
    """An annotation of an element: its page, and the reference to its object."""

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


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]  # ReportLab has no type hints
    """A PDF object given as text; ReportLab's dictionaries take several times as long."""

    def __init__(self, text: str = "") -> None:
        self.text = text

    def format(self, document: Any) -> bytes:  # noqa: ARG002 - ReportLab has no type hints
        """Return the bytes of the object."""
        return self.text.encode("ascii")


class StructTree:
    """The elements of a file, and the assignment of each page's marked content to them."""

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
        """Begin a page, on which marked content is numbered from 0."""
        self.pages.append([])

    def element(self, path: Path) -> StructElement:
        """Return the last element of a path; create it and those above it where they are new."""
        parent = self.root
        for tag in path:
            parent = self._element(tag, parent)
        return parent

    def mark(self, element: StructElement) -> int:
        """Return the number of a new piece of marked content of an element."""
        page = self.pages[-1]
        page.append(element)
        element.children.append(MarkedContentRef(len(self.pages) - 1, len(page) - 1))
        return len(page) - 1

    def annotate(self, element: StructElement) -> int:
        """Return the number by which the next annotation of an element refers to it."""
        self.annotated.append(element)
        return self.page_count + len(self.annotated) - 1

    def annotated_by(self, element: StructElement, target: str) -> None:
        """Add an annotation to an element."""
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

    # --- checks ---------------------------------------------------------------------------------

    def check(self) -> Iterator[str]:
        """Yield what is wrong with the elements: empty ones, figures without alt text, skipped heading levels."""
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
        """Add the tree's objects to a ReportLab document; return the reference to its root."""
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
        """Return the ParentTree: the elements of each page's marked content and of each annotation."""
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
        if tag.scope is not None and tag.columns > 1:
            yield f"/A<</O/Table/Scope/{tag.scope}/ColSpan {tag.columns}>>"
        elif tag.scope is not None:
            yield f"/A {self.scopes[tag.scope]}"
        if tag.kind == "L":
            yield f"/A<</O/List/ListNumbering/{tag.numbering}>>"
        if element.box is not None:
            box = " ".join(f"{side:.1f}" for side in element.box)
            yield f"/A<</O/Layout/Placement/Block/BBox[{box}]>>"


def _below(element: StructElement) -> Iterator[StructElement]:
    """Yield the elements below one, in reading order."""
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
    """Return a PDF text string: ASCII as it is, other text as hexadecimal UTF-16."""
    if all(" " <= char <= "~" for char in text):
        return f"({_SPECIAL.sub(_ESCAPED, text)})"
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def added(document: Any, thing: Any, name: str) -> str:
    """Add an object under a name; return the reference to it."""
    document.Reference(thing, name)
    return number_of(document, name)


def number_of(document: Any, name: str) -> str:
    """Return the reference to an object of a ReportLab document."""
    number, version = document.idToObjectNumberAndVersion[name]
    return f"{number} {version} R"
