"""What a reader sees of a finished file, text by text, each at the place that a trace knows it by."""

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
    from handouts.audit.readers.pptx.file import Deck, Shape, ShapeTable, Slide
    from handouts.audit.verify.structure import Texts

SHORT = 30  # letters below which a text says little by itself
LEVEL = 1.0  # pt by which two runs on one line may differ
HOLDERS = frozenset({"Table", "THead", "TBody", "Sect", "Div", "L", "Document", "Part"})
CELLS = " · "
_AMOUNT = re.compile(r"-?\d+(\.\d+)?([eE][+-]?\d+)?")
# the parts of a place that a change of the text around it may shift
INNER = frozenset({"content", "row", "column", "paragraph", "word"})


@dataclass(frozen=True, slots=True)
class Seen:
    """A text of a file: its place, its page or slide, its words, and the words it stands among."""

    address: Address
    leaf: int
    text: str
    context: str = ""


def spaced(text: str) -> str:
    """A text with plain spaces for those that do not break and for line ends, as long as it was."""
    return text.replace("\u00a0", " ").replace("\u202f", " ").replace("\n", " ")


def as_amount(text: str) -> str:
    """A number of a chart's data in its shortest form: PowerPoint writes 8.8 as 8.8000000000000007."""
    return f"{float(text):.15g}" if _AMOUNT.fullmatch(text) else text


# --- paper ----------------------------------------------------------------------------------------


def seen_on_paper(file: PdfFile, texts: Texts) -> Iterator[Seen]:
    """The texts of a PDF, page by page in the order in which they are painted, and what is said of its figures."""
    contexts = dict(_contexts(file.roots, texts))
    for page in file.pages:
        for number, text in _by_content(page).items():
            content = "artifact" if number is None else str(number)
            context = contexts.get((page.key, number), "") if number is not None else ""
            yield Seen((("page", str(page.number)), ("content", content)), page.number, spaced(text), context)
    yield from _alts(file)


def _by_content(page: Page) -> dict[int | None, str]:
    """The words of each piece of marked content; all others of the page together, a space between their lines."""
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
    """For each piece of marked content the words of the row, item or paragraph around it."""
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
    """The texts of a deck, slide by slide: what lies behind it, its shapes with tables, charts and alt texts, its notes."""
    for slide in deck.slides:
        here: Address = (("slide", slide.id),)
        for shape in (each for behind in slide.behind for each in behind.walk()):
            yield from _shape((*here, ("part", "behind"), ("shape", shape.number)), slide, shape)
        for shape in slide.walk():
            yield from _shape((*here, ("shape", shape.number)), slide, shape)
        for number, paragraph in enumerate(slide.notes):
            place = (*here, ("part", "notes"), ("paragraph", str(number)))
            yield Seen(place, slide.number, spaced(paragraph.text))


def _shape(here: Address, slide: Slide, shape: Shape) -> Iterator[Seen]:
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
    """What is said of a chart where it names a number of it."""
    if len(text) >= SHORT:
        return ""
    parts = (part for sentence in alt.split("; ") for part in sentence.split(". "))
    return next((part for part in parts if text and text in part), "")


def by_container(seen: Iterable[Seen]) -> Mapping[Address, list[Seen]]:
    """The texts of each shape, page or alt text, in order."""
    found: dict[Address, list[Seen]] = {}
    for each in seen:
        found.setdefault(container(each.address), []).append(each)
    return found


def container(address: Address) -> Address:
    """What a place stands in, so that a number that has moved within it is found again."""
    alone = ("part", "alt") in address
    return tuple(part for part in address if alone or part[0] not in INNER)
