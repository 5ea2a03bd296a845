"""A deck as a plain python-pptx script would draw it: the same text, tables, charts and notes, and no more.

What is drawn is taken from our own slides beforehand, as plain lists, so that the script only draws. It sets no
language and no alt text, draws no arrows, and leaves its file as python-pptx packs it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO

from pptx import Presentation
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.enum.shapes import MSO_SHAPE
from pptx.util import Pt

from handouts.document.text import Text, Words, inlines, plain
from handouts.document.text import Value as PrintedValue
from handouts.render.deck.look import DeckLook
from handouts.render.deck.value import ChartFrame, DeckSlide, GroupFrame, Para, Slides, TableFrame, TextFrame
from handouts.render.type.geometry import Bounds

Runs = tuple[tuple[str, bool], ...]


@dataclass(frozen=True)
class Piece:
    """What stands in one place of a slide."""

    kind: str
    box: Bounds
    paragraphs: tuple[tuple[Runs, float], ...] = ()
    placeholder: int | None = None
    rows: tuple[tuple[tuple[tuple[Runs, float], ...], ...], ...] = ()
    widths: tuple[float, ...] = ()
    categories: tuple[str, ...] = ()
    series: tuple[float, ...] = ()


@dataclass(frozen=True)
class Page:
    """A slide to draw."""

    layout: str
    pieces: tuple[Piece, ...]
    notes: tuple[Runs, ...]


def pages(slides: Slides, look: DeckLook) -> tuple[Page, ...]:
    numbers = {
        layout.name: {shape.name: shape.placeholder_format.idx for shape in layout.placeholders}
        for layout in Presentation(BytesIO(look.master.content)).slide_layouts
    }
    return tuple(
        Page(
            slide.layout,
            tuple(_pieces(slide, numbers[slide.layout])),
            tuple(_runs(para.text) for para in slide.notes),
        )
        for slide in slides.slides
    )


def draw(deck: tuple[Page, ...], look: DeckLook) -> bytes:
    """The part that is timed."""
    book = Presentation(BytesIO(look.master.content))
    layouts = {layout.name: layout for layout in book.slide_layouts}
    for page in deck:
        slide = book.slides.add_slide(layouts[page.layout])
        places = {shape.placeholder_format.idx: shape for shape in slide.placeholders}
        for piece in page.pieces:
            _draw(slide, places, piece)
        if page.notes:
            frame = slide.notes_slide.notes_text_frame
            for number, runs in enumerate(page.notes):
                _write(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), runs, None)
    file = BytesIO()
    book.save(file)
    return file.getvalue()


# --- what is drawn --------------------------------------------------------------------------------


def _pieces(slide: DeckSlide, numbers: Mapping[str, int]) -> Iterator[Piece]:
    for frame in slide.frames:
        match frame:
            case TextFrame():
                yield Piece("text", frame.box, _paragraphs(frame.paras), numbers.get(frame.placeholder))
            case TableFrame():
                rows = tuple(tuple(_paragraphs(cell) for cell in row.cells) for row in frame.rows)
                yield Piece("table", frame.box, rows=rows, widths=frame.widths)
            case ChartFrame():
                rows = frame.figure.rows
                series = tuple(float(getattr(row, "estimate", getattr(row, "amount", 0))) for row in rows)
                yield Piece("chart", frame.box, categories=tuple(plain(row.label.text) for row in rows), series=series)
            case GroupFrame():
                for child in frame.children:
                    if isinstance(child, TextFrame):
                        yield Piece("shape", child.box, _paragraphs(child.paras))


def _paragraphs(paras: tuple[Para, ...]) -> tuple[tuple[Runs, float], ...]:
    return tuple((_runs(para.text), para.style.size) for para in paras)


def _runs(text: Text) -> Runs:
    strong = {id(inner) for inline in text if type(inline).__name__ == "Strong" for inner in inlines((inline,))}
    words = (inline for inline in inlines(text) if isinstance(inline, Words | PrintedValue))
    return tuple((inline.text, id(inline) in strong) for inline in words)


# --- drawing --------------------------------------------------------------------------------------


def _draw(slide, places, piece: Piece) -> None:
    room = (Pt(piece.box.x), Pt(piece.box.y), Pt(piece.box.width), Pt(piece.box.height))
    if piece.kind == "table":
        table = slide.shapes.add_table(len(piece.rows), len(piece.widths), *room).table
        for column, width in zip(table.columns, piece.widths, strict=True):
            column.width = Pt(width)
        for row, cells in enumerate(piece.rows):
            for column, paragraphs in enumerate(cells):
                _fill(table.cell(row, column).text_frame, paragraphs, sized=True)
    elif piece.kind == "chart":
        data = CategoryChartData()
        data.categories = piece.categories
        data.add_series("Estimate", piece.series)
        slide.shapes.add_chart(XL_CHART_TYPE.BAR_CLUSTERED, *room, data)
    elif piece.kind == "shape":
        _fill(slide.shapes.add_shape(MSO_SHAPE.RECTANGLE, *room).text_frame, piece.paragraphs, sized=True)
    elif piece.placeholder in places:
        _fill(places[piece.placeholder].text_frame, piece.paragraphs, sized=False)
    else:
        _fill(slide.shapes.add_textbox(*room).text_frame, piece.paragraphs, sized=True)


def _fill(frame, paragraphs, *, sized: bool) -> None:
    for number, (runs, size) in enumerate(paragraphs):
        _write(frame.paragraphs[0] if number == 0 else frame.add_paragraph(), runs, size if sized else None)


def _write(paragraph, runs: Runs, size: float | None) -> None:
    for text, bold in runs:
        run = paragraph.add_run()
        run.text = text
        if bold:
            run.font.bold = True
        if size is not None:
            run.font.size = Pt(size)
