"""A leaflet with every kind of block, and pages drawn of small leaflets."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from handouts.content.compose import compose
from handouts.content.project import Project, read_content
from handouts.content.translation import Translation
from handouts.core.problem import Problem
from handouts.core.words import word
from handouts.document.document import Document
from handouts.pipeline.plan import layouts_of
from handouts.render.paper.furniture import furniture_of
from handouts.render.paper.look import LeafletLook, read_leaflet_look
from handouts.render.paper.pages import Pages, set_pages
from handouts.render.paper.pdf import write_leaflet
from support.projects import HEAD, REPO, make_project

# those that print a whole leaflet
LAYOUTS = tuple(name for name in layouts_of(REPO, "leaflet") if "-short" not in name)

SAMPLER = (
    HEAD
    + """\
front:
  - id: flags
    blocks:
      - id: now
        emergency:
          title: Call {{ clinic/emergency }} now
          items: {blood: Bleeding that does not stop, head: A blow to the head, chest: Chest pain}
      - id: today
        call-today: {title: "Call us today: {{ clinic/day }}", items: {nose: A nose bleed that returns}}
      - id: not
        do-not: {title: Do not eat natto., text: "It weakens **warfarin** for days & nights."}
sections:
  - id: facts
    title: Facts and foods
    blocks:
      - id: text
        text: "Ca^2+^ and CO~2~: see [our page](https://mill.example/a?b=1&c=2). Write {{ blank/name }} here."
      - id: foods
        table:
          caption: Vitamin K in a portion
          columns:
            food: Food
            k1: {head: Vitamin K1 in µg, kind: bar, unit: ug}
          groups:
            high: {title: High, level: 3, rows: {kale: [Kale, "{{ food/kale:k1_ug }}"]}}
            low: {title: Low, level: 1, rows: {natto: [Natto, "{{ food/natto:k1_ug }}"]}}
      - id: week
        fields:
          monday: {label: Mon, kind: ticks, count: 3}
          tuesday: {label: Tue, kind: ticks, count: 3}
      - id: share
        figure:
          kind: icon-array
          alt: "Of all babies {{ dose.share }} bleed."
          caption: Without the shot
          value: dose.share
          total: 1000
          label: "{{ dose.share }} bleed, {{ dose.share:span }}"
          rest: The rest do not
      - id: path
        figure:
          kind: diagram
          illustration: true
          alt: Far fewer greens make the INR rise.
          lanes: [[fewer, rises]]
          nodes: {fewer: {label: Far fewer greens}, rises: {label: INR rises, kind: danger}}
          edges: {e1: {from: fewer, to: rises}}
      - id: gates
        gates: {kidney: {ask: Do you have kidney disease?, stop: Ask us first}}
      - id: ask
        questions: {why: {ask: Why steady?, answer: Swings make the test swing.}}
sources: [paper_2012]
"""
)


def document_of(folder: Path, text: str, clinic: str | None = None) -> Document:
    """A leaflet composed from its YAML, beside the facts of the small project; foreign markup is left to the writer."""
    folder.mkdir(exist_ok=True)
    root = make_project(folder, {"leaflets/small.yaml": text})
    log: list[Problem] = []
    content = read_content(Project(root), ("small",), clinic, log)
    assert [problem for problem in log if problem.rule != "foreign-markup"] == []
    return compose(content.drafts[0], content.library, Translation("en"), content.clinic, {})


@cache
def look_of(layout: str) -> LeafletLook:
    """A layout of the repository."""
    look, problems = read_leaflet_look(REPO / "layouts", layout)
    assert look is not None
    assert problems == []
    return look


def pages_of(document: Document, layout: str = "a4") -> Pages:
    """A document on the pages of a layout, without logo and QR code."""
    return set_pages(document, look_of(layout), furniture_of(document, word("draft", "en"), None, None))


def pdf_of(document: Document, layout: str = "a4") -> bytes:
    """A document as a PDF file."""
    pages = pages_of(document, layout)
    assert [str(problem) for problem in pages.problems] == []
    return write_leaflet(document, pages, look_of(layout))
