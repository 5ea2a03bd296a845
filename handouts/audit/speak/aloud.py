"""Elements turned into spoken lines, in order, with the announcement for each type of element."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from handouts.audit.readers.chunk import Chunk
from handouts.audit.speak.grid import Grid, grid_of
from handouts.audit.speak.node import Recording, SpokenNode, joined
from handouts.audit.speak.said import Role, SpokenCell, SpokenLine, SpokenLink, phrase
from handouts.core.words import SOURCE

INLINE = {
    "Span",
    "Quote",
    "Em",
    "Strong",
    "Sub",
    "Link",
    "Reference",
    "BibEntry",
    "Code",
    "Annot",
    "NonStruct",
    "Ruby",
    "RB",
    "RT",
}
LISTS = {"L": "LI", "TOC": "TOCI"}
NESTED: dict[str, Role] = {
    "BlockQuote": "quote",
    "Note": "note",
    "FENote": "note",
    "Notes": "notes",
    "Hidden": "hidden",
}
WITH_ALT: dict[str, Role] = {"Figure": "figure", "Formula": "figure", "Chart": "chart", "Form": "field"}
NAMED: dict[str, Role] = {"Caption": "caption", "Title": "title", "Footer": "footer", "Number": "footer"}

# the ids of what the screen reader announces for each role
NESTED_WORDS: Mapping[Role, str] = {
    "quote": "spoken.quote",
    "note": "spoken.note",
    "notes": "spoken.notes",
    "hidden": "spoken.hidden",
}
RUNNING_WORDS: Mapping[Role, str] = {
    "caption": "spoken.caption",
    "title": "spoken.title",
    "footer": "spoken.footer",
}
ALT_WORDS: Mapping[Role, str] = {"figure": "spoken.figure", "chart": "spoken.chart", "field": "spoken.field"}
NO_ALT_WORDS: Mapping[Role, str] = {
    "figure": "spoken.figure.none",
    "chart": "spoken.chart.none",
    "field": "spoken.field.none",
}


@dataclass(frozen=True, slots=True)
class _Voice:
    """The language of the file, in which announcements are made, and that of the element being read."""

    file: str
    now: str
    slides: int

    def phrase(self, name: str, **parts: object) -> str:
        return phrase(name, self.file, **parts)

    @property
    def other(self) -> str | None:
        """The language that the screen reader has to switch to, or None."""
        return None if _tongue(self.now) == _tongue(self.file) else self.now


def _tongue(lang: str) -> str:
    """Return a language without its region."""
    return lang.partition("-")[0].lower()


def lines_of(recording: Recording) -> Iterator[SpokenLine]:
    """Yield the spoken lines of a file, from its title to its last element."""
    voice = _Voice(recording.lang, recording.lang, recording.slides)
    title = recording.title or voice.phrase("spoken.untitled")
    says = voice.phrase("spoken.document", title=title, language=recording.lang or voice.phrase("spoken.unknown"))
    yield SpokenLine("document", recording.title, says)
    for node in recording.nodes:
        yield from _said(node, voice, 0)


def _said(node: SpokenNode, voice: _Voice, depth: int) -> Iterator[SpokenLine]:
    """Yield the lines of an element and everything in it."""
    voice = replace(voice, now=node.lang or voice.now)
    kind = node.kind
    if kind in LISTS:
        yield from _list(node, voice, depth)
    elif kind == "Table":
        yield from _table(node, voice, depth)
    elif kind == "Slide":
        yield from _slide(node, voice, depth)
    elif kind in WITH_ALT:
        yield from _described(node, voice, depth)
    elif kind in NESTED:
        yield _line(NESTED[kind], (), voice.phrase(NESTED_WORDS[NESTED[kind]]), voice, depth)
        yield from _inside(node, "text", voice, depth + 1)
    elif kind == "Div" and _holds_text(node):
        yield _line("group", (), voice.phrase("spoken.group"), voice, depth)
        yield from _inside(node, "text", voice, depth + 1)
    elif _level(kind) is not None:
        yield from _inside(node, "heading", voice, depth, _level(kind))
    elif kind in NAMED:
        yield from _inside(SpokenNode(kind, tuple(_unwrapped(node))), NAMED[kind], voice, depth)
    else:
        yield from _inside(node, "text", voice, depth)


def _level(kind: str) -> int | None:
    """Return the level of a heading, 0 for one without a level, or None for other elements."""
    if kind == "H":
        return 0
    return int(kind[1:]) if kind[:1] == "H" and kind[1:].isdecimal() else None


def _holds_text(node: SpokenNode) -> bool:
    """Return whether a division contains text itself, and not only other divisions."""
    return any(isinstance(kid, Chunk) or kid.kind in INLINE or kid.kind == "P" for kid in node.kids)


# --- running text ---------------------------------------------------------------------------------


def _inside(node: SpokenNode, role: Role, voice: _Voice, depth: int, level: int | None = None) -> Iterator[SpokenLine]:
    """Yield the lines in an element: its running text as one line, other elements in their places."""
    words: list[SpokenNode | Chunk] = []
    for kid in node.kids:
        if isinstance(kid, Chunk) or (kid.kind in INLINE and not _has_blocks(kid)):
            words.append(kid)
            continue
        yield from _running(words, role, voice, depth, level)
        words = []
        yield from _said(kid, voice, depth)
    yield from _running(words, role, voice, depth, level)


def _unwrapped(node: SpokenNode) -> Iterator[SpokenNode | Chunk]:
    """Yield the content of a caption or title, which may be wrapped in paragraphs."""
    for kid in node.kids:
        if isinstance(kid, SpokenNode) and kid.kind == "P":
            yield from kid.kids
            yield Chunk(" ")
        else:
            yield kid


def _has_blocks(node: SpokenNode) -> bool:
    """Return whether an inline element contains elements that are not inline."""
    return any(isinstance(kid, SpokenNode) and (kid.kind not in INLINE or _has_blocks(kid)) for kid in node.kids)


def _running(
    words: Iterable[SpokenNode | Chunk], role: Role, voice: _Voice, depth: int, level: int | None
) -> Iterator[SpokenLine]:
    words = tuple(words)
    text, says = joined(_chunks(words, None)), joined(_chunks(words, voice))
    if not text:
        return
    if role == "heading":
        says = voice.phrase("spoken.heading" if level else "spoken.heading.any", level=level, text=says)
    elif role in RUNNING_WORDS:
        says = voice.phrase(RUNNING_WORDS[role], text=says)
    yield _line(role, words, says, voice, depth, level=level or None)


def _line(
    role: Role, words: tuple[SpokenNode | Chunk, ...], says: str, voice: _Voice, depth: int, level: int | None = None
) -> SpokenLine:
    return SpokenLine(
        role, joined(_chunks(words, None)), says, depth, level, None, voice.other, (), tuple(_links(words))
    )


def _chunks(words: Iterable[SpokenNode | Chunk], voice: _Voice | None) -> Iterator[Chunk]:
    """Yield the text of a line; with a voice, links in it are announced."""
    for each in words:
        if isinstance(each, Chunk):
            yield each
            continue
        inner = list(_chunks(each.kids, voice)) if each.alt is None else [Chunk(each.alt)]
        if each.kind == "Link" and voice is not None:
            opening, _, closing = voice.phrase("spoken.link", text="|").partition("|")
            yield Chunk(opening, first=inner[0].first if inner else None)
            yield from inner
            yield Chunk(closing)
        else:
            yield from inner


def _links(words: Iterable[SpokenNode | Chunk]) -> Iterator[SpokenLink]:
    for each in words:
        if isinstance(each, SpokenNode) and each.kind == "Link":
            yield SpokenLink(joined(_chunks((each,), None)), each.url)
        elif isinstance(each, SpokenNode):
            yield from _links(each.kids)


# --- slides, lists and figures --------------------------------------------------------------------


def _slide(node: SpokenNode, voice: _Voice, depth: int) -> Iterator[SpokenLine]:
    says = voice.phrase(
        "spoken.slide.hidden" if node.hidden else "spoken.slide", slide=node.number, slides=voice.slides
    )
    yield SpokenLine("slide", "", says, depth, count=node.number)
    yield from _inside(node, "text", voice, depth)


def _list(node: SpokenNode, voice: _Voice, depth: int) -> Iterator[SpokenLine]:
    """Yield the lines of a list, which starts with the number of its items."""
    count = sum(isinstance(kid, SpokenNode) and kid.kind == LISTS[node.kind] for kid in node.kids)
    says = voice.phrase("spoken.list.one" if count == 1 else "spoken.list", count=count)
    if node.kind == "TOC":
        says = voice.phrase("spoken.contents", count=count)
    yield SpokenLine("list", "", says, depth, count=count, lang=voice.other)
    for kid in node.kids:
        if isinstance(kid, SpokenNode) and kid.kind == LISTS[node.kind]:
            yield from _item(kid, replace(voice, now=kid.lang or voice.now), depth + 1)
        elif isinstance(kid, SpokenNode):
            yield from _said(kid, voice, depth + 1)


def _item(node: SpokenNode, voice: _Voice, depth: int) -> Iterator[SpokenLine]:
    """Yield the lines of a list item: its label and first text on one line, the rest below."""
    label = joined(chunk for part in _parts(node) if part.kind == "Lbl" for chunk in _chunks((part,), None))
    rest = SpokenNode(
        "LBody", tuple(kid for kid in node.kids if not (isinstance(kid, SpokenNode) and kid.kind == "Lbl"))
    )
    lines = list(_inside(rest, "text", voice, depth))
    first = lines[0] if lines else None
    if first is None or first.role != "text":
        yield SpokenLine("item", label, label or voice.phrase("spoken.empty"), depth, lang=voice.other)
        yield from (replace(line, depth=line.depth + 1) for line in lines)
        return
    text, says = (f"{label} {words}".strip() for words in (first.text, first.says))
    yield replace(first, role="item", text=text, says=says)
    yield from (replace(line, depth=line.depth + 1) for line in lines[1:])


def _parts(node: SpokenNode) -> Iterator[SpokenNode]:
    return (kid for kid in node.kids if isinstance(kid, SpokenNode))


def _described(node: SpokenNode, voice: _Voice, depth: int) -> Iterator[SpokenLine]:
    """Yield the lines of a figure, chart or field: its alt text, or without one the text in it."""
    role = WITH_ALT[node.kind]
    inner = SpokenNode("Sect", node.kids)
    if node.alt:
        shown = joined((Chunk(node.alt),))
        yield SpokenLine(role, shown, voice.phrase(ALT_WORDS[role], text=shown), depth, lang=voice.other)
        inner = SpokenNode("Sect", tuple(part for part in _parts(node) if part.kind in ("Caption", "Parts")))
    else:
        yield SpokenLine(role, "", voice.phrase(NO_ALT_WORDS[role]), depth, lang=voice.other)
    yield from _inside(inner, "text", voice, depth + 1)


# --- tables ---------------------------------------------------------------------------------------


def _table(node: SpokenNode, voice: _Voice, depth: int) -> Iterator[SpokenLine]:
    """Yield the lines of a table: its size, then its rows."""
    grid = grid_of(node)
    rows = voice.phrase("spoken.rows.one" if grid.rows == 1 else "spoken.rows", count=grid.rows)
    columns = voice.phrase("spoken.columns.one" if grid.columns == 1 else "spoken.columns", count=grid.columns)
    size = voice.phrase("spoken.table", rows=rows, columns=columns)
    alt = joined((Chunk(node.alt or ""),))
    yield SpokenLine("table", alt, f"{size}, {alt}" if alt else size, depth, count=grid.rows, lang=voice.other)
    for part in _parts(node):
        if part.kind == "Caption":
            yield from _said(part, voice, depth + 1)
    for number in range(grid.rows):
        yield from _row(grid, number, voice, depth + 1)


def _row(grid: Grid, number: int, voice: _Voice, depth: int) -> Iterator[SpokenLine]:
    """Yield the line of a table row: each cell after its column headers; the row's own header is said once, first."""
    cells: list[SpokenCell] = []
    says: list[str] = []
    links: list[SpokenLink] = []
    for spot in grid.row(number):
        text = _flat(spot.cell, None)
        headers = tuple(filter(None, (_flat(header, None) for header in grid.headers(spot))))
        cells.append(SpokenCell(headers, text))
        links += _links((spot.cell,))
        heard = _flat(spot.cell, voice) or voice.phrase("spoken.empty")
        above = ", ".join(filter(None, (_flat(header, None) for header in grid.above(spot))))
        says.append(voice.phrase("spoken.cell", header=above, text=heard) if above else heard)
    text = " ".join(cell.text for cell in cells if cell.text)
    spoken = voice.phrase("spoken.row", row=number + 1, cells=" | ".join(says))
    yield SpokenLine("row", text, spoken, depth, number + 1, None, voice.other, tuple(cells), tuple(links))


def _flat(node: SpokenNode, voice: _Voice | None) -> str:
    """Return all text of a cell on one line."""
    if voice is None:
        lines = _inside(node, "text", _Voice(SOURCE, SOURCE, 0), 0)
        return " ".join(line.text for line in lines if line.text)
    return " ".join(line.says for line in _inside(node, "text", replace(voice, now=voice.file), 0))
