"""The shapes of a PowerPoint file as elements, in their order, read with python-pptx."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from io import BytesIO
from itertools import groupby
from typing import Any

from handouts.audit.speak.node import Chunk, Node, Recording, UnreadableError

A = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
LEVELS = 9
WIDEST = 1000  # cells that a table may be wide
TITLES = ("title", "ctrTitle")
FURNITURE = {"ftr": "Footer", "sldNum": "Number", "dt": "Footer"}
BULLETED = ("body", "obj", "")  # placeholders whose text has the bullets of the master's body
DOT = "•"


def read_deck(content: bytes) -> Recording:
    """A presentation."""
    try:
        return _recording(content)
    except Exception as error:  # a broken file can break the reader in any way
        raise UnreadableError("unreadable-file", f"cannot be read as a presentation: {_reason(error)}") from error


def _reason(error: Exception) -> str:
    """What a library says of a file that it was given without a name."""
    said = re.sub(r"file '<[^>]*>'", "it", " ".join(str(error).split()))
    return said or type(error).__name__


def _recording(content: bytes) -> Recording:
    from pptx import Presentation

    deck = Presentation(BytesIO(content))
    slides = list(deck.slides)
    nodes = tuple(_slide(slide, number) for number, slide in enumerate(slides, start=1))
    facts = deck.core_properties
    return Recording("pptx", facts.title or "", facts.language or _language(slides), nodes, len(slides))


def _language(slides: Sequence[Any]) -> str:
    """The language of the first words, where a file does not say its own."""
    for slide in slides:
        tongue = _tongue(slide._element)  # noqa: SLF001 - the run's language has no other door
        if tongue is not None:
            return tongue
    return ""


def _slide(slide: Any, number: int) -> Node:
    hidden = slide._element.get("show") in ("0", "false")  # noqa: SLF001
    kids = list(_bodies([node for shape in slide.shapes for node in _shape(shape)]))
    if slide.has_notes_slide:
        notes = slide.notes_slide.notes_text_frame
        body = tuple(_paragraphs(notes._txBody, notes.part, ())) if notes is not None else ()  # noqa: SLF001
        kids += [Node("Notes", body)] if body else []
    return Node("Slide", tuple(kids), number=number, hidden=hidden)


def _bodies(nodes: list[Node]) -> Iterator[Node]:
    """The text of a placeholder is a group only where it stands beside others, as one card of several."""
    several = sum(node.kind in ("Body", "Div") for node in nodes) > 1
    for node in nodes:
        yield replace(node, kind="Div" if several else "Sect") if node.kind == "Body" else node


# --- shapes ---------------------------------------------------------------------------------------


def _shape(shape: Any) -> Iterator[Node]:
    """What is said of a shape; nothing of one that is decorative or hidden."""
    facts = shape._element._nvXxPr.cNvPr  # noqa: SLF001 - the description has no other door
    if facts.get("hidden") in ("1", "true") or any(mark.get("val") in ("1", "true") for mark in facts.iter(DECORATIVE)):
        return
    alt = facts.get("descr") or None
    element = shape._element  # noqa: SLF001
    if element.tag == f"{P}grpSp":
        yield from _group(shape, alt)
    elif getattr(shape, "has_table", False):
        yield _table(shape, alt)
    elif getattr(shape, "has_chart", False):
        yield Node("Chart", alt=alt)
    elif getattr(shape, "has_text_frame", False) and shape.text_frame.text.strip():
        yield from _text(shape, alt)
    elif element.tag == f"{P}pic" or alt or not getattr(shape, "is_placeholder", False):
        yield Node("Figure", alt=alt)


def _group(shape: Any, alt: str | None) -> Iterator[Node]:
    """A group: one description, and the words of its parts; without one it is only its parts."""
    parts = tuple(node for part in shape.shapes for node in _shape(part))
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


def _text(shape: Any, alt: str | None) -> Iterator[Node]:
    """The text of a shape, after the description that it may have as well."""
    holder = shape._element.find(f"{P}nvSpPr/{P}nvPr/{P}ph")  # noqa: SLF001
    kind = (holder.get("type") or "") if holder is not None else None
    looks = tuple(_looks(shape, kind))
    if alt:
        yield Node("P", (Chunk(alt),))
    body = tuple(_paragraphs(shape.text_frame._txBody, shape.part, looks))  # noqa: SLF001
    if kind in TITLES or kind in FURNITURE:
        name = "Title" if kind in TITLES else FURNITURE[kind or ""]
        yield Node(name, body)
    elif len(body) > 1:
        yield Node("Div" if holder is None else "Body", body)
    else:
        yield from body


def _looks(shape: Any, kind: str | None) -> Iterator[Any]:
    """The paragraph looks that a shape's text falls back on, nearest first."""
    yield shape._element.find(f"{P}txBody/{A}lstStyle")  # noqa: SLF001
    if kind is None:
        return
    above = getattr(shape, "_base_placeholder", None)
    for _ in range(2):
        if above is None:
            break
        yield above._element.find(f"{P}txBody/{A}lstStyle")  # noqa: SLF001
        above = getattr(above, "_base_placeholder", None)
    if kind in BULLETED:
        yield shape.part.slide.slide_layout.slide_master._element.find(f"{P}txStyles/{P}bodyStyle")  # noqa: SLF001


# --- paragraphs -----------------------------------------------------------------------------------


def _paragraphs(body: Any, part: Any, looks: Sequence[Any]) -> Iterator[Node]:
    """The paragraphs of a text; those with bullets that follow each other are a list."""
    made = []
    counted: dict[int, int] = {}
    for para in body.iter(f"{A}p"):
        words = tuple(_runs(para, part))
        if any(_plain(word).strip() for word in words):
            made.append((_label(para, looks, counted), Node("P", words, lang=_tongue(para))))
    for listed, group in groupby(made, key=lambda each: each[0] is not None):
        if listed:
            yield Node("L", tuple(_item(label or "", node) for label, node in group))
        else:
            yield from (node for _, node in group)


def _item(label: str, node: Node) -> Node:
    return Node("LI", (Node("Lbl", (Chunk(label),)), Node("LBody", node.kids)), lang=node.lang)


def _tongue(para: Any) -> str | None:
    """The language of a paragraph's first words."""
    return next((str(look.get("lang")) for look in para.iter(f"{A}rPr") if look.get("lang")), None)


def _plain(word: Node | Chunk) -> str:
    return word.text if isinstance(word, Chunk) else "".join(map(_plain, word.kids))


def _label(para: Any, looks: Sequence[Any], counted: dict[int, int]) -> str | None:
    """The bullet or number of a paragraph, or None; `counted` holds the numbers so far by level."""
    own = para.find(f"{A}pPr")
    level = min(int(own.get("lvl", "0")), LEVELS - 1) if own is not None else 0
    for look in (own, *(each.find(f"{A}lvl{level + 1}pPr") for each in looks if each is not None)):
        bullet = None if look is None else next((kid for kid in look if kid.tag in BULLETS), None)
        if bullet is None:
            continue
        if bullet.tag == f"{A}buNone":
            counted.pop(level, None)
            return None
        if bullet.tag == f"{A}buAutoNum":
            counted[level] = counted.get(level, int(bullet.get("startAt", "1")) - 1) + 1
            first = int(bullet.get("startAt", "1"))
            counted[level] = max(counted[level], first)
            return _numbered(bullet.get("type", ""), counted[level])
        return DOT
    counted.pop(level, None)
    return None


BULLETS = tuple(f"{A}{name}" for name in ("buNone", "buAutoNum", "buChar", "buBlip"))


def _numbered(form: str, number: int) -> str:
    """A number as its list writes it."""
    sign = str(number)
    if form.startswith("alpha"):
        sign = chr(ord("A" if "Uc" in form else "a") + (number - 1) % 26)
    return f"{sign}." if form.endswith("Period") else f"{sign})" if "Paren" in form else sign


def _runs(para: Any, part: Any) -> Iterator[Node | Chunk]:
    """The words of a paragraph, its links among them."""
    for run in para:
        if run.tag == f"{A}br":
            yield Chunk(" ")
        elif run.tag in (f"{A}r", f"{A}fld"):
            yield _run(run, part)


def _run(run: Any, part: Any) -> Node | Chunk:
    words = Chunk("".join(text.text or "" for text in run.iter(f"{A}t")))
    link = run.find(f"{A}rPr/{A}hlinkClick")
    if link is None:
        return words
    relation = part.rels.get(link.get(f"{R}id"))
    url = relation.target_ref if relation is not None and relation.is_external else None
    return Node("Link", (words,), url=url)


# --- tables ---------------------------------------------------------------------------------------


def _table(shape: Any, alt: str | None) -> Node:
    table = shape.table
    rows = []
    for number, row in enumerate(table.rows):
        cells = (
            _cell(cell, shape.part, number == 0 and table.first_row, place == 0 and table.first_col)
            for place, cell in enumerate(list(row.cells)[:WIDEST])
            if not cell.is_spanned
        )
        rows.append(Node("TR", tuple(cells)))
    return Node("Table", tuple(rows), alt)


def _cell(cell: Any, part: Any, in_head: bool, in_first: bool) -> Node:
    columns, rows = (cell.span_width, cell.span_height) if cell.is_merge_origin else (1, 1)
    scope = "Column" if in_head else "Row" if in_first else ""
    body = tuple(_paragraphs(cell.text_frame._txBody, part, ()))  # noqa: SLF001
    return Node("TH" if scope else "TD", body, scope=scope, columns=columns, rows=rows)
