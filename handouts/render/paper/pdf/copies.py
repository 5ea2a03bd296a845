"""Pages of a finished file copied into another as form XObjects: the same letters and lines, smaller.

A form contains no marked content: its content belongs to the figure that shows it, whose alt text describes it (ISO
32000-1, 14.8.2.2, and ISO 14289-1, 7.3). Fonts are copied along, as PDF/A requires.
"""

from __future__ import annotations

from collections.abc import Iterator
from io import BytesIO
from typing import TYPE_CHECKING, Any

from handouts.render.paper.pages import Pages, PaperPage
from handouts.render.paper.shapes import Copy

if TYPE_CHECKING:
    import pikepdf

# operators of marked content, ISO 32000-1, table 320
MARKS = frozenset({"BMC", "BDC", "EMC", "MP", "DP"})


def name_of(copy: Copy) -> str:
    """Return the resource name by which a page draws the copy of another page."""
    return f"Copy{copy.page}"


def with_copies(data: bytes, pages: Pages, copied: bytes) -> bytes:
    """Return the file with the pages that its copies show; the result is reproducible."""
    import pikepdf

    with pikepdf.open(BytesIO(data)) as file, pikepdf.open(BytesIO(copied)) as other:
        forms: dict[int, Any] = {}
        for number, page in enumerate(pages.pages):
            for copy in _copies(page):
                if copy.page not in forms:
                    forms[copy.page] = file.copy_foreign(_form(other, copy.page - 1))
                _named(file.pages[number])[f"/{name_of(copy)}"] = forms[copy.page]
        out = BytesIO()
        streams = pikepdf.ObjectStreamMode.preserve
        file.save(out, object_stream_mode=streams, deterministic_id=True, fix_metadata_version=False)
    return out.getvalue()


def _copies(page: PaperPage) -> Iterator[Copy]:
    for drawn in page.drawn:
        yield from (shape for shape in drawn.shapes if isinstance(shape, Copy))


def _named(page: pikepdf.Page) -> Any:
    """Return the dictionary of a page's XObject resources."""
    resources: Any = page.obj["/Resources"]
    if "/XObject" not in resources:
        import pikepdf

        resources["/XObject"] = pikepdf.Dictionary()
    return resources["/XObject"]


def _form(file: pikepdf.Pdf, place: int) -> Any:
    """Return a page as a form XObject in a unit square, without marked content."""
    import pikepdf

    page = file.pages[place]
    width, height = _size(page)
    kept = [step for step in pikepdf.parse_content_stream(page) if str(step.operator) not in MARKS]
    form: Any = file.make_stream(pikepdf.unparse_content_stream(kept))
    form["/Type"] = pikepdf.Name.XObject
    form["/Subtype"] = pikepdf.Name.Form
    form["/BBox"] = [0, 0, width, height]
    form["/Matrix"] = [round(1 / width, 8), 0, 0, round(1 / height, 8), 0, 0]
    resources: Any = page.obj["/Resources"]
    form["/Resources"] = {key: value for key, value in resources.items() if key != "/Properties"}
    return file.make_indirect(form)


def _size(page: pikepdf.Page) -> tuple[float, float]:
    left, bottom, right, top = map(float, page.mediabox)
    return right - left, top - bottom
