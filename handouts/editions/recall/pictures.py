"""Pictures of the first pages of recalled files, by which people know what to take away."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from io import BytesIO

from handouts.editions.recall.notice import RecalledEdition


@dataclass(frozen=True, slots=True)
class FirstPages:
    """A PDF that holds page 1 of recalled files, None where there is none.

    `pages` are, by the place of an edition in its notice, the page of its picture and its height divided by its width.
    """

    data: bytes | None
    pages: Mapping[int, tuple[int, float]]


def first_pages(held: Iterable[RecalledEdition]) -> FirstPages:
    """Return page 1 of the first PDF of each edition that its release still has as it was."""
    import pikepdf

    book = pikepdf.new()
    pages: dict[int, tuple[int, float]] = {}
    for number, each in enumerate(held):
        data = _first_pdf(each)
        if data is not None:
            with pikepdf.open(BytesIO(data)) as file:
                page = file.pages[0]
                left, bottom, right, top = map(float, page.mediabox)
                book.pages.append(page)
                pages[number] = len(book.pages), (top - bottom) / (right - left)
    if not pages:
        return FirstPages(None, pages)
    out = BytesIO()
    book.save(out, deterministic_id=True)
    return FirstPages(out.getvalue(), pages)


def _first_pdf(held: RecalledEdition) -> bytes | None:
    """Return the bytes of an edition's first PDF that is not damaged; a deck may have none."""
    for file in held.release.files_of(held.edition):
        if str(file["path"]).endswith(".pdf") and held.release.damage(file) is None:
            return (held.release.folder / str(file["path"])).read_bytes()
    return None
