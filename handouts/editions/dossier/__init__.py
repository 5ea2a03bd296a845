"""The evidence pack of a document, for the committee that approves it, composed as a document for paper.

Pure: it takes a composed document with the facts behind it, and reads no clock, path or layout.
"""

from __future__ import annotations

from dataclasses import replace

from handouts.document.document import Document, Reads
from handouts.document.text import plain
from handouts.editions.dossier.case import Case
from handouts.editions.dossier.cover import cover, levels, pictures, says
from handouts.editions.dossier.doses import doses
from handouts.editions.dossier.evidence import blocked, claims, references, source_says
from handouts.editions.dossier.questions import questions
from handouts.editions.dossier.ratings import ratings
from handouts.editions.dossier.record import found, signatures, touching, waived


def dossier(case: Case) -> Document:
    """Return the evidence pack of a document, set and written like a leaflet."""
    document = case.document
    sections = (
        cover(case),
        pictures(case),
        says(case),
        levels(case),
        *ratings(case),
        claims(case),
        source_says(case),
        blocked(case),
        doses(case),
        found(case),
        waived(case),
        references(case),
        signatures(case),
    )
    return replace(
        document,
        kind="leaflet",
        title=case.unit("title", case.word("dossier.title", title=plain(document.title.text))),
        lead=case.unit("lead", case.word("dossier.lead")),
        # front sections flow from page to page, from the first page on
        sections=tuple(replace(section, front=True) for section in sections),
        reads=Reads(),
        values=(),
    )


__all__ = ["Case", "dossier", "questions", "touching"]
