"""What a sign-off is bound to.

An approval is not bound to a file, but to what the reader sees and to the position of the emergency advice. Any change
to these makes it lapse.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.document.blocks import Callout
from handouts.document.digest import content_digest
from handouts.document.document import Document
from handouts.document.walk import blocks
from handouts.pipeline.press import Paper, Placed, Show

if TYPE_CHECKING:
    from handouts.render.deck.value import Frame, Slides
    from handouts.render.paper.pages import Pages


@dataclass(frozen=True, slots=True)
class Placement:
    """The pages or slides of a layout with the emergency advice, and the smallest type that it prints, in pt.

    `smallest` is `unset` where nothing could be set; such a placement equals none that was approved.
    """

    layout: str
    emergency: tuple[int, ...]
    smallest: str


def placement(layout: str, placed: Placed) -> Placement:
    """Return where the emergency advice is in a document set in a layout; superscripts count at their text's size."""
    if isinstance(placed, Paper) and placed.pages.pages:
        boxes = _emergency_boxes(placed.document)
        return Placement(layout, _pages_of(placed.pages, boxes), f"{min(_print_sizes(placed.pages)):g}")
    if isinstance(placed, Show) and placed.slides.slides:
        boxes = _emergency_boxes(placed.document)
        return Placement(layout, _slides_of(placed.slides, boxes), f"{min(_slide_sizes(placed.slides)):g}")
    return Placement(layout, (), "unset")


def signed_digest(document: Document, placements: Iterable[Placement]) -> str:
    """Return the digest to which a sign-off is bound.

    It covers `content` (text with every value filled in, figures, references, order and kind of blocks, version, dates,
    a clinic's policy texts) and, for each default layout of the document's kind, the pages or slides of the emergency
    advice and the smallest type. It does not cover a clinic's name, phones, web address and logo, colours and all other
    look, comments, claims and words that the document does not use, or the versions of libraries and their files.
    """
    layouts = {each.layout: [list(each.emergency), each.smallest] for each in placements}
    text = json.dumps([content_digest(document), layouts], sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


def _emergency_boxes(document: Document) -> frozenset[str]:
    """Return the ids of a document's emergency boxes."""
    boxes = (block for block in blocks(document) if isinstance(block, Callout))
    return frozenset(box.id for box in boxes if box.kind == "emergency")


def _pages_of(pages: Pages, boxes: frozenset[str]) -> tuple[int, ...]:
    return tuple(
        page.number for page in pages.pages if any(tag.key in boxes for each in page.drawn for tag in each.path)
    )


def _print_sizes(pages: Pages) -> Iterator[float]:
    from handouts.render.paper.shapes import texts

    for page in pages.pages:
        for line in texts((*page.drawn, *page.furniture)):
            yield from (run.size for run in line.line.runs if not run.rise)


def _slides_of(slides: Slides, boxes: frozenset[str]) -> tuple[int, ...]:
    from handouts.render.deck.value import paras

    def holds(frame: Frame) -> bool:
        return any(para.unit.startswith(tuple(f"{box}/" for box in boxes)) for para in paras(frame))

    return tuple(number for number, slide in enumerate(slides.slides, 1) if any(map(holds, slide.frames)))


def _slide_sizes(slides: Slides) -> Iterator[float]:
    from handouts.render.deck.value import ChartFrame, paras

    for slide in slides.slides:
        for frame in slide.frames:
            yield from (para.style.size for para in paras(frame))
            if isinstance(frame, ChartFrame):
                yield from (frame.label.size, frame.mark.size)
