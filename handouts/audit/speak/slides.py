"""The shapes of a PowerPoint file as elements, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.chunk import Chunk
from handouts.audit.readers.pptx.file import (
    TITLES,
    Cell,
    Deck,
    PptxShape,
    Run,
    ShapeParagraph,
    ShapeTable,
    Slide,
    read_deck,
)
from handouts.audit.speak.node import Recording, SpokenNode

FURNITURE = {"ftr": "Footer", "sldNum": "Number", "dt": "Footer"}
DOT = "•"


def spoken_deck(data: bytes, budget: Budget) -> Recording:
    """Return the structure of a presentation. Raises UnreadableError."""
    deck = read_deck(data, budget)
    nodes = tuple(map(_slide, deck.slides))
    return Recording("pptx", deck.title, deck.lang or _language(deck), nodes, len(deck.slides))


def _language(deck: Deck) -> str:
    """Return the language of the first text, for a file that does not state its own."""
    texts = (each for slide in deck.slides for shape in slide.walk() for each in _texts(shape))
    return next((run.lang for paragraph in texts for run in paragraph.runs if run.lang), "")


def _texts(shape: PptxShape) -> Iterator[ShapeParagraph]:
    yield from shape.paragraphs
    if shape.table is not None:
        yield from (each for row in shape.table.rows for cell in row for each in cell.paragraphs)


def _slide(slide: Slide) -> SpokenNode:
    kids = list(_bodies([node for shape in slide.shapes for node in _shape(shape)]))
    notes = tuple(_paragraphs(slide.notes))
    if notes:
        kids.append(SpokenNode("Notes", notes))
    return SpokenNode("Slide", tuple(kids), number=slide.number, hidden=slide.hidden)


def _bodies(nodes: list[SpokenNode]) -> Iterator[SpokenNode]:
    """Yield nodes in which placeholder text is a group only beside other groups, as one card of several."""
    several = sum(node.kind in ("Body", "Div") for node in nodes) > 1
    for node in nodes:
        yield replace(node, kind="Div" if several else "Sect") if node.kind == "Body" else node


# --- shapes ---------------------------------------------------------------------------------------


def _shape(shape: PptxShape) -> Iterator[SpokenNode]:
    """Yield the nodes of a shape: none for a decorative one; a hidden one is announced as hidden."""
    if shape.hidden:
        inside = tuple(_seen(shape))
        if inside:
            yield SpokenNode("Hidden", inside)
    elif not shape.decorative:
        yield from _seen(shape)


def _seen(shape: PptxShape) -> Iterator[SpokenNode]:
    alt = shape.alt or None
    if shape.kind == "group":
        yield from _group(shape, alt)
    elif shape.table is not None:
        yield _table(shape.table, alt)
    elif shape.kind == "chart":
        yield SpokenNode("Chart", alt=alt)
    elif shape.text.strip():
        yield from _text(shape, alt)
    elif shape.kind == "picture" or alt or shape.placeholder is None:
        yield SpokenNode("Figure", alt=alt)


def _group(shape: PptxShape, alt: str | None) -> Iterator[SpokenNode]:
    """Yield the nodes of a group: its description with the text of its parts, or without one only the parts."""
    parts = tuple(node for part in shape.children for node in _shape(part))
    if alt is None:
        yield from parts
        return
    told = tuple(_short(node) for node in parts if node.kind not in ("Figure", "Chart") or node.alt)
    yield SpokenNode("Figure", (SpokenNode("Parts", told),), alt)


def _short(node: SpokenNode) -> SpokenNode:
    """Return a box of a diagram as one paragraph: its label, then the line below it."""
    if node.kind != "Div" or any(isinstance(kid, SpokenNode) and kid.kind == "L" for kid in node.kids):
        return node
    words = (word for kid in node.kids if isinstance(kid, SpokenNode) for word in (*kid.kids, Chunk(", ")))
    return SpokenNode("P", tuple(words)[:-1])


def _text(shape: PptxShape, alt: str | None) -> Iterator[SpokenNode]:
    """Yield the nodes of a shape's text, after its alt text if it has one."""
    kind = shape.placeholder
    if alt:
        yield SpokenNode("P", (Chunk(alt),))
    body = tuple(_paragraphs(shape.paragraphs))
    if kind in TITLES or kind in FURNITURE:
        yield SpokenNode("Title" if kind in TITLES else FURNITURE[kind or ""], body)
    elif len(body) > 1:
        yield SpokenNode("Div" if kind is None else "Body", body)
    else:
        yield from body


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraphs(paragraphs: Sequence[ShapeParagraph]) -> Iterator[SpokenNode]:
    """Yield the nodes of paragraphs; consecutive ones with bullets form a list."""
    counted: dict[int, int] = {}
    made = [
        (_label(each, counted), each.level, SpokenNode("P", tuple(map(_run, each.runs)), lang=_tongue(each)))
        for each in paragraphs
        if each.text.strip()
    ]
    for listed, group in groupby(made, key=lambda each: each[0] is not None):
        if listed:
            yield _list([(label or "", level, node) for label, level, node in group])
        else:
            yield from (node for _, _, node in group)


def _list(items: list[tuple[str, int, SpokenNode]]) -> SpokenNode:
    """Return the list of items of the first one's level; deeper ones form lists inside the item before them."""
    top, made = items[0][1], list[SpokenNode]()
    for deeper, group in groupby(items, key=lambda each: each[1] > top):
        if deeper and made:
            made[-1] = replace(made[-1], kids=(*made[-1].kids, _list(list(group))))
        else:
            made.extend(_item(label, node) for label, _, node in group)
    return SpokenNode("L", tuple(made))


def _item(label: str, node: SpokenNode) -> SpokenNode:
    return SpokenNode("LI", (SpokenNode("Lbl", (Chunk(label),)), SpokenNode("LBody", node.kids)), lang=node.lang)


def _tongue(paragraph: ShapeParagraph) -> str | None:
    """Return the language of a paragraph's first text, or None."""
    return next((run.lang for run in paragraph.runs if run.lang), None)


def _label(paragraph: ShapeParagraph, counted: dict[int, int]) -> str | None:
    """Return the bullet or number of a paragraph, or None; `counted` holds the last number of each level."""
    bullet, level = paragraph.bullet, paragraph.level
    if bullet is None:
        counted.pop(level, None)
        return None
    if not bullet.form:
        return DOT
    counted[level] = max(counted.get(level, bullet.start - 1) + 1, bullet.start)
    return _numbered(bullet.form, counted[level])


def _numbered(form: str, number: int) -> str:
    """Return a number in the form of its list."""
    sign = str(number)
    if form.startswith("alpha"):
        sign = chr(ord("A" if "Uc" in form else "a") + (number - 1) % 26)
    return f"{sign}." if form.endswith("Period") else f"{sign})" if "Paren" in form else sign


def _run(run: Run) -> SpokenNode | Chunk:
    words = Chunk(" " if run.text == "\n" else run.text)
    return words if run.link is None else SpokenNode("Link", (words,), url=run.url)


# --- tables ---------------------------------------------------------------------------------------


def _table(table: ShapeTable, alt: str | None) -> SpokenNode:
    rows = []
    for number, row in enumerate(table.rows):
        cells = (_cell(cell, _scope(table, number, place)) for place, cell in enumerate(row) if not cell.spanned)
        rows.append(SpokenNode("TR", tuple(cells)))
    return SpokenNode("Table", tuple(rows), alt)


def _scope(table: ShapeTable, row: int, column: int) -> str:
    """Return what a cell is the header of, by its position in the table; empty for a data cell."""
    if row == 0 and table.header_row:
        return "Column"
    return "Row" if column == 0 and table.header_column else ""


def _cell(cell: Cell, scope: str) -> SpokenNode:
    body = tuple(_paragraphs(cell.paragraphs))
    return SpokenNode("TH" if scope else "TD", body, scope=scope, columns=cell.columns, rows=cell.rows)
