"""Small finished files as other programs may write them: pages with content of their own, packages changed by hand."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

import pikepdf
from pikepdf import Array, Dictionary, Name

HELVETICA = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)


def pdf_of(content: bytes, resources: Mapping[str, pikepdf.Object] | None = None, kids: int = 1) -> bytes:
    """A tagged page with this content; each of its numbers of marked content is a paragraph."""
    pdf = pikepdf.new()
    page = pdf.add_blank_page()
    font = {"/Font": Dictionary(F=HELVETICA)}
    page.obj.Resources = pdf.make_indirect(Dictionary({**font, **(resources or {})}))
    page.obj.Contents = pdf.make_stream(content)
    tree = pdf.make_indirect(Dictionary(Type=Name.StructTreeRoot))
    tree.K = Array([pdf.make_indirect(Dictionary(S=Name.P, Pg=page.obj, P=tree, K=number)) for number in range(kids)])
    pdf.Root.StructTreeRoot = tree
    out = BytesIO()
    pdf.save(out)
    return out.getvalue()


def text(words: bytes, number: int = 0) -> bytes:
    """Words of a piece of marked content, in the font of `pdf_of`."""
    return b"/P << /MCID %d >> BDC BT /F 12 Tf 50 700 Td %s Tj ET EMC\n" % (number, words)


def parts_of(data: bytes) -> dict[str, bytes]:
    """The parts of a package by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def package_of(parts: Mapping[str, bytes]) -> bytes:
    """A package of parts."""
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, part in parts.items():
            archive.writestr(name, part)
    return out.getvalue()
