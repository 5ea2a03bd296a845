"""A PowerPoint file as it is read: slides with shapes in order, inherited properties, notes and sections."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from lxml import etree

from handouts.audit.readers.bounds import Budget
from handouts.audit.readers.colour import Colour
from handouts.audit.readers.pptx.drawing import A, Backdrop, Palette, children_of, fill_of, first_of, palette_of
from handouts.audit.readers.pptx.package import ROOT, Lost, Package, Relation, opened

P = "{http://schemas.openxmlformats.org/presentationml/2006/main}"
R = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
C = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
P14 = "{http://schemas.microsoft.com/office/powerpoint/2010/main}"
DC = "{http://purl.org/dc/elements/1.1/}"
DECORATIVE = "{http://schemas.microsoft.com/office/drawing/2017/decorative}decorative"
EMU = 12700
RUNS = frozenset({f"{A}r", f"{A}fld", f"{A}br"})
TITLES = ("title", "ctrTitle")
KINDS = {"sp": "shape", "pic": "picture", "grpSp": "group", "cxnSp": "connector", "graphicFrame": "frame"}
PLACING = frozenset(f"{C}{name}" for name in ("yVal", "plus", "minus", "numLit"))
# the type of placeholder to inherit from where a slide layout has none of the same type
SAME = {"ctrTitle": "title", "subTitle": "body", "obj": "body"}
DEFAULT_INSETS = (7.2, 3.6, 7.2, 3.6)
OWN = ("chart", "notesSlide")  # types of parts that belong to a single slide
TRACE = b"urn:handouts:trace:"  # the namespace of a trace, without its version
PRESENTATION, PROPERTIES = "ppt/presentation.xml", "docProps/core.xml"  # names for files without relationships
LEVELS = 9
WIDEST = 1000  # most cells in a table row
BULLETS = frozenset(f"{A}{name}" for name in ("buNone", "buAutoNum", "buChar", "buBlip"))
# memory in bytes of one of each
SLIDE, SHAPE, PARAGRAPH, RUN = 2000, 2500, 1000, 1000


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle in pt from the upper left corner of the slide."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        """Its width in pt."""
        return self.right - self.left

    @property
    def height(self) -> float:
        """Its height in pt."""
        return self.bottom - self.top

    def holds(self, x: float, y: float) -> bool:
        """Return whether a point lies inside."""
        return self.left <= x <= self.right and self.top <= y <= self.bottom


@dataclass(frozen=True, slots=True)
class Run:
    """A run of text; `colour` is None where it cannot be known, `url` is the target of a link to outside the file."""

    text: str
    size: float
    bold: bool
    colour: Colour | None
    lang: str
    link: str | None = None
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Bullet:
    """The marker of a list item: a symbol, or a number in a form that counts from `start`."""

    form: str = ""
    start: int = 1


@dataclass(frozen=True, slots=True)
class ShapeParagraph:
    """A paragraph: its runs, and in pt its line height (0: from the type size), space above and left margin."""

    runs: tuple[Run, ...]
    line: float
    before: float
    margin: float
    align: str
    level: int = 1
    bullet: Bullet | None = None

    @property
    def text(self) -> str:
        """Its text."""
        return "".join(run.text for run in self.runs)


@dataclass(frozen=True, slots=True)
class Level:
    """The inherited properties of paragraphs at a list level; None where nothing sets them."""

    size: str | None
    bold: str | None
    fill: Backdrop | None
    line: str | None
    before: str | None
    margin: str | None
    align: str | None
    bullet: Bullet | None = None


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell: the numbers of columns and rows that it spans, and whether another cell covers it."""

    paragraphs: tuple[ShapeParagraph, ...]
    columns: int
    rows: int
    spanned: bool
    fill: Backdrop | None

    @property
    def merged(self) -> bool:
        """Whether it is merged with another cell."""
        return self.spanned or self.columns > 1 or self.rows > 1

    @property
    def text(self) -> str:
        """Its text."""
        return " ".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class ShapeTable:
    """A table: rows of cells, their heights, the column widths, the headers that it claims, and its frame's width."""

    rows: tuple[tuple[Cell, ...], ...]
    heights: tuple[float, ...]
    widths: tuple[float, ...]
    header_row: bool
    header_column: bool
    frame: float


@dataclass(frozen=True, slots=True)
class Body:
    """The text properties of a shape: insets in pt, vertical anchor, wrapping, and whether the text is fitted."""

    insets: tuple[float, float, float, float]
    anchor: str
    wraps: bool
    fits: bool


@dataclass(frozen=True, slots=True)
class PptxShape:
    """A shape of a slide, alone or in a group; `slot` is the name of its placeholder on the slide layout."""

    number: str
    name: str
    kind: str
    placeholder: str | None
    slot: str
    alt: str
    decorative: bool
    hidden: bool
    box: Box | None
    paragraphs: tuple[ShapeParagraph, ...]
    body: Body
    fill: Backdrop | None
    outline: bool
    table: ShapeTable | None = None
    chart: tuple[Run, ...] = ()
    chart_words: tuple[str, ...] = ()
    chart_seen: tuple[str, ...] = ()
    children: tuple[PptxShape, ...] = ()

    @property
    def text(self) -> str:
        """The text of the shape itself, without its children."""
        return "\n".join(paragraph.text for paragraph in self.paragraphs)

    def walk(self) -> Iterator[PptxShape]:
        """Yield the shape and all shapes in it."""
        yield self
        for child in self.children:
            yield from child.walk()


@dataclass(frozen=True, slots=True)
class Slide:
    """A slide: its part, shapes in reading order, background, notes, and whether it is hidden.

    `behind` holds the shapes of the slide layout and the master, `kind` is the type of the slide layout.
    """

    number: int
    id: str
    part: str
    hidden: bool
    layout: str
    kind: str
    shapes: tuple[PptxShape, ...]
    behind: tuple[PptxShape, ...]
    ground: Backdrop
    notes: tuple[ShapeParagraph, ...]

    def title(self) -> PptxShape | None:
        """Return the shape in the title placeholder, or None."""
        return next((shape for shape in self.shapes if shape.placeholder in TITLES), None)

    def walk(self) -> Iterator[PptxShape]:
        """Yield every shape, including those in groups."""
        for shape in self.shapes:
            yield from shape.walk()


@dataclass(frozen=True, slots=True)
class Deck:
    """A deck as it is read; `lost` lists missing parts, each with the number of the slide that refers to it."""

    title: str
    subject: str
    lang: str
    width: float
    height: float
    slides: tuple[Slide, ...]
    sections: tuple[tuple[str, tuple[str, ...]], ...]
    trace: bytes = b""
    lost: tuple[tuple[int, Lost], ...] = ()


def read_deck(data: bytes, budget: Budget) -> Deck:
    """Return the content of a deck. Raises UnreadableError."""
    with opened(data, budget) as package:
        return deck_of(package)


def deck_of(package: Package) -> Deck:
    """Return the content of a deck from an open package."""
    main = package.related(ROOT, "officeDocument") or PRESENTATION
    root, relations = package.xml(main), package.relations(main)
    sheets = _ParentSlides(package)
    size, listed = root.find(f"{P}sldSz"), root.find(f"{P}sldIdLst")
    slides = tuple(
        _slide(sheets, relations[node.get(f"{R}id")].target, number, str(node.get("id")), root)
        for number, node in enumerate(listed if listed is not None else (), start=1)
    )
    properties = package.related(ROOT, "core-properties") or PROPERTIES
    core = package.xml(properties) if properties in package.names else None
    return Deck(
        _said(core, f"{DC}title"),
        _said(core, f"{DC}subject"),
        _said(core, f"{DC}language"),
        int(size.get("cx")) / EMU if size is not None else 720.0,
        int(size.get("cy")) / EMU if size is not None else 540.0,
        slides,
        tuple(_sections(root)),
        _trace(package),
        tuple(_lost(package, slides)),
    )


def _trace(package: Package) -> bytes:
    """Return the custom XML part with the trace of the deck's numbers, whatever name another program saved it under."""
    leading = (each for name in (ROOT, PRESENTATION) for each in package.relations(name).values())
    named = [each.target for each in leading if each.kind == "customXml" and not each.external]
    named += sorted(name for name in package.names if name.casefold().startswith("customxml/"))
    for name in dict.fromkeys(named):
        if name in package.names and name.casefold().endswith(".xml"):
            data = package.bytes(name)
            if TRACE in data[:400]:
                return data
    return b""


def _lost(package: Package, slides: Sequence[Slide]) -> Iterator[tuple[int, Lost]]:
    """Yield missing parts with slide numbers; a part that no slide refers to is assigned to the first slide."""
    shown = {slide.part: slide.number for slide in slides}
    for slide in slides:
        shown.update((each.target, slide.number) for each in package.relations(slide.part).values() if each.kind in OWN)
    for each in package.lost():
        yield shown.get(each.source, 1), each


def _said(core: Any, name: str) -> str:
    return (core.findtext(name) or "").strip() if core is not None else ""


def _sections(root: Any) -> Iterator[tuple[str, tuple[str, ...]]]:
    for section in root.iter(f"{P14}section"):
        yield section.get("name", ""), tuple(each.get("id") for each in section.iter(f"{P14}sldId"))


# --- slide layouts and masters --------------------------------------------------------------------


@dataclass
class _ParentSlides:
    """The slide layouts, masters and themes of a file, each read once."""

    package: Package
    read: dict[str, _ParentSlide] = field(default_factory=dict)
    palettes: dict[str, Palette] = field(default_factory=dict)

    def of(self, name: str) -> tuple[_ParentSlide | None, Palette]:
        """Return the slide layout of a slide, and the palette in which the slide is painted."""
        layout = self._there(name, "slideLayout")
        master = self._there(layout, "slideMaster") if layout is not None else None
        theme = self._there(master, "theme") if master is not None else None
        above = self._sheet(master, None, theme) if master is not None else None
        sheet = self._sheet(layout, above, theme) if layout is not None else None
        return sheet, sheet.palette if sheet is not None else self._palette(None, None)

    def _there(self, name: str, kind: str) -> str | None:
        """Return the part to which a part has this relationship; None where it is missing, which a check reports."""
        found = self.package.related(name, kind)
        return found if found in self.package.names else None

    def _sheet(self, name: str, above: _ParentSlide | None, theme: str | None) -> _ParentSlide:
        if name not in self.read:
            root = self.package.kept(name)
            palette = above.palette if above is not None else self._palette(theme, root)
            self.read[name] = _ParentSlide(root, above, palette)
        return self.read[name]

    def _palette(self, theme: str | None, master: Any) -> Palette:
        """Return the palette of a theme under its master."""
        name = theme or ""
        if name not in self.palettes:
            self.palettes[name] = palette_of(self.package.xml(name) if name else None, master)
        return self.palettes[name]


@dataclass
class _ParentSlide:
    """A slide layout or a master, with the placeholders that slides inherit from."""

    root: Any
    above: _ParentSlide | None
    palette: Palette
    levels: dict[tuple[str, str] | None, dict[int, Level]] = field(default_factory=dict)

    @cached_property
    def slots(self) -> list[tuple[str, str, Any]]:
        """The type, index and shape of each placeholder."""
        found = []
        for shape in self.root.iter(f"{P}sp"):
            mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
            if mark is not None:
                found.append((mark.get("type", "obj"), mark.get("idx", "0"), shape))
        return found

    def slot(self, kind: str, index: str) -> Any:
        """Return the placeholder that one of this type and index inherits from."""
        if self.above is not None:
            for _, number, shape in self.slots:
                if number == index and index != "0":
                    return shape
        wanted = (kind, SAME.get(kind, kind))
        return next((shape for each, _, shape in self.slots if each in wanted), None)

    @cached_property
    def behind(self) -> tuple[PptxShape, ...]:
        """The shapes of the layout or master itself, which are painted behind those of a slide."""
        own = _Reader(None, self, {}, self.palette)
        nodes = self.root.findall(f"{P}cSld/{P}spTree/{P}sp") + self.root.findall(f"{P}cSld/{P}spTree/{P}pic")
        plain = [node for node in nodes if node[0].find(f"{P}nvPr/{P}ph") is None]
        return (*(self.above.behind if self.above is not None else ()), *own.shapes(plain))

    @cached_property
    def ground(self) -> Backdrop | None:
        """The background that the layout or master sets."""
        return _background(self.root, self.palette)


def _background(root: Any, palette: Palette) -> Backdrop | None:
    found = root.find(f"{P}cSld/{P}bg")
    if found is None:
        return None
    own = found.find(f"{P}bgPr")
    if own is not None:
        return fill_of(own, palette) or Backdrop(None)
    style = found.find(f"{P}bgRef")
    return Backdrop(palette.colour(style)) if style is not None else None


# --- one slide ------------------------------------------------------------------------------------


def _slide(sheets: _ParentSlides, name: str, number: int, key: str, presentation: Any) -> Slide:
    package = sheets.package
    package.budget.keep(SLIDE)
    root = package.xml(name)
    layout, palette = sheets.of(name)
    master = layout.above if layout is not None else None
    levels = layout.levels if layout is not None else {}
    reader = _Reader(package, layout, package.relations(name), palette, presentation, levels=levels)
    shapes = tuple(reader.shapes(root.find(f"{P}cSld/{P}spTree")))
    grounds = (_background(root, palette), layout and layout.ground, master and master.ground)
    common = layout.root.find(f"{P}cSld") if layout is not None else None
    return Slide(
        number,
        key,
        name,
        root.get("show") in ("0", "false"),
        common.get("name", "") if common is not None else "",
        layout.root.get("type", "") if layout is not None else "",
        shapes,
        layout.behind if layout is not None else (),
        next((each for each in grounds if each), Backdrop((1.0, 1.0, 1.0))),
        _notes(package, name, palette),
    )


def _notes(package: Package, name: str, palette: Palette) -> tuple[ShapeParagraph, ...]:
    part = package.related(name, "notesSlide")
    if part is None or part not in package.names:
        return ()
    root = package.xml(part)
    reader = _Reader(package, None, package.relations(part), palette, usual=12.0)
    for shape in root.iter(f"{P}sp"):
        mark = shape.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
        if mark is not None and mark.get("type") == "body":
            return reader.paragraphs(shape.find(f"{P}txBody"), [])
    return ()


@dataclass
class _Reader:
    """The state of reading one slide."""

    package: Package | None
    layout: _ParentSlide | None
    relations: Mapping[str, Relation]
    palette: Palette
    presentation: Any = None
    usual: float = 18.0
    levels: dict[tuple[str, str] | None, dict[int, Level]] = field(default_factory=dict)

    def shapes(self, tree: Any, place: tuple[float, ...] = (0, 0, 1, 1)) -> Iterator[PptxShape]:
        """Yield the shapes of a shape tree in order; `place` moves and scales those in a group."""
        for node in tree if tree is not None else ():
            kind = KINDS.get(etree.QName(node).localname) if isinstance(node.tag, str) else None
            if kind is not None:
                yield self._shape(node, kind, place)
            elif isinstance(node.tag, str) and node.tag.endswith("}AlternateContent"):
                yield from self.shapes(node[0], place) if len(node) else ()

    def _count(self, size: int) -> None:
        """Count memory for what is read, except for the few shapes of slide layouts."""
        if self.package is not None:
            self.package.budget.keep(size)

    def _shape(self, node: Any, kind: str, place: tuple[float, ...]) -> PptxShape:
        self._count(SHAPE)
        head = node[0]
        facts = head.find(f"{P}cNvPr")
        mark = head.find(f"{P}nvPr/{P}ph")
        sources = self._sources(node, mark)
        looks = [look for look in (source.find(f"{P}spPr") for source in sources) if look is not None]
        forms = [form for form in (look.find(f"{A}xfrm") for look in looks) if form is not None]
        form = node.find(f"{P}xfrm") if kind == "frame" else None
        group = node.find(f"{P}grpSpPr/{A}xfrm") if kind == "group" else None
        form = group if group is not None else form if form is not None else forms[0] if forms else None
        box = _box(form, place)
        silent = next((each for each in facts.iter(DECORATIVE)), None) if facts is not None else None
        text = node.find(f"{P}txBody")
        table = node.find(f".//{A}tbl") if kind == "frame" else None
        chart = node.find(f".//{C}chart") if kind == "frame" else None
        runs, words, seen = self._chart(chart)
        key = (mark.get("type", "obj"), mark.get("idx", "0")) if mark is not None else None
        own = looks[0] if looks else None
        drawn = own is not None and own.find(f"{A}custGeom") is not None
        return PptxShape(
            facts.get("id", "") if facts is not None else "",
            facts.get("name", "") if facts is not None else "",
            "table" if table is not None else "chart" if chart is not None else kind,
            mark.get("type", "obj") if mark is not None else None,
            _name(sources[1]) if len(sources) > 1 else "",
            (facts.get("descr") or facts.get("title") or "").strip() if facts is not None else "",
            silent is not None and silent.get("val", "1") in ("1", "true"),
            facts is not None and facts.get("hidden") in ("1", "true"),
            box,
            self.paragraphs(text, sources[1:], key),
            _body([source.find(f"{P}txBody") for source in sources]),
            Backdrop(None) if kind == "picture" else None if drawn else self._fill(looks),
            own is not None,
            self._table(table, form) if table is not None else None,
            runs,
            words,
            seen,
            tuple(self.shapes(node, _inner(group, box) if box is not None else place)) if kind == "group" else (),
        )

    def _fill(self, looks: Sequence[Any]) -> Backdrop | None:
        """Return the fill of a shape, its own or an inherited one; None where it is set to have none."""
        for look in looks:
            found = fill_of(look, self.palette)
            if found is not None or look.find(f"{A}noFill") is not None:
                return found
        return None

    def _sources(self, node: Any, mark: Any) -> list[Any]:
        """Return the shape and the placeholders that it inherits from, nearest first."""
        sources = [node]
        sheet = self.layout
        kind, index = (mark.get("type", "obj"), mark.get("idx", "0")) if mark is not None else ("", "0")
        while mark is not None and sheet is not None:
            found = sheet.slot(kind, index)
            if found is not None and found is not node:
                sources.append(found)
                own = found.find(f"{P}nvSpPr/{P}nvPr/{P}ph")
                kind = own.get("type", kind) if own is not None else kind
            sheet = sheet.above
        return sources

    # --- text ---

    def paragraphs(
        self, body: Any, above: Sequence[Any], mark: tuple[str, str] | None = None
    ) -> tuple[ShapeParagraph, ...]:
        """Return the paragraphs of a text body; `above` lists the placeholders that it inherits from.

        `mark` is the type and index of its own placeholder.
        """
        if body is None:
            return ()
        own = body.find(f"{A}lstStyle")
        styled = own is not None and len(own) > 0
        levels = {} if styled else self.levels.setdefault(mark, {})
        found = []
        for node in body.iter(f"{A}p"):
            look = node.find(f"{A}pPr")
            number = int(look.get("lvl", 0)) + 1 if look is not None else 1
            if number not in levels:
                bodies = (source.find(f"{P}txBody/{A}lstStyle") for source in above)
                styles = [own if styled else None, *bodies, *self._defaults(mark[0] if mark else None)]
                levels[number] = self._level([style for style in styles if style is not None], number)
            found.append(self._paragraph(node, look, levels[number]))
        return tuple(found)

    def _defaults(self, kind: str | None) -> list[Any]:
        """Return the master's styles for a type of text, and the default styles of the presentation."""
        master = self.layout.above if self.layout is not None else None
        name = "titleStyle" if kind in TITLES else "bodyStyle" if kind in ("body", "obj", "subTitle") else "otherStyle"
        found = [master.root.find(f"{P}txStyles/{P}{name}")] if master is not None else []
        return [*found, self.presentation.find(f"{P}defaultTextStyle") if self.presentation is not None else None]

    def _level(self, styles: list[Any], number: int) -> Level:
        """Return the properties that styles set for paragraphs of a level, nearest style first."""
        looks = [look for look in (style.find(f"{A}lvl{number}pPr") for style in styles) if look is not None]
        runs = [run for run in (look.find(f"{A}defRPr") for look in looks) if run is not None]
        return Level(
            _attribute(runs, "sz"),
            _attribute(runs, "b"),
            next((fill for fill in (fill_of(run, self.palette) for run in runs) if fill is not None), None),
            first_of(looks, f"{A}lnSpc/{A}spcPts", "val"),
            first_of(looks, f"{A}spcBef/{A}spcPts", "val"),
            _attribute(looks, "marL"),
            _attribute(looks, "algn"),
            next((bullet for look in looks if (bullet := _bullet(look)) is not None), None),
        )

    def _paragraph(self, node: Any, look: Any, level: Level) -> ShapeParagraph:
        self._count(PARAGRAPH)
        line, before, margin, align, bullet = level.line, level.before, level.margin, level.align, level.bullet
        if look is not None:
            bullet = _bullet(look) or bullet
            line = first_of((look,), f"{A}lnSpc/{A}spcPts", "val") or line
            before = first_of((look,), f"{A}spcBef/{A}spcPts", "val") or before
            margin, align = look.get("marL", margin), look.get("algn", align)
        return ShapeParagraph(
            tuple(self._run(run, level) for run in node if run.tag in RUNS),
            int(line) / 100 if line else 0.0,
            int(before) / 100 if before else 0.0,
            int(margin or 0) / EMU,
            align or "l",
            min(int(look.get("lvl", 0)) + 1, LEVELS) if look is not None else 1,
            bullet if bullet is not NO_BULLET else None,
        )

    def _run(self, node: Any, level: Level) -> Run:
        self._count(RUN)
        own = node.find(f"{A}rPr")
        painted, size, bold, lang, link = None, level.size, level.bold, "", None
        if own is not None:
            painted = fill_of(own, self.palette)
            size, bold, lang = own.get("sz", size), own.get("b", bold), own.get("lang", "")
            click = own.find(f"{A}hlinkClick")
            link = self.relations.get(click.get(f"{R}id", ""), NOWHERE) if click is not None else None
        if painted is None:
            painted = Backdrop(self.palette.named("hlink")) if link is not None and link.target else level.fill
        return Run(
            "\n" if node.tag == f"{A}br" else node.findtext(f"{A}t") or "",
            int(size) / 100 if size else self.usual,
            bold in ("1", "true"),
            painted.colour if painted is not None else self.palette.named("tx1"),
            lang,
            link.target if link is not None else None,
            link.target if link is not None and link.external else None,
        )

    # --- tables and charts ---

    def _table(self, node: Any, form: Any) -> ShapeTable:
        look = node.find(f"{A}tblPr")
        rows = node.findall(f"{A}tr")
        extent = form.find(f"{A}ext") if form is not None else None
        return ShapeTable(
            tuple(tuple(self._cell(cell) for cell in row.findall(f"{A}tc")[:WIDEST]) for row in rows),
            tuple(int(row.get("h", 0)) / EMU for row in rows),
            tuple(int(column.get("w", 0)) / EMU for column in node.iter(f"{A}gridCol")),
            look is not None and look.get("firstRow") in ("1", "true"),
            look is not None and look.get("firstCol") in ("1", "true"),
            int(extent.get("cx")) / EMU if extent is not None else 0.0,
        )

    def _cell(self, node: Any) -> Cell:
        columns, rows = (min(max(int(node.get(name, 1)), 1), WIDEST) for name in ("gridSpan", "rowSpan"))
        joined = any(node.get(name) in ("1", "true") for name in ("hMerge", "vMerge"))
        look = node.find(f"{A}tcPr")
        return Cell(
            self.paragraphs(node.find(f"{A}txBody"), []),
            columns,
            rows,
            joined,
            fill_of(look, self.palette) if look is not None else None,
        )

    def _chart(self, node: Any) -> tuple[tuple[Run, ...], tuple[str, ...], tuple[str, ...]]:
        """Return the runs of a chart, all its words, and its visible words, without data that only positions points."""
        part = self.relations.get(node.get(f"{R}id", ""), NOWHERE).target if node is not None else ""
        if not part or self.package is None or part not in self.package.names:
            return (), (), ()
        root = self.package.xml(part)
        level = Level(None, None, None, None, None, None, None)
        runs = [self._run(run, level) for run in root.iter(f"{A}r")]
        words = [each.text or "" for each in root.iter(f"{A}t", f"{C}v")]
        runs += [
            Run("", int(look.get("sz")) / 100, look.get("b") == "1", fill.colour, "-")
            for look in root.iter(f"{A}defRPr")
            if look.get("sz") and (fill := fill_of(look, self.palette)) is not None
        ]
        return tuple(runs), tuple(words), tuple(_seen_words(root))


def _seen_words(node: Any) -> Iterator[str]:
    """Yield the words of a chart in order, without values that only position a point or the end of its error bar."""
    for child in node:
        if child.tag in (f"{A}t", f"{C}v"):
            yield child.text or ""
        elif child.tag not in PLACING:
            yield from _seen_words(child)


NO_BULLET = Bullet("none")  # for paragraph properties that remove an inherited bullet
NOWHERE = Relation("", "", external=False)


def _bullet(look: Any) -> Bullet | None:
    """Return the bullet that paragraph properties set, or None."""
    node = next((child for child in look if child.tag in BULLETS), None)
    if node is None:
        return None
    if node.tag == f"{A}buNone":
        return NO_BULLET
    if node.tag == f"{A}buAutoNum":
        return Bullet(node.get("type", "arabicPeriod"), int(node.get("startAt", "1")))
    return Bullet()


def _attribute(nodes: Sequence[Any], name: str) -> str | None:
    return next((str(node.get(name)) for node in nodes if node.get(name) is not None), None)


def _name(shape: Any) -> str:
    facts = shape[0].find(f"{P}cNvPr")
    return facts.get("name", "") if facts is not None else ""


def _body(bodies: Sequence[Any]) -> Body:
    looks = [look for look in (body.find(f"{A}bodyPr") for body in bodies if body is not None) if look is not None]

    def said(name: str, usual: str) -> str:
        return next((look.get(name) for look in looks if look.get(name) is not None), usual)

    names = zip(("lIns", "tIns", "rIns", "bIns"), DEFAULT_INSETS, strict=True)
    left, top, right, bottom = (float(said(name, str(usual * EMU))) / EMU for name, usual in names)
    fitting = next((child.tag for look in looks for child in children_of(look, "Autofit", "AutoFit")), "")
    return Body(
        (left, top, right, bottom), said("anchor", "t"), said("wrap", "square") != "none", "noAutofit" not in fitting
    )


# --- positions ------------------------------------------------------------------------------------


def _box(form: Any, place: tuple[float, ...]) -> Box | None:
    """Return the position of a shape on its slide, with rotation and group applied."""
    off = form.find(f"{A}off") if form is not None else None
    ext = form.find(f"{A}ext") if form is not None else None
    if off is None or ext is None:
        return None
    x, y, across, down = place
    left, top = x + int(off.get("x")) / EMU * across, y + int(off.get("y")) / EMU * down
    wide, tall = int(ext.get("cx")) / EMU * across, int(ext.get("cy")) / EMU * down
    turn = int(form.get("rot", 0)) % 10_800_000
    if 2_700_000 <= turn < 8_100_000:
        left, top, wide, tall = left + (wide - tall) / 2, top + (tall - wide) / 2, tall, wide
    return Box(left, top, left + wide, top + tall)


def _inner(form: Any, box: Box) -> tuple[float, float, float, float]:
    """Return the offset and scale by which positions inside a group become positions on the slide."""
    off, ext = form.find(f"{A}chOff"), form.find(f"{A}chExt")
    if off is None or ext is None or not int(ext.get("cx")) or not int(ext.get("cy")):
        return 0.0, 0.0, 1.0, 1.0
    across = box.width / (int(ext.get("cx")) / EMU)
    down = box.height / (int(ext.get("cy")) / EMU)
    return box.left - int(off.get("x")) / EMU * across, box.top - int(off.get("y")) / EMU * down, across, down
