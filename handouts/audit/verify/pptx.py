"""The rules for a finished deck: titles, alt texts, tables, languages, contrast, sizes and positions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.colour import Colour
from handouts.audit.readers.pptx.drawing import Backdrop
from handouts.audit.readers.pptx.file import TITLES, Box, Deck, PptxShape, Run, ShapeParagraph, Slide
from handouts.audit.verify.contrast import contrast, passing
from handouts.audit.verify.letters import text_box, text_height
from handouts.audit.verify.limits import Report, bare, empty_link, poor_alt, short
from handouts.core.problem import Problem
from handouts.core.words import LANGUAGES, nearest_language, word

Rooms = Mapping[int, Box | None]  # the bounds of each shape's text, by the `id()` of the shape

BODY, FOOT = 18.0, 12.0
LARGE = 24.0
CONTRAST, LARGE_CONTRAST = 4.5, 3.0
SHARED = 2.0  # pt by which two texts may overlap: the white space above and below letters
ROUNDED = 0.05  # pt by which table columns may differ from the frame; LibreOffice rounds to 1/100 mm
OFF = 1.0  # pt by which a shape may extend beyond its slide because of rounding
FOOT_KINDS = frozenset({"ftr", "sldNum", "dt", "hdr"})
FOOT_SLOTS = frozenset({"source", "badge", "footer", "slide number", "number", "references"})
NEEDS_ALT = frozenset({"picture", "chart", "table", "group", "frame", "connector"})
USUAL_SECTIONS = frozenset({"", "default section", "untitled section"})
SECTION = frozenset({"section", "section header"})
ADDRESS = re.compile(r"^(https?://|www\.)\S+$", re.IGNORECASE)


def deck_problems(deck: Deck, report: Report, budget: Budget) -> Iterator[Problem]:
    """Yield the problems of a deck."""
    yield from _file(deck, report)
    yield from _lost(deck, report)
    yield from _titles(deck, report)
    yield from _drafts(deck, report)
    for slide in deck.slides:
        rooms = {id(shape): text_box(shape) for shape in slide.walk()}
        yield from _order(slide, report)
        for shape in slide.shapes:
            yield from _alt(shape, slide, report)
        for shape in budget.watched(slide.walk()):
            yield from _table(shape, slide, report)
            yield from _hidden(shape, slide, report)
            yield from _off(shape, deck, slide, report)
            yield from _runs(shape, slide, report)
            yield from _overflow(shape, rooms[id(shape)], slide, report)
        yield from _languages(slide, report)
        yield from _contrasts(slide, rooms, report, budget)
        yield from _overlaps(slide, rooms, report, budget)


# --- the whole file -------------------------------------------------------------------------------


def _file(deck: Deck, report: Report) -> Iterator[Problem]:
    if not deck.title:
        yield report("missing-title", "the file does not say its title; write it in its properties")
    if not deck.subject:
        yield report("missing-subject", "the file does not say its subject; write it in its properties")
    if not deck.lang:
        yield report("missing-language", "the file does not say its language; set it in its properties")
    if not deck.slides:
        yield report("empty-document", "the deck has no slides; add some, or delete the file")
    yield from _sections(deck, report)


def _lost(deck: Deck, report: Report) -> Iterator[Problem]:
    """Yield a problem for each missing part that others refer to: a chart without data, a slide without its notes."""
    for number, lost in deck.lost:
        source = lost.source or "the file"
        yield report(
            "missing-part",
            f"{source} leads to {lost.target} ({lost.kind}), which is not in the file; make the deck again",
            number,
        )


def _sections(deck: Deck, report: Report) -> Iterator[Problem]:
    heads = [slide for slide in deck.slides if slide.kind == "secHead" or slide.layout.casefold() in SECTION]
    if len(heads) > 1 and not deck.sections:
        yield report("missing-sections", f"the deck has {len(heads)} section slides and no named sections; add them")
    if not deck.sections:
        return
    for name, _ in deck.sections:
        if name.strip().casefold() in USUAL_SECTIONS:
            yield report("poor-section-name", f"a section is named {name!r}, which says nothing; rename it")
    listed = [slide for _, slides in deck.sections for slide in slides]
    if listed != [slide.id for slide in deck.slides]:
        yield report(
            "wrong-section-slides",
            "the sections do not hold every slide once, in order; move the slides into their sections",
        )


def _titles(deck: Deck, report: Report) -> Iterator[Problem]:
    seen: dict[str, int] = {}
    for slide in deck.slides:
        title = slide.title()
        words = title.text.strip() if title is not None else ""
        if not words:
            yield report(
                "missing-slide-title", "the slide has no title in its title placeholder; write one", slide.number
            )
            continue
        other = seen.setdefault(bare(words), slide.number)
        if other != slide.number:
            yield report(
                "duplicate-title",
                f"{short(words)} is the title of slide {other} too; say what is new here",
                slide.number,
            )


def _drafts(deck: Deck, report: Report) -> Iterator[Problem]:
    """Yield a problem for each slide without a footer, or without the draft line that other slides have."""
    feet = [(slide, _foot(slide)) for slide in deck.slides]
    draft = word("draft", nearest_language(deck.lang)).casefold()
    is_draft = any(draft in foot.casefold() for _, foot in feet)
    for slide, foot in feet:
        if not foot:
            yield report("missing-footer", "the slide has no footer; insert it", slide.number)
        elif is_draft and draft not in foot.casefold():
            yield report(
                "missing-draft-line",
                "this slide does not say that the deck is a draft, as others do; restore its footer",
                slide.number,
            )


def _foot(slide: Slide) -> str:
    return " ".join(shape.text for shape in slide.shapes if shape.placeholder == "ftr").strip()


# --- reading --------------------------------------------------------------------------------------


def _order(slide: Slide, report: Report) -> Iterator[Problem]:
    """Yield a problem where the title is not read first, or content is read after the footer and number."""
    read = [shape for shape in slide.shapes if shape.text.strip() or shape.alt or shape.table is not None]
    if read and slide.title() is not None and read[0].placeholder not in TITLES:
        yield report(
            "wrong-order",
            f"{short(read[0].text or read[0].name)} is read before the title; move it behind in the selection pane",
            slide.number,
        )
    foot = False
    for shape in read:
        if shape.placeholder in FOOT_KINDS:
            foot = True
        elif foot:
            message = (
                f"{short(shape.text or shape.name)} is read after the footer; move it before in the selection pane"
            )
            yield report("wrong-order", message, slide.number)
            return


def _alt(shape: PptxShape, slide: Slide, report: Report) -> Iterator[Problem]:
    """Yield a problem for something visible that has neither a good alt text nor a mark as decorative."""
    silent = shape.kind == "shape" and not shape.text.strip() and shape.placeholder is None and shape.outline
    if shape.decorative or not (shape.kind in NEEDS_ALT or silent):
        return
    if not shape.alt:
        yield report(
            "missing-alt",
            f"the {shape.kind} {shape.name!r} has no alt text; write what it shows, or mark it as decorative",
            slide.number,
        )
    elif wrong := poor_alt(shape.alt):
        yield report("poor-alt", f"the alt text {short(shape.alt)} {wrong}; write what it shows", slide.number)
    elif bare(shape.alt) == bare(shape.name):
        yield report(
            "poor-alt", f"the alt text {short(shape.alt)} is the name of the shape; write what it shows", slide.number
        )


def _table(shape: PptxShape, slide: Slide, report: Report) -> Iterator[Problem]:
    table = shape.table
    if table is None:
        return
    if not table.header_row:
        yield report(
            "missing-table-header",
            f"the table {shape.name!r} has no header row; mark its first row as one",
            slide.number,
        )
    if any(cell.merged for row in table.rows for cell in row):
        yield report("merged-cells", f"the table {shape.name!r} has merged cells; split them", slide.number)
    over = sum(table.widths) - table.frame
    if table.frame and abs(over) > ROUNDED:
        than = "wider" if over > 0 else "narrower"
        message = f"the columns of the table {shape.name!r} are {abs(over):.1f} pt {than} than its frame; set their widths anew"
        yield report("wrong-table-width", message, slide.number)
    heads = list(table.rows[0]) if table.rows else []
    if table.header_column:
        heads += [row[0] for row in table.rows[1:] if row]
    if any(not cell.text.strip() for cell in heads):
        yield report("empty-header", f"the table {shape.name!r} has an empty header cell; write the head", slide.number)


def _hidden(shape: PptxShape, slide: Slide, report: Report) -> Iterator[Problem]:
    """Yield a problem for hidden text, which a show does not display but a program may read out."""
    words = " ".join(paragraph.text for paragraphs in _texts(shape) for paragraph in paragraphs).strip()
    if shape.hidden and words:
        yield report(
            "hidden-text",
            f"the shape {shape.name!r} is hidden and holds {short(words)}; delete or show it",
            slide.number,
        )


def _languages(slide: Slide, report: Report) -> Iterator[Problem]:
    for run in _all_runs(slide):
        if run.text.strip() and not run.lang:
            yield report(
                "missing-language",
                f"{short(run.text)} does not say its language; set its proofing language",
                slide.number,
            )
            break
    for paragraph in slide.notes:
        if any(run.text.strip() and not run.lang for run in paragraph.runs):
            message = f"{short(paragraph.text)} in the notes does not say its language; set its proofing language"
            yield report("missing-language", message, slide.number)
            break


def _all_runs(slide: Slide) -> Iterator[Run]:
    for shape in slide.walk():
        for paragraphs in _texts(shape):
            for paragraph in paragraphs:
                yield from paragraph.runs
        yield from shape.chart


def _texts(shape: PptxShape) -> Iterator[tuple[ShapeParagraph, ...]]:
    yield shape.paragraphs
    if shape.table is not None:
        for row in shape.table.rows:
            yield from (cell.paragraphs for cell in row)


# --- type -----------------------------------------------------------------------------------------


def _runs(shape: PptxShape, slide: Slide, report: Report) -> Iterator[Problem]:
    """Yield a problem for links that do not say where they lead, and for type that is too small."""
    least = FOOT if _is_foot(shape, slide) else BODY
    smallest: Run | None = None
    runs = [run for paragraphs in _texts(shape) for paragraph in paragraphs for run in paragraph.runs]
    for run in (*runs, *shape.chart):
        if run.size < least - 0.05 and (run.text.strip() or run.lang == "-"):
            smallest = run if smallest is None or run.size < smallest.size else smallest
    if smallest is not None:
        what = short(smallest.text) if smallest.text.strip() else f"a label of {shape.name!r}"
        yield report("small-type", f"{what} is {smallest.size:g} pt; make it {least:g} pt or larger", slide.number)
    yield from _links(runs, slide, report)


def _is_foot(shape: PptxShape, slide: Slide) -> bool:
    """Return whether a shape may have small type: footer, number, badge, source line or a list of references."""
    slot = (shape.slot or shape.name).casefold()
    return shape.placeholder in FOOT_KINDS or slot in FOOT_SLOTS or slide.layout.casefold().startswith("reference")


def _links(runs: Sequence[Run], slide: Slide, report: Report) -> Iterator[Problem]:
    words: dict[str, str] = {}
    for run in runs:
        if run.link:
            words[run.link] = words.get(run.link, "") + run.text
    for text in words.values():
        if not text.strip() or empty_link(tuple(LANGUAGES)).match(text.strip()) or ADDRESS.match(text.strip()):
            yield report(
                "poor-link-text",
                f"the link {short(text)} does not say where it leads; write what is found there",
                slide.number,
            )


# --- contrast -------------------------------------------------------------------------------------


def _contrasts(slide: Slide, rooms: Rooms, report: Report, budget: Budget) -> Iterator[Problem]:
    """Yield a problem for text with low contrast to its background; shapes are painted in reading order."""
    painted: list[PptxShape] = [shape for shape in slide.behind if shape.fill is not None]
    for shape in budget.watched(slide.walk()):
        own = shape.fill
        if shape.kind == "picture" or (own is not None and shape.box is not None):
            painted.append(shape)
        if shape.box is None:
            continue
        middle = rooms[id(shape)] or shape.box
        behind = own or _behind(middle, painted, slide.ground)
        for paragraphs, ground in _grounds(shape, behind):
            runs = [run for paragraph in paragraphs for run in paragraph.runs]
            yield from _low(runs, ground.colour, slide, report)
        yield from _low(shape.chart, behind.colour, slide, report)


def _grounds(shape: PptxShape, behind: Backdrop) -> Iterator[tuple[tuple[ShapeParagraph, ...], Backdrop]]:
    yield shape.paragraphs, behind
    if shape.table is not None:
        for row in shape.table.rows:
            yield from ((cell.paragraphs, cell.fill or behind) for cell in row)


def _behind(box: Box, painted: Sequence[PptxShape], ground: Backdrop) -> Backdrop:
    """Return what is painted behind the middle of a box."""
    x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    for shape in reversed(painted):
        if shape.box is not None and shape.box.holds(x, y):
            return shape.fill or Backdrop(None)
    return ground


def _low(runs: Sequence[Run], ground: Colour | None, slide: Slide, report: Report) -> Iterator[Problem]:
    if ground is None:
        return
    for run in runs:
        if run.colour is None or not (run.text.strip() or run.lang == "-"):
            continue
        least = LARGE_CONTRAST if run.size >= LARGE else CONTRAST
        ratio = contrast(run.colour, ground)
        if ratio < least - 0.01:
            message = f"{short(run.text)} has a contrast of {ratio:.1f}:1; make it {least:g}:1 or more"
            yield report("low-contrast", f"{message}{passing(run.colour, ground, least)}", slide.number)
            return


# --- positions ------------------------------------------------------------------------------------


def _off(shape: PptxShape, deck: Deck, slide: Slide, report: Report) -> Iterator[Problem]:
    box = _grown(shape)
    if box is None or (shape.kind == "connector" and not shape.text.strip()):
        return
    out = max(-box.left, -box.top, box.right - deck.width, box.bottom - deck.height)
    if out > OFF:
        yield report(
            "overflowing-text",
            f"{short(shape.text or shape.name)} runs {out:.0f} pt off the slide; shorten or move it",
            slide.number,
        )


def _grown(shape: PptxShape) -> Box | None:
    """Return the bounds of a shape; a table grows with the text of its rows."""
    box, table = shape.box, shape.table
    if box is None or table is None:
        return box
    height = 0.0
    for row, tall in zip(table.rows, table.heights, strict=True):
        texts = [text_height(cell.paragraphs, wide - 14.4)[1] for cell, wide in zip(row, table.widths, strict=False)]
        height += max(tall, *texts) if texts else tall
    return Box(box.left, box.top, box.right, box.top + height)


def _overflow(shape: PptxShape, text: Box | None, slide: Slide, report: Report) -> Iterator[Problem]:
    """Yield a problem for text that needs more room than its box has and is not fitted to it."""
    if text is None or shape.box is None or shape.body.fits or not shape.body.wraps:
        return
    line = max((paragraph.line or paragraph.runs[0].size) for paragraph in shape.paragraphs if paragraph.runs)
    over = text.height - shape.box.height
    if over > line / 2:
        yield report(
            "overflowing-text",
            f"{short(shape.text)} needs {over:.0f} pt more than its box has; shorten it, or make the box larger",
            slide.number,
        )


def _overlaps(slide: Slide, rooms: Rooms, report: Report, budget: Budget) -> Iterator[Problem]:
    """Yield a problem for each pair of texts, tables or charts that overlap."""
    boxes = [(shape, box) for shape in slide.walk() if (box := _room(shape, rooms)) is not None]
    for place, (shape, box) in enumerate(budget.watched(boxes)):
        for other, room in boxes[place + 1 :]:
            across = min(box.right, room.right) - max(box.left, room.left)
            down = min(box.bottom, room.bottom) - max(box.top, room.top)
            if across > SHARED and down > SHARED:
                message = (
                    f"{short(shape.text or shape.name)} and {short(other.text or other.name)} overlap; move one of them"
                )
                yield report("overlapping-text", message, slide.number)


def _room(shape: PptxShape, rooms: Rooms) -> Box | None:
    if shape.table is not None:
        return _grown(shape)
    return shape.box if shape.kind == "chart" else rooms[id(shape)]
