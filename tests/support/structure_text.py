"""The tag tree of a PDF as text, one line for each element, read with pypdf and not with our own readers.

`python tests/support/structure_text.py [FOLDER]` rewrites tests/render/paper/pdf/structure/*.txt, or writes the same
files to another folder; read the diff before you commit it.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

from pypdf import PdfReader
from pypdf.generic import ContentStream

TESTS = Path(__file__).resolve().parents[1]
GOLDENS = TESTS / "render" / "paper" / "pdf" / "structure"
LEAFLETS = ("d-k2-calcium-dosing", "newborn-k1-shot", "warfarin-diet")
STATED = ("/Alt", "/ActualText", "/Lang")


def structure_text(data: bytes) -> str:
    """Every element with what it says of itself and the words that it holds, indented by its depth."""
    reader = PdfReader(BytesIO(data))
    pages = {page.indirect_reference.idnum: _words_of(page, reader) for page in reader.pages}
    (document,) = reader.trailer["/Root"]["/StructTreeRoot"]["/K"]
    return "".join(f"{line}\n" for line in _lines(document.get_object(), pages, 0))


def _lines(element: Any, pages: dict[int, dict[int, str]], depth: int) -> Iterator[str]:
    stated = "".join(f" {name[1:]}={str(element[name])!r}" for name in STATED if name in element)
    attributes = element.get("/A", {})
    scope = f" {attributes['/Scope'][1:]}" if "/Scope" in attributes else ""
    box = " BBox" if "/BBox" in attributes else ""
    yield f"{'  ' * depth}{element['/S'][1:]}{scope}{box}{stated}"
    own = element.raw_get("/Pg").idnum if "/Pg" in element else 0
    kids = element["/K"]
    for kid in kids if isinstance(kids, list) else [kids]:
        yield from _kid(kid, own, pages, depth + 1)


def _kid(kid: Any, own: int, pages: dict[int, dict[int, str]], depth: int) -> Iterator[str]:
    margin = "  " * depth
    if isinstance(kid, int):
        words = pages[own][kid].strip()
        if words:
            yield f"{margin}{words!r}"
        return
    node = kid.get_object()
    if "/S" in node:
        yield from _lines(node, pages, depth)
    elif "/Obj" in node:
        yield f"{margin}-> {node['/Obj']['/Contents']!r}"
    else:
        yield from _kid(int(node["/MCID"]), node.raw_get("/Pg").idnum, pages, depth)


def _words_of(page: Any, reader: PdfReader) -> dict[int, str]:
    """The words of each piece of marked content of a page."""
    maps = {name: _characters(font.get_object()) for name, font in page["/Resources"]["/Font"].items()}
    found: dict[int, str] = {}
    number, font = None, None
    for operands, operator in ContentStream(page.get_contents(), reader).operations:
        match operator:
            case b"BDC":
                number = operands[1].get("/MCID") if isinstance(operands[1], dict) else None
                if number is not None:
                    found.setdefault(int(number), "")
            case b"EMC":
                number = None
            case b"Tf":
                font = operands[0]
            case b"Tj" if number is not None:
                codes = operands[0].original_bytes
                found[int(number)] += "".join(maps[font][code] for code in codes)
    return found


def _characters(font: Any) -> dict[int, str]:
    cmap = font["/ToUnicode"].get_object().get_data().decode("ascii")
    pairs = re.findall(r"^<(..)> <([0-9A-F]{4,8})>$", cmap, re.MULTILINE)
    return {int(code, 16): bytes.fromhex(char).decode("utf-16-be") for code, char in pairs}


def leaflet_structure(name: str) -> str:
    """The structure of a leaflet of the repository, on A4 and without a clinic."""
    from handouts.content.compose import compose
    from handouts.content.project import Project, read_content
    from handouts.content.translation import Translation
    from support.projects import REPO
    from support.samples import pdf_of

    content = read_content(Project(REPO), (name,), None, [])
    return structure_text(pdf_of(compose(content.drafts[0], content.library, Translation("en"), None, {})))


if __name__ == "__main__":
    sys.path[:0] = [str(TESTS), str(TESTS.parent)]  # a script finds `support` and `handouts` by itself
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else GOLDENS
    for name in LEAFLETS:
        folder.joinpath(f"{name}.txt").write_text(leaflet_structure(name), encoding="utf-8")
