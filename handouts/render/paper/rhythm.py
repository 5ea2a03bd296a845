"""What a designer sees on set pages before reading a word: emptiness, what is parted, gaps and edges, as numbers.

The measures are those of the project's limits of look; lengths in pt, shares of 1.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from handouts.document.blocks import Table
from handouts.document.document import Document, Section
from handouts.document.text import Unit
from handouts.document.walk import blocks, walk
from handouts.render.paper.arranged import help_boxes
from handouts.render.paper.arrangements import LAST_FIFTH
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.pages import EVEN, FOOT, BlockBox, Pages, PaperPage
from handouts.render.paper.shapes import Curve, Disc, Drawn, Picture, Polygon, Rect, TextLine, extent

LINES_OF_EDGE = 3
SAME_EDGE = 3.0  # pt by which two starts of text may differ and still look like one


@dataclass(frozen=True, slots=True)
class Rhythm:
    """What was measured on the pages of a document in a look.

    `parted` names table groups and sections that stand on two pages and fit on one, `late` the help that stands after
    page 1. `foot` is the largest empty share at the foot of a page that is not the last, `side` the largest share of a
    page's lines whose last fifth is empty, `gaps` the largest gap before a section over the smallest, `edges` the most
    starts that lines of words share on a page, `furniture` the largest share of head and foot after page 1, and `cell_words` the median
    of words a line in the cells of tables (None without tables).
    """

    parted: tuple[str, ...]
    late: tuple[str, ...]
    foot: float
    side: float
    gaps: float
    edges: int
    furniture: float
    cell_words: float | None


def rhythm(document: Document, pages: Pages, look: LeafletLook) -> Rhythm:
    """Return the measures of a document on its pages."""
    body = look.styles["body"].line
    return Rhythm(
        tuple(parted(document, pages)),
        tuple(late(document, pages)),
        max((page.spare / pages.room for page in pages.pages[:-1]), default=0.0),
        max((empty_side(page, pages, look, body) for page in pages.pages), default=0.0),
        gap_ratio(pages),
        max((len(edges(page)) for page in pages.pages), default=0),
        1 - pages.room / pages.height,
        cell_words(document, pages),
    )


# --- what is parted -------------------------------------------------------------------------------


def parted(document: Document, pages: Pages) -> Iterator[str]:
    """Yield the ids of table groups, and of sections, that are on two pages though one has room for them."""
    places = _places(pages)
    for section in document.sections:
        groups = [group for block in walk(section) if isinstance(block, Table) for group in block.groups]
        for group in groups:
            held = {group.id, *(row.id for row in group.rows)}
            if _on_two(held, places) and _height(held, pages) <= pages.room:
                yield group.id
        held = set(_strips_of(section, places))
        if _on_two(held, places) and _height(held, pages) <= pages.room:
            yield section.id


def _places(pages: Pages) -> dict[str, set[int]]:
    """Return the pages on which each block stands."""
    places: dict[str, set[int]] = defaultdict(set)
    for page in pages.pages:
        for box in page.blocks:
            places[box.block].add(page.number)
    return places


def _strips_of(section: Section, places: Iterable[str]) -> Iterator[str]:
    """Yield the strips of a section among all that were placed: its own id begins theirs."""
    return (name for name in places if name == section.id or name.startswith(f"{section.id}/"))


def _on_two(held: set[str], places: dict[str, set[int]]) -> bool:
    return len(set().union(*(places[name] for name in held if name in places))) > 1


def _height(held: set[str], pages: Pages) -> float:
    """Return the height that blocks take together, with the gaps between them on a page."""
    return sum(
        max(box.y + box.height for box in boxes) - min(box.y for box in boxes)
        for page in pages.pages
        if (boxes := [box for box in page.blocks if box.block in held])
    )


def late(document: Document, pages: Pages) -> Iterator[str]:
    """Yield the ids of boxes with help that begin after page 1."""
    places, wanted = _places(pages), help_boxes(document)
    return (name for name in places if name in wanted and min(places[name]) > 1)


# --- what is empty --------------------------------------------------------------------------------


def empty_side(page: PaperPage, pages: Pages, look: LeafletLook, band: float) -> float:
    """Return the share of a page's lines whose last fifth holds neither words nor a figure; bands are `band` high."""
    end = look.start + LAST_FIFTH * look.inner
    filled: set[int] = set()
    reached: set[int] = set()
    for x2, top, bottom in _ink(page):
        bands = set(range(int((top - pages.top) // band), int((bottom - pages.top) // band) + 1))
        filled |= bands
        reached |= bands if x2 > end else set()
    return 1 - len(reached) / len(filled) if filled else 0.0


def _ink(page: PaperPage) -> Iterator[tuple[float, float, float]]:
    """Yield the end, top and bottom of each line of words and each figure; rules, tints and frames are no ink."""
    for each in page.drawn:
        figure = any(tag.kind == "Figure" for tag in each.path)
        for shape in each.shapes:
            if isinstance(shape, TextLine):
                size = max((run.size for run in shape.line.runs), default=0.0)
                yield shape.x + shape.line.width + each.dx, shape.y + each.dy - 0.7 * size, shape.y + each.dy
            elif figure and isinstance(shape, Rect | Disc | Polygon | Curve | Picture):
                _, top, x2, bottom = extent(shape)
                yield x2 + each.dx, top + each.dy, bottom + each.dy


# --- gaps and edges -------------------------------------------------------------------------------


def gap_ratio(pages: Pages) -> float:
    """Return the largest gap before a section over the smallest, in all of the document; 1 with fewer than two."""
    opening = {name for name, _, _ in pages.headings}
    gaps = [gap for page in pages.pages for gap in _gaps(page.blocks, opening)]
    return max(gaps) / min(gaps) if len(gaps) > 1 and min(gaps) > 0 else 1.0


def _gaps(boxes: Iterable[BlockBox], opening: set[str]) -> Iterator[float]:
    """Yield the distance from each heading to what stands above it on its page."""
    gaps = ((below.y - above.y - above.height, below.block) for above, below in pairwise(boxes))
    # a section beside another begins within the box of both
    return (gap for gap, name in gaps if name in opening and gap > 0)


def edges(page: PaperPage) -> tuple[float, ...]:
    """Return the starts that at least three lines of words share on a page, in pt.

    Words in figures have none, nor have numbers, which are aligned at their end.
    """
    starts = sorted(line.x + each.dx for each in page.drawn if _has_edge(each) for line in _lines(each))
    shared: list[list[float]] = []
    for start in starts:
        if shared and start - shared[-1][0] <= SAME_EDGE:
            shared[-1].append(start)
        else:
            shared.append([start])
    return tuple(each[0] for each in shared if len(each) >= LINES_OF_EDGE)


def _has_edge(drawn: Drawn) -> bool:
    return not any(tag.kind in ("Figure", "Lbl") for tag in drawn.path) and not drawn.artifact


def _lines(drawn: Drawn) -> list[TextLine]:
    return [
        shape
        for shape in drawn.shapes
        if isinstance(shape, TextLine) and any(letter.isalpha() for letter in shape.line.text)
    ]


# --- cells ----------------------------------------------------------------------------------------


def cell_words(document: Document, pages: Pages) -> float | None:
    """Return the median of words a line in the cells of text of tables on paper, None without such cells."""
    cells = {unit.id for block in blocks(document) if isinstance(block, Table) for unit in _text_cells(block)}
    counts = [
        len(line.line.text.split())
        for page in pages.pages
        for each in page.drawn
        if each.path and each.path[-1].kind in ("TD", "TH") and each.path[-1].key in cells
        for line in each.shapes
        if isinstance(line, TextLine)
    ]
    return median(counts) if counts else None


def _text_cells(table: Table) -> Iterator[Unit]:
    return (
        cell
        for group in table.groups
        for row in group.rows
        for column, cell in zip(table.columns, row.cells, strict=True)
        if column.kind == "text"
    )


# --- limits ---------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Limits:
    """What a designer would still leave alone: the most of each measure, shares of 1, and the fewest words of a cell."""

    foot: float = FOOT
    side: float = 0.40
    gaps: float = EVEN
    edges: int = 5
    furniture: float = 0.16
    cell_words: float = 3


USUAL = Limits()
LARGE = Limits(foot=0.18, furniture=0.18)


def misses(seen: Rhythm, look: LeafletLook) -> Iterator[str]:
    """Yield in words each limit that the pages of a look miss, with what was measured."""
    limits = LARGE if look.large_print else USUAL
    if seen.parted:
        yield f"parted though one page has room: {', '.join(seen.parted)}"
    if seen.late:
        yield f"help after page 1: {', '.join(seen.late)}"
    if seen.foot > limits.foot:
        yield f"{seen.foot:.0%} of a page is empty at its foot (at most {limits.foot:.0%})"
    if seen.side > limits.side:
        yield f"{seen.side:.0%} of the lines on a page leave its end empty (at most {limits.side:.0%})"
    if seen.gaps > limits.gaps:
        yield f"the largest gap before a section is {seen.gaps:.1f} of the smallest (at most {limits.gaps:g})"
    if seen.edges > limits.edges:
        yield f"text begins at {seen.edges} places across a page (at most {limits.edges})"
    if seen.furniture > limits.furniture:
        yield f"head and foot take {seen.furniture:.0%} of a page (at most {limits.furniture:.0%})"
    if seen.cell_words is not None and seen.cell_words < limits.cell_words:
        yield f"cells hold {seen.cell_words:g} words a line (at least {limits.cell_words:g})"
