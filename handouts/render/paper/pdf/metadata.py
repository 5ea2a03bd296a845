"""The metadata of a file: its conformance claims, title, dates and colours, for people and for programs.

The claims are PDF/UA-1 (ISO 14289-1) and PDF/A-2a (ISO 19005-2). The metadata packet (XMP) repeats the Info dictionary.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from functools import cache
from pathlib import Path
from typing import Any

from reportlab.pdfbase import pdfdoc

from handouts.document.document import Document
from handouts.document.imprint import MEANINGS, NAMESPACE, PREFIX, Imprint
from handouts.document.text import plain
from handouts.render.paper.look import LeafletLook
from handouts.render.paper.pdf.tree import Raw, added

CREATOR = "handouts"
PRODUCER = "handouts, ReportLab"
PIECES = "Handouts"  # our key in the dictionary of private data
PROFILE = "sRGB IEC61966-2.1"

_PACKET = """\
<?xpacket begin="\ufeff" id="W5M0MpCehiHzreSzNTczkc9d"?>
<x:xmpmeta xmlns:x="adobe:ns:meta/">
<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 %s
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfuaid:part>1</pdfuaid:part>
<pdfaid:part>2</pdfaid:part>
<pdfaid:conformance>A</pdfaid:conformance>
%s
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification schema</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 to which the file conforms</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li>%s</rdf:Bag></pdfaExtension:schemas>
</rdf:Description>
</rdf:RDF>
</x:xmpmeta>
<?xpacket end="r"?>"""


def describe(canvas: Any, document: Document) -> None:
    """Set the Info dictionary, the dates and the id of a file."""
    canvas.setTitle(_title(document))
    canvas.setSubject(document.subject)
    canvas.setAuthor(_author(document))
    canvas.setCreator(CREATOR)
    canvas.setProducer(PRODUCER)
    canvas._doc.info.keywords = document.id  # noqa: SLF001 - setKeywords joins with commas
    _date(canvas._doc, document)  # noqa: SLF001 - the only access to the file's dates


def _title(document: Document) -> str:
    return plain(document.title.text)


def _author(document: Document) -> str:
    """Return who publishes the document: the clinic, or else this program."""
    return document.letterhead.name if document.letterhead else CREATOR


def _date(file: Any, document: Document) -> None:
    """Set the file dates to the day when the content was checked; the file id depends on nothing else."""
    checked = document.checked
    stamp = file._timeStamp  # noqa: SLF001 - the only access to the file's dates
    stamp.YMDhms = (checked.year, checked.month, checked.day, 0, 0, 0)
    stamp.dhh = stamp.dmm = 0
    file.signature = hashlib.md5(usedforsecurity=False)


def _printing(look: LeafletLook, pages: int) -> str:
    """Return what a viewer shows and proposes for printing: both sides of a sheet, in the size of the page.

    Sheets are turned like those of a book, on a page across the paper too.
    """
    edge = "DuplexFlipLongEdge" if look.height >= look.width else "DuplexFlipShortEdge"
    return f"/DisplayDocTitle true/PrintScaling/None/Duplex/{edge if pages > 1 else 'Simplex'}"


def claim(file: Any, document: Document, look: LeafletLook, pages: int, imprint: Imprint | None = None) -> None:
    """Add the catalog entries that the conformance claims require."""
    catalog = file.Catalog
    catalog.MarkInfo = file.Reference(Raw("<</Marked true>>"), "MarkInfoObject")
    catalog.ViewerPreferences = file.Reference(Raw(f"<<{_printing(look, pages)}>>"), "ViewerPreferencesObject")
    catalog.Metadata = file.Reference(
        _stream(packet(document, imprint), Type="Metadata", Subtype="XML"), "MetadataObject"
    )
    colours = added(file, _stream(profile(), N=3, filters=[pdfdoc.PDFZCompress]), "ColourProfile")
    catalog.OutputIntents = Raw(
        f"[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier({PROFILE})/Info({PROFILE})"
        f"/RegistryName(http://www.color.org)/DestOutputProfile {colours}>>]"
    )
    catalog.__NoDefault__ = [*type(catalog).__NoDefault__, "OutputIntents"]


def carry(file: Any, document: Document, trace: bytes) -> None:
    """Store the trace of the file's numbers as private data of this program (ISO 32000-1, 14.5), not as an attachment.

    PDF/A-2 allows only PDF/A files as attachments (ISO 19005-2, 6.8), and does not restrict private data.
    """
    catalog = file.Catalog
    stream = added(file, _stream(trace, filters=[pdfdoc.PDFZCompress]), "Trace")
    day = f"{document.checked:%Y%m%d}"
    catalog.PieceInfo = Raw(f"<</{PIECES}<</LastModified(D:{day}000000+00'00')/Private<</Trace {stream}>>>>>>")
    catalog.__NoDefault__ = [*catalog.__NoDefault__, "PieceInfo"]


def _stream(content: bytes, *, filters: list[Any] | None = None, **entries: str | int) -> Any:
    """Return a stream, compressed if filters are given."""
    named = {name: pdfdoc.PDFName(each) if isinstance(each, str) else each for name, each in entries.items()}
    return pdfdoc.PDFStream(pdfdoc.PDFDictionary(named), content, filters)


@cache
def profile() -> bytes:
    """Return the ICC profile of all files, made once by scripts/make_srgb.py."""
    return Path(__file__).with_name("srgb.icc").read_bytes()


def packet(document: Document, imprint: Imprint | None = None) -> bytes:
    """Return the metadata packet (XMP) of a file.

    It describes the names of the imprint as PDF/A requires (ISO 19005-2, 6.6.2.3).
    """
    own = f'xmlns:{PREFIX}="{NAMESPACE}"' if imprint is not None else ""
    facts = imprint.facts() if imprint is not None else {}
    said = (f"<{PREFIX}:{name}>{escape(text)}</{PREFIX}:{name}>" for name, text in facts.items())
    return (_PACKET % (own, "\n".join((*_properties(document), *said)), _schema(facts) if facts else "")).encode()


def _schema(facts: Iterable[str]) -> str:
    """Return the description of each name in the imprint."""
    properties = "".join(
        f"""<rdf:li rdf:parseType="Resource">
<pdfaProperty:name>{name}</pdfaProperty:name>
<pdfaProperty:valueType>Text</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>{MEANINGS[name]}</pdfaProperty:description>
</rdf:li>"""
        for name in facts
    )
    return f"""
<rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>Edition of a handout</pdfaSchema:schema>
<pdfaSchema:namespaceURI>{NAMESPACE}</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>{PREFIX}</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq>{properties}</rdf:Seq></pdfaSchema:property>
</rdf:li>"""


def _properties(document: Document) -> Iterator[str]:
    when = f"{document.checked.isoformat()}T00:00:00Z"
    yield "<dc:format>application/pdf</dc:format>"
    yield f"<dc:title>{_alternatives(_title(document))}</dc:title>"
    yield f"<dc:creator><rdf:Seq>{_item(_author(document))}</rdf:Seq></dc:creator>"
    if document.subject:
        yield f"<dc:description>{_alternatives(document.subject)}</dc:description>"
        yield f"<dc:subject><rdf:Bag>{_item(document.subject)}</rdf:Bag></dc:subject>"
    yield f"<dc:language><rdf:Bag>{_item(document.lang)}</rdf:Bag></dc:language>"
    yield f"<xmp:CreatorTool>{CREATOR}</xmp:CreatorTool>"
    yield f"<xmp:CreateDate>{when}</xmp:CreateDate>"
    yield f"<xmp:ModifyDate>{when}</xmp:ModifyDate>"
    yield f"<xmp:MetadataDate>{when}</xmp:MetadataDate>"
    yield f"<pdf:Producer>{PRODUCER}</pdf:Producer>"
    yield f"<pdf:Keywords>{escape(document.id)}</pdf:Keywords>"


def escape(text: str) -> str:
    """Return a text with the characters escaped that XML reserves."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _alternatives(text: str) -> str:
    return f'<rdf:Alt><rdf:li xml:lang="x-default">{escape(text)}</rdf:li></rdf:Alt>'


def _item(text: str) -> str:
    return f"<rdf:li>{escape(text)}</rdf:li>"
