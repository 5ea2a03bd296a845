"""The shapes of a PowerPoint file as elements, in their order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.chunk import Chunk
from handouts.audit.readers.pptx.file import TITLES, Cell, Deck, Paragraph, Run, Shape, Slide, Table, read_deck
from handouts.audit.speak.node import Node, Recording

FURNITURE = {"ftr": "Footer", "sldNum": "Number", "dt": "Footer"}
DOT = "•"


def spoken_deck(data: bytes, budget: Budget) -> Recording:
    """A presentation. Raises UnreadableError."""
    deck = read_deck(data, budget)
    nodes = tuple(map(_slide, deck.slides))
    return Recording("pptx", deck.title, deck.lang or _language(deck), nodes, len(deck.slides))


def _language(deck: Deck) -> str:
    """The language of the first words, where a file does not say its own."""
    texts = (each for slide in deck.slides for shape in slide.walk() for each in _texts(shape))
    return next((run.lang for paragraph in texts for run in paragraph.runs if run.lang), "")


def _texts(shape: Shape) -> Iterator[Paragraph]:
    yield from shape.paragraphs
    if shape.table is not None:
        yield from (each for row in shape.table.rows for cell in row for each in cell.paragraphs)


def _slide(slide: Slide) -> Node:
    kids = list(_bodies([node for shape in slide.shapes for node in _shape(shape)]))
    notes = tuple(_paragraphs(slide.notes))
    if notes:
        kids.append(Node("Notes", notes))
    return Node("Slide", tuple(kids), number=slide.number, hidden=slide.hidden)


def _bodies(nodes: list[Node]) -> Iterator[Node]:
    """The text of a placeholder is a group only where it stands beside others, as one card of several."""
    several = sum(node.kind in ("Body", "Div") for node in nodes) > 1
    for node in nodes:
        yield replace(node, kind="Div" if several else "Sect") if node.kind == "Body" else node


# --- shapes ---------------------------------------------------------------------------------------


def _shape(shape: Shape) -> Iterator[Node]:
    """What is said of a shape: nothing of one that is decorative, and of a hidden one that it is hidden."""
    if shape.hidden:
        inside = tuple(_seen(shape))
        if inside:
            yield Node("Hidden", inside)
    elif not shape.decorative:
        yield from _seen(shape)


def _seen(shape: Shape) -> Iterator[Node]:
    alt = shape.alt or None
    if shape.kind == "group":
        yield from _group(shape, alt)
    elif shape.table is not None:
        yield _table(shape.table, alt)
    elif shape.kind == "chart":
        yield Node("Chart", alt=alt)
    elif shape.text.strip():
        yield from _text(shape, alt)
    elif shape.kind == "picture" or alt or shape.placeholder is None:
        yield Node("Figure", alt=alt)


def _group(shape: Shape, alt: str | None) -> Iterator[Node]:
    """A group: one description, and the words of its parts; without one it is only its parts."""
    parts = tuple(node for part in shape.children for node in _shape(part))
    if alt is None:
        yield from parts
        return
    told = tuple(_short(node) for node in parts if node.kind not in ("Figure", "Chart") or node.alt)
    yield Node("Figure", (Node("Parts", told),), alt)


def _short(node: Node) -> Node:
    """A box of a diagram, its label and what stands below it on one line."""
    if node.kind != "Div" or any(isinstance(kid, Node) and kid.kind == "L" for kid in node.kids):
        return node
    words = (word for kid in node.kids if isinstance(kid, Node) for word in (*kid.kids, Chunk(", ")))
    return Node("P", tuple(words)[:-1])


def _text(shape: Shape, alt: str | None) -> Iterator[Node]:
    """The text of a shape, after the description that it may have as well."""
    kind = shape.placeholder
    if alt:
        yield Node("P", (Chunk(alt),))
    body = tuple(_paragraphs(shape.paragraphs))
    if kind in TITLES or kind in FURNITURE:
        yield Node("Title" if kind in TITLES else FURNITURE[kind or ""], body)
    elif len(body) > 1:
        yield Node("Div" if kind is None else "Body", body)
    else:
        yield from body


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraphs(paragraphs: Sequence[Paragraph]) -> Iterator[Node]:
    """The paragraphs of a text; those with bullets that follow each other are a list."""
    counted: dict[int, int] = {}
    made = [
        (_label(each, counted), Node("P", tuple(map(_run, each.runs)), lang=_tongue(each)))
        for each in paragraphs
        if each.text.strip()
    ]
    for listed, group in groupby(made, key=lambda each: each[0] is not None):
        if listed:
            yield Node("L", tuple(_item(label or "", node) for label, node in group))
        else:
            yield from (node for _, node in group)


def _item(label: str, node: Node) -> Node:
    return Node("LI", (Node("Lbl", (Chunk(label),)), Node("LBody", node.kids)), lang=node.lang)


def _tongue(paragraph: Paragraph) -> str | None:
    """The language of a paragraph's first words."""
    return next((run.lang for run in paragraph.runs if run.lang), None)


def _label(paragraph: Paragraph, counted: dict[int, int]) -> str | None:
    """The bullet or number of a paragraph, or None; `counted` holds the numbers so far by level."""
    bullet, level = paragraph.bullet, paragraph.level
    if bullet is None:
        counted.pop(level, None)
        return None
    if not bullet.form:
        return DOT
    counted[level] = max(counted.get(level, bullet.start - 1) + 1, bullet.start)
    return _numbered(bullet.form, counted[level])


def _numbered(form: str, number: int) -> str:
    """A number as its list writes it."""
    sign = str(number)
    if form.startswith("alpha"):
        sign = chr(ord("A" if "Uc" in form else "a") + (number - 1) % 26)
    return f"{sign}." if form.endswith("Period") else f"{sign})" if "Paren" in form else sign


def _run(run: Run) -> Node | Chunk:
    words = Chunk(" " if run.text == "\n" else run.text)
    return words if run.link is None else Node("Link", (words,), url=run.url)


# --- tables ---------------------------------------------------------------------------------------


def _table(table: Table, alt: str | None) -> Node:
    rows = []
    for number, row in enumerate(table.rows):
        cells = (_cell(cell, _scope(table, number, place)) for place, cell in enumerate(row) if not cell.spanned)
        rows.append(Node("TR", tuple(cells)))
    return Node("Table", tuple(rows), alt)


def _scope(table: Table, row: int, column: int) -> str:
    """What a cell heads, by where it stands in its table."""
    if row == 0 and table.header_row:
        return "Column"
    return "Row" if column == 0 and table.header_column else ""


def _cell(cell: Cell, scope: str) -> Node:
    body = tuple(_paragraphs(cell.paragraphs))
    return Node("TH" if scope else "TD", body, scope=scope, columns=cell.columns, rows=cell.rows)
