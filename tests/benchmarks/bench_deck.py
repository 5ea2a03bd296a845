"""A deck drawn warm, from the composed document, against a plain python-pptx script that draws the same."""

from __future__ import annotations

from plain_deck import draw, pages
from timing import ROOT, Result, medians, ratio

from handouts.compose import cited_references, compose
from handouts.content.project import Project, read_content
from handouts.layout.decks import read_deck_look
from handouts.pptx import write_deck
from handouts.slides import furniture, paginate

DECK, LAYOUT = "artery-and-anticoagulants", "widescreen"


def run(rounds: int) -> list[Result]:
    content = read_content(Project(ROOT), (DECK,), None, [])
    draft, library = content.drafts[0], content.library
    formatted = {name: library.references[name].plain for name in cited_references(draft, library)}
    document = compose(draft, library, "en", None, formatted)
    look, problems = read_deck_look(ROOT / "layouts", LAYOUT)
    assert look is not None, problems
    slides = paginate(document, look, furniture(document, "draft"))
    plain = pages(slides, look)
    taken = medians(
        {
            "paged and written": lambda: write_deck(
                paginate(document, look, furniture(document, "draft")), document, look
            ),
            "written": lambda: write_deck(slides, document, look),
            "plain script": lambda: draw(plain, look),
        },
        rounds * 2,
    )
    return [
        ratio(f"{DECK}, drawing", "written", "plain script", 1.3, taken),
        ratio(f"{DECK}, paging and drawing", "paged and written", "plain script", 1.3, taken),
    ]
