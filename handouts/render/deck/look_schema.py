"""The keys of a layout for slides: `layouts/decks`."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

from handouts.core.schema import (
    TEXT,
    TRUTH,
    Entry,
    FileSchema,
    Key,
    Shape,
    needed,
    one,
    one_of,
    optional,
    otherwise,
    whole,
)
from handouts.render.type.measures import EXTENT, LENGTH, between, example_of
from handouts.render.type.styles import style

SkinName = Literal["plain", "primary", "good", "warning", "danger", "quiet", "solid"]
SKINS: tuple[SkinName, ...] = ("plain", "primary", "good", "warning", "danger", "quiet", "solid")
Says = Literal["part", "case", "question", "answer"]
# what a layout may show above the title of a slide
SAYS: tuple[Says, ...] = ("part", "case", "question", "answer")
EYEBROW_WORDS: Mapping[str, str] = {"part": "part", "case": "case", "question": "question", "answer": "answer"}
Flow = Literal["fixed", "after-title", "middle"]
FLOWS: tuple[Flow, ...] = ("fixed", "after-title", "middle")
Dash = Literal["solid", "dash", "sysDot"]
DASHES: tuple[Dash, ...] = ("solid", "dash", "sysDot")
SHARE = between(0.1, 1)
# without a strip, colour alone would tell one card from another
STRIP = between(1, 200)
SKIN = one_of(SKINS)


def _colour(says: str, example: str, name: str = "") -> Key[str]:
    return needed(TEXT, f"a colour of the theme: {says}", example, name)


def _placeholder(says: str, example: str) -> Key[str]:
    return needed(TEXT, f"the name in the master of {says}", example)


class TypesShape(Shape, id="layout.deck.styles"):
    """The type of each kind of text on slides."""

    cover = style("the title of the title slide", "{size: 42, line: 50, bold: true, colour: paper}")
    part = style("the title of a section slide", "{size: 36, line: 44, bold: true, colour: primary}")
    title = style("the title of a slide", "{size: 28, line: 34, bold: true, colour: primary}")
    case_title = style("the title of a case", "{size: 28, line: 36, bold: true, colour: paper}", "case-title")
    lead = style("the text below the title of a section", "{size: 20, line: 28}")
    lead_dark = style("the same on a dark ground", "{size: 20, line: 28, colour: paper}", "lead-dark")
    wide = style("bullets that have the slide for themselves", "{size: 22, line: 30}")
    statement = style("one statement", "{size: 24, line: 33}")
    body = style("text", "{size: 18, line: 24}")
    column_head = style(
        "the title of a card or column", "{size: 18, line: 24, bold: true, colour: primary}", "column-head"
    )
    cell = style("the cells of a table", "{size: 18, line: 22}")
    head = style("the head of a table", "{size: 18, line: 22, bold: true, colour: quiet}")
    row_head = style("the first cell of a row", "{size: 18, line: 22, bold: true}", "row-head")
    caption = style("the caption of a table or figure", "{size: 18, line: 24, colour: quiet}")
    node = style("the boxes of a diagram", "{size: 18, line: 22, bold: true}")
    detail = style("the second line of such a box", "{size: 18, line: 22}")
    edge = style("the words on an arrow", "{size: 18, line: 22, bold: true, colour: quiet}")
    label = style("the labels of a figure", "{size: 18, line: 22, bold: true}")
    mark = style("the marks of a scale", "{size: 18, line: 22, colour: quiet}")
    eyebrow = style("the word above a title", "{size: 18, line: 22, bold: true, colour: quiet}")
    eyebrow_dark = style("the same on a dark ground", "{size: 18, line: 22, bold: true, colour: paper}", "eyebrow-dark")
    badge = style("the badge of certainty", "{size: 12, line: 15, bold: true}")
    foot = style("the foot of a slide", "{size: 12, line: 15, colour: quiet}")
    foot_dark = style("the same on a dark ground", "{size: 12, line: 15, colour: paper}", "foot-dark")
    reference = style("the list of references", "{size: 12, line: 14.5}")
    note = style("speaker notes", "{size: 12, line: 16}")


class DistancesShape(Shape, id="layout.deck.space"):
    """Distances on a slide in pt, and shares."""

    block = needed(LENGTH, "between blocks", "26")
    item = needed(LENGTH, "between the items of a list, at least", "9")
    item_most = needed(LENGTH, "between the items of a list, at most", "26", "item-most")
    hang = needed(LENGTH, "from the mark of an item to its text", "24")
    column = needed(LENGTH, "between columns", "28")
    after_title = needed(LENGTH, "below a title that its text follows", "22", "after-title")
    beside = needed(SHARE, "the share of the width that a chart takes beside text, from 0 to 1", "0.62")
    inset_x = needed(LENGTH, "inside cards and boxes, at the sides", "14", "inset-x")
    inset_y = needed(LENGTH, "inside cards and boxes, above and below", "12", "inset-y")
    strip = needed(STRIP, "the strip on top of a card", "6")
    cell_x = needed(LENGTH, "inside a cell, at the sides", "10", "cell-x")
    cell_y = needed(LENGTH, "inside a cell, above and below, at least", "6", "cell-y")
    cell_y_most = needed(LENGTH, "inside a cell, above and below, at most", "15", "cell-y-most")
    row_rule = needed(LENGTH, "the weight of the line below a row", "0.75", "row-rule")
    head_rule = needed(LENGTH, "the weight of the line below the head of a table", "1.5", "head-rule")
    badge_x = needed(LENGTH, "inside a badge, at the sides", "10", "badge-x")
    slack = needed(SHARE, "the share of a line that is filled, from 0 to 1", "0.994")
    bar = needed(LENGTH, "a bar of a chart with its gap, at least", "46")
    bar_most = needed(LENGTH, "the same, at most", "72", "bar-most")
    row = needed(LENGTH, "a row of an interval chart, at least", "56")
    gap_x = needed(LENGTH, "between the boxes of a diagram, side by side", "56", "gap-x")
    gap_y = needed(LENGTH, "between the boxes of a diagram, one above the other", "44", "gap-y")
    box_height = needed(LENGTH, "the height of a box of a diagram, at least", "52", "box-height")
    band = needed(LENGTH, "a stretch of a timeline, at least", "44")
    band_most = needed(LENGTH, "the same, at most", "88", "band-most")


class PlaceholdersShape(Shape, id="layout.deck.placeholders"):
    """The name that each part has among the placeholders of the master."""

    title = _placeholder("the title", "title")
    body = _placeholder("the text", "body")
    second = _placeholder("the second column", "body 2")
    source = _placeholder("the source line", "source")
    badge = _placeholder("the badge", "badge")
    eyebrow = _placeholder("the word above the title", "eyebrow")
    footer = _placeholder("the foot", "footer")
    number = _placeholder("the slide number", "slide number")


class SlotsShape(Shape, id="layout.deck.slots"):
    """The colour of the theme that goes into each colour of PowerPoint's own theme."""

    dk1 = _colour("text", "ink")
    lt1 = _colour("the ground", "paper")
    dk2 = _colour("dark grounds and titles", "primary")
    lt2 = _colour("light grounds", "primary-tint")
    accent1 = _colour("the first data", "primary")
    accent2 = _colour("the second data", "second")
    accent3 = _colour("the third accent", "good")
    accent4 = _colour("the fourth accent", "warning")
    accent5 = _colour("the fifth accent", "danger")
    accent6 = _colour("the sixth accent", "line")
    hlink = _colour("links", "primary")
    followed = _colour("links that were followed", "quiet", "folHlink")


class KindShape(Shape, id="layout.deck.kind"):
    """The slide layout and type of one kind of slide."""

    layout = needed(TEXT, "a slide layout of the master", "content")
    title = otherwise(TEXT, "title", "the style of its title", "case-title")
    text = otherwise(TEXT, "body", "the style of its text", "statement")
    foot = otherwise(TEXT, "foot", "the style of its foot", "foot-dark")
    eyebrow = optional(TEXT, "the style of the word above the title", "eyebrow")
    says = optional(one_of(SAYS), "the word above the title", "question")
    flow = otherwise(
        one_of(FLOWS), "fixed", "where the text stands: fixed, after the title's last line, or in the middle", "middle"
    )
    panel = optional(SKIN, "the skin of a box around the text", "primary")


def _kind(says: str, example: str, name: str = "") -> Key[Entry]:
    return needed(one(KindShape), says, example, name)


class KindsShape(Shape, id="layout.deck.kinds"):
    """The look of each kind of slide."""

    title = _kind(
        "the title slide", "{layout: title, title: cover, text: lead-dark, foot: foot-dark, eyebrow: eyebrow-dark}"
    )
    objectives = _kind(
        "what the lesson teaches",
        "{layout: objectives, title: title, text: statement, foot: foot, panel: primary, flow: middle}",
    )
    section = _kind(
        "the start of a part",
        "{layout: section, title: part, text: lead, eyebrow: eyebrow, says: part}",
    )
    case = _kind(
        "a case",
        "{layout: case, title: case-title, text: lead-dark, foot: foot-dark, says: case}",
    )
    statement = _kind(
        "one statement", "{layout: content, title: title, text: statement, foot: foot, panel: primary, flow: middle}"
    )
    bullets = _kind("a list", "{layout: content, title: title, text: wide, foot: foot}")
    two_columns = _kind("two columns", "{layout: two columns, title: title, text: body, foot: foot}", "two-columns")
    table = _kind("a table", "{layout: table, title: title, text: body, foot: foot}")
    chart = _kind("a chart", "{layout: chart, title: title, text: body, foot: foot}")
    diagram = _kind("a diagram", "{layout: diagram, title: title, text: body, foot: foot}")
    question = _kind(
        "a question", "{layout: question, title: title, text: statement, foot: foot, eyebrow: eyebrow, says: question}"
    )
    answer = _kind(
        "its answer", "{layout: question, title: title, text: body, foot: foot, eyebrow: eyebrow, says: answer}"
    )
    summary = _kind("what to remember", "{layout: content, title: title, text: body, foot: foot}")
    references = _kind(
        "the references", "{layout: references, title: title, text: reference, foot: foot, flow: after-title}"
    )


class SkinShape(Shape, id="layout.deck.skin"):
    """Fill, frame and words of a box."""

    fill = _colour("the ground of the box", "primary-tint")
    line = _colour("its frame, and what is emphasised on it", "primary")
    text = _colour("its words", "ink")
    weight = otherwise(LENGTH, 1.0, "the weight of the frame in pt; 0 draws none", "1.5")


def _skin(says: str, example: str) -> Key[Entry]:
    return needed(one(SkinShape), says, example)


class SkinsShape(Shape, id="layout.deck.skins"):
    """The skins of boxes."""

    plain = _skin("without a ground", "{fill: paper, line: primary, text: ink, weight: 1.5}")
    primary = _skin("what is told", "{fill: primary-tint, line: primary, text: ink, weight: 1.5}")
    good = _skin("what is well", "{fill: good-tint, line: good, text: ink, weight: 1.5}")
    warning = _skin("what to be careful about", "{fill: warning-tint, line: warning, text: ink, weight: 1.5}")
    danger = _skin("what harms", "{fill: danger-tint, line: danger, text: danger, weight: 2.25}")
    quiet = _skin("what is beside the point", "{fill: neutral-tint, line: quiet, text: ink, weight: 0.75}")
    solid = _skin("with a dark ground", "{fill: primary, line: primary, text: paper, weight: 1.5}")


class CalloutsShape(Shape, id="layout.deck.callouts"):
    """The skin of each kind of box."""

    emergency = needed(SKIN, "an emergency", "danger")
    call_today = needed(SKIN, "a reason to call today", "warning", "call-today")
    do_not = needed(SKIN, "what not to do", "danger", "do-not")
    limit = needed(SKIN, "a limit", "warning")
    note = needed(SKIN, "a note", "primary")


class BadgesShape(Shape, id="layout.deck.badges"):
    """The skin of the badge of each certainty."""

    high = needed(SKIN, "high certainty", "good")
    moderate = needed(SKIN, "moderate certainty", "good")
    low = needed(SKIN, "low certainty", "warning")
    very_low = needed(SKIN, "very low certainty", "warning", "very-low")
    ungraded = needed(SKIN, "no grade", "quiet")


class StrokeShape(Shape, id="layout.deck.stroke"):
    """Colour, weight and dash of an arrow."""

    colour = otherwise(TEXT, "ink", "a colour of the theme", "primary")
    weight = otherwise(LENGTH, 1.5, "the weight in pt", "2")
    dash = otherwise(one_of(DASHES), "solid", "how the line is drawn", "dash")


class EdgesShape(Shape, id="layout.deck.edges"):
    """The arrows of a diagram."""

    leads = needed(one(StrokeShape), "one thing leads to another", "{colour: primary, weight: 2, dash: solid}")
    acts = needed(one(StrokeShape), "one thing acts on another", "{colour: quiet, weight: 2, dash: dash}")
    blocks = needed(one(StrokeShape), "one thing blocks another", "{colour: danger, weight: 2.5, dash: solid}")


class SpansShape(Shape, id="layout.deck.spans"):
    """The colours of the stretches of a timeline."""

    early = _colour("an early stretch", "neutral")
    classic = _colour("the usual one", "second")
    late = _colour("a late one", "danger-tint")
    peak = _colour("where most happens", "danger")
    plain = _colour("any other", "primary-tint")


class DataShape(Shape, id="layout.deck.data"):
    """The colours of figures."""

    main = _colour("the main data", "primary")
    second = _colour("the second data", "second")
    rest = _colour("the rest", "neutral")
    rule = _colour("decorative lines", "rule")
    line = _colour("lines that mean something", "line")
    ink = _colour("words", "ink")
    quiet = _colour("words of less weight", "quiet")
    warn = _colour("a warning", "danger")


class SlideLimitsShape(Shape, id="layout.deck.limits"):
    """How much a slide may hold."""

    title_lines = needed(whole(1, 20), "the most lines of a title", "2", "title-lines")
    cover_lines = needed(whole(1, 20), "the most lines of the title of the title slide", "3", "cover-lines")
    source_lines = needed(whole(1, 20), "the most lines of the source line", "2", "source-lines")
    bullets = needed(whole(1, 40), "the most items of a list", "6")
    words = needed(whole(1, 1000), "the most words of a slide before a warning", "40")


class PlaceShape(Shape, id="layout.deck.logo"):
    """The place of a clinic's logo on the title slide in pt."""

    x = needed(LENGTH, "from the left edge", "764")
    y = needed(LENGTH, "from the upper edge", "36")
    width = needed(EXTENT, "its greatest width", "148")
    height = needed(EXTENT, "its greatest height", "68")


class SlideSizeShape(Shape, id="layout.deck.slide"):
    """The size of a slide in pt; the master is fitted to it."""

    width = needed(between(200, 4000), "the width in pt", "720")
    height = needed(between(200, 4000), "the height in pt", "540")


class DeckLayoutShape(Shape, id="layout.deck"):
    """The look of a deck of slides."""

    format = needed(one_of(("pptx",)), "the kind of file", "pptx")
    default = needed(TRUTH, "whether a build without --layout makes it", "true")
    theme = needed(TEXT, "a theme of layouts/themes", "clear")
    master = needed(TEXT, "a PowerPoint file beside this one, with the slide layouts", "widescreen.pptx")
    slide = optional(
        one(SlideSizeShape), "the size of a slide, where it is not the master's", "{width: 720, height: 540}"
    )
    fonts = needed(TEXT, "a font family of the theme", "slide")
    slots = needed(one(SlotsShape), "the colours of PowerPoint's theme", example_of(SlotsShape))
    placeholders = needed(
        one(PlaceholdersShape), "the names of the master's placeholders", example_of(PlaceholdersShape)
    )
    styles = needed(one(TypesShape), "the type of each kind of text", example_of(TypesShape))
    kinds = needed(one(KindsShape), "the look of each kind of slide", example_of(KindsShape))
    skins = needed(one(SkinsShape), "fill, frame and words of boxes", example_of(SkinsShape))
    callouts = needed(one(CalloutsShape), "the skin of each kind of box", example_of(CalloutsShape))
    badges = needed(one(BadgesShape), "the skin of each badge", example_of(BadgesShape))
    edges = needed(one(EdgesShape), "the arrows of a diagram", example_of(EdgesShape))
    spans = needed(one(SpansShape), "the stretches of a timeline", example_of(SpansShape))
    data = needed(one(DataShape), "the colours of figures", example_of(DataShape))
    space = needed(one(DistancesShape), "distances in pt, and shares", example_of(DistancesShape))
    limits = needed(one(SlideLimitsShape), "how much a slide may hold", example_of(SlideLimitsShape))
    logo = needed(one(PlaceShape), "the place of the logo on the title slide", example_of(PlaceShape))


DECK_LAYOUTS = FileSchema("layouts/decks/*.yaml", "a layout for slides, by the name of its file", one(DeckLayoutShape))
