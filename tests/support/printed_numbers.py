"""The numbers of finished files as other libraries read them, and as the program tells of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pypdfium2
from pptx import Presentation

from handouts.audit.readers.bounds import Budget
from handouts.audit.trace.files import found_in
from handouts.audit.trace.judged import Found

NUMBER = re.compile(r"\d+(?:[.,]\d+)*|[¼½¾]")
# typed here once more, so that this proof shares nothing with the program: longest first
NAMES = sorted(
    [
        "K1",
        "K2",
        "K3",
        "D2",
        "D3",
        "MK-4",
        "MK-7",
        "MK-8",
        "MK-9",
        "MK-10",
        "MK-12",
        "25(OH)D",
        "Q10",
        "CO2",
        "Ca2+",
        "2-methyl-1,4-naphthoquinone",
        "VKORC1",
        "UBIAD1",
        "CYP2R1",
        "CYP27B1",
        "CYP24A1",
        "TRPV6",
        "JOINT-03",
    ],
    key=len,
    reverse=True,
)


def digits(text: str) -> list[str]:
    """The numbers of a text, read without the program."""
    text = " ".join(text.split()).replace("type 2 diabetes", "")
    for name in NAMES:
        text = re.sub(rf"(?<!\w){re.escape(name)}(?!\w)", " ", text)
    return NUMBER.findall(text)


def numbers_of(found: Iterable[Found]) -> Counter[tuple[int, str]]:
    """The numbers that the program tells of, by page or slide."""
    return Counter((each.seen.leaf, number) for each in found for number in digits(each.value))


def is_chart(found: Found) -> bool:
    return ("part", "chart") in found.seen.address


def is_alt(found: Found) -> bool:
    return ("part", "alt") in found.seen.address


def on_paper(data: bytes) -> Counter[tuple[int, str]]:
    """The numbers that PDFium reads, page by page."""
    pdf = pypdfium2.PdfDocument(data)
    try:
        pages = [page.get_textpage().get_text_range() for page in pdf]
    finally:
        pdf.close()
    return Counter((number, each) for number, text in enumerate(pages, 1) for each in digits(text))


def shapes_of(shapes: Any) -> Iterator[Any]:
    for shape in shapes:
        yield shape
        if shape.shape_type == 6:  # a group
            yield from shapes_of(shape.shapes)


def texts_on_slides(deck: Any) -> Iterator[tuple[int, str]]:
    """Each text that python-pptx reads on slides and in notes, charts left out."""
    for number, slide in enumerate(deck.slides, 1):
        for shape in shapes_of(slide.shapes):
            if shape.has_text_frame:
                yield from ((number, paragraph.text) for paragraph in shape.text_frame.paragraphs)
            if getattr(shape, "has_table", False):
                yield from ((number, cell.text) for row in shape.table.rows for cell in row.cells)
        if slide.has_notes_slide:
            yield number, slide.notes_slide.notes_text_frame.text


@cache
def told_of(file: Path) -> list[Found]:
    """What the program tells of a shipped file, read once."""
    return found_in(file.read_bytes(), Budget())[1]


@cache
def opened(file: Path) -> Any:
    """A shipped deck as python-pptx reads it, read once."""
    return Presentation(str(file))


def on_slides(deck: Any) -> Counter[tuple[int, str]]:
    return Counter((number, each) for number, text in texts_on_slides(deck) for each in digits(text))


def amounts_of(series: Any) -> Iterator[float]:
    """The amounts of a series; of points those across, for how high a row stands is no amount."""
    across = list(series._element.iter("{*}xVal"))
    if not across:
        yield from map(float, series.values)
    for axis in across:
        yield from (float(node.text) for cache in axis.iter("{*}numCache") for node in cache.iter("{*}v"))


def in_charts(deck: Any) -> Iterator[tuple[int, float | str]]:
    """The numbers that python-pptx reads in charts: amounts, and those of names and labels."""
    for number, slide in enumerate(deck.slides, 1):
        for shape in slide.shapes:
            if not shape.has_chart:
                continue
            for plot in shape.chart.plots:
                yield from ((number, each) for name in plot.categories for each in digits(str(name)))
                yield from ((number, amount) for series in plot.series for amount in amounts_of(series))
            words = (node.text or "" for node in shape.chart._chartSpace.iter("{*}t"))
            yield from ((number, each) for text in words for each in digits(text))
