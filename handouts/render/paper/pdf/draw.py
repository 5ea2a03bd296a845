"""A leaflet's pages written as PDF bytes.

Text uses the subset fonts of ReportLab's TTFont, everything else plain path operators. Each group of shapes is one
piece of marked content, of its element or of an artifact.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from itertools import groupby
from typing import Any, assert_never
from urllib.parse import quote

from handouts.core.colour import channels
from handouts.core.words import word
from handouts.document.document import Document
from handouts.document.imprint import Imprint
from handouts.document.provenance import Harmless
from handouts.document.text import SIGN_WORDS, Blank, Contact, Link, Sign, plain
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.pages import Pages, PaperPage
from handouts.render.paper.pdf.bounds import around, bounds
from handouts.render.paper.pdf.copies import name_of
from handouts.render.paper.pdf.mend import mend
from handouts.render.paper.pdf.metadata import carry, claim, describe
from handouts.render.paper.pdf.trace import PaperTrace, paper_trace
from handouts.render.paper.pdf.tree import Raw, StructElement, StructTree, UnfitError, number_of, text_string
from handouts.render.paper.setting import level_dots, struck_circle, tick
from handouts.render.paper.shapes import (
    ArtifactKind,
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
    Tag,
    TextLine,
)
from handouts.render.paper.shapes import Path as TagPath
from handouts.render.type.addresses import address_of
from handouts.render.type.fonts import drawing_font
from handouts.render.type.lines import TypesetLine, TypesetRun
from handouts.render.type.outlines import Cubic, Line, Move, Step, spots_of

FURNITURE: Harmless = "furniture"
# the length of a handle when a Bezier curve draws a quarter circle of radius 1
QUARTER = 0.5523
# how far the top of a letter in italics leans to the right, as a share of its height: 12 degrees, as in Arial Italic
SLANT = 0.21
# characters that a web address may contain unescaped
ADDRESS = "%/:=&?~#+!$,;'@()*[]-._"
PATH_OPERATORS: dict[type[Step], str] = {Move: "m", Line: "l", Cubic: "c"}
ARTIFACTS: dict[ArtifactKind, str] = {
    "": "/Artifact BMC",
    "Header": "/Artifact<</Type/Pagination/Subtype/Header/Attached[/Top]>> BDC",
    "Footer": "/Artifact<</Type/Pagination/Subtype/Footer/Attached[/Bottom]>> BDC",
    "Repeated": "/Artifact<</Type/Pagination>> BDC",
}


@dataclass
class _PageWriter:
    """The state of drawing: the operators of a page, and the marked content that is open.

    `runs` numbers the links, signs and blank lines in texts, so that a link over two lines stays one element.
    """

    canvas: Any
    look: LeafletLook
    tree: StructTree
    lang: str
    trace: PaperTrace
    code: list[str] = field(default_factory=list)
    path: TagPath = ()
    artifact: ArtifactKind = ""
    marked: str | None = None
    number: int | None = None
    runs: dict[tuple[str, int], str] = field(default_factory=dict)
    faults: list[str] = field(default_factory=list)
    colours: dict[str, str] = field(default_factory=dict)

    def y(self, down: float) -> float:
        """Return the upward y of PDF for a distance from the top of the page."""
        return self.look.height - down

    def colour(self, name: str) -> str:
        """Return red, green and blue as PDF numbers."""
        found = self.colours.get(name)
        if found is None:
            parts = (_number(channel / 255, 4) for channel in channels(self.look.theme.colours[name]))
            found = self.colours[name] = " ".join(parts)
        return found

    def enter(self, path: TagPath, artifact: ArtifactKind = "") -> None:
        """Assign what is drawn next to an element, or to an artifact of this kind."""
        self.path, self.artifact = path, artifact

    def put(self, operators: str) -> None:
        """Append operators inside the marked content of the entered element."""
        self.open()
        self.code.append(operators)

    def open(self) -> None:
        """Begin the marked content of the entered element, unless it is already open."""
        path = self.path
        name = f"{path[-1].kind} {path[-1].key}" if path else self.artifact
        if self.marked == name:
            return
        self.leave()
        self.marked = name
        if path:
            self.number = self.tree.mark(self.tree.element(path))
            self.code.append(f"/{path[-1].kind}<</MCID {self.number}>> BDC")
        else:
            self.number = None
            self.code.append(ARTIFACTS[self.artifact])

    def leave(self) -> None:
        """End the marked content that is open."""
        if self.marked is not None:
            self.code.append("EMC")
        self.marked = None


def write_leaflet(document: Document, pages: Pages, look: LeafletLook, imprint: Imprint | None = None) -> bytes:
    """Return the PDF file of a leaflet's pages; the same pages give the same bytes. Raises UnfitError."""
    mend()
    buffer = BytesIO()
    canvas = _canvas(buffer, document, look)
    writer = _PageWriter(
        canvas, look, StructTree(document.lang, len(pages.pages)), document.lang, paper_trace(document)
    )
    for page in pages.pages:
        _draw_page(writer, page)
        _bookmarks(canvas, pages, page)
        canvas.showPage()
    _finish(canvas, document, writer.tree, look, imprint)
    carry(canvas._doc, document, writer.trace.xml(writer.tree))  # noqa: SLF001 - the only access to the catalog
    faults = [*writer.faults, *writer.tree.check(), *_own_fonts(canvas._doc)]  # noqa: SLF001
    if faults:
        raise UnfitError("; ".join(dict.fromkeys(faults)))
    canvas.save()
    return _packed(buffer)


def _packed(written: BytesIO) -> bytes:
    """Return the file with its small objects in compressed streams, as PDF/A-2 allows; the same in, the same out."""
    import pikepdf

    out = BytesIO()
    with pikepdf.open(written) as file:
        streams = pikepdf.ObjectStreamMode.generate
        file.save(out, object_stream_mode=streams, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _canvas(buffer: BytesIO, document: Document, look: LeafletLook) -> Any:
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
        enforceColorSpace="rgb",
    )
    canvas._code_preamble = ""  # noqa: SLF001 - its font would be embedded though nothing is set in it
    describe(canvas, document)
    return canvas


def _own_fonts(file: Any) -> Iterator[str]:
    """Yield the standard fonts that a file uses without embedding them, which PDF/A forbids."""
    from reportlab.pdfbase.pdfmetrics import standardFonts

    yield from (f"the font {name} is not embedded" for name in sorted(set(standardFonts) & set(file.fontMapping)))


def _finish(canvas: Any, document: Document, tree: StructTree, look: LeafletLook, imprint: Imprint | None) -> None:
    """Write the structure tree, and the references to it in the catalog and pages."""
    file = canvas._doc  # noqa: SLF001 - the only access to the catalog
    file.Catalog.StructTreeRoot = tree.write(file)
    claim(file, document, look, tree.page_count, imprint)
    for number, page in enumerate(file.Pages.pages):
        page.StructParents = number
        page.Tabs = Raw("/S")
        page.Trans = None
        page.__NoDefault__ = [*type(page).__NoDefault__, "StructParents", "Tabs"]


def _bookmarks(canvas: Any, pages: Pages, page: PaperPage) -> None:
    for mark in pages.bookmarks:
        if mark.page == page.number:
            canvas.bookmarkHorizontal(mark.key, 0, pages.height - mark.y + 8)
            canvas.addOutlineEntry(mark.words, mark.key, mark.level, closed=True)


# --- pages ----------------------------------------------------------------------------------------


def _draw_page(writer: _PageWriter, page: PaperPage) -> None:
    writer.tree.open_page()
    still = [drawn for drawn in page.furniture if not drawn.path]
    said = [drawn for drawn in page.furniture if drawn.path]
    for group, kind in ((still, FURNITURE), (page.drawn, None), (said, FURNITURE)):
        writer.trace.still = kind
        for drawn in group:
            _draw(writer, drawn)
    writer.leave()
    writer.canvas._code.extend(writer.code)  # noqa: SLF001 - operators without a canvas method
    writer.code.clear()


def _draw(writer: _PageWriter, drawn: Drawn) -> None:
    """Draw shapes of one element inside its marked content; an element without shapes only enters the tree."""
    writer.enter(drawn.path, drawn.artifact)
    if drawn.path and not drawn.shapes:
        writer.tree.element(drawn.path)
    for paint, shapes in groupby(drawn.shapes, _paint_of):
        if paint is None:
            for shape in shapes:
                _shape(writer, shape, drawn.dx, drawn.dy)
        else:
            _paint(writer, " ".join(_corners(writer, shape, drawn.dx, drawn.dy) for shape in shapes), *paint, "")
    if drawn.path and drawn.path[-1].kind == "Figure":
        element = writer.tree.element(drawn.path)
        element.box = around(element.box, bounds(drawn, writer.look.height))


def _paint_of(shape: Shape) -> tuple[str | None, str | None, float] | None:
    """Return how a rectangle is painted; consecutive ones painted alike form one path, as in an icon array."""
    return (shape.fill, shape.stroke, shape.stroke_width) if isinstance(shape, Rect) else None


def _corners(writer: _PageWriter, shape: Shape, dx: float, dy: float) -> str:
    """Return the path of a rectangle."""
    if not isinstance(shape, Rect):
        raise TypeError(type(shape).__name__)
    box = (shape.x + dx, writer.y(shape.y + dy + shape.height), shape.width, shape.height)
    return f"{' '.join(map(_number, box))} re"


def _shape(writer: _PageWriter, shape: Shape, dx: float, dy: float) -> None:
    match shape:
        case TextLine():
            _text(writer, shape, dx, dy)
        case Rect():
            _paint(writer, _corners(writer, shape, dx, dy), shape.fill, shape.stroke, shape.stroke_width, "")
        case StraightLine():
            line = (shape.x1 + dx, writer.y(shape.y1 + dy), shape.x2 + dx, writer.y(shape.y2 + dy))
            path = "{} {} m {} {} l".format(*map(_number, line))
            _paint(writer, path, None, shape.colour, shape.stroke_width, _dash(shape.dash))
        case Disc():
            path = _circle(shape.x + dx, writer.y(shape.y + dy), shape.radius)
            _paint(writer, path, shape.fill, shape.stroke, shape.stroke_width, "")
        case Polygon():
            points = [f"{_number(x + dx)} {_number(writer.y(y + dy))}" for x, y in shape.points]
            path = f"{points[0]} m " + " ".join(f"{point} l" for point in points[1:])
            ends = "1 J 1 j " if not shape.closed else ""
            path += " h" if shape.closed else ""
            _paint(writer, path, shape.fill, shape.stroke, shape.stroke_width, ends)
        case Curve():
            (a, b, c, d) = [f"{_number(x + dx)} {_number(writer.y(y + dy))}" for x, y in shape.points]
            _paint(writer, f"{a} m {b} {c} {d} c", None, shape.colour, shape.stroke_width, _dash(shape.dash))
        case Glyph():
            _glyph(writer, shape, dx, dy)
        case Picture():
            _picture(writer, shape, dx, dy)
        case Copy():
            place = (shape.width, 0, 0, shape.height, shape.x + dx, writer.y(shape.y + dy + shape.height))
            writer.put(f"q {' '.join(map(_number, place))} cm /{name_of(shape)} Do Q")
        case _:
            assert_never(shape)


def _glyph(writer: _PageWriter, shape: Glyph, dx: float, dy: float) -> None:
    """Fill an outline; each of its parts is closed by the fill."""
    parts = []
    for step in shape.outline.steps:
        spots = (f"{_number(shape.x + dx + x)} {_number(writer.y(shape.y + dy + y))}" for x, y in spots_of(step))
        parts.append(f"{' '.join(spots)} {PATH_OPERATORS[type(step)]}")
    fill = "f*" if shape.outline.fill == "even-odd" else "f"
    writer.put(f"q {writer.colour(shape.fill)} rg {' '.join(parts)} {fill} Q")


def _paint(writer: _PageWriter, path: str, fill: str | None, stroke: str | None, width: float, before: str) -> None:
    if fill is None and stroke is None:
        return
    parts = ["q", before.strip()]
    if fill is not None:
        parts.append(f"{writer.colour(fill)} rg")
    if stroke is not None:
        parts.append(f"{writer.colour(stroke)} RG {_number(width)} w")
    parts.append(path)
    parts.append("B" if fill and stroke else "f" if fill else "S")
    parts.append("Q")
    writer.put(" ".join(part for part in parts if part))


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


def _text(writer: _PageWriter, shape: TextLine, dx: float, dy: float) -> None:
    """Draw a line of text; a space at its end separates its last word from the next line's first."""
    x, base = shape.x + dx, writer.y(shape.y + dy)
    outer = writer.path
    if not outer and not writer.artifact:
        writer.faults.append(f"{shape.line.text[:40]!r} stands outside of every element")
    words: list[str] = []
    for number, run in enumerate(shape.line.runs):
        last = number == len(shape.line.runs) - 1
        after = None if last else shape.line.runs[number + 1]
        if isinstance(run.origin, Blank | Sign) or (outer and _target(run) is not None):
            _flush(writer, words, outer, shape.colour)
            _inline(writer, run, outer, x, base, shape.colour, tail=_gap(run, after, shape.line.spaced))
            continue
        tail = " " if last and shape.line.spaced else ""
        writer.trace.show(run, run.text + tail, shape.line, outer)
        words.append(_placed(run, x + run.x, base + run.rise))
        words.extend(_shown(writer, run, run.text + tail))
    _flush(writer, words, outer, shape.colour)
    writer.enter(outer, writer.artifact)


def _flush(writer: _PageWriter, words: list[str], path: TagPath, colour: str) -> None:
    """Show collected words inside their element."""
    if words:
        writer.enter(path, writer.artifact)
        writer.put(" ".join((f"BT {writer.colour(colour)} rg", *words, "ET")))
        writer.trace.stand(len(writer.tree.pages), writer.number)
        words.clear()


def _gap(run: TypesetRun, after: TypesetRun | None, spaced: bool) -> str:
    """Return the space after a run, where the run itself has to contain it."""
    if after is None:
        return " " if spaced else ""
    return " " if not run.text and after.x - run.x - run.width > 0.1 else ""


def _placed(run: TypesetRun, x: float, y: float) -> str:
    """Return the operator that puts a run in its place; one in italics is slanted, since themes name no italic font."""
    return f"1 0 {SLANT if run.italic else 0} 1 {_number(x)} {_number(y)} Tm"


def _shown(writer: _PageWriter, run: TypesetRun, text: str) -> Iterator[str]:
    font = drawing_font(run.face.path)
    file = writer.canvas._doc  # noqa: SLF001 - fonts are subset for this file
    for subset, codes in font.splitString(text, file):
        if 0 in codes:
            writer.faults.append(f"the font has no glyph for a character of {run.text[:40]!r}")
        name = font.getSubsetInternalName(subset, file)
        yield f"{name} {_number(run.size)} Tf <{codes.hex().upper()}> Tj"


# --- inside a text --------------------------------------------------------------------------------


def _inline(
    writer: _PageWriter, run: TypesetRun, outer: TagPath, x: float, base: float, colour: str, *, tail: str
) -> None:
    """Draw a link, a line to write on or a sign, as an element inside the text's element."""
    left, right = x + run.x, x + run.x + run.width
    if outer:
        writer.enter((*outer, _inline_tag(writer, run, outer[-1].key, tail)))
    match run.origin:
        case Link() | Contact():
            writer.trace.show(run, run.text + tail, TypesetLine((run,), run.width), outer)
            words = [_placed(run, left, base + run.rise), *_shown(writer, run, run.text + tail)]
            _flush(writer, words, writer.path, colour)
            box = (left, base - 3, right, base + run.size)
            target = _target(run) or run.text
            _link(writer, writer.tree.element(writer.path), _leads(plain((run.origin,)), target), target, box)
        case Blank():
            path = f"{_number(left)} {_number(base - 2)} m {_number(right)} {_number(base - 2)} l"
            _paint(writer, path, None, colour, 0.9, "")
        case Sign(kind):
            for shape in _sign(kind, left, run.size, colour):
                _shape(writer, shape, 0.0, writer.y(base) - run.size * 0.72)
        case _:
            return


def _target(run: TypesetRun) -> str | None:
    """Return the address that a run leads to: that of a link, or what opens a clinic's phone, mail or web address."""
    match run.origin:
        case Link(_, url):
            return url
        case Contact(_, words):
            return address_of(words)
        case _:
            return None


def _inline_tag(writer: _PageWriter, run: TypesetRun, key: str, tail: str) -> Tag:
    """Return the element of a run; all parts of one link share it."""
    name = writer.runs.setdefault((key, id(run.origin)), f"{key}#run-{len(writer.runs)}")
    match run.origin:
        case Blank():
            return Tag("Span", name, actual=word("blank-line", writer.lang) + tail)
        case Sign(kind):
            return Tag("Span", name, actual=word(SIGN_WORDS[kind], writer.lang) + tail)
        case _:
            return Tag("Link", name)


def _sign(kind: str, x: float, size: float, colour: str) -> Iterator[Shape]:
    """Yield the shapes of a sign, as high as capitals."""
    high = size * 0.72
    match kind:
        case "level-1" | "level-2" | "level-3":
            yield from level_dots(int(kind[-1]), x, 0, high, colour)
        case "tick":
            yield tick(x, 0, high, colour)
        case "struck":
            yield from struck_circle(x, 0, high, colour)
        case "box":
            yield Rect(x, 0, high, high, None, colour, 0.9)
        case _:
            yield StraightLine(x, high / 2, x + size * 1.2, high / 2, colour, 1.0)
            points = ((x + size * 0.9, high * 0.2), (x + size * 1.2, high / 2), (x + size * 0.9, high * 0.8))
            yield Polygon(points, None, colour, 1.0, closed=False)


def _leads(words: str, target: str) -> str:
    """Return what a link says of itself: its words, and where they do not say it, where it leads."""
    return words if target.startswith(("tel:", "mailto:")) else f"{words} ({target})"


def _link(
    writer: _PageWriter, element: StructElement, says: str, url: str, box: tuple[float, float, float, float]
) -> None:
    """Add the annotation of a link, which refers to its element and states its target."""
    canvas = writer.canvas
    number = writer.tree.annotate(element)
    area = " ".join(map(_number, box))
    address = text_string(quote(url, safe=ADDRESS))
    note = (
        f"<</Type/Annot/Subtype/Link/Rect[{area}]/Border[0 0 0]/F 4/Contents {text_string(says)}"
        f"/StructParent {number}/A<</S/URI/URI {address}>>>>"
    )
    canvas._addAnnotation(Raw(note), f"Link{number}")  # noqa: SLF001 - its own links cannot refer to their element
    writer.tree.annotated_by(element, number_of(canvas._doc, f"Annot.Link{number}"))  # noqa: SLF001


# --- pictures -------------------------------------------------------------------------------------


def _picture(writer: _PageWriter, shape: Picture, dx: float, dy: float) -> None:
    """Draw a raster picture in sRGB on white."""
    from reportlab.lib.utils import ImageReader

    canvas = writer.canvas
    writer.open()
    canvas._code.extend(writer.code)  # noqa: SLF001 - the picture must keep its place in painting order
    writer.code.clear()
    low = writer.y(shape.y + dy + shape.height)
    reader = ImageReader(_opened(shape.data))
    canvas.drawImage(reader, shape.x + dx, low, shape.width, shape.height)


def _opened(data: bytes) -> Any:
    from PIL import Image

    with Image.open(BytesIO(data)) as image:
        flat = Image.new("RGB", image.size, (255, 255, 255))
        rgba = image.convert("RGBA")
        flat.paste(rgba, mask=rgba.getchannel("A"))
        return flat
