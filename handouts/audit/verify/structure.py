"""The rules for a PDF's structure tree, and for its agreement with the content of the pages."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import pairwise

from handouts.audit.readers.pdf.file import Page, PdfFile
from handouts.audit.readers.pdf.tree import ContentItem, Element, Key
from handouts.audit.readers.pdf.words import said
from handouts.audit.verify.limits import Report, bare, poor_alt, short
from handouts.core.problem import Problem

HEADINGS = {f"H{level}": level for level in range(1, 7)}
MAY_BE_EMPTY = frozenset({"TD", "TH"})
PARENTS = {
    "LI": {"L"},
    "Lbl": {"LI", "Note", "FENote"},
    "LBody": {"LI"},
    "TR": {"Table", "THead", "TBody", "TFoot"},
    "TH": {"TR"},
    "TD": {"TR"},
    "THead": {"Table"},
    "TBody": {"Table"},
    "TFoot": {"Table"},
}


@dataclass(frozen=True, slots=True)
class Texts:
    """The text of each piece of marked content by page object and number, and the number of each page."""

    words: Mapping[tuple[Key, int], str]
    pages: Mapping[Key, int]

    def of(self, element: Element) -> str:
        """Return the text of an element and everything below it."""
        return "".join(self._words(child) for child in element.children)

    def _words(self, child: Element | ContentItem | Key) -> str:
        if isinstance(child, Element):
            return child.actual if child.actual is not None else self.of(child)
        if isinstance(child, ContentItem):
            return self.words.get((child.page, child.number), "")
        return ""

    def page(self, element: Element) -> int:
        """Return the number of the page on which an element starts."""
        for child in element.children:
            if isinstance(child, ContentItem):
                return self.pages.get(child.page, 1)
            if isinstance(child, Element):
                return self.page(child)
        return 1


def texts_of(file: PdfFile) -> Texts:
    """Return the texts of a file by their marked content."""
    words = {
        (page.key, number): "".join([piece.text for piece in pieces])
        for page in file.pages
        for number, pieces in said(page.painted).items()
    }
    return Texts(words, {page.key: page.number for page in file.pages})


def structure(file: PdfFile, texts: Texts, report: Report) -> Iterator[Problem]:
    """Yield the problems of the structure tree."""
    elements = list(file.elements())
    yield from _marked_content(file, elements, report)
    yield from _unread(file, report)
    yield from _parents(elements, texts, report)
    yield from _headings(elements, texts, report)
    yield from _figures(elements, texts, report)
    yield from _tables(elements, texts, report)
    yield from _links(file, elements, report)


# --- marked content, tree and ParentTree ----------------------------------------------------------


def _marked_content(file: PdfFile, elements: list[Element], report: Report) -> Iterator[Problem]:
    """Yield a problem unless each number occurs once on its page and in one element, and the ParentTree agrees."""
    owners: dict[tuple[Key, int], Key] = {}
    pages = {page.key: page for page in file.pages}
    for element in elements:
        for child in element.children:
            if not isinstance(child, ContentItem):
                continue
            page = pages.get(child.page)
            number = page.number if page is not None else 1
            if (child.page, child.number) in owners:
                yield report("duplicate-marked-content", f"marked content {child.number} is in two elements", number)
            if page is None or child.number not in page.painted.numbers:
                message = f"an element holds marked content {child.number}, which its page does not have"
                yield report("missing-marked-content", message, number)
            owners[child.page, child.number] = element.key
    for page in file.pages:
        yield from _owned(page, file, owners, report)


def _owned(page: Page, file: PdfFile, owners: Mapping[tuple[Key, int], Key], report: Report) -> Iterator[Problem]:
    """Yield a problem for marked content of a page that is in no element, or not in the one named by the ParentTree."""
    numbers = Counter(page.painted.numbers)
    listed = file.parents.get(page.parents) if page.parents is not None else None
    row = [each for each in listed if isinstance(each, tuple)] if listed is not None else []
    if numbers and not row:
        yield report("broken-parent-tree", "the ParentTree has no entry for the page", page.number)
    for number, count in numbers.items():
        if count > 1:
            yield report("duplicate-marked-content", f"the page marks content {number} {count} times", page.number)
        owner = owners.get((page.key, number))
        if owner is None:
            yield report("stray-marked-content", f"no element holds marked content {number} of the page", page.number)
        elif row and (number >= len(row) or row[number] != owner):
            message = f"the ParentTree names another element for marked content {number} of the page"
            yield report("broken-parent-tree", message, page.number)


def _unread(file: PdfFile, report: Report) -> Iterator[Problem]:
    """Yield a problem for text that is neither in an element nor in an artifact."""
    for page in file.pages:
        for shown in page.painted.texts:
            if shown.mark.number is None and not shown.mark.artifact and shown.text.strip():
                message = f"{short(shown.text)} is in no element and no artifact"
                yield report("untagged-text", message, page.number)


def _parents(elements: list[Element], texts: Texts, report: Report) -> Iterator[Problem]:
    """Yield a problem for an element that is empty, names a wrong parent, or is where its type is not allowed."""
    for element in elements:
        if not element.children and element.kind not in MAY_BE_EMPTY:
            yield report("empty-element", f"an element of kind {element.kind} holds nothing", texts.page(element))
        for child in element.children:
            if not isinstance(child, Element):
                continue
            if child.parent != element.key:
                yield report(
                    "wrong-parent", f"{child.kind} names another parent than {element.kind}", texts.page(child)
                )
            if child.kind in PARENTS and element.kind not in PARENTS[child.kind]:
                yield report("misplaced-element", f"{child.kind} stands in {element.kind}", texts.page(child))


# --- kinds ----------------------------------------------------------------------------------------


def _headings(elements: list[Element], texts: Texts, report: Report) -> Iterator[Problem]:
    found = [element for element in elements if element.kind in HEADINGS]
    if not found:
        yield report("missing-heading", "the file has no heading")
        return
    if found[0].kind != "H1":
        yield report("wrong-heading-level", f"the first heading is {found[0].kind}, not H1", texts.page(found[0]))
    for before, after in pairwise(found):
        if HEADINGS[after.kind] > HEADINGS[before.kind] + 1:
            message = f"{after.kind} {short(texts.of(after))} follows {before.kind}: a level is skipped"
            yield report("wrong-heading-level", message, texts.page(after))


def _figures(elements: list[Element], texts: Texts, report: Report) -> Iterator[Problem]:
    captions = {
        child.key: texts.of(other)
        for element in elements
        for child in element.children
        if isinstance(child, Element) and child.kind == "Figure"
        for other in (*child.children, *element.children)
        if isinstance(other, Element) and other.kind == "Caption"
    }
    for element in elements:
        if element.kind not in ("Figure", "Formula"):
            continue
        page = texts.page(element)
        if not element.alt and not element.actual:
            yield report("missing-alt", f"a {element.kind.lower()} has no words for who cannot see it", page)
        elif wrong := poor_alt(element.alt or element.actual or "", captions.get(element.key, "")):
            yield report("poor-alt", f"the alt text {short(element.alt or '')} {wrong}", page)
        if element.kind == "Figure" and not element.box:
            yield report("missing-bbox", "a figure does not say where it stands (BBox)", page)


def _tables(elements: list[Element], texts: Texts, report: Report) -> Iterator[Problem]:
    for table in (element for element in elements if element.kind == "Table"):
        page = texts.page(table)
        heads = [cell for cell in table.walk() if cell.kind == "TH"]
        if not heads:
            yield report("missing-table-header", "a table has no header cell", page)
        for cell in heads:
            if cell.scope is None and not cell.headers:
                message = f"the header cell {short(texts.of(cell))} does not say what it heads (Scope)"
                yield report("missing-scope", message, texts.page(cell))
        if not any(row.kind == "TR" for row in table.walk()):
            yield report("misplaced-element", "a table has no rows", page)


def _links(file: PdfFile, elements: list[Element], report: Report) -> Iterator[Problem]:
    """Yield a problem for a link that is in no Link element or not in the ParentTree, or does not say its target."""
    owners = {child: element for element in elements for child in element.children if isinstance(child, tuple)}
    for page in file.pages:
        for note in page.notes:
            if note.hidden or note.kind != "/Link":
                continue
            owner = owners.get(note.key)
            if owner is None or owner.kind not in ("Link", "Reference"):
                yield report("untagged-link", "a link is in no Link element", page.number)
            elif note.parent is None or file.parents.get(note.parent) != owner.key:
                yield report(
                    "broken-parent-tree", "the ParentTree does not lead from a link to its element", page.number
                )
            if not bare(note.words) and (owner is None or not owner.alt):
                yield report("poor-link-text", "a link has no words that say where it leads (Contents)", page.number)


__all__ = ["Texts", "structure", "texts_of"]
