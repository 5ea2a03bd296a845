"""A finished PDF as it reads: what its pages paint, its tree of elements, and what its catalog says."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from io import BytesIO
from typing import Any

import pikepdf

from handouts.audit.readers.pdf.fonts import PdfFont, font_of
from handouts.audit.readers.pdf.painted import IDENTITY, Area, Fill, Font, Matrix, Painted, Resources, Shown, painted

Key = tuple[int, int]
DEEPEST = 200


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its box, what it paints, its number in the ParentTree, and its annotations."""

    number: int
    key: Key
    area: Area
    painted: Painted
    parents: int | None
    tabs: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation: its kind, its words for who cannot see it, and its number in the ParentTree."""

    key: Key
    kind: str
    words: str
    parent: int | None
    hidden: bool


@dataclass(frozen=True, slots=True)
class Content:
    """A piece of marked content that an element holds: its page's object and its number."""

    page: Key
    number: int


@dataclass(frozen=True, slots=True)
class Element:
    """A structure element with its children in order."""

    key: Key
    kind: str
    alt: str | None
    actual: str | None
    scope: str | None
    headers: bool
    box: bool
    parent: Key
    children: tuple[Element | Content | Key, ...]

    def walk(self) -> Iterator[Element]:
        """The element and all below it, in order."""
        yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.walk()


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a file says of itself."""

    title: str
    lang: str
    marked: bool
    shows_title: bool
    xmp: bytes
    intent: bool
    attachments: bool
    encrypted: bool
    trace: bytes = b""


@dataclass(frozen=True, slots=True)
class PdfFile:
    """A PDF as it reads."""

    catalog: Catalog
    pages: tuple[Page, ...]
    roots: tuple[Element, ...]
    parents: Mapping[int, Key | tuple[Key, ...]]
    fonts: tuple[PdfFont, ...]
    damage: tuple[str, ...]

    def elements(self) -> Iterator[Element]:
        """Every element in the order in which it is read."""
        for root in self.roots:
            yield from root.walk()


def without_pictured(file: PdfFile) -> PdfFile:
    """The file without what stands in a form inside a figure: the picture of a page, which its words stand for."""
    held = {
        (child.page, child.number)
        for element in file.elements()
        if element.kind == "Figure" and element.alt
        for child in element.children
        if isinstance(child, Content)
    }

    def is_seen(page: Page, thing: Shown | Fill) -> bool:
        return not thing.in_form or thing.mark.number is None or (page.key, thing.mark.number) not in held

    return replace(file, pages=tuple(_with_seen(page, is_seen) for page in file.pages))


def _with_seen(page: Page, is_seen: Callable[[Page, Shown | Fill], bool]) -> Page:
    texts = tuple(text for text in page.painted.texts if is_seen(page, text))
    fills = tuple(fill for fill in page.painted.fills if is_seen(page, fill))
    return replace(page, painted=replace(page.painted, texts=texts, fills=fills))


def read_pdf(data: bytes) -> PdfFile:
    """A PDF from its bytes. Raises pikepdf.PdfError and errors of type, value or key where it cannot be read."""
    with pikepdf.open(BytesIO(data)) as pdf:
        fonts: dict[object, PdfFont] = {}
        pages = tuple(_page(page.obj, number, fonts) for number, page in enumerate(pdf.pages, start=1))
        tree = pdf.Root.get("/StructTreeRoot")
        roots: tuple[Element, ...] = ()
        parents: dict[int, Key | tuple[Key, ...]] = {}
        if tree is not None:
            reader = _Tree(_roles(tree))
            roots = tuple(child for child in reader.children(tree, None) if isinstance(child, Element))
            parents = dict(_numbers(tree.get("/ParentTree"), 0))
        catalog = _catalog(pdf)
        warnings = tuple(str(warning) for warning in pdf.get_warnings())
    return PdfFile(catalog, pages, roots, parents, tuple(fonts.values()), warnings)


# --- pages ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Resources:
    """The resources of a page or form."""

    data: Any
    fonts: dict[object, PdfFont]
    named: dict[str, PdfFont] = field(default_factory=dict)

    def _entry(self, kind: str, name: str) -> Any:
        table = self.data.get(kind) if self.data is not None else None
        return table.get(f"/{name}") if table is not None else None

    def font(self, name: str) -> Font | None:
        """The font of a name, read once a file."""
        found = self.named.get(name)
        if found is None:
            data = self._entry("/Font", name)
            if data is None:
                return None
            key = data.objgen if data.is_indirect else (name, id(self))
            if key not in self.fonts:
                self.fonts[key] = font_of(name, data)
            found = self.named[name] = self.fonts[key]
        return found

    def mark(self, name: str) -> Mapping[str, object]:
        """The properties of a name."""
        found = self._entry("/Properties", name)
        return {"/MCID": int(found["/MCID"])} if found is not None and "/MCID" in found else {}

    def form(self, name: str) -> tuple[bytes, Matrix, Resources] | None:
        """The content of a form."""
        found = self._entry("/XObject", name)
        if found is None or str(found.get("/Subtype", "")) != "/Form":
            return None
        matrix = tuple(map(float, found["/Matrix"])) if "/Matrix" in found else IDENTITY
        if len(matrix) != 6:
            raise ValueError("a form's matrix has not six numbers")
        own = found.get("/Resources")
        return found.read_bytes(), matrix, _Resources(self.data if own is None else own, self.fonts)


def _page(page: Any, number: int, fonts: dict[object, PdfFont]) -> Page:
    resources = _Resources(_inherited(page, "/Resources"), fonts)
    box = _inherited(page, "/CropBox") or _inherited(page, "/MediaBox") or [0, 0, 612, 792]
    left, bottom, right, top = map(float, box)
    parents = page.get("/StructParents")
    return Page(
        number,
        page.objgen,
        Area(min(left, right), min(bottom, top), max(left, right), max(bottom, top)),
        painted(_content(page), resources),
        int(parents) if parents is not None else None,
        str(page.get("/Tabs", "")),
        tuple(_note(note) for note in page.get("/Annots", [])),
    )


def _inherited(page: Any, name: str) -> Any:
    """An entry of a page or of what holds it."""
    for _ in range(DEEPEST):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None


def _content(page: Any) -> bytes:
    streams = page.get("/Contents")
    if streams is None:
        return b""
    if isinstance(streams, pikepdf.Array):
        return b"\n".join(stream.read_bytes() for stream in streams)
    return bytes(streams.read_bytes())


def _note(note: Any) -> Note:
    parent = note.get("/StructParent")
    return Note(
        note.objgen,
        str(note.get("/Subtype", "")),
        str(note.get("/Contents", "")),
        int(parent) if parent is not None else None,
        bool(int(note.get("/F", 0)) & 2),
    )


# --- tree -----------------------------------------------------------------------------------------


def _roles(tree: Any) -> dict[str, str]:
    return {str(name): str(role) for name, role in dict(tree.get("/RoleMap", {})).items()}


@dataclass
class _Tree:
    """The tree of elements while it is read; an element that holds itself is read once."""

    roles: dict[str, str]
    seen: set[Key] = field(default_factory=set)
    depth: int = 0

    def children(self, node: Any, page: Key | None) -> Iterator[Element | Content | Key]:
        kids = node.get("/K")
        if kids is None:
            return
        for kid in kids if isinstance(kids, pikepdf.Array) else [kids]:
            yield from self._child(kid, page)

    def _child(self, kid: Any, page: Key | None) -> Iterator[Element | Content | Key]:
        if isinstance(kid, int):
            if page is not None:
                yield Content(page, kid)
            return
        if not isinstance(kid, pikepdf.Dictionary):
            return
        if "/S" in kid:
            key = kid.objgen
            if key not in self.seen and self.depth < DEEPEST:
                self.seen.add(key)
                yield self._element(kid, page)
        elif "/MCID" in kid:
            own = kid.get("/Pg")
            at = own.objgen if own is not None else page
            if at is not None:
                yield Content(at, int(kid["/MCID"]))
        elif "/Obj" in kid:
            yield kid["/Obj"].objgen

    def _element(self, node: Any, page: Key | None) -> Element:
        data = dict(node.items())
        own = data.get("/Pg")
        page = own.objgen if own is not None else page
        kind = str(data["/S"])
        for _ in range(10):
            kind = self.roles.get(kind, kind)
        self.depth += 1
        children = tuple(self.children(data, page))
        self.depth -= 1
        attributes = list(_attributes(data.get("/A")))
        parent = data.get("/P")
        return Element(
            node.objgen,
            kind.lstrip("/"),
            _words(data.get("/Alt")),
            _words(data.get("/ActualText")),
            next((str(each["/Scope"]).lstrip("/") for each in attributes if "/Scope" in each), None),
            any("/Headers" in each for each in attributes),
            any("/BBox" in each for each in attributes),
            parent.objgen if parent is not None else (0, 0),
            children,
        )


def _words(data: Any) -> str | None:
    return None if data is None else str(data)


def _attributes(data: Any) -> Iterator[Any]:
    if isinstance(data, pikepdf.Array):
        yield from (each for each in data if isinstance(each, pikepdf.Dictionary))
    elif isinstance(data, pikepdf.Dictionary):
        yield data


def _numbers(node: Any, depth: int) -> Iterator[tuple[int, Key | tuple[Key, ...]]]:
    """The entries of a number tree: an object, or objects in order."""
    if node is None or depth > DEEPEST:
        return
    rows = list(node.get("/Nums", []))
    for number, value in zip(rows[::2], rows[1::2], strict=False):
        if isinstance(value, pikepdf.Array):
            yield int(number), tuple((0, 0) if each is None else each.objgen for each in value)
        else:
            yield int(number), value.objgen
    for kid in node.get("/Kids", []):
        yield from _numbers(kid, depth + 1)


# --- catalog --------------------------------------------------------------------------------------


def _catalog(pdf: pikepdf.Pdf) -> Catalog:
    root: Any = pdf.Root
    info: Any = pdf.trailer.get("/Info", {})
    metadata = root.get("/Metadata")
    names = root.get("/Names", {})
    return Catalog(
        str(info.get("/Title", "")).strip(),
        str(root.get("/Lang", "")),
        bool(root.get("/MarkInfo", {}).get("/Marked", False)),
        bool(root.get("/ViewerPreferences", {}).get("/DisplayDocTitle", False)),
        metadata.read_bytes() if metadata is not None else b"",
        "/OutputIntents" in root,
        "/EmbeddedFiles" in names or "/AF" in root,
        pdf.is_encrypted,
        _trace(root),
    )


def _trace(root: Any) -> bytes:
    """The trace of the file's numbers among the private data of programs, where it has one."""
    found = root
    for name in ("/PieceInfo", "/Handouts", "/Private", "/Trace"):
        found = found.get(name) if isinstance(found, pikepdf.Dictionary) else None
    return bytes(found.read_bytes()) if isinstance(found, pikepdf.Stream) else b""
