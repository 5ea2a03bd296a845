"""The trace of the numbers in a PDF, recorded while it is drawn: their sources, by piece of marked content."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from handouts.core.numbers import has_digit, stated
from handouts.document.document import Document
from handouts.document.provenance import (
    Harmless,
    Ledger,
    Piece,
    figures,
    letters_digest,
    spoken_pieces,
)
from handouts.document.references import reference_units
from handouts.document.text import Contact, Link, Value, inlines
from handouts.render.paper.pdf.tree import MarkedContentRef, StructTree
from handouts.render.paper.shapes import Path
from handouts.render.type.lines import TypesetLine, TypesetRun

REFERENCES = frozenset({"Reference", "BibEntry"})


@dataclass
class PaperTrace:
    """The trace of a file while it is drawn; `pending` holds pieces whose marked content is not known yet.

    `still` is the kind of all words in the page's furniture while it is drawn.
    """

    document: Document
    still: Harmless | None = None
    pending: list[Piece] = field(default_factory=list)
    places: dict[tuple[int, int | None], list[Piece]] = field(default_factory=dict)
    references: frozenset[str] = frozenset()
    shown: list[str] = field(default_factory=list)

    def show(self, run: TypesetRun, text: str, line: TypesetLine, path: Path) -> None:
        """Record a run that is shown next."""
        self.shown.append(text)
        origin = run.origin
        if isinstance(origin, Value):
            self.pending.append((text, origin))
        elif has_digit(text):
            kind = self._kind(run, line, path)
            if kind is not None:
                self.pending.append((text, kind))

    def stand(self, page: int, number: int | None) -> None:
        """Assign what was shown to this marked content of a page, or to an artifact."""
        if self.pending:
            self.places.setdefault((page, number), []).extend(self.pending)
            self.pending.clear()

    def xml(self, tree: StructTree) -> bytes:
        """Return the whole trace, including the alternative texts of figures."""
        ledger = Ledger(self.document, letters=letters_digest(self.shown))
        for (page, number), pieces in self.places.items():
            content = "artifact" if number is None else str(number)
            ledger.put((("page", str(page)), ("content", content)), pieces)
        spoken = {block.id: block for block in figures(self.document)}
        for page, number, key, alt in _alts(tree):
            pieces = list(spoken_pieces(spoken[key])) if key in spoken else [_said(alt)]
            ledger.put((("page", str(page)), ("content", str(number)), ("part", "alt")), pieces)
        return ledger.xml()

    def _kind(self, run: TypesetRun, line: TypesetLine, path: Path) -> Harmless | None:
        if self.still is not None:
            return self.still
        if _is_phone(run):
            return "phone"
        if path and path[-1].kind == "Lbl":
            return "list"
        if any(tag.kind in REFERENCES or tag.key in self.references for tag in path):
            return "reference"
        if any(tag.kind == "Figure" for tag in path) and _is_number(line.text, self.document.lang):
            return "axis"
        return None


def paper_trace(document: Document) -> PaperTrace:
    """Return the empty trace of a document's file."""
    return PaperTrace(document, references=reference_units(document))


def _said(alt: str) -> Piece:
    """Return the words of one of the program's signs, such as a QR code."""
    return alt, "furniture"


def _is_phone(run: TypesetRun) -> bool:
    origin = run.origin
    if isinstance(origin, Link):
        return any(isinstance(each, Contact) and run.text in each.text for each in inlines(origin.children))
    return isinstance(origin, Contact)


def _is_number(text: str, lang: str) -> bool:
    """Return whether a line is only a number, as on an axis; a typed one belongs to a claim."""
    return [number.text for number in stated(text, lang)] == [text.strip()]


def _alts(tree: StructTree) -> Iterator[tuple[int, int, str, str]]:
    """Yield each figure with alt text: page, number of its first marked content, key and words."""
    for element in tree.elements.values():
        alt = element.tag.alt
        first = next((child for child in element.children if isinstance(child, MarkedContentRef)), None)
        if element.tag.kind == "Figure" and alt and has_digit(alt) and first is not None:
            yield first.page + 1, first.number, element.tag.key, alt
