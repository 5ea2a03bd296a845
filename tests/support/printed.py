"""A sample deck printed on paper."""

from __future__ import annotations

from dataclasses import replace
from functools import cache

from handouts.core.words import word
from handouts.document.blocks import Option, Options
from handouts.document.document import Document, Section, Teaching
from handouts.document.printout import Shows, printout
from handouts.render.paper.furniture import furniture_of
from handouts.render.paper.look import LeafletLook, read_leaflet_look
from handouts.render.paper.pages import Pages, set_pages
from support.deck_samples import bullets, deck, paragraph, references, slide, small_table, table, unit
from support.projects import REPO


def noted(name: str, section: Section, *cited: str) -> Section:
    """A slide with notes and full references as `compose` gives them their ids."""
    notes = (
        unit(f"{name}/notes/say", "Say this first."),
        unit(f"{name}/notes/rests", "Two small trials."),
        *(unit(f"{name}/notes/{reference}", f"Full text of {reference}.") for reference in cited),
    )
    teaching = replace(section.teaching or Teaching("bullets"), notes=notes)
    return replace(section, id=f"sample/{name}", teaching=teaching)


def lesson(points: int = 6) -> Document:
    """A deck with takeaways, two tables of which one is marked, a question, its answer and references."""
    aims = noted("aims", slide("aims", "objectives", "What you can do", bullets("aims/list", "Explain", "Advise")))
    claims = [
        noted(f"point{n}", slide(f"point{n}", "statement", f"Assertion {n}", paragraph(f"p{n}", "Words")))
        for n in range(points)
    ]
    marked = [replace(section, roles=((section.id, "takeaway"),)) for section in claims]
    key = small_table()
    kept = noted(
        "kept", slide("kept", "table", "The doses", table("other", 2), key, source="Paper 2012"), "ref7", "ref3"
    )
    kept = replace(kept, roles=((key.id, "key-table"),))
    asked = noted(
        "asked", slide("asked", "question", "What now?", bullets("asked/list", "Stop", "Go", "Wait", style="letter"))
    )
    verdict = Options("verdicts", (Option("a", unit("a", "Stop"), False, unit("ar", "Too late")),))
    answer = noted("answer", slide("answer", "answer", "Go on", verdict))
    refs = slide("refs", "references", "References", references(9))
    cover = slide("cover", "title", "Cover")
    return deck(cover, aims, *marked, kept, asked, answer, refs)


@cache
def look_of(name: str) -> LeafletLook:
    look, problems = read_leaflet_look(REPO / "layouts", name, "decks")
    assert look is not None
    assert problems == []
    return look


def pages_of(document: Document, name: str) -> Pages:
    look = look_of(name)
    shows: Shows = look.shows or "notes"
    furniture = furniture_of(document, word("draft", "en"), None, None)
    return set_pages(printout(document, shows), look, furniture)
