"""Decks drawn warm, from the composed document, against a plain python-pptx script that draws the same."""

from __future__ import annotations

from dataclasses import replace

from plain_deck import draw, pages
from timing import ROOT, Result, medians, ratio

from handouts.content.compose import cited_references, compose
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation
from handouts.document.document import Document
from handouts.render.deck import footers_of, paginate
from handouts.render.deck.look import DeckLook, read_deck_look
from handouts.render.deck.pptx import write_deck

DECKS, LAYOUT = ("artery-and-anticoagulants", "vitamin-k-course"), "widescreen"
TIMES = 10


def run(rounds: int) -> list[Result]:
    look, problems = read_deck_look(ROOT / "layouts", LAYOUT)
    assert look is not None, problems
    results = [result for deck in DECKS for result in _against_plain(composed(deck), look, rounds)]
    return [*results, _in_proportion(composed(DECKS[0]), look, rounds)]


def composed(deck: str) -> Document:
    content = read_content(Project(ROOT), (deck,), None, [])
    draft, library = content.drafts[0], content.library
    formatted = {name: library.references[name].plain for name in cited_references(draft, library)}
    return compose(draft, library, Translation("en"), None, formatted)


def _against_plain(document: Document, look: DeckLook, rounds: int) -> list[Result]:
    slides = paginate(document, look, footers_of(document, "draft"))
    plain = pages(slides, look)
    taken = medians(
        {
            "paged and written": lambda: _drawn(document, look),
            "written": lambda: write_deck(slides, document, look),
            "plain script": lambda: draw(plain, look),
        },
        rounds * 2,
    )
    return [
        ratio(f"{document.id}, drawing", "written", "plain script", 1.3, taken),
        ratio(f"{document.id}, paging and drawing", "paged and written", "plain script", 1.3, taken),
    ]


def _in_proportion(document: Document, look: DeckLook, rounds: int) -> Result:
    """Ten times the slides take about ten times as long."""
    longer = replace(document, sections=document.sections * TIMES)
    taken = medians({"once": lambda: _drawn(document, look), "ten times": lambda: _drawn(longer, look)}, rounds)
    return ratio(f"{document.id}, ten times the slides", "ten times", "once", 1.2 * TIMES, taken)


def _drawn(document: Document, look: DeckLook) -> None:
    write_deck(paginate(document, look, footers_of(document, "draft")), document, look)
