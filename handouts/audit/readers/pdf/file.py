"""A PDF file as it is read: the content of its pages, its structure tree, and its catalog."""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any

import pikepdf
from pikepdf import settings

from handouts.audit.readers.bounds import AGAIN, BROKEN, Budget, TooLargeError, UnreadableError, reason, without_address
from handouts.audit.readers.pdf.fonts import PdfFont, font_of
from handouts.audit.readers.pdf.painted import (
    IDENTITY,
    Area,
    Fill,
    Matrix,
    Painted,
    Resources,
    Shown,
    Tokeniser,
    painted,
)
from handouts.audit.readers.pdf.streams import unpacked
from handouts.audit.readers.pdf.tree import ContentItem, Element, Key, elements_of, numbers_of

DEEPEST = 200  # levels of the page tree
PAGE, NOTE = 4000, 1000  # memory in bytes of a page without its content, and of an annotation
WIDEST_ARRAY = 500_000  # entries of an array or dictionary, which pikepdf reads as a whole


@dataclass(frozen=True, slots=True)
class Page:
    """A page: its bounds in pt, its content, its key in the ParentTree, and its annotations."""

    number: int
    key: Key
    area: Area
    painted: Painted
    parents: int | None
    tabs: str
    notes: tuple[Note, ...]


@dataclass(frozen=True, slots=True)
class Note:
    """An annotation: its type, its alternative description, its key in the ParentTree, and its link target."""

    key: Key
    kind: str
    words: str
    parent: int | None
    hidden: bool
    url: str | None


@dataclass(frozen=True, slots=True)
class Catalog:
    """What a file states about itself in its catalog and metadata."""

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
    """A PDF file as it is read."""

    catalog: Catalog
    pages: tuple[Page, ...]
    roots: tuple[Element, ...]
    parents: Mapping[int, Key | tuple[Key, ...]]
    fonts: tuple[PdfFont, ...]
    damage: tuple[str, ...]

    def elements(self) -> Iterator[Element]:
        """Yield every structure element in reading order."""
        for root in self.roots:
            yield from root.walk()


def without_pictured(file: PdfFile) -> PdfFile:
    """Return the file without the content of forms inside figures with alt text: pictures of pages, described by it."""
    held = {
        (child.page, child.number)
        for element in file.elements()
        if element.kind == "Figure" and element.alt
        for child in element.children
        if isinstance(child, ContentItem)
    }

    def is_seen(page: Page, thing: Shown | Fill) -> bool:
        return not thing.in_form or thing.mark.number is None or (page.key, thing.mark.number) not in held

    return replace(file, pages=tuple(_with_seen(page, is_seen) for page in file.pages))


def _with_seen(page: Page, is_seen: Callable[[Page, Shown | Fill], bool]) -> Page:
    texts = tuple(text for text in page.painted.texts if is_seen(page, text))
    fills = tuple(fill for fill in page.painted.fills if is_seen(page, fill))
    return replace(page, painted=replace(page.painted, texts=texts, fills=fills))


def read_pdf(data: bytes, budget: Budget) -> PdfFile:
    """Return the content and structure of a PDF. Raises UnreadableError."""
    try:
        with _bounded(budget):
            return _file(data, budget)
    except pikepdf.PasswordError as error:
        raise UnreadableError(
            "encrypted-file", "the file is encrypted and opens only with a password; save it without one"
        ) from error
    except (pikepdf.PdfError, *BROKEN) as error:
        if "memory limit exceeded" in str(error):
            raise TooLargeError(f"a part of the file is too large when unpacked; {AGAIN}") from error
        raise UnreadableError(
            "unreadable-file", f"the PDF cannot be read ({reason(error)}); ask for another copy"
        ) from error


@contextmanager
def _bounded(budget: Budget) -> Iterator[None]:
    """Limit what pikepdf unpacks while the block runs; silence its warnings, which are taken from the file later."""
    part = budget.bounds.part
    kept = settings.set_qpdf_limits(
        flate_max_memory=part,
        png_max_memory=part,
        tiff_max_memory=part,
        run_length_max_memory=part,
        parser_max_container_size=WIDEST_ARRAY,
    )
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        settings.set_qpdf_limits(**kept)  # type: ignore[arg-type]  # the same limits as before


def _file(data: bytes, budget: Budget) -> PdfFile:
    budget.keep(len(data))
    with pikepdf.open(BytesIO(data)) as pdf:
        budget.tick()
        fonts: dict[object, PdfFont] = {}
        tokeniser = Tokeniser(budget)
        pages = tuple(_page(page.obj, number, fonts, tokeniser) for number, page in enumerate(pdf.pages, start=1))
        tree = pdf.Root.get("/StructTreeRoot")
        roots: tuple[Element, ...] = ()
        parents: Mapping[int, Key | tuple[Key, ...]] = {}
        if tree is not None:
            roots, parents = elements_of(tree, budget), numbers_of(tree.get("/ParentTree"), budget)
        catalog = _catalog(pdf)
        damage = tuple(map(without_address, (*map(str, pdf.get_warnings()), *tokeniser.warnings())))
    return PdfFile(catalog, pages, roots, parents, tuple(fonts.values()), damage)


# --- pages ----------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class _PageResources:
    """The resources of a page or form."""

    data: Any
    fonts: dict[object, PdfFont]
    budget: Budget

    def _entry(self, kind: str, name: str) -> Any:
        table = self.data.get(kind) if self.data is not None else None
        return table.get(name) if table is not None else None

    def font(self, name: str) -> PdfFont:
        """Return the font with a resource name; each font is read once per file."""
        data = self._entry("/Font", name)
        key = _identity(data) if data is not None else name
        if key not in self.fonts:
            self.fonts[key] = font_of(name[1:], data, self.budget)
        return self.fonts[key]

    def properties(self, name: str) -> Any:
        """Return the property list with a resource name."""
        return self._entry("/Properties", name)

    def form(self, name: str) -> tuple[bytes, Matrix, Resources] | None:
        """Return the content, matrix and resources of a form XObject."""
        found = self._entry("/XObject", name)
        if found is None or str(found.get("/Subtype", "")) != "/Form":
            return None
        matrix = tuple(map(float, found["/Matrix"])) if "/Matrix" in found else IDENTITY
        if len(matrix) != 6:
            raise ValueError("a form's matrix has not six numbers")
        own = found.get("/Resources")
        resources = self if own is None else _PageResources(own, self.fonts, self.budget)
        return unpacked(found), matrix, resources


def _identity(data: Any) -> object:
    """Return what identifies a font: its object number, or its whole content where it is a direct object."""
    return data.objgen if data.is_indirect else data.unparse()


def _page(page: Any, number: int, fonts: dict[object, PdfFont], tokeniser: Tokeniser) -> Page:
    budget = tokeniser.budget
    budget.keep(PAGE)
    resources = _PageResources(_inherited(page, "/Resources"), fonts, budget)
    box = _inherited(page, "/CropBox") or _inherited(page, "/MediaBox") or [0, 0, 612, 792]
    left, bottom, right, top = map(float, box)
    parents = page.get("/StructParents")
    notes = page.get("/Annots", [])
    budget.keep(NOTE * len(notes))
    return Page(
        number,
        page.objgen,
        Area(min(left, right), min(bottom, top), max(left, right), max(bottom, top)),
        painted(_content(page, budget), resources, tokeniser),
        int(parents) if parents is not None else None,
        str(page.get("/Tabs", "")),
        tuple(_note(note) for note in notes),
    )


def _inherited(page: Any, name: str) -> Any:
    """Return an entry of a page, or the one that it inherits from a parent in the page tree."""
    for _ in range(DEEPEST):
        if name in page:
            return page[name]
        if "/Parent" not in page:
            return None
        page = page["/Parent"]
    return None


def _content(page: Any, budget: Budget) -> bytes:
    streams = page.get("/Contents")
    if streams is None:
        return b""
    if not isinstance(streams, pikepdf.Array):
        return unpacked(streams)
    content = bytearray()
    for stream in streams:
        content += unpacked(stream) + b"\n"
        budget.unpacked(len(content), "the content of a page")
    return bytes(content)


def _note(note: Any) -> Note:
    parent, action = note.get("/StructParent"), note.get("/A")
    return Note(
        note.objgen,
        str(note.get("/Subtype", "")),
        str(note.get("/Contents", "")),
        int(parent) if parent is not None else None,
        bool(int(note.get("/F", 0)) & 2),
        str(action["/URI"]) if isinstance(action, pikepdf.Dictionary) and "/URI" in action else None,
    )


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
        unpacked(metadata) if metadata is not None else b"",
        "/OutputIntents" in root,
        "/EmbeddedFiles" in names or "/AF" in root,
        pdf.is_encrypted,
        _trace(root),
    )


def _trace(root: Any) -> bytes:
    """Return the trace of the file's numbers from the private data of programs, or no bytes."""
    found = root
    for name in ("/PieceInfo", "/Handouts", "/Private", "/Trace"):
        found = found.get(name) if isinstance(found, pikepdf.Dictionary) else None
    return unpacked(found) if isinstance(found, pikepdf.Stream) else b""
