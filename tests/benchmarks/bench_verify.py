"""What tags cost a page, and reading a file back against drawing it, warm."""

from __future__ import annotations

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1]))

from bench_deck import composed as composed_deck
from support.untagged import write_untagged
from timing import ROOT, Result, medians, ratio

from handouts.audit.verify import verify_data
from handouts.content.compose import compose
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation
from handouts.core.words import word
from handouts.document.document import Document
from handouts.render.deck import footers_of, paginate
from handouts.render.deck.look import read_deck_look
from handouts.render.deck.pptx import write_deck
from handouts.render.paper.furniture import furniture_of
from handouts.render.paper.look import read_leaflet_look
from handouts.render.paper.pages import set_pages
from handouts.render.paper.pdf import write_leaflet

LEAFLETS = ("warfarin-diet", "newborn-k1-shot", "d-k2-calcium-dosing")
DECK = "artery-and-anticoagulants"


def run(rounds: int) -> list[Result]:
    results = [result for name in LEAFLETS for result in _leaflet(name, rounds)]
    return [*results, _deck(rounds)]


def _composed(name: str) -> Document:
    content = read_content(Project(ROOT), (name,), None, [])
    return compose(content.drafts[0], content.library, Translation("en"), None, {})


def _leaflet(name: str, rounds: int) -> list[Result]:
    look, problems = read_leaflet_look(ROOT / "layouts", "a4")
    assert look is not None, problems
    document = _composed(name)
    around = furniture_of(document, word("draft", "en"), None, None)
    pages = set_pages(document, look, around)
    data = write_leaflet(document, pages, look)
    taken = medians(
        {
            "set and drawn": lambda: write_leaflet(document, set_pages(document, look, around), look),
            "set and drawn untagged": lambda: write_untagged(document, set_pages(document, look, around), look),
            "read back": lambda: verify_data(data, f"{name}.pdf"),
        },
        rounds * 5,
    )
    return [
        ratio(f"{name}, tagging", "set and drawn", "set and drawn untagged", 1.35, taken),
        ratio(f"{name}, verifying", "read back", "set and drawn", 0.5, taken),
    ]


def _deck(rounds: int) -> Result:
    look, problems = read_deck_look(ROOT / "layouts", "widescreen")
    assert look is not None, problems
    document = composed_deck(DECK)
    around = footers_of(document, "draft")
    data, _ = write_deck(paginate(document, look, around), document, look)
    taken = medians(
        {
            "paged and drawn": lambda: write_deck(paginate(document, look, around), document, look),
            "read back": lambda: verify_data(data, f"{DECK}.pptx"),
        },
        rounds,
    )
    return ratio(f"{DECK}, verifying", "read back", "paged and drawn", 0.5, taken)
