"""Holds PDF files against pikepdf's PDF/A-2b validator, which refuses every construct that it does not know.

Three kinds of finding are false alarms here. Two come from what the files are besides PDF/A-2b: their XMP
carries PDF/UA-1's identifier with the extension schema that PDF/A-2a asks for it, and claims level A. The
third is the catalog's PieceInfo (ISO 32000-1, table 28), which holds the trace of the file's numbers: the
validator says that it does not check that entry, and tests/audit/trace/test_trace.py does. The validator does not read
extension schemas either, so a property of the imprint is held here against the schema that describes it.
"""

import re
import sys

import pikepdf
from lxml import etree
from pikepdf import pdfa

EXPECTED = (
    "XMP namespace pdfaExtension=",
    "XMP namespace pdfaSchema=",
    "XMP namespace pdfaProperty=",
    "XMP property pdfuaid:part is not permitted",
    "XMP property pdfaExtension:schemas is not permitted",
    "pdfaid:conformance is 'A', expected 'B'",
    "unrecognized key(s) /PieceInfo are not checked",
    "XMP namespace handouts=urn:handouts:imprint:1# is not permitted",
)
OURS = re.compile(r"XMP property handouts:(\w+) is not permitted")
DESCRIBED = "{http://www.aiim.org/pdfa/ns/property#}name"


def described(pdf: pikepdf.Pdf) -> frozenset[str]:
    """The properties that a file's own extension schemas describe (ISO 19005-2, 6.6.2.3)."""
    packet = etree.fromstring(pdf.Root.Metadata.read_bytes())
    return frozenset(name.text or "" for name in packet.iter(DESCRIBED))


def odd(finding: str, names: frozenset[str]) -> bool:
    """Whether a finding is no false alarm, in a file whose schemas describe these names."""
    ours = OURS.search(finding)
    return ours[1] not in names if ours else not any(known in finding for known in EXPECTED)


def main() -> int:
    """Prints the findings that are no false alarm; 1 where there is one."""
    status = 0
    for file in sys.argv[1:]:
        with pikepdf.open(file) as pdf:
            names = described(pdf)
            findings = [str(finding) for finding in pdfa.check(pdf, pdfa.Flavour.PDFA_2B).findings]
        for finding in findings:
            if odd(finding, names):
                print(f"{file}: {finding}")
                status = 1
    return status


sys.exit(main())
