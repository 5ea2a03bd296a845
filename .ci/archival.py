"""Holds PDF files against pikepdf's PDF/A-2b validator, which refuses every construct that it does not know.

Three kinds of finding are false alarms here. Two come from what the files are besides PDF/A-2b: their XMP
carries PDF/UA-1's identifier with the extension schema that PDF/A-2a asks for it, and claims level A. The
third is the catalog's PieceInfo (ISO 32000-1, table 28), which holds the trace of the file's numbers: the
validator says that it does not check that entry, and tests/test_trace.py does.
"""

import sys

import pikepdf
from pikepdf import pdfa

EXPECTED = (
    "XMP namespace pdfaExtension=",
    "XMP namespace pdfaSchema=",
    "XMP namespace pdfaProperty=",
    "XMP property pdfuaid:part is not permitted",
    "XMP property pdfaExtension:schemas is not permitted",
    "pdfaid:conformance is 'A', expected 'B'",
    "unrecognized key(s) /PieceInfo are not checked",
)


def main() -> int:
    """Prints the findings that are no false alarm; 1 where there is one."""
    status = 0
    for file in sys.argv[1:]:
        with pikepdf.open(file) as pdf:
            findings = [str(finding) for finding in pdfa.check(pdf, pdfa.Flavour.PDFA_2B).findings]
        for finding in findings:
            if not any(known in finding for known in EXPECTED):
                print(f"{file}: {finding}")
                status = 1
    return status


sys.exit(main())
