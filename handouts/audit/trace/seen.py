"""The visible texts of a finished file, each at the place by which a trace identifies it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.document.provenance import Address

if TYPE_CHECKING:
    from handouts.audit.readers.pdf.file import Page, PdfFile
    from handouts.audit.readers.pdf.painted import Shown
    from handouts.audit.readers.pdf.tree import Element, Key
    from handouts.audit.readers.pptx.file import Deck, PptxShape, ShapeTable, Slide
    from handouts.audit.verify.structure import Texts

SHORT = 30  # characters; a shorter text needs context
LEVEL = 1.0  # pt by which the heights of two runs on one line may differ
HOLDERS = frozenset({"Table", "THead", "TBody", "Sect", "Div", "L", "Document", "Part"})
CELLS = " · "
_AMOUNT = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
# the parts of a place that change when text around it is edited
INNER = frozenset({"content", "row", "column", "paragraph", "word"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A text of a file: its place, its page or slide, its words, and their context."""

    address: Address
    leaf: int
    text: str
    context: str = ""


def spaced(text: str) -> str:
    """Return a text of the same length with ordinary spaces for no-break spaces and line ends."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ")


def as_amount(text: str) -> str:
    """Return a number from chart data in its shortest form; PowerPoint writes 8.8 as 8.8000000000000007."""
    return f"{float(text):.15g}" if _AMOUNT.fullmatch(text) else text


# --- paper ----------------------------------------------------------------------------------------


def seen_on_paper(file: PdfFile, texts: Texts) -> Iterator[Seen]:
    """Yield the texts of a PDF, page by page in painting order, then the alt texts of its figures."""
    contexts = dict(_contexts(file.roots, texts))
    for page in file.pages:
        for number, text in _by_content(page).items():
            content = "artifact" if number is None else str(number)
            context = contexts.get((page.key, number), "") if number is not None else ""
            yield Seen((("page", str(page.number)), ("content", content)), page.number, spaced(text), context)
    yield from _alts(file)


def _by_content(page: Page) -> dict[int | None, str]:
    """Return the text of each piece of marked content, and all other text of the page with spaces between its lines."""
    found: dict[int | None, str] = {}
    before: Shown | None = None
    for shown in page.painted.texts:
        number = shown.mark.number
        text = found.get(number, "")
        if number is None and before is not None and abs(before.area.bottom - shown.area.bottom) > LEVEL:
            text += "" if text.endswith(" ") else " "
        found[number] = text + shown.text
        before = shown if number is None else before
    return found


def _contexts(elements: tuple[Element, ...], texts: Texts) -> Iterator[tuple[tuple[Key, int], str]]:
    """Yield each piece of marked content with the text of the row, item or paragraph around it."""
    from handouts.audit.readers.pdf.tree import ContentItem, Element

    waiting = [(element, "") for element in elements]
    while waiting:
        element, context = waiting.pop()
        own = context or ("" if element.kind in HOLDERS else _around(element, texts))
        for child in element.children:
            if isinstance(child, ContentItem):
                yield (child.page, child.number), own
            elif isinstance(child, Element):
                waiting.append((child, own))


def _around(element: Element, texts: Texts) -> str:
    from handouts.audit.readers.pdf.tree import Element

    if element.kind == "TR":
        cells = (texts.of(cell).strip() for cell in element.children if isinstance(cell, Element))
        return spaced(CELLS.join(cell for cell in cells if cell))
    return spaced(texts.of(element).strip())


def _alts(file: PdfFile) -> Iterator[Seen]:
    from handouts.audit.readers.pdf.tree import ContentItem

    pages = {page.key: page.number for page in file.pages}
    for element in file.elements():
        first = next((child for child in element.children if isinstance(child, ContentItem)), None)
        if element.kind == "Figure" and element.alt and first is not None and first.page in pages:
            page = pages[first.page]
            place = (("page", str(page)), ("content", str(first.number)), ("part", "alt"))
            yield Seen(place, page, spaced(element.alt))


# --- slides ---------------------------------------------------------------------------------------


def seen_on_slides(deck: Deck) -> Iterator[Seen]:
    """Yield the texts of a deck, slide by slide: background shapes, shapes with tables, charts and alt texts, notes."""
    for slide in deck.slides:
        here: Address = (("slide", slide.id),)
        for shape in (each for behind in slide.behind for each in behind.walk()):
            yield from _shape((*here, ("part", "behind"), ("shape", shape.number)), slide, shape)
        for shape in slide.walk():
            yield from _shape((*here, ("shape", shape.number)), slide, shape)
        for number, paragraph in enumerate(slide.notes):
            place = (*here, ("part", "notes"), ("paragraph", str(number)))
            yield Seen(place, slide.number, spaced(paragraph.text))


def _shape(here: Address, slide: Slide, shape: PptxShape) -> Iterator[Seen]:
    for number, paragraph in enumerate(shape.paragraphs):
        yield Seen((*here, ("paragraph", str(number))), slide.number, spaced(paragraph.text))
    if shape.table is not None:
        yield from _table(here, slide.number, shape.table)
    alt = spaced(shape.alt)
    for number, word in enumerate(shape.chart_seen):
        text = as_amount(spaced(word))
        yield Seen((*here, ("part", "chart"), ("word", str(number))), slide.number, text, _sentence(alt, text))
    if alt:
        yield Seen((*here, ("part", "alt")), slide.number, alt)


def _table(here: Address, slide: int, table: ShapeTable) -> Iterator[Seen]:
    for row, cells in enumerate(table.rows):
        context = spaced(CELLS.join(cell.text for cell in cells if cell.text))
        for column, cell in enumerate(cells):
            for number, paragraph in enumerate(cell.paragraphs):
                place = (*here, ("row", str(row)), ("column", str(column)), ("paragraph", str(number)))
                yield Seen(place, slide, spaced(paragraph.text), context)


def _sentence(alt: str, text: str) -> str:
    """Return the part of a chart's alt text that contains a number, as context for it."""
    if len(text) >= SHORT:
        return ""
    parts = (part for sentence in alt.split("; ") for part in sentence.split(". "))
    return next((part for part in parts if text and text in part), "")


def by_container(seen: Iterable[Seen]) -> Mapping[Address, list[Seen]]:
    """Return the texts of each shape, page or alt text, in order."""
    found: dict[Address, list[Seen]] = {}
    for each in seen:
        found.setdefault(container(each.address), []).append(each)
    return found


def container(address: Address) -> Address:
    """Return the container of a place, in which a number that has moved is still found."""
    alone = ("part", "alt") in address
    return tuple(part for part in address if alone or part[0] not in INNER)
