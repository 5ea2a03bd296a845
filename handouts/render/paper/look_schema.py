"""The keys of a layout for paper: `layouts/leaflets`, `dossiers`, `changes`, and the print-outs among `layouts/decks`."""

from __future__ import annotations

from typing import Literal

from handouts.core.schema import (
    TEXT,
    TRUTH,
    FileSchema,
    Shape,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    whole,
)
from handouts.render.type.measures import EXTENT, LENGTH, example_of
from handouts.render.type.styles import style

Print = Literal["usual", "large"]
PRINTS: tuple[Print, ...] = ("usual", "large")
Filling = Literal["even", "any", "flow"]
FILLINGS: tuple[Filling, ...] = ("even", "any", "flow")
Printout = Literal["notes", "takeaway"]
PRINTOUTS: tuple[Printout, ...] = ("notes", "takeaway")


Part = Literal["all", "front"]
PARTS: tuple[Part, ...] = ("all", "front")


class StylesShape(Shape, id="layout.styles"):
    """The type of each kind of text on paper."""

    title = style("the title of the document", "{size: 28, line: 32, bold: true, colour: primary}")
    lead = style("the text below the title", "{size: 15, line: 21}")
    heading = style("the title of a section", "{size: 17, line: 22, bold: true, colour: primary}")
    body = style("running text", "{size: 12.5, line: 17.5}")
    box = style("the title of a box", "{size: 15, line: 20, bold: true}")
    card = style("the title of a card", "{size: 12.5, line: 17.5, bold: true, colour: primary}")
    label = style("labels of fields and figures", "{size: 12, line: 16, colour: quiet}")
    cell = style("the cells of a table", "{size: 12, line: 16}")
    head = style("the head of a table", "{size: 12, line: 16, bold: true, colour: quiet}")
    group = style("the title of a group of a table", "{size: 12, line: 16, bold: true}")
    phone = style("the phones in the head of a page", "{size: 12, line: 16}")
    clinic = style("the clinic's name in the head of a page", "{size: 12, line: 16, bold: true, colour: primary}")
    badge = style("the draft state in the head of a page", "{size: 12, line: 16, bold: true, colour: warning}")
    page = style("the page number", "{size: 12, line: 16, bold: true}")
    question = style("a question", "{size: 12.5, line: 17.5, bold: true, colour: primary}")
    caption = style("the caption of a table or figure", "{size: 12, line: 16, bold: true}")
    footer = style("the foot of a page", "{size: 9, line: 11.5, colour: quiet}")
    source = style("the list of sources", "{size: 9, line: 11.5}")


class SpaceShape(Shape, id="layout.space"):
    """Distances on a page in pt."""

    section = needed(LENGTH, "before a heading; may grow", "13")
    block = needed(LENGTH, "between blocks; may grow", "7")
    after_heading = needed(LENGTH, "after a heading", "4", "after-heading")
    inset = needed(LENGTH, "from a frame to its text", "10")
    row = needed(LENGTH, "above and below the text of a row of a table", "2.5")
    item = needed(LENGTH, "between the items of a list", "2")
    column = needed(LENGTH, "between columns", "16")
    grow = needed(LENGTH, "the most that one gap may grow", "22")


class PageShape(Shape, id="layout.page"):
    """The size of a page in mm."""

    width = needed(EXTENT, "the width in mm", "210")
    height = needed(EXTENT, "the height in mm", "297")


class MarginsShape(Shape, id="layout.margins"):
    """The margins of a page in mm; printers need 8 mm."""

    top = needed(LENGTH, "the upper margin in mm", "11")
    bottom = needed(LENGTH, "the lower margin in mm", "11")
    start = needed(LENGTH, "the margin at the start of a line in mm", "15")
    end = needed(LENGTH, "the margin at the end of a line in mm", "15")


class PicturedShape(Shape, id="layout.pictured"):
    """The layouts whose pages a dossier or comparison shows."""

    leaflet = needed(TEXT, "a layout of layouts/leaflets", "a4")
    deck = needed(TEXT, "a layout of layouts/decks", "a4-notes")


class PaperShape(Shape, id="layout.paper"):
    """The look of a document on paper."""

    format = needed(one_of(("pdf",)), "the kind of file", "pdf")
    default = needed(TRUTH, "whether a build without --layout makes it", "true")
    theme = needed(TEXT, "a theme of layouts/themes", "clear")
    fonts = needed(TEXT, "a font family of the theme", "paper")
    print = otherwise(
        one_of(PRINTS), "usual", "the print; large has no type below 12 pt, usual none below 9 pt", "large"
    )
    part = otherwise(
        one_of(PARTS), "all", "what of a leaflet is printed; front is what page 1 holds, on one sheet", "front"
    )
    pages = needed(one_of(FILLINGS), "how pages are filled: evenly, or one after the other", "even")
    page = needed(one(PageShape), "the size of a page in mm", "{width: 210, height: 297}")
    margins = needed(one(MarginsShape), "the margins in mm", "{top: 11, bottom: 11, start: 15, end: 15}")
    measure = needed(LENGTH, "the longest line of running text in pt", "400")
    rail = needed(LENGTH, "the column of questions and labels in pt", "116")
    columns = needed(whole(1, 12), "the most columns in which cards, lists and fields stand", "3")
    styles = needed(one(StylesShape), "the type of each kind of text", example_of(StylesShape))
    space = needed(one(SpaceShape), "distances in pt", example_of(SpaceShape))
    field_height = needed(LENGTH, "the height of a box to write in, in pt", "44", "field-height")
    write_line = needed(LENGTH, "the distance between lines to write on, in pt", "26", "write-line")
    qr = needed(LENGTH, "the width of the QR code in mm, with its quiet zone", "27")
    shows = optional(one_of(PRINTOUTS), "the part of a deck that a print-out shows", "notes")
    pictured = optional(one(PicturedShape), "the layouts whose pages a dossier shows", "{leaflet: a4, deck: a4-notes}")
    picture_height = otherwise(LENGTH, 0.0, "the height of these pictures in pt", "330", "picture-height")


PAPER_LAYOUTS = FileSchema("layouts/leaflets/*.yaml", "a layout for leaflets, by the name of its file", one(PaperShape))
