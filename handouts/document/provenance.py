"""The trace that a finished file carries: each printed number with the fact behind it, as one XML text.

`<p>` is a place in the file, given by its attributes: page and content (the number of marked content) in a PDF; slide,
shape and paragraph, or row and column, notes, or the word of a chart, in a deck. In it, `<n f="2">` is a printed value
of the third fact, and `<h k="reference">` lists numbers of a harmless kind. Names that contain
digits, and the nouns of the project's own units, are listed once.
`letters` is the digest of all letters that the file shows, so that a changed word is detected.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from html import escape, unescape
from typing import Literal, assert_never

from handouts.core.numbers import has_digit, stated
from handouts.document.blocks import FigureBlock
from handouts.document.document import Document, Ground
from handouts.document.figures import Bars, Intervals
from handouts.document.text import Blank, Citation, Contact, Link, Lowered, Raised, Sign, Strong, Text, Value, Words
from handouts.document.walk import Trunk, blocks

NAMESPACE = "urn:handouts:trace:1"
BETWEEN = "|"  # separates numbers of a harmless kind
Harmless = Literal["axis", "furniture", "list", "phone", "reference"]
Piece = tuple[str, Value | Harmless]
Address = tuple[tuple[str, str], ...]


@dataclass
class Ledger:
    """The trace of one file while the file is written."""

    document: Document
    facts: dict[tuple[str, str], int] = field(default_factory=dict)
    places: list[str] = field(default_factory=list)
    listed: dict[tuple[str, Harmless], str] = field(default_factory=dict)
    letters: str = ""

    def put(self, address: Address, pieces: Iterable[Piece]) -> None:
        """Record the numbers at one place, in their order there."""
        entries = "".join(self._entry(text, origin) for text, origin in _joined(pieces))
        if entries:
            where = " ".join(f'{name}="{escape(value)}"' for name, value in address)
            self.places.append(f"<p {where}>{entries}</p>")

    def xml(self) -> bytes:
        """Return the whole trace."""
        document = self.document
        about = (
            f'document="{escape(document.id)}" version="{escape(document.version)}" lang="{document.lang}" '
            f'checked="{document.checked}" letters="{self.letters}"'
        )
        names = "".join(f"<name>{escape(name, quote=False)}</name>" for name in document.names)
        nouns = "".join(f"<noun>{escape(noun, quote=False)}</noun>" for noun in document.nouns)
        facts = "".join(self._facts())
        text = f'<trace xmlns="{NAMESPACE}" {about}>{names}{nouns}{facts}{"".join(self.places)}</trace>'
        return text.encode()

    def _entry(self, text: str, origin: Value | Harmless) -> str:
        if not isinstance(origin, Value):
            return self._harmless(text, origin)
        lang, names, nouns = self.document.lang, self.document.names, self.document.nouns
        if origin.kind != "policy" or origin.measured is not None:
            return self._value(text.strip(), origin) if has_digit(text) else ""
        # a clinic's own sentence: each of its numbers separately
        return "".join(self._value(number.text, origin) for number in stated(text, lang, names, nouns))

    def _harmless(self, text: str, kind: Harmless) -> str:
        """Return the entry for the numbers in harmless words, made once however often the words occur in the file."""
        entry = self.listed.get((text, kind))
        if entry is None:
            found = stated(text, self.document.lang, self.document.names, self.document.nouns)
            numbers = escape(BETWEEN.join(number.text for number in found), quote=False)
            entry = self.listed[text, kind] = f'<h k="{kind}">{numbers}</h>' if numbers else ""
        return entry

    def _value(self, text: str, origin: Value) -> str:
        number = self.facts.setdefault((origin.kind, origin.source), len(self.facts))
        return f'<n f="{number}">{escape(text, quote=False)}</n>'

    def _facts(self) -> Iterator[str]:
        """Yield the references of all facts, then the facts in the order of their first use."""
        known = {(ground.kind, ground.id): ground for ground in self.document.grounds}
        grounds = [known.get(fact) or Ground(*fact) for fact in self.facts]
        cited = {reference.id: reference for ground in grounds for reference in ground.references}
        for each in cited.values():
            words = f'id="{escape(each.id)}" words="{escape(each.words)}" confidence="{escape(each.confidence)}"'
            yield f"<reference {words}/>"
        for ground in grounds:
            yield (
                f'<fact kind="{ground.kind}" id="{escape(ground.id)}" certainty="{ground.certainty}" '
                f'basis="{ground.basis}" checked="{ground.checked or ""}" '
                f'references="{escape(" ".join(each.id for each in ground.references))}"/>'
            )


def letters_digest(texts: Iterable[str]) -> str:
    """Return the digest of the letters of texts, regardless of spaces and line breaks."""
    letters = "".join("".join(text.split()) for text in texts)
    return hashlib.blake2b(letters.encode(), digest_size=10).hexdigest()


_SHOWN = re.compile(r"<a:t>([^<]*)</a:t>")


def slide_letters(part: bytes) -> str:
    """Return the text in the XML of a slide or of its notes, regardless of how it is divided into runs."""
    return unescape("".join(_SHOWN.findall(part.decode())))


def deck_letters(slides: Iterable[bytes], notes: Iterable[bytes]) -> str:
    """Return the digest of the letters of a deck: its slides in order, then all notes."""
    return letters_digest((*map(slide_letters, slides), *sorted(map(slide_letters, notes))))


def _joined(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield pieces, with the parts of one value joined again that a line break or a change of font has separated."""
    last: Piece | None = None
    for piece in pieces:
        if last is not None and isinstance(piece[1], Value) and piece[1] is last[1]:
            whole = last[0] + piece[0]
            if whole.strip() in piece[1].text:
                last = (whole, piece[1])
                continue
        if last is not None:
            yield last
        last = piece
    if last is not None:
        yield last


def pieces_of(text: Text, kind: Harmless | None = None) -> Iterator[Piece]:
    """Yield the pieces of a text that may contain numbers; `kind` applies to all its words outside values."""
    for inline in text:
        match inline:
            case Value():
                yield inline.text, inline
            case Contact(text=words):
                yield words, "phone"
            case Words(words):
                if kind is not None:
                    yield words, kind
            case Strong(children) | Raised(children) | Lowered(children) | Link(children):
                yield from pieces_of(children, kind)
            case Citation() | Blank() | Sign():
                continue
            case _:
                assert_never(inline)


def spoken_pieces(block: FigureBlock) -> Iterator[Piece]:
    """Yield the pieces in the description of a figure (`blocks.described`)."""
    yield from pieces_of(block.alt.text)
    if isinstance(block.figure, Bars | Intervals):
        for row in block.figure.rows:
            yield from pieces_of(row.label.text)
            yield from pieces_of(row.printed.text)


def figures(node: Trunk) -> Iterator[FigureBlock]:
    """Yield every figure below a document, section or block."""
    return (block for block in blocks(node) if isinstance(block, FigureBlock))
