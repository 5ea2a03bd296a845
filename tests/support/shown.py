"""All words that a finished file shows or says, each with the place that it was found in."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator
from typing import Any

import pikepdf
import pypdfium2
from lxml import etree

DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
SHOWN = (
    f"{DRAWING}t",
    f"{CHART}v",
    *(f"{{http://purl.org/dc/elements/1.1/}}{name}" for name in ("title", "subject", "description", "creator")),
    *(
        f"{{http://schemas.openxmlformats.org/package/2006/metadata/core-properties}}{name}"
        for name in ("keywords", "category", "contentStatus")
    ),
)
# what people see of a package: not the masters, whose prompts are shown to editors alone
_SEEN = re.compile(r"ppt/(?:slides|notesSlides|charts)/[^/]+\.xml|ppt/presentation\.xml|docProps/core\.xml")
_WORKBOOK = re.compile(r"ppt/embeddings/[^/]+\.xlsx")
_STRINGS = re.compile(r"xl/(?:sharedStrings|workbook|worksheets/[^/]+)\.xml")

Words = tuple[str, str]


def words_of(data: bytes) -> Iterator[Words]:
    """The words of a PDF or of a PowerPoint file."""
    yield from _pdf(data) if data.startswith(b"%PDF") else _pptx(data)


def _pdf(data: bytes) -> Iterator[Words]:
    """Text of pages, titles, bookmarks, and what is said in place of marks and figures."""
    document = pypdfium2.PdfDocument(data)
    for number, page in enumerate(document, start=1):
        yield f"page {number}", page.get_textpage().get_text_range()
    for item in document.get_toc():
        yield "bookmark", item.get_title()
    document.close()
    with pikepdf.open(io.BytesIO(data)) as file:
        for key in ("/Title", "/Subject"):
            yield key, str(file.docinfo.get(key, ""))
        for each in file.objects:
            if isinstance(each, pikepdf.Dictionary):
                yield from _said(each)


def _said(each: pikepdf.Dictionary) -> Iterator[Words]:
    for key in ("/Alt", "/ActualText", "/E", "/Contents", "/TU"):
        text = each.get(key)
        if isinstance(text, pikepdf.String):
            yield key, str(text)


def _pptx(data: bytes) -> Iterator[Words]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if _SEEN.fullmatch(name):
                yield from ((name, text) for text in _seen(etree.fromstring(package.read(name))))
            elif _WORKBOOK.fullmatch(name):
                yield from ((name, text) for text in _workbook(package.read(name)))


def _seen(root: Any) -> Iterator[str]:
    """Texts, chart labels, alternative texts, names of sections and document properties."""
    for node in root.iter():
        tag = str(node.tag)
        if tag in SHOWN:
            yield node.text or ""
        yield from (node.get(key) or "" for key in ("descr", "title"))
        if tag.endswith("}section"):
            yield node.get("name") or ""


def _workbook(data: bytes) -> Iterator[str]:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        for name in package.namelist():
            if _STRINGS.fullmatch(name):
                root = etree.fromstring(package.read(name))
                yield from (node.text or "" for node in root.iter(f"{SHEET}t"))
                yield from (node.get("name") or "" for node in root.iter(f"{SHEET}sheet"))
