"""Pages and slides in comparable form, from set documents and from finished files."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, assert_never

from handouts.document.text import plain
from handouts.editions.diff.value import Leaf
from handouts.pipeline.press import Paper, Placed, Show
from handouts.render.paper.shapes import (
    Copy,
    Curve,
    Disc,
    Drawn,
    Glyph,
    Picture,
    Polygon,
    Rect,
    Shape,
    StraightLine,
    TextLine,
)

if TYPE_CHECKING:
    from handouts.audit.readers.bounds import Budget
    from handouts.audit.readers.pdf.file import Page as PdfPage
    from handouts.audit.readers.pdf.file import PdfFile
    from handouts.audit.readers.pdf.painted import Shown
    from handouts.audit.readers.pptx.file import PptxShape
    from handouts.render.deck.value import ChartFrame, DeckSlide, Frame
    from handouts.render.paper.pages import PaperPage

CELLS = " · "
# the object of a page, and the number (MCID) of a piece of its marked content
Place = tuple[object, int | None]
# the colours of a theme by name
Colours = Mapping[str, str]

# --- what was set ---------------------------------------------------------------------------------


def leaves_of(placed: Placed) -> tuple[Leaf, ...]:
    """Return the pages or slides of a set document."""
    if isinstance(placed, Paper):
        return tuple(_page(page, placed.look.theme.colours) for page in placed.pages.pages)
    if isinstance(placed, Show):
        return tuple(_slide(slide, placed.look.theme.colours) for slide in placed.slides.slides)
    return ()


def _page(page: PaperPage, colours: Colours) -> Leaf:
    texts: dict[str, list[str]] = {}
    for drawn in page.drawn:
        lines = [shape.line.text for shape in drawn.shapes if isinstance(shape, TextLine)]
        if lines:
            texts.setdefault(drawn.path[-1].key if drawn.path else "", []).extend(lines)
    words = tuple((place, " ".join(lines)) for place, lines in texts.items())
    look, frame = (_digest(_shapes(drawn, colours)) for drawn in (page.drawn, page.furniture))
    return Leaf(str(page.number), words, look, frame)


def _shapes(drawn: Iterable[Drawn], colours: Colours) -> Iterator[object]:
    for each in drawn:
        for shape in each.shapes:
            painted = [colours.get(name or "") for name in _colours_of(shape)]
            yield round(each.dx, 1), round(each.dy, 1), _seen(shape), painted


def _colours_of(shape: Shape) -> tuple[str | None, str | None, str | None]:
    """Return the names of the colours of a shape: of its words or line, its ground and its frame."""
    match shape:
        case TextLine() | StraightLine() | Curve():
            return shape.colour, None, None
        case Rect() | Disc() | Polygon():
            return None, shape.fill, shape.stroke
        case Glyph():
            return None, shape.fill, None
        case Picture() | Copy():
            return None, None, None
        case _:
            assert_never(shape)


def _seen(shape: Shape) -> object:
    """Return what is visible of a shape except its colours; fonts are compared by file name, not by folder."""
    if not isinstance(shape, TextLine):
        return shape
    runs = tuple((run.text, run.face.path.name, run.size, round(run.x, 1), run.rise) for run in shape.line.runs)
    return round(shape.x, 1), round(shape.y, 1), runs


def _slide(slide: DeckSlide, colours: Colours) -> Leaf:
    frames = (slide.title, *slide.content)
    texts = [(frame.name, text) for frame in frames for text in _said(frame)]
    texts += [("notes", plain(para.text)) for para in slide.notes]
    # a source line belongs to the slide; the last frame holds the slide number, whose change does not count
    foot = [(frame.name, para) for frame in slide.foot[:-1] for para in frame.paras]
    texts += [(name, plain(para.text)) for name, para in foot if para.unit]
    said = [plain(para.text) for _, para in foot if not para.unit]
    shown = tuple((name, text) for name, text in texts if text)
    look = _digest([*map(_frame, frames), sorted(colours.items())])
    return Leaf(f"{slide.section}#{slide.part}", shown, look, _digest(said))


def _said(frame: Frame) -> Iterator[str]:
    """Yield the words of a frame; a table row by row."""
    from handouts.render.deck.value import TableFrame, paras

    if isinstance(frame, TableFrame):
        for row in frame.rows:
            yield CELLS.join(" ".join(plain(para.text) for para in cell) for cell in row.cells)
    else:
        yield "\n".join(plain(para.text) for para in paras(frame))


def _frame(frame: Frame) -> object:
    """Return position and look of a frame; its words are compared separately."""
    from handouts.render.deck.value import ChartFrame, Connector, GroupFrame, TextFrame, paras

    group = frame.children if isinstance(frame, GroupFrame) else ()
    inner = tuple((child.name, child.box) for child in group if not isinstance(child, Connector))
    looks = tuple((para.style, para.height, para.marker) for para in paras(frame))
    figure = _amounts(frame) if isinstance(frame, ChartFrame) else ()
    alt = frame.alt if isinstance(frame, GroupFrame) else ""
    ink = frame.ink if isinstance(frame, TextFrame) else None
    return type(frame).__name__, frame.name, frame.box, ink, inner, looks, figure, alt


def _amounts(frame: ChartFrame) -> object:
    return tuple((plain(row.label.text), plain(row.printed.text)) for row in frame.figure.rows)


# --- finished files -------------------------------------------------------------------------------


def leaves_in(data: bytes, budget: Budget) -> tuple[Leaf, ...]:
    """Return the pages or slides of a finished file. Raises UnreadableError."""
    if b"%PDF-" in data[:1024]:
        from handouts.audit.readers.pdf.file import read_pdf

        file = read_pdf(data, budget)
        words, framing = _elements(file)
        return tuple(_paper(page, words.get(page.number, ()), framing) for page in file.pages)
    from handouts.audit.readers.pptx.file import read_deck

    slides = read_deck(data, budget).slides
    return tuple(
        _shown(slide.shapes, [paragraph.text for paragraph in slide.notes], _titled(slide.title())) for slide in slides
    )


def _elements(file: PdfFile) -> tuple[Mapping[int, tuple[tuple[str, str], ...]], frozenset[Place]]:
    """Return the words of each smallest element of a PDF by the page where it starts, and the places of heads and feet.

    On the last page, head and foot are tagged as elements; on all others their words are artifacts.
    """
    from handouts.audit.readers.pdf.tree import ContentItem
    from handouts.audit.verify.structure import texts_of

    texts, running = texts_of(file), _bare("".join(each.text for page in file.pages for each in _outer(page)))
    found: dict[int, list[tuple[str, str]]] = {}
    framing: set[Place] = set()
    for element in file.elements():
        words = " ".join(texts.of(element).split()) if element.kind in _TEXTS else ""
        if words and element.kind == "P" and _bare(words) in running:
            framing.update((each.page, each.number) for each in element.children if isinstance(each, ContentItem))
        elif words:
            found.setdefault(texts.page(element), []).append((_TEXTS[element.kind], words))
    return {page: tuple(each) for page, each in found.items()}, frozenset(framing)


def _outer(page: PdfPage) -> list[Shown]:
    return [each for each in page.painted.texts if each.mark.artifact]


def _bare(text: str) -> str:
    """Return a text without spaces and digits, because the page number differs on each page."""
    return "".join(char for char in text if not char.isspace() and not char.isdigit())


# elements with a text of their own, and their names in a report
_TEXTS = {
    **{f"H{level}": "heading" for level in range(1, 7)},
    "P": "text",
    "Lbl": "label",
    "LBody": "list item",
    "TH": "head of a table",
    "TD": "cell",
    "Caption": "caption",
    "BibEntry": "reference",
}


def _paper(page: PdfPage, texts: tuple[tuple[str, str], ...], framing: frozenset[Place]) -> Leaf:
    outer = [each for each in page.painted.texts if each.mark.artifact or (page.key, each.mark.number) in framing]
    inner = [each for each in page.painted.texts if each not in outer]
    look = [
        (each.text, round(each.area.left), round(each.area.bottom), round(each.size, 1), each.colour) for each in inner
    ]
    fills = [(round(each.area.left), round(each.area.bottom), each.colour) for each in page.painted.fills]
    return Leaf(str(page.number), texts, _digest([look, fills]), _digest("".join(each.text for each in outer)))


def _titled(title: PptxShape | None) -> str:
    return title.text if title is not None else ""


def _shown(shapes: Iterable[PptxShape], notes: list[str], title: str) -> Leaf:
    every = [shape for top in shapes for shape in top.walk()]
    own = [shape for shape in every if shape.placeholder not in _FRAME]
    frame = [shape.text for shape in every if shape.placeholder in _FRAME and shape.placeholder != "sldNum"]
    texts = [(shape.name, text) for shape in own for text in _words(shape)]
    texts += [("notes", text) for text in notes if text]
    look = [(shape.name, shape.kind, shape.box, shape.fill, shape.outline, shape.chart_seen) for shape in own]
    return Leaf(title, tuple(texts), _digest(look), _digest(frame))


_FRAME = frozenset({"ftr", "sldNum", "dt"})


def _words(shape: PptxShape) -> Iterator[str]:
    """Yield a shape's own text, each row of its table, and the words of its chart."""
    if shape.text.strip():
        yield shape.text
    if shape.table is not None:
        yield from (CELLS.join(cell.text for cell in row) for row in shape.table.rows)
    if shape.chart_words:
        yield "; ".join(shape.chart_words)


def _digest(parts: object) -> str:
    text = repr(list(parts) if isinstance(parts, Iterator | map) else parts)
    return hashlib.blake2b(text.encode(), digest_size=12).hexdigest()
