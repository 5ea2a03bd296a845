"""Setting a document in one layout, which finds what does not fit, then drawing it as bytes and verifying them.

A check only sets documents; a build also draws them and reads the bytes back.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import wraps
from pathlib import Path
from typing import TYPE_CHECKING, Concatenate, Literal, ParamSpec, TypeVar

from handouts.content.logo import LogoError, read_logo
from handouts.core.colour import LEAST_CONTRAST, LEAST_OF_CLINIC, carries_text
from handouts.core.faults import fault
from handouts.core.problem import Mark, Problem
from handouts.core.words import word
from handouts.document.digest import content_digest
from handouts.document.document import Document, Letterhead
from handouts.document.edition import draft_words
from handouts.document.imprint import Imprint, imprint_of
from handouts.document.walk import units
from handouts.pipeline.looks import Looks

if TYPE_CHECKING:
    from handouts.render.deck.look import DeckLook
    from handouts.render.deck.value import Slides
    from handouts.render.paper.furniture import Furniture
    from handouts.render.paper.look import LeafletLook
    from handouts.render.paper.orders import Orders
    from handouts.render.paper.pages import Pages


@dataclass(frozen=True, slots=True)
class Paper:
    """A document on pages; `copied` is the file whose pages it shows at a smaller size."""

    document: Document
    look: LeafletLook
    pages: Pages
    problems: tuple[Problem, ...]
    copied: bytes | None = None
    imprint: Imprint | None = None

    @property
    def leaves(self) -> int:
        """The number of its pages."""
        return len(self.pages.pages)


@dataclass(frozen=True, slots=True)
class Show:
    """A document on slides."""

    document: Document
    look: DeckLook
    slides: Slides
    problems: tuple[Problem, ...]
    imprint: Imprint | None = None

    @property
    def leaves(self) -> int:
        """The number of its slides."""
        return len(self.slides.slides)


@dataclass(frozen=True, slots=True)
class Unset:
    """A document whose look cannot be read."""

    problems: tuple[Problem, ...]


Placed = Paper | Show | Unset

_More = ParamSpec("_More")
_Result = TypeVar("_Result", bound=Placed)

# --- faults ---------------------------------------------------------------------------------------


def _fault(error: Exception, document: Document, doing: str) -> Problem:
    """Return an exception as a problem: at the clinic's logo, or at the text that was being set, drawn or verified."""
    head = document.letterhead
    if isinstance(error, LogoError) and head is not None:
        return Problem(head.mark_of("logo", document.title.mark), "wrong-logo", f"the logo {head.logo!r} {error}")
    return fault(error, document.title.mark, doing, dict(_places(document)))


def _places(document: Document) -> Iterator[tuple[str, Mark]]:
    """Yield the ids of texts and of the blocks, figures and rows that contain them, with the mark of the first text."""
    seen: set[str] = set()
    for unit in units(document):
        parts = unit.id.split("/")
        for end in range(len(parts), 2, -1):
            place = "/".join(parts[:end])
            if place not in seen:
                seen.add(place)
                yield place, unit.mark


def _unset_by_faults(
    setting: Callable[Concatenate[Document, str, Looks, _More], _Result | Unset],
) -> Callable[Concatenate[Document, str, Looks, _More], _Result | Unset]:
    """Return a function that sets documents, whose failure is the fault of a document that is not set."""

    @wraps(setting)
    def guarded(
        document: Document, layout: str, looks: Looks, /, *args: _More.args, **more: _More.kwargs
    ) -> _Result | Unset:
        try:
            return setting(document, layout, looks, *args, **more)
        except Exception as error:  # noqa: BLE001 - whatever it is, other documents and layouts are set
            return Unset((_fault(error, document, f"setting {document.id!r} in the layout {layout!r}"),))

    return guarded


# --- setting --------------------------------------------------------------------------------------


@_unset_by_faults
def set_paper(
    document: Document, layout: str, looks: Looks, reviewed: date | None = None, content: str | None = None
) -> Paper | Unset:
    """Return a document on pages; a deck as its print-out. Unless it is reviewed, every page is marked as a draft.

    `content` is the digest of the document if it is already known.
    """
    from handouts.render.paper.pages import set_pages

    look, problems = looks.paper(layout, "leaflets" if document.kind == "leaflet" else "decks")
    if look is None:
        return Unset(tuple(problems))
    imprint = imprint_of(document, content or content_digest(document), layout, reviewed)
    if document.kind == "deck":
        from handouts.document.printout import printout

        document = printout(document, look.shows or "notes")
    if look.part == "front":
        from handouts.document.one_sheet import one_sheet

        document = one_sheet(document)
    look = _coloured(look, document.letterhead)
    pages = set_pages(document, look, _furniture(document, looks.root, reviewed, imprint))
    return Paper(document, look, pages, (*problems, *_found_in(look.name, pages.problems)), imprint=imprint)


def orders_of(document: Document, layout: str, looks: Looks) -> Orders | None:
    """Return a leaflet in a layout, as a draft, whose sections can be tried in other orders; None without a look."""
    from handouts.render.paper.orders import Orders

    look, _ = looks.paper(layout, "leaflets")
    if look is None:
        return None
    imprint = imprint_of(document, content_digest(document), layout, None)
    return Orders(document, _coloured(look, document.letterhead), _furniture(document, looks.root, None, imprint))


def _coloured(look: LeafletLook, head: Letterhead | None) -> LeafletLook:
    """Return a look in the clinic's colour, if it has one."""
    from handouts.render.paper.look import with_colour

    return look if head is None or head.colour is None else with_colour(look, head.colour)


def _furniture(document: Document, root: Path, reviewed: date | None, imprint: Imprint) -> Furniture:
    """Return what stands around the content of each page; the code for a phone's camera leads to the clinic's site."""
    from handouts.render.paper.furniture import furniture_of
    from handouts.render.paper.qr import qr_modules

    head = document.letterhead
    qr = qr_modules(imprint.address(head.web)) if head is not None and head.web else None
    draft = draft_words(document) if reviewed is None else None
    return furniture_of(document, draft, _logo(root, head), qr, _reviewed(document, reviewed), imprint)


def _found_in(layout: str, problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield problems of a document with the layout in which they were found; those of a layout's own file as they are."""
    for problem in problems:
        yield problem if problem.mark.file.startswith("layouts/") else replace(problem, layouts=(layout,))


def pictured_layouts(
    looks: Looks, layout: str, kind: Literal["dossiers", "changes"] = "dossiers"
) -> tuple[Mapping[str, str], list[Problem]]:
    """Return the layouts, by kind of document, whose pages a dossier or comparison layout shows."""
    look, problems = looks.paper(layout, kind)
    return ({} if look is None else look.pictured), problems


@_unset_by_faults
def set_pack(document: Document, layout: str, looks: Looks, copied: bytes) -> Paper | Unset:
    """Return an evidence pack on pages with its own head; `copied` is the finished file that it is about."""
    from handouts.render.paper.furniture import furniture_of
    from handouts.render.paper.pages import set_pages

    look, problems = looks.paper(layout, "dossiers")
    if look is None:
        return Unset(tuple(problems))
    furniture = furniture_of(document, word("draft", document.lang), None, None)
    head = Letterhead(document.id, word("dossier.head", document.lang), None, None, None, None, None, None)
    pages = set_pages(document, look, replace(furniture, letterhead=head))
    return Paper(document, look, pages, (*problems, *_found_in(look.name, pages.problems)), copied)


@_unset_by_faults
def set_comparison(document: Document, layout: str, looks: Looks, copied: bytes | None, foot: str) -> Paper | Unset:
    """Return a comparison of two editions on pages with its own head and foot; `copied` contains its pictures."""
    from handouts.render.paper.furniture import furniture_of
    from handouts.render.paper.pages import set_pages

    look, problems = looks.paper(layout, "changes")
    if look is None:
        return Unset(tuple(problems))
    head = Letterhead(document.id, word("changes.head", document.lang), None, None, None, None, None, None)
    furniture = replace(furniture_of(document, None, None, None), letterhead=head, foot=foot)
    pages = set_pages(document, look, furniture)
    return Paper(document, look, pages, (*problems, *_found_in(look.name, pages.problems)), copied)


@_unset_by_faults
def set_notice(document: Document, layout: str, looks: Looks, head: str, copied: bytes | None) -> Paper | Unset:
    """Return a document of the program itself, such as a recall, in a dossier layout with its own head.

    `copied` contains its pictures.
    """
    from handouts.render.paper.furniture import furniture_of
    from handouts.render.paper.pages import set_pages

    look, problems = looks.paper(layout, "dossiers")
    if look is None:
        return Unset(tuple(problems))
    letterhead = Letterhead(document.id, head, None, None, None, None, None, None)
    furniture = replace(furniture_of(document, None, None, None), letterhead=letterhead)
    pages = set_pages(document, look, furniture)
    return Paper(document, look, pages, (*problems, *_found_in(look.name, pages.problems)), copied)


@_unset_by_faults
def set_quiz(document: Document, layout: str, looks: Looks, reviewed: date | None) -> Paper | Unset:
    """Return the questions of a deck on the pages of a print-out, with their key on a page of its own."""
    from handouts.render.paper.furniture import furniture_of
    from handouts.render.paper.pages import set_pages

    look, problems = looks.paper(layout, "decks")
    if look is None:
        return Unset(tuple(problems))
    look = replace(look, pages="flow")  # an answer may not stand on the page of its question
    draft = draft_words(document) if reviewed is None else None
    head = Letterhead(document.id, word("quiz.head", document.lang), None, None, None, None, None, None)
    furniture = furniture_of(document, draft, None, None, _reviewed(document, reviewed))
    pages = set_pages(document, look, replace(furniture, letterhead=head))
    return Paper(document, look, pages, (*problems, *_found_in(look.name, pages.problems)))


def _reviewed(document: Document, day: date | None) -> str | None:
    """Return the words for the month in which a document was reviewed, or None."""
    from handouts.document.edition import month

    return None if day is None else word("reviewed", document.lang, date=month(day, document.lang))


def _logo(root: Path, head: Letterhead | None) -> tuple[bytes, float] | None:
    """Return the PNG or JPEG file of a letterhead's logo, and its width divided by its height."""
    if head is None or not head.logo:
        return None
    picture = read_logo(root, head.logo)
    return picture.data, picture.ratio


@_unset_by_faults
def set_show(
    document: Document, layout: str, looks: Looks, reviewed: date | None = None, content: str | None = None
) -> Show | Unset:
    """Return a deck on slides; unless it is reviewed, every slide is marked as a draft."""
    from handouts.render.deck import footers_of, paginate
    from handouts.render.deck.look import with_colour

    look, problems = looks.show(layout)
    if look is None:
        return Unset(tuple(problems))
    head = document.letterhead
    if head is not None and head.colour is not None:
        look = with_colour(look, head.colour)
    state: Literal["draft", "approved"] = "draft" if reviewed is None else "approved"
    imprint = imprint_of(document, content or content_digest(document), layout, reviewed)
    slides = paginate(document, look, footers_of(document, state, imprint))
    return Show(document, look, slides, (*problems, *_found_in(look.name, slides.problems)), imprint)


# --- drawing --------------------------------------------------------------------------------------


def drawn(placed: Paper | Show, path: str, root: Path) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of a file, or None where it cannot be drawn, and its problems; `path` is its name in them."""
    data, problems = draw(placed, root)
    return data, problems if data is None else [*problems, *verified(placed, data, path)]


def draw(placed: Paper | Show, root: Path) -> tuple[bytes | None, list[Problem]]:
    """Return the bytes of a set document; None with a problem where it cannot be drawn as required."""
    try:
        return _pdf(placed) if isinstance(placed, Paper) else (_pptx(placed, root), [])
    except Exception as error:  # noqa: BLE001 - whatever it is, other files are drawn
        return None, [_fault(error, placed.document, f"drawing {placed.document.id!r}")]


def verified(placed: Paper | Show, data: bytes, path: str) -> list[Problem]:
    """Return the problems of a drawn file when it is read back; `path` is its name in them."""
    try:
        return _verified(placed, data, path)
    except Exception as error:  # noqa: BLE001 - a file that cannot be verified is not handed out
        return [_fault(error, placed.document, f"verifying {path}")]


def _verified(placed: Paper | Show, data: bytes, path: str) -> list[Problem]:
    from handouts.audit.readers.bounds import OWN, Budget
    from handouts.audit.verify import Limits, verify_paper, verify_slides

    if isinstance(placed, Show):
        return verify_slides(data, path, placed.document, Budget(OWN))
    limits = Limits(placed.look.least_type, _least_contrast(placed.document))
    return verify_paper(data, path, placed.document, limits, Budget(OWN))


def _least_contrast(document: Document) -> float:
    """Return the least contrast of text in a file, which titles in a clinic's colour may have below the usual."""
    head = document.letterhead
    plain = head is None or head.colour is None or carries_text(head.colour)
    return LEAST_CONTRAST if plain else LEAST_OF_CLINIC


def _pdf(paper: Paper) -> tuple[bytes | None, list[Problem]]:
    from handouts.render.paper.pdf import UnfitError, with_copies, write_leaflet

    document = paper.document
    try:
        data = write_leaflet(document, paper.pages, paper.look, paper.imprint)
    except UnfitError as fault:
        return None, [Problem(document.title.mark, "broken-tags", f"{document.id}: {fault}")]
    return (data if paper.copied is None else with_copies(data, paper.pages, paper.copied)), []


def _pptx(show: Show, root: Path) -> bytes:
    from handouts.render.deck.pptx import write_deck

    head = show.document.letterhead
    logo = _logo(root, head)
    pictures = {head.logo: logo[0]} if head is not None and head.logo and logo is not None else {}
    data, _ = write_deck(show.slides, show.document, show.look, pictures, show.imprint)
    return data
