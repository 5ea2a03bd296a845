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

from handouts.layout.shapes import Path, Tag

_POINTER = re.compile("\x01([^\x02]+)\x02")


@dataclass
class Element:
    """A structure element while the file is drawn."""

    tag: Tag | None
    parent: Element | None
    number: int
    children: list[Element | tuple[int, int]] = field(default_factory=list)


class Raw(pdfdoc.PDFObject):  # type: ignore[misc]
    """A PDF object that is its own text; ReportLab's dictionaries take several times as long."""

    def __init__(self, text: str) -> None:
        self.text = text

    def format(self, document: Any) -> bytes:  # noqa: ANN401 - ReportLab's document has no type
        """The bytes of the object; only now are the numbers of the objects it points to known."""
        return _POINTER.sub(lambda found: _number_of(document, found[1]), self.text).encode("latin-1")


class Tree:
    """The elements of a file, and which marked content of which page belongs to which."""

    def __init__(self) -> None:
        self.root = Element(None, None, 0)
        self.elements: dict[str, Element] = {}
        self.pages: list[list[Element]] = []

    def open_page(self) -> None:
        """Begins a page: its marked content counts from 0."""
        self.pages.append([])

    def mark(self, path: Path) -> tuple[str, int]:
        """The kind and the number of a new piece of marked content of this path's last element."""
        parent = self.root
        for tag in path:
            parent = self._element(tag, parent)
        page = self.pages[-1]
        page.append(parent)
        number = len(page) - 1
        parent.children.append((len(self.pages) - 1, number))
        return path[-1].kind, number

    def _element(self, tag: Tag, parent: Element) -> Element:
        found = self.elements.get(f"{tag.kind} {tag.key}")
        if found is None:
            found = Element(tag, parent, len(self.elements) + 1)
            self.elements[f"{tag.kind} {tag.key}"] = found
            parent.children.append(found)
        return found

    def write(self, document: Any, page_names: list[str]) -> Any:  # noqa: ANN401 - ReportLab's document
        """Adds the tree's objects to a ReportLab document; returns the reference to its root."""
        names = {id(element): f"StructElem{element.number}" for element in self.elements.values()}
        names[id(self.root)] = "StructDocument"
        kids = f"{_ref('StructDocument')}"
        for element in (self.root, *self.elements.values()):
            document.Reference(Raw(self._dictionary(element, names, page_names)), names[id(element)])
        rows = []
        for number, page in enumerate(self.pages):
            owners = " ".join(_ref(names[id(element)]) for element in page)
            rows.append(f"{number} [{owners}]")
        document.Reference(Raw(f"<< /Nums [{' '.join(rows)}] >>"), "StructParentTree")
        root = (
            f"<< /Type /StructTreeRoot /K [{kids}] /ParentTree {_ref('StructParentTree')} "
            f"/ParentTreeNextKey {len(self.pages)} >>"
        )
        return document.Reference(Raw(root), "StructTreeRootObject")

    def _dictionary(self, element: Element, names: dict[int, str], pages: list[str]) -> str:
        parent = names[id(element.parent)] if element.parent is not None else "StructTreeRootObject"
        kind = element.tag.kind if element.tag is not None else "Document"
        entries = [f"/Type /StructElem /S /{kind} /P {_ref(parent)}"]
        entries.extend(_attributes(element.tag))
        first = next((page for child in element.children if isinstance(child, tuple) for page in (child[0],)), None)
        if first is not None:
            entries.append(f"/Pg {_ref(pages[first])}")
        kids = " ".join(_kid(child, first, names, pages) for child in element.children)
        entries.append(f"/K [{kids}]")
        return f"<< {' '.join(entries)} >>"


def _kid(
    child: Element | tuple[int, int],
    first: int | None,
    names: dict[int, str],
    pages: list[str],
) -> str:
    if isinstance(child, Element):
        return _ref(names[id(child)])
    page, number = child
    if page == first:
        return str(number)
    return f"<< /Type /MCR /Pg {_ref(pages[page])} /MCID {number} >>"


def _attributes(tag: Tag | None) -> Iterator[str]:
    if tag is None:
        return
    if tag.alt is not None:
        yield f"/Alt {text_string(tag.alt)}"
    if tag.scope is not None:
        yield f"/A << /O /Table /Scope /{tag.scope} >>"


def text_string(text: str) -> str:
    """A PDF text string, in UTF-16 as hexadecimal digits."""
    return f"<FEFF{text.encode('utf-16-be').hex().upper()}>"


def _ref(name: str) -> str:
    """A pointer to an object of a name, which may be defined later."""
    return f"\x01{name}\x02"


def _number_of(document: Any, name: str) -> str:  # noqa: ANN401 - ReportLab's document
    number, version = document.idToObjectNumberAndVersion[name]
    return f"{number} {version} R"
