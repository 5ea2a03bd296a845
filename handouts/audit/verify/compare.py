"""A finished file compared with the composed document: every text unit must occur once and in order."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from handouts.audit.verify.limits import Report, bare, short
from handouts.core.problem import Problem
from handouts.core.words import word
from handouts.document.blocks import Block, Fields, FigureBlock, Sheet, Table
from handouts.document.document import Document, Section
from handouts.document.figures import Bars, Diagram, Edge, Node
from handouts.document.text import Blank, Inline, Sign, Unit, Words, inlines, plain
from handouts.document.walk import Branch, children, walk

if TYPE_CHECKING:  # verifying a PDF does not load the reader of decks, and vice versa
    from handouts.audit.readers.pdf.file import PdfFile
    from handouts.audit.readers.pptx.file import Deck, PptxShape, Slide
    from handouts.audit.verify.structure import Texts

LONG = 24  # characters; a text this long is unambiguous, and never occurs twice by chance
# characters of footers, repeated heads and program words that may precede a short or a long text
REACH, LONG_REACH = 400, 6000


@dataclass(frozen=True, slots=True)
class Wanted:
    """Text units that are expected together: in any order if `free`, and not repeated there if `once`."""

    units: tuple[Unit, ...]
    free: bool = False
    once: bool = False


def paper_problems(file: PdfFile, texts: Texts, document: Document, report: Report) -> Iterator[Problem]:
    """Yield what of a document is missing on paper, repeated or out of order."""
    # lines to write on are read as words that belong to no text unit
    read = bare("".join(texts.of(root) for root in file.roots)).replace(bare(word("blank-line", document.lang)), "")
    wanted = [Wanted((document.title, *_optional(document.lead)))]
    for section in document.sections:
        wanted += _of_section(section)
    yield from _matched(read, wanted, report)
    alts = {bare(element.alt or "") for element in file.elements() if element.kind == "Figure"}
    yield from _alts(document.sections, alts, report)


def slides_problems(deck: Deck, document: Document, report: Report) -> Iterator[Problem]:
    """Yield what of a document is missing on slides and in notes, repeated or out of order."""
    read = bare("".join(_words(slide) for slide in deck.slides))
    said = bare("".join(paragraph.text for slide in deck.slides for paragraph in slide.notes))
    wanted = [Wanted((document.title,))] if document.title not in _first_titles(document) else []
    spoken = []
    for section in document.sections:
        wanted += [Wanted(_optional(section.title)), *(_of_block(_charted(block)) for block in section.blocks)]
        if section.teaching is not None:
            wanted.append(Wanted(_optional(section.teaching.source_line), free=True))
            spoken.append(Wanted(section.teaching.notes))
    yield from _matched(read, wanted, report)
    yield from _matched(said, spoken, report)
    alts = {bare(shape.alt) for slide in deck.slides for shape in slide.walk()}
    yield from _alts(document.sections, alts, report)


def _first_titles(document: Document) -> list[Unit | None]:
    return [section.title for section in document.sections[:1]]


def _optional(unit: Unit | None) -> tuple[Unit, ...]:
    return (unit,) if unit is not None else ()


def _words(slide: Slide) -> str:
    return "\n".join(text for shape in slide.shapes for text in _shown(shape))


def _shown(shape: PptxShape) -> Iterator[str]:
    for each in shape.walk():
        yield each.text
        if each.table is not None:
            yield from (cell.text for row in each.table.rows for cell in row)
        yield from each.chart_words


# --- expected text units --------------------------------------------------------------------------


def _of_section(section: Section) -> list[Wanted]:
    blocks = [block for block in section.blocks if not (section.teaching is not None and _is_spare(block))]
    return [Wanted(_optional(section.title), once=True), *map(_of_block, blocks)]


def _is_spare(block: Block) -> bool:
    """Return whether a block consists only of lines to write on beside a slide, which a full page leaves out."""
    return isinstance(block, Fields) and all(each.kind == "lines" for each in block.fields)


def _of_block(block: Block) -> Wanted:
    free = _is_free(block)
    return Wanted(tuple(_seen(block)), free, once=not free)


def _is_free(node: Branch) -> bool:
    """Return whether the content of a block has its own order on the page, as in figures, tables and fields."""
    if isinstance(node, FigureBlock | Table | Fields):
        return True
    return any(_is_free(child) for child in children(node) if isinstance(child, Block))


def _seen(node: Branch | None) -> Iterator[Unit]:
    """Yield the visible text units of a block, without alt texts."""
    match node:
        case None:
            return
        case Unit():
            yield node
        case Diagram():
            yield from _diagram(node)
        case Table():
            yield from _table(node)
        case FigureBlock():
            yield from _seen(node.figure)
            yield from _seen(node.caption)
        case Sheet():
            yield from _seen(node.caption)
        case _:
            for child in children(node):
                yield from _seen(child)


def _table(table: Table) -> Iterator[Unit]:
    """Yield the cells of a table; if all groups have titles, the titles head the first column."""
    titled = bool(table.groups) and all(group.title is not None for group in table.groups)
    for part in (table.caption, *(table.columns[1:] if titled else table.columns), *table.groups):
        yield from _seen(part)


def _charted(block: Block) -> Block:
    """Return a block as a native chart shows it: amounts of bars as numbers, with their unit at the axis."""
    if not isinstance(block, FigureBlock) or not isinstance(block.figure, Bars):
        return block
    rows = tuple(
        replace(row, printed=replace(row.printed, text=(Words(str(row.amount)),))) for row in block.figure.rows
    )
    return replace(block, figure=replace(block.figure, rows=rows))


def _diagram(figure: Diagram) -> Iterator[Unit]:
    """Yield the labels of a diagram that are visible on this step of it."""
    parts: tuple[Node | Edge, ...] = (*figure.nodes, *figure.edges)
    for part in parts:
        if figure.shown is None or part.id in figure.shown:
            detail = part.detail if isinstance(part, Node) else None
            yield from (unit for unit in (part.label, detail) if unit is not None)


def _alts(sections: tuple[Section, ...], alts: set[str], report: Report) -> Iterator[Problem]:
    for figure in walk(sections):
        if not isinstance(figure, FigureBlock | Sheet):
            continue
        words = bare(plain(figure.alt.text))
        if words and not any(words in alt for alt in alts):
            yield report(
                "missing-alt",
                f"the alt text {short(plain(figure.alt.text))} of {figure.id} is in no figure; make the file again",
            )


# --- matching -------------------------------------------------------------------------------------


def _matched(read: str, wanted: Iterable[Wanted], report: Report) -> Iterator[Problem]:
    """Yield a problem for each text unit that is not found in turn; each part of the text read matches only once."""
    at = 0
    left = bytearray(b"\1" * len(read))
    long: dict[str, Unit] = {}
    for group in wanted:
        start, end = at, at
        pieces = [(unit, piece) for unit in group.units for piece in _pieces(unit)]
        if group.free:  # a long text is searched first, since it may contain a short one
            pieces.sort(key=lambda each: -len(each[1]))
        whole = sum(len(piece) for _, piece in pieces)
        for unit, piece in pieces:
            first = start if group.free else end
            far = LONG_REACH if len(piece) >= LONG else REACH
            place = _place(read, piece, first, left, end + far + 2 * whole)
            if place is None:
                yield from _elsewhere(read, unit, piece, left, report)
                continue
            left[place : place + len(piece)] = bytes(len(piece))
            end = max(end, place + len(piece))
            if group.once and len(piece) >= LONG:
                long[piece] = unit
        at = end
    for piece, unit in long.items():
        if _place(read, piece, 0, left) is not None:
            yield report("duplicate-text", f"{short(plain(unit.text))} ({unit.id}) is read twice; make the file again")


def _pieces(unit: Unit) -> Iterator[str]:
    """Yield the text of a unit, split at lines to write on and signs, which are read as words of their own."""
    if not any(isinstance(inline, Blank | Sign) for inline in inlines(unit.text)):
        words = bare(plain(unit.text))
        if words:
            yield words
        return
    run: list[Inline] = []
    for inline in unit.text:
        if isinstance(inline, Blank | Sign):
            yield from filter(None, [bare(plain(tuple(run)))])
            run = []
        else:
            run.append(inline)
    yield from filter(None, [bare(plain(tuple(run)))])


def _place(read: str, piece: str, start: int, left: bytearray, end: int | None = None) -> int | None:
    """Return the position of a piece that is not matched yet, or None."""
    place = read.find(piece, start, end)
    while place >= 0 and not (left[place] and left[place + len(piece) - 1]):
        place = read.find(piece, place + 1, end)
    return place if place >= 0 else None


def _elsewhere(read: str, unit: Unit, piece: str, left: bytearray, report: Report) -> Iterator[Problem]:
    """Yield the problem of a piece that is not where it should be."""
    place = _place(read, piece, 0, left)
    if place is None:
        yield report("missing-text", f"{short(plain(unit.text))} ({unit.id}) is not in the file; make the file again")
        return
    left[place : place + len(piece)] = bytes(len(piece))
    yield report("wrong-order", f"{short(plain(unit.text))} ({unit.id}) is not read in its order; make the file again")
