"""The small project with a deck of one slide in place of its leaflet, as a watch is tried on it."""

from __future__ import annotations

from pathlib import Path

from support.projects import deck, make_project

SLIDE = (
    "- id: s\n  slide: statement\n  title: {title}\n  sources: [paper_2012]\n"
    '  blocks: [{{id: a, text: "The target is {{{{ dose.target }}}}."}}]'
)
TALK = deck(SLIDE.format(title="Keep the range"))
FILE = "decks/talk.en.widescreen.pptx"
LONGEST = 60  # s that a shared machine may take for what a test waits for


def make_talk(folder: Path) -> Path:
    """The project, which is sound under every rule."""
    return make_project(folder, {"leaflets/small.yaml": None, "decks/talk.yaml": TALK})
