"""What a sign-off is bound to, and whether a document is signed off on a day.

Nobody's approval is of a file: it is of what a reader sees and where the emergency advice stands. Any change to that
lapses it by itself.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from handouts.compose import content_digest
from handouts.content.approvals import RECORDS, Approval
from handouts.content.model import Signer
from handouts.document import Callout, Document
from handouts.press import Paper, Placed, Show

if TYPE_CHECKING:
    from handouts.layout.pages import Pages
    from handouts.slides.value import Frame, Slides

State = Literal["approved", "missing", "lapsed", "expired", "not-yet", "altered"]

# --- the digest -----------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Placement:
    """The pages or slides of a layout that hold the emergency advice, and the smallest type it prints, pt.

    Without a page nothing could be set; such a placement equals none that somebody approved.
    """

    layout: str
    emergency: tuple[int, ...]
    smallest: str


def placement(layout: str, placed: Placed) -> Placement:
    """Where a document that was set in a layout has its emergency advice; superscripts count as their text."""
    if isinstance(placed, Paper) and placed.pages.pages:
        boxes = _emergency_boxes(placed.document)
        return Placement(layout, _pages_of(placed.pages, boxes), f"{min(_print_sizes(placed.pages)):g}")
    if isinstance(placed, Show) and placed.slides.slides:
        boxes = _emergency_boxes(placed.document)
        return Placement(layout, _slides_of(placed.slides, boxes), f"{min(_slide_sizes(placed.slides)):g}")
    return Placement(layout, (), "unset")


def signed_digest(document: Document, placements: Iterable[Placement]) -> str:
    """The digest that a sign-off is bound to.

    In it: `content` (text with every value filled in, figures, references, order and kind of blocks, version, dates,
    a clinic's policy texts) and, for each default layout of the document's kind, the pages or slides of the emergency
    advice and the smallest type. Out of it: a clinic's name, phones, web address and logo, colours and all other
    look, comments, claims and words that the document does not use, files of the library and their versions.
    """
    layouts = {each.layout: [list(each.emergency), each.smallest] for each in placements}
    text = json.dumps([content_digest(document), layouts], sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode(), digest_size=20).hexdigest()


def _emergency_boxes(node: object) -> frozenset[str]:
    """The ids of the emergency boxes below a document, section or block."""
    return frozenset(box.id for box in _boxes(node) if box.kind == "emergency")


def _boxes(node: object) -> Iterator[Callout]:
    if isinstance(node, Callout):
        yield node
    if isinstance(node, tuple):
        for item in node:
            yield from _boxes(item)
    elif isinstance(node, Document):
        yield from _boxes(node.sections)
    else:
        for name in ("blocks", "rows", "cards", "columns"):
            yield from _boxes(getattr(node, name, ()))


def _pages_of(pages: Pages, boxes: frozenset[str]) -> tuple[int, ...]:
    return tuple(
        page.number for page in pages.pages if any(tag.key in boxes for each in page.drawn for tag in each.path)
    )


def _print_sizes(pages: Pages) -> Iterator[float]:
    from handouts.layout.shapes import texts

    for page in pages.pages:
        for line in texts((*page.drawn, *page.furniture)):
            yield from (run.size for run in line.line.runs if not run.rise)


def _slides_of(slides: Slides, boxes: frozenset[str]) -> tuple[int, ...]:
    from handouts.slides.value import paras

    def holds(frame: Frame) -> bool:
        return any(para.unit.startswith(tuple(f"{box}/" for box in boxes)) for para in paras(frame))

    return tuple(number for number, slide in enumerate(slides.slides, 1) if any(map(holds, slide.frames)))


def _slide_sizes(slides: Slides) -> Iterator[float]:
    from handouts.slides.value import ChartFrame, paras

    for slide in slides.slides:
        for frame in slide.frames:
            yield from (para.style.size for para in paras(frame))
            if isinstance(frame, ChartFrame):
                yield from (frame.label.size, frame.mark.size)


# --- where a document stands ----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Standing:
    """One role's approval of a document: the entry that counts, or the last one that does not and why."""

    role: Signer
    state: State
    approval: Approval | None = None

    def words(self) -> str:
        """The standing in a phrase, as messages list it."""
        by = self.approval
        if by is None:
            return f"{self.role}: nobody yet"
        said = {
            "approved": f"{by.name} until {by.until}",
            "missing": "nobody yet",
            "lapsed": f"the approval by {by.name} of {by.when} lapsed, the document has changed",
            "expired": f"the approval by {by.name} ended on {by.until}",
            "not-yet": f"the approval by {by.name} begins on {by.when}",
            "altered": f"the entry of {by.name} is not the one that was signed",
        }
        return f"{self.role}: {said[self.state]}"


def concerning(approvals: Iterable[Approval], document: Document, clinic: str | None) -> tuple[Approval, ...]:
    """The approvals of a document in its language: those of a clinic's edition, and those for all.

    An approval for all counts for a clinic too where the digest is equal: its policies then change no word.
    """
    return tuple(
        each
        for each in approvals
        if (each.document, each.lang) == (document.id, document.lang) and each.clinic in (None, clinic)
    )


def standings(
    roles: Iterable[Signer], approvals: Iterable[Approval], digest: Callable[[], str], as_of: date, root: Path
) -> tuple[Standing, ...]:
    """Where each role stands on a day; the digest is asked for only where there is something to hold it against."""
    by_role: dict[str, list[Approval]] = {}
    for approval in approvals:
        by_role.setdefault(approval.role, []).append(approval)
    if not by_role:
        return tuple(Standing(role, "missing") for role in roles)
    now = digest()
    return tuple(_standing(role, by_role.get(role, []), now, as_of, root) for role in roles)


def _standing(role: Signer, approvals: list[Approval], digest: str, as_of: date, root: Path) -> Standing:
    found = [Standing(role, _state(each, digest, as_of, root), each) for each in approvals]
    counts = [each for each in found if each.state == "approved"]
    return (counts or found or [Standing(role, "missing")])[-1]


def _state(approval: Approval, digest: str, as_of: date, root: Path) -> State:
    if approval.digest != digest:
        return "lapsed"
    if approval.signature is not None and not unaltered(approval, root):
        return "altered"
    if as_of < approval.when:
        return "not-yet"
    return "expired" if as_of > approval.until else "approved"


def unaltered(approval: Approval, root: Path) -> bool:
    """Whether the text that was signed is the entry's own; who signed it is told by `handouts status`."""
    try:
        return (root / RECORDS / (approval.signature or "")).read_text(encoding="utf-8") == approval.text()
    except (OSError, UnicodeDecodeError):
        return False


def reviewed(found: Iterable[Standing]) -> date | None:
    """The day of the last approval where every role has one that counts; None where the document is a draft."""
    found = tuple(found)
    days = [each.approval.when for each in found if each.state == "approved" and each.approval is not None]
    return max(days) if days and len(days) == len(found) else None
