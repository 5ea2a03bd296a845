"""A finished file at hand: its imprint, the values that it prints, and whether it was edited by hand."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO

from handouts.audit.trace.carried import BrokenTraceError, Carried, read_trace
from handouts.audit.trace.files import NoTraceError, found_in
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
    import pikepdf
    from lxml import etree

    from handouts.audit.verify import BROKEN

    try:
        return _paper(data) if b"%PDF-" in data[:1024] else _slides(data)
    except (NoTraceError, BrokenTraceError) as error:
        raise ForeignFileError(str(error)) from error
    except (pikepdf.PdfError, pikepdf.PasswordError, etree.LxmlError, *BROKEN) as error:
        raise ForeignFileError(f"the file cannot be read: {error}") from error


def _paper(data: bytes) -> InHand:
    from handouts.audit.readers.pdf.file import read_pdf

    file = read_pdf(data)
    if not file.catalog.trace:
        raise _untraced(_packet(file.catalog.xmp))
    texts = [text.text for page in file.pages for text in page.painted.texts]
    return _in_hand(data, _packet(file.catalog.xmp), read_trace(file.catalog.trace), texts, letters_digest(texts))


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


def _slides(data: bytes) -> InHand:
    if data[:2] != b"PK":
        raise NoTraceError("the file is neither a PDF nor a PowerPoint file")
    from handouts.audit.readers.pptx.file import read_deck

    trace = read_deck(data).trace
    with zipfile.ZipFile(BytesIO(data)) as archive:
        slides = [archive.read(name) for name in _in_order(archive)]
        notes = [archive.read(name) for name in archive.namelist() if _NOTES.fullmatch(name)]
        custom = archive.read(_CUSTOM) if _CUSTOM in archive.namelist() else b""
    if not trace:
        raise _untraced(_properties(custom))
    texts = [slide_letters(part) for part in (*slides, *notes)]
    return _in_hand(data, _properties(custom), read_trace(trace), texts, deck_letters(slides, notes))


def _in_order(archive: zipfile.ZipFile) -> Iterator[str]:
    """Yield the part names of the slides in presentation order."""
    from lxml import etree

    relations = etree.fromstring(archive.read("ppt/_rels/presentation.xml.rels"))
    targets = {node.get("Id"): f"ppt/{str(node.get('Target')).removeprefix('/ppt/')}" for node in relations}
    shown = etree.fromstring(archive.read("ppt/presentation.xml"))
    for node in shown.iter("{*}sldId"):
        name = next((text for key, text in node.items() if key.endswith("}id")), "")
        if _SLIDE.fullmatch(targets.get(name, "")):
            yield targets[name]


def _properties(custom: bytes) -> dict[str, str]:
    """Return the imprint from the custom properties of a deck."""
    from lxml import etree

    if not custom:
        return {}
    root = etree.fromstring(custom, etree.XMLParser(resolve_entities=False, no_network=True))
    named = ((str(node.get("name", "")), "".join(node.itertext())) for node in root.iter("{*}property"))
    start = f"{PREFIX}."
    return {name.removeprefix(start): text for name, text in named if name.startswith(start)}


def _in_hand(data: bytes, facts: dict[str, str], trace: Carried, texts: list[str], digest: str) -> InHand:
    imprint = read_imprint(facts)
    if imprint is None:
        raise NoTraceError("it does not say which edition it is; a file of this version of the program does")
    edits = tuple(_edits(data, trace, digest))
    letters = "".join("".join(text.split()) for text in texts)
    return InHand(imprint, _values(trace), letters, edits)


def _untraced(facts: dict[str, str]) -> NoTraceError:
    """Return why a file without a trace cannot be identified, with what its imprint says, if it has one."""
    imprint = read_imprint(facts)
    if imprint is None:
        return NoTraceError("only files of this program say which edition they are")
    called = f"{imprint.document!r} version {imprint.version}, {imprint.short}"
    return NoTraceError(f"another program saved it and lost what shows its words unchanged; it calls itself {called}")


def _values(trace: Carried) -> dict[tuple[str, str], tuple[str, ...]]:
    """Return the wordings of each fact's values; values of charts are bare numbers, and are left out."""
    found: dict[tuple[str, str], dict[str, None]] = {}
    for address, expected in trace.places.items():
        for each in expected if ("part", "chart") not in address else ():
            if each.fact is not None:
                found.setdefault((each.fact.kind, each.fact.id), {})[each.text] = None
    return {fact: tuple(texts) for fact, texts in found.items()}


def _edits(data: bytes, trace: Carried, digest: str) -> Iterator[str]:
    """Yield what was edited by hand.

    These are numbers that the trace does not know, and words, which the digest of all letters reveals.
    """
    leaf, found = found_in(data)
    for each in found:
        if each.state == "changed" and each.expected is not None:
            yield f"{leaf} {each.seen.leaf}: {each.value}, was {each.expected.text}"
        elif each.state == "unknown":
            yield f"{leaf} {each.seen.leaf}: {each.value} was not there"
    if trace.letters and trace.letters != digest:
        yield "its words are not those that it was made with"
