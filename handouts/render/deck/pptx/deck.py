"""Slides written as a PowerPoint file based on the named slide layouts of the master."""

from __future__ import annotations

import uuid
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time
from html import escape
from io import BytesIO
from typing import Any

from pptx import Presentation
from pptx.opc.constants import CONTENT_TYPE as CT
from pptx.opc.constants import RELATIONSHIP_TYPE as RT
from pptx.opc.package import Part
from pptx.opc.packuri import PackURI
from pptx.oxml import parse_xml

from handouts.core.archive import packed_deep
from handouts.core.words import word
from handouts.document.document import Document
from handouts.document.imprint import PREFIX, Imprint
from handouts.document.provenance import deck_letters
from handouts.document.text import plain
from handouts.render.deck.look import DeckLook
from handouts.render.deck.pptx.charts import chart_of
from handouts.render.deck.pptx.notes import TREE, notes_xml
from handouts.render.deck.pptx.parts import parts_of
from handouts.render.deck.pptx.shapes import Canvas, canvas, shape
from handouts.render.deck.pptx.theme import themed_master
from handouts.render.deck.pptx.trace import DeckTrace, properties
from handouts.render.deck.pptx.xml import HEAD, NAMESPACES, DrawingContext, attribute, colour_names
from handouts.render.deck.value import ChartFrame, DeckSlide, PictureFrame, Slides, UnitPlacement, printed
from handouts.render.type.geometry import Bounds

FIRST_SLIDE_ID = 256
SECTIONS = "{521415D9-36F7-43E2-AB2F-B90AF26B5E84}"
P14 = "http://schemas.microsoft.com/office/powerpoint/2010/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
CUSTOM = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"  # the format id of custom properties
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@dataclass(frozen=True, slots=True)
class _Book:
    """A presentation while it is written: python-pptx's package, layout parts by name, and colours."""

    presentation: Any
    layouts: dict[str, Any]
    notes_master: Any
    colours: dict[str, str]
    charts: list[Part]
    pictures: Mapping[str, bytes]
    trace: DeckTrace
    slides: list[Part] = field(default_factory=list)
    notes: list[Part] = field(default_factory=list)


def write_deck(
    slides: Slides,
    document: Document,
    look: DeckLook,
    pictures: Mapping[str, bytes] | None = None,
    imprint: Imprint | None = None,
) -> tuple[bytes, tuple[UnitPlacement, ...]]:
    """Return the file of a deck, and the placement of its text units; `pictures` are PNG or JPEG files by name."""
    book = _book(look, pictures or {}, DeckTrace(document))
    ids = [_add_slide(slide, number, book, look) for number, slide in enumerate(slides.slides, start=1)]
    _list_slides(book, ids)
    _list_sections(book, slides.slides, document)
    _describe(book, document)
    if imprint is not None:
        _imprint(book, imprint)
    _carry(book, document)
    return packed_deep(parts_of(book.presentation)), printed(slides)


def _book(look: DeckLook, pictures: Mapping[str, bytes], trace: DeckTrace) -> _Book:
    presentation = Presentation(BytesIO(themed_master(look)))
    layouts = {layout.name: layout.part for layout in presentation.slide_layouts}
    notes_master = presentation.part.part_related_by(RT.NOTES_MASTER)
    return _Book(presentation, layouts, notes_master, colour_names(look), [], pictures, trace)


# --- slides ---------------------------------------------------------------------------------------


def _add_slide(slide: DeckSlide, number: int, book: _Book, look: DeckLook) -> str:
    """Add a slide with its notes and charts to the package; return its relationship id."""
    context = DrawingContext(book.colours)
    part = _part(f"/ppt/slides/slide{number}.xml", CT.PML_SLIDE, book)
    part.relate_to(book.layouts[slide.layout], RT.SLIDE_LAYOUT)
    charts = {frame.name: _add_chart(frame, part, context, book) for frame in _charts(slide)}
    pictures = dict(_add_picture(frame, number, part, book) for frame in _pictures(slide))
    on = canvas(look.kinds[slide.kind].layout, context, charts, pictures)
    shapes = "".join(shape(frame, on) for frame in slide.frames)
    part.blob = _slide_xml(_linked(shapes, context, part))
    book.slides.append(part)
    _note(slide, FIRST_SLIDE_ID + number - 1, on, book)
    if slide.notes:
        _add_notes(slide, number, part, book)
    return str(book.presentation.part.relate_to(part, RT.SLIDE))


def _note(slide: DeckSlide, number: int, on: Canvas, book: _Book) -> None:
    """Record the numbers of a slide in the trace; those of its charts come from the parts just written."""
    book.trace.slide(number, slide, on.drawn)
    charts = [(frame, each) for frame, each in on.drawn if isinstance(frame, ChartFrame)]
    written = book.charts[len(book.charts) - len(charts) :]
    for (frame, each), part in zip(charts, written, strict=True):
        book.trace.chart(number, each, frame, part.blob)


def _part(name: str, kind: str, book: _Book) -> Part:
    return Part(PackURI(name), kind, book.presentation.part.package)


def _slide_xml(shapes: str) -> bytes:
    text = (
        f"{HEAD}<p:sld {NAMESPACES}><p:cSld><p:spTree>{TREE}{shapes}</p:spTree></p:cSld>"
        "<p:clrMapOvr><a:masterClrMapping/></p:clrMapOvr></p:sld>"
    )
    return text.encode()


def _linked(shapes: str, context: DrawingContext, part: Part) -> str:
    """Return the shapes with the relationship ids of their links."""
    for url, stand_in in context.links.items():
        shapes = shapes.replace(f'"{stand_in}"', f'"{part.relate_to(url, RT.HYPERLINK, is_external=True)}"')
    return shapes


def _charts(slide: DeckSlide) -> Iterator[ChartFrame]:
    return (frame for frame in slide.frames if isinstance(frame, ChartFrame))


def _add_chart(frame: ChartFrame, slide: Part, context: DrawingContext, book: _Book) -> str:
    chart = chart_of(frame, context)
    number = len(book.charts) + 1
    part = _part(f"/ppt/charts/chart{number}.xml", CT.DML_CHART, book)
    sheet = _part(f"/ppt/embeddings/Microsoft_Excel_Sheet{number}.xlsx", XLSX, book)
    part.blob = chart.xml
    sheet.blob = chart.workbook
    part.relate_to(sheet, RT.PACKAGE)
    book.charts.append(part)
    return str(slide.relate_to(part, RT.CHART))


def _pictures(slide: DeckSlide) -> Iterator[PictureFrame]:
    return (frame for frame in slide.frames if isinstance(frame, PictureFrame))


def _add_picture(frame: PictureFrame, number: int, slide: Part, book: _Book) -> tuple[str, tuple[str, Bounds]]:
    """Add a picture to the package; return its frame's name, its relationship id, and its undistorted bounds."""
    from PIL import Image

    content = book.pictures[frame.file]
    with Image.open(BytesIO(content)) as image:
        wide, tall, kind = image.width, image.height, (image.format or "").lower()
    part = _part(f"/ppt/media/{frame.name}{number}.{kind}", f"image/{kind}", book)
    part.blob = content
    scale = min(frame.box.width / wide, frame.box.height / tall)
    x = frame.box.centre.x - wide * scale / 2
    box = Bounds(x, frame.box.centre.y - tall * scale / 2, wide * scale, tall * scale)
    return frame.name, (str(slide.relate_to(part, RT.IMAGE)), box)


def _add_notes(slide: DeckSlide, number: int, part: Part, book: _Book) -> None:
    notes = _part(f"/ppt/notesSlides/notesSlide{number}.xml", CT.PML_NOTES_SLIDE, book)
    notes.relate_to(book.notes_master, RT.NOTES_MASTER)
    notes.relate_to(part, RT.SLIDE)
    part.relate_to(notes, RT.NOTES_SLIDE)
    context = DrawingContext(book.colours)
    text = notes_xml(slide.notes, context).decode()
    notes.blob = _linked(text, context, notes).encode()
    book.notes.append(notes)


# --- presentation ---------------------------------------------------------------------------------


def _list_slides(book: _Book, relations: Sequence[str]) -> None:
    root = book.presentation.element
    listed = root.get_or_add_sldIdLst()
    for number, relation in enumerate(relations):
        xml = f'<p:sldId {NAMESPACES} id="{FIRST_SLIDE_ID + number}" r:id="{relation}"/>'
        listed.append(parse_xml(xml))


def _list_sections(book: _Book, slides: Sequence[DeckSlide], document: Document) -> None:
    """Add named sections, each starting at a section slide, if the deck has several."""
    starts = [number for number, slide in enumerate(slides) if slide.kind == "section" and slide.part == 1]
    if len(starts) < 2:
        return
    bounds = [0, *starts] if starts[0] else starts
    names = [plain(document.title.text)] if starts[0] else []
    names += [plain(slides[start].title.paras[0].text) for start in starts]
    sections = "".join(
        _section(name, start, end, document.id)
        for name, start, end in zip(names, bounds, [*bounds[1:], len(slides)], strict=True)
    )
    ext = f'<p:ext {NAMESPACES} uri="{SECTIONS}"><p14:sectionLst xmlns:p14="{P14}">{sections}</p14:sectionLst></p:ext>'
    book.presentation.element.append(parse_xml(f"<p:extLst {NAMESPACES}>{ext}</p:extLst>"))


def _section(name: str, start: int, end: int, document: str) -> str:
    guid = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{document}/{start}/{name}")).upper()
    ids = "".join(f'<p14:sldId id="{FIRST_SLIDE_ID + number}"/>' for number in range(start, end))
    return f'<p14:section name="{attribute(name)}" id="{{{guid}}}"><p14:sldIdLst>{ids}</p14:sldIdLst></p14:section>'


def _carry(book: _Book, document: Document) -> None:
    """Add the trace of the deck's numbers, with its properties, as a custom XML part."""
    part = _part("/customXml/item1.xml", CT.XML, book)
    book.trace.ledger.letters = deck_letters((each.blob for each in book.slides), (each.blob for each in book.notes))
    part.blob = book.trace.xml()
    about = _part("/customXml/itemProps1.xml", CT.OFC_CUSTOM_XML_PROPERTIES, book)
    about.blob = properties(document)
    part.relate_to(about, RT.CUSTOM_XML_PROPS)
    book.presentation.part.relate_to(part, RT.CUSTOM_XML)


def _describe(book: _Book, document: Document) -> None:
    """Set the properties of the file, from the document only and not from the machine."""
    properties = book.presentation.core_properties
    day = datetime.combine(document.checked, time())
    properties.title = plain(document.title.text)
    properties.subject = document.subject
    properties.language = word("locale", document.lang)
    properties.version = document.version
    properties.created = day
    properties.modified = day
    properties.revision = 1


def _imprint(book: _Book, imprint: Imprint) -> None:
    """Add the imprint as custom properties of the file, which office programs show and keep."""
    part = _part("/docProps/custom.xml", CT.OFC_CUSTOM_PROPERTIES, book)
    part.blob = custom_properties(imprint)
    book.presentation.part.package.relate_to(part, RT.CUSTOM_PROPERTIES)


def custom_properties(imprint: Imprint) -> bytes:
    """Return the custom properties part; property ids start at 2 (ECMA-376-1, 22.3)."""
    entries = "".join(
        f'<property fmtid="{CUSTOM}" pid="{number}" name="{PREFIX}.{name}">'
        f"<vt:lpwstr>{escape(text, quote=False)}</vt:lpwstr></property>"
        for number, (name, text) in enumerate(imprint.facts().items(), start=2)
    )
    return f'{HEAD}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">{entries}</Properties>'.encode()
