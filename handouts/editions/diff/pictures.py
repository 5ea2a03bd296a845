"""Pictures of changed pages and slides, before and after, gathered in one PDF for a report."""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.core.problem import Mark, Problem
from handouts.editions.diff.value import Difference, DocumentChange, FileChange, LeafChange

if TYPE_CHECKING:
    import pikepdf

# most pictures of one document, and of all: nobody would look at more
MOST_OF_ONE, MOST = 24, 60
SECONDS = 300  # time limit for LibreOffice: a long deck on a slow machine


@dataclass(frozen=True, slots=True)
class PagePicture:
    """A picture of a page or slide.

    `number` is its number in its file, `page` its page among the pictures, `ratio` its height divided by its width.
    """

    number: int
    page: int
    ratio: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """A changed page or slide before and after; None where it does not exist."""

    before: PagePicture | None
    after: PagePicture | None


@dataclass(frozen=True, slots=True)
class Album:
    """The pictures of a report: the PDF that holds them, and the comparisons of each file.

    `left` counts the changed pages of a file that are not shown, `elsewhere` those shown with another deck that has the
    same slides.
    """

    data: bytes | None
    shown: Mapping[str, tuple[Comparison, ...]]
    left: Mapping[str, int]
    elsewhere: Mapping[str, int]
    problems: tuple[Problem, ...]


def album(found: Difference, pictured: Mapping[str, str]) -> Album:
    """Return the pictures of one file per document: in the layout for its kind, or else its first file on paper."""
    import pikepdf

    book = pikepdf.new()
    shown: dict[str, tuple[Comparison, ...]] = {}
    left: dict[str, int] = {}
    elsewhere: dict[str, int] = {}
    problems: list[Problem] = []
    slides: set[object] = set()
    files = (pictured_file(document, pictured) for document in found.documents)
    for file in (file for file in files if file is not None and _drawable(file)):
        changed = list(_changed(file))
        own = [leaf for leaf in changed if _same(file, leaf) not in slides]
        slides.update(_same(file, leaf) for leaf in own)
        kept = own[: max(0, min(MOST_OF_ONE, MOST - sum(map(len, shown.values()))))]
        if kept:
            shown[file.path] = tuple(_comparisons(book, found.drawn(file.path, problems), file, kept, problems))
        left[file.path], elsewhere[file.path] = len(own) - len(kept), len(changed) - len(own)
    return Album(_saved(book), shown, left, elsewhere, tuple(problems))


def _same(file: FileChange, leaf: LeafChange) -> object:
    """Return a key that equal changed slides of two decks share; a page has a key of its own."""
    if file.path.endswith(".pdf"):
        return file.path, leaf.before, leaf.after
    return file.clinic, file.lang, leaf.name, leaf.kind, leaf.texts


def pictured_file(document: DocumentChange, pictured: Mapping[str, str]) -> FileChange | None:
    """Return the file of a document whose pages are shown."""
    files = [file for file in document.files if file.done != "removed"]
    own = [file for file in files if file.layout == pictured.get(document.kind)]
    paper = [file for file in files if file.path.endswith(".pdf")]
    return next(iter((*own, *paper)), None)


def _drawable(file: FileChange) -> bool:
    return file.path.endswith(".pdf") or office() is not None


def office() -> str | None:
    """Return the path of LibreOffice; None if it is not installed."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def _changed(file: FileChange) -> Iterator[LeafChange]:
    """Yield the pages and slides to show: all of a new leaflet, but none where only head or foot changed."""
    if file.done == "added" and file.path.endswith(".pdf"):
        yield from (LeafChange(str(number), None, number, "added") for number in range(1, file.leaves_after + 1))
    yield from (leaf for leaf in file.leaves if leaf.kind != "frame")


def _comparisons(
    book: pikepdf.Pdf,
    pair: tuple[bytes | None, bytes | None],
    file: FileChange,
    changed: list[LeafChange],
    problems: list[Problem],
) -> Iterator[Comparison]:
    import pikepdf

    papers = pair if file.path.endswith(".pdf") else _as_papers(pair, file.path, problems)
    sides = [_pages(book, None if paper is None else pikepdf.open(BytesIO(paper))) for paper in papers]
    for leaf in changed:
        before, after = sides[0](leaf.before), sides[1](leaf.after)
        if before is not None or after is not None:
            yield Comparison(before, after)


def _pages(book: pikepdf.Pdf, file: pikepdf.Pdf | None) -> Callable[[int | None], PagePicture | None]:
    """Return a function that adds a page of a file, given by number, to the pictures."""

    def picture(number: int | None) -> PagePicture | None:
        if file is None or number is None or number > len(file.pages):
            return None
        page = file.pages[number - 1]
        left, bottom, right, top = map(float, page.mediabox)
        book.pages.append(page)
        return PagePicture(number, len(book.pages), (top - bottom) / (right - left))

    return picture


def _saved(book: pikepdf.Pdf) -> bytes | None:
    if not book.pages:
        return None
    out = BytesIO()
    book.save(out, deterministic_id=True)
    return out.getvalue()


# --- decks ----------------------------------------------------------------------------------------


def _as_papers(
    pair: tuple[bytes | None, bytes | None], path: str, problems: list[Problem]
) -> tuple[bytes | None, bytes | None]:
    """Return both sides of a deck as PDFs made by LibreOffice, one slide per page; none, and a warning, if that fails.

    Both are made by one start, which takes longer than the drawing.
    """
    if pair == (None, None):
        return pair
    with tempfile.TemporaryDirectory(prefix="handouts-") as name:
        folder = Path(name)
        decks = [folder / f"{side}.pptx" for side, data in zip(("before", "after"), pair, strict=True) if data]
        for deck, data in zip(decks, filter(None, pair), strict=True):
            deck.write_bytes(data)
        profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
        words = (office() or "soffice", profile, "--headless", "--convert-to", "pdf", "--outdir", name)
        try:
            subprocess.run((*words, *map(str, decks)), capture_output=True, check=True, timeout=SECONDS)
            made = {deck.stem: deck.with_suffix(".pdf").read_bytes() for deck in decks}
            return made.get("before"), made.get("after")
        except (OSError, subprocess.SubprocessError) as error:
            message = f"LibreOffice cannot draw the deck: {error}"
            problems.append(Problem(Mark(path), "missing-picture", message, "warning", (path,)))
            return None, None
