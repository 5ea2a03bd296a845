"""Verification of finished files: they are read back and checked against the rules, without using the writer."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

from handouts.audit.readers.bounds import BROKEN, Budget, UnknownFormatError, UnreadableError, read_file, reason
from handouts.audit.verify.limits import Limits, Report
from handouts.core.faults import guarded
from handouts.core.problem import Mark, Problem
from handouts.document.document import Document

PROBLEM = 600  # memory in bytes of a problem
UNREADABLE = "unreadable-file"


def verify_file(path: Path) -> list[Problem]:
    """Return the problems of a file, whichever program wrote it."""
    budget = Budget()
    try:
        data = read_file(path, budget.bounds)
    except UnreadableError as error:
        return [Report(str(path))(error.rule, str(error))]
    log: list[Problem] = []
    with guarded(log, Mark(str(path)), "verifying the file"):
        return verify_data(data, str(path), budget)
    return log


def verify_data(data: bytes, name: str, budget: Budget | None = None) -> list[Problem]:
    """Return the problems of a file from its bytes; `name` is its path in them."""
    if b"%PDF-" in data[:1024]:
        return verify_paper(data, name, None, Limits(), budget)
    if data[:2] == b"PK":
        return verify_slides(data, name, None, budget)
    unknown = UnknownFormatError()
    return [Report(name)(unknown.rule, str(unknown))]


def verify_paper(
    data: bytes, name: str, document: Document | None, limits: Limits, budget: Budget | None = None
) -> list[Problem]:
    """Return the problems of a PDF, and its differences from its document if that is given.

    With its document it is a file that was just drawn: what cannot be read in it, or what the readers raise, is a fault
    of the program, and is raised.
    """
    from handouts.audit.readers.pdf.file import read_pdf, without_pictured
    from handouts.audit.verify.compare import paper_problems
    from handouts.audit.verify.pdf import font_problems, pdf_problems
    from handouts.audit.verify.structure import texts_of

    report = Report(name)
    budget = budget or Budget()
    try:
        whole = read_pdf(data, budget)
        file = without_pictured(whole)
        texts = texts_of(file)
        compared = paper_problems(file, texts, document, report) if document is not None else ()
        of_pages = pdf_problems(file, texts, limits, report, budget)
        return _once(chain(font_problems(whole, report), of_pages, compared), budget)
    except UnreadableError as error:
        if document is not None and error.rule == UNREADABLE:
            raise
        return [report(error.rule, str(error))]
    except BROKEN as error:
        if document is not None:
            raise
        return [report(UNREADABLE, f"the PDF cannot be read: {reason(error)}")]


def verify_slides(data: bytes, name: str, document: Document | None, budget: Budget | None = None) -> list[Problem]:
    """Return the problems of a deck, and its differences from its document if that is given, as for a PDF."""
    from handouts.audit.readers.pptx.file import read_deck
    from handouts.audit.verify.compare import slides_problems
    from handouts.audit.verify.pptx import deck_problems

    report = Report(name)
    budget = budget or Budget()
    try:
        deck = read_deck(data, budget)
        compared = slides_problems(deck, document, report) if document is not None else ()
        return _once(chain(deck_problems(deck, report, budget), compared), budget)
    except UnreadableError as error:
        if document is not None and error.rule == UNREADABLE:
            raise
        return [report(error.rule, str(error))]
    except BROKEN as error:
        if document is not None:
            raise
        return [report(UNREADABLE, f"the PowerPoint file cannot be read: {reason(error)}")]


def _once(problems: Iterable[Problem], budget: Budget) -> list[Problem]:
    """Return problems sorted and without duplicates. Raises TooLargeError if they are too many."""
    found: set[Problem] = set()
    for problem in problems:
        if problem not in found:
            budget.keep(PROBLEM)
            found.add(problem)
    return sorted(found)


__all__ = ["Limits", "verify_data", "verify_file", "verify_paper", "verify_slides"]
