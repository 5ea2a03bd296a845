"""Finished files read back and held to the rules, with nothing from what wrote them."""

from __future__ import annotations

import re
import struct
import zipfile
import zlib
from pathlib import Path

from handouts.audit.verify.limits import Limits, Report
from handouts.core.problem import Problem
from handouts.document.document import Document

_WHERE = re.compile(r"stream <[^>]*>:? ?")
# what a file that is not as it should be makes its readers raise
BROKEN = (
    ArithmeticError,
    AttributeError,
    EOFError,
    LookupError,
    RuntimeError,
    SyntaxError,
    TypeError,
    ValueError,
    struct.error,
    zipfile.BadZipFile,
    zlib.error,
)


def verify_file(path: Path) -> list[Problem]:
    """What is wrong with a file, ours or anyone's."""
    name = str(path)
    try:
        data = path.read_bytes()
    except OSError as error:
        return [Report(name)("unreadable", f"the file cannot be read: {error.strerror or error}")]
    return verify_data(data, name)


def verify_data(data: bytes, name: str) -> list[Problem]:
    """What is wrong with the bytes of a file."""
    if b"%PDF-" in data[:1024]:
        return verify_paper(data, name, None, Limits())
    if data[:2] == b"PK":
        return verify_slides(data, name, None)
    return [Report(name)("unreadable", "the file is neither a PDF nor a PowerPoint file")]


def verify_paper(data: bytes, name: str, document: Document | None, limits: Limits) -> list[Problem]:
    """What is wrong with a PDF, and where it differs from its document."""
    import pikepdf

    from handouts.audit.readers.pdf.file import read_pdf, without_pictured
    from handouts.audit.verify.compare import paper_problems
    from handouts.audit.verify.pdf import font_problems, pdf_problems
    from handouts.audit.verify.structure import texts_of

    report = Report(name)
    try:
        whole = read_pdf(data)
        file = without_pictured(whole)
        texts = texts_of(file)
        found = [*font_problems(whole, report), *pdf_problems(file, texts, limits, report)]
        if document is not None:
            found += paper_problems(file, texts, document, report)
    except pikepdf.PasswordError:
        return [report("encrypted", "the file is encrypted and opens only with a password")]
    except (pikepdf.PdfError, *BROKEN) as error:
        return [report("unreadable", f"the PDF cannot be read: {_WHERE.sub('', str(error))}")]
    return sorted(set(found))


def verify_slides(data: bytes, name: str, document: Document | None) -> list[Problem]:
    """What is wrong with a deck, and where it differs from its document."""
    from lxml import etree

    from handouts.audit.readers.pptx.file import read_deck
    from handouts.audit.verify.compare import slides_problems
    from handouts.audit.verify.pptx import deck_problems

    report = Report(name)
    try:
        deck = read_deck(data)
        found = list(deck_problems(deck, report))
        if document is not None:
            found += slides_problems(deck, document, report)
    except (etree.LxmlError, OSError, *BROKEN) as error:
        return [report("unreadable", f"the PowerPoint file cannot be read: {error}")]
    return sorted(set(found))


__all__ = ["Limits", "verify_data", "verify_file", "verify_paper", "verify_slides"]
