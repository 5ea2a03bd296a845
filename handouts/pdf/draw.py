"""A leaflet's pages written as PDF bytes.

Text goes out in the subset fonts of ReportLab's TTFont, everything else as plain path operators;
each group of shapes is one piece of marked content, of its element or of an artifact.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any, assert_never

from handouts.document import Blank, Document, Link, Sign
from handouts.layout.fonts import drawing_font
from handouts.layout.leaflets import LeafletLook
from handouts.layout.pages import Page, Pages
from handouts.layout.shapes import Curve, Disc, Drawn, Picture, Polygon, Rect, Rule, Shape, TextLine
from handouts.layout.theme import channels
from handouts.layout.typeset import Run
from handouts.pdf.tree import Raw, Tree

# the handle of a quarter circle drawn as a Bezier curve
QUARTER = 0.5523


@dataclass
class _Pen:
    """A page while it is drawn: operators, and the colours and turn of the page's axes."""

    canvas: Any
    look: LeafletLook
    tree: Tree
    code: list[str]

    def y(self, down: float) -> float:
        """PDF's upward y of a place so far down the page."""
        return self.look.height - down

    def colour(self, name: str) -> str:
        """Red, green and blue as PDF numbers."""
        return " ".join(_number(channel / 255, 4) for channel in channels(self.look.theme.colours[name]))


def write_leaflet(document: Document, pages: Pages, look: LeafletLook) -> bytes:
    """The PDF file of a leaflet's pages, the same bytes for the same pages."""
    buffer = BytesIO()
    canvas = _canvas(buffer, document, look)
    tree = Tree()
    names = []
    for page in pages.pages:
        _draw_page(canvas, look, tree, page)
        names.append(f"Page{page.number}")
        _bookmarks(canvas, pages, page)
        canvas.showPage()
    _finish(canvas, tree, names)
    canvas.save()
    return buffer.getvalue()


def _canvas(buffer: BytesIO, document: Document, look: LeafletLook) -> Any:  # noqa: ANN401 - ReportLab has no types
    from reportlab.pdfgen.canvas import Canvas

    body = drawing_font(look.font_files[0])
    canvas = Canvas(
        buffer,
        pagesize=(look.width, look.height),
        pageCompression=1,
        invariant=1,
        initialFontName=body.fontName,
        lang=document.lang,
        pdfVersion=(1, 7),
    )
    canvas._code_preamble = ""  # noqa: SLF001 - its font would be embedded though nothing is set in it
    canvas.setTitle("".join(_words(document)))
    canvas.setSubject(document.subject)
    canvas.setAuthor(document.letterhead.name if document.letterhead else "")
    canvas.setCreator("handouts")
    canvas.setProducer("handouts, ReportLab")
    canvas._doc.info.keywords = document.id  # noqa: SLF001 - setKeywords joins with commas
    _date(canvas._doc, document)  # noqa: SLF001 - the only door to the file's dates
    return canvas


def _words(document: Document) -> Iterator[str]:
    from handouts.document import plain

    yield plain(document.title.text)


def _date(file: Any, document: Document) -> None:  # noqa: ANN401 - ReportLab has no types
    """File dates are the day the content was checked; the file id depends on nothing else."""
    checked = document.checked
    stamp = file._timeStamp  # noqa: SLF001 - the only door to the file's dates
    stamp.YMDhms = (checked.year, checked.month, checked.day, 0, 0, 0)
    stamp.dhh = stamp.dmm = 0
    file.signature = hashlib.md5(usedforsecurity=False)


def _finish(canvas: Any, tree: Tree, names: list[str]) -> None:  # noqa: ANN401
    """The structure tree and what the catalog says of it."""
    file = canvas._doc  # noqa: SLF001 - the catalog has no other door
    catalog = file.Catalog
    catalog.StructTreeRoot = tree.write(file, names)
    catalog.MarkInfo = file.Reference(Raw("<< /Marked true >>"), "MarkInfoObject")
    catalog.ViewerPreferences = file.Reference(Raw("<< /DisplayDocTitle true >>"), "ViewerPreferencesObject")
    for number, page in enumerate(file.Pages.pages):
        page.StructParents = number
        page.Tabs = Raw("/S")
        page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]


def _bookmarks(canvas: Any, pages: Pages, page: Page) -> None:  # noqa: ANN401 - ReportLab has no types
    for key, words, number in pages.headings:
        if number == page.number:
            top = next(box.y for box in page.blocks if box.block == key)
            canvas.bookmarkHorizontal(key, 0, pages.height - top + 8)
            canvas.addOutlineEntry(words, key, 0, closed=True)


# --- pages ----------------------------------------------------------------------------------------


def _draw_page(canvas: Any, look: LeafletLook, tree: Tree, page: Page) -> None:  # noqa: ANN401
    tree.open_page()
    pen = _Pen(canvas, look, tree, [])
    for drawn in page.furniture:
        _draw(pen, drawn)
    for drawn in page.drawn:
        _draw(pen, drawn)
    canvas._code.extend(pen.code)  # noqa: SLF001 - operators that the canvas has no words for


def _draw(pen: _Pen, drawn: Drawn) -> None:
    """Shapes of one element as one piece of marked content."""
    if drawn.path:
        kind, number = pen.tree.mark(drawn.path)
        pen.code.append(f"/{kind} <</MCID {number}>> BDC")
    else:
        pen.code.append("/Artifact BMC")
    for shape in drawn.shapes:
        _shape(pen, shape, drawn.dx, drawn.dy)
    pen.code.append("EMC")


def _shape(pen: _Pen, shape: Shape, dx: float, dy: float) -> None:
    match shape:
        case TextLine():
            _text(pen, shape, dx, dy)
        case Rect():
            box = (shape.x + dx, pen.y(shape.y + dy + shape.height), shape.width, shape.height)
            path = f"{' '.join(map(_number, box))} re"
            _paint(pen, path, shape.fill, shape.stroke, shape.stroke_width, "")
        case Rule():
            line = (shape.x1 + dx, pen.y(shape.y1 + dy), shape.x2 + dx, pen.y(shape.y2 + dy))
            path = "{} {} m {} {} l".format(*map(_number, line))
            _paint(pen, path, None, shape.colour, shape.stroke_width, _dash(shape.dash))
        case Disc():
            path = _circle(shape.x + dx, pen.y(shape.y + dy), shape.radius)
            _paint(pen, path, shape.fill, shape.stroke, shape.stroke_width, "")
        case Polygon():
            points = [f"{_number(x + dx)} {_number(pen.y(y + dy))}" for x, y in shape.points]
            path = f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:])
            ends = "1 J 1 j " if not shape.closed else ""
            path += " h" if shape.closed else ""
            _paint(pen, path, shape.fill, shape.stroke, shape.stroke_width, ends)
        case Curve():
            (a, b, c, d) = [f"{_number(x + dx)} {_number(pen.y(y + dy))}" for x, y in shape.points]
            _paint(pen, f"{a} m {b} {c} {d} c", None, shape.colour, shape.stroke_width, _dash(shape.dash))
        case Picture():
            _picture(pen, shape, dx, dy)
        case _:
            assert_never(shape)


def _paint(pen: _Pen, path: str, fill: str | None, stroke: str | None, width: float, before: str) -> None:
    if fill is None and stroke is None:
        return
    parts = ["q", before.strip()]
    if fill is not None:
        parts.append(f"{pen.colour(fill)} rg")
    if stroke is not None:
        parts.append(f"{pen.colour(stroke)} RG {_number(width)} w")
    parts.append(path)
    parts.append("B" if fill and stroke else "f" if fill else "S")
    parts.append("Q")
    pen.code.append(" ".join(part for part in parts if part))


def _dash(dash: tuple[float, ...]) -> str:
    return f"[{' '.join(map(_number, dash))}] 0 d" if dash else ""


def _circle(x: float, y: float, radius: float) -> str:
    handle = radius * QUARTER
    n = _number
    return (
        f"{n(x + radius)} {n(y)} m "
        f"{n(x + radius)} {n(y + handle)} {n(x + handle)} {n(y + radius)} {n(x)} {n(y + radius)} c "
        f"{n(x - handle)} {n(y + radius)} {n(x - radius)} {n(y + handle)} {n(x - radius)} {n(y)} c "
        f"{n(x - radius)} {n(y - handle)} {n(x - handle)} {n(y - radius)} {n(x)} {n(y - radius)} c "
        f"{n(x + handle)} {n(y - radius)} {n(x + radius)} {n(y - handle)} {n(x + radius)} {n(y)} c h"
    )


def _number(value: float, places: int = 2) -> str:
    text = f"{value:.{places}f}".rstrip("0").rstrip(".")
    return "0" if text in ("-0", "") else text


# --- text -----------------------------------------------------------------------------------------


def _text(pen: _Pen, shape: TextLine, dx: float, dy: float) -> None:
    """A line of text; a space at its end keeps its last word apart from the next line's first."""
    x, base = shape.x + dx, pen.y(shape.y + dy)
    parts = [f"BT {pen.colour(shape.colour)} rg"]
    last = len(shape.line.runs) - 1
    for number, run in enumerate(shape.line.runs):
        if isinstance(run.origin, Blank | Sign):
            continue
        tail = " " if number == last and shape.line.spaced else ""
        parts.append(f"1 0 0 1 {_number(x + run.x)} {_number(base + run.rise)} Tm")
        parts.extend(_shown(pen, run, run.text + tail))
    if len(parts) > 1:
        pen.code.append(" ".join((*parts, "ET")))
    for run in shape.line.runs:
        _inline(pen, run, x, base, shape.colour)


def _shown(pen: _Pen, run: Run, text: str) -> Iterator[str]:
    font = drawing_font(run.face.path)
    file = pen.canvas._doc  # noqa: SLF001 - fonts are subset for this file
    for subset, codes in font.splitString(text, file):
        name = font.getSubsetInternalName(subset, file)
        yield f"{name} {_number(run.size)} Tf <{codes.hex().upper()}> Tj"


def _inline(pen: _Pen, run: Run, x: float, base: float, colour: str) -> None:
    """What an inline draws beside its words: a line to write on, or the area of a link."""
    left, right = x + run.x, x + run.x + run.width
    match run.origin:
        case Blank():
            path = f"{_number(left)} {_number(base - 2)} m {_number(right)} {_number(base - 2)} l"
            _paint(pen, path, None, colour, 0.9, "")
        case Link(url=url):
            pen.canvas.linkURL(url, (left, base - 3, right, base + run.size), relative=0)
        case _:
            return


def _picture(pen: _Pen, shape: Picture, dx: float, dy: float) -> None:
    """A raster picture in sRGB on white."""
    from reportlab.lib.utils import ImageReader

    canvas = pen.canvas
    canvas._code.extend(pen.code)  # noqa: SLF001 - the picture has to stand in this order
    pen.code.clear()
    low = pen.y(shape.y + dy + shape.height)
    reader = ImageReader(_opened(shape.file))
    canvas.drawImage(reader, shape.x + dx, low, shape.width, shape.height)


def _opened(file: str) -> Any:  # noqa: ANN401 - Pillow's image
    from PIL import Image

    with Image.open(Path(file)) as image:
        flat = Image.new("RGB", image.size, (255, 255, 255))
        rgba = image.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
        return flat
