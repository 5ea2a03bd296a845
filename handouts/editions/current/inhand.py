"""A finished file at hand: its imprint, the values that it prints, and whether it was edited by hand."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from handouts.audit.readers.bounds import BROKEN, Budget, UnknownFormatError, UnreadableError, reason
from handouts.audit.trace.carried import BrokenTraceError, Carried, read_trace
from handouts.audit.trace.files import NoTraceError, found_on_paper, found_on_slides
from handouts.audit.trace.judged import Found
from handouts.document.imprint import NAMESPACE, PREFIX, Imprint, read_imprint
from handouts.document.provenance import deck_letters, letters_digest, slide_letters

_N = f"{{{NAMESPACE}}}"
_CUSTOM = "docProps/custom.xml"
_SLIDE = re.compile(r"ppt/slides/[^/]+\.xml")
_NOTES = re.compile(r"ppt/notesSlides/[^/]+\.xml")


class ForeignFileError(ValueError):
    """A file that this program did not make, or that has lost its imprint, with the reason."""


@dataclass(frozen=True, slots=True)
class InHand:
    """A file: its imprint, printed values by kind and id of their fact, letters without spaces, and edits by hand."""

    imprint: Imprint
    values: dict[tuple[str, str], tuple[str, ...]]
    letters: str
    edits: tuple[str, ...]


def read_in_hand(data: bytes) -> InHand:
    """Return a file from its bytes. Raises ForeignFileError."""
    budget = Budget()
    try:
        return _paper(data, budget) if b"%PDF-" in data[:1024] else _slides(data, budget)
    except (UnreadableError, NoTraceError, BrokenTraceError) as error:
        raise ForeignFileError(str(error)) from error
    except BROKEN as error:
        raise ForeignFileError(f"the file cannot be read ({reason(error)}); ask for another copy") from error


def _paper(data: bytes, budget: Budget) -> InHand:
    from handouts.audit.readers.pdf.file import read_pdf

    file = read_pdf(data, budget)
    if not file.catalog.trace:
        raise _untraced(_packet(file.catalog.xmp))
    texts = [text.text for page in file.pages for text in page.painted.texts]
    trace = read_trace(file.catalog.trace)
    edits = _edits("page", found_on_paper(file, budget), trace, letters_digest(texts))
    return _in_hand(_packet(file.catalog.xmp), trace, texts, edits)


def _packet(xmp: bytes) -> dict[str, str]:
    """Return the imprint from a metadata packet (XMP)."""
    from lxml import etree

    if not xmp:
        return {}
    root = etree.fromstring(xmp, etree.XMLParser(resolve_entities=False, no_network=True))
    nodes = [node for node in root.iter() if isinstance(node.tag, str) and node.tag.startswith(_N)]
    written = {name: text for node in root.iter() for name, text in node.items()}
    # a program that rewrites the packet may turn an element into an attribute
    facts = {name.removeprefix(_N): text for name, text in written.items() if name.startswith(_N)}
    return {**facts, **{node.tag.removeprefix(_N): node.text or "" for node in nodes}}


def _slides(data: bytes, budget: Budget) -> InHand:
    if data[:2] != b"PK":
        raise UnknownFormatError
    from handouts.audit.readers.pptx.file import deck_of
    from handouts.audit.readers.pptx.package import opened

    with opened(data, budget) as package:
        deck = deck_of(package)
        slides = [package.bytes(slide.part) for slide in deck.slides if _SLIDE.fullmatch(slide.part)]
        notes = [package.bytes(name) for name in package.archive.namelist() if _NOTES.fullmatch(name)]
        custom = package.bytes(_CUSTOM) if _CUSTOM in package.names else b""
    if not deck.trace:
        raise _untraced(_properties(custom))
    texts = [slide_letters(part) for part in (*slides, *notes)]
    trace = read_trace(deck.trace)
    edits = _edits("slide", found_on_slides(deck, budget), trace, deck_letters(slides, notes))
    return _in_hand(_properties(custom), trace, texts, edits)


def _properties(custom: bytes) -> dict[str, str]:
    """Return the imprint from the custom properties of a deck."""
    from lxml import etree

    if not custom:
        return {}
    root = etree.fromstring(custom, etree.XMLParser(resolve_entities=False, no_network=True))
    named = ((str(node.get("name", "")), "".join(node.itertext())) for node in root.iter("{*}property"))
    start = f"{PREFIX}."
    return {name.removeprefix(start): text for name, text in named if name.startswith(start)}


def _in_hand(facts: dict[str, str], trace: Carried, texts: list[str], edits: Iterator[str]) -> InHand:
    imprint = read_imprint(facts)
    if imprint is None:
        raise NoTraceError("the file does not say which edition it is; build it again with this version of the program")
    letters = "".join("".join(text.split()) for text in texts)
    return InHand(imprint, _values(trace), letters, tuple(edits))


def _untraced(facts: dict[str, str]) -> NoTraceError:
    """Return why a file without a trace cannot be identified, with what its imprint says, if it has one."""
    imprint = read_imprint(facts)
    if imprint is None:
        return NoTraceError("the file does not say which edition it is, as files of this program do")
    called = f"{imprint.document!r} version {imprint.version}, {imprint.short}"
    return NoTraceError(
        f"another program saved the file, so nobody can tell whether its words are unchanged; it calls itself {called}"
    )


def _values(trace: Carried) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the wordings of each fact's values; values of charts are bare numbers, and are left out."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for address, expected in trace.places.items():
        for each in expected if ("part", "chart") not in address else ():
            if each.fact is not None:
                found.setdefault((each.fact.kind, each.fact.id), {})[each.text] = None
    return {fact: tuple(texts) for fact, texts in found.items()}


def _edits(leaf: str, found: list[Found], trace: Carried, digest: str) -> Iterator[str]:
    """Yield what was edited by hand.

    These are numbers that the trace does not know, and words, which the digest of all letters reveals.
    """
    for each in found:
        if each.state == "changed" and each.expected is not None:
            yield f"{leaf} {each.seen.leaf}: {each.value}, was {each.expected.text}"
        elif each.state == "unknown":
            yield f"{leaf} {each.seen.leaf}: {each.value} was not there"
    if trace.letters and trace.letters != digest:
        yield "its words are not those that it was made with"
